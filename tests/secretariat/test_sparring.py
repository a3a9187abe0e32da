"""Sparring, from a network's question to a time in everybody's calendar."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from netvaerk.people.enums import Role
from netvaerk.people.models import OutboxMail, Person
from netvaerk.refusals import EditedMeanwhile, NotPossibleNow
from networks.models import Network
from secretariat.actions.consultant import save_absence
from secretariat.actions.sparring import (
    ask_for_sparring,
    assign_partner,
    move_sparring,
    pick_time,
    propose_times,
    reopen_times,
    withdraw_sparring,
)
from secretariat.actions.sparring_time import (
    AskedWithOtherWords,
    PartnerIsAway,
    PartnerIsTaken,
    SparringIsOver,
    SparringWithOneself,
    TimeIsPicked,
)
from secretariat.enums import SparringState
from secretariat.models import Absence, SparringSession
from tests.factories.networks import make_network
from tests.factories.people import PersonFactory
from tests.factories.sparring import QUESTION, make_agreed, make_ask, make_assigned, make_format
from tests.networks.rooms import let_in

CPH = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 10, 19, 9, tzinfo=CPH)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def network(monday, mia, bo, karen, ali, sanne):
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def letters() -> list[tuple[str, str]]:
    """Who got which, in the order of the outbox."""
    found = OutboxMail.objects.filter(kind="sparring").order_by("id")
    return list(found.values_list("recipient__first_name", "subject"))


def told_since(before: int) -> list[str]:
    return [name for name, _subject in letters()[before:]]


def entry_to(person: Person) -> dict:
    """What the newest letter to the person puts into their calendar."""
    letter = OutboxMail.objects.filter(kind="sparring", recipient=person).order_by("-id").first()
    (event,) = Calendar.from_ical(letter.calendar).walk("VEVENT")
    return event


# --- Asking -----------------------------------------------------------------------------------
def test_a_member_asks_and_the_networks_consultant_hears_of_it(network, ali, karen, mia):
    session = make_ask(network, by=ali)
    assert (session.state, session.asked_by, session.minutes) == (SparringState.ASKED, ali, 60)
    assert set(session.people.all()) == {ali, mia}
    (letter,) = OutboxMail.objects.filter(kind="sparring")
    assert letter.recipient == karen
    assert QUESTION in letter.text
    assert f"/admin/secretariat/sparringsession/{session.pk}/change/" in letter.text


def test_without_a_consultant_those_who_lead_the_secretariat_hear_of_it(bo, mia, sanne, karen):
    forming = make_network(leader=mia, reference_leader=bo)
    make_ask(forming)
    assert [name for name, _subject in letters()] == ["Sanne"]


def test_a_form_sent_twice_asks_once_and_other_words_are_not_lost(network, mia):
    given = {"by": mia, "network": network, "form_key": uuid.uuid4(), "format": make_format()}
    first = ask_for_sparring(**given, question="Hvad nu?")
    assert ask_for_sparring(**given, question="Hvad nu?") == first
    with pytest.raises(AskedWithOtherWords):
        ask_for_sparring(**given, question="Noget andet?")
    assert (SparringSession.objects.count(), len(letters())) == (1, 1)


@pytest.mark.parametrize("who", ["bo", "karen", "eva", "sanne", "noor"])
def test_only_members_ask(network, who, request):
    with pytest.raises(NotPossibleNow):
        make_ask(network, by=request.getfixturevalue(who))


def test_nobody_asks_for_a_closed_network_or_a_format_that_is_out_of_use(network, ali):
    old = make_format("gammel", is_active=False)
    with pytest.raises(NotPossibleNow):
        make_ask(network, by=ali, format=old)
    Network.objects.update(status="closed", closed_at=MONDAY)
    with pytest.raises(NotPossibleNow):
        make_ask(network, by=ali)


# --- Assigning --------------------------------------------------------------------------------
def test_a_partner_and_a_time_at_once_is_agreed_and_told_to_all(network, ali, karen, eva, mia):
    session = make_agreed(network, by=ali, partner=karen, people=[eva], at=MONDAY + DAY, where="E3")
    assert session.state == SparringState.AGREED
    assert set(session.people.all()) == {ali, mia, eva}
    assert sorted(told_since(1)) == ["Ali", "Eva", "Karen", "Mia"]
    for person in (ali, mia, eva, karen):
        entry = entry_to(person)
        assert QUESTION in entry["description"]
        assert (entry["location"], entry["status"]) == ("E3", "CONFIRMED")
        assert entry["attendee"] == f"mailto:{person.email}"


def test_proposed_times_go_to_those_who_pick_and_nobody_has_an_appointment(
    network, ali, karen, eva, mia
):
    make_assigned(
        network, by=ali, partner=karen, people=[eva], times=[MONDAY + 2 * DAY, MONDAY + DAY]
    )
    told = dict(letters()[1:])
    assert set(told) == {"Mia", "Ali", "Karen", "Eva"}
    to_ali = OutboxMail.objects.get(recipient=ali, kind="sparring")
    first, second = "tirsdag 20. oktober kl. 9.00", "onsdag 21. oktober kl. 9.00"
    assert to_ali.text.index(first) < to_ali.text.index(second)
    assert not OutboxMail.objects.filter(kind="sparring").exclude(calendar="").exists()


def test_without_a_time_the_partner_is_asked_for_some(network, karen):
    session = make_assigned(network, partner=karen)
    assert (session.state, session.times.count()) == (SparringState.ASSIGNED, 0)
    assert letters()[1:] == [("Karen", f"Vil du tage en sparring med »{network.title}«?")]


@pytest.mark.parametrize("who", ["mia", "ali"])
def test_who_asked_and_the_leader_are_not_the_partner(network, ali, who, request):
    with pytest.raises(SparringWithOneself):
        make_agreed(network, by=ali, partner=request.getfixturevalue(who))


def test_no_more_than_three_times_and_none_that_has_gone(network, karen):
    with pytest.raises(NotPossibleNow):
        make_assigned(network, partner=karen, times=[MONDAY + n * DAY for n in range(1, 5)])
    with pytest.raises(SparringIsOver):
        make_assigned(network, partner=karen, times=[MONDAY])


@pytest.mark.parametrize("who", ["mia", "ali", "bo", "eva", "root"])
def test_only_the_secretariat_assigns(network, karen, who, request):
    session = make_ask(network)
    with pytest.raises(NotPossibleNow):
        assign_partner(by=request.getfixturevalue(who), session=session, partner=karen)


def test_an_asked_one_is_assigned_once(network, karen, sanne, eva):
    session = make_assigned(network, partner=karen)
    with pytest.raises(NotPossibleNow):
        assign_partner(by=sanne, session=session, partner=eva)


def test_a_day_away_is_refused_with_which(network, karen, sanne):
    away = Absence(person=karen, first_on=MONDAY + 2 * DAY, last_on=MONDAY + 4 * DAY)
    save_absence(by=sanne, absence=away)
    with pytest.raises(PartnerIsAway) as refusal:
        make_agreed(network, partner=karen, at=MONDAY + 4 * DAY)
    assert str(refusal.value) == (
        "Karen Lund er væk fra onsdag 21. oktober til fredag 23. oktober, "
        "så fredag 23. oktober kl. 9.00 kan ikke lade sig gøre. Vælg en anden dag."
    )
    assert make_agreed(network, partner=karen, at=MONDAY + 5 * DAY).state == SparringState.AGREED


@pytest.mark.parametrize(
    ("minutes", "is_free"), [(-60, True), (-59, False), (59, False), (60, True)]
)
def test_two_conversations_of_one_partner_do_not_overlap(network, karen, minutes, is_free):
    make_agreed(network, partner=karen, at=MONDAY + DAY)
    at = MONDAY + DAY + timedelta(minutes=minutes)
    if is_free:
        assert make_agreed(network, partner=karen, at=at).state == SparringState.AGREED
        return
    with pytest.raises(PartnerIsTaken) as refusal:
        make_agreed(network, partner=karen, at=at)
    assert f"»{network.title}« tirsdag 20. oktober kl. 9.00" in str(refusal.value)


def test_who_picks_hears_that_the_partner_is_taken_but_not_by_whom(network, mia, bo, karen, eva):
    other = make_network(leader=eva, reference_leader=bo, consultant=karen, title="MARK-andre")
    session = make_assigned(network, partner=karen, times=[MONDAY + DAY])
    make_agreed(other, partner=karen, at=MONDAY + DAY)
    with pytest.raises(PartnerIsTaken) as refusal:
        pick_time(by=mia, session=session, time_id=session.times.get().pk)
    assert "Karen Lund har allerede en sparring tirsdag 20. oktober" in str(refusal.value)
    assert "MARK-andre" not in str(refusal.value)


# --- A time -----------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["mia", "ali"])
def test_who_asked_or_leads_picks_and_all_get_the_appointment(network, karen, ali, who, request):
    session = make_assigned(network, by=ali, partner=karen, times=[MONDAY + DAY, MONDAY + 2 * DAY])
    before, time = len(letters()), session.times.last()
    picked = pick_time(by=request.getfixturevalue(who), session=session, time_id=time.pk)
    assert (picked.state, picked.takes_place_at) == (SparringState.AGREED, MONDAY + 2 * DAY)
    assert sorted(told_since(before)) == ["Ali", "Karen", "Mia"]
    again = pick_time(by=request.getfixturevalue(who), session=session, time_id=time.pk)
    assert (again.sequence, len(letters())) == (picked.sequence, before + 3)
    with pytest.raises(TimeIsPicked):
        pick_time(by=ali, session=session, time_id=session.times.first().pk)


@pytest.mark.parametrize("who", ["karen", "bo", "eva", "sanne"])
def test_others_do_not_pick(network, karen, who, request):
    session = make_assigned(network, partner=karen, times=[MONDAY + DAY])
    with pytest.raises(NotPossibleNow):
        pick_time(by=request.getfixturevalue(who), session=session, time_id=session.times.get().pk)


def test_a_time_of_another_conversation_is_nobodys_to_pick(network, karen, mia):
    mine = make_assigned(network, partner=karen, times=[MONDAY + DAY])
    other = make_assigned(network, partner=karen, times=[MONDAY + 2 * DAY])
    with pytest.raises(NotPossibleNow):
        pick_time(by=mia, session=mine, time_id=other.times.get().pk)


def test_new_times_replace_the_old_and_are_told_once(network, karen, mia):
    session = make_assigned(network, partner=karen, times=[MONDAY + DAY])
    before = len(letters())
    for _time in range(2):
        propose_times(by=karen, session=session, times=[MONDAY + 3 * DAY])
    assert [one.begins_at for one in session.times.all()] == [MONDAY + 3 * DAY]
    assert told_since(before) == ["Mia"]


def test_nobody_agrees_with_a_partner_whose_account_has_been_closed_meanwhile(
    network, karen, sanne, mia
):
    asked, proposed = make_ask(network), make_assigned(network, partner=karen, times=[MONDAY + DAY])
    Person.objects.filter(pk=karen.pk).update(is_active=False)
    with pytest.raises(NotPossibleNow):
        pick_time(by=mia, session=proposed, time_id=proposed.times.get().pk)
    assert karen.is_active  # as the desk's form read it a moment ago
    with pytest.raises(NotPossibleNow):
        assign_partner(by=sanne, session=asked, partner=karen, takes_place_at=MONDAY + 2 * DAY)
    assert not SparringSession.objects.filter(state=SparringState.AGREED).exists()


def test_none_of_them_fits_and_the_partner_hears_why(network, karen, mia):
    session = make_assigned(network, partner=karen, times=[MONDAY + DAY])
    before = len(letters())
    reopen_times(by=mia, session=session, because="Vi kan kun om formiddagen.")
    assert (told_since(before), session.times.count()) == (["Karen"], 0)
    assert "Vi kan kun om formiddagen." in OutboxMail.objects.latest("id").text


def test_an_agreed_time_that_falls_through_is_struck_and_comes_back_as_the_same(
    network, karen, mia
):
    session = make_agreed(network, partner=karen, at=MONDAY + DAY)
    uid = entry_to(mia)["uid"]
    reopened = reopen_times(by=karen, session=session, because="Jeg er syg.")
    assert (reopened.state, reopened.takes_place_at) == (SparringState.ASSIGNED, None)
    struck = entry_to(mia)
    assert (struck["uid"], struck["status"]) == (uid, "CANCELLED")
    propose_times(by=karen, session=session, times=[MONDAY + 3 * DAY])
    pick_time(by=mia, session=session, time_id=session.times.get().pk)
    back = entry_to(mia)
    assert (back["uid"], back["status"]) == (uid, "CONFIRMED")
    assert back["sequence"] > struck["sequence"]


def test_moved_across_the_change_of_clock_it_is_the_same_entry_at_the_same_hour(
    network, karen, mia
):
    friday, next_friday = (datetime(2026, 10, day, 9, 30, tzinfo=CPH) for day in (23, 30))
    session = make_agreed(network, partner=karen, at=friday)
    before = entry_to(karen)
    moved = move_sparring(
        by=mia,
        session=session,
        based_on=session.sequence,
        takes_place_at=next_friday,
        where="Teams",
    )
    after = entry_to(karen)
    assert after["uid"] == before["uid"] == f"{session.uid}@netvaerk"
    assert (before["sequence"] + 1, moved.sequence) == (after["sequence"], after["sequence"])
    assert after.decoded("dtstart") == next_friday
    assert after.decoded("dtstart").hour == before.decoded("dtstart").hour == 9
    assert after.decoded("dtend") - after.decoded("dtstart") == HOUR
    # A week and the hour that came twice.
    assert moved.takes_place_at.timestamp() - friday.timestamp() == 7 * 86400 + 3600


def test_of_two_who_move_it_the_second_sees_what_stands(network, karen, mia, ali):
    session = make_agreed(network, by=ali, partner=karen, at=MONDAY + DAY)
    given = {"session": session, "based_on": session.sequence, "where": ""}
    move_sparring(by=mia, **given, takes_place_at=MONDAY + 2 * DAY)
    with pytest.raises(EditedMeanwhile) as meanwhile:
        move_sparring(by=karen, **given, takes_place_at=MONDAY + 3 * DAY)
    assert meanwhile.value.theirs.takes_place_at == MONDAY + 2 * DAY


def test_withdrawn_strikes_it_in_every_calendar_once(network, karen, mia, ali):
    session = make_agreed(network, by=ali, partner=karen)
    before = len(letters())
    for _time in range(2):
        withdraw_sparring(by=ali, session=session, because="Det løste sig.")
    assert sorted(told_since(before)) == ["Ali", "Karen", "Mia"]
    assert {entry_to(one)["status"] for one in (karen, mia, ali)} == {"CANCELLED"}


def test_a_question_withdrawn_before_anybody_was_found_tells_who_was_looking(network, karen, ali):
    session = make_ask(network, by=ali)
    withdraw_sparring(by=ali, session=session, because="Det løste sig.")
    assert sorted(told_since(1)) == ["Karen", "Mia"]


# --- Who is let along -----------------------------------------------------------------------
def test_a_guest_asks_and_picks_too(network, karen, noor):
    let_in(network, noor)
    session = make_assigned(network, by=noor, partner=karen, times=[MONDAY + DAY])
    picked = pick_time(by=noor, session=session, time_id=session.times.get().pk)
    assert picked.state == SparringState.AGREED


def test_a_peer_from_elsewhere_takes_part_and_a_guest_does_not(network, karen, eva, noor):
    session = make_agreed(network, partner=karen, people=[eva])
    assert list(SparringSession.objects.visible_to(eva)) == [session]
    with pytest.raises(NotPossibleNow):
        make_agreed(network, partner=karen, people=[noor], at=MONDAY + 5 * DAY)


def test_an_inactive_consultant_is_asked_nothing(network, karen, sanne):
    Person.objects.filter(pk=karen.pk).update(is_active=False)
    make_ask(network)
    assert [name for name, _subject in letters()] == ["Sanne"]
    other = PersonFactory(roles=[Role.EMPLOYEE, Role.CONSULTANT], is_active=False)
    with pytest.raises(NotPossibleNow):
        make_agreed(network, partner=other)
