"""What lies in one network, as far as the person whom it was fetched for may read it.

The same rows as `visible_to` gives, but who is inside was found out at the door and isn't asked
again by every part of a page.
"""

from typing import TypeVar

from netvaerk.people.models import Person
from networks.models import Assumption, LearningComment, Meeting, Network, Trial
from networks.models.assumption import TrialQuerySet
from networks.models.learning import LearningCommentQuerySet
from networks.models.meeting import MeetingQuerySet
from networks.models.shield import ShieldedQuerySet, audiences_open_to
from networks.permissions.network import can_read_the_room

Texts = TypeVar("Texts", bound=ShieldedQuerySet)


def texts_in(network: Network, rows: Texts, person: Person) -> Texts:
    """Of some rows with an audience each, the network's that the person may read."""
    here = rows.filter(network=network)
    if can_read_the_room(person, network):
        return here
    return here.filter(audience__in=audiences_open_to(person))


def comments_in(network: Network, person: Person) -> LearningCommentQuerySet:
    """Comments to cards of this network, for a query that names its cards."""
    comments = LearningComment.objects.all()
    if can_read_the_room(person, network):
        return comments
    wide = audiences_open_to(person)
    return comments.filter(audience__in=wide, entry__audience__in=wide)


def trials_in(network: Network, person: Person) -> TrialQuerySet:
    """A trial is read by whoever may read its assumption."""
    return Trial.objects.filter(assumption__in=texts_in(network, Assumption.objects.all(), person))


def meetings_in(network: Network, person: Person) -> MeetingQuerySet:
    """All of them for those inside, and none for others."""
    meetings = Meeting.objects.filter(network=network)
    return meetings if can_read_the_room(person, network) else meetings.none()
