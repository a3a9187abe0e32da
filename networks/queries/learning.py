"""Learning cards, a page at a time, as far as somebody may read them."""

from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from netvaerk.people.models import Person
from networks.enums import AttachmentKind, NetworkStatus
from networks.models import (
    Assumption,
    Attachment,
    LearningComment,
    LearningEntry,
    Membership,
    Network,
)
from networks.models.learning import LearningEntryQuerySet
from networks.queries.key_page import KeyPage, key_page


def cards_in(person: Person, network: Network, *, after: str = "") -> KeyPage[LearningEntry]:
    """One page of the network's cards that the person may read; one query."""
    return _page(readable_cards(person, network), person, after)


def shared_cards(
    person: Person, *, within: Sequence[int] | None = None, after: str = ""
) -> KeyPage[LearningEntry]:
    """One page of what is shared with every employee; a guest reads own networks' only.

    `within` narrows to those networks.
    """
    cards = all_shared(person).select_related("network")
    return _page(cards if within is None else cards.filter(network__in=within), person, after)


def all_shared(person: Person) -> LearningEntryQuerySet:
    cards = LearningEntry.objects.shared().visible_to(person)
    return cards.exclude(network__status=NetworkStatus.CANCELLED)


def newest_cards(person: Person, network: Network, *, limit: int) -> tuple[LearningEntry, ...]:
    cards = readable_cards(person, network)
    return tuple(with_surroundings(cards, person).newest_first()[:limit])


def readable_cards(person: Person, network: Network) -> LearningEntryQuerySet:
    """Each knows its network without asking."""
    return network.learning.all().visible_to(person)


def with_surroundings(cards: LearningEntryQuerySet, person: Person) -> LearningEntryQuerySet:
    """What stands around a card: who wrote it, and what lies by it as far as it may be read."""
    touched = Assumption.objects.visible_to(person).filter(pk=OuterRef("assumption"))
    stayed = Membership.objects.to_the_end().filter(
        network=OuterRef("network"), person=OuterRef("author")
    )
    return cards.select_related("author__unit").annotate(
        touched=Subquery(touched.values("sentence")[:1]),
        author_has_left=~Exists(stayed),
        picture_count=_count(Attachment.objects.filter(kind=AttachmentKind.PICTURE)),
        document_count=_count(Attachment.objects.filter(kind=AttachmentKind.DOCUMENT)),
        comment_count=_count(LearningComment.objects.visible_to(person)),
    )


def _count(rows: QuerySet) -> Subquery:
    """How many of the rows lie by the card; NULL when none do."""
    by_card = rows.filter(entry=OuterRef("pk")).order_by().values("entry")
    return Subquery(by_card.annotate(size=Count("pk")).values("size"))


def _page(cards: LearningEntryQuerySet, person: Person, after: str) -> KeyPage[LearningEntry]:
    newest_first = with_surroundings(cards, person).newest_first()
    return key_page(newest_first, moment="noted_at", after=after)
