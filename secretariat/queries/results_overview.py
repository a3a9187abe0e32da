"""What the networks leave behind, who has taken it over, and how it fares."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject, Left

from netvaerk.danish import danish_order
from netvaerk.people.models import Person
from networks.enums import Afterlife, ReceiverAnswer
from networks.models import LookAgain, Network, Receiver, Result
from secretariat.queries.since_last_kinds import shared_rows
from secretariat.queries.told import Told, beginning, read_told

LETTERS = 200


@dataclass(frozen=True)
class ResultRow:
    slug: str
    network: str
    title: str
    text: str
    unit: str  # that has taken it over; empty while nobody has
    taken_at: datetime | None
    look: str  # the newest answer when somebody looked again, in words
    look_words: str
    looked_at: datetime | None
    next_look_on: date | None


def networks_with_results(person: Person) -> QuerySet[Network]:
    """Closed ones too: their results live on."""
    return Network.objects.visible_to(person)


def results_of(person: Person, networks: QuerySet[Network], *, state: str = "") -> QuerySet[Any]:
    """What every employee may read, by network and title; `state` is one of the filter's."""
    found = shared_rows(Result, person).filter(network__in=networks)
    if state == "uden":
        found = found.without_receiver()
    elif state == "modtager":
        found = found.filter(Exists(_taken()))
    elif state == "lever":
        looked = _looked().values("answer")[:1]
        found = found.annotate(fares=Subquery(looked)).filter(fares=Afterlife.LIVES)
    return _told(found).order_by(danish_order("network__title"), "network", danish_order("title"))


def result_row(result: Any) -> ResultRow:
    """`result` comes from `results_of`."""
    taken: Told = read_told(result.told_taken or {})
    look: Told = read_told(result.told_look or {})
    return ResultRow(
        slug=result.network.slug,
        network=result.network.title,
        title=result.title,
        text=beginning(result.text_shown, LETTERS),
        unit=taken.get("unit", ""),
        taken_at=taken.get("answered_at"),
        look=str(Afterlife(look["answer"]).label) if look else "",
        look_words=look.get("words", ""),
        looked_at=look.get("answered_at"),
        next_look_on=result.next_look_on if taken else None,
    )


def _taken() -> QuerySet[Receiver]:
    return Receiver.objects.filter(result=OuterRef("pk"), answer=ReceiverAnswer.ACCEPTED)


def _looked() -> QuerySet[LookAgain]:
    """The newest answer first."""
    looks = LookAgain.objects.filter(result=OuterRef("pk")).exclude(answer="")
    return looks.order_by("-answered_at", "-pk")


def _told(results: QuerySet[Result]) -> QuerySet[Any]:
    """With what a row says; asked of the page's few rows only.

    Who is asked, and has not said yes, is known to those inside the network alone.
    """
    taken = JSONObject(unit="unit__name", answered_at="answered_at")
    look = JSONObject(answer="answer", words="words", answered_at="answered_at")
    coming = LookAgain.objects.filter(result=OuterRef("pk"), answer="").order_by("due_on")
    return (
        results.select_related("network")
        .only("title", "network__slug", "network__title")
        .annotate(
            text_shown=Left(F("text"), LETTERS + 1),
            told_taken=Subquery(_taken().values(told=taken)[:1]),
            told_look=Subquery(_looked().values(told=look)[:1]),
            next_look_on=Subquery(coming.values("due_on")[:1]),
        )
    )
