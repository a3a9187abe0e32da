"""What may stand in a cell: text that no program takes for a formula, days as Danes write them."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

# Excel, LibreOffice and Google reckon with what begins so (OWASP, CSV injection); the last four
# are the full-width signs that some of them read as the ordinary ones.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Neither XML nor anybody's reader can hold these; nor NUL and halves of a sign, which no
# database holds either.
UNSEEN_SIGNS = "\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"
UNSEEN = re.compile(f"[\x00{UNSEEN_SIGNS}\ud800-\udfff]")
LONGEST = 32_000  # Excel cuts a cell at 32,767 signs


def safe(text: str) -> str:
    """The text with an apostrophe before what would be taken for a formula."""
    text = UNSEEN.sub("", text.replace("\r\n", "\n"))[:LONGEST]
    return f"'{text}" if _looks_like_a_formula(text) else text


def unsafe(text: str) -> str:
    """The text as it was before `safe`."""
    return text[1:] if text.startswith("'") and _looks_like_a_formula(text[1:]) else text


def plain(value: Any) -> str:
    """A value as it stands in a CSV; `netvaerk/sheets/copied.py` says the same in SQL."""
    value = local(value)
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    return "" if value is None else safe(str(value))


def local(value: Any) -> Any:
    """A moment as the clock on the wall shows it, and a yes or no in words."""
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.make_naive(value)
    return value


def _looks_like_a_formula(text: str) -> bool:
    """Blanks before a sign hide it from nobody."""
    return text.startswith(FORMULA_SIGNS) or text.lstrip().startswith(FORMULA_SIGNS)
