"""A PDF is let in when it can be opened, has pages, and holds nothing that runs or unpacks."""

import re
import zlib
from io import BytesIO
from typing import Any

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import StreamObject

from netvaerk.uploads.fault import Fault

MOST_UNPACKED = 50 * 1024 * 1024
# Required words of what a reader would run, start or unpack (ISO 32000-1, 12.6.4 and 7.11.4).
LIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])")
HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
# pypdf meets broken files with any of these.
UNREADABLE = (
    *(PyPdfError, ValueError, TypeError, LookupError, AttributeError, OSError, zlib.error),
    *(RecursionError, OverflowError, MemoryError, AssertionError),
)
BROKEN = _("»%(name)s« kan ikke åbnes som PDF. Gem den som PDF igen, og vælg den på ny.")
LOCKED = _("»%(name)s« er låst med en adgangskode. Gem den uden, og vælg den igen.")
ALIVE = _(
    "»%(name)s« indeholder programkode eller vedhæftede filer. "
    "Udskriv den til en ny PDF, og vælg den i stedet."
)


def pdf_as_it_is(content: bytes) -> bytes:
    """The same bytes, once they have been read."""
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise Fault(LOCKED)
        if not len(reader.pages):
            raise Fault(BROKEN)
        if _is_alive(content) or _has_live_form(reader) or any(map(_is_alive, _packed(reader))):
            raise Fault(ALIVE)
    except UNREADABLE:
        raise Fault(BROKEN) from None
    return content


def _is_alive(content: bytes) -> bool:
    """A name may be spelt with hex codes, which every reader undoes."""
    plain = HEX_IN_NAME.sub(lambda found: bytes([int(found[1], 16)]), content)
    return bool(LIVE.search(plain))


def _has_live_form(reader: PdfReader) -> bool:
    """An XFA form is a program in XML."""
    form: Any = reader.root_object.get("/AcroForm")
    return bool(form) and "/XFA" in form.get_object()


def _packed(reader: PdfReader) -> list[bytes]:
    """The object streams unpacked: where a newer PDF keeps its dictionaries, out of plain sight."""
    found, size = [], 0
    for number in sorted({number for number, _index in reader.xref_objStm.values()}):
        stream = reader.get_object(number)
        if not isinstance(stream, StreamObject):
            raise Fault(BROKEN)
        unpacked = stream.get_data()
        size += len(unpacked)
        if size > MOST_UNPACKED:
            raise Fault(BROKEN)
        found.append(unpacked)
    return found
