"""Learning cards, a page at a time, as far as somebody may read them."""

from collections.abc import Sequence

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.lookups import IsNull

from netvaerk.people.models import Person
from networks.enums import AttachmentKind, Audience, NetworkStatus
from networks.models import (
    Assumption,
    Attachment,
    LearningComment,
    LearningEntry,
    Membership,
    Network,
)
from networks.models.assumption import AssumptionQuerySet
from networks.models.learning import LearningCommentQuerySet, LearningEntryQuerySet
from networks.models.shield import audiences_open_to
from networks.queries.key_page import KeyPage, key_page
from networks.queries.room import comments_in, texts_in


def cards_in(person: Person, network: Network, *, after: str = "") -> KeyPage[LearningEntry]:
    """One page of the network's cards that the person may read; one query."""
    return _page(cards_around(person, network), after)


def shared_cards(
    person: Person, *, within: Sequence[int] | None = None, after: str = ""
) -> KeyPage[LearningEntry]:
    """One page of what is shared with every employee; a guest reads own networks' only.

    `within` narrows to those networks.
    """
    cards = all_shared(person).select_related("network").defer("network__wording")
    cards = cards if within is None else cards.filter(network__in=within)
    return _page(_with_surroundings(cards, *_anywhere(person)), after)


def all_shared(person: Person) -> LearningEntryQuerySet:
    cards = LearningEntry.objects.shared()
    if Audience.EMPLOYEES not in audiences_open_to(person):  # a guest: of own networks
        cards = cards.visible_to(person)
    return cards.exclude(network__status=NetworkStatus.CANCELLED)


def newest_cards(person: Person, network: Network, *, limit: int) -> tuple[LearningEntry, ...]:
    return tuple(cards_around(person, network).newest_first()[:limit])


def readable_cards(person: Person, network: Network) -> LearningEntryQuerySet:
    """Each knows its network without asking."""
    return texts_in(network, network.learning.all(), person)


def cards_around(person: Person, network: Network) -> LearningEntryQuerySet:
    """`readable_cards`, each with what stands around it."""
    assumptions = texts_in(network, Assumption.objects.all(), person)
    comments = comments_in(network, person)
    return _with_surroundings(readable_cards(person, network), assumptions, comments)


def _anywhere(person: Person) -> tuple[AssumptionQuerySet, LearningCommentQuerySet]:
    """Assumptions and comments that the person may read, of whichever network."""
    return Assumption.objects.visible_to(person), LearningComment.objects.visible_to(person)


def _with_surroundings(
    cards: LearningEntryQuerySet,
    assumptions: AssumptionQuerySet,
    comments: LearningCommentQuerySet,
) -> LearningEntryQuerySet:
    """What stands around a card: who wrote it, and what lies by it, of what may be read."""
    stayed = Membership.objects.to_the_end().filter(
        network=OuterRef("network"), person=OuterRef("author")
    )
    return cards.select_related("author__unit").annotate(
        touched=Subquery(assumptions.filter(pk=OuterRef("assumption")).values("sentence")[:1]),
        # Looked up for each card shown: as ~Exists, PostgreSQL reads all memberships first.
        author_has_left=IsNull(Subquery(stayed.values("pk")[:1]), True),
        picture_count=_count(Attachment.objects.filter(kind=AttachmentKind.PICTURE)),
        document_count=_count(Attachment.objects.filter(kind=AttachmentKind.DOCUMENT)),
        comment_count=_count(comments),
    )


def _count(rows: QuerySet) -> Subquery:
    """How many of the rows lie by the card; NULL when none do."""
    by_card = rows.filter(entry=OuterRef("pk")).order_by().values("entry")
    return Subquery(by_card.annotate(size=Count("pk")).values("size"))


def _page(cards: LearningEntryQuerySet, after: str) -> KeyPage[LearningEntry]:
    return key_page(cards.newest_first(), moment="noted_at", after=after)
