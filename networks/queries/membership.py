"""Who is in a network, and who would like to be."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from netvaerk.danish import danish_order
from netvaerk.people.models import Person
from networks.models import Agreement, JoinRequest, Membership, Network, Phase

SMALLEST_GROUP = 3


@dataclass(frozen=True)
class Agreed:
    """How many of the others have a line manager's yes; never who."""

    in_place: int
    missing: int


@dataclass(frozen=True)
class People:
    members: tuple[Any, ...]  # core members first, then by Danish alphabet; with `phase_names`
    requests: tuple[JoinRequest, ...]  # for the leader, the oldest first
    is_agreed: bool  # the viewer's own agreement is in place
    may_agree: bool  # the viewer is in it, and has a line manager to agree with
    reads_agreements: bool  # the viewer has a part in the agreements
    agreed: Agreed | None  # for the leader, when the others are enough to stand in a crowd


def people_of(person: Person, network: Network, *, with_requests: bool) -> People:
    """One query, two with the requests. Those who stayed until it closed are still there."""
    members: tuple[Any, ...] = tuple(members_of(person, network))
    own = next((one for one in members if one.person_id == person.pk), None)
    return People(
        members=members,
        requests=waiting_requests(network) if with_requests else (),
        is_agreed=bool(own and own.is_agreed),
        may_agree=bool(own and network.is_alive and _has_somebody_to_agree_with(own)),
        reads_agreements=network.reference_leader_id == person.pk
        or any(one.is_open_to_viewer for one in members),
        agreed=_agreed(person, network, members),
    )


def members_of(person: Person, network: Network) -> QuerySet[Membership]:
    """Core members first, then by Danish alphabet; with `phase_names`."""
    phases = Phase.objects.filter(
        pk__in=Membership.phases.through.objects.filter(membership=OuterRef(OuterRef("pk"))).values(
            "phase"
        )
    )
    agreements = Agreement.objects.filter(network=network, member=OuterRef("person"))
    return (
        network.memberships.to_the_end()
        .select_related("person__unit", "person__stakeholder_kind")
        .annotate(
            phase_names=ArraySubquery(phases.order_by("position", "pk").values("name")),
            is_agreed=Exists(agreements.confirmed()),
            is_open_to_viewer=Exists(agreements.newest().visible_to(person)),
        )
        .order_by(
            "-is_core", danish_order("person__first_name"), danish_order("person__last_name"), "pk"
        )
    )


def _has_somebody_to_agree_with(member: Membership) -> bool:
    return member.person.is_employee and member.person.line_manager_id is not None


def _agreed(person: Person, network: Network, members: tuple[Any, ...]) -> Agreed | None:
    """The leader knows their own, so only the others count; too few would single one out."""
    if network.leader_id != person.pk:
        return None
    others = [
        one for one in members if one.person_id != person.pk and _has_somebody_to_agree_with(one)
    ]
    if len(others) < SMALLEST_GROUP:
        return None
    in_place = sum(one.is_agreed for one in others)
    return Agreed(in_place, len(others) - in_place)


def waiting_requests(network: Network) -> tuple[JoinRequest, ...]:
    """Requests without an answer, the oldest first."""
    return tuple(network.join_requests.pending().select_related("person__unit"))
