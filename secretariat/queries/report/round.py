"""A theme round afterwards: what was proposed and decided, and what has come of it since."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import JSONObject, Left

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.dates import full_day
from netvaerk.people.enums import Role, UnitKind
from netvaerk.people.models import OrgUnit, Person
from netvaerk.people.models.org_unit import department_id_of
from networks.enums import ReceiverAnswer
from networks.models import (
    Direction,
    LearningEntry,
    Membership,
    Network,
    PhaseChange,
    Proposal,
    Receiver,
    Result,
    StrategicTheme,
    ThemeRound,
)
from networks.queries.harvest import SMALLEST_GROUP, STEP
from networks.queries.lifeline import first_phase
from networks.queries.proposal import decision_rows, picked
from networks.queries.round_items import on_agenda

MOST_PROPOSALS, MOST_NETWORKS, MOST_OF_EACH, LETTERS = 40, 25, 4, 160


@dataclass(frozen=True)
class Department:
    """How many of the round's networks a department takes part in; never how many people."""

    name: str
    networks: int


@dataclass(frozen=True)
class RoundReport:
    round: ThemeRound
    proposals: tuple[Any, ...]  # as on the agenda, each with `unit_names` and `decision_rows`
    has_more_proposals: bool
    networks: tuple[Any, ...]  # by Danish alphabet, each with what `_told` has found
    has_more_networks: bool
    departments: tuple[Department, ...]  # in the organisation's order
    written_on: str

    @property
    def is_decided(self) -> bool:
        return self.round.decided_on <= clock.today()


def round_report(person: Person, theme_round: ThemeRound) -> RoundReport:
    """Four queries, however much has come of the round."""
    proposals = list(_proposals(person, theme_round)[: MOST_PROPOSALS + 1])
    networks = list(_networks(person, theme_round)[: MOST_NETWORKS + 1])
    return RoundReport(
        round=theme_round,
        proposals=tuple(proposals[:MOST_PROPOSALS]),
        has_more_proposals=len(proposals) > MOST_PROPOSALS,
        networks=tuple(networks[:MOST_NETWORKS]),
        has_more_networks=len(networks) > MOST_NETWORKS,
        departments=_departments(networks[:MOST_NETWORKS]),
        written_on=full_day(clock.today()),
    )


def _proposals(person: Person, theme_round: ThemeRound) -> QuerySet[Any]:
    """Where they come from and whom they touch: departments, nobody by name."""
    units = OrgUnit.objects.filter(pk__in=picked(Proposal.units.through, "orgunit"))
    writing_along = Person.objects.filter(pk__in=picked(Proposal.co_authors.through, "person"))
    return on_agenda(person, theme_round).annotate(
        proposed_in=_department("proposer__unit"),
        written_along_in=ArraySubquery(
            writing_along.exclude(unit=None).values(name=_department("unit"))
        ),
        unit_names=ArraySubquery(units.order_by(danish_order("name")).values("name")),
        decision_rows=ArraySubquery(decision_rows()),
    )


def _department(unit: str) -> Case:
    """The name of the department that the unit at the path is or belongs to."""
    return Case(
        When(**{f"{unit}__kind": UnitKind.UNIT}, then=F(f"{unit}__parent__name")),
        default=F(f"{unit}__name"),
    )


def _networks(person: Person, theme_round: ThemeRound) -> QuerySet[Any]:
    here = {"network": OuterRef("pk")}
    steps = PhaseChange.objects.filter(**here).order_by("at", "pk")
    newest = Direction.objects.visible_to(person).filter(network=OuterRef(OuterRef("pk")))
    naming = StrategicTheme.objects.filter(
        directions=Subquery(newest.order_by("-version").values("pk")[:1])
    )
    cards = LearningEntry.objects.shared().visible_to(person).filter(**here).newest_first()
    card = JSONObject(
        pk="pk", title="title", beginning=Left("learned", LETTERS + 1), noted_at="noted_at"
    )
    taken = Receiver.objects.filter(
        answer=ReceiverAnswer.ACCEPTED,
        result__in=Result.objects.shared().visible_to(person),
        result__network=OuterRef("pk"),
    )
    result = JSONObject(title="result__title", unit="unit__name", at="answered_at")
    return (
        Network.objects.visible_to(person)
        .filter(proposal__round=theme_round)
        .select_related("type", "phase")
        .annotate(
            began_in=first_phase(),
            told_steps=ArraySubquery(steps.values(step=STEP)),
            theme_names=ArraySubquery(naming.order_by("position", "title").values("title")),
            told_cards=ArraySubquery(cards.values(card=card)[: MOST_OF_EACH + 1]),
            told_results=ArraySubquery(
                taken.order_by("answered_at", "pk").values(told=result)[: MOST_OF_EACH + 1]
            ),
        )
        .order_by(danish_order("title"), "pk")
    )


def _departments(networks: list[Any]) -> tuple[Department, ...]:
    """One takes part in a network that at least three of its people are or have been in."""
    seats = (
        Membership.objects.filter(
            network__in=networks,
            person__roles__contains=[Role.EMPLOYEE],
            person__is_in_relations=True,
        )
        .values("network", department=department_id_of("person__unit"))
        .annotate(size=Count("person", distinct=True))
        .filter(size__gte=SMALLEST_GROUP)
    )
    taking_part = Counter(seat["department"] for seat in seats)
    # By director area; a department outside them stands last, as everywhere.
    units = OrgUnit.objects.filter(pk__in=taking_part).order_by(
        danish_order("parent__name").asc(nulls_last=True), danish_order("name")
    )
    return tuple(Department(unit.name, taking_part[unit.pk]) for unit in units)
