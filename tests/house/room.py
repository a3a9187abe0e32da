"""What lies in the network's room of the tests' world, and a form for each of its doors."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from netvaerk import clock
from netvaerk.people.models import Person
from networks.actions.learning_comment import comment_on_learning
from networks.actions.learning_draft import save_learning_draft
from networks.enums import Audience
from networks.models import LookAgain, Network
from networks.models.result import Result
from tests.factories.networks import make_learning
from tests.factories.networks.agreement import WORDS as AGREED
from tests.factories.networks.agreement import give_manager, make_agreement
from tests.factories.networks.assumption import make_assumption, make_trial
from tests.factories.networks.attachment import make_attachment
from tests.factories.networks.invitation import make_invitation, token_to
from tests.factories.networks.meeting import make_meeting
from tests.factories.networks.result import make_receiver, make_result, make_taken

INVITED = "inviteret@borger.example"


@dataclass
class Room:
    """The objects, for the shield's walk; `arguments` and `payloads` are for the doors."""

    arguments: dict[Any, Any]
    payloads: dict[str, dict[str, Any]]


def furnish(network: Network, people: dict[str, Person | None]) -> Room:
    """One of everything that a room can hold, each with the network's own audience."""
    member, manager, receiver = (_there(people, role) for role in ("member", "manager", "receiver"))
    card = make_learning(network, by=member)
    comment_on_learning(
        by=member, entry=card, form_key=uuid.uuid4(), text="Ja.", audience=Audience.NETWORK
    )
    draft = save_learning_draft(
        by=member, network=network, form_key=uuid.uuid4(), fields={"learned": "Måske"}
    )
    assumption = make_assumption(network)
    invitation = make_invitation(network, INVITED)
    agreement = make_agreement(network, give_manager(member, manager))
    asked = make_receiver(make_result(network, audience=Audience.NETWORK), receiver)
    taken = make_taken(make_result(network, audience=Audience.NETWORK), receiver)
    arguments = {
        "entry_id": card.pk,
        "form_key": draft.form_key if draft else None,
        "attachment_id": make_attachment(by=member, entry=card).pk,
        "assumption_id": assumption.pk,
        "trial_id": make_trial(assumption).pk,
        "invitation_id": invitation.pk,
        ("networks:invitation_answer", "token"): token_to(INVITED),
        "agreement_id": agreement.pk,
        "meeting_id": make_meeting(network).pk,
        "membership_id": network.memberships.get(person=_there(people, "insider")).pk,
        "result_id": asked.result_id,
        "receiver_id": asked.pk,
        "look_id": _look_at(taken.result).pk,
        "format": "markdown",
    }
    return Room(arguments, payloads(member, agreement_unit=agreement.unit_id))


def _there(people: dict[str, Person | None], role: str) -> Person:
    person = people[role]
    assert person is not None
    return person


def _look_at(result: Result) -> LookAgain:
    """As if the network had closed; a month is nobody's day, so that it can still close."""
    return LookAgain.objects.create(result=result, months=1, due_on=clock.today())


def payloads(member: Person, *, agreement_unit: Any) -> dict[str, dict[str, Any]]:
    """By door: a form that would do something if it were let in."""
    words, day = "Skrevet af en, der ikke må.", clock.today() + timedelta(days=20)
    key, mine = uuid.uuid4(), Audience.NETWORK
    assumption = {
        "sentence": words,
        "held_by": words,
        "weight": "crucial",
        "certainty": "guess",
        "would_show": words,
        "audience": mine,
    }
    trial = {"what": words, "who": words, "on": day}
    agreement = {
        "hours_per_week": "2",
        "starts_on": clock.today(),
        "ends_on": day,
        "unit": agreement_unit,
        "place": words,
        "based_on": 0,
        **AGREED,
    }
    meeting = {"question": words, "on": day, "begins": "09:00", "ends": "10:00", "place": words}
    result = {"title": words, "text": words, "for_whom": words, "demanded": words, "audience": mine}
    card = {"kind": "short", "believed": words, "saw": words, "learned": words, "audience": mine}
    of_room: dict[str, dict[str, Any]] = {
        "learning_draft": {"form_key": key, "learned": words},
        "learning_edit": {**card, "based_on": 1, "form_key": key},
        "learning_comment": {"text": words, "audience": mine, "form_key": key},
        "assumption_new": {**assumption, "form_key": key},
        "assumption_edit": {**assumption, "based_on": 1},
        "assumption_settle": {"outcome": "fell", "outcome_words": words, "based_on": 1},
        "trial_new": {**trial, "form_key": key},
        "trial_edit": {**trial, "based_on": 1},
        "trial_note": {"saw": words, "based_on": 1},
        "invitation_new": {
            "addresses": "ny@borger.example",
            "words": words,
            "why_you": words,
            "asks_hours": words,
            "form_key": key,
        },
        "invitation_answer": {
            "answer": "ja",
            "first_name": "Noor",
            "last_name": "Alk",
            "words": words,
        },
        "invitation_mine": {"answer": "ja", "words": words},
        "agreement_write": agreement,
        "agreement_change": {**agreement, "based_on": 1},
        "meeting_new": {**meeting, "form_key": key},
        "meeting_change": {**meeting, "based_on": 0},
        "meeting_cancel": {"words": words},
        "meeting_reply": {"answer": "yes"},
        "membership_edit": {"is_core": "1"},
        "membership_end": {"words": words},
        "lead_hand_over": {"to": member.pk, "words": words},
        "network_renew": {"until": clock.today() + timedelta(days=400), "why": words},
        "subnetwork_new": {"title": words, "challenge": words, "leader": member.email},
        "result_new": {**result, "form_key": key},
        "result_edit": {**result, "based_on": 1},
        "receiver_ask": {"person": member.email, "words": words},
        "receiver_answer": {"decision": "tag-imod", "words": words},
        "receiver_pass_on": {"person": member.email, "words": words},
        "look_again_answer": {"answer": "lives", "words": words},
        "network_close": {"words": words, "why_without": words},
    }
    return {f"networks:{name}": form for name, form in of_room.items()}
