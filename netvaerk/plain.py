"""Words made plain: composed, and without what no page or paper can show."""

import unicodedata

from netvaerk.words import Words

KEPT = {"\n", "\u200d"}  # the joiner holds an emoji together


def clean(words: Words) -> str:
    """Composed, and without what no page can show: control characters and halves of a sign."""
    text = unicodedata.normalize("NFC", str(words).replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return "".join(sign for sign in text if sign in KEPT or unicodedata.category(sign)[0] != "C")


def one_line(words: Words) -> str:
    return " ".join(clean(words).split())
