"""A small municipality with one network, and everybody who might try its doors."""

from dataclasses import dataclass, field
from typing import Any

from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from networks.models import Network
from tests.factories.networks import (
    make_direction,
    make_forwarded,
    make_learning,
    make_network,
)

# Column of the table → who tries the door.
ROLES = {
    "anon": "nobody signed in",
    "guest": "from outside, in no network",
    "insider": "from outside, member of the network",
    "employee": "employee outside the network",
    "member": "employee in the network",
    "leader": "network leader",
    "reference": "the network's reference leader",
    "chief": "a chief elsewhere",
    "own": "the network's consultant",
    "consultant": "a consultant of other networks",
    "lead": "leads the secretariat",
    "root": "system administrator",
}


@dataclass
class World:
    people: dict[str, Person | None]
    network: Network
    arguments: dict[str, Any] = field(default_factory=dict)


def person(role: str, *roles: str, **more: Any) -> Person:
    return Person.objects.create(
        email=f"{role}@demo.example", first_name=role.title(), roles=list(roles), **more
    )


def build_world() -> World:
    """The people of `ROLES`, one established network, one proposal before the chiefs."""
    employee = Role.EMPLOYEE
    people: dict[str, Person | None] = {
        "anon": None,
        "guest": person("guest"),
        "insider": person("insider"),
        "employee": person("employee", employee),
        "member": person("member", employee),
        "leader": person("leader", employee),
        "reference": person("reference", employee, Role.CHIEF),
        "chief": person("chief", employee, Role.CHIEF),
        "own": person("own", employee, Role.CONSULTANT),
        "consultant": person("consultant", employee, Role.CONSULTANT),
        "lead": person("lead", employee, Role.SECRETARIAT_LEAD),
        "root": person("root", is_superuser=True),
    }
    network = make_network(
        leader=people["leader"],
        reference_leader=people["reference"],
        consultant=people["own"],
        members=[people["member"]],
    )
    network.memberships.create(person=people["insider"])
    make_learning(network)
    make_direction(network)
    proposal = make_forwarded(people["member"], forwarded_by=people["own"])
    arguments = {"slug": network.slug, "proposal_id": proposal.pk}
    return World(people, network, arguments)
