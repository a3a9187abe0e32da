"""Which signs the PDF's own fonts can show. Those fonts travel with the program, so it is the same
on every machine; a sign that none of them has would make the PDF unreadable aloud.
"""

import re
import unicodedata

UNSHOWN = "▯"
# Found by asking the fonts, range by range (tests/house/test_papers.py asks again).
SHOWN = (
    *((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x36F), (0x384, 0x386), (0x388, 0x38A), (0x38C, 0x38C)),
    *((0x38E, 0x3A1), (0x3A3, 0x4FF), (0x5D0, 0x5EA), (0x621, 0x63A), (0x640, 0x64A)),
    *((0x660, 0x669), (0x6F0, 0x6F9), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x202F, 0x2040)),
    *((0x2070, 0x2071), (0x2074, 0x208E), (0x20A0, 0x20BF), (0x2122, 0x2122), (0x2150, 0x2151)),
    *((0x2153, 0x215F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x2473), (0x25A0, 0x25FF)),
    *((0x2600, 0x2604), (0x2610, 0x2613), (0x2639, 0x263C), (0x2660, 0x2667), (0x2713, 0x2718)),
    *((0x2761, 0x2767), (0x27F5, 0x27FF), (0xFB00, 0xFB06)),
)
RUN_OF_UNSHOWN = re.compile(f"{UNSHOWN}(?:\\s*{UNSHOWN})+")
# Marks, joiners and skin tones that belong to the sign before them.
BELONGS = ("Mn", "Me", "Mc", "Cf", "Sk")


def shown(text: str, *, up_to: int = 0x10FFFF) -> str:
    """The text with one `UNSHOWN` for each sign, or row of signs, that can't be shown."""
    if text.isascii():
        return text
    kept = "".join(_one(sign, up_to) for sign in text)
    # A text of marks without a letter to sit on would vanish, and a heading may not be empty.
    return RUN_OF_UNSHOWN.sub(UNSHOWN, kept) if kept.strip() or not text.strip() else UNSHOWN


def _one(sign: str, up_to: int) -> str:
    if sign == "\n" or (ord(sign) <= up_to and any(low <= ord(sign) <= top for low, top in SHOWN)):
        return sign
    if sign.isspace():
        return " "
    return "" if unicodedata.category(sign) in BELONGS else UNSHOWN
