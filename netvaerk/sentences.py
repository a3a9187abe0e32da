"""What is written after "Vi lærte" begins in the middle of a sentence; on its own it needs a start.

The starts are Danish in every language: they belong to what people wrote, not to the page.
"""

LEARNED, ASSUMED = "Vi lærte", "Vi går ud fra"


def whole_sentence(text: str, start: str, unseen: str = "") -> str:
    """ "at de venter" is "Vi lærte, at de venter"; what begins with a capital stands as it is.
    Signs that are `unseen` may stand before the first letter."""
    bare = text.lstrip(unseen) if unseen else text
    if not bare[:1].islower():
        return text
    return f"{start}, {text}" if bare.startswith("at ") else f"{start}: {text}"
