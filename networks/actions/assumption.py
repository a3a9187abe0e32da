"""Assumptions: written, edited, tried, settled, and opened again."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import EditedMeanwhile, Refusal, require
from networks.actions.establishment import locked
from networks.models import Assumption, Network, ProposalAnswer
from networks.permissions.assumption import can_lift_from, can_write_assumption


class AlreadySaved(Refusal):
    """The form has been saved before with other words; these would be lost without a word."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Formularen er allerede gemt én gang, men med andre ord. "
                "Gem igen, hvis det her skal stå for sig selv."
            )
        )


@transaction.atomic
def write_assumption(
    *,
    by: Person,
    network: Network,
    form_key: uuid.UUID,
    sentence: str,
    held_by: str,
    weight: str,
    certainty: str,
    would_show: str,
    audience: str,
    lifted_from: ProposalAnswer | None = None,
) -> Assumption:
    """Write what the network takes for granted; a form sent twice is one assumption.

    `lifted_from` is the answer in the network's own proposal that it was taken from.
    """
    network = locked(network)
    require(can_write_assumption(by, network))
    require(lifted_from is None or can_lift_from(by, network, lifted_from))
    words = {
        "sentence": sentence,
        "held_by": held_by,
        "weight": weight,
        "certainty": certainty,
        "would_show": would_show,
        "audience": audience,
    }
    assumption, is_new = Assumption.objects.get_or_create(
        form_key=form_key,
        defaults={
            "network": network,
            "written_by": by,
            "written_at": clock.now(),
            "lifted_from": lifted_from,
            **words,
        },
    )
    require(assumption.written_by_id == by.pk and assumption.network_id == network.pk)
    if is_new:
        record(by=by, verb="write_assumption", subject=network, assumption=assumption.pk)
    elif not says(assumption, words):
        raise AlreadySaved
    return assumption


@transaction.atomic
def edit_assumption(
    *,
    by: Person,
    assumption: Assumption,
    based_on: int,
    sentence: str,
    held_by: str,
    weight: str,
    certainty: str,
    would_show: str,
    audience: str,
) -> Assumption:
    """Say it better, or to others; `based_on` is the version that the writer saw."""
    assumption = _locked_for(by, assumption)
    words = {
        "sentence": sentence,
        "held_by": held_by,
        "weight": weight,
        "certainty": certainty,
        "would_show": would_show,
        "audience": audience,
    }
    if overwrite(assumption, based_on=based_on, words=words):
        record(
            by=by,
            verb="edit_assumption",
            subject=assumption.network,
            assumption=assumption.pk,
            audience=audience,
        )
    return assumption


@transaction.atomic
def settle_assumption(
    *, by: Person, assumption: Assumption, based_on: int, outcome: str, outcome_words: str
) -> Assumption:
    """Say what became of it and what showed it; said again, it is corrected."""
    assumption = _locked_for(by, assumption)
    was = assumption.outcome
    words = {"outcome": outcome, "outcome_words": outcome_words}
    moment: dict[str, Any] = {"settled_by": by}
    if outcome != was:
        moment["settled_at"] = clock.now()
    if overwrite(assumption, based_on=based_on, words=words, along=moment):
        record(
            by=by,
            verb="settle_assumption",
            subject=assumption.network,
            assumption=assumption.pk,
            outcome=outcome,
        )
    return assumption


@transaction.atomic
def reopen_assumption(*, by: Person, assumption: Assumption) -> Assumption:
    """It is open again; what was said of it is kept for the next time it is settled."""
    assumption = _locked_for(by, assumption)
    if not assumption.outcome:
        return assumption
    assumption.outcome, assumption.settled_by, assumption.settled_at = "", None, None
    assumption.version += 1
    assumption.save(update_fields=["outcome", "settled_by", "settled_at", "version"])
    record(by=by, verb="reopen_assumption", subject=assumption.network, assumption=assumption.pk)
    return assumption


def says(row: Model, words: dict[str, Any]) -> bool:
    return all(getattr(row, name) == said for name, said in words.items())


def overwrite(
    row: Any, *, based_on: int, words: dict[str, Any], along: dict[str, Any] | None = None
) -> bool:
    """Save the words as the next version of the (locked) row; False when it says so already.

    Raises EditedMeanwhile, with the row as it stands, when somebody else wrote in between.
    """
    if says(row, words):
        return False
    if row.version != based_on:
        raise EditedMeanwhile(row)
    changed = {**words, **(along or {}), "version": row.version + 1}
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    return True


def _locked_for(by: Person, assumption: Assumption) -> Assumption:
    """The assumption as it stands, held together with its network; refused to all but members."""
    network = locked(assumption.network)
    require(can_write_assumption(by, network))
    found = Assumption.objects.select_for_update(of=("self",)).get(pk=assumption.pk)
    found.network = network
    return found
