"""Learning cards, a page at a time, as far as somebody may read them."""

from django.db.models import Exists, OuterRef, Subquery

from netvaerk.people.models import Person
from networks.enums import NetworkStatus
from networks.models import Assumption, LearningEntry, Membership, Network
from networks.models.learning import LearningEntryQuerySet
from networks.queries.key_page import KeyPage, key_page


def cards_in(person: Person, network: Network, *, after: str = "") -> KeyPage[LearningEntry]:
    """One page of the network's cards that the person may read; one query."""
    return _page(readable_cards(person, network), person, after)


def shared_cards(person: Person, *, after: str = "") -> KeyPage[LearningEntry]:
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


def _page(cards: LearningEntryQuerySet, person: Person, after: str) -> KeyPage[LearningEntry]:
    newest_first = with_surroundings(cards, person).newest_first()
    return key_page(newest_first, moment="noted_at", after=after)
