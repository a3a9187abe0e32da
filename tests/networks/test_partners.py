"""Who is given to a network as its partner is told, and so is its leader."""

from netvaerk.people.models import OutboxMail
from networks.actions.establishment import assign_co_driver, assign_consultant
from networks.models import Network
from tests.factories.networks import make_direction, make_network


def told(network: Network, subject: str) -> list[str]:
    letters = OutboxMail.objects.filter(subject=subject.format(title=network.title))
    return sorted(letters.values_list("recipient__first_name", flat=True))


def test_a_consultant_before_the_direction_is_told_at_once(mia, bo, karen, sanne):
    network = make_network(leader=mia, reference_leader=bo, direction=False)
    for _again in range(2):
        assign_consultant(by=sanne, network=network, consultant=karen)
    assert told(network, karen.name + " er konsulent for »{title}«") == ["Karen", "Mia"]


def test_the_consultant_that_establishes_a_network_gets_one_letter_about_it(mia, bo, karen, sanne):
    network = make_network(leader=mia, reference_leader=bo, direction=False)
    make_direction(network)
    assign_consultant(by=sanne, network=network, consultant=karen)
    assert told(network, "»{title}« er etableret") == ["Bo", "Karen", "Mia"]
    assert told(network, karen.name + " er konsulent for »{title}«") == []


def test_a_co_driver_is_told_once_and_nobody_when_there_is_none(mia, bo, karen, ali, sanne):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    for co_driver in (ali, ali, None):
        assign_co_driver(by=sanne, network=network, co_driver=co_driver)
    assert told(network, ali.name + " er co-driver for »{title}«") == ["Ali", "Mia"]
