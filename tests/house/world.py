"""A small municipality with one network, and everybody who might try its doors."""

import uuid
from dataclasses import dataclass
from typing import Any

from netvaerk.mail import Letter
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from networks.actions.decision import decide_proposal
from networks.actions.membership import ask_to_join
from networks.enums import Audience
from networks.models import JoinRequest, Network, NetworkType, Phase
from tests.factories.networks import (
    StrategicThemeFactory,
    content,
    make_forwarded,
    make_network,
    make_ready,
    make_submitted,
)
from tests.factories.people import PersonFactory
from tests.house.nudged import ask_and_tell
from tests.house.reviewed import review
from tests.house.room import furnish
from tests.house.support import supply

# Column of the table → who tries the door.
ROLES = {
    "anon": "nobody signed in",
    "guest": "from outside, in no network",
    "insider": "from outside, member of the network",
    "employee": "employee outside the network",
    "member": "employee in the network",
    "leader": "network leader",
    "manager": "line manager of the member, outside the network",
    "receiver": "asked to take a result over, outside the network",
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
    # By the name of an argument, or by (door, argument).
    arguments: dict[Any, Any]
    # By door: a form that would do something if it were let in.
    payloads: dict[str, dict[str, Any]]


def person(role: str, *roles: str, **more: Any) -> Person:
    return PersonFactory(
        email=f"{role}@demo.example", first_name=role.title(), roles=list(roles), **more
    )


def build_world() -> World:
    """The people of `ROLES`, one established network, one proposal before the chiefs."""
    employee = Role.EMPLOYEE
    people: dict[str, Person | None] = {
        "anon": None,
        "guest": person("guest", unit=None),
        "insider": person("insider", unit=None),
        "employee": person("employee", employee),
        "member": person("member", employee),
        "leader": person("leader", employee),
        "manager": person("manager", employee),
        "receiver": person("receiver", employee),
        "reference": person("reference", employee, Role.CHIEF),
        "chief": person("chief", employee, Role.CHIEF),
        "own": person("own", employee, Role.CONSULTANT),
        "consultant": person("consultant", employee, Role.CONSULTANT),
        "lead": person("lead", employee, Role.SECRETARIAT_LEAD),
        "root": person("root", is_superuser=True),
    }
    asker = person("asker", employee)
    content()
    # As an innovation network holds sub-networks, so may this one, with a horizon besides.
    NetworkType.objects.filter(key="velfaerd").update(may_hold_subnetworks=True)
    network = make_network(
        leader=people["leader"],
        reference_leader=people["reference"],
        consultant=people["own"],
        members=[people["member"]],
    )
    network.memberships.create(person=people["insider"])
    room = furnish(network, people)
    request = ask_to_join(by=asker, network=network, sentence="Jeg vil gerne være med.")
    proposal = make_forwarded(people["member"], forwarded_by=people["own"])
    submitted = make_submitted(people["member"], title="Hos sekretariatet")
    draft = make_ready(people["member"], title="En kladde")
    rejected = make_forwarded(people["member"], forwarded_by=people["own"], title="Et nej")
    decide_proposal(by=people["chief"], proposal=rejected, outcome="no", reason="Ikke nu.")
    letter = queue_mail(to=asker, cause="world", kind="world", letter=Letter("Om", ["Et"], "To"))
    arguments: dict[Any, Any] = {
        "slug": network.slug,
        "proposal_id": proposal.pk,
        "request_id": request.pk,
        "letter_id": letter.pk,
    }
    for state, names in {
        draft: ["edit", "section", "submit", "withdraw"],
        submitted: ["comment", "return", "forward"],
        rejected: ["reopen"],
    }.items():
        arguments |= {(f"networks:proposal_{name}", "proposal_id"): state.pk for name in names}
    for name in ["change", "history", "delete"]:
        arguments[f"admin:networks_proposal_{name}", "object_id"] = submitted.pk
    supplied, asked = supply(network, people), ask_and_tell(network, people, request)
    arguments |= {"round_id": proposal.round_id, **room.arguments}
    reviewed = review(network, people)
    arguments |= {**supplied.arguments, **asked.arguments, **reviewed.arguments}
    payloads = {**_payloads(network, request), **room.payloads}
    payloads |= {**supplied.payloads, **asked.payloads, **reviewed.payloads}
    return World(people, network, arguments, payloads)


def _payloads(network: Network, request: JoinRequest) -> dict[str, Any]:
    words = "Skrevet af en, der ikke må."
    phase = Phase.objects.exclude(pk=network.phase_id).first()
    return {
        "networks:proposal_new": {"title": words, "challenge": words, "key": uuid.uuid4()},
        "networks:proposal_section": {"text": words, "save": "1"},
        "networks:proposal_comment": {"text": words, "question": 1},
        "networks:proposal_return": {"text": words},
        "networks:proposal_forward": {"note": words},
        "networks:proposal_decide": {"outcome": "no", "reason": words},
        "networks:proposal_reopen": {"reason": words},
        "networks:join_ask": {"sentence": words},
        "networks:join_answer": {"decision": "velkommen", "answer": words},
        "networks:room_edit": {"wanted": words},
        "networks:phase_move": {"to": phase.pk, "sentence": words},
        "networks:direction_acknowledge": {"version": 1, "understanding": words},
        "networks:direction_write": {
            "why": words,
            "is_open": words,
            "based_on": 1,
            "themes": [StrategicThemeFactory().pk],
        },
        "networks:learning_new": {
            "believed": words,
            "saw": words,
            "learned": words,
            "audience": Audience.NETWORK,
            "form_key": uuid.uuid4(),
        },
        "people:preferences": {"language": "en"},
    }
