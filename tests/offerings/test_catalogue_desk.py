"""The catalogue, the wishes and the places on the secretariat's desk."""

from datetime import timedelta

import pytest
from django.contrib.admin.sites import site

from netvaerk import clock
from netvaerk.people.models import AuditEntry
from networks.models import Network, NetworkType, Phase
from offerings.actions.request import answer_request, withdraw_request
from offerings.models import AssignedOffering, Offering, OfferingRequest, Place
from tests.conftest import sign_in
from tests.factories.networks import make_network
from tests.factories.offerings import make_offering, make_place, make_request, make_reservation
from tests.networks.rooms import queries_of
from tests.secretariat.desk import CHANGED, admin_url


@pytest.fixture
def network(mia, bo, karen, ali) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def filled(offering: Offering, **changed) -> dict:
    """The offering's form as the browser sends it."""
    names = ("title", "kind", "gives", "asks", "outside_holder")
    return {**{name: getattr(offering, name) for name in names}, "is_active": "on", **changed}


def test_an_offering_gets_phases_types_and_a_holder(client, karen, ali):
    offering = make_offering("Lyt")
    phases, types = Phase.objects.all()[:2], NetworkType.objects.filter(key="velfaerd")
    sent = filled(
        offering,
        phases=[one.pk for one in phases],
        types=[one.pk for one in types],
        holder=ali.email,
    )
    page = admin_url(Offering, "change", offering.pk)
    assert sign_in(client, karen).post(page, sent).status_code == CHANGED
    offering.refresh_from_db()
    assert (list(offering.phases.all()), list(offering.types.all())) == (list(phases), list(types))
    assert (offering.holder, offering.outside_holder) == (ali, "")
    assert AuditEntry.objects.filter(verb="edit_content", by=karen).count() == 1


def test_a_holder_is_ours_or_from_outside(client, karen, ali):
    offering = make_offering("Lyt")
    page = admin_url(Offering, "change", offering.pk)
    sent = filled(offering, holder=ali.email, outside_holder="Lyttehuset")
    answer = sign_in(client, karen).post(page, sent)
    assert "Vælg enten en holder fra kommunen eller skriv en udefra." in answer.content.decode()
    offering.refresh_from_db()
    assert offering.holder is None
    assert client.post(page, filled(offering, outside_holder="Lyttehuset")).status_code == CHANGED


def test_a_new_offering_is_added_with_its_key(client, karen):
    sent = {"title": "Nyt", "key": "nyt", "kind": "course", "gives": "Viden.", "asks": "Tid."}
    answer = sign_in(client, karen).post(admin_url(Offering, "add"), sent)
    assert answer.status_code == CHANGED
    assert Offering.objects.get().key == "nyt"


def test_a_wish_is_answered_with_yes_in_one_form(client, network, ali, karen):
    asked = make_request(network, make_offering("Lyt"), by=ali, words="Vi mangler forældrene.")
    page = admin_url(OfferingRequest, "change", asked.pk)
    shown = sign_in(client, karen).get(page).content.decode()
    for words in ("Vi mangler forældrene.", ali.name, network.title, f"/{network.slug}/stoette/"):
        assert words in shown
    answer = client.post(page, {"is_granted": "True", "answer": "God idé."}, follow=True)
    assert "»Elever med højt fravær« har fået »Lyt«. Ali og Mia har fået en mail." in (
        answer.content.decode()
    )
    assert AssignedOffering.objects.get().note == "God idé."
    asked.refresh_from_db()
    assert (asked.is_granted, asked.answered_by) == (True, karen)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"is_granted": "False", "answer": ""}, "Skriv hvorfor"),
        ({"answer": "Måske"}, "Vælg ja eller nej."),
        ({"is_granted": "x", "answer": "Måske"}, "Vælg en af mulighederne."),
    ],
)
def test_half_an_answer_is_asked_for_the_rest(client, network, karen, sent, says):
    asked = make_request(network)
    page = admin_url(OfferingRequest, "change", asked.pk)
    answer = sign_in(client, karen).post(page, sent)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert sent["answer"] in answer.content.decode()
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_a_wish_that_was_answered_meanwhile_loses_nothing_typed(client, network, karen, ali):
    asked = make_request(network, by=ali)
    page = admin_url(OfferingRequest, "change", asked.pk)
    withdraw_request(by=ali, request=asked)
    answer = sign_in(client, karen).post(page, {"is_granted": "True", "answer": "Ja"})
    assert answer.status_code == CHANGED  # to the list, with Django's word that it is not there
    assert not AssignedOffering.objects.exists()


