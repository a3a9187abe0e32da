"""What the chiefs have promised a network, and how it went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from netvaerk.people.models import OutboxMail, Person
from networks.models import Network, Promise
from networks.permissions.promise import can_make_promise
from networks.words import NO_LONGER_INSIDE

SHOWN_BESIDE = 3


@dataclass(frozen=True)
class Promises:
    """The newest first; `may_make` is for the one who looks."""

    made: tuple[Promise, ...]
    may_make: bool


def promises_to(person: Person, network: Network) -> Promises:
    """All that the person may read; one query."""
    made = Promise.objects.visible_to(person).filter(network=network).select_related("made_by")
    return Promises(tuple(made), can_make_promise(person, network))


def newest_promises(person: Person, *, is_inside: bool) -> ArraySubquery:
    """Of the network that is asked for: a part of a query; `read_promises` takes what it finds.

    Whoever is inside reads them all.
    """
    seen = Promise.objects.filter(network=OuterRef("pk"))
    seen = seen if is_inside else seen.visible_to(person)
    told = JSONObject(
        pk="pk",
        text="text",
        made_at="made_at",
        outcome="outcome",
        answer="answer",
        answered_at="answered_at",
        made_by=JSONObject(
            pk="made_by", first_name="made_by__first_name", last_name="made_by__last_name"
        ),
    )
    return ArraySubquery(seen.order_by("-made_at", "-pk").values(told=told)[:SHOWN_BESIDE])


def read_promises(found: Iterable[dict[str, Any]]) -> tuple[Promise, ...]:
    """Never saved: they are there to be shown."""
    return tuple(_promise(**one) for one in found)


def _promise(
    *, made_at: str, answered_at: str | None, made_by: dict[str, Any], **said: Any
) -> Promise:
    return Promise(
        made_at=datetime.fromisoformat(made_at),
        answered_at=datetime.fromisoformat(answered_at) if answered_at else None,
        made_by=Person(**made_by),
        **said,
    )


def reason_not_to_tell_of_promise(mail: OutboxMail) -> str:
    """A promise is read by those around the network: who has left meanwhile is not told of it."""
    promise_id = mail.cause.split(":")[1]
    may_read = Promise.objects.visible_to(mail.recipient).filter(pk=promise_id).exists()
    return "" if may_read else str(NO_LONGER_INSIDE)


def promises_by(person: Person) -> QuerySet[Promise]:
    """The person's own to networks that they may see: open ones first, the oldest at the top,
    then the answered, the newest answer first."""
    return (
        Promise.objects.filter(made_by=person, network__in=Network.objects.visible_to(person))
        .select_related("network")
        .order_by(F("answered_at").desc(nulls_first=True), "made_at", "pk")
    )
