"""What the desk doesn't answer: a filter that nobody offered, or who only runs the system."""

from datetime import timedelta

import pytest

from netvaerk import clock
from netvaerk.people.models import OutboxMail, Person
from networks.models import Network, Proposal
from offerings.actions.place import release_place, reserve_place
from secretariat.models import SparringSession
from tests.factories.booking import make_place
from tests.factories.networks import make_network
from tests.factories.sparring import QUESTION, make_agreed
from tests.secretariat.desk import admin_url


@pytest.fixture
def network(mia, bo, karen):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    make_agreed(network, partner=karen)
    return network


@pytest.mark.parametrize(
    ("model", "asked"),
    [
        (OutboxMail, "text__contains=slip"),
        (OutboxMail, "calendar__contains=slip"),
        (OutboxMail, "subject__startswith=Sparring"),
        (Person, "password__startswith=pbkdf2"),
        (Network, "closing_words__contains=slip"),
        (Network, "leader_id=1"),
        (Network, "sparring__question__contains=slip"),
        (Proposal, "consultant_note__contains=slip"),
    ],
)
@pytest.mark.parametrize("who", ["root", "sanne"])
def test_a_filter_that_the_list_does_not_offer_is_no_way_in(
    client, network, who, model, asked, request
):
    client.force_login(request.getfixturevalue(who))
    assert OutboxMail.objects.filter(text__contains="slip").exists()
    assert client.get(f"{admin_url(model, 'changelist')}?{asked}").status_code == 400
    answer = client.post(f"{admin_url(model, 'changelist')}?{asked}", {"_sheet": "csv"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("model", "asked"),
    [
        (OutboxMail, "state__exact=dead"),
        (Network, "phase__id__exact=1&konsulent=mangler"),
        (SparringSession, "state__exact=agreed&takes_place_at__isnull=False"),
    ],
)
def test_the_filters_beside_the_list_work(client, sanne, network, model, asked):
    client.force_login(sanne)
    assert client.get(f"{admin_url(model, 'changelist')}?{asked}").status_code == 200


def test_a_networks_question_is_not_for_who_only_runs_the_system(client, network, root, sanne):
    page = admin_url(Network, "change", network.pk)
    client.force_login(sanne)
    assert QUESTION in client.get(page).content.decode()
    client.force_login(root)
    answer = client.get(page)
    assert answer.status_code == 200
    assert QUESTION not in answer.content.decode()


def test_who_takes_a_place_for_a_network_is_not_told_in_its_history(client, network, mia, root):
    begins = clock.now() + timedelta(days=2)
    held = reserve_place(
        by=mia,
        place=make_place(),
        network=network,
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
    )
    release_place(by=mia, reservation=held)
    client.force_login(root)
    page = client.get(admin_url(Network, "history", network.pk)).content.decode()
    assert mia.name not in page
    assert "sted" not in page
