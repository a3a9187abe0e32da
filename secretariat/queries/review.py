"""One network before the chiefs: its direction, its own words and its learning, side by side."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from netvaerk import clock
from netvaerk.people.models import Person
from networks.enums import Bearing
from networks.models import AlignmentNote, LearningEntry, Network
from networks.permissions.alignment import can_write_alignment_note
from networks.queries.alignment import readable_notes
from networks.queries.direction import Directions, directions_page
from secretariat.queries.since_last_kinds import KINDS, Kind
from secretariat.queries.since_last_words import Line, line_of
from secretariat.queries.told import Told, read_told

OF_EACH, IN_ALL = 5, 8  # lines of a kind, and of the network
CARDS, NOTES = 3, 4
# The conversation itself stands beside what has changed.
# How many of a kind stand in full further down the page: above, that they are new is enough.
IN_FULL = {"direction": 1, "understanding": 1, "learning": CARDS}
CHANGES = [kind for kind in KINDS if kind.key not in {"note", "answer"}]


@dataclass(frozen=True)
class Moment:
    on: datetime
    line: Line


@dataclass(frozen=True)
class NetworkReview:
    directions: Directions
    last_learning_at: datetime | None  # of any card: a moment, never its text
    cards: tuple[Told, ...]  # shared ones, the newest first
    since: datetime | None  # the newest note before today; none when there is none
    changes: tuple[Moment, ...]  # since then, or since it began; the newest first
    has_more: bool  # the network's own pages have the rest
    phases: tuple[Moment, ...]  # the newest first
    notes: tuple[AlignmentNote, ...]  # the newest first
    may_write: bool

    @property
    def note(self) -> AlignmentNote | None:
        return self.notes[0] if self.notes else None

    @property
    def direction_seen(self) -> int:
        """The key of the version shown, 0 for none."""
        return self.directions.current.pk if self.directions.current else 0

    @property
    def answered_before(self) -> Any | None:
        """The newest version that the network has answered, while the one that counts waits."""
        if self.directions.current is None or self.directions.current.acknowledged_at:
            return None
        return next((one for one in self.directions.earlier if one.acknowledged_at), None)

    @property
    def awaits_direction(self) -> bool:
        """The newest word is that a new one is needed, and none has been written since."""
        note, current = self.note, self.directions.current
        if note is None or note.bearing != Bearing.NEW_DIRECTION:
            return False
        return current is None or current.written_at <= note.written_at

    def has_just_written(self, person: Person) -> bool:
        """The newest word is the person's own, of today: there is nothing more to do here."""
        note = self.note
        if note is None or note.written_by_id != person.pk:
            return False
        return timezone.localdate(note.written_at) == clock.today()


def review_of(person: Person, network: Network) -> NetworkReview:
    """Three queries; only what is shared, also for a chief who is in the network."""
    notes = tuple(readable_notes(person, network)[:NOTES])
    found = _story(person, network)
    moments = {kind.key: _moments(found[f"told_{kind.key}"], kind, network) for kind in CHANGES}
    since = found["since"] or network.decided_at
    changes = [one for told in moments.values() for one in told if one.on > since]
    changes.sort(key=lambda one: one.on, reverse=True)
    return NetworkReview(
        directions=directions_page(person, network),
        last_learning_at=found["last_learning_at"],
        cards=tuple(read_told(card) for card in found["cards"]),
        since=found["since"],
        changes=tuple(changes[:IN_ALL]),
        has_more=len(changes) > IN_ALL,
        phases=moments["phase"],
        notes=notes,
        may_write=can_write_alignment_note(person, network),
    )


def _story(person: Person, network: Network) -> dict[str, Any]:
    """The newest of each kind that the chiefs read of; one query.

    Those who review on one day all read what has changed since the last time.
    """
    today = clock.local_now().replace(hour=0, minute=0, second=0, microsecond=0)
    before = readable_notes(person, network).filter(written_at__lt=today)
    any_card = LearningEntry.objects.filter(network=OuterRef("pk")).newest_first()
    card = JSONObject(
        pk="pk", title="title", learned="learned", therefore="therefore", noted_at="noted_at"
    )
    told = {
        f"told_{kind.key}": ArraySubquery(
            kind.rows(person)
            .filter(**{kind.network: OuterRef("pk"), f"{kind.moment}__isnull": False})
            .order_by(f"-{kind.moment}", "-pk")
            .values(told=JSONObject(moment_at=kind.moment, told=kind.told()))[:OF_EACH]
        )
        for kind in CHANGES
    }
    found: Any = (
        Network.objects.filter(pk=network.pk)
        .values(
            since=Subquery(before.values("written_at")[:1]),
            last_learning_at=Subquery(any_card.values("noted_at")[:1]),
            cards=ArraySubquery(any_card.shared().values(told=card)[:CARDS]),
            **told,
        )
        .get()
    )
    return found


def _moments(found: list[Told], kind: Kind, network: Network) -> tuple[Moment, ...]:
    moments = []
    for place, row in enumerate(map(read_told, found)):
        line = line_of(kind.key, row["told"], network.slug)
        is_in_full = place < IN_FULL.get(kind.key, 0)
        moments.append(Moment(row["moment_at"], replace(line, text="") if is_in_full else line))
    return tuple(moments)
