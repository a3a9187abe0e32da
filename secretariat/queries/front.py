"""The first page: what waits for me and why, my networks, the next fortnight, what is new."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, OuterRef, Q
from django.urls import reverse

from netvaerk.nudges import Waiting
from netvaerk.people.models import Person
from networks.models import LearningEntry, Network
from networks.models.learning import LearningEntryQuerySet
from networks.models.network import with_member
from networks.models.shield import audiences_open_to
from secretariat.enums import NudgeAnswer
from secretariat.nudges import RULE_OF, RULES
from secretariat.queries.calendar import Appointment, appointments_of
from secretariat.queries.nudges import (
    delays,
    everything_waiting_for,
    is_overdue,
    is_snoozed,
    snoozes_of,
)

AHEAD = timedelta(days=14)
NEW = 3  # learning cards
ORDER = {rule.key: position for position, rule in enumerate(RULES)}


@dataclass(frozen=True)
class Step:
    """One thing that waits for me, as the step card shows it."""

    rule: str
    subject: str
    sentence: str
    why: str
    since: datetime
    url: str
    action: str
    not_now_url: str
    not_relevant_url: str


@dataclass(frozen=True)
class FrontPage:
    steps: list[Step]
    networks: list[Network]
    calendar: list[Appointment]
    learning: list[LearningEntry]


def front_page_for(person: Person) -> FrontPage:
    """Everything on a signed-in person's first page."""
    has_a_part = with_member(person)
    has_a_part |= Q(consultant=person) | Q(co_driver=person) | Q(reference_leader=person)
    return FrontPage(
        steps=steps_for(person),
        networks=list(
            Network.objects.alive().filter(has_a_part).select_related("phase").in_danish_order()
        ),
        calendar=appointments_of(person, ahead=AHEAD),
        learning=list(
            _newest_learning(person).select_related("network", "author__unit").newest_first()[:NEW]
        ),
    )


def _newest_learning(person: Person) -> LearningEntryQuerySet:
    """Not more than a few cards of each network, for those who read only their own networks:
    from the end of the whole log they might pass a million before they met one of theirs."""
    readable = LearningEntry.objects.visible_to(person)
    if audiences_open_to(person):
        return readable
    of_a_network = LearningEntry.objects.filter(network=OuterRef("pk")).newest_first()
    newest = ArraySubquery(of_a_network.values("pk")[:NEW])
    own = Network.objects.shielded_open_to(person).values_list(Func(newest, function="unnest"))
    return readable.filter(pk__in=own)


def steps_for(person: Person) -> list[Step]:
    """What waits for the person and is neither snoozed nor too early to ask about."""
    snoozes, patience = snoozes_of(person), delays()
    waiting = [
        one
        for one in everything_waiting_for(person)
        if not RULE_OF[one.rule].only_by_mail
        and not is_snoozed(one, snoozes)
        and (not RULE_OF[one.rule].only_when_overdue or is_overdue(one, patience))
    ]
    waiting.sort(key=lambda one: (ORDER[one.rule], one.since))
    return [step_of(one) for one in waiting]


def step_of(waiting: Waiting) -> Step:
    """The words and the address of something that waits."""
    rule = RULE_OF[waiting.rule]
    return Step(
        rule=waiting.rule,
        subject=waiting.subject,
        sentence=str(rule.sentence).format(title=waiting.title),
        why=waiting.words,
        since=waiting.since,
        url=reverse(rule.view, kwargs={rule.place_name: waiting.place}),
        action=str(rule.action),
        not_now_url=reverse("secretariat:nudge_answer", args=[NudgeAnswer.NOT_NOW.value]),
        not_relevant_url=""
        if rule.asked_in_person
        else reverse("secretariat:nudge_answer", args=[NudgeAnswer.NOT_RELEVANT.value]),
    )
