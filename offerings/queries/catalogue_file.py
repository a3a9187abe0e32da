"""The catalogue as a file: an offering as a row's cells, and a row as an offering."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.core.validators import slug_re
from django.utils import translation
from django.utils.translation import gettext as _

from netvaerk.people.models import Person
from netvaerk.sheets import SURPLUS, Cells, Wrong, either
from networks.models import NetworkType, Phase
from offerings.enums import OfferingKind
from offerings.models import Offering

# The file's columns are Danish whoever reads it, so that one person's file is another's too.
KEY, TITLE, KIND, GIVES, ASKS = "nøgle", "titel", "art", "det giver", "det kræver"
PHASES, TYPES = "faser", "netværkstyper"
HOLDER, OUTSIDE, ACTIVE = "holdes af", "eller en udefra", "kan tilbydes"
COLUMNS = (KEY, TITLE, KIND, GIVES, ASKS, PHASES, TYPES, HOLDER, OUTSIDE, ACTIVE)
REQUIRED = (TITLE, KIND, GIVES, ASKS)
LONGEST = {KEY: 50, TITLE: 90, OUTSIDE: 120}
BETWEEN = " | "
YES, NO = "ja", "nej"


def cells_of(offering: Offering) -> Cells:
    """An offering as a row; its phases, types and holder are best fetched along."""
    return {
        KEY: offering.key,
        TITLE: offering.title,
        KIND: _kinds()[offering.kind],
        GIVES: _lines(offering.gives),
        ASKS: _lines(offering.asks),
        PHASES: BETWEEN.join(one.name for one in offering.phases.all()),
        TYPES: BETWEEN.join(one.name for one in offering.types.all()),
        HOLDER: offering.holder.email if offering.holder else "",
        OUTSIDE: offering.outside_holder,
        ACTIVE: YES if offering.is_active else NO,
    }


@dataclass(frozen=True)
class OfferingRow:
    """A line that can be taken in: its cells as we would write them, and what they point at."""

    line: int
    cells: Cells  # only the file's own columns
    kind: str
    phases: tuple[Phase, ...]
    types: tuple[NetworkType, ...]
    holder: Person | None

    @property
    def is_active(self) -> bool:
        return self.cells.get(ACTIVE, YES) == YES


@dataclass
class Known:
    """What the lines point at, looked up once."""

    emails: Iterable[str]
    phases: dict[str, Phase] = field(
        default_factory=lambda: {one.name.lower(): one for one in Phase.objects.all()}
    )
    types: dict[str, NetworkType] = field(
        default_factory=lambda: {one.name.lower(): one for one in NetworkType.objects.all()}
    )
    people: dict[str, Person] = field(init=False)

    def __post_init__(self) -> None:
        found = Person.objects.employees().filter(email__in=self.emails)
        self.people = {person.email: person for person in found}


def row_of(line: int, cells: Cells, *, known: Known) -> OfferingRow:
    _check(cells)
    kind = _one_of(cells[KIND], {words.lower(): value for value, words in _kinds().items()}, KIND)
    phases = tuple(_each_of(cells.get(PHASES, ""), known.phases, PHASES))
    types = tuple(_each_of(cells.get(TYPES, ""), known.types, TYPES))
    holder = _holder(cells, known)
    said = {
        **{column: cells[column] for column in COLUMNS if column in cells},
        KIND: _kinds()[kind],
        **({PHASES: BETWEEN.join(one.name for one in phases)} if PHASES in cells else {}),
        **({TYPES: BETWEEN.join(one.name for one in types)} if TYPES in cells else {}),
        **({HOLDER: holder.email if holder else ""} if HOLDER in cells else {}),
        **({ACTIVE: _yes_or_no(cells[ACTIVE])} if ACTIVE in cells else {}),
    }
    return OfferingRow(line, said, kind, phases, types, holder)


def _check(cells: Cells) -> None:
    if cells[SURPLUS]:
        raise Wrong(
            _("Linjen har flere felter end kolonner."),
            _("Sæt anførselstegn om den tekst, der selv indeholder et komma eller semikolon."),
        )
    if any("\0" in cell for cell in cells.values()):
        raise Wrong(_("Linjen indeholder et usynligt tegn."), _("Skriv linjen igen."))
    for column in REQUIRED:
        if not cells[column]:
            raise Wrong(
                _("Feltet »%(column)s« er tomt.") % {"column": column},
                _("Skriv et par ord, så et netværk kan se, om det er noget for dem."),
            )
    for column, most in LONGEST.items():
        if len(cells.get(column, "")) > most:
            raise Wrong(
                _("Feltet »%(column)s« er for langt.") % {"column": column},
                _("Skriv højst %(limit)s tegn.") % {"limit": most},
            )
    if cells.get(KEY) and not slug_re.match(cells[KEY]):
        raise Wrong(
            _("»%(key)s« kan ikke være en nøgle.") % {"key": cells[KEY]},
            _("Lad feltet stå tomt ved et nyt tilbud, så får det selv en."),
        )


def _holder(cells: Cells, known: Known) -> Person | None:
    email = cells.get(HOLDER, "").lower()
    if email and cells.get(OUTSIDE):
        raise Wrong(
            _("Tilbuddet har både en holder herfra og en udefra."),
            _("Behold kun den ene."),
        )
    if email and email not in known.people:
        raise Wrong(
            _("Ingen medarbejder har adressen %(email)s.") % {"email": email[:60]},
            _("Skriv mailadressen, som den står i Outlook, eller brug »%(column)s«.")
            % {"column": OUTSIDE},
        )
    return known.people.get(email)


def _each_of(text: str, known: dict[str, Any], column: str) -> Iterator[Any]:
    """The phases or types that are named, each once, in their own order."""
    names = [name.strip() for name in text.split(BETWEEN.strip()) if name.strip()]
    found = {_one_of(name, known, column) for name in names}
    return (one for one in known.values() if one in found)


def _one_of(name: str, known: dict[str, Any], column: str) -> Any:
    if name.lower() not in known:
        names = [getattr(one, "name", words.capitalize()) for words, one in known.items()]
        raise Wrong(
            _("»%(name)s« findes ikke under »%(column)s«.") % {"name": name[:60], "column": column},
            _("Skriv %(names)s.") % {"names": either(names) if len(names) > 1 else "".join(names)},
        )
    return known[name.lower()]


def _yes_or_no(text: str) -> str:
    said = text.lower() or YES
    if said not in {YES, NO}:
        raise Wrong(
            _("»%(text)s« er hverken ja eller nej.") % {"text": text[:60]}, _("Skriv ja eller nej.")
        )
    return said


@cache
def _kinds() -> dict[str, str]:
    with translation.override("da"):
        return {value: str(words) for value, words in OfferingKind.choices}


def _lines(text: str) -> str:
    return text.strip().replace("\r\n", "\n")
