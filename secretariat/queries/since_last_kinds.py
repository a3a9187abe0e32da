"""What can happen in a network that the chiefs read of, as far as it is shared with them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject, Left

from netvaerk.people.models import Person
from networks.enums import ReceiverAnswer
from networks.models import (
    AlignmentNote,
    Assumption,
    Direction,
    LearningEntry,
    LookAgain,
    PhaseChange,
    Promise,
    Receiver,
    Result,
)

LETTERS = 240  # of what somebody wrote; the rest stands where the line leads


@dataclass(frozen=True)
class Kind:
    """Rows of a table that have a moment in a network; `told` is what a line is made of."""

    key: str
    rows: Callable[[Person], QuerySet[Any]]
    moment: str
    told: Callable[[], JSONObject]
    network: str = "network"
    is_many: bool = False  # thousands a network: looked up by network, never gathered
    known: str = ""  # a moment that lies before; what is new itself tells of it

    def since(self, person: Person, at: datetime) -> QuerySet[Any]:
        known = {f"{self.known}__lte": at} if self.known else {}
        return self.rows(person).filter(**{f"{self.moment}__gt": at}, **known)


def _open(model: Any) -> Callable[[Person], QuerySet[Any]]:
    return lambda person: model.objects.visible_to(person)


def shared_rows(model: Any, person: Person) -> Any:
    """What every employee may read; a chief who is in the network reads no more here."""
    shared = model.objects.shared()
    # To an employee that is all of it; to ask once more costs more than the rows.
    return shared if person.is_employee else shared.visible_to(person)


def _shared(model: Any) -> Callable[[Person], QuerySet[Any]]:
    return partial(shared_rows, model)


def _looks(person: Person) -> QuerySet[LookAgain]:
    return LookAgain.objects.filter(result__in=shared_rows(Result, person))


def _taken(person: Person) -> QuerySet[Receiver]:
    return Receiver.objects.filter(
        answer=ReceiverAnswer.ACCEPTED, result__in=shared_rows(Result, person)
    )


def _named(person: str) -> JSONObject:
    return JSONObject(first_name=f"{person}__first_name", last_name=f"{person}__last_name")


def _result() -> JSONObject:
    holder = Receiver.objects.filter(answer=ReceiverAnswer.ACCEPTED, result=OuterRef("pk"))
    return JSONObject(pk="pk", title="title", unit=Subquery(holder.values("unit__name")[:1]))


# In the order in which a chief reads them: where the network is going, then what it has found.
KINDS = (
    Kind(
        "direction",
        _open(Direction),
        "written_at",
        lambda: JSONObject(version="version", text=Left("why", LETTERS + 1)),
    ),
    Kind(
        "understanding",
        _open(Direction),
        "acknowledged_at",
        lambda: JSONObject(text=Left("understanding", LETTERS + 1)),
    ),
    Kind(
        "phase",
        lambda _person: PhaseChange.objects.all(),
        "at",
        lambda: JSONObject(phase="to__name", text="sentence"),
    ),
    Kind(
        "note",
        _open(AlignmentNote),
        "written_at",
        lambda: JSONObject(
            pk="pk",
            bearing="bearing",
            text=Left("reason", LETTERS + 1),
            by=_named("written_by"),
        ),
    ),
    Kind(
        "answer",
        _open(AlignmentNote),
        "answered_at",
        lambda: JSONObject(pk="pk", bearing="bearing", text=Left("answer", LETTERS + 1)),
    ),
    Kind(
        "promise",
        _open(Promise),
        "made_at",
        lambda: JSONObject(text="text", by=_named("made_by")),
    ),
    Kind(
        "promise_answer",
        _open(Promise),
        "answered_at",
        lambda: JSONObject(promise="text", outcome="outcome", text="answer"),
    ),
    Kind("result", _shared(Result), "written_at", _result),
    Kind(
        "taken",
        _taken,
        "answered_at",
        lambda: JSONObject(title="result__title", unit="unit__name"),
        network="result__network",
        known="result__written_at",
    ),
    Kind(
        "look_again",
        _looks,
        "answered_at",
        lambda: JSONObject(title="result__title", answer="answer", text="words"),
        network="result__network",
    ),
    Kind(
        "fallen",
        lambda person: Assumption.objects.fallen().shared().visible_to(person),
        "settled_at",
        lambda: JSONObject(pk="pk", sentence="sentence", text=Left("outcome_words", LETTERS + 1)),
        is_many=True,
    ),
    Kind(
        "learning",
        _shared(LearningEntry),
        "noted_at",
        lambda: JSONObject(pk="pk", title="title", text=Left("learned", LETTERS + 1)),
        is_many=True,
    ),
)
