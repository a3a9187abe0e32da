"""A network comes into being with the chiefs' "ja"."""

from django.db import transaction
from django.utils.text import slugify

from netvaerk import clock
from netvaerk.people.models import Person
from networks.enums import NetworkStatus
from networks.models import Membership, Network, NetworkType, Phase, Proposal


@transaction.atomic
def begin_network(
    *, proposal: Proposal, type: NetworkType, reference_leader: Person, leader: Person
) -> Network:
    """Make the network, or wake the one that an earlier "ja" made before it was reopened.

    The leader and the proposal's authors are in from the first day.
    """
    network = Network.objects.filter(proposal=proposal).first() or Network(
        proposal=proposal, slug=free_slug(proposal.title)
    )
    network.title, network.challenge = proposal.title, proposal.challenge
    network.type, network.phase = type, Phase.objects.for_type(type)[0]
    network.reference_leader, network.leader = reference_leader, leader
    if network.co_driver_id == leader.pk:
        network.co_driver = None  # nobody is their own sparring partner
    network.status, network.decided_at = NetworkStatus.FORMING, clock.now()
    network.save()
    founders = {leader, proposal.proposer, *proposal.co_authors.all()}
    # Somebody may have been let in at the very moment when the earlier "ja" was reopened.
    founders -= {one.person for one in network.memberships.current().select_related("person")}
    Membership.objects.bulk_create(
        Membership(network=network, person=person, is_core=True, joined_at=network.decided_at)
        for person in sorted(founders, key=lambda founder: founder.pk)
    )
    return network


def free_slug(title: str) -> str:
    """An address that no network has yet."""
    # æ and å become two letters, as in Danish addresses everywhere.
    latin = title.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    wanted = slugify(latin)[:70] or "netvaerk"
    taken = set(Network.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in [wanted, *numbered] if slug not in taken)
