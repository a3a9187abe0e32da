"""Who the proposal said should be in, and who is not in yet."""

from dataclasses import dataclass

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Value

from netvaerk import compiled
from netvaerk.danish import danish_order
from netvaerk.people.enums import Role
from netvaerk.people.models import OrgUnit, StakeholderKind
from networks.models import Membership, Network, NetworkInvitation, Proposal

EMPLOYEE = "employee"  # the kind that nobody is invited as: the municipality's own


@dataclass(frozen=True)
class MissingVoice:
    name: str  # "Foreninger", "Skole & Dagtilbud"
    is_invited: bool  # somebody of that kind has been asked and has not answered


def missing_voices(network: Network) -> tuple[MissingVoice, ...]:
    """Kinds of people first, then departments, each by Danish alphabet; one query.

    A sub-network's voices are those of the network above it; a closed one misses nobody.
    """
    if not network.is_alive:
        return ()
    rows = compiled.rows(_missing_in, network.pk)
    return tuple(MissingVoice(name, is_invited) for _rank, _place, name, is_invited in sorted(rows))


def _missing_in(network: int) -> QuerySet:
    """In the network of this primary key."""
    own = Q(network=network) | Q(network__subnetworks=network)
    proposal = Proposal.objects.filter(own).values("pk")
    return _kinds(network, proposal).union(_units(network, proposal), all=True)


def _kinds(network: int, proposal: QuerySet) -> QuerySet:
    named = Proposal.voices.through.objects.filter(proposal__in=proposal)
    inside = Membership.objects.current().filter(network=network)
    employees = inside.filter(person__roles__contains=[Role.EMPLOYEE])
    asked = NetworkInvitation.objects.unanswered().filter(network=network)
    return (
        StakeholderKind.objects.filter(pk__in=named.values("stakeholderkind"))
        .exclude(Exists(inside.filter(person__stakeholder_kind=OuterRef("pk"))))
        .exclude(Q(key=EMPLOYEE) & Exists(employees))
        .order_by()
        .annotate(
            rank=Value(1),
            place=danish_order("plural"),
            is_invited=Exists(asked.filter(stakeholder_kind=OuterRef("pk"))),
        )
        .values_list("rank", "place", "plural", "is_invited")
    )


def _units(network: int, proposal: QuerySet) -> QuerySet:
    """Somebody from a unit below a department speaks for the department too."""
    named = Proposal.units.through.objects.filter(proposal__in=proposal)
    of_it = Q(person__unit=OuterRef("pk")) | Q(person__unit__parent=OuterRef("pk"))
    inside = Membership.objects.current().filter(network=network)
    return (
        OrgUnit.objects.filter(pk__in=named.values("orgunit"))
        .exclude(Exists(inside.filter(of_it, person__roles__contains=[Role.EMPLOYEE])))
        .order_by()
        .annotate(
            rank=Value(2),
            place=danish_order("name"),
            is_invited=Value(False, output_field=BooleanField()),
        )
        .values_list("rank", "place", "name", "is_invited")
    )
