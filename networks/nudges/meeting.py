"""What waits around a network's meetings: an answer before, a note after."""

from datetime import timedelta

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Concat, Greatest
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.nudges import NudgeKind, Rule, waiting_set
from netvaerk.people.models import AuditEntry
from netvaerk.people.models.person import PersonQuerySet
from networks.models import LearningEntry, Meeting, MeetingReply, Network
from networks.models.network import LIVING

NOTED_WITHIN = timedelta(days=14)


def meeting_unanswered(people: PersonQuerySet) -> QuerySet:
    """Meetings to come, for each member who has not said whether they come.

    Since it was called or moved, or since they came in: another place asks nobody anew.
    """
    moved = (
        AuditEntry.objects.annotate(meeting=KeyTextTransform("meeting", "facts"))
        .filter(
            subject_type=Network._meta.label_lower,
            subject_id=Cast(OuterRef("network"), CharField()),
            verb="move_meeting",
            meeting=Cast(OuterRef("pk"), TextField()),
        )
        .order_by("-at")
        .values("at")[:1]
    )
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
        # GREATEST passes over what is NULL.
        since=Greatest("called_at", "network__memberships__joined_at", Subquery(moved)),
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
        network__in=Network.objects.alive().led_by(people),
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
