"""Assumptions, as far as somebody may read them: the board, one of them, and those that fell."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from netvaerk.people.models import Person
from networks.enums import NetworkStatus, Outcome
from networks.models import Assumption, LearningEntry, Network, ProposalAnswer, Trial
from networks.models.assumption import AssumptionQuerySet
from networks.permissions.assumption import LIFTABLE
from networks.queries.key_page import KeyPage, key_page
from networks.queries.room import texts_in, trials_in

UNTRIED, TRYING = "untried", "trying"
# The columns of the board, from the first thought to what became of it.
STATES: tuple[tuple[str, str | Promise], ...] = (
    (UNTRIED, _("Ikke prøvet endnu")),
    (TRYING, _("Prøves af")),
    (Outcome.HOLDS, _("Holder")),
    (Outcome.FELL, _("Faldt")),
    (Outcome.WRONG_QUESTION, _("Vi spurgte om det forkerte")),
)
# The same, told of a network that has closed.
STATES_THEN: dict[str, str | Promise] = {
    UNTRIED: _("Blev ikke prøvet"),
    TRYING: _("Blev prøvet af"),
    Outcome.HOLDS: _("Holdt"),
}


@dataclass(frozen=True)
class Card:
    """An assumption on the board."""

    assumption: Assumption
    trial: Trial | None  # the next one; the newest when all of them are noted


@dataclass(frozen=True)
class Column:
    """The assumptions in one state, the newest first."""

    key: str
    heading: str | Promise
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Detail:
    """What belongs to one assumption."""

    state: str | Promise
    trials: tuple[Trial, ...]  # in the order of their days
    cards: tuple[LearningEntry, ...]  # the newest first, those the person may read


def board_of(person: Person, network: Network) -> tuple[Column, ...]:
    """What the person may read of the network's assumptions; empty without any. Two queries.

    A closed network fills no more columns, so its empty ones are left out.
    """
    found = on_board(person, network)
    cards = [(_state(one, one.trials.all()), Card(one, nearest(one))) for one in found]
    if not cards:
        return ()
    columns = (
        Column(key, _heading(key, network), tuple(card for state, card in cards if state == key))
        for key, _now in STATES
    )
    return tuple(column for column in columns if column.cards or not network.is_closed)


def on_board(person: Person, network: Network) -> AssumptionQuerySet:
    """Those the person may read, each with its trials; the newest first."""
    return _readable(person, network).prefetch_related("trials").order_by("-written_at", "-pk")


def state_of(assumption: Assumption, network: Network) -> str | Promise:
    """In words; `assumption` comes with its trials."""
    return _heading(_state(assumption, assumption.trials.all()), network)


def assumptions_in(person: Person, network: Network) -> AssumptionQuerySet:
    """What the person may read of them, with what a page about one needs."""
    trials = Prefetch("trials", trials_in(network, person))
    related = _readable(person, network).select_related("lifted_from__question")
    return related.prefetch_related(trials)


def detail_of(person: Person, assumption: Assumption) -> Detail:
    """`assumption` comes from `assumptions_in(person, …)`; one query."""
    trials = tuple(assumption.trials.all())
    # By the trials' keys rather than a join: each half of it then has its index.
    tied = Q(assumption=assumption) | Q(trial__in=trials)
    network = assumption.network
    cards = texts_in(network, network.learning.filter(tied), person).newest_first()
    return Detail(
        state=_heading(_state(assumption, trials), network),
        trials=trials,
        cards=tuple(cards.select_related("author__unit")),
    )


def fallen_page(person: Person, *, after: str = "") -> KeyPage[Assumption]:
    """Fallen ones shared with every employee, the newest fall first; a guest's own networks'."""
    fallen = all_fallen(person).select_related("network")
    return key_page(fallen, moment="settled_at", after=after)


def all_fallen(person: Person) -> AssumptionQuerySet:
    fallen = Assumption.objects.fallen().shared().visible_to(person)
    return fallen.exclude(network__status=NetworkStatus.CANCELLED)


def answers_to_lift(network: Network) -> tuple[ProposalAnswer, ...]:
    """What stands under the two questions of its own proposal; for those who write. One query."""
    return tuple(
        ProposalAnswer.objects.filter(proposal=network.proposal_id, question__in=LIFTABLE)
        .exclude(text="")
        .select_related("question")
    )


def _readable(person: Person, network: Network) -> Any:
    return texts_in(network, Assumption.objects.all(), person)


def _state(assumption: Assumption, trials: Iterable[Trial]) -> str:
    return assumption.outcome or (TRYING if any(True for _one in trials) else UNTRIED)


def _heading(state: str, network: Network) -> str | Promise:
    now = dict(STATES)[state]
    return STATES_THEN.get(state, now) if network.is_closed else now


def nearest(assumption: Assumption) -> Trial | None:
    """The next trial; the newest when all of them are noted."""
    trials = list(assumption.trials.all())
    coming = (one for one in trials if one.seen_at is None)
    return next(coming, trials[-1] if trials else None)
