"""What somebody called a file, made fit to be shown and to be saved under on any machine."""

import re
import unicodedata

LONGEST_NAME = 120
NAMELESS = "fil"
# Windows can't save under these.
NOT_IN_A_NAME = re.compile(r'[<>:"|?*]')


def cleaned_name(raw: str) -> str:
    """Without path and hidden characters, in one piece, at most `LONGEST_NAME` long.

    Composed first: a Mac sends "Å" as an A and a ring, and the ring must not be cleaned away.
    """
    composed = unicodedata.normalize("NFC", raw)
    last = re.split(r"[/\\]", composed)[-1]
    shown = "".join(" " if sign.isspace() else sign for sign in last if _is_seen(sign))
    words = " ".join(NOT_IN_A_NAME.sub("", shown).split())
    stem, dot, extension = words.rpartition(".")
    if not dot:
        stem, extension = words, ""
    stem = stem.strip(". ") or NAMELESS
    ending = f".{extension.lower()}"[: LONGEST_NAME // 2] if extension else ""
    return stem[: LONGEST_NAME - len(ending)].rstrip(". ") + ending


def extension_of(name: str) -> str:
    """ "pdf"; empty when there is none."""
    _stem, dot, extension = name.rpartition(".")
    return extension if dot else ""


def _is_seen(sign: str) -> bool:
    """No control, and none of the marks that turn the writing direction to hide an extension."""
    return sign.isspace() or not unicodedata.category(sign).startswith("C")
