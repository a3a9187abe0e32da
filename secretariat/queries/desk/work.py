from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from netvaerk.people.models import Person
from secretariat.permissions.support import can_see_ledger
from secretariat.queries.desk import mail, network, offering, sparring
from secretariat.queries.desk.pile import Asked, Pile, tell, together
from secretariat.queries.desk.pulse import DeskPulse, desk_pulse
from secretariat.queries.desk.round import RoundAhead, rounds_ahead


@dataclass(frozen=True)
class DeskWork:
    piles: list[Pile]  # those with something in them
    empty: list[Pile]
    rounds: list[RoundAhead]
    takes_proposals: bool
    pulse: DeskPulse
    may_see_ledger: bool


def desk_work(person: Person) -> DeskWork:
    """Five queries, however much there is to do."""
    asked, found = _asked(), tell(person, what_waits)
    *lacking, sessions, results = map(Asked.pile, asked, found[: len(asked)])
    undelivered = mail.undelivered(person)
    piles = [
        *lacking,
        *sparring.conversations(*found[len(asked) :]),
        sessions,
        results,
        undelivered,
    ]
    rounds = rounds_ahead()
    return DeskWork(
        piles=[one for one in piles if one.rows],
        empty=[one for one in piles if not one.rows],
        rounds=rounds,
        takes_proposals=any(one.is_open for one in rounds),
        pulse=desk_pulse(undelivered=undelivered.total),
        may_see_ledger=can_see_ledger(person),
    )


def _asked() -> list[Asked]:
    return [
        network.sharpening(),
        network.without_consultant(),
        network.without_direction(),
        network.orphaned(),
        offering.sessions(),
        network.without_receiver(),
    ]


def what_waits(person: int) -> QuerySet[Any]:
    """The same for everybody who may see the desk; compiled once a process."""
    return together(person, [*(one.rows() for one in _asked()), *sparring.questions(person)])
