"""A network's meetings: when, where, who comes, and what was learned there."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.dateformat import format as date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk import clock, dates
from netvaerk.danish import danish_order
from netvaerk.people.models import OutboxMail, Person
from networks.enums import MeetingAnswer
from networks.models import LearningEntry, Meeting, MeetingReply, Membership, Network
from networks.permissions.meeting import is_ahead
from networks.queries.key_page import PAGE, key_page
from networks.queries.standing import Standing
from networks.words import NO_LONGER_INSIDE


@dataclass(frozen=True)
class MeetingRow:
    id: int
    question: str
    when: str
    where: str
    is_cancelled: bool
    coming: str  # "4 kommer, 1 måske"; empty while nobody has answered
    my_answer: str  # in words; empty when it is missing


@dataclass(frozen=True)
class MeetingPage:
    ahead: tuple[MeetingRow, ...]  # the nearest first, cancelled ones too; on the first page only
    earlier: tuple[MeetingRow, ...]  # the newest first
    older: str  # the key that the next page begins after; empty on the last one
    is_first: bool


@dataclass(frozen=True)
class Group:
    """Those who gave the same answer."""

    answer: str
    heading: str
    people: tuple[Person, ...]


@dataclass(frozen=True)
class OneMeeting:
    meeting: Meeting
    when: str
    groups: tuple[Group, ...]
    my_answer: str  # a MeetingAnswer, or empty
    cards: tuple[LearningEntry, ...]  # what was learned there, as far as the person may read it
    is_over: bool
    may_reply: bool
    may_change: bool
    may_note: bool


def meetings_of(person: Person, network: Network, *, before: str = "") -> MeetingPage:
    """Two queries; one when the page goes on after a key."""
    meetings = with_answers(person, network.meetings.visible_to(person))
    now = clock.now()
    past = meetings.filter(ends_at__lte=now).order_by("-begins_at", "-pk")
    page = key_page(past, moment="begins_at", after=before)
    to_come = meetings.filter(ends_at__gt=now).order_by("begins_at", "pk")[:PAGE]
    return MeetingPage(
        ahead=tuple(meeting_row(one) for one in to_come) if page.is_first else (),
        earlier=tuple(meeting_row(one) for one in page.rows),
        older=page.older,
        is_first=page.is_first,
    )


def one_meeting(person: Person, meeting: Meeting, standing: Standing) -> OneMeeting:
    """Two queries; `meeting` comes with its network."""
    replies = tuple(
        _counting(meeting.replies.all())
        .select_related("person__unit")
        .order_by(danish_order("person__first_name"), danish_order("person__last_name"), "pk")
    )
    cards = meeting.learning.visible_to(person).newest_first().select_related("author__unit")
    network, is_on = meeting.network, is_ahead(meeting)
    is_theirs = standing.is_leader or meeting.called_by_id == person.pk
    return OneMeeting(
        meeting=meeting,
        when=when_of(meeting),
        groups=_groups(replies),
        my_answer=next((one.answer for one in replies if one.person_id == person.pk), ""),
        cards=tuple(cards),
        is_over=meeting.ends_at <= clock.now(),
        may_reply=is_on and network.is_alive and standing.is_inside,
        may_change=is_on and network.is_alive and standing.is_in and is_theirs,
        may_note=standing.may_record_learning
        and meeting.cancelled_at is None
        and meeting.begins_at <= clock.now(),
    )


def when_of(meeting: Meeting) -> str:
    """ "tirsdag 24. november kl. 9.30-11.00"."""
    begins, ends = localtime(meeting.begins_at), localtime(meeting.ends_at)
    hours = f"{date_format(begins, 'G.i')}–{date_format(ends, 'G.i')}"
    # Translators: a day and its hours.
    return _("%(day)s kl. %(hours)s") % {"day": dates.day(begins), "hours": hours}


def where_of(meeting: Meeting) -> str:
    """The place, the link, or both."""
    return ", ".join(part for part in (meeting.place, meeting.link) if part)


def called_to(network: Network) -> QuerySet[Person]:
    """The members and the network's own sparring partners, each once."""
    members = Membership.objects.current().filter(network=network).values("person")
    partners = [network.consultant_id, network.co_driver_id]
    return Person.objects.active().filter(Q(pk__in=members) | Q(pk__in=filter(None, partners)))


def reason_not_to_tell(mail: OutboxMail) -> str:
    """The question of the day is shielded: who has left meanwhile is not told of it."""
    meeting_id = mail.cause.split(":")[1]
    is_inside = Meeting.objects.visible_to(mail.recipient).filter(pk=meeting_id).exists()
    return "" if is_inside else str(NO_LONGER_INSIDE)


def _counting(replies: QuerySet[MeetingReply]) -> QuerySet[MeetingReply]:
    """Of what is to come, only the answers of those who are still called to it."""
    person, network = OuterRef("person"), OuterRef("meeting__network")
    is_in = Membership.objects.current().filter(person=person, network=network)
    is_partner = Q(person=F("meeting__network__consultant"))
    is_partner |= Q(person=F("meeting__network__co_driver"))
    return replies.filter(Q(meeting__ends_at__lte=clock.now()) | is_partner | Exists(is_in))


def with_answers(person: Person, meetings: Any) -> Any:
    """With the answers of all, and `mine`."""
    here = MeetingReply.objects.filter(meeting=OuterRef("pk"))
    return meetings.annotate(
        answers=ArraySubquery(_counting(here).values("answer")),
        mine=Subquery(here.filter(person=person).values("answer")[:1]),
    )


def meeting_row(meeting: Any) -> MeetingRow:
    """`meeting` comes from `with_answers`."""
    return MeetingRow(
        id=meeting.pk,
        question=meeting.question,
        when=when_of(meeting),
        where=meeting.place or _("Online"),
        is_cancelled=meeting.cancelled_at is not None,
        coming=_in_words(Counter(meeting.answers)),
        my_answer=str(MeetingAnswer(meeting.mine).label) if meeting.mine else "",
    )


def _in_words(answers: Counter[str]) -> str:
    yes, maybe, no = (answers[one] for one in (MeetingAnswer.YES, MeetingAnswer.MAYBE, "no"))
    said = [
        ngettext("%(n)d kommer", "%(n)d kommer", yes) % {"n": yes} if yes else "",
        ngettext("%(n)d måske", "%(n)d måske", maybe) % {"n": maybe} if maybe else "",
        ngettext("%(n)d kan ikke", "%(n)d kan ikke", no) % {"n": no} if no else "",
    ]
    return ", ".join(part for part in said if part)


def _groups(replies: tuple[MeetingReply, ...]) -> tuple[Group, ...]:
    headings = {
        MeetingAnswer.YES: _("Kommer"),
        MeetingAnswer.MAYBE: _("Kommer måske"),
        MeetingAnswer.NO: _("Kan ikke"),
    }
    groups = (
        Group(answer, heading, tuple(one.person for one in replies if one.answer == answer))
        for answer, heading in headings.items()
    )
    return tuple(group for group in groups if group.people)
