"""What a network leaves behind, who takes it over, and how it fares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from netvaerk import clock
from netvaerk.people.models import Person
from networks.enums import NetworkStatus, ReceiverAnswer
from networks.models import LookAgain, Network, Receiver, Result
from networks.permissions.result import (
    can_ask_receiver,
    can_close_network,
    can_read_harvest,
    results_open_to,
)
from networks.queries.standing import Standing


@dataclass(frozen=True)
class ResultCard:
    """A result with the last who was asked, and the days on which somebody looks again."""

    result: Result
    receiver: Receiver | None
    looks: Sequence[LookAgain]
    may_edit: bool = False
    may_ask: bool = False
    is_mine_to_answer: bool = False

    @property
    def is_taken(self) -> bool:
        return self.receiver is not None and self.receiver.answer == ReceiverAnswer.ACCEPTED

    @property
    def needs_somebody(self) -> bool:
        """Nobody has taken it over, or they are no longer in the house."""
        return not self.is_taken or not (self.receiver and self.receiver.person.is_active)

    def waits_for(self, person: Person) -> bool:
        asked = self.receiver
        return asked is not None and asked.answer == "" and asked.person_id == person.pk


@dataclass(frozen=True)
class ResultPage:
    cards: tuple[ResultCard, ...]  # the newest first
    may_write: bool
    may_close: bool
    may_read_harvest: bool
    today: date


def results_in(person: Person, network: Network, standing: Standing) -> ResultPage:
    """Three queries; what the person may do is known from where they stand."""
    is_running = network.status == NetworkStatus.ESTABLISHED
    may_write = is_running and standing.is_in
    may_ask = can_ask_receiver(person, network)
    cards = []
    for card in _cards(results_open_to(person).filter(network=network)):
        is_theirs = standing.is_leader or card.result.written_by_id == person.pk
        cards.append(
            ResultCard(
                result=card.result,
                receiver=card.receiver,
                looks=card.looks,
                may_edit=may_write and is_theirs,
                may_ask=may_ask and card.needs_somebody,
                is_mine_to_answer=card.waits_for(person),
            )
        )
    return ResultPage(
        cards=tuple(cards),
        may_write=may_write,
        may_close=can_close_network(person, network),
        may_read_harvest=can_read_harvest(person, network),
        today=clock.today(),
    )


@dataclass(frozen=True)
class Closing:
    """What stands before the end."""

    cards: tuple[ResultCard, ...]
    running_below: tuple[Network, ...]

    @property
    def lacks_receiver(self) -> bool:
        return any(not card.is_taken for card in self.cards)


def closing_of(network: Network) -> Closing:
    """Four queries, for the network's leader."""
    return Closing(
        cards=tuple(_cards(Result.objects.filter(network=network))),
        running_below=tuple(network.subnetworks.alive().in_danish_order()),
    )


def card_of(result: Result) -> ResultCard:
    """One result as its own page shows it; three queries."""
    return next(iter(_cards(Result.objects.filter(pk=result.pk))))


def card_for(person: Person, result: Result) -> ResultCard | None:
    """The same, if the person still reads it."""
    return next(iter(_cards(results_open_to(person).filter(pk=result.pk))), None)


def with_receivers(results: QuerySet[Result]) -> QuerySet[Result]:
    """The newest first, each with who was asked and when somebody looks again."""
    asked = Receiver.objects.exclude(answer=ReceiverAnswer.REPLACED)
    return (
        results.select_related("written_by__unit")
        .prefetch_related(
            Prefetch("receivers", asked.select_related("person", "unit"), to_attr="asked"),
            "look_agains",
        )
        .order_by("-written_at", "-pk")
    )


def result_card(result: Any) -> ResultCard:
    """`result` comes from `with_receivers`."""
    return ResultCard(
        result=result,
        receiver=result.asked[-1] if result.asked else None,
        looks=tuple(result.look_agains.all()),
    )


def _cards(results: QuerySet[Result]) -> list[ResultCard]:
    return [result_card(result) for result in with_receivers(results)]
