"""Learning cards, a page at a time, as far as somebody may read them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef, Subquery

from netvaerk.people.models import Person
from networks.enums import NetworkStatus
from networks.models import Assumption, LearningEntry, Membership, Network
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
    return _page(readable_cards(person, network), person, after)


def shared_cards(person: Person, *, after: str = "") -> CardPage:
    """One page of what is shared with every employee; a guest reads own networks' only."""
    cards = LearningEntry.objects.shared().visible_to(person).select_related("network")
    cards = cards.exclude(network__status=NetworkStatus.CANCELLED)
    return _page(cards, person, after)


def newest_cards(person: Person, network: Network, *, limit: int) -> tuple[LearningEntry, ...]:
    cards = readable_cards(person, network)
    return tuple(with_surroundings(cards, person).newest_first()[:limit])


def readable_cards(person: Person, network: Network) -> LearningEntryQuerySet:
    """Each knows its network without asking."""
    return network.learning.all().visible_to(person)


def with_surroundings(cards: LearningEntryQuerySet, person: Person) -> LearningEntryQuerySet:
    """What stands around a card: who wrote it, and the assumption if that too may be read."""
    touched = Assumption.objects.visible_to(person).filter(pk=OuterRef("assumption"))
    stayed = Membership.objects.to_the_end().filter(
        network=OuterRef("network"), person=OuterRef("author")
    )
    return cards.select_related("author__unit").annotate(
        touched=Subquery(touched.values("sentence")[:1]), author_has_left=~Exists(stayed)
    )


def _page(cards: LearningEntryQuerySet, person: Person, after: str) -> CardPage:
    key = _parsed(after)
    if key:
        moment, pk = key
        # Said in two steps, so that the index on the moment carries the walk.
        cards = cards.filter(noted_at__lte=moment).exclude(noted_at=moment, pk__gte=pk)
    found = tuple(with_surroundings(cards, person).newest_first()[: PAGE + 1])
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
