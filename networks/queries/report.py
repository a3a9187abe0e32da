"""A network as one reader may read it: what the harvest is for a closed one, for a living one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat, JSONObject, Trim
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.dates import full_day
from netvaerk.people.enums import Role, UnitKind
from netvaerk.people.models import Person
from netvaerk.words import Words
from networks.enums import Audience
from networks.models import (
    AlignmentNote,
    Assumption,
    LearningEntry,
    Membership,
    Network,
    PhaseChange,
    Promise,
)
from networks.permissions.result import results_open_to
from networks.queries.direction import directions_for
from networks.queries.harvest import (
    MOST_CARDS,
    MOST_PHASES,
    SMALLEST_GROUP,
    STEP,
    Shared,
    Step,
    read_steps,
    told_assumptions,
    told_results,
)
from networks.queries.learning import readable_cards
from networks.queries.lifeline import first_phase

MOST_PROMISES, MOST_NOTES = 12, 6
AROUND = "around"  # those inside, chiefs and secretariat
# The narrowest first: whoever holds the paper must keep to the narrowest text in it.
MAY_READ: dict[str, Words] = {
    Audience.NETWORK: _(
        "Indeholder tekster, som kun netværket må læse. Del den ikke videre uden for netværket."
    ),
    Audience.SECRETARIAT: _(
        "Indeholder tekster, som kun netværket og sekretariatet må læse. Del den ikke videre."
    ),
    AROUND: _(
        "Indeholder tekster, som kun netværket, cheferne og sekretariatet må læse. "
        "Del den ikke videre."
    ),
    Audience.EMPLOYEES: _("Indeholder kun det, alle medarbejdere må læse."),
}


@dataclass(frozen=True)
class NetworkReport:
    """Everything on the page and in the PDF."""

    network: Any  # with `began_in`
    direction: Any | None  # the newest, if the reader may read it
    is_inherited: bool
    steps: tuple[Step, ...]  # the oldest first
    departments: tuple[str, ...]  # by Danish alphabet; those with one or two people in are left out
    cards: tuple[LearningEntry, ...]  # the newest first
    has_more_cards: bool
    fallen: Shared
    holding: Shared
    results: Shared  # each with its `home` in words, and `looks`
    promises: tuple[dict[str, Any], ...]  # the newest first
    notes: tuple[dict[str, Any], ...]  # the newest first
    written_on: str

    @property
    def narrowest(self) -> str:
        """Who may read the report, by the narrowest text in it: a key of MAY_READ."""
        found = set(self._audiences())
        return next((one for one in MAY_READ if one in found), Audience.EMPLOYEES)

    @property
    def may_read(self) -> str:
        return str(MAY_READ[self.narrowest])

    @property
    def is_bare(self) -> bool:
        """Nothing has been learned, settled or left behind that the reader may read."""
        return not (self.cards or self.fallen.total or self.holding.total or self.results.total)

    def _audiences(self) -> Iterator[str]:
        for texts in (self.cards, self.fallen.shown, self.holding.shown, self.results.shown):
            yield from (one.audience for one in texts)
        if self.promises or self.notes or (self.direction and not self.direction.is_shared):
            yield AROUND


def network_report(person: Person, network: Network) -> NetworkReport:
    """Five queries, for a network with its type, phase and people."""
    directions = directions_for(person, network)
    direction = next((one for one in directions if one.is_newest), None)
    told = _told(person, network)
    network.began_in = told["began_in"]  # type: ignore[attr-defined] # of `first_phase`
    cards = readable_cards(person, network).newest_first()[: MOST_CARDS + 1]
    assumptions = Assumption.objects.visible_to(person).filter(network=network)
    fallen, holding = told_assumptions(assumptions)
    shown = tuple(cards)
    return NetworkReport(
        network=network,
        direction=direction,
        is_inherited=direction is not None and direction.network_id != network.pk,
        steps=read_steps(reversed(told["told_steps"])),
        departments=tuple(told["departments"]),
        cards=shown[:MOST_CARDS],
        has_more_cards=len(shown) > MOST_CARDS,
        fallen=fallen,
        holding=holding,
        results=told_results(results_open_to(person).filter(network=network)),
        promises=tuple(told["told_promises"]),
        notes=tuple(told["told_notes"]),
        written_on=full_day(clock.today()),
    )


def _told(person: Person, network: Network) -> Any:
    """What is short and lies around the network, in one query."""
    here = {"network": OuterRef("pk")}
    steps = PhaseChange.objects.filter(**here).order_by("-at", "-pk").values(step=STEP)
    promises = Promise.objects.visible_to(person).filter(**here).order_by("-made_at", "-pk")
    notes = AlignmentNote.objects.visible_to(person).filter(**here).order_by("-written_at", "-pk")
    promise = JSONObject(
        text="text", by=_name("made_by"), at="made_at", outcome="outcome", answer="answer"
    )
    note = JSONObject(
        bearing="bearing", by=_name("written_by"), at="written_at", reason="reason", answer="answer"
    )
    return (
        Network.objects.filter(pk=network.pk)
        .annotate(
            began_in=first_phase(),
            told_steps=ArraySubquery(steps[:MOST_PHASES]),
            told_promises=ArraySubquery(promises.values(told=promise)[:MOST_PROMISES]),
            told_notes=ArraySubquery(notes.values(told=note)[:MOST_NOTES]),
            departments=ArraySubquery(_departments().filter(**here).values("place")),
        )
        .values("began_in", "departments", "told_steps", "told_promises", "told_notes")
        .get()
    )


def _departments() -> QuerySet[Any]:
    """Where those who are in work: by name, never how many, and nobody who could be picked out."""
    department = Case(
        When(person__unit__kind=UnitKind.UNIT, then=F("person__unit__parent__name")),
        default=F("person__unit__name"),
    )
    employees = Q(person__roles__contains=[Role.EMPLOYEE], person__is_in_relations=True)
    return (
        Membership.objects.to_the_end()
        .filter(employees, person__unit__isnull=False)
        .values(place=department)
        .annotate(size=Count("person", distinct=True))
        .filter(size__gte=SMALLEST_GROUP)
        .order_by(danish_order("place"))
    )


def _name(person: str) -> Trim:
    return Trim(Concat(f"{person}__first_name", Value(" "), f"{person}__last_name"))
