"""The waiting list on a frozen clock: offered in order, answered in time, passed on once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from netvaerk.mail import reason_not_to_send
from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail, Person
from netvaerk.refusals import NotPossibleNow
from offerings.actions.booking import OfferIsOver, answer_offer, cancel_booking
from offerings.actions.session import call_off_session
from offerings.actions.waiting import TIME_TO_ANSWER, pass_on_unanswered_seats
from offerings.models import Booking
from offerings.tasks import promote
from tests.factories.booking import DAY, changed, make_booking, make_bookings, make_session
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def line():
    """A session of one seat, which Ali has; Eva, Mia and Bo wait, in that order."""
    session = make_session(begins_at=MONDAY + 7 * DAY, capacity=1)
    people = [PersonFactory(first_name=name) for name in ("Ali", "Eva", "Mia", "Bo")]
    return make_bookings(session, people)


def states(line: list[Booking]) -> list[str]:
    for booking in line:
        booking.refresh_from_db()
    return [booking.state for booking in line]


def give_up(booking: Booking) -> None:
    cancel_booking(by=booking.person, booking=booking)


def answer(booking: Booking, is_accepted: bool, by: Person | None = None) -> Booking:
    return answer_offer(by=by or booking.person, booking=booking, is_accepted=is_accepted)


def newest_to(person: Person) -> OutboxMail:
    return OutboxMail.objects.filter(recipient=person).latest("pk")


def test_a_free_seat_is_offered_to_the_first_in_line_for_a_day(line):
    give_up(line[0])
    assert states(line) == ["cancelled", "offered", "waiting", "waiting"]
    assert line[1].offered_until == MONDAY + TIME_TO_ANSWER
    offer = newest_to(line[1].person)
    assert "Vi holder pladsen til dig indtil tirsdag 8. september kl. 10.00" in offer.text
    assert offer.calendar == ""


def test_an_offer_lasts_no_longer_than_until_it_begins(line, clock):
    clock.move_to(line[0].session.begins_at - 2 * HOUR)
    give_up(line[0])
    assert states(line)[1] == "offered"
    assert line[1].offered_until == line[1].session.begins_at


def test_yes_is_a_seat_in_the_calendar_and_may_be_said_twice(line):
    give_up(line[0])
    answer(line[1], True)
    answer(line[1], True)
    assert states(line) == ["cancelled", "booked", "waiting", "waiting"]
    assert "METHOD:REQUEST" in newest_to(line[1].person).calendar
    assert OutboxMail.objects.filter(recipient=line[1].person).count() == 3


def test_no_passes_the_seat_on_at_once(line):
    give_up(line[0])
    answer(line[1], False)
    answer(line[1], False)
    assert states(line) == ["cancelled", "cancelled", "offered", "waiting"]


def test_only_whoever_waited_answers(line, karen):
    give_up(line[0])
    for other in (line[2].person, karen, line[0].person):
        with pytest.raises(NotPossibleNow):
            answer(line[1], True, by=other)
    with pytest.raises(OfferIsOver):
        answer(line[2], True)  # still in line
    assert states(line)[1:3] == ["offered", "waiting"]


def test_an_unanswered_seat_is_passed_on_once_when_its_time_is_over(line, clock):
    give_up(line[0])
    clock.shift(TIME_TO_ANSWER - HOUR)
    assert pass_on_unanswered_seats() == 0
    assert states(line)[1] == "offered"
    clock.shift(HOUR)
    assert pass_on_unanswered_seats() == 1
    assert pass_on_unanswered_seats() == 0
    assert states(line) == ["cancelled", "expired", "offered", "waiting"]
    assert newest_to(line[1].person).subject.startswith("Pladsen er gået videre")
    assert OutboxMail.objects.filter(cause=f"booking:{line[2].pk}:offered").count() == 1


def test_an_answer_that_comes_too_late_is_refused_in_words_before_the_task_too(line, clock):
    give_up(line[0])
    clock.shift(TIME_TO_ANSWER)
    for _before_and_after in range(2):
        with pytest.raises(OfferIsOver, match="Tiden til at svare er gået"):
            answer(line[1], True)
        promote()
    assert states(line) == ["cancelled", "expired", "offered", "waiting"]


def test_a_session_that_has_begun_passes_nothing_on(line, clock):
    clock.move_to(line[0].session.begins_at - HOUR)
    give_up(line[0])
    clock.shift(HOUR)
    assert pass_on_unanswered_seats() == 1
    assert states(line) == ["cancelled", "expired", "waiting", "waiting"]


def test_a_session_called_off_passes_nothing_on(line, karen, clock):
    give_up(line[0])
    call_off_session(by=karen, session=line[0].session, because="Storm.")
    clock.shift(2 * DAY)
    assert pass_on_unanswered_seats() == 0
    assert states(line) == ["cancelled"] * 4


def test_a_closed_account_is_passed_by(line):
    Person.objects.filter(pk=line[1].person_id).update(is_active=False)
    give_up(line[0])
    assert states(line) == ["cancelled", "waiting", "offered", "waiting"]


def test_who_let_an_offer_go_may_stand_in_line_again_at_the_end(line, clock):
    give_up(line[0])
    clock.shift(TIME_TO_ANSWER)
    promote()
    again = make_booking(line[1].session, line[1].person)
    assert again.state == "waiting"
    answer(line[2], False)
    assert states([line[3], again]) == ["offered", "waiting"]


def test_a_letter_that_no_longer_holds_is_not_sent(line, clock):
    give_up(line[0])
    offer = newest_to(line[1].person)
    waiting = OutboxMail.objects.get(cause=f"booking:{line[1].pk}:waiting")
    assert reason_not_to_send(waiting)
    assert reason_not_to_send(offer) == ""
    clock.shift(TIME_TO_ANSWER)
    assert reason_not_to_send(offer) == "Tilbuddet om pladsen er udløbet"
    clock.shift(-HOUR)
    answer(line[1], True)
    assert reason_not_to_send(offer) == "Der er sket noget nyt med tilmeldingen"


def test_answered_before_the_post_went_leaves_only_the_last_word(line, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    give_up(line[0])
    answer(line[1], True)
    deliver_mail()
    letters = OutboxMail.objects.filter(recipient=line[1].person).order_by("pk")
    sent = [one.cause.split(":")[-1] for one in letters if one.state == MailState.SENT]
    assert sent == ["booked"]


def test_several_free_seats_are_offered_in_order(line):
    changed(line[0].session, capacity=3)
    assert states(line) == ["booked", "offered", "offered", "waiting"]
