"""What a person has in the calendar: sparring and the meetings of their networks."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    F,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Meeting
from secretariat.models import SparringSession

SPARRING, MEETING = "sparring", "meeting"


class Appointment(NamedTuple):
    """One line of the calendar."""

    at: datetime
    what: str  # "sparring" or "meeting"
    network: str
    slug: str
    words: str  # whom the sparring is with; the meeting's question
    meeting_id: int  # 0 for sparring


def appointments_of(person: Person, *, ahead: timedelta) -> list[Appointment]:
    """What lies between now and `ahead`, the nearest first; one query."""
    when = (clock.now(), clock.now() + ahead)
    rows = _sparring(person, when).union(_meetings(person, when), all=True).order_by("row_at")
    return [Appointment(*row) for row in rows]


def _sparring(person: Person, when: tuple[datetime, datetime]) -> QuerySet:
    mine = SparringSession.objects.filter(Q(partner=person) | Q(network__leader=person))
    other = Case(When(partner=person, then=_name("network__leader")), default=_name("partner"))
    return _lines(
        mine.filter(takes_place_at__range=when),
        "takes_place_at",
        SPARRING,
        other,
        Value(0),
    )


def _meetings(person: Person, when: tuple[datetime, datetime]) -> QuerySet:
    """Those that the person is called to; a co-driver or consultant is, a chief is not."""
    inside = Meeting.objects.visible_to(person).held().filter(begins_at__range=when)
    return _lines(inside, "begins_at", MEETING, F("question"), F("pk"))


def _name(path: str) -> Concat:
    return Concat(f"{path}__first_name", Value(" "), f"{path}__last_name")


def _lines(rows: QuerySet, at: str, what: str, words: Any, meeting: Any) -> QuerySet:
    named = rows.order_by().annotate(
        row_at=F(at),
        row_what=Value(what, output_field=CharField()),
        row_words=Cast(words, TextField()),
        row_meeting=Cast(meeting, BigIntegerField()),
    )
    columns = ("row_at", "row_what", "network__title", "network__slug", "row_words", "row_meeting")
    return named.values_list(*columns)
