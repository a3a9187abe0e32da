"""Where somebody stands to a network, known from the query that fetched it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value

from netvaerk.people.models import Person
from networks.models import JoinRequest, Membership, Network
from networks.permissions.lifecycle import can_begin_subnetwork, can_renew_network
from networks.permissions.network import (
    can_answer_join_request,
    can_edit_room,
    can_move_phase,
    can_read_the_room,
    can_write_direction,
    is_leader,
)
from networks.permissions.result import can_close_network

PEOPLE = ("leader", "reference_leader", "consultant", "co_driver")


@dataclass(frozen=True)
class Standing:
    """What a page offers; the same answers as the permissions give, without asking again."""

    is_in: bool
    is_inside: bool  # in it, or its own sparring partner: reads the shielded text
    is_leader: bool
    has_asked: bool
    may_ask: bool
    may_leave: bool
    may_record_learning: bool
    may_answer_requests: bool
    may_move_phase: bool
    may_edit_room: bool
    may_write_direction: bool
    may_see_support: bool
    may_renew: bool
    may_begin_subnetwork: bool
    may_close: bool

    @property
    def is_offered_a_seat(self) -> bool:
        """Those who stand around the network already have a part in it."""
        has_a_part = self.is_inside or self.may_write_direction
        return self.may_ask and not self.has_asked and not has_a_part


def networks_for(person: Person) -> QuerySet[Network]:
    """Networks the person may see, with type, phase, the one above, and what `standing_of` needs.

    The people around it come by `with_people`, on the pages that show them.
    """
    here = {"network": OuterRef("pk")}
    part = Membership.objects.to_the_end().filter(person=person, **here).order_by("ended_because")
    asked = JoinRequest.objects.pending().filter(person=person, **here)
    return (
        Network.objects.visible_to(person)
        .select_related("type", "phase", "parent")
        .defer("parent__wording")
        .annotate(
            viewer=Value(person.pk),
            # Empty for who is in it, "closed" for who stayed until then, NULL for everybody else.
            viewer_part=Subquery(part.values("ended_because")[:1]),
            viewer_may_see_above=Exists(
                Network.objects.visible_to(person).filter(pk=OuterRef("parent"))
            ),
            viewer_has_asked=Exists(asked),
        )
    )


def with_people(network: Network) -> Network:
    """Brings those who stand around it, each with their unit; one query."""
    keys = {one: getattr(network, f"{one}_id") for one in PEOPLE}
    found = Person.objects.select_related("unit").in_bulk({key for key in keys.values() if key})
    for one, key in keys.items():
        setattr(network, one, found.get(key))
    return network


def is_in_it(network: Any) -> bool:
    """Whoever it was fetched for is a member now."""
    return network.viewer_part == ""


def standing_of(person: Person, network: Any) -> Standing:
    """`network` comes from `networks_for(person)`."""
    leads, is_in = is_leader(person, network), is_in_it(network)
    is_inside = can_read_the_room(person, network)
    is_reference_leader = person.pk == network.reference_leader_id
    return Standing(
        is_in=is_in,
        is_inside=is_inside,
        is_leader=leads,
        has_asked=network.viewer_has_asked,
        may_ask=network.is_alive
        and network.is_open_for_members
        and person.is_employee
        and not is_in,
        may_leave=is_in and not leads,
        may_record_learning=is_in and network.is_alive,
        may_answer_requests=can_answer_join_request(person, network),
        may_move_phase=can_move_phase(person, network),
        may_edit_room=can_edit_room(person, network),
        may_write_direction=can_write_direction(person, network),
        may_see_support=is_inside or is_reference_leader or person.is_secretariat,
        may_renew=can_renew_network(person, network),
        may_begin_subnetwork=can_begin_subnetwork(person, network),
        may_close=can_close_network(person, network),
    )
