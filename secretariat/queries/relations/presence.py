"""Who was where with whom: the only four ways in which people are said to have encountered others.

A shared network while both were in it, a meeting that both said yes to and that was held, a
sparring that was held, a session of an offering that both came to. Nothing else is looked at.
"""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    IntegerField,
    Q,
    QuerySet,
    Value,
)
from django.utils.translation import gettext_lazy as _

from networks.enums import MeetingAnswer
from networks.models import MeetingReply, Membership, Network
from offerings.models import Booking
from secretariat.enums import SparringState
from secretariat.models import SparringSession


class Way(models.IntegerChoices):
    """How people have encountered each other."""

    NETWORK = 1, _("i netværk")
    MEETING = 2, _("til møder")
    SPARRING = 3, _("til sparring")
    OFFERING = 4, _("på hold")


def presences(until: datetime) -> QuerySet[Any]:
    """(way, place, network, person, begins, ends, is_current) of all that had begun by `until`,
    but for what lay in networks that came to nothing."""
    return presences_in(Network.objects.existing(), until).union(_attended(until), all=True)


def presences_in(networks: QuerySet[Network], until: datetime) -> QuerySet[Any]:
    """The same of what belongs to `networks`; a session of an offering belongs to none."""
    return _memberships(until, networks).union(
        _replies(until, networks), *_sparring(until, networks), all=True
    )


def _memberships(until: datetime, within: QuerySet[Network]) -> QuerySet[Any]:
    was_alive = Q(network__closed_at=None) | Q(network__closed_at__gt=until)
    is_current = (Q(ended_at=None) | Q(ended_at__gt=until)) & was_alive
    begun = Membership.objects.filter(joined_at__lte=until, network__in=within)
    return _rows(
        begun,
        Way.NETWORK,
        "network_id",
        "network_id",
        "person_id",
        "joined_at",
        "ended_at",
        is_current,
    )


def _replies(until: datetime, within: QuerySet[Network]) -> QuerySet[Any]:
    held = MeetingReply.objects.filter(
        answer=MeetingAnswer.YES,
        meeting__cancelled_at=None,
        meeting__ends_at__lte=until,
        meeting__network__in=within,
    )
    at = "meeting__begins_at"
    return _rows(held, Way.MEETING, "meeting_id", "meeting__network_id", "person_id", at)


def _sparring(until: datetime, within: QuerySet[Network]) -> list[QuerySet[Any]]:
    """Those who were there, and the partner."""
    held = SparringSession.objects.filter(
        state=SparringState.HELD, takes_place_at__lte=until, network__in=within
    )
    there = held.exclude(people=None)
    return [
        _rows(some, Way.SPARRING, "pk", "network_id", who, "takes_place_at")
        for some, who in ((there, "people"), (held, "partner_id"))
    ]


def _attended(until: datetime) -> QuerySet[Any]:
    came = Booking.objects.filter(has_attended=True, session__ends_at__lte=until)
    return _rows(came, Way.OFFERING, "session_id", None, "person_id", "session__begins_at")


def _rows(
    found: QuerySet[Any],
    way: Way,
    place: str,
    network: str | None,
    person: str,
    begins: str,
    ends: str | None = None,
    is_current: Q | None = None,
) -> QuerySet[Any]:
    current: Any = Value(False)
    if is_current is not None:
        current = ExpressionWrapper(is_current, output_field=BooleanField())
    return found.order_by().values_list(
        Value(way.value),
        place,
        network if network else Value(None, output_field=IntegerField()),
        person,
        begins,
        ends if ends else Value(None, output_field=IntegerField()),
        current,
    )
