"""Learning cards, a page at a time, as far as somebody may read them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet

from netvaerk.people.models import Person
from networks.models import LearningEntry, Network
from networks.models.learning import LearningEntryQuerySet

PAGE = 25
MOMENT = "%Y%m%d%H%M%S%f"


@dataclass(frozen=True)
class CardPage:
    cards: tuple[LearningEntry, ...]  # the newest first
    older: str  # the key that the next page begins after; empty on the last one
    is_first: bool


def cards_in(person: Person, network: Network, *, after: str = "") -> CardPage:
    """One page of the network's cards that the person may read; one query."""
    return _page(_readable(person, network), after)


def shared_cards(person: Person, *, after: str = "") -> CardPage:
    """One page of what is shared with every employee; a guest reads own networks' only."""
    cards = LearningEntry.objects.shared().visible_to(person).select_related("network")
    return _page(cards, after)


def newest_cards(person: Person, network: Network, *, limit: int) -> tuple[LearningEntry, ...]:
    return tuple(_with_authors(_readable(person, network))[:limit])


def _readable(person: Person, network: Network) -> LearningEntryQuerySet:
    return LearningEntry.objects.filter(network=network).visible_to(person)


def _with_authors(cards: LearningEntryQuerySet) -> QuerySet[LearningEntry]:
    return cards.newest_first().select_related("author__unit")


def _page(cards: LearningEntryQuerySet, after: str) -> CardPage:
    key = _parsed(after)
    if key:
        moment, pk = key
        # Said in two steps, so that the index on the moment carries the walk.
        cards = cards.filter(noted_at__lte=moment).exclude(noted_at=moment, pk__gte=pk)
    found = tuple(_with_authors(cards)[: PAGE + 1])
    shown = found[:PAGE]
    older = _key_of(shown[-1]) if len(found) > PAGE else ""
    return CardPage(cards=shown, older=older, is_first=key is None)


def _key_of(card: LearningEntry) -> str:
    return f"{card.noted_at.astimezone(UTC):{MOMENT}}-{card.pk}"


def _parsed(after: str) -> tuple[datetime, int] | None:
    """A key from an address; anything else is the first page."""
    moment, _dash, pk = after.partition("-")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    try:
        return datetime.strptime(moment, MOMENT).replace(tzinfo=UTC), int(pk)
    except ValueError:
        return None
