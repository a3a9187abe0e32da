"""Sessions on the secretariat's desk: planned, changed, booked for others and called off."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib import admin
from django.contrib.messages import get_messages

from netvaerk.people.models import AuditEntry, OutboxMail
from offerings.actions.session import call_off_session
from offerings.models import Booking, OfferingSession, Reservation
from tests.factories.booking import changed, make_booking, make_bookings, make_place, make_session
from tests.factories.networks import make_network
from tests.factories.offerings import make_offering
from tests.factories.people import PersonFactory
from tests.networks.rooms import queries_of
from tests.offerings.session_pages import crowd, page, signed_in
from tests.secretariat.desk import CHANGED, admin_url

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def desk(name: str, *args: int) -> str:
    return admin_url(OfferingSession, name, *args)


def filled_in(**other: object) -> dict[str, object]:
    plan = {
        "begins_at": "2026-09-21T09:30",
        "ends_at": "2026-09-21T12:00",
        "place": "",
        "elsewhere": "Biblioteket",
        "link": "",
        "capacity": 12,
        "book_by": "2026-09-18T12:00",
        "held_by": "karen@demo.example",
    }
    return {**plan, **other}


def once(html: str) -> str:
    return html.partition('name="once" value="')[2].partition('"')[0]


def as_it_stands(session: OfferingSession, **other: object) -> dict[str, object]:
    """The change page as the browser would send it."""
    form = signed_in(session.planned_by).get(desk("change", session.pk)).context["adminform"].form
    stands = {name: form[name].value() for name in form.fields if name != "once"}
    plan = {
        name: f"{value:%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else value
        for name, value in stands.items()
    }
    plan["held_by"], plan["place"] = session.held_by.email, getattr(plan["place"], "pk", "")
    return {**plan, **other}


def errors_of(answer) -> dict[str, list[str]]:
    return dict(answer.context["adminform"].form.errors)


def test_the_secretariat_plans_a_session_with_a_place(karen):
    offering, place = make_offering("Sjov med data"), make_place("Værkstedet")
    client = signed_in(karen)
    opened = client.get(desk("add")).content.decode()
    sent = filled_in(offering=offering.pk, place=place.pk, elsewhere="", once=once(opened))
    answers = [client.post(desk("add"), sent) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [CHANGED, CHANGED]
    session = OfferingSession.objects.get()
    assert (session.offering, session.capacity, session.held_by) == (offering, 12, karen)
    assert session.begins_at == datetime(2026, 9, 21, 9, 30, tzinfo=MONDAY.tzinfo)
    assert Reservation.objects.get().place == place
    [told, _again] = (str(one) for one in get_messages(answers[1].wsgi_request))
    assert told == "Holdet er planlagt. Nu kan man melde sig til, indtil fristen."
    assert AuditEntry.objects.filter(verb="plan_session", by=karen).count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"begins_at": "2026-09-01T09:30"}, "begins_at"),
        ({"ends_at": "2026-09-21T09:30"}, "ends_at"),
        ({"book_by": "2026-09-21T09:31"}, "book_by"),
        ({"elsewhere": ""}, "place"),
        ({"elsewhere": "x" * 161}, "elsewhere"),
        ({"elsewhere": "", "link": "http://moede.example"}, "link"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 501}, "capacity"),
        ({"capacity": "mange"}, "capacity"),
        ({"held_by": "nobody@demo.example"}, "held_by"),
        ({"begins_at": "i morgen"}, "begins_at"),
        ({"place": "999999"}, "place"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(karen, wrong, field):
    sent = filled_in(offering=make_offering().pk, **wrong)
    answer = signed_in(karen).post(desk("add"), sent)
    assert list(errors_of(answer)) == [field]
    assert OfferingSession.objects.count() == 0


def test_a_place_that_is_taken_is_said_and_nothing_is_lost(karen):
    place = make_place("Værkstedet")
    begins = datetime(2026, 9, 21, 8, tzinfo=MONDAY.tzinfo)
    make_session(by=karen, place=place, begins_at=begins, offering=make_offering("MARK-en-anden"))
    sent = filled_in(offering=make_offering().pk, place=place.pk, elsewhere="", capacity=17)
    html = signed_in(karen).post(desk("add"), sent).content.decode()
    assert "Værkstedet er optaget mandag 21. september kl. 8.00" in html
    assert ('value="17"' in html, 'value="2026-09-21T09:30"' in html) == (True, True)
    assert OfferingSession.objects.count() == 1


def test_a_change_is_told_to_those_with_a_seat_and_moves_in_their_calendar(karen, eva):
    session = make_session(by=karen, capacity=3)
    make_booking(session, eva)
    sent = as_it_stands(session, elsewhere="Klub Nord")
    answer = signed_in(karen).post(desk("change", session.pk), sent)
    assert answer.status_code == CHANGED
    [told] = (str(one) for one in get_messages(answer.wsgi_request))
    assert told.startswith("Holdet er rettet. De, der har en plads, får en mail")
    session.refresh_from_db()
    assert (session.elsewhere, session.sequence) == ("Klub Nord", 1)
    assert OutboxMail.objects.filter(recipient=eva, kind="session").count() == 1


def test_saving_without_a_change_does_nothing(karen, eva):
    session = make_session(by=karen)
    make_booking(session, eva)
    before = (AuditEntry.objects.count(), OutboxMail.objects.count())
    signed_in(karen).post(desk("change", session.pk), as_it_stands(session))
    assert (AuditEntry.objects.count(), OutboxMail.objects.count()) == before


def test_two_who_change_it_at_once_both_see_both(karen, sanne):
    session = make_session(by=karen, capacity=5)
    sent = as_it_stands(session, capacity=7)
    changed(session, by=sanne, elsewhere="MARK-sannes-sted")
    client = signed_in(karen)
    answer = client.post(desk("change", session.pk), sent)
    html = answer.content.decode()
    assert "En anden har gemt, mens du skrev." in html
    assert "Nu står der: mandag 14. september kl. 10.00–13.00, MARK-sannes-sted, 5 pladser" in html
    assert 'value="7"' in html
    assert 'name="based_on" value="1"' in html
    session.refresh_from_db()
    assert (session.capacity, session.elsewhere) == (5, "MARK-sannes-sted")
    assert client.post(desk("change", session.pk), {**sent, "based_on": 1}).status_code == CHANGED
    session.refresh_from_db()
    assert (session.capacity, session.elsewhere) == (7, "Biblioteket")


def test_fewer_seats_than_are_taken_is_refused_in_words(karen):
    session = make_session(by=karen, capacity=3)
    make_bookings(session, crowd(3))
    answer = signed_in(karen).post(desk("change", session.pk), as_it_stands(session, capacity=2))
    assert "3 har allerede en plads" in answer.content.decode()


def test_who_comes_and_waits_stands_in_order_on_the_change_page(karen, root):
    session = make_session(by=karen, capacity=1)
    make_bookings(session, [PersonFactory(first_name=f"MARK-{number}") for number in range(3)])
    html = signed_in(karen).get(desk("change", session.pk)).content.decode()
    places = [html.index(f"MARK-{number}") for number in range(3)]
    assert places == sorted(places)
    assert "MARK-" not in signed_in(root).get(desk("change", session.pk)).content.decode()


def test_what_has_begun_or_is_called_off_is_only_looked_at(karen, monday, eva):
    off, over = make_session(by=karen), make_session(by=karen)
    make_booking(over, eva)
    call_off_session(by=karen, session=off, because="MARK-sygdom")
    assert "MARK-sygdom" in signed_in(karen).get(desk("change", off.pk)).content.decode()
    monday.move_to(over.ends_at)
    client = signed_in(karen)
    html = client.get(desk("change", over.pk)).content.decode()
    assert ("Eva Lund" in html, page("session_attendance", over.pk) in html) == (True, True)
    assert desk("book", over.pk) not in html
    for session in (off, over):
        assert client.post(desk("change", session.pk), filled_in()).status_code == 403
        for act in ("book", "call_off"):
            assert client.get(desk(act, session.pk)).status_code == 403
            assert client.post(desk(act, session.pk), {"because": "x"}).status_code == 403


def test_the_secretariat_books_for_anybody_also_after_the_deadline(
    karen, eva, noor, mia, monday, bo
):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    session = make_session(by=karen, capacity=1)
    monday.move_to(session.book_by + DAY / 2)
    client, address = signed_in(karen), desk("book", session.pk)
    assert address in client.get(desk("change", session.pk)).content.decode()
    assert "0 af 1 pladser er taget." in client.get(address).content.decode()
    sent = {"people": f"{eva.email}\n{noor.email}", "network": network.pk}
    answer = client.post(address, sent, follow=True)
    [told] = (str(one) for one in answer.context["messages"])
    assert told == "Eva har en plads. Noor står på ventelisten. De får hver en mail."
    booked = set(Booking.objects.values_list("person", "network", "booked_by"))
    assert booked == {(one.pk, network.pk, karen.pk) for one in (eva, noor)}


def test_an_unknown_address_is_named_and_nobody_is_booked(karen, eva):
    session = make_session(by=karen)
    answer = signed_in(karen).post(
        desk("book", session.pk), {"people": f"{eva.email}\nMARK-ukendt@x.example"}
    )
    html = answer.content.decode()
    assert (answer.status_code, "mark-ukendt@x.example:" in html, eva.email in html) == (
        422,
        True,
        True,
    )
    assert Booking.objects.count() == 0


def test_calling_off_asks_why_and_tells_those_who_were_booked(karen, eva):
    session = make_session(by=karen)
    make_booking(session, eva)
    client, address = signed_in(karen), desk("call_off", session.pk)
    assert client.post(address, {"because": " "}).status_code == 422
    session.refresh_from_db()
    assert session.cancelled_at is None
    answer = client.post(address, {"because": "Underviseren er syg."}, follow=True)
    [told] = (str(one) for one in answer.context["messages"])
    assert told == "Holdet er aflyst. De tilmeldte får en mail med din begrundelse."
    session.refresh_from_db()
    assert session.cancelled_because == "Underviseren er syg."
    assert OutboxMail.objects.filter(recipient=eva, subject__startswith="Aflyst:").count() == 1


@pytest.mark.parametrize("who", ["mia", "bo", "noor", "root"])
def test_nobody_else_acts_from_the_desk(who, karen, eva, request):
    session, client = make_session(by=karen), signed_in(request.getfixturevalue(who))
    sent = {"people": eva.email, "because": "x", **filled_in(offering=session.offering_id)}
    for address in (
        desk("add"),
        desk("change", session.pk),
        desk("book", session.pk),
        desk("call_off", session.pk),
    ):
        assert client.post(address, sent, follow=True).status_code == 403, address
    session.refresh_from_db()
    assert (session.cancelled_at, session.sequence, Booking.objects.count()) == (None, 0, 0)
    assert OfferingSession.objects.count() == 1


def test_the_list_is_cut_by_when_and_offering_and_searched(karen, monday):
    data, talk = make_offering("Sjov med data"), make_offering("Den svære samtale")
    over = make_session(by=karen, offering=data, begins_at=MONDAY + DAY)
    off = make_session(by=karen, offering=data, begins_at=MONDAY + 4 * DAY)
    near = make_session(by=karen, offering=talk, begins_at=MONDAY + 5 * DAY)
    far = make_session(by=karen, offering=data, begins_at=MONDAY + 9 * DAY)
    call_off_session(by=karen, session=off, because="Sygdom")
    make_bookings(near, crowd(3))
    monday.move_to(MONDAY + 2 * DAY)
    client = signed_in(karen)

    def rows(**chosen: object) -> list[OfferingSession]:
        return list(client.get(desk("changelist"), chosen).context["cl"].result_list)

    assert rows() == [far, near, off, over]
    assert rows(hvornaar="kommer") == [near, far]
    assert rows(hvornaar="holdt") == [over]
    assert rows(hvornaar="aflyst") == [off]
    assert rows(offering__id__exact=talk.pk) == [near]
    assert rows(q="samtale") == [near]
    html = client.get(desk("changelist"), {"hvornaar": "kommer"}).content.decode()
    assert "2 af 2" in html
    assert '<td class="field-line">1</td>' in html


def test_the_desks_pages_cost_the_same_at_every_size(karen):
    costs, offering, place = [], make_offering(), make_place(seats=60)
    first = make_session(by=karen, offering=offering, place=place, capacity=60)
    for size in (1, 3, 25, 50):
        while OfferingSession.objects.count() < size:
            begins = MONDAY + timedelta(days=10 + OfferingSession.objects.count())
            session = make_session(
                by=karen, offering=offering, place=place, begins_at=begins, capacity=1
            )
            make_bookings(session, crowd(2))
        make_bookings(first, crowd(size - first.bookings.count()))
        addresses = [desk("changelist"), desk("change", first.pk), desk("add")]
        addresses += [desk("book", first.pk), desk("call_off", first.pk)]
        costs.append([queries_of(signed_in(karen), address) for address in addresses])
    assert costs == [costs[0]] * 4
    # session, person; the list: offerings to cut by, count, rows; a session: itself, the places,
    # the holder, and the two lists
    assert costs[0] == [5, 7, 4, 4, 3]


def test_bookings_are_no_free_table_on_the_desk():
    assert {"Booking", "Feedback"} & {model.__name__ for model in admin.site._registry} == set()
