"""A calendar that follows a secret address: what it holds, and when it falls silent."""

import logging
from datetime import timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.actions.audit import AuditEntry
from networks.actions.leaving import leave_network
from offerings.actions.booking_letters import seat_path, seat_token
from secretariat.actions.feed import close_feed, make_feed
from secretariat.actions.sparring import assign_sparring
from secretariat.enums import FeedKind
from secretariat.models import Feed
from tests.factories.booking import make_booking, make_session
from tests.factories.networks import ThemeRoundFactory, make_network
from tests.factories.networks.meeting import make_meeting
from tests.factories.sparring import make_format

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(mia, bo, karen, ali):
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def address_of(person, kind=FeedKind.OWN) -> str:
    return reverse("secretariat:feed_file", args=[make_feed(by=person, kind=kind)])


def summaries(client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    calendar = icalendar.Calendar.from_ical(answer.content)
    return sorted(str(event["summary"]) for event in calendar.walk("VEVENT"))


def arrange(network, *, by, partner, question="Hvad nu?"):
    at = clock.now() + timedelta(days=4)
    return assign_sparring(
        by=by,
        network=network,
        format=make_format(),
        partner=partner,
        question=question,
        takes_place_at=at,
    )


def test_a_member_follows_the_meetings_without_signing_in(client, network, ali):
    make_meeting(network)
    assert summaries(client, address_of(ali)) == [network.title]


def test_nothing_on_the_way_keeps_or_lists_a_calendar(client, network, ali):
    answer = client.get(address_of(ali))
    assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_leaving_a_network_empties_the_feed_of_it(client, network, ali):
    make_meeting(network)
    address = address_of(ali)
    leave_network(by=ali, network=network)
    assert summaries(client, address) == []


def test_sparring_of_a_network_that_one_has_left_is_gone(client, network, mia, ali, sanne, karen):
    session = arrange(network, by=sanne, partner=karen)
    session.people.add(ali)
    address = address_of(ali)
    assert len(summaries(client, address)) == 1
    leave_network(by=ali, network=network)
    assert summaries(client, address) == []


def test_who_was_never_called_is_told_nothing(client, network, eva, sanne, karen):
    make_meeting(network)
    arrange(network, by=sanne, partner=karen)
    assert summaries(client, address_of(eva)) == []


def test_the_question_stands_in_ones_own_calendar_and_not_in_the_secretariats(
    client, network, mia, sanne, karen
):
    arrange(network, by=sanne, partner=karen, question="Hvad tør vi ikke sige?")
    own = client.get(address_of(mia)).content
    assert "Hvad tør vi ikke sige?".encode() in own.replace(b"\r\n ", b"")
    everything = client.get(address_of(sanne, FeedKind.SECRETARIAT)).content
    folded = everything.replace(b"\r\n ", b"")
    assert network.title.encode() in folded
    assert "tør vi ikke".encode() not in folded


def test_the_secretariats_feed_ends_with_the_job(client, network, sanne, karen):
    arrange(network, by=sanne, partner=karen)
    address = address_of(karen, FeedKind.SECRETARIAT)
    assert any(one.startswith("Sparring: ") for one in summaries(client, address))
    karen.roles = ["employee"]
    karen.save()
    assert client.get(address).status_code == 404


def test_a_closed_account_reads_nothing(client, ali):
    address = address_of(ali)
    ali.is_active = False
    ali.save()
    assert client.get(address).status_code == 404


def test_no_log_line_holds_a_key_to_a_calendar_or_a_seat(client, ali, caplog):
    address = address_of(ali)
    key = address.removesuffix(".ics").rpartition("/")[2]
    seat = make_booking(make_session(), ali)
    with caplog.at_level(logging.DEBUG):
        Client(enforce_csrf_checks=True).post(seat_path(seat), {"svar": "fra"})
        client.post(address)
        close_feed(by=ali, kind=FeedKind.OWN)
        client.get(address)
        client.get(seat_path(seat) + "mere")
    lines = [record.getMessage() for record in caplog.records]
    assert {word for word in ("/kalender/…", "/plads/…") for line in lines if word in line} == {
        "/kalender/…",
        "/plads/…",
    }
    assert [line for line in lines if key in line or seat_token(seat) in line] == []


def test_a_new_address_kills_the_old_one(client, ali):
    old = address_of(ali)
    new = address_of(ali)
    assert [client.get(old).status_code, client.get(new).status_code] == [404, 200]


def test_a_closed_address_is_dead_at_once(client, ali):
    address = address_of(ali)
    close_feed(by=ali, kind=FeedKind.OWN)
    assert client.get(address).status_code == 404


def test_only_the_fingerprint_of_the_key_is_kept(ali):
    key = make_feed(by=ali, kind=FeedKind.OWN)
    feed = Feed.objects.get()
    assert key not in str(Feed.objects.values().get())
    assert key not in str(list(AuditEntry.objects.values("facts", "subject_id")))
    assert feed.person == ali


def test_the_address_is_shown_once(client, ali):
    client.force_login(ali)
    made = client.post(reverse("secretariat:feed_make", args=["own"]))
    address = made.context["feeds"][0]["address"]
    assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert address not in client.get(reverse("secretariat:feed_page")).content.decode()


@pytest.mark.parametrize("view", ["feed_make", "feed_close"])
def test_an_employee_has_no_secretariats_calendar(client, ali, view):
    client.force_login(ali)
    assert client.post(reverse(f"secretariat:{view}", args=["secretariat"])).status_code == 404
    assert Feed.objects.count() == 0


def test_a_chief_sees_the_rounds_days(client, bo):
    one = ThemeRoundFactory(
        proposals_by=clock.today() + timedelta(5), decided_on=clock.today() + timedelta(40)
    )
    assert summaries(client, address_of(bo)) == sorted(
        [f"Sidste dag for forslag: {one.name}", f"Chefforum beslutter: {one.name}"]
    )


def test_a_day_lasts_the_whole_day(client, bo):
    on = clock.today() + timedelta(5)
    ThemeRoundFactory(proposals_by=on, decided_on=on + timedelta(40))
    calendar = icalendar.Calendar.from_ical(client.get(address_of(bo)).content)
    first = min(calendar.walk("VEVENT"), key=lambda event: event["dtstart"].dt)
    assert (first["dtstart"].dt, first["dtend"].dt) == (on, on + timedelta(days=1))


def test_reading_a_feed_writes_nothing_and_asks_little(
    client, network, ali, django_assert_max_num_queries
):
    make_meeting(network)
    address = address_of(ali)
    with django_assert_max_num_queries(9) as asked:
        client.get(address)
    assert not [one for one in asked if not one["sql"].lstrip("(").startswith("SELECT")]
