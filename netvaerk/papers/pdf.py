import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.papers.paper import Paper
from netvaerk.papers.pieces import Headline, Line, Listing, Piece, Quoted, Run, pieces_of
from netvaerk.papers.signs import UNSHOWN, shown
from netvaerk.plain import one_line

LOOK = (Path(__file__).parent / "paper.typ").read_bytes()
TAGGED = ["ua-1"]  # PDF/UA-1: read aloud in order, with headings, lists, title and language
LATIN = 0xFF
REMEMBERED = 11  # it forgets what ten other papers have come after


def as_pdf(paper: Paper) -> bytes:
    """The paper as a tagged PDF; signs that its fonts lack stand as ▯, and it says so."""
    data = _data(paper)
    try:
        try:
            return _set(data)
        except BaseException as error:
            if not _is_the_setters(error):
                raise
        # Some rare row of signs that the fonts can't shape: a poorer PDF is better than none.
        return _set(_only_shown(data, up_to=LATIN))
    finally:
        _forget()


def _set(data: dict[str, Any]) -> bytes:
    has_unshown = UNSHOWN in json.dumps(data["pieces"], ensure_ascii=False)
    if has_unshown:
        data = {**data, "pieces": [*data["pieces"], data["note"]]}
    return typst.compile(
        LOOK,
        font_paths=_fonts(),
        pdf_standards=TAGGED,
        sys_inputs={"paper": json.dumps(data)},
        timestamp=int(clock.now().timestamp()),
    )


def _forget() -> None:
    """Typst remembers what it set last, text and all; a long log weighs hundreds of megabytes."""
    for _time in range(REMEMBERED):
        typst.compile(b"", font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    """Those that travel with the program."""
    return typst.Fonts(include_system_fonts=False)


def _is_the_setters(error: BaseException) -> bool:
    """Typst's own error, or a panic in its Rust, which comes as a bare BaseException."""
    return isinstance(error, typst.TypstError) or type(error).__name__ == "PanicException"


def _data(paper: Paper) -> dict[str, Any]:
    with translation.override(paper.language):
        note = _(
            "Enkelte tegn, for eksempel emojier, kan ikke vises i en PDF og står her som %(sign)s."
        )
        words = {
            # Translators: "Side 2 af 9".
            "page": _("Side"),
            "of": _("af"),
            "note": _as_data(Line((Run(note % {"sign": UNSHOWN}),), look="small")),
        }
    data = {
        "title": one_line(paper.title) or "–",
        "subtitle": one_line(paper.subtitle),
        "house": one_line(paper.house),
        "language": paper.language,
        "pieces": [_as_data(piece) for piece in pieces_of(paper)],
        **words,
    }
    return _only_shown(data)


def _as_data(piece: Piece) -> dict[str, Any]:
    data = {"kind": type(piece).__name__, **asdict(piece)}
    if isinstance(piece, Listing):
        data["items"] = [[_as_data(one) for one in item] for item in piece.items]
    if isinstance(piece, Quoted):
        data["pieces"] = [_as_data(one) for one in piece.pieces]
    if isinstance(piece, Headline):
        data["text"] = piece.text or "–"
    return data


def _only_shown(data: Any, *, up_to: int = 0x10FFFF) -> Any:
    """The same data, with every text cut down to what the fonts have; addresses of links stay."""
    if isinstance(data, str):
        return shown(data, up_to=up_to)
    if isinstance(data, list | tuple):
        return [_only_shown(one, up_to=up_to) for one in data]
    if isinstance(data, dict):
        return {
            name: one if name == "href" else _only_shown(one, up_to=up_to)
            for name, one in data.items()
        }
    return data
