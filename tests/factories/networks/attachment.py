"""Files as people, and those who mean no good, bring them; each is a real one."""

import zipfile
from io import BytesIO

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from netvaerk.people.models import Person
from netvaerk.uploads import checked
from networks.actions.attachment import add_attachments
from networks.models import Attachment, LearningDraft, LearningEntry

TURN_RIGHT, GPS, NORTH = 6, 0x8825, 1
MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
MAINS = {
    "docx": "wordprocessingml.document",
    "xlsx": "spreadsheetml.sheet",
    "pptx": "presentationml.presentation",
}


def picture(
    format_name: str = "PNG",
    size: tuple[int, int] = (40, 20),
    *,
    mode: str = "RGB",
    colour: object = 0,
    **saved,
) -> bytes:
    written = BytesIO()
    Image.new(mode, size, colour).save(written, format_name, **saved)
    return written.getvalue()


def photo_with_place(size: tuple[int, int] = (40, 20)) -> bytes:
    """As a phone takes it: lying on its side, saying where, with a comment."""
    exif = Image.Exif()
    exif[0x0112] = TURN_RIGHT
    exif[0x010E] = "HEMMELIG-beskrivelse"
    exif.get_ifd(GPS)[NORTH] = "N"
    return picture("JPEG", size, exif=exif, comment=b"HEMMELIG-kommentar")


def pdf(*, password: str = "", script: str = "", attached: bytes = b"") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if script:
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
            {
                NameObject("/S"): NameObject("/JavaScript"),
                NameObject("/JS"): TextStringObject(script),
            }
        )
    if attached:
        writer.add_attachment("indeni.exe", attached)
    if password:
        writer.encrypt(password, algorithm="AES-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def word(text: str = "Vi lærte noget.") -> bytes:
    document, written = docx.Document(), BytesIO()
    document.add_paragraph(text)
    document.save(written)
    return written.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return written.getvalue()


def office(extension: str = "docx", *, said: str = "", **parts: bytes) -> bytes:
    """The least that is an office file; `said` is more of its table of contents."""
    main = MAIN.format(MAINS[extension])
    contents = f'<Types><Override PartName="/m.xml" ContentType="{main}"/>{said}</Types>'
    return archive({"[Content_Types].xml": contents.encode(), "m.xml": b"<m/>", **parts})


def odt(**parts: bytes) -> bytes:
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": b"<office/>",
            "META-INF/manifest.xml": b"<manifest/>",
            **parts,
        }
    )


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    """As a browser sends it."""
    return SimpleUploadedFile(name, content)


def make_attachment(
    *,
    by: Person,
    entry: LearningEntry | None = None,
    draft: LearningDraft | None = None,
    name: str = "tavle.png",
    content: bytes = b"",
) -> Attachment:
    upload = checked(name, content or picture())
    return add_attachments(by=by, uploads=[upload], entry=entry, draft=draft)[0]
