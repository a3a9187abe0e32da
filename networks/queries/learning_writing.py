"""What somebody has at hand while writing a learning card."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.people.models import Person
from networks.enums import LearningKind
from networks.models import Assumption, LearningDraft, Meeting, Network, Phase, Trial

LABEL, MEETINGS = 90, 30
# What a draft is called after: the first of these that holds something.
TELLING = ("title", "learned", "saw", "believed", "text", "therefore")


@dataclass(frozen=True)
class AtHand:
    """What a card may be tied to, by the keys that a form sends."""

    assumptions: dict[str, Assumption]
    trials: dict[str, Trial]
    meetings: dict[str, Meeting]


@dataclass(frozen=True)
class DraftLine:
    """An unfinished card in its author's list."""

    form_key: uuid.UUID
    entry_id: str  # of the card that it edits; empty for a new one
    words: str
    saved_at: datetime


def drafts_of(person: Person, network: Network) -> Sequence[DraftLine]:
    """The person's own unfinished cards here, the last one touched first."""
    drafts = LearningDraft.objects.visible_to(person).filter(network=network)
    return tuple(
        DraftLine(
            form_key=draft.form_key,
            entry_id=draft.fields.get("entry", ""),
            words=_told(draft.fields),
            saved_at=draft.saved_at,
        )
        for draft in drafts
    )


def draft_with(person: Person, network: Network, form_key: str) -> LearningDraft | None:
    """The person's own draft with the key from an address; None for anything else."""
    try:
        key = uuid.UUID(form_key)
    except ValueError:
        return None
    drafts = LearningDraft.objects.visible_to(person)
    return drafts.filter(network=network, form_key=key).first()


def at_hand_for(
    person: Person, network: Network, *, kind: str, trial: str = "", meeting: str = ""
) -> AtHand:
    """What a card may be tied to; `trial` and `meeting` are keys from an address or a form."""
    tried = _one_of(Trial.objects.visible_to(person).filter(assumption__network=network), trial)
    met = Meeting.objects.visible_to(person).filter(network=network)
    meetings = _one_of(met, meeting)
    if kind == LearningKind.MEETING:
        begun = met.held().filter(begins_at__lte=clock.now()).order_by("-begins_at", "-pk")
        meetings |= _by_key(begun[:MEETINGS])
    assumptions = Assumption.objects.visible_to(person).filter(network=network)
    return AtHand(
        # A trial brings the assumption that it tests.
        assumptions={} if tried else _by_key(assumptions.order_by("-written_at", "-pk")),
        trials=tried,
        meetings=meetings,
    )


def _by_key(found: Iterable[Any]) -> dict[str, Any]:
    return {str(one.pk): one for one in found}


def _one_of(found: QuerySet, key: str) -> dict[str, Any]:
    """The one with the key; nothing for an empty key or nonsense, without asking."""
    number = number_in(key)
    return _by_key(found.filter(pk=number)) if number else {}


def number_in(key: str) -> int:
    """A row's number from an address or a form; nothing has the number 0."""
    return int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else 0


def prompts_of(phase: Phase) -> Sequence[str]:
    """The phase's questions, each day beginning with another."""
    prompts = phase.prompts
    first = clock.today().toordinal() % len(prompts) if prompts else 0
    return [*prompts[first:], *prompts[:first]]


def _told(fields: dict[str, Any]) -> str:
    words = next((said for name in TELLING if (said := fields.get(name, "").strip())), "")
    return Truncator(" ".join(words.split())).chars(LABEL) or _("Uden ord endnu")
