"""What a door is opened with: the biggest network, and in it what each door is about."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from netvaerk.people.models import OutboxMail, StakeholderKind
from networks.enums import ProposalStatus
from networks.models import (
    Agreement,
    AlignmentNote,
    Assumption,
    JoinRequest,
    LearningEntry,
    LookAgain,
    Meeting,
    Membership,
    NetworkInvitation,
    Promise,
    Proposal,
    Receiver,
    Result,
    Trial,
)
from offerings.actions.booking_letters import seat_token
from offerings.models import AssignedOffering, Booking, OfferingRequest, Reservation
from secretariat.models import Announcement, Nudge, NudgeRule, Review, SparringSession
from secretariat.queries.nudge_keys import stop_token_for, token_for
from tests.bench.cast import AREAS, BIGGEST, CHIEF, LEADER, MEMBER, RECEIVER
from tests.bench.danish import FREQUENT, MIDDLING, RARE
from tests.bench.sql import NOW, key
from tests.house.doors import Door

# The words that a search is tried with.
SEARCHED = {"ofte": FREQUENT, "sjældnere": MIDDLING, "sjældent": RARE}


ROOMS = {"people", "networks", "offerings", "secretariat"}


class Unknown(Exception):
    """No argument is known by that name: write it in `arguments()`."""


def first(rows: QuerySet, **those: Any) -> Any:
    """The key of the newest of them; None where the sizes leave none."""
    return rows.filter(**those).order_by("-pk").values_list("pk", flat=True).first()


def arguments() -> dict[Any, Any]:
    """By the name of an argument, or by (door, argument); for the database that was entered."""
    return {**_of_the_room(), **_of_proposals(), **_of_the_support(), **_of_the_house()}


def _of_the_room() -> dict[Any, Any]:
    inside = {"network": BIGGEST}
    open_ = first(Assumption.objects, **inside, outcome="")
    settled = first(Assumption.objects.exclude(outcome=""), **inside)
    invitation = first(NetworkInvitation.objects, **inside, answered_at=None)
    look = LookAgain.objects.filter(result__network=BIGGEST, answer="")
    return {
        "slug": f"netvaerk-{BIGGEST}",
        "entry_id": first(LearningEntry.objects, **inside, author=MEMBER),
        "assumption_id": open_,
        ("networks:assumption_reopen", "assumption_id"): settled,
        "trial_id": first(Trial.objects, assumption=open_),
        ("networks:trial_note", "trial_id"): first(Trial.objects, assumption=open_, seen_at=None),
        "meeting_id": first(Meeting.objects, **inside, ends_at__gt=NOW, cancelled_at=None),
        "membership_id": first(Membership.objects, **inside, person=MEMBER),
        "request_id": first(JoinRequest.objects, **inside, status="pending"),
        "invitation_id": invitation,
        ("networks:invitation_answer", "token"): f"bench-{invitation}",
        "agreement_id": first(Agreement.objects, **inside, member=LEADER),
        "result_id": first(Result.objects, **inside),
        "receiver_id": first(Receiver.objects, person=RECEIVER, answer=""),
        "look_id": first(look, result__receivers__person=RECEIVER),
        "promise_id": first(Promise.objects, **inside, made_by=CHIEF, outcome=""),
        "note_id": first(AlignmentNote.objects, **inside, answered_at=None),
        "form_key": key("draft", 2),
        "format": "markdown",
    }


def _of_proposals() -> dict[Any, Any]:
    """The member's own, in the state that each door is for."""

    def in_state(state: ProposalStatus) -> Any:
        return first(Proposal.objects, proposer=MEMBER, status=state)

    forwarded = Proposal.objects.get(pk=in_state(ProposalStatus.FORWARDED))
    found: dict[Any, Any] = {
        "proposal_id": forwarded.pk,
        "round_id": forwarded.round_id,
        "section": "1",
    }
    doors = {
        ProposalStatus.DRAFT: ["edit", "section", "submit", "withdraw"],
        ProposalStatus.SUBMITTED: ["comment", "return", "forward"],
        ProposalStatus.REJECTED: ["reopen"],
    }
    for state, names in doors.items():
        for name in names:
            found[f"networks:proposal_{name}", "proposal_id"] = in_state(state)
    return found


