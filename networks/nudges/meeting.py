"""What waits around a network's meetings: an answer before, a note after."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.nudges import NudgeKind, Rule, waiting_set
from netvaerk.people.models.person import PersonQuerySet
from networks.models import LearningEntry, Meeting, MeetingReply
from networks.models.network import LIVING

NOTED_WITHIN = timedelta(days=14)


def meeting_unanswered(people: PersonQuerySet) -> QuerySet:
    """Meetings to come, for each member who has not said whether they come."""
    called = (
        Meeting.objects.ahead(clock.now())
        .filter(
            network__status__in=LIVING,
            network__memberships__ended_at=None,
            network__memberships__person__in=people,
        )
        .annotate(member=F("network__memberships__person"))
    )
    answered = MeetingReply.objects.filter(meeting=OuterRef("pk"), person=OuterRef("member"))
    return waiting_set(
        called.filter(~Exists(answered)),
        recipient=F("member"),
        since="changed_at",
        title="network__title",
        network="network_id",
        place="id",
        words=Concat(Value("»"), "question", Value("«"), output_field=TextField()),
    )


def meeting_unnoted(people: PersonQuerySet) -> QuerySet:
    """Meetings held lately that no learning card tells of, for the leader."""
    now = clock.now()
    noted = LearningEntry.objects.filter(meeting=OuterRef("pk"))
    lately = Meeting.objects.held().filter(
        ~Exists(noted),
        ends_at__gt=now - NOTED_WITHIN,
        ends_at__lte=now,
        network__status__in=LIVING,
        network__leader__in=people,
    )
    return waiting_set(
        lately,
        recipient=F("network__leader_id"),
        since="ends_at",
        title="network__title",
        network="network_id",
        place="id",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        key="meeting_unanswered",
        kind=NudgeKind.ASKED,
        find=meeting_unanswered,
        sentence=_("»{title}« mødes. Kommer du?"),
        action=_("Se og svar"),
        view="networks:meeting_open",
        place_name="meeting_id",
        asked_in_person=True,
    ),
    Rule(
        key="meeting_unnoted",
        kind=NudgeKind.NETWORK,
        find=meeting_unnoted,
        sentence=_("»{title}« har mødtes. Hvad overraskede jer? En note tager to minutter."),
        action=_("Notér mødet"),
        view="networks:meeting_open",
        place_name="meeting_id",
        only_when_overdue=True,
    ),
)
