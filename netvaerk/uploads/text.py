from django.utils.translation import gettext_lazy as _

from netvaerk.uploads.fault import Fault

ALLOWED = {"\t", "\n", "\r", "\f"}
NOT_TEXT = _("»%(name)s« er ikke ren tekst. Gem den som tekst (UTF-8), og vælg den igen.")


def text_as_it_is(content: bytes) -> bytes:
    """The same bytes, if they are UTF-8 without NUL and its like."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Fault(NOT_TEXT) from None
    if any(sign < " " and sign not in ALLOWED for sign in set(text)):
        raise Fault(NOT_TEXT)
    return content