def _of_the_support() -> dict[Any, Any]:
    mine = Booking.objects.filter(person=MEMBER, state="booked")
    ahead = mine.filter(session__begins_at__gt=NOW, session__cancelled_at=None)
    behind = mine.filter(has_attended=True, feedback=None)
    seat = ahead.order_by("-pk").first()
    been = behind.order_by("-pk").first()
    inside = {"network": BIGGEST}
    talks = SparringSession.objects.filter(**inside)
    agreed, assigned = talks.filter(state="agreed"), first(talks, state="assigned")
    found: dict[Any, Any] = {
        "offering_id": 1,
        "assigned_id": first(AssignedOffering.objects, **inside, settled_at=None),
        "support_request_id": first(OfferingRequest.objects, **inside, answered_at=None),
        "session_id": seat and seat.session_id,
        "booking_id": seat and seat.pk,
        ("offerings:session_attendance", "session_id"): been and been.session_id,
        ("offerings:booking_feedback", "booking_id"): been and been.pk,
        ("offerings:seat_open", "token"): seat and seat_token(seat),
        "place_id": 1,
        "reservation_id": first(Reservation.objects, **inside, begins_at__gt=NOW),
        "sparring_id": first(agreed, takes_place_at__gt=NOW),
        ("secretariat:sparring_log", "sparring_id"): first(agreed, takes_place_at__lt=NOW),
        ("secretariat:sparring_note", "sparring_id"): first(talks, state="held"),
    }
    for name in ("times", "pick", "reopen"):
        found[f"secretariat:sparring_{name}", "sparring_id"] = assigned
    return found


def _of_the_house() -> dict[Any, Any]:
    nudge = Nudge.objects.filter(recipient=LEADER, skipped_because="").order_by("-pk").first()
    leader = nudge.recipient if nudge else None
    return {
        "nudge_id": nudge and nudge.pk,
        "rule_id": first(NudgeRule.objects, key="no_learning_noted"),
        "announcement_id": first(Announcement.objects, audience="employees"),
        "letter_id": first(OutboxMail.objects, recipient=MEMBER, state="sent"),
        "review_id": first(Review.objects),
        "unit_id": key("unit", AREAS + 1),
        "group_one": key("unit", AREAS + 1),
        "group_other": key("unit", AREAS + 2),
        "kind_key": StakeholderKind.objects.exclude(key="employee").values_list("key", flat=True)[
            0
        ],
        "year": NOW.year,
        "theme_key": "bench-1005",
        "kind": "own",
        "news_key": f"bench-learning-{CHIEF}",
        "answer": "ikke-nu",
        "app_label": "networks",
        "uidb36": "1",
        "content_type_id": 1,
        "url": "findes-ikke",
        "key": "no-such-key",
        "token": "no-such-token",
        "attachment_id": key("attachment", 1),
        ("secretariat:feed_file", "key"): f"bench-own-{CHIEF}",
        ("secretariat:nudge_letter", "token"): nudge and token_for(nudge),
        ("secretariat:nudge_unsubscribe", "token"): leader and stop_token_for(leader),
    }


def arguments_of(door: Door, known: dict[Any, Any]) -> dict[str, Any]:
    return {name: _argument(door, name, known) for name in door.arguments}


def _argument(door: Door, name: str, known: dict[Any, Any]) -> Any:
    if name == "object_id":
        return _object_of(door)
    value = known.get((door.name, name), known.get(name))
    if value is None:
        value = _guessed(name)
    if value is None:
        raise Unknown(name)
    return value


def _object_of(door: Door) -> Any:
    """Of the model that an address of the desk is about."""
    app, _, rest = door.name.removeprefix("admin:").partition("_")
    if app not in apps.app_configs:
        return 1
    return _representative(apps.get_model(app, rest.rpartition("_")[0])) or 1


def _guessed(name: str) -> Any:
    """`note_id` is of no model by that name, `promise_id` is."""
    wanted = name.removesuffix("_id").replace("_", "")
    for model in apps.get_models():
        if model._meta.model_name == wanted and model._meta.app_label in ROOMS:
            return _representative(model)
    return None


def _representative(model: type[Model]) -> Any:
    """In the biggest network where the model knows networks."""
    rows = model._default_manager.order_by("pk")
    if any(field.name == "network" for field in model._meta.concrete_fields):
        rows = rows.filter(network=BIGGEST)
    return rows.values_list("pk", flat=True).first()


def variants(door: Door) -> Iterator[tuple[str, str]]:
    """More ways in by the same door: a name and a query string."""
    if door.name in {"networks:learning_list", "networks:learning_shared"}:
        yield "midt i", f"efter={_middle(door)}"
    if door.name == "secretariat:relations":
        yield "ét område", f"omraade={key('unit', 1)}"
    if "search" in door.name:
        for name, word in SEARCHED.items():
            yield f"søg: {name}", f"q={word}"
    if door.name in {"networks:network_list", "networks:proposal_list", "people:mailbox"}:
        yield "side 5", "page=5"


def _middle(door: Door) -> str:
    """The key of the card in the middle of the log."""
    cards = LearningEntry.objects.order_by("pk")
    inside = cards.filter(network=BIGGEST) if door.arguments else cards
    newest = first(LearningEntry.objects)
    card = inside.filter(pk__gte=newest // 2).first()
    return f"{card.noted_at:%Y%m%d%H%M%S%f}-{card.pk}" if card else ""
