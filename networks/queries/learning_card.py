"""One learning card in full, as far as somebody may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from netvaerk.people.models import Person
from networks.models import (
    Attachment,
    LearningComment,
    LearningEdition,
    LearningEntry,
    Network,
)
from networks.queries.learning import cards_around
from networks.queries.room import meetings_in, trials_in


@dataclass(frozen=True)
class CardInFull:
    """A card's page; `may_read_the_room` also opens how it stood before."""

    card: Any  # a LearningEntry with what surrounds it
    comments: Sequence[LearningComment]  # the oldest first
    attachments: Sequence[Attachment]
    editions: Sequence[LearningEdition]  # the newest first


def full_cards(person: Person, network: Network) -> QuerySet[LearningEntry]:
    """The network's cards that the person may read, each with what it is tied to, if they may."""
    tried = trials_in(network, person).filter(pk=OuterRef("trial"))
    met = meetings_in(network, person).filter(pk=OuterRef("meeting"))
    return cards_around(person, network).annotate(
        tried=Subquery(tried.values("what")[:1]),
        met_about=Subquery(met.values("question")[:1]),
        met_at=Subquery(met.values("begins_at")[:1]),
    )


def in_full(person: Person, card: LearningEntry, *, is_inside: bool) -> CardInFull:
    """Two queries, three with the editions; `card` comes from `full_cards`."""
    comments = LearningComment.objects.visible_to(person).filter(entry=card)
    attachments = Attachment.objects.visible_to(person).filter(entry=card)
    editions = LearningEdition.objects.visible_to(person).filter(entry=card)
    return CardInFull(
        card=card,
        comments=tuple(comments.select_related("author__unit")),
        attachments=tuple(attachments),
        editions=tuple(editions.select_related("edited_by", "entry")) if is_inside else (),
    )
