"""Afterwards: held or not, and notes that only those who were there may read."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from netvaerk.people.models import AuditEntry, Person
from netvaerk.refusals import NotPossibleNow
from networks.actions.leaving import leave_network
from secretariat.actions.sparring_note import log_sparring, write_note
from secretariat.enums import SparringState
from secretariat.models import SparringNote, SparringSession
from tests.factories.networks import make_member
from tests.factories.sparring import make_agreed
from tests.networks.rooms import Cast, cast_of
from tests.secretariat.desk import admin_url

MONDAY = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
QUESTION, NOTE = "MARK-spoergsmaalet", "MARK-noten"
HELD, NOT_HELD = SparringState.HELD, SparringState.NOT_HELD


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None, clock) -> Cast:
    return cast_of(request)


@pytest.fixture
def peer(cast: Cast) -> Person:
    """From another department, and in no network."""
    return cast.people["employee outside"]


@pytest.fixture
def session(cast: Cast, peer: Person, clock) -> SparringSession:
    """Asked by Mia, who leads; with Karen, and a peer who listens; its time has just come."""
    made = make_agreed(
        cast.network,
        partner=cast.people["consultant"],
        people=[peer],
        question=QUESTION,
        at=MONDAY + DAY,
    )
    clock.shift(DAY)
    return made


@pytest.fixture
def held(session: SparringSession, cast: Cast) -> SparringSession:
    return log_sparring(by=cast.people["consultant"], session=session, outcome=HELD, sentence=NOTE)


def page_of(session: SparringSession, page: str = "detail") -> str:
    return reverse(f"secretariat:sparring_{page}", args=[session.pk])


THERE = {"leader", "consultant", "employee outside"}
# They see that it was held and about what, never what was said.
BESIDE = {"member", "guest in it", "co-driver", "secretariat lead", "consultant elsewhere"}


def test_the_notes_are_for_those_who_were_there_and_the_question_for_the_room(cast, held):
    reads_question, reads_note = set(), set()
    for name, person in cast.people.items():
        page = cast.client(name).get(page_of(held)).content.decode() if person else ""
        reads_question |= {name} if QUESTION in page else set()
        reads_note |= {name} if NOTE in page else set()
    assert reads_note == THERE
    assert reads_question == THERE | BESIDE


@pytest.mark.parametrize(
    "name", ["reference leader", "chief elsewhere", "director", "guest outside", "superuser"]
)
def test_refused_looks_like_missing(cast, held, name):
    client = cast.client(name)
    assert client.get(page_of(held)).status_code == 404
    assert client.get(reverse("secretariat:sparring_detail", args=[99999])).status_code == 404


def test_what_the_queryset_gives_is_what_the_page_shows(cast, held):
    for name, person in cast.people.items():
        if person:
            notes = SparringNote.objects.visible_to(person)
            assert notes.exists() == (name in THERE), name


def test_no_note_stands_on_the_desk_or_on_the_support_page(cast, held):
    support = reverse("secretariat:network_support", args=[cast.network.slug])
    page_on_desk = admin_url(SparringSession, "change", held.pk)
    for name in ("secretariat lead", "consultant elsewhere"):
        for path in (support, page_on_desk, admin_url(SparringSession, "history", held.pk)):
            page = cast.client(name).get(path).content.decode()
            assert NOTE not in page, (name, path)
            assert QUESTION in page or path.endswith("history/"), (name, path)
    assert NOTE not in cast.client("member").get(support).content.decode()
    listed = admin_url(SparringSession, "changelist")
    assert "MARK" not in cast.client("secretariat lead").get(listed).content.decode()


def test_a_reference_leader_who_took_part_reads_the_notes(cast, clock):
    session = make_agreed(cast.network, partner=cast.people["reference leader"])
    clock.shift(4 * DAY)
    log_sparring(by=cast.network.leader, session=session, outcome=HELD, sentence=NOTE)
    assert NOTE in cast.client("reference leader").get(page_of(session)).content.decode()
    assert NOTE not in cast.client("consultant").get(page_of(session)).content.decode()


def test_who_left_before_it_was_held_was_not_there_and_who_left_after_still_was(cast, clock, peer):
    make_member(cast.network, peer)
    first = make_agreed(cast.network, by=peer, partner=cast.people["consultant"], at=MONDAY + DAY)
    second = make_agreed(
        cast.network, by=peer, partner=cast.people["consultant"], at=MONDAY + 3 * DAY
    )
    clock.shift(2 * DAY)
    log_sparring(by=cast.network.leader, session=first, outcome=HELD, sentence="MARK-før")
    leave_network(by=peer, network=cast.network)
    clock.shift(2 * DAY)
    log_sparring(by=cast.network.leader, session=second, outcome=HELD, sentence="MARK-efter")
    assert [one.text for one in SparringNote.objects.visible_to(peer)] == ["MARK-før"]


# --- Held or not ------------------------------------------------------------------------------
@pytest.mark.parametrize("name", sorted(THERE))
def test_those_who_were_there_say_whether_it_was_held(cast, session, name):
    client = cast.client(name)
    sent = {"outcome": "held", "sentence": "", "form_key": str(uuid.uuid4())}
    assert client.post(page_of(session, "log"), sent).status_code == 302
    session.refresh_from_db()
    assert (session.state, session.logged_by) == (HELD, cast.people[name])
    assert SparringNote.objects.count() == 0


@pytest.mark.parametrize("name", sorted(BESIDE | {"reference leader", "director", "superuser"}))
def test_nobody_else_says_it_for_them(cast, session, name):
    for page, sent in [("log", {"outcome": "held"}), ("note", {"text": "x"})]:
        assert cast.client(name).post(page_of(session, page), sent).status_code == 404
    with pytest.raises(NotPossibleNow):
        log_sparring(by=cast.people[name], session=session, outcome=HELD)


def test_it_is_not_held_before_its_time(cast, clock):
    session = make_agreed(cast.network, partner=cast.people["consultant"], at=MONDAY + DAY)
    with pytest.raises(NotPossibleNow):
        log_sparring(by=cast.people["consultant"], session=session, outcome=HELD)
    clock.shift(DAY)
    log_sparring(by=cast.people["consultant"], session=session, outcome=HELD)


def test_a_slip_of_the_finger_is_mended(cast, held):
    mended = log_sparring(by=cast.network.leader, session=held, outcome=NOT_HELD)
    assert (mended.state, mended.logged_by) == (NOT_HELD, cast.network.leader)
    assert log_sparring(by=cast.network.leader, session=held, outcome=HELD).state == HELD
    with pytest.raises(NotPossibleNow):
        log_sparring(by=cast.network.leader, session=held, outcome=SparringState.ASKED)


def test_moved_keeps_the_sentence_and_asks_for_the_new_time(cast, session):
    client = cast.client("consultant")
    sent = {"outcome": "moved", "sentence": NOTE, "form_key": str(uuid.uuid4())}
    response = client.post(page_of(session, "log"), sent)
    assert response.url == page_of(session, "move")
    assert SparringNote.objects.get().text == NOTE
    new = {"takes_place_at": "2026-09-14T10:00", "where": "E3", "based_on": session.sequence}
    assert client.post(page_of(session, "move"), new).status_code == 302
    session.refresh_from_db()
    assert (session.state, session.where) == (SparringState.AGREED, "E3")
    assert session.takes_place_at == MONDAY + 7 * DAY


def test_a_form_sent_twice_is_one_note(cast, session):
    client = cast.client("leader")
    sent = {"outcome": "held", "sentence": NOTE, "form_key": str(uuid.uuid4())}
    for _time in range(2):
        assert client.post(page_of(session, "log"), sent).status_code == 302
    note = {"text": "Én til", "form_key": str(uuid.uuid4())}
    for _time in range(2):
        assert client.post(page_of(session, "note"), note).status_code == 302
    assert list(SparringNote.objects.values_list("text", flat=True)) == [NOTE, "Én til"]


def test_anothers_form_key_reveals_and_changes_nothing(cast, held, peer):
    note = SparringNote.objects.get()
    with pytest.raises(NotPossibleNow):
        write_note(by=peer, session=held, text="Mit", form_key=note.form_key)
    note.refresh_from_db()
    assert (note.text, note.author) == (NOTE, cast.people["consultant"])


def test_a_note_waits_until_it_was_held(cast, session):
    with pytest.raises(NotPossibleNow):
        write_note(by=cast.network.leader, session=session, text=NOTE, form_key=uuid.uuid4())


def test_an_empty_or_too_long_note_is_said_and_kept(cast, held):
    client = cast.client("leader")
    too_long = "x" * 4001
    for text in ("", too_long):
        response = client.post(page_of(held, "note"), {"text": text, "form_key": "x"})
        assert response.status_code == 422
    assert too_long in response.content.decode()
    assert SparringNote.objects.count() == 1


def test_the_trace_says_that_and_never_what(cast, held):
    entries = AuditEntry.objects.filter(verb__in=["log_sparring", "write_sparring_note"])
    assert [one.facts for one in entries.order_by("id")] == [
        {"sparring": held.pk, "outcome": "held"},
        {"sparring": held.pk, "note": SparringNote.objects.get().pk},
    ]


def test_who_reads_it_stands_beside_the_button(cast, session):
    client = cast.client("leader")
    assert "kun I, der var med, kan læse den" in client.get(page_of(session)).content.decode()
    log_sparring(by=cast.network.leader, session=session, outcome=HELD)
    assert "Kun I, der var med, kan læse det." in client.get(page_of(session)).content.decode()
