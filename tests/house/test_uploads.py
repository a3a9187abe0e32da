"""What is let in, what isn't, and what is said then; every file here is a real one."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from netvaerk.uploads import LONGEST_NAME, Fault, checked, cleaned_name
from tests.factories.networks.attachment import (
    archive,
    odt,
    office,
    pdf,
    photo_with_place,
    picture,
    word,
)

ARCHIVE_SCRIPT = b"<html><script>alert(1)</script>"


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def said(name: str, content: bytes) -> str:
    with pytest.raises(Fault) as refused:
        checked(name, content)
    return refused.value.said_of(name)


def test_a_photo_keeps_its_pixels_and_loses_where_it_was_taken():
    before = photo_with_place((40, 20))
    assert opened(before).getexif().get_ifd(0x8825)
    upload = checked("Møde.JPG", before)
    after = opened(upload.content)
    assert (upload.name, upload.content_type, after.format) == ("Møde.jpg", "image/jpeg", "JPEG")
    assert after.size == (20, 40), "the orientation is applied, so it can be thrown away"
    assert dict(after.getexif()) == {}
    assert b"HEMMELIG" not in upload.content
    assert {"exif", "comment", "icc_profile", "xmp"} & set(after.info) == set()


def test_a_photo_is_no_larger_than_a_screen_needs():
    content = checked("stor.jpg", photo_with_place((4000, 3000))).content
    assert opened(content).size == (1500, 2000)


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.webp", "WEBP")])
def test_what_is_transparent_stays_so(name: str, kind: str):
    content = checked(name, picture(kind, mode="RGBA", colour=(255, 0, 0, 0))).content
    assert opened(content).convert("RGBA").getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16"])
def test_pictures_of_every_depth_are_written_anew(mode: str):
    assert opened(checked("a.png", picture(mode=mode)).content).mode in {"RGB", "RGBA"}


def test_a_photo_in_printers_colours_can_be_shown():
    content = checked("a.jpeg", picture("JPEG", mode="CMYK", colour=(0, 0, 0, 0))).content
    assert opened(content).getpixel((0, 0)) == (255, 255, 255)


def test_what_hides_behind_a_picture_does_not_come_along():
    polyglot = picture() + ARCHIVE_SCRIPT + archive({"skjult.exe": b"MZ"})
    content = checked("a.png", polyglot).content
    assert (b"script" in content, b"PK\x03\x04" in content) == (False, False)


def test_words_inside_a_picture_do_not_come_along():
    text = b"tEXtComment\0HEMMELIG"
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    plain = picture()
    after_head = 8 + 25
    with_words = plain[:after_head] + chunk + plain[after_head:]
    assert "HEMMELIG" in opened(with_words).info["Comment"]
    assert b"HEMMELIG" not in checked("a.png", with_words).content


def test_a_picture_of_more_pixels_than_memory_is_refused_unopened():
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = picture().replace(picture()[16:29], head)
    crc = struct.pack(">I", zlib.crc32(b"IHDR" + head))
    bomb = bomb[:29] + crc + bomb[33:]
    assert "40 megapixel" in said("bombe.png", bomb)


def test_just_too_many_pixels_are_refused_too():
    assert "40 megapixel" in said("a.png", picture(size=(8001, 5000), mode="1"))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "foto.jpg",
            picture("PNG"),
            "»foto.jpg« er i virkeligheden en anden slags fil: PNG-billede",
        ),
        ("foto.png", photo_with_place(), "et navn, der slutter på .jpg"),
        ("notat.txt", pdf(), "en anden slags fil: PDF"),
        ("a.docx", picture(), "en anden slags fil: PNG-billede"),
        ("a.png", word(), "kan ikke åbnes som PNG-billede"),
        ("a.pdf", b"MZ\x90\0", "kan ikke åbnes som PDF"),
        ("a.png", picture()[:60], "kan ikke åbnes som billede"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WAVEfmt ", "kan ikke åbnes som WebP-billede"),
        ("a.svg", b"<svg/>", "en slags fil, vi ikke tager imod"),
        ("a.html", b"<p>", "en slags fil, vi ikke tager imod"),
        ("a.docm", word(), "en slags fil, vi ikke tager imod"),
        ("a.pdf.exe", pdf(), "en slags fil, vi ikke tager imod"),
        ("README", b"hej", "en slags fil, vi ikke tager imod"),
        ("a.png", b"", "er tom"),
        ("a.txt", b"x" * (10 * 1024 * 1024 + 1), "højst fylde 10 MB"),
        ("a.txt", "æøå".encode("latin-1"), "er ikke ren tekst"),
        ("a.txt", "æøå".encode("utf-16"), "er ikke ren tekst"),
        ("a.md", b"a\0b", "er ikke ren tekst"),
    ],
)
def test_what_a_file_says_it_is_it_must_be(name: str, content: bytes, sentence: str):
    assert sentence in said(name, content)


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("a.pdf", pdf(), "application/pdf"),
        ("a.txt", "\ufeffæøå\r\n".encode(), "text/plain; charset=utf-8"),
        ("a.md", "# æ".encode(), "text/markdown; charset=utf-8"),
        ("a.odt", odt(), "application/vnd.oasis.opendocument.text"),
    ],
)
def test_documents_are_kept_byte_for_byte(name: str, content: bytes, content_type: str):
    upload = checked(name, content)
    assert (upload.content, upload.content_type, upload.is_picture) == (
        *(content, content_type),
        False,
    )


@pytest.mark.parametrize("extension", ["docx", "xlsx", "pptx"])
def test_office_files_are_told_apart_by_what_is_in_them(extension: str):
    assert checked(f"a.{extension}", office(extension)).content == office(extension)
    other = "xlsx" if extension == "docx" else "docx"
    assert "kan ikke åbnes som" in said(f"a.{other}", office(extension))


def test_a_document_that_word_has_written_is_let_in():
    assert checked("a.docx", word()).content_type.endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    "content",
    [
        pdf(script="app.alert(1)"),
        pdf(attached=b"MZ"),
        pdf().replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /Launch /F (x) >>"),
        pdf().replace(b"/Type /Catalog", b"/Type /Catalog /AA << /S /J#61vaScript /JS (x) >>"),
        pdf().replace(b"/Type /Catalog", b"/Type /Catalog /AcroForm << /XFA [] >>"),
    ],
    ids=["script", "attachment", "launch", "spelt in hex", "XFA"],
)
def test_a_pdf_that_does_something_is_refused(content: bytes):
    assert "programkode eller vedhæftede filer" in said("a.pdf", content)


def test_a_script_out_of_plain_sight_is_found():
    """Packed into an object stream, as every newer PDF packs its dictionaries."""
    packed = packed_pdf(b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript >> >>")
    assert b"JavaScript" not in packed
    assert "programkode" in said("a.pdf", packed)
    innocent = packed_pdf(b"<< /Type /Catalog /Pages 2 0 R >>")
    assert checked("a.pdf", innocent).content == innocent


def packed_pdf(catalogue: bytes) -> bytes:
    pages, page = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Page /Parent 2 0 R >>"
    objects = [catalogue, pages, page]
    offsets = [sum(len(one) + 1 for one in objects[:number]) for number in range(3)]
    index = " ".join(f"{number + 1} {at}" for number, at in enumerate(offsets)).encode() + b" "
    stream = zlib.compress(index + b" ".join(objects))
    out = b"%PDF-1.5\n"
    stream_at = len(out)
    out += (
        b"4 0 obj << /Type /ObjStm /N 3 /First %d /Filter /FlateDecode /Length %d >> stream\n"
        % (*(len(index), len(stream)),)
    )
    out += stream + b"\nendstream endobj\n"
    xref_at = len(out)
    rows = [(0, 0, 65535), *((2, 4, number) for number in range(3)), (1, stream_at, 0)]
    table = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in [*rows, (1, xref_at, 0)]))
    out += b"5 0 obj << /Type /XRef /Size 6 /W [1 4 2] /Root 1 0 R /Filter /FlateDecode "
    out += b"/Length %d >> stream\n" % len(table) + table + b"\nendstream endobj\n"
    return out + b"startxref\n%d\n%%%%EOF\n" % xref_at


def test_a_locked_pdf_is_refused():
    assert "låst med en adgangskode" in said("a.pdf", pdf(password="hemmelig"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (office(**{"word/vbaProject.bin": b"x"}), "indeholder makroer"),
        (office(**{"word/VBAPROJECT.BIN": b"x"}), "indeholder makroer"),
        (office(said='<O ContentType="application/vnd.ms-office.vbaProject"/>'), "makroer"),
        (office(**{"word/activeX/activeX1.bin": b"x"}), "indeholder makroer"),
        (office(**{"../../etc/passwd": b"x"}), "kan ikke åbnes som Word-dokument"),
        (office(**{"/etc/passwd": b"x"}), "kan ikke åbnes som Word-dokument"),
        (office(**{"..\\a": b"x"}), "kan ikke åbnes som Word-dokument"),
        (office(**{"stor.xml": b"\0" * 50_000_000}), "fylder alt for meget"),
        (archive({"m.xml": b"<m/>"}), "kan ikke åbnes som Word-dokument"),
        (office() + ARCHIVE_SCRIPT, "kan ikke åbnes som Word-dokument"),
        (office()[:-40], "kan ikke åbnes som Word-dokument"),
        (odt(), "kan ikke åbnes som Word-dokument"),
        (office(said="<!DOCTYPE a>"), "kan ikke åbnes som Word-dokument"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "kan ikke åbnes som Word-dokument"),
    ],
)
def test_office_files_that_mean_no_good_are_refused(content: bytes, sentence: str):
    assert sentence in said("a.docx", content)


def test_a_part_that_is_larger_than_it_says_is_refused():
    """The directory at the end says ten bytes; what is packed is a hundred thousand."""
    content = bytearray(office(**{"word/a.xml": b"a" * 100_000}))
    for size_at in (content.find(b"word/a.xml") - 8, content.rfind(b"word/a.xml") - 22):
        content[size_at : size_at + 4] = struct.pack("<I", 10)
    assert "kan ikke åbnes" in said("a.docx", bytes(content))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (odt(**{"Basic/Standard/Modul.xml": b"x"}), "indeholder makroer"),
        (odt(**{"META-INF/manifest.xml": b"<m:encryption-data/>"}), "låst"),
        (archive({"mimetype": b"application/epub+zip"}), "kan ikke åbnes som ODT-dokument"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_odt_files_that_mean_no_good_are_refused(content: bytes, sentence: str):
    assert sentence in said("a.odt", content)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("A\u030arsrapport \u00f8st.PDF", "Årsrapport øst.pdf"),
        ("C:\\Users\\mia\\Møde.docx", "Møde.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("faktura\u202efdp.txt", "fakturafdp.txt"),
        ("a\r\nSet-Cookie: x\0.txt", "a Set-Cookie x.txt"),
        (".htaccess.txt", "htaccess.txt"),
        (".txt", "fil.txt"),
        ("", "fil"),
        ('"<a>|b?*".md', "ab.md"),
        ("  to   ord .txt ", "to ord.txt"),
        ("👩‍🏫 tavle.png", "👩🏫 tavle.png"),
    ],
)
def test_a_name_is_made_fit_without_being_mangled(raw: str, shown: str):
    assert cleaned_name(raw) == shown


def test_a_long_name_keeps_its_extension():
    name = cleaned_name("å" * 300 + ".docx")
    assert (len(name), name[-6:]) == (LONGEST_NAME, "å.docx")
    assert len(cleaned_name("a." + "b" * 300)) <= LONGEST_NAME
