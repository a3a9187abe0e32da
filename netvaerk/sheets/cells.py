"""What may stand in a cell: text that no program takes for a formula."""

import re

# Excel, LibreOffice and Google reckon with what begins so (OWASP, CSV injection); the last four
# are the full-width signs that some of them read as the ordinary ones.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Neither XML nor anybody's reader can hold these.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_000  # Excel cuts a cell at 32,767 signs


def safe(text: str) -> str:
    """The text with an apostrophe before what would be taken for a formula."""
    text = UNSEEN.sub("", text.replace("\r\n", "\n"))[:LONGEST]
    return f"'{text}" if _looks_like_a_formula(text) else text


def unsafe(text: str) -> str:
    """The text as it was before `safe`."""
    return text[1:] if text.startswith("'") and _looks_like_a_formula(text[1:]) else text


def _looks_like_a_formula(text: str) -> bool:
    """Blanks before a sign hide it from nobody."""
    return text.startswith(FORMULA_SIGNS) or text.lstrip().startswith(FORMULA_SIGNS)
