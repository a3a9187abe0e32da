"""A network meets: called, changed, cancelled and answered."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import EditedMeanwhile, Refusal, require
from netvaerk.words import Words
from networks.actions.establishment import locked
from networks.enums import MeetingAnswer
from networks.models import Meeting, MeetingReply, Network
from networks.permissions.meeting import (
    can_call_meeting,
    can_change_meeting,
    can_reply_to_meeting,
)
from networks.queries.meeting import called_to, when_of, where_of

_when = lazy(when_of, str)


class NotAhead(Refusal):
    """A meeting is called for a time that has not gone."""

    def __init__(self) -> None:
        super().__init__(_("Det tidspunkt er allerede gået. Vælg et, der ligger forude."))


class CalledWithOtherWords(Refusal):
    """The form has called a meeting before, with other words or another time."""

    def __init__(self) -> None:
        super().__init__(
            _("Mødet er allerede indkaldt. Ret det på mødets side, eller send igen som et nyt.")
        )


@transaction.atomic
def call_meeting(
    *,
    by: Person,
    network: Network,
    form_key: uuid.UUID,
    question: str,
    begins_at: datetime,
    ends_at: datetime,
    place: str,
    link: str,
) -> Meeting:
    """Call everybody inside; a form sent twice is one meeting. Whoever calls it comes."""
    network = locked(network)
    require(can_call_meeting(by, network))
    plan = _plan(question, begins_at, ends_at, place, link)
    if earlier := Meeting.objects.filter(form_key=form_key).first():
        require(earlier.called_by_id == by.pk and earlier.network_id == network.pk)
        if not _is_planned(earlier, plan):
            raise CalledWithOtherWords
        return earlier
    now = clock.now()
    if begins_at <= now:
        raise NotAhead
    meeting = Meeting.objects.create(
        network=network, form_key=form_key, called_by=by, called_at=now, changed_at=now, **plan
    )
    MeetingReply.objects.create(
        meeting=meeting, person=by, answer=MeetingAnswer.YES, answered_at=now
    )
    record(by=by, verb="call_meeting", subject=network, meeting=meeting.pk)
    _tell(
        meeting,
        by=by,
        subject=format_lazy(_("Møde i »{title}«: {when}"), **_named(meeting)),
        paragraphs=[_("Kommer du?")],
    )
    return meeting


@transaction.atomic
def change_meeting(
    *,
    by: Person,
    meeting: Meeting,
    based_on: int,
    question: str,
    begins_at: datetime,
    ends_at: datetime,
    place: str,
    link: str,
) -> Meeting:
    """Change it, on top of the sequence the writer saw; a new time asks everybody anew.

    Raises EditedMeanwhile, with the meeting as it stands, when somebody else changed it.
    """
    meeting = _locked(meeting)
    require(can_change_meeting(by, meeting))
    plan = _plan(question, begins_at, ends_at, place, link)
    if _is_planned(meeting, plan):
        return meeting
    if meeting.sequence != based_on:
        raise EditedMeanwhile(meeting)
    is_another_time = (meeting.begins_at, meeting.ends_at) != (begins_at, ends_at)
    is_elsewhere = (meeting.place, meeting.link) != (place, link)
    if is_another_time and begins_at <= clock.now():
        raise NotAhead
    for name, value in plan.items():
        setattr(meeting, name, value)
    _save_next(meeting, *plan)
    verb = "move_meeting" if is_another_time else "change_meeting"
    record(by=by, verb=verb, subject=meeting.network, meeting=meeting.pk)
    if is_another_time:
        # What was said of the old time says nothing about the new one.
        meeting.replies.exclude(person=by).delete()
        subject = format_lazy(_("Flyttet: »{title}« mødes {when}"), **_named(meeting))
        asked = _("Mødet er flyttet. Svar igen, også hvis du har svaret før.")
        _tell(meeting, by=by, subject=subject, paragraphs=[asked])
    elif is_elsewhere:
        subject = format_lazy(_("Nyt sted: »{title}« mødes {when}"), **_named(meeting))
        moved = _("Mødet holdes et andet sted. Tidspunktet er det samme.")
        _tell(meeting, by=by, subject=subject, paragraphs=[moved])
    return meeting


@transaction.atomic
def cancel_meeting(*, by: Person, meeting: Meeting, words: str) -> Meeting:
    """Call it off; everybody gets the words. A second click changes nothing."""
    meeting = _locked(meeting)
    if meeting.cancelled_at is not None:
        return meeting
    require(can_change_meeting(by, meeting))
    meeting.cancelled_at = clock.now()
    _save_next(meeting, "cancelled_at")
    record(by=by, verb="cancel_meeting", subject=meeting.network, meeting=meeting.pk)
    _tell(
        meeting,
        by=by,
        subject=format_lazy(_("Aflyst: »{title}« skulle have mødtes {when}"), **_named(meeting)),
        paragraphs=[_("Mødet er aflyst.")],
        quotes=[(by.name, words)],
    )
    return meeting


@transaction.atomic
def reply_to_meeting(*, by: Person, meeting: Meeting, answer: str) -> MeetingReply:
    """Say whether one comes; the newest answer counts."""
    meeting = _locked(meeting)
    require(can_reply_to_meeting(by, meeting))
    reply, _is_new = MeetingReply.objects.update_or_create(
        meeting=meeting, person=by, defaults={"answer": answer, "answered_at": clock.now()}
    )
    record(by=by, verb="reply_to_meeting", subject=meeting.network, meeting=meeting.pk)
    return reply


def _locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands now, behind its network, held until the transaction ends."""
    network = locked(meeting.network)
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    meeting.network = network
    return meeting


def _plan(
    question: str, begins_at: datetime, ends_at: datetime, place: str, link: str
) -> dict[str, str | datetime]:
    require(begins_at < ends_at and bool(place or link))
    require(not link or link.startswith("https://"))
    return {
        "question": question,
        "begins_at": begins_at,
        "ends_at": ends_at,
        "place": place,
        "link": link,
    }


def _is_planned(meeting: Meeting, plan: dict[str, str | datetime]) -> bool:
    return all(getattr(meeting, name) == value for name, value in plan.items())


def _save_next(meeting: Meeting, *changed: str) -> None:
    meeting.sequence += 1
    meeting.changed_at = clock.now()
    meeting.save(update_fields=[*changed, "sequence", "changed_at"])


def _named(meeting: Meeting) -> dict[str, Words]:
    return {"title": meeting.network.title, "when": _when(meeting)}


def _tell(
    meeting: Meeting,
    *,
    by: Person,
    subject: Words,
    paragraphs: Sequence[Words],
    quotes: Iterable[tuple[Words, str]] = (),
) -> None:
    """One mail to everybody inside but the one who did it, with when, where and the question."""
    network = meeting.network
    letter = Letter(
        subject=subject,
        paragraphs=paragraphs,
        quotes=[
            *quotes,
            (_("Hvornår"), _when(meeting)),
            (_("Hvor"), where_of(meeting)),
            (_("Dagens spørgsmål"), meeting.question),
        ],
        button_label=_("Gå til mødet"),
        button_path=reverse("networks:meeting_detail", args=[network.slug, meeting.pk]),
        why=_("Du får mailen, fordi du er med i netværket."),
    )
    for person in called_to(network).exclude(pk=by.pk).order_by("pk"):
        queue_mail(
            to=person,
            cause=f"meeting:{meeting.pk}:{meeting.sequence}:{person.pk}",
            kind="meeting",
            letter=letter,
        )
