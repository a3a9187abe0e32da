"""Assumptions and their trials, brought about by the actions."""

import uuid
from datetime import date, timedelta

from netvaerk import clock
from netvaerk.people.models import Person
from networks.actions.assumption import settle_assumption, write_assumption
from networks.actions.trial import note_trial, plan_trial
from networks.enums import Audience, Certainty, Outcome, Weight
from networks.models import Assumption, Network, Trial


def make_assumption(
    network: Network, *, by: Person | None = None, audience: str = Audience.NETWORK, **words: str
) -> Assumption:
    """By the network's leader if nobody else is named."""
    written = {
        "sentence": "Forældrene læser vores beskeder.",
        "held_by": "Lærerne",
        "weight": Weight.CRUCIAL,
        "certainty": Certainty.BELIEF,
        "would_show": "At de ringer og spørger om det, der står der.",
    }
    return write_assumption(
        by=by or network.leader,
        network=network,
        form_key=uuid.uuid4(),
        audience=audience,
        **{**written, **words},
    )


def make_trial(
    assumption: Assumption,
    *,
    what: str = "Vi ringer til ti forældre.",
    who: str = "Klubben",
    on: date | None = None,
    saw: str = "",
) -> Trial:
    """In a week if no day is named; noted when `saw` says what was seen."""
    leader = assumption.network.leader
    day = on or clock.today() + timedelta(days=7)
    trial = plan_trial(
        by=leader, assumption=assumption, form_key=uuid.uuid4(), what=what, who=who, on=day
    )
    return note_trial(by=leader, trial=trial, based_on=1, saw=saw) if saw else trial


def make_settled(
    assumption: Assumption,
    *,
    outcome: str = Outcome.FELL,
    outcome_words: str = "To ud af ti havde åbnet den.",
) -> Assumption:
    return settle_assumption(
        by=assumption.network.leader,
        assumption=assumption,
        based_on=assumption.version,
        outcome=outcome,
        outcome_words=outcome_words,
    )


def make_fallen(
    network: Network, *, audience: str = Audience.EMPLOYEES, **words: str
) -> Assumption:
    """One that fell, shared with every employee if nothing else is said."""
    outcome_words = words.pop("outcome_words", "To ud af ti havde åbnet den.")
    assumption = make_assumption(network, audience=audience, **words)
    return make_settled(assumption, outcome_words=outcome_words)
