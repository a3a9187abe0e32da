"""The shape of everything that can wait for somebody.

A room lists its rules; each is one set in SQL: what waits, for whom, since when. The first page
shows what waits for me; a nudge is sent when it has waited long enough. Nothing is stored but
what was sent and what was answered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    Func,
    QuerySet,
    TextChoices,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from netvaerk.words import Words


class NudgeKind(TextChoices):
    """What a rule is about, as a person chooses what to get by mail."""

    ASKED = "asked", _("Når nogen spørger dig personligt")
    APPOINTMENT = "appointment", _("Dagen før noget, du har sagt ja til")
    NETWORK = "network", _("Netværk, du leder eller er med i")
    SUPPORT = "support", _("Sparring og tilbud")
    RESULT = "result", _("Resultater og genbesøg")
    DECISION = "decision", _("Forslag, beslutninger og løfter")
    HOUSE = "house", _("Sekretariatets arbejde")
    ANNOUNCEMENT = "announcement", _("Nyt fra sekretariatet")


class Waiting(NamedTuple):
    """One thing that waits for one person."""

    rule: str
    subject: str  # the primary key of what waits
    recipient: int
    since: datetime
    title: str
    place: str  # what the rule's URL is made of
    words: str  # what somebody said to the person, shown on their page and nowhere else
    network: int | None  # the network that it is about, under whose name a mail tells it


@dataclass(frozen=True)
class Rule:
    """What can wait, how it is said, and where it is done.

    `find` takes the people it may concern (everyone for the planner, one for a page) and
    returns a queryset made by `waiting_set`.
    """

    key: str
    kind: NudgeKind
    find: Callable[[Any], QuerySet]
    sentence: Words  # may hold {title}
    action: Words  # the button
    view: str
    place_name: str  # the URL's argument that `place` fills
    asked_in_person: bool = False  # somebody waits: it may rest, but not be waved away
    only_when_overdue: bool = False  # on the first page only after the nudge rule's delay
    only_by_mail: bool = False  # never a step on the first page
    # Only the recipient may read the title: the desk shows, searches and exports it nowhere.
    title_is_shielded: bool = False

    def waiting(self, people: QuerySet) -> QuerySet:
        """What waits for the people, with the columns of `Waiting`: all rules fit one union."""
        named = self.find(people).annotate(waiting_rule=Value(self.key, output_field=CharField()))
        return named.values_list(*(f"waiting_{column}" for column in Waiting._fields))

    def title_for_the_desk(self, title: str) -> str:
        """What the secretariat may read of what it is about: empty where that is shielded."""
        return "" if self.title_is_shielded else title


def each_of(people: QuerySet) -> Func:
    """One row for each of the people: what waits for a whole forum waits for each in it."""
    return Func(
        ArraySubquery(people.order_by().values("pk")),
        function="unnest",
        output_field=BigIntegerField(),
    )


def waiting_set(
    queryset: QuerySet,
    *,
    recipient,
    since,
    place: str,
    subject: str = "id",
    title: str = "title",
    network,
    words=None,
) -> QuerySet:
    """Say of a room's queryset what waits, for whom, since when and in which network."""
    return queryset.order_by().annotate(
        waiting_subject=Cast(subject, TextField()),
        waiting_recipient=recipient,
        waiting_since=Cast(since, DateTimeField()),
        waiting_title=Cast(title, TextField()),
        waiting_place=Cast(place, TextField()),
        waiting_words=Cast(Value("") if words is None else words, TextField()),
        waiting_network=Cast(Value(None) if network is None else network, BigIntegerField()),
    )
