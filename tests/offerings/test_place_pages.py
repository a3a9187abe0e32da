"""The pages of the places: when they are taken, and taking one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from netvaerk import clock, dates
from netvaerk.people.models import Person
from networks.models import Network
from offerings.models import OfferingSession, Place, Reservation
from tests.conftest import sign_in
from tests.factories.networks import make_network
from tests.factories.offerings import make_offering, make_place, make_reservation
from tests.networks.rooms import Cast, cast_of, queries_of

LIST = reverse("offerings:place_list")


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


def page_of(place: Place) -> str:
    return reverse("offerings:place_detail", args=[place.pk])


def in_days(days: int):
    """At nine on that day."""
    day = clock.local_now() + timedelta(days=days)
    return day.replace(hour=9, minute=0, second=0, microsecond=0)


def hold_session(place: Place, by: Person) -> None:
    begins = in_days(3)
    until = begins + timedelta(hours=2)
    session = OfferingSession.objects.create(
        offering=make_offering("Lyt"),
        begins_at=begins,
        ends_at=until,
        book_by=begins,
        capacity=5,
        held_by=by,
        planned_by=by,
    )
    Reservation.objects.create(
        place=place, session=session, begins_at=begins, ends_at=until, reserved_by=by
    )


def said(network: Network, **changed: str) -> dict[str, str]:
    day = in_days(4).date().isoformat()
    return {"network": str(network.pk), "on": day, "begins": "9.30", "ends": "11", **changed}


def taken(client: Client) -> list[tuple[str, list[str]]]:
    rows = client.get(LIST).context["rows"]
    return [(row.place.name, [one.what for one in row.taken]) for row in rows]


def test_places_in_use_stand_by_alphabet_with_what_they_are_good_for(client, eva):
    for name in ("Åen", "Ællingen", "Zebra"):
        make_place(name)
    make_place("Lukket", is_active=False)
    sign_in(client, eva)
    assert [name for name, _taken in taken(client)] == ["Zebra", "Ællingen", "Åen"]
    page = client.get(LIST).content.decode()
    for words in ("Godt til: ro og store vægge", "12 pladser", "Ledigt de næste 14 dage"):
        assert words in page


def test_an_empty_list_says_what_will_be_here(client, eva):
    assert "Her kommer stederne" in sign_in(client, eva).get(LIST).content.decode()


def test_only_those_inside_and_the_secretariat_read_whose_it_is(cast):
    place = make_place()
    make_reservation(cast.network, place, begins_at=in_days(2))
    hold_session(place, cast.people["consultant"])
    make_reservation(cast.network, place, begins_at=in_days(20))
    seen = {}
    for name in cast.people:
        if name not in {"anonymous", "guest in it", "guest outside"}:
            [(_place, what)] = taken(cast.client(name))
            seen[name] = what
    inside = {"leader", "member", "co-driver"}
    secretariat = {"consultant", "consultant elsewhere", "secretariat lead"}
    for name, what in seen.items():
        title = "Elever med højt fravær" if name in inside | secretariat else ""
        assert (name, what) == (name, [title, "Lyt"])


def test_the_page_of_a_place_names_no_network_to_others(cast):
    place = make_place()
    make_reservation(cast.network, place, begins_at=in_days(20))
    page = cast.client("employee outside").get(page_of(place)).content.decode()
    assert "kl. 9.00–11.00" in page
    assert cast.network.title not in page
    assert "Giv det fri" not in page


@pytest.mark.parametrize("name", ["guest in it", "guest outside"])
def test_a_guest_finds_no_places(cast, name):
    place = make_place()
    held = make_reservation(cast.network, place)
    client = cast.client(name)
    assert client.get(LIST).status_code == 404
    assert client.get(page_of(place)).status_code == 404
    assert client.post(page_of(place), said(cast.network)).status_code == 404
    assert client.post(reverse("offerings:place_release", args=[held.pk])).status_code == 404


def test_a_member_reserves_and_is_told_when(cast):
    place = make_place("Loftet")
    client = cast.client("member")
    answer = client.post(page_of(place), said(cast.network), follow=True)
    assert answer.redirect_chain == [(page_of(place), 302)]
    held = Reservation.objects.get()
    assert (held.network, held.reserved_by) == (cast.network, cast.people["member"])
    assert "Loftet er jeres" in answer.content.decode()
    assert "kl. 9.30–11.00" in answer.content.decode()


def test_only_my_own_networks_can_be_chosen(cast, eva, bo, karen):
    other = make_network(leader=eva, reference_leader=bo, consultant=karen, title="Unge i job")
    place = make_place()
    answer = cast.client("member").post(page_of(place), said(other))
    assert answer.status_code == 422
    assert "Unge i job" not in answer.content.decode()
    assert not Reservation.objects.exists()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"on": "2026-01-01"}, "Den dag er allerede gået."),
        ({"on": "2199-01-01"}, "Et sted kan reserveres et år frem."),
        ({"ends": "9.30"}, "I skal være færdige senere, end I begynder."),
        ({"begins": ""}, "Skriv, hvornår I begynder."),
        ({"begins": "halv ti"}, "Skriv klokkeslættet som 9.30."),
        ({"begins": "7", "ends": "22"}, "højst reserveres 14 timer ad gangen"),
    ],
)
def test_what_is_wrong_is_said_and_kept(cast, changed, says):
    answer = cast.client("member").post(page_of(make_place()), said(cast.network, **changed))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Reservation.objects.exists()


def test_what_is_taken_is_said_with_what_was_typed(cast, eva, bo, karen):
    place = make_place("Loftet")
    other = make_network(leader=eva, reference_leader=bo, consultant=karen, title="Unge i job")
    make_reservation(other, place, begins_at=in_days(4))
    answer = cast.client("member").post(page_of(place), said(cast.network))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Loftet er optaget" in page
    assert 'value="9.30"' in page
    assert "Unge i job" not in page


def test_who_may_not_reserve_is_told_why_and_has_no_form(cast):
    place, kept = make_place(), make_place(may_be_reserved=False)
    outside, member = cast.client("employee outside"), cast.client("member")
    assert "Du er ikke med i et netværk lige nu." in outside.get(page_of(place)).content.decode()
    assert outside.post(page_of(place), said(cast.network)).status_code == 404
    assert "sekretariatets egne tilbud" in member.get(page_of(kept)).content.decode()
    assert member.post(page_of(kept), said(cast.network)).status_code == 404


def test_a_place_out_of_use_has_no_page(cast):
    assert cast.client("member").get(page_of(make_place(is_active=False))).status_code == 404


def test_who_took_it_the_leader_and_the_secretariat_give_it_back(cast):
    may = set()
    for name in cast.people.keys() - {"anonymous"}:
        held = make_reservation(cast.network, make_place(), by=cast.people["member"])
        page = reverse("offerings:place_release", args=[held.pk])
        assert cast.client(name).get(page).status_code == 405
        if cast.client(name).post(page).status_code == 302:
            may.add(name)
    assert may == {"member", "leader", "consultant", "consultant elsewhere", "secretariat lead"}


def test_a_sessions_place_is_not_given_back_here(cast, karen):
    hold_session(make_place(), karen)
    page = reverse("offerings:place_release", args=[Reservation.objects.get().pk])
    assert cast.client("secretariat lead").post(page).status_code == 404


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_pages_cost_the_same_however_many(cast, rows):
    places = [make_place() for _ in range(rows)]
    for number in range(rows):
        make_reservation(cast.network, places[number], begins_at=in_days(1))
        make_reservation(cast.network, places[0], begins_at=in_days(number + 2))
    client = cast.client("member")
    assert queries_of(client, LIST) == 4
    assert queries_of(client, page_of(places[0])) == 5


def test_each_reservation_has_its_own_day_and_hours_also_on_one_day(client, eva, bo, karen):
    place, other = make_place("Loftet"), make_place("Kælderen")
    people = {"leader": eva, "reference_leader": bo, "consultant": karen}
    mine = [make_network(**people, title=title) for title in ("Et", "To")]
    make_reservation(mine[0], place, begins_at=in_days(2))
    make_reservation(mine[1], place, begins_at=in_days(2) + timedelta(hours=4, minutes=5))
    make_reservation(mine[0], other, begins_at=in_days(3))
    sign_in(client, eva)
    taken_at = {row.place.name: row.taken for row in client.get(LIST).context["rows"]}
    days = [dates.day(in_days(days)) for days in (2, 3)]
    assert [(one.when, one.what) for one in taken_at["Loftet"]] == [
        (f"{days[0]} kl. 9.00–11.00", "Et"),
        (f"{days[0]} kl. 13.05–15.05", "To"),
    ]
    assert [one.when for one in taken_at["Kælderen"]] == [f"{days[1]} kl. 9.00–11.00"]
