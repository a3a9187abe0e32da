"""Agreements, put forward and confirmed by the actions."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from netvaerk import clock
from netvaerk.people.models import Person
from networks.actions.agreement import confirm_agreement, propose_agreement
from networks.models import Agreement, Network
from networks.queries.agreement import newest_agreement
from tests.factories.networks import some_unit

WORDS = {
    "member_gives": "Møderne og en samtale om ugen.",
    "department_gets": "Det, vi lærer om fravær.",
    "department_gives": "En vikar om tirsdagen.",
}


def terms(**changed: Any) -> dict[str, Any]:
    """What an agreement says, as the action takes it."""
    return {
        "hours_per_week": Decimal("2.5"),
        "starts_on": clock.today(),
        "ends_on": clock.today() + timedelta(days=90),
        "place": "På skolen",
        **WORDS,
        **changed,
    }


def give_manager(person: Person, manager: Person) -> Person:
    """Let somebody have a line manager, as the organisation's file does."""
    person.line_manager = manager
    person.save(update_fields=["line_manager"])
    return person


def make_agreement(
    network: Network,
    member: Person,
    *,
    by: Person | None = None,
    confirmed: bool = False,
    **changed: Any,
) -> Agreement:
    """The next version, by the member if nobody else is named."""
    newest = newest_agreement(network, member)
    by = by or member
    agreement = propose_agreement(
        by=by,
        network=network,
        member=member,
        based_on=newest.version if newest else 0,
        **terms(**{"unit": member.unit or some_unit(), **changed}),
    )
    if confirmed:
        other = agreement.line_manager if by == member else member
        return confirm_agreement(by=other, agreement=agreement)
    return agreement
