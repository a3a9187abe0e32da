"""What the chiefs narrow their networks by, the same on the overview and in the review."""

import pytest
from django.http import QueryDict

from netvaerk import clock
from netvaerk.people.enums import UnitKind
from netvaerk.people.models import OrgUnit
from networks.models import Network, NetworkType, Proposal
from secretariat.filters import ReviewFilter
from secretariat.queries.review_choice import review_choices
from tests.factories.networks import StrategicThemeFactory, make_direction, make_network, open_round


@pytest.fixture
def place(ali) -> OrgUnit:
    """Ali's department; he sits in a unit below it."""
    place = OrgUnit.objects.create(name="Ålekisten", kind=UnitKind.DEPARTMENT)
    ali.unit = OrgUnit.objects.create(name="Sprog", kind=UnitKind.UNIT, parent=place)
    ali.save()
    return place


@pytest.fixture
def network(mia, bo, karen, ali, place) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


@pytest.fixture
def other(mia, bo, karen) -> Network:
    made = make_network(
        leader=mia, reference_leader=bo, consultant=karen, title="Andet", type_key="laering"
    )
    later = open_round(clock.today().replace(year=clock.today().year + 1))
    Proposal.objects.filter(pk=made.proposal_id).update(round=later)
    return made


def chosen(person, query: str) -> list[str]:
    filters = narrowed(person, query)
    return [network.title for network in filters.qs.in_danish_order()]


def narrowed(person, query: str) -> ReviewFilter:
    return ReviewFilter(
        QueryDict(query),
        person=person,
        choices=review_choices(),
        queryset=Network.objects.alive(),
    )


def test_nothing_chosen_is_every_network_that_lives(network, other, bo):
    assert chosen(bo, "") == ["Andet", "Elever med højt fravær"]
    assert narrowed(bo, "").chosen == ""


def test_a_round_holds_its_networks_and_those_below_them(network, other, bo):
    below = Network.objects.create(
        title="Under",
        slug="under",
        challenge="Hvad nu?",
        parent=network,
        type=network.type,
        phase=network.phase,
        reference_leader=bo,
        leader=network.leader,
    )
    proposal = network.proposal
    assert proposal
    assert chosen(bo, f"runde={proposal.round_id}") == [network.title, below.title]


def test_a_theme_a_department_and_a_type_each_find_theirs(network, other, bo, place):
    theme = StrategicThemeFactory(title="Alle børn hører til")
    make_direction(network, themes=[theme], is_shared=False)
    for query in (f"pejlemaerke={theme.key}", f"afdeling={place.pk}", "type=velfaerd"):
        assert (query, chosen(bo, query)) == (query, [network.title])
        assert narrowed(bo, query).chosen == f"?{query}"
    assert chosen(bo, f"pejlemaerke={theme.key}&type=laering") == []


def test_what_is_not_a_choice_narrows_nothing_and_is_not_carried_on(network, other, bo):
    filters = narrowed(bo, "runde=0&afdeling=x&pejlemaerke=%00&type=velfaerd&side=2")
    assert filters.chosen == "?type=velfaerd"
    assert [one.title for one in filters.qs] == [network.title]


def test_the_choices_take_one_query_and_stand_in_order(
    network, other, bo, django_assert_num_queries
):
    gone = clock.today().replace(year=clock.today().year - 1)
    for key, ends_on in {"nu": None, "baaret": gone, "glemt": gone}.items():
        theme = StrategicThemeFactory(key=key, ends_on=ends_on)
        if key == "baaret":
            make_direction(network, themes=[theme])
    OrgUnit.objects.create(name="Nedlagt", kind=UnitKind.DEPARTMENT, is_active=False)
    with django_assert_num_queries(1):
        found = review_choices()
    assert [key for key, _name in found["theme"]] == ["nu", "baaret"]
    assert [key for key, _name in found["type"]] == list(
        NetworkType.objects.values_list("key", flat=True)
    )
    rounds = [int(key) for key, _name in found["round"]]
    assert rounds == [one.round_id for one in (other.proposal, network.proposal)]
    names = [name for _key, name in found["department"]]
    assert (names[-1], "Nedlagt" in names) == ("Ålekisten", False)
