"""Office files are archives: opened whole, weighed before they are unpacked, without macros."""

import zipfile
import zlib
from io import BytesIO

from django.utils.translation import gettext_lazy as _

from netvaerk.uploads.fault import Fault

MOST_FILES = 5_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 100  # unpacked : packed; a full sheet is about 20
HEAD_SIZE = 1024 * 1024
CHUNK = 64 * 1024
END, END_SIZE = b"PK\x05\x06", 22
PLAIN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
OPEN_XML = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = "[Content_Types].xml"
ODT = b"application/vnd.oasis.opendocument.text"
LIVE_PARTS = ("vbaproject.bin", "activex/", "basic/", "scripts/")
# What zipfile raises at what it can't read.
UNREADABLE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, RuntimeError, NotImplementedError),
    *(ValueError, EOFError, OSError, KeyError),
)
BROKEN = _(
    "»%(name)s« kan ikke åbnes som %(kind)s. Åbn den i dit eget program, gem den igen, "
    "og vælg den på ny."
)
LOCKED = _("»%(name)s« er låst med en adgangskode. Gem den uden, og vælg den igen.")
BOMB = _("»%(name)s« fylder alt for meget, når den pakkes ud. Del den op, og vælg den igen.")
MACROS = _("»%(name)s« indeholder makroer. Gem den uden makroer, og vælg den igen.")


def open_xml_as_it_is(content: bytes, *, main_type: str) -> bytes:
    """The same bytes, once the archive has been read; `main_type` names its main part."""
    with _opened(content) as archive:
        head = _read(archive, CONTENT_TYPES)
        said = head.lower()
        if b"macroenabled" in said or b"vbaproject" in said:
            raise Fault(MACROS)
        # Looked for as plain bytes: what hides in another encoding isn't found, so not let in.
        if f'"{OPEN_XML}.{main_type}.main+xml"'.encode() not in head or b"<!doctype" in said:
            raise Fault(BROKEN)
    return content


def odt_as_it_is(content: bytes) -> bytes:
    with _opened(content) as archive:
        if _read(archive, "mimetype").strip() != ODT:
            raise Fault(BROKEN)
        if b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
            raise Fault(LOCKED)
    return content


def _opened(content: bytes) -> zipfile.ZipFile:
    """The archive, once everything in it has been weighed and read."""
    # Exactly one archive from the first byte to the last: nothing laid before or behind it.
    if content.rfind(END) + END_SIZE != len(content):
        raise Fault(BROKEN)
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        _weigh(archive.infolist(), len(content))
        for part in archive.infolist():
            with archive.open(part) as opened:
                # To the end: a part that is larger than it says fails its checksum.
                while opened.read(CHUNK):
                    pass
    except UNREADABLE:
        raise Fault(BROKEN) from None
    return archive


def _weigh(parts: list[zipfile.ZipInfo], packed: int) -> None:
    names = [part.filename for part in parts]
    if not parts or min(part.header_offset for part in parts) or len(set(names)) != len(names):
        raise Fault(BROKEN)
    if any(not _stays_inside(name) for name in names):
        raise Fault(BROKEN)
    if any(part.flag_bits & 1 for part in parts):
        raise Fault(LOCKED)
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_FILES or unpacked > min(MOST_UNPACKED, packed * MOST_RATIO):
        raise Fault(BOMB)
    if any(live in name.lower() for name in names for live in LIVE_PARTS):
        raise Fault(MACROS)
    if any(part.compress_type not in PLAIN for part in parts):
        raise Fault(BROKEN)


def _stays_inside(name: str) -> bool:
    return not name.startswith("/") and "\\" not in name and ".." not in name.split("/")


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        raise Fault(BROKEN)
    with archive.open(name) as opened:
        return opened.read(HEAD_SIZE)
