"""Searching what networks have shared with every employee."""

from collections.abc import Sequence
from dataclasses import dataclass

from netvaerk.hits import Hits, page_of
from netvaerk.people.models import Person
from netvaerk.sought import Sought
from networks.queries.search import ASSUMPTION, LEARNING, Seeker, shared_parts
from networks.queries.search_shown import (
    LABELS,
    Shown,
    network_place,
    network_rows,
    shown_hits,
)


@dataclass(frozen=True)
class SharedFound:
    hits: Hits
    shown: tuple[Shown, ...]


def shared_found(
    person: Person, sought: Sought, *, within: Sequence[int] | None, number: int
) -> SharedFound:
    """Cards and fallen assumptions that hold the words; `within` narrows to networks."""
    if not sought:
        return SharedFound(Hits(), ())
    seeker = Seeker(
        person=person,
        query=sought.danish,
        itself=sought.the_words_themselves,
        says_something=sought.says_something,
        within=within,
    )
    hits = page_of(list(shared_parts(seeker)), number)
    rows = network_rows(person, sought.danish)
    rows_of = {kind: rows[kind] for kind in (LEARNING, ASSUMPTION)}
    return SharedFound(hits, shown_hits(hits.rows, rows_of, network_place, LABELS))
