"""What is said beside a consultant's name, and who may say it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from netvaerk.people.enums import Role
from netvaerk.people.models import AuditEntry
from netvaerk.refusals import NotPossibleNow
from networks.models import Network
from secretariat.actions.consultant import (
    AwayBackwards,
    remove_absence,
    save_absence,
    save_profile,
)
from secretariat.actions.sparring import withdraw_sparring
from secretariat.actions.sparring_note import log_sparring
from secretariat.models import Absence, ConsultantProfile, SparringSession
from secretariat.queries.workload import hours_in_words, week_of, workloads
from tests.factories.networks import make_network
from tests.factories.people import PersonFactory
from tests.factories.sparring import make_agreed, make_ask, make_assigned, make_format
from tests.secretariat.desk import CHANGED, admin_url

CPH = ZoneInfo("Europe/Copenhagen")
# A Wednesday.
NOW = datetime(2026, 12, 2, 10, tzinfo=CPH)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def network(clock, mia, bo, karen, sanne):
    return make_network(leader=mia, reference_leader=bo, consultant=karen)


def said_of(name: str) -> str:
    (one,) = (one for one in workloads() if one.person.first_name == name)
    return str(one)


def test_a_consultant_with_nothing_yet(clock, karen):
    assert said_of("Karen") == "følger 0 netværk · 0 sparringer forude · 0 timer denne uge"


def test_all_that_is_said_beside_a_name(clock, network, mia, bo, karen, sanne):
    make_network(leader=mia, reference_leader=bo, consultant=karen, title="Et andet")
    closed = make_network(leader=mia, reference_leader=bo, consultant=karen, title="Lukket")
    Network.objects.filter(pk=closed.pk).update(status="closed", closed_at=NOW)
    profile = ConsultantProfile(person=karen, knows="skole, fravær", hours_a_week=12)
    save_profile(by=karen, profile=profile)
    long = make_format("lang", minutes=90)
    make_agreed(network, partner=karen, at=NOW + DAY, format=long)
    make_agreed(network, partner=karen, at=NOW + 7 * DAY)
    make_assigned(network, partner=karen)
    make_ask(network)
    gone = make_agreed(network, partner=karen, at=NOW + 2 * DAY)
    withdraw_sparring(by=sanne, session=gone, because="x")
    away = {"first_on": date(2026, 12, 14), "last_on": date(2026, 12, 18)}
    save_absence(by=karen, absence=Absence(person=karen, **away))
    assert said_of("Karen") == (
        "følger 2 netværk · 3 sparringer forude · 1,5 af 12 timer denne uge"
        " · væk fra mandag 14. december til fredag 18. december · kender til skole, fravær"
    )


def test_the_week_holds_what_was_held_and_not_what_was_not(clock, network, karen, mia):
    held, not_held = (
        make_agreed(network, partner=karen, at=NOW + hours * HOUR) for hours in (1, 3)
    )
    clock.shift(6 * HOUR)
    log_sparring(by=mia, session=held, outcome="held")
    log_sparring(by=mia, session=not_held, outcome="not_held")
    assert "0 sparringer forude · 1 timer denne uge" in said_of("Karen")
    clock.shift(5 * DAY)
    assert "0 timer denne uge" in said_of("Karen")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 12, 1), date(2026, 12, 4), "væk til fredag 4. december"),
        (date(2026, 12, 3), date(2026, 12, 3), "væk torsdag 3. december"),
        (date(2026, 11, 1), date(2026, 12, 1), ""),
    ],
)
def test_days_away_as_people_say_them(clock, karen, first, last, said):
    save_absence(by=karen, absence=Absence(person=karen, first_on=first, last_on=last))
    assert said_of("Karen").partition("væk")[1:] == ("væk", said.removeprefix("væk")) or not said
    assert ("væk" in said_of("Karen")) == bool(said)


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0"), (60, "1"), (90, "1,5"), (300, "5"), (50, "0,8")]
)
def test_hours_in_words(minutes, said):
    assert hours_in_words(minutes) == said


@pytest.mark.parametrize("day", [date(2026, 10, 21), date(2027, 3, 24)])
def test_a_week_goes_from_monday_to_monday_in_copenhagen_also_when_the_clock_changes(day):
    first, last = week_of(datetime(day.year, day.month, day.day, 12, tzinfo=CPH))
    assert (first.weekday(), first.hour, last.weekday(), last.hour) == (0, 0, 0, 0)
    assert (last.date() - first.date()).days == 7


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_two_queries_however_many_there_are(clock, network, rows, django_assert_num_queries):
    for _number in range(rows):
        one = PersonFactory(roles=[Role.EMPLOYEE, Role.CONSULTANT])
        save_absence(by=one, absence=Absence(person=one, first_on=NOW, last_on=NOW + DAY))
        make_assigned(network, partner=one)
    with django_assert_num_queries(2):
        assert len(workloads()) == rows + 1


# --- Who says it ------------------------------------------------------------------------------
def test_one_keeps_ones_own_and_the_lead_everybodys(clock, karen, sanne, eva):
    kaj = PersonFactory(roles=[Role.EMPLOYEE, Role.CONSULTANT])
    for by in (kaj, sanne):
        save_profile(by=by, profile=_profile_of(kaj))
    for by in (karen, eva):
        with pytest.raises(NotPossibleNow):
            save_profile(by=by, profile=_profile_of(kaj))
    absence = save_absence(by=kaj, absence=Absence(person=kaj, first_on=NOW, last_on=NOW))
    with pytest.raises(NotPossibleNow):
        remove_absence(by=karen, absence=absence)
    absence.person = karen
    with pytest.raises(NotPossibleNow):
        save_absence(by=karen, absence=absence)
    remove_absence(by=sanne, absence=Absence.objects.get())
    assert AuditEntry.objects.filter(verb="remove_absence", by=sanne).count() == 1


def _profile_of(person) -> ConsultantProfile:
    found = ConsultantProfile.objects.filter(person=person).first()
    return found or ConsultantProfile(person=person, knows="skole", hours_a_week=10)


def test_days_away_end_after_they_begin(clock, karen):
    days = {"first_on": date(2026, 12, 4), "last_on": date(2026, 12, 3)}
    with pytest.raises(AwayBackwards):
        save_absence(by=karen, absence=Absence(person=karen, **days))


def test_days_away_are_noted_and_removed_on_the_desk(client, clock, karen, sanne):
    client.force_login(karen)
    sent = {"person": karen.pk, "first_on": "2026-12-14", "last_on": "2026-12-18"}
    assert client.post(admin_url(Absence, "add"), sent).status_code == CHANGED
    absence = Absence.objects.get()
    changed = {"first_on": "2026-12-15", "last_on": "2026-12-18"}
    page = admin_url(Absence, "change", absence.pk)
    assert client.post(page, changed).status_code == CHANGED
    absence.refresh_from_db()
    assert absence.first_on == date(2026, 12, 15)
    gone = client.post(admin_url(Absence, "delete", absence.pk), {"post": "yes"})
    assert (gone.status_code, Absence.objects.count()) == (CHANGED, 0)


def test_a_consultant_looks_at_anothers_and_changes_nothing(client, clock, karen, sanne):
    absence = save_absence(by=sanne, absence=Absence(person=sanne, first_on=NOW, last_on=NOW))
    client.force_login(karen)
    page = admin_url(Absence, "change", absence.pk)
    assert client.get(page).status_code == 200
    assert client.post(page, {"first_on": "2026-12-15", "last_on": "2026-12-18"}).status_code == 403
    assert client.post(admin_url(Absence, "delete", absence.pk), {"post": "yes"}).status_code == 403
    sent = {"person": sanne.pk, "first_on": "2026-12-14", "last_on": "2026-12-18"}
    response = client.post(admin_url(Absence, "add"), sent)
    assert set(response.context["adminform"].form.errors) == {"person"}


# --- Assigning on the desk --------------------------------------------------------------------
def assign(client, session: SparringSession, **filled_in):
    names = ("chosen", "other", "peers", "takes_place_at", "where", "first", "second", "third")
    sent = {**dict.fromkeys(names, ""), **filled_in}
    return client.post(admin_url(SparringSession, "change", session.pk), sent)


def test_the_workload_stands_beside_each_name_and_the_usual_one_first(
    client, network, karen, bo, sanne
):
    format = make_format("samtale", usually_with="reference")
    session = make_ask(network, format=format)
    client.force_login(sanne)
    page = client.get(admin_url(SparringSession, "change", session.pk)).content.decode()
    usual = "Bo Lund, netværkets referenceleder. Den slags samtale er som regel med vedkommende."
    own = "Karen Lund: netværkets konsulent, følger 1 netværk"
    assert page.index(usual) < page.index(own)
    assert session.question in page


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_page_to_assign_takes_the_same_queries_however_many_consultants(
    client, network, sanne, rows, django_assert_num_queries
):
    session = make_ask(network)
    for _number in range(rows):
        PersonFactory(roles=[Role.EMPLOYEE, Role.CONSULTANT])
    client.force_login(sanne)
    with django_assert_num_queries(5):
        client.get(admin_url(SparringSession, "change", session.pk))


def test_a_consultant_is_chosen_with_a_time_and_peers(client, network, karen, sanne, ali, eva):
    session = make_ask(network)
    client.force_login(sanne)
    sent = {"chosen": karen.pk, "peers": f"{ali.email}\n{eva.email}", "where": "E3"}
    response = assign(client, session, **sent, takes_place_at="2026-12-09T10:00")
    assert response.status_code == CHANGED
    session.refresh_from_db()
    assert (session.partner, session.where, session.state) == (karen, "E3", "agreed")
    assert {ali, eva} <= set(session.people.all())
    assert assign(client, session, chosen=karen.pk).status_code == 403


def test_anybody_else_is_written_and_proposes_times(client, network, sanne, eva):
    session = make_ask(network)
    client.force_login(sanne)
    assert assign(client, session, chosen="other", other=eva.email).status_code == CHANGED
    session.refresh_from_db()
    assert (session.partner, session.state) == (eva, "assigned")


def test_what_does_not_fit_together_is_said(client, network, karen, sanne, eva):
    session = make_ask(network)
    client.force_login(sanne)
    for sent, field in [
        ({}, "chosen"),
        ({"chosen": "other"}, "chosen"),
        ({"chosen": karen.pk, "other": eva.email}, "other"),
        ({"chosen": karen.pk, "peers": "ukendt@demo.example"}, "peers"),
        (
            {
                "chosen": karen.pk,
                "takes_place_at": "2026-12-09T10:00",
                "first": "2026-12-10T10:00",
            },
            "takes_place_at",
        ),
        ({"chosen": karen.pk, "first": "2026-12-01T10:00"}, "first"),
    ]:
        errors = assign(client, session, **sent).context["adminform"].form.errors
        assert set(errors) == {field}, sent
    session.refresh_from_db()
    assert session.state == "asked"


def test_a_refusal_keeps_what_was_chosen_and_says_which(client, network, karen, sanne):
    save_absence(by=karen, absence=Absence(person=karen, first_on=NOW + DAY, last_on=NOW + DAY))
    session = make_ask(network)
    client.force_login(sanne)
    page = assign(client, session, chosen=karen.pk, takes_place_at="2026-12-03T10:00")
    assert "Karen Lund er væk torsdag 3. december" in page.content.decode()
    assert f'value="{karen.pk}"' in page.content.decode()


def test_the_administrator_reads_no_questions(client, network, root):
    session = make_ask(network)
    client.force_login(root)
    for page in (
        admin_url(SparringSession, "changelist"),
        admin_url(SparringSession, "change", session.pk),
    ):
        assert client.get(page).status_code == 403
