"""Keep the English catalogue true: Danish stands in the source, English in locale/en.

`python scripts/translations.py` adds new sentences and removes dead ones;
`--check` changes nothing and fails when the catalogue is not complete.
Babel and Django's own template reader do it, so no gettext system tools are needed.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.po"
SOURCES = ("netvaerk", "networks", "offerings", "secretariat", "templates")
KEYWORDS: dict = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def source_texts() -> Iterator[tuple[str, str]]:
    """(name, Python-like text) of every file that may hold a sentence."""
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            name = str(path.relative_to(ROOT))
            if path.suffix == ".py" and "migrations" not in path.parts:
                yield name, path.read_text(encoding="utf-8")
            elif path.suffix in {".html", ".txt"}:
                pythonic = templatize(path.read_text(encoding="utf-8"))
                # Leading blanks mean something to Python and nothing to a template.
                yield name, "\n".join(line.lstrip() for line in pythonic.splitlines())


def sentences_in_the_source() -> Catalog:
    catalogue = Catalog(locale="en")
    for name, text in source_texts():
        found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS)
        for _line, message, _comments, context in found:
            catalogue.add(message, locations=[(name, 0)], context=context)
    return catalogue


def written_catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def gaps(source: Catalog, written: Catalog) -> list[str]:
    """What keeps the English catalogue from being complete, one line each."""
    wanted = {(message.context, message.id): message for message in source if message.id}
    there = {(message.context, message.id): message for message in written if message.id}
    lines = [f"not in the catalogue: {key[1]!r}" for key in wanted if key not in there]
    lines += [f"no longer in the source: {key[1]!r}" for key in there if key not in wanted]
    for key, message in there.items():
        texts = message.string if isinstance(message.string, tuple | list) else [message.string]
        if key in wanted and (message.fuzzy or not all(texts)):
            lines.append(f"not translated: {key[1]!r}")
    return lines


def update(source: Catalog, written: Catalog) -> None:
    # No fuzzy guesses: a wrong English sentence is worse than a missing one that the check names.
    written.update(source, no_fuzzy_matching=True)
    written.obsolete.clear()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    written.header_comment = "# English translations of Netværk; the Danish stands in the source."
    written.fuzzy = False
    with CATALOGUE.open("wb") as file:
        write_po(file, written, width=100, sort_output=True, no_location=True)


def main(arguments: list[str]) -> int:
    settings.configure(USE_I18N=True)
    django.setup()
    source = sentences_in_the_source()
    written = written_catalogue() if CATALOGUE.exists() else Catalog(locale="en")
    if "--check" not in arguments:
        update(source, written)
        written = written_catalogue()
    left = gaps(source, written)
    print("\n".join(left) or f"The English catalogue is complete: {len(written)} sentences.")
    return 1 if left and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
