"""Who the proposal said should be in, and who is not in yet."""

import uuid

import pytest
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.enums import UnitKind
from netvaerk.people.models import StakeholderKind
from networks.models import Network, NetworkInvitation
from networks.queries.voices import missing_voices
from tests.factories.people import OrgUnitFactory, PersonFactory
from tests.networks.rooms import Cast, cast_of, html_of, let_in


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


def names_of_kind(*keys: str) -> list[StakeholderKind]:
    return list(StakeholderKind.objects.filter(key__in=keys))


def missing(cast: Cast) -> list[str]:
    return [voice.name for voice in missing_voices(cast.network)]


def invite(network: Network, key: str, **changed) -> NetworkInvitation:
    return NetworkInvitation.objects.create(
        network=network,
        email=f"{uuid.uuid4()}@udefra.example",
        stakeholder_kind=StakeholderKind.objects.get(key=key),
        words="Kom med",
        why_you="Du ved det",
        asks_hours="2 timer",
        invited_by=network.leader,
        **changed,
    )


def test_kinds_and_departments_that_nobody_speaks_for_in_danish_order(cast: Cast, school, health):
    proposal = cast.network.proposal
    proposal.voices.set(names_of_kind("citizen", "politician", "company", "association"))
    park, aa = OrgUnitFactory(name="Vej & Park"), OrgUnitFactory(name="Åbent rådhus")
    proposal.units.set([school, health, park, aa])
    # Noor is a citizen; Mia is from the school, Ali from health.
    assert missing(cast) == [
        *("Foreninger", "Politikere", "Virksomheder"),
        *("Vej & Park", "Åbent rådhus"),
    ]


def test_somebody_from_a_unit_speaks_for_its_department_but_not_the_other_way(cast: Cast, school):
    nurses = OrgUnitFactory(name="Sundhedsplejen", kind=UnitKind.UNIT, parent=school)
    park = OrgUnitFactory(name="Vej & Park")
    gardeners = OrgUnitFactory(name="Gartnerne", kind=UnitKind.UNIT, parent=park)
    cast.network.proposal.voices.clear()
    cast.network.proposal.units.set([nurses, park])
    assert missing(cast) == ["Sundhedsplejen", "Vej & Park"]
    let_in(cast.network, PersonFactory(unit=gardeners))
    assert missing(cast) == ["Sundhedsplejen"]
    let_in(cast.network, PersonFactory(unit=nurses))
    assert missing(cast) == []


def test_employees_speak_for_themselves_and_who_left_speaks_for_nobody(cast: Cast):
    cast.network.proposal.units.clear()
    cast.network.proposal.voices.set(names_of_kind("employee", "citizen"))
    assert missing(cast) == []
    cast.people["guest in it"].memberships.update(ended_at=clock.now(), ended_because="left")
    assert missing(cast) == ["borgere"]


def test_an_invitation_under_way_is_said_to_those_inside_only(cast: Cast):
    cast.network.proposal.units.clear()
    cast.network.proposal.voices.set(names_of_kind("company", "politician"))
    invite(cast.network, "company")
    invite(cast.network, "politician", revoked_at=clock.now())
    voices = missing_voices(cast.network)
    assert [(one.name, one.is_invited) for one in voices] == [
        ("Politikere", False),
        ("Virksomheder", True),
    ]
    members = reverse("networks:member_list", args=[cast.network.slug])
    said = {
        who: html_of(cast.client(who), members).count(">er inviteret<")
        for who in ("leader", "guest in it", "consultant", "reference leader", "employee outside")
    }
    inside = dict.fromkeys(["leader", "guest in it", "consultant"], 1)
    assert said == dict.fromkeys(said, 0) | inside


def test_a_sub_network_misses_the_voices_of_the_network_above_it(
    cast: Cast, django_assert_num_queries
):
    cast.network.proposal.units.clear()
    cast.network.proposal.voices.set(names_of_kind("citizen", "company"))
    above = cast.network
    below = Network.objects.create(
        slug="under",
        title="Under",
        challenge="?",
        parent=above,
        type=above.type,
        phase=above.phase,
        reference_leader=above.reference_leader,
        leader=above.leader,
    )
    with django_assert_num_queries(1):
        voices = missing_voices(below)
    assert [one.name for one in voices] == ["borgere", "Virksomheder"]


def test_a_closed_network_misses_nobody(cast: Cast):
    cast.network.proposal.voices.set(names_of_kind("company"))
    cast.network.status = "closed"
    assert missing_voices(cast.network) == ()
