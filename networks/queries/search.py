"""What of the networks holds the words somebody seeks, as far as they may read it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import DateTimeField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from netvaerk import clock
from netvaerk.hits import NEWEST, Part, few_or_newest, fitting, walked, weighed, whole
from netvaerk.people.models import Person
from networks.enums import NetworkStatus
from networks.models import Assumption, LearningEntry, Network, Result
from networks.models.shield import audiences_open_to
from networks.permissions.result import results_open_to

NETWORK, LEARNING, ASSUMPTION, RESULT = "netvaerk", "laering", "antagelser", "resultater"
FEW = 8  # networks that are walked one by one


@dataclass(frozen=True)
class Seeker:
    """Who seeks what, and where."""

    person: Person
    query: SearchQuery
    itself: SearchQuery | None = None  # what fits better yet
    says_something: Q | None = None
    inside: Sequence[int] | None = None  # networks whose shielded text they read, when known
    within: Sequence[int] | None = None  # only these networks
    since: datetime | None = None

    @property
    def rank(self) -> Any:
        rank = SearchRank(F("wording"), self.query)
        return rank + SearchRank(F("wording"), self.itself) if self.itself else rank


def _networks(seeker: Seeker) -> Iterator[Part]:
    """One that lives is of today, however long ago it began."""
    now = Value(clock.now(), DateTimeField())
    rows = Network.objects.visible_to(seeker.person).alias(aged_from=Coalesce("closed_at", now))
    return _whole(seeker, rows, NETWORK, "aged_from", network="pk")


def _assumptions(seeker: Seeker) -> Iterator[Part]:
    rows = _there(Assumption.objects.visible_to(seeker.person, seeker.inside))
    return _whole(seeker, _with_age(rows), ASSUMPTION, "aged_from")


def _results(seeker: Seeker) -> Iterator[Part]:
    return _whole(seeker, _there(results_open_to(seeker.person)), RESULT, "written_at")


def shared_parts(seeker: Seeker) -> Iterator[Part]:
    """What every employee may read: learning cards, and the assumptions that fell."""
    cards = _there(LearningEntry.objects.shared().visible_to(seeker.person))
    yield from _log(seeker, narrowed(seeker, cards, "noted_at"))
    fallen = _there(Assumption.objects.fallen().shared().visible_to(seeker.person))
    yield from _whole(seeker, fallen, ASSUMPTION, "settled_at")


def shared_results(seeker: Seeker) -> Iterator[Part]:
    rows = _there(Result.objects.shared().visible_to(seeker.person))
    return _whole(seeker, rows, RESULT, "written_at")


def _learning(seeker: Seeker) -> Iterator[Part]:
    cards = _there(LearningEntry.objects.visible_to(seeker.person, seeker.inside))
    return _log(seeker, narrowed(seeker, cards, "noted_at"))


def _log(seeker: Seeker, cards: QuerySet) -> Iterator[Part]:
    """Learning cards, which grow without end: few and weighed, or the newest."""
    found = fitting(cards, seeker.query)
    return few_or_newest(
        weighed(found, LEARNING, moment="noted_at", rank=seeker.rank),
        [
            weighed(walk, LEARNING, moment="noted_at", rank=seeker.rank)[:NEWEST]
            for walk in _walks(seeker, walked(cards, seeker.query, "noted_at"))
        ],
    )


def narrowed(seeker: Seeker, rows: QuerySet, moment: str, network: str = "network") -> QuerySet:
    rows = rows.filter(seeker.says_something) if seeker.says_something else rows
    if seeker.within is not None:
        rows = rows.filter(**{f"{network}__in": seeker.within})
    return rows.filter(**{f"{moment}__gte": seeker.since}) if seeker.since else rows


def _with_age(assumptions: Any) -> Any:
    """Since when it is known what became of it, or that somebody thinks so."""
    return assumptions.alias(aged_from=Coalesce("settled_at", "written_at"))


def _walks(seeker: Seeker, cards: QuerySet) -> Iterator[QuerySet]:
    """The newest first along an index: of each of a few networks, or of the whole house.

    A common word is in enough of what may be read that the walk through the house is short.
    """
    networks = seeker.within
    if networks is None and not audiences_open_to(seeker.person):
        networks = seeker.inside
    if networks is None or len(networks) > FEW:
        yield cards
        return
    for network in networks:
        yield cards.filter(network=network)


def _there(rows: Any) -> Any:
    """A network that came to nothing has no page."""
    return rows.exclude(network__status=NetworkStatus.CANCELLED)


def _whole(
    seeker: Seeker, rows: QuerySet, kind: str, moment: str, network: str = "network"
) -> Iterator[Part]:
    found = fitting(narrowed(seeker, rows, moment, network), seeker.query)
    return whole(weighed(found, kind, moment=moment, rank=seeker.rank))


PARTS: dict[str, Callable[[Seeker], Iterator[Part]]] = {
    NETWORK: _networks,
    LEARNING: _learning,
    ASSUMPTION: _assumptions,
    RESULT: _results,
}
