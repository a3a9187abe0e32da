"""Rows for every list of the desk, by the thousand: laid straight into the tables."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from netvaerk import clock
from netvaerk.people.enums import MailState, Role
from netvaerk.people.models import (
    AuditEntry,
    Invitation,
    OrgUnit,
    OutboxMail,
    Person,
    RefusedAddress,
    RoleWord,
    StakeholderKind,
)
from networks.models import (
    Network,
    NetworkType,
    Phase,
    Proposal,
    Question,
    StrategicTheme,
    ThemeRound,
)
from offerings.models import Offering, OfferingRequest, OfferingSession, Place
from secretariat.models import (
    Absence,
    Announcement,
    ConsultantProfile,
    Integration,
    Nudge,
    NudgeRule,
    QuietPeriod,
    Snooze,
    SparringFormat,
    SparringSession,
)

World = SimpleNamespace
Row = Callable[[World, int], dict[str, Any]]


def _person(_world: World, number: int) -> dict[str, Any]:
    roles = [Role.EMPLOYEE, Role.CONSULTANT]
    return {"email": f"liste{number}@demo.example", "first_name": f"L{number}", "roles": roles}


def _network(world: World, number: int) -> dict[str, Any]:
    """Sub-networks, which need no proposal each."""
    return {
        "slug": f"liste-{number}",
        "title": f"Netværk {number}",
        "challenge": "Hvorfor?",
        "parent": world.network,
        "type": world.network.type,
        "phase": world.network.phase,
        "leader": world.mia,
        "reference_leader": world.bo,
    }


def _sparring(world: World, number: int) -> dict[str, Any]:
    return {
        "network": world.network,
        "format": world.format,
        "question": "Hvad nu?",
        "state": "agreed",
        "partner": world.bo,
        "takes_place_at": world.now,
        "assigned_by": world.bo,
        "assigned_at": world.now,
    }


def _session(world: World, number: int) -> dict[str, Any]:
    begins = world.now + timedelta(days=number + 1)
    return {
        "offering": world.offering,
        "begins_at": begins,
        "ends_at": begins + timedelta(hours=1),
        "book_by": begins,
        "capacity": 9,
        "elsewhere": "Biblioteket",
        "held_by": world.bo,
        "planned_by": world.bo,
    }


def _sent(world: World, number: int) -> dict[str, Any]:
    state = MailState.DEAD if number % 2 else MailState.WAITING
    return {
        "cause": f"liste:{number}",
        "kind": "x",
        "recipient": world.mia,
        "state": state,
        "to_address": world.mia.email,
        "subject": "x",
        "text": "x",
        "message_id": f"<{number}>",
    }


ROWS: dict[type, Row] = {
    Absence: lambda world, number: {
        "person": world.bo,
        "first_on": world.today,
        "last_on": world.today,
    },
    Announcement: lambda world, number: {
        "title": f"Nyt {number}",
        "text": "x",
        "ends_on": world.today,
        "written_by": world.mia,
        "sent_by": world.bo,
        "sent_at": world.now,
    },
    AuditEntry: lambda world, number: {
        "by": world.mia,
        "verb": "edit_person",
        "subject_type": "people.person",
        "subject_id": str(number),
    },
    ConsultantProfile: lambda world, number: {
        "person": world.people[number],
        "knows": "Skole",
        "hours_a_week": 9,
    },
    Integration: lambda world, number: {
        "name": f"System {number}",
        "contact": "x",
        "key_hash": str(number),
    },
    Invitation: lambda world, number: {
        "email": f"{number}@borger.example",
        "token_hash": f"{number}",
        "invited_by": world.bo,
        "expires_at": world.now,
    },
    Network: _network,
    NetworkType: lambda world, number: {"key": f"liste-{number}", "name": f"Type {number}"},
    Nudge: lambda world, number: {
        "rule": "x",
        "subject": str(number),
        "recipient": world.mia,
        "period": world.today,
        "since": world.now,
        "title": "Noget",
    },
    NudgeRule: lambda world, number: {
        "key": f"liste-{number}",
        "name": f"Regel {number}",
        "delay_days": 1,
        "repeat_days": 1,
    },
    Offering: lambda world, number: {
        "key": f"liste-{number}",
        "title": f"Tilbud {number}",
        "kind": "course",
        "gives": "a",
        "asks": "b",
        "holder": world.bo,
    },
    OfferingRequest: lambda world, number: {
        "offering": world.offering,
        "network": world.network,
        "words": "Gerne",
        "asked_by": world.mia,
        "answered_by": world.bo,
        "answered_at": world.now,
        "is_granted": True,
    },
    OfferingSession: _session,
    OrgUnit: lambda world, number: {"name": f"Afdeling {number}", "kind": "department"},
    OutboxMail: _sent,
    Person: _person,
    Phase: lambda world, number: {"name": f"Fase {number}", "meaning": "x", "position": number},
    Place: lambda world, number: {"name": f"Sted {number}", "address": "x", "seats": 9},
    Proposal: lambda world, number: {
        "title": f"Forslag {number}",
        "proposer": world.mia,
        "status": "submitted",
        "round": world.round,
        "submitted_at": world.now,
    },
    Question: lambda world, number: {"number": 100 + number, "title": "x", "short": "x"},
    QuietPeriod: lambda world, number: {
        "name": f"Ferie {number}",
        "first_day": world.today,
        "last_day": world.today,
    },
    RefusedAddress: lambda world, number: {"address": f"{number}@v.example", "said": "Nej"},
    RoleWord: lambda world, number: {"key": f"liste-{number}", "singular": "x", "plural": "x"},
    Snooze: lambda world, number: {"rule": "x", "subject": str(number), "recipient": world.mia},
    SparringFormat: lambda world, number: {"key": f"liste-{number}", "name": f"Form {number}"},
    SparringSession: _sparring,
    StakeholderKind: lambda world, number: {"key": f"l-{number}", "name": "x", "plural": "x"},
    StrategicTheme: lambda world, number: {
        "key": f"l-{number}",
        "title": "x",
        "text": "x",
        "position": number,
    },
    ThemeRound: lambda world, number: {
        "name": f"Runde {number}",
        "proposals_by": world.today + timedelta(days=number + 400),
        "decided_on": world.today + timedelta(days=number + 430),
    },
}


def lay(model: type, numbers: Iterable[int], world: World) -> None:
    model._default_manager.bulk_create(list(_made(model, numbers, world)))


def _made(model: type, numbers: Iterable[int], world: World) -> Iterator[Any]:
    for number in numbers:
        yield model(**ROWS[model](world, number))


def world_of(network: Network, **more: Any) -> World:
    """What rows point at."""
    return World(
        network=network,
        mia=network.leader,
        bo=network.reference_leader,
        now=clock.now(),
        today=clock.today(),
        **more,
    )
