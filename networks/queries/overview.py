"""A network's first page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk.people.enums import Role, UnitKind
from netvaerk.people.models import Person
from netvaerk.people.models.org_unit import department_id_of
from networks.models import Direction, JoinRequest, LearningEntry, Network, PhaseChange
from networks.queries.direction import directions_for
from networks.queries.learning import newest_cards
from networks.queries.membership import waiting_requests

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
    requests: tuple[JoinRequest, ...]  # for the leader


def overview_of(person: Person, network: Network, *, with_requests: bool) -> Overview:
    """Four queries, five with the requests; nothing that the person may not read."""
    directions = directions_for(person, network)
    cards = newest_cards(person, network, limit=CARDS_ON_THE_WAY)
    changes = network.phase_changes.select_related("to")
    return Overview(
        people=people_in(network),
        direction=next((one for one in directions if one.is_newest), None),
        cards=cards[:CARDS_SHOWN],
        way=_way_of(network, changes, directions, cards),
        requests=waiting_requests(network) if with_requests else (),
    )


def people_in(network: Network) -> str:
    """How many are in, from how many departments, and how many from outside the municipality."""
    is_employee = Q(person__roles__contains=[Role.EMPLOYEE])
    counted = network.memberships.current().aggregate(
        people=Count("pk"),
        guests=Count("pk", filter=~is_employee),
        departments=Count(
            department_id_of("person__unit"),
            distinct=True,
            filter=is_employee & ~Q(person__unit__kind=UnitKind.DIRECTOR_AREA),
        ),
    )
    words = ngettext("%(people)d deltager", "%(people)d deltagere", counted["people"])
    if counted["departments"]:
        words += " " + ngettext(
            "fra %(departments)d afdeling", "fra %(departments)d afdelinger", counted["departments"]
        )
    if counted["guests"]:
        words += " " + _("og %(guests)d udefra")
    return words % counted


def _way_of(
    network: Network,
    changes: QuerySet[PhaseChange],
    directions: tuple[Any, ...],
    cards: tuple[LearningEntry, ...],
) -> tuple[Moment, ...]:
    # What comes of something else stands before it, for when both are of the same moment.
    moments = [Moment(one.noted_at, _("Vi lærte"), _short(one.learned)) for one in cards]
    moments += [Moment(one.at, one.to.name, one.sentence) for one in changes]
    if network.established_at:
        moments.append(
            Moment(
                network.established_at,
                _("Netværket blev etableret"),
                _("Retning, leder og konsulent var på plads."),
            )
        )
    moments += [Moment(one.written_at, _version_words(one.version)) for one in directions]
    moments.append(Moment(network.decided_at, _("Chefforum sagde ja")))
    return tuple(sorted(moments, key=lambda moment: moment.on, reverse=True))


def _version_words(version: int) -> str:
    if version == 1:
        return _("Retningen blev skrevet")
    return _("Retningen blev skrevet om (version %(version)d)") % {"version": version}


def _short(text: str) -> str:
    return Truncator(text).words(WORDS_ON_THE_WAY)