def test_an_answer_stands_as_it_was_told(client, network, karen):
    asked = make_request(network)
    answer_request(by=karen, request=asked, is_granted=False, answer="Vent til maj.")
    page = admin_url(OfferingRequest, "change", asked.pk)
    shown = sign_in(client, karen).get(page).content.decode()
    assert "Vent til maj." in shown
    assert 'name="_save"' not in shown
    assert client.post(page, {"is_granted": "True", "answer": "Ja"}).status_code == 403


def test_the_list_is_cut_to_what_waits_and_searched(client, network, karen):
    waits = make_request(network, make_offering("Lyt"), words="Vi mangler forældrene.")
    said_no = make_request(network, make_offering("Tegn"))
    answer_request(by=karen, request=said_no, is_granted=False, answer="Vent.")
    said_yes = make_request(network, make_offering("Mal"))
    answer_request(by=karen, request=said_yes, is_granted=True, answer="")
    sign_in(client, karen)

    def listed(**chosen) -> set:
        found = client.get(admin_url(OfferingRequest, "changelist"), chosen)
        return set(found.context["cl"].queryset)

    assert listed() == {waits, said_no, said_yes}
    assert listed(svar="venter") == {waits}
    assert (listed(svar="ja"), listed(svar="nej")) == ({said_yes}, {said_no})
    assert listed(q="forældrene") == {waits}


@pytest.mark.parametrize("who", ["root", "mia", "bo"])
def test_only_the_secretariat_opens_the_wishes(client, network, who, request):
    asked = make_request(network)
    sign_in(client, request.getfixturevalue(who))
    answer = client.get(admin_url(OfferingRequest, "change", asked.pk))
    assert answer.status_code in {302, 403}
    assert asked.words not in answer.content.decode()


def test_nobody_adds_or_deletes_a_wish_here(client, network, karen):
    asked = make_request(network)
    sign_in(client, karen)
    assert client.get(admin_url(OfferingRequest, "add")).status_code == 403
    assert client.post(admin_url(OfferingRequest, "delete", asked.pk)).status_code == 403


def test_a_place_is_added_edited_and_shows_what_takes_it(client, network, karen, root):
    sent = {"name": "Loftet", "address": "Allé 1", "seats": "12", "good_for": "ro"}
    sent |= {"may_be_reserved": "on", "is_active": "on"}
    sign_in(client, karen)
    assert client.post(admin_url(Place, "add"), sent).status_code == CHANGED
    place = Place.objects.get()
    make_reservation(network, place, begins_at=clock.now() + timedelta(days=2))
    page = admin_url(Place, "change", place.pk)
    assert network.title in client.get(page).content.decode()
    assert client.post(page, {**sent, "seats": "8"}).status_code == CHANGED
    place.refresh_from_db()
    assert place.seats == 8
    assert network.title not in sign_in(client, root).get(page).content.decode()


def test_a_place_holds_somebody_and_has_a_name_of_its_own(client, karen):
    make_place("Loftet")
    sent = {"name": "Loftet", "address": "Allé 1", "seats": "0"}
    answer = sign_in(client, karen).post(admin_url(Place, "add"), sent)
    assert answer.status_code == 200
    assert set(answer.context["adminform"].form.errors) >= {"name"}
    assert Place.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3, 25])
@pytest.mark.parametrize("model", [Offering, OfferingRequest, Place])
def test_the_lists_cost_the_same_however_many(client, network, karen, ali, rows, model):
    for _ in range(rows):
        make_request(network, make_offering(holder=ali))
        make_place()
    sign_in(client, karen)
    assert model in site._registry
    cost = {Offering: 6, OfferingRequest: 4, Place: 4}
    assert queries_of(client, admin_url(model, "changelist")) == cost[model]
