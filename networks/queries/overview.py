"""A network's first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from netvaerk.people.models import Person
from networks.models import Direction, LearningEntry, Network
from networks.queries.beside import Beside, Move, beside_of
from networks.queries.direction import directions_for
from networks.queries.learning import newest_cards
from networks.queries.standing import standing_of
from networks.queries.voices import MissingVoice, missing_voices

CARDS_SHOWN, CARDS_ON_THE_WAY, WORDS_ON_THE_WAY = 3, 20, 30


@dataclass(frozen=True)
class Moment:
    """Something that happened on the way; `_timeline.html` draws it."""

    on: datetime
    heading: str
    text: str = ""


@dataclass(frozen=True)
class Overview:
    """A network's first page."""

    people: str  # "14 deltagere fra 6 afdelinger og 3 udefra"
    direction: Direction | None
    cards: tuple[LearningEntry, ...]
    way: tuple[Moment, ...]  # the newest first
    beside: Beside
    voices: tuple[MissingVoice, ...]  # named in the proposal, and not in yet


def overview_of(person: Person, network: Network) -> Overview:
    """Four queries; nothing that the person may not read."""
    is_inside = standing_of(person, network).is_inside
    beside = beside_of(person, network, is_inside=is_inside)
    directions = directions_for(person, network)
    cards = newest_cards(person, network, limit=CARDS_ON_THE_WAY)
    return Overview(
        people=beside.people,
        direction=next((one for one in directions if one.is_newest), None),
        cards=cards[:CARDS_SHOWN],
        way=_way_of(network, beside.moves, directions, cards),
        beside=beside,
        voices=missing_voices(network),
    )


def _way_of(
    network: Network,
    moves: Sequence[Move],
    directions: tuple[Any, ...],
    cards: tuple[LearningEntry, ...],
) -> tuple[Moment, ...]:
    # What comes of something else stands before it, for when both are of the same moment.
    moments = [Moment(one.noted_at, _("Vi lærte"), _short(one.learned)) for one in cards]
    moments += [Moment(one.at, one.to, one.sentence) for one in moves]
    if network.closed_at:
        moments.append(
            Moment(network.closed_at, _("Netværket blev afsluttet"), network.closing_words)
        )
    if network.established_at and network.parent is None:
        moments.append(
            Moment(
                network.established_at,
                _("Netværket blev etableret"),
                _("Retning, leder og konsulent var på plads."),
            )
        )
    own = (one for one in directions if one.network_id == network.pk)
    moments += [Moment(one.written_at, _version_words(one.version)) for one in own]
    began = _("Chefforum sagde ja") if network.parent is None else _("Undernetværket begyndte")
    moments.append(Moment(network.decided_at, began))
    return tuple(sorted(moments, key=lambda moment: moment.on, reverse=True))


def _version_words(version: int) -> str:
    if version == 1:
        return _("Retningen blev skrevet")
    return _("Retningen blev skrevet om (version %(version)d)") % {"version": version}


def _short(text: str) -> str:
    return Truncator(text).words(WORDS_ON_THE_WAY)
