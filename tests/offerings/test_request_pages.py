"""The pages on which a network asks, takes back, and says what became of what it got."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.models import AuditEntry
from netvaerk.refusals import NotPossibleNow
from offerings.actions.offering import NotUsedYet, settle_offering
from offerings.models import AssignedOffering, Offering, OfferingRequest
from tests.factories.networks import make_network
from tests.factories.offerings import make_assigned, make_offering, make_request
from tests.networks.rooms import Cast, cast_of, queries_of


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


def ask_page(cast: Cast, offering: Offering) -> str:
    return reverse("offerings:request_new", args=[cast.network.slug, offering.pk])


def settle_page(assigned: AssignedOffering) -> str:
    return reverse("offerings:offering_settle", args=[assigned.network.slug, assigned.pk])


def answers(cast: Cast, address: str, method: str = "get") -> set[str]:
    """Who finds the page."""
    found = set()
    for name in cast.people:
        if name != "anonymous" and getattr(cast.client(name), method)(address).status_code != 404:
            found.add(name)
    return found


def test_members_find_the_page_guests_included(cast):
    page = ask_page(cast, make_offering("Lyt", gives="I hører mere."))
    assert answers(cast, page) == {"leader", "member", "guest in it"}
    shown = cast.client("guest in it").get(page).content.decode()
    assert "I hører mere." in shown
    assert "Netværket og sekretariatet kan læse det." in shown


def test_asking_leads_back_to_the_support(cast):
    offering = make_offering()
    said = {"words": " Vi\nmangler forældrene. ", "form_key": str(uuid.uuid4())}
    answer = cast.client("guest in it").post(ask_page(cast, offering), said)
    assert answer.url == reverse("secretariat:network_support", args=[cast.network.slug])
    asked = OfferingRequest.objects.get()
    assert (asked.words, asked.asked_by) == ("Vi\nmangler forældrene.", cast.people["guest in it"])


@pytest.mark.parametrize(
    ("words", "says"),
    [("", "Skriv, hvad I vil bruge det til."), ("x" * 501, "Der er plads til 500."), ("\x00", "")],
)
def test_what_is_wrong_is_said_and_kept(cast, words, says):
    answer = cast.client("member").post(ask_page(cast, make_offering()), {"words": words})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert words.strip("\x00") in page


def test_a_refusal_loses_nothing_typed(cast):
    offering = make_offering()
    make_request(cast.network, offering)
    said = {"words": "Det, jeg skrev", "form_key": str(uuid.uuid4())}
    answer = cast.client("member").post(ask_page(cast, offering), said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "har allerede bedt om det tilbud" in page
    assert "Det, jeg skrev" in page


def test_what_is_not_offered_has_no_page(cast):
    client = cast.client("member")
    assert client.get(ask_page(cast, make_offering(is_active=False))).status_code == 404


def test_asker_and_leader_take_it_back_and_others_find_nothing(cast):
    asked = make_request(cast.network, by=cast.people["member"])
    page = reverse("offerings:request_withdraw", args=[cast.network.slug, asked.pk])
    assert cast.client("member").get(page).status_code == 405
    for name in ("guest in it", "consultant", "employee outside", "guest outside"):
        assert cast.client(name).post(page).status_code == 404
    asked.refresh_from_db()
    assert asked.withdrawn_at is None
    assert cast.client("member").post(page).status_code == 302
    assert cast.client("leader").post(page).status_code == 302
    asked.refresh_from_db()
    assert asked.withdrawn_at is not None


def test_leader_and_secretariat_settle(cast):
    assigned = make_assigned(cast.network)
    may = {"leader", "consultant", "consultant elsewhere", "secretariat lead"}
    assert answers(cast, settle_page(assigned)) == may
    short = reverse("offerings:offering_given", args=[assigned.pk])
    assert answers(cast, short) == may
    assert cast.client("leader").get(short).url == settle_page(assigned)


def test_it_was_used_on_a_day(cast):
    assigned = make_assigned(cast.network)
    day = clock.today() - timedelta(days=2)
    said = {"outcome": "brugt", "used_on": day.isoformat(), "unused_because": "ikke sagt"}
    assert cast.client("leader").post(settle_page(assigned), said).status_code == 302
    assigned.refresh_from_db()
    assert (assigned.used_on, assigned.unused_because) == (day, "")
    assert assigned.settled_at is not None
    assert AuditEntry.objects.get(verb="settle_offering").facts == {
        "offering": assigned.offering_id
    }


def test_it_was_not_used_because_and_may_be_said_anew(cast):
    assigned = make_assigned(cast.network)
    said = {"outcome": "ikke", "used_on": "vrøvl", "unused_because": "Lokalet var lukket."}
    assert cast.client("leader").post(settle_page(assigned), said).status_code == 302
    assigned.refresh_from_db()
    assert (assigned.used_on, assigned.unused_because) == (None, "Lokalet var lukket.")
    assert (
        "Lokalet var lukket." in cast.client("leader").get(settle_page(assigned)).content.decode()
    )
    settle_offering(by=cast.people["leader"], assigned=assigned, used_on=clock.today())
    assigned.refresh_from_db()
    assert (assigned.used_on, assigned.unused_because) == (clock.today(), "")


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({}, "Vælg en af mulighederne."),
        ({"outcome": "brugt", "used_on": ""}, "Vælg den dag, I brugte det."),
        ({"outcome": "ikke", "unused_because": ""}, "Skriv en sætning om, hvad der kom i vejen."),
        ({"outcome": "brugt", "used_on": "2199-01-01"}, "Den dag er ikke kommet endnu."),
    ],
)
def test_half_an_answer_is_asked_for_the_rest(cast, said, says):
    assigned = make_assigned(cast.network)
    answer = cast.client("leader").post(settle_page(assigned), said)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assigned.refresh_from_db()
    assert assigned.settled_at is None


def test_the_action_takes_one_of_the_two(cast):
    assigned, leader = make_assigned(cast.network), cast.people["leader"]
    with pytest.raises(NotPossibleNow):
        settle_offering(by=leader, assigned=assigned)
    with pytest.raises(NotPossibleNow):
        settle_offering(by=leader, assigned=assigned, used_on=clock.today(), unused_because="Nej")
    with pytest.raises(NotUsedYet):
        settle_offering(by=leader, assigned=assigned, used_on=clock.today() + timedelta(days=1))
    with pytest.raises(NotPossibleNow):
        settle_offering(by=cast.people["member"], assigned=assigned, used_on=clock.today())


def test_anothers_network_holds_no_page_for_it(cast, mia, bo, karen):
    other = make_network(leader=mia, reference_leader=bo, consultant=karen, title="Unge i job")
    assigned = make_assigned(other)
    page = reverse("offerings:offering_settle", args=[cast.network.slug, assigned.pk])
    assert cast.client("leader").get(page).status_code == 404


def test_the_pages_cost_little(cast):
    offering, assigned = make_offering(), make_assigned(cast.network)
    assert queries_of(cast.client("member"), ask_page(cast, offering)) == 5
    assert queries_of(cast.client("leader"), settle_page(assigned)) == 4
