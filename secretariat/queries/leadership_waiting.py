"""What waits for a chief: proposals, own promises, directions to write, answers to own notes."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, OuterRef, QuerySet
from django.db.models.functions import Cast, JSONObject

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.people.models import Person
from networks.enums import Bearing, PromiseOutcome
from networks.models import AlignmentNote, Direction, Network, Proposal
from networks.queries.promise import promises_by
from secretariat.queries.told import Told, read_told

SHOWN = 6  # of each; what there is more of has a page of its own
ANSWERED_WITHIN = timedelta(days=30)
PLACE = {"slug": F("network__slug"), "network": F("network__title")}


@dataclass(frozen=True)
class Pile:
    """The first few of something that waits, and whether there are more."""

    rows: tuple[Told, ...]
    has_more: bool

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class Waiting:
    proposals: Pile  # longest first
    missing: Pile  # networks without a direction, of which the chief is reference leader
    promised: Pile  # a note said »ny retning«, and none is written since
    promises: Pile  # one's own: open ones first, the oldest at the top
    answers: Pile  # to one's own notes, the newest first

    @property
    def rounds(self) -> list[Told]:
        """Where the proposals can be read side by side."""
        rounds = {one["round"]["pk"]: one["round"] for one in self.proposals.rows}
        return list(rounds.values())

    @property
    def is_empty(self) -> bool:
        return not (self.proposals or self.missing or self.promised)


def waiting_for(person: Person) -> Waiting:
    """One query, however much waits."""
    piles = {
        "proposals": _proposals(person),
        "missing": _without_direction(person),
        "promised": _promised(person),
        "promises": _promises(person),
        "answers": _answers(person),
    }
    asked = {f"told_{name}": ArraySubquery(rows[: SHOWN + 1]) for name, rows in piles.items()}
    found = Person.objects.filter(pk=person.pk).values(**asked).get()
    told = {name: tuple(map(read_told, found[f"told_{name}"])) for name in piles}
    read = {name: Pile(rows[:SHOWN], len(rows) > SHOWN) for name, rows in told.items()}
    for one in read["answers"].rows:
        one["bearing"] = Bearing(one["bearing"]).label
    for one in read["promises"].rows:
        one["outcome"] = PromiseOutcome(one["outcome"]).label if one["outcome"] else ""
    return Waiting(**read)


def _proposals(person: Person) -> QuerySet:
    awaiting = Proposal.objects.visible_to(person).awaiting_decision()
    asked = JSONObject(pk="round", name="round__name", decided_on="round__decided_on")
    words = {name: F(name) for name in ("title", "challenge", "forwarded_at")}
    told = JSONObject(pk=Cast("pk", CharField()), round=asked, **words)
    return awaiting.order_by("forwarded_at", "pk").values(told=told)


def _without_direction(person: Person) -> QuerySet:
    """A sub-network has its parent's until it gets one of its own."""
    written = Direction.objects.filter(network=OuterRef("pk"))
    mine = Network.objects.alive().filter(~Exists(written), reference_leader=person, parent=None)
    told = JSONObject(slug="slug", network="title", decided_at="decided_at")
    return mine.order_by(danish_order("title"), "pk").values(told=told)


def _promised(person: Person) -> QuerySet:
    mine = Network.objects.alive().filter(reference_leader=person)
    notes = AlignmentNote.objects.newest().without_the_new_direction().filter(network__in=mine)
    told = JSONObject(reason="reason", written_at="written_at", **PLACE)
    return notes.order_by("written_at", "pk").values(told=told)


def _promises(person: Person) -> QuerySet:
    words = {name: F(name) for name in ("pk", "text", "made_at", "outcome", "answer")}
    told = JSONObject(answered_at="answered_at", **words, **PLACE)
    return promises_by(person).values(told=told)


def _answers(person: Person) -> QuerySet:
    since = clock.now() - ANSWERED_WITHIN
    notes = AlignmentNote.objects.visible_to(person).filter(
        written_by=person, answered_at__gte=since, network__in=Network.objects.visible_to(person)
    )
    words = {name: F(name) for name in ("pk", "bearing", "answer", "answered_at")}
    return notes.order_by("-answered_at", "-pk").values(told=JSONObject(**words, **PLACE))
