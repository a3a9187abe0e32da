"""Whom one person has come to know in other departments; only for that person's own page."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, FilteredRelation, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Greatest

from netvaerk import clock
from netvaerk.people.models import Person
from netvaerk.people.queries.groups import grouped_people
from networks.enums import MeetingAnswer
from networks.models import MeetingReply, Membership, Network
from offerings.models import Booking
from secretariat.enums import SparringState
from secretariat.models import SparringSession
from secretariat.queries.relations.presence import Way

PAGE = 25


@dataclass
class Known:
    """Somebody met, with the first time and where."""

    since: datetime
    ways: set[Way] = field(default_factory=set)
    network_ids: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Acquaintance:
    person: Person
    since: datetime
    ways: str
    networks: tuple[dict[str, str], ...]  # slug and title; those that one may see

    @property
    def note(self) -> str:
        """A colleague's title, or what kind of guest it is."""
        kind = self.person.stakeholder_kind
        return kind.name if kind and not self.person.is_employee else self.person.title


def acquaintances_of(person: Person, number: Any) -> Page:
    """The newest first; four queries. Who has opted out is not among them, and no colleague."""
    known = _known_by(person)
    counted = grouped_people().filter(pk__in=[*known, person.pk]).exclude(first_name="")
    group_of = dict(counted.values_list("pk", "group"))
    mine = group_of.pop(person.pk, None)
    across = [pk for pk, group in group_of.items() if mine and group != mine]
    across.sort(key=lambda pk: (known[pk].since, pk), reverse=True)
    page = Paginator(across, PAGE).get_page(number)
    page.object_list = _named(person, known, list(page.object_list))
    return page


def _named(viewer: Person, known: dict[int, Known], some: list[int]) -> list[Acquaintance]:
    people = Person.objects.select_related("unit", "stakeholder_kind").in_bulk(some)
    ids = {network for pk in some for network in known[pk].network_ids}
    found = Network.objects.visible_to(viewer).filter(pk__in=ids).in_danish_order()
    named = found.values_list("pk", "slug", "title")
    networks = [(pk, {"slug": slug, "title": title}) for pk, slug, title in named]
    return [
        Acquaintance(
            person=people[pk],
            since=known[pk].since,
            ways=", ".join(str(way.label) for way in sorted(known[pk].ways)),
            networks=tuple(told for network, told in networks if network in known[pk].network_ids),
        )
        for pk in some
    ]


def _known_by(person: Person) -> dict[int, Known]:
    """Everybody met anywhere; one query."""
    known: dict[int, Known] = {}
    within = Network.objects.visible_to(person)
    rows = _members(person, within).union(
        _at_meetings(person, within),
        *_at_sparring(person, within),
        _at_sessions(person),
        all=True,
    )
    for way, network, other, since in rows:
        one = known.setdefault(other, Known(since))
        one.since = min(one.since, since)
        one.ways.add(Way(way))
        if network:
            one.network_ids.add(network)
    known.pop(person.pk, None)
    return known


def _members(person: Person, within: QuerySet[Network]) -> QuerySet[Any]:
    """Those who were in a network while one was in it oneself."""
    mine = FilteredRelation(
        "network__memberships", condition=Q(network__memberships__person=person)
    )
    together = (
        Membership.objects.filter(network__in=within)
        .annotate(mine=mine)
        .filter(
            Q(mine__ended_at=None) | Q(joined_at__lt=F("mine__ended_at")),
            Q(ended_at=None) | Q(ended_at__gt=F("mine__joined_at")),
            mine__isnull=False,
        )
    )
    since = Greatest("joined_at", "mine__joined_at")
    return _rows(together, Way.NETWORK, "network_id", "person_id", since)


def _at_meetings(person: Person, within: QuerySet[Network]) -> QuerySet[Any]:
    held = MeetingReply.objects.filter(
        answer=MeetingAnswer.YES,
        meeting__in=MeetingReply.objects.filter(
            person=person,
            answer=MeetingAnswer.YES,
            meeting__network__in=within,
            meeting__cancelled_at=None,
            meeting__ends_at__lte=clock.now(),
        ).values("meeting"),
    )
    at = F("meeting__begins_at")
    return _rows(held, Way.MEETING, "meeting__network_id", "person_id", at)


def _at_sparring(person: Person, within: QuerySet[Network]) -> list[QuerySet[Any]]:
    """Those who were there, and the partner."""
    there = Q(partner=person) | Q(pk__in=person.sparring_taken_part_in.values("pk"))
    held = SparringSession.objects.filter(
        there, state=SparringState.HELD, takes_place_at__lte=clock.now(), network__in=within
    )
    at = F("takes_place_at")
    return [
        _rows(held.exclude(people=None), Way.SPARRING, "network_id", "people", at),
        _rows(held, Way.SPARRING, "network_id", "partner_id", at),
    ]


def _at_sessions(person: Person) -> QuerySet[Any]:
    own = person.bookings.filter(has_attended=True, session__ends_at__lte=clock.now())
    came = Booking.objects.filter(has_attended=True, session__in=own.values("session"))
    return _rows(came, Way.OFFERING, None, "person_id", F("session__begins_at"))


def _rows(
    found: QuerySet[Any], way: Way, network: str | None, person: str, since: Any
) -> QuerySet[Any]:
    at = network if network else Value(None, output_field=IntegerField())
    return found.order_by().values_list(Value(way.value), at, person, since)
