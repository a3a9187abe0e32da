"""What a person has in the calendar: sparring, meetings of their networks, seats in sessions."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Case, CharField, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Meeting
from offerings.models import Booking
from secretariat.models import SparringSession

SPARRING, MEETING, SEAT = "sparring", "meeting", "seat"
TITLE = F("network__title")


class Appointment(NamedTuple):
    """One line of the calendar."""

    at: datetime
    what: str  # "sparring", "meeting" or "seat"
    network: str  # empty for a seat
    words: str  # whom the sparring is with; the meeting's question; the offering
    number: int  # of the conversation, the meeting or the session


def appointments_of(person: Person, *, ahead: timedelta) -> list[Appointment]:
    """What lies between now and `ahead`, the nearest first; one query."""
    when = (clock.now(), clock.now() + ahead)
    rows = _sparring(person, when).union(_meetings(person, when), _seats(person, when), all=True)
    return [Appointment(*row) for row in rows.order_by("row_at")]


def _sparring(person: Person, when: tuple[datetime, datetime]) -> QuerySet:
    mine = SparringSession.objects.with_participant(person).ahead(when[0])
    other = Case(When(partner=person, then=_name("network__leader")), default=_name("partner"))
    return _lines(
        mine.filter(takes_place_at__range=when), "takes_place_at", SPARRING, other, F("pk")
    )


def _meetings(person: Person, when: tuple[datetime, datetime]) -> QuerySet:
    """Those that the person is called to; a co-driver or consultant is, a chief is not."""
    inside = Meeting.objects.visible_to(person).held().filter(begins_at__range=when)
    return _lines(inside, "begins_at", MEETING, F("question"), F("pk"))


def _seats(person: Person, when: tuple[datetime, datetime]) -> QuerySet:
    mine = Booking.objects.with_a_seat().filter(
        person=person, session__cancelled_at=None, session__begins_at__range=when
    )
    title = F("session__offering__title")
    return _lines(mine, "session__begins_at", SEAT, title, F("session_id"), network=Value(""))


def _name(path: str) -> Concat:
    return Concat(f"{path}__first_name", Value(" "), f"{path}__last_name")


def _lines(
    rows: QuerySet, at: str, what: str, words: Any, number: Any, network: Any = TITLE
) -> QuerySet:
    named = rows.order_by().annotate(
        row_at=F(at),
        row_what=Value(what, output_field=CharField()),
        row_network=Cast(Coalesce(network, Value("")), TextField()),
        row_words=Cast(words, TextField()),
        row_number=Cast(number, BigIntegerField()),
    )
    return named.values_list(*(f"row_{column}" for column in Appointment._fields))
