"""Trials: the small acts that test an assumption."""

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from networks.actions.assumption import AlreadySaved, overwrite, says
from networks.actions.establishment import locked
from networks.models import Assumption, Trial
from networks.permissions.assumption import can_write_assumption


class AlreadySettled(Refusal):
    """What has an outcome is not tried any more, until it is opened again."""

    def __init__(self) -> None:
        super().__init__(
            _("Antagelsen har fået et udfald. Åbn den igen, hvis I vil prøve den af en gang til.")
        )


@transaction.atomic
def plan_trial(
    *, by: Person, assumption: Assumption, form_key: uuid.UUID, what: str, who: str, on: date
) -> Trial:
    """Agree on a small act that will show whether it holds; a form sent twice is one trial."""
    network = locked(assumption.network)
    require(can_write_assumption(by, network))
    assumption = Assumption.objects.get(pk=assumption.pk)
    words = {"what": what, "who": who, "on": on}
    found = Trial.objects.filter(form_key=form_key).first()
    if found:
        require(found.written_by_id == by.pk and found.assumption_id == assumption.pk)
        if not says(found, words):
            raise AlreadySaved
        return found
    if assumption.outcome:
        raise AlreadySettled
    trial = Trial.objects.create(
        assumption=assumption, form_key=form_key, written_by=by, written_at=clock.now(), **words
    )
    record(by=by, verb="plan_trial", subject=network, assumption=assumption.pk, trial=trial.pk)
    return trial


@transaction.atomic
def edit_trial(*, by: Person, trial: Trial, based_on: int, what: str, who: str, on: date) -> Trial:
    """Another act, other people or another day; `based_on` is the version that was read."""
    trial = _locked_for(by, trial)
    if overwrite(trial, based_on=based_on, words={"what": what, "who": who, "on": on}):
        _record(trial, by=by, verb="edit_trial")
    return trial


@transaction.atomic
def note_trial(*, by: Person, trial: Trial, based_on: int, saw: str) -> Trial:
    """Note what we saw; noted again, it is corrected."""
    trial = _locked_for(by, trial)
    seen_at = trial.seen_at or clock.now()
    if overwrite(trial, based_on=based_on, words={"saw": saw}, along={"seen_at": seen_at}):
        _record(trial, by=by, verb="note_trial")
    return trial


def _record(trial: Trial, *, by: Person, verb: str) -> None:
    subject = trial.assumption.network
    record(by=by, verb=verb, subject=subject, assumption=trial.assumption_id, trial=trial.pk)


def _locked_for(by: Person, trial: Trial) -> Trial:
    """The trial as it stands, held together with its network; refused to all but members."""
    network = locked(trial.assumption.network)
    require(can_write_assumption(by, network))
    found = Trial.objects.select_for_update(of=("self",)).get(pk=trial.pk)
    found.assumption = trial.assumption
    return found
