from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext_lazy as _

from netvaerk.uploads.fault import Fault
from netvaerk.uploads.names import cleaned_name, extension_of
from netvaerk.uploads.office import OPEN_XML, odt_as_it_is, open_xml_as_it_is
from netvaerk.uploads.pdf import pdf_as_it_is
from netvaerk.uploads.pictures import picture_anew
from netvaerk.uploads.text import text_as_it_is
from netvaerk.words import Words

LARGEST = 10 * 1024 * 1024
UNKNOWN = _(
    "»%(name)s« er en slags fil, vi ikke tager imod. Gem den som billede (JPG, PNG eller WebP), "
    "PDF, Word, Excel, PowerPoint, ODT eller tekst, og vælg den igen."
)
EMPTY = _("»%(name)s« er tom. Se efter, om det er den rigtige fil.")
TOO_LARGE = _(
    "»%(name)s« er for stor: en fil må højst fylde 10 MB. Gør den mindre, og vælg den igen."
)
ANOTHER_KIND = _(
    "»%(name)s« er i virkeligheden en anden slags fil: %(kind)s. "
    "Giv den et navn, der slutter på .%(extension)s, og vælg den igen."
)
NOT_THAT_KIND = _(
    "»%(name)s« kan ikke åbnes som %(kind)s. Åbn den i dit eget program, gem den igen, "
    "og vælg den på ny."
)


@dataclass(frozen=True)
class Upload:
    """A file that was let in; a picture has been written anew."""

    name: str  # fit to be shown and to be saved under, with its extension
    content_type: str
    is_picture: bool
    content: bytes


@dataclass(frozen=True)
class Kind:
    words: Words
    extensions: tuple[str, ...]
    content_type: str
    begins: bytes  # the file's first bytes
    opened: Callable[[bytes], bytes]  # reads the file; gives what is kept of it
    goes_on: tuple[int, bytes] = (0, b"")  # more that tells the kind, and where it stands

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")

    def fits(self, content: bytes) -> bool:
        at, more = self.goes_on
        return content.startswith(self.begins) and content.startswith(more, at)


def _office(words: Words, extension: str, main_type: str) -> Kind:
    return Kind(
        words,
        (extension,),
        f"{OPEN_XML}.{main_type}",
        b"PK\x03\x04",
        partial(open_xml_as_it_is, main_type=main_type),
    )


def _picture(words: Words, extensions: tuple[str, ...], name: str, begins: bytes, **more) -> Kind:
    opened = partial(picture_anew, format_name=name)
    return Kind(words, extensions, f"image/{name.lower()}", begins, opened, **more)


KINDS = (
    _picture(_("JPG-billede"), ("jpg", "jpeg"), "JPEG", b"\xff\xd8\xff"),
    _picture(_("PNG-billede"), ("png",), "PNG", b"\x89PNG\r\n\x1a\n"),
    _picture(_("WebP-billede"), ("webp",), "WEBP", b"RIFF", goes_on=(8, b"WEBP")),
    Kind(_("PDF"), ("pdf",), "application/pdf", b"%PDF-", pdf_as_it_is),
    _office(_("Word-dokument"), "docx", "wordprocessingml.document"),
    _office(_("Excel-ark"), "xlsx", "spreadsheetml.sheet"),
    _office(_("PowerPoint"), "pptx", "presentationml.presentation"),
    Kind(
        *(_("ODT-dokument"), ("odt",), "application/vnd.oasis.opendocument.text", b"PK\x03\x04"),
        odt_as_it_is,
    ),
    Kind(_("tekst"), ("txt",), "text/plain; charset=utf-8", b"", text_as_it_is),
    Kind(_("Markdown"), ("md",), "text/markdown; charset=utf-8", b"", text_as_it_is),
)
BY_EXTENSION = {extension: kind for kind in KINDS for extension in kind.extensions}
BY_CONTENT_TYPE = {kind.content_type: kind for kind in KINDS}
EXTENSIONS = tuple(BY_EXTENSION)
# Three kinds of archive begin alike, and text with anything at all.
TOLD_BY_THEIR_BEGINNING = [kind for kind in KINDS if kind.begins not in {b"", b"PK\x03\x04"}]


def checked(name: str, content: bytes) -> Upload:
    """The file as it is kept; raises `Fault`."""
    name = cleaned_name(name)
    kind = BY_EXTENSION.get(extension_of(name))
    if kind is None:
        raise Fault(UNKNOWN)
    if not content:
        raise Fault(EMPTY)
    if len(content) > LARGEST:
        raise Fault(TOO_LARGE)
    _ask_the_beginning(kind, content)
    try:
        kept = kind.opened(content)
    except Fault as fault:
        raise Fault(fault.sentence, kind=str(kind.words)) from None
    return Upload(name, kind.content_type, kind.is_picture, kept)


def _ask_the_beginning(kind: Kind, content: bytes) -> None:
    """A file that is honestly another kind is told so; it is not renamed behind one's back."""
    really = next((one for one in TOLD_BY_THEIR_BEGINNING if one.fits(content)), None)
    if really and really is not kind:
        said = {"kind": str(really.words), "extension": really.extensions[0]}
        raise Fault(ANOTHER_KIND, **said)
    if not kind.fits(content):
        raise Fault(NOT_THAT_KIND, kind=str(kind.words))


def kind_in_words(content_type: str) -> Words:
    """ "Word-dokument"."""
    kind = BY_CONTENT_TYPE.get(content_type)
    return kind.words if kind else content_type
