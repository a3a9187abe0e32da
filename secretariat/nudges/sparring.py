"""What waits around sparring: a partner, a time, the conversation itself, a word afterwards."""

from datetime import timedelta
from typing import Any

from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, Concat, Greatest
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.nudges import NudgeKind, Rule, each_of, waiting_set
from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from netvaerk.people.models.person import SECRETARIAT, PersonQuerySet
from networks.models import Network
from networks.models.membership import has_left
from networks.models.network import LIVING
from secretariat.enums import UNFINISHED_SPARRING, SparringState
from secretariat.models import SparringSession, SparringTime

TOMORROW = timedelta(hours=36)
QUESTION = Concat(Value("»"), "question", Value("«"), output_field=TextField())


def sparring_asked(people: PersonQuerySet) -> QuerySet:
    """Wishes without a partner, for the network's consultant, or without one for the leads;
    whoever asked, as a member, is not the one to find somebody."""
    acts = Person.objects.active().filter(roles__overlap=SECRETARIAT)
    acts = acts.exclude(pk=OuterRef(OuterRef("asked_by")))
    own = Q(pk=OuterRef("network__consultant"), roles__overlap=SECRETARIAT)
    has_one = Exists(acts.filter(pk=OuterRef(OuterRef("network__consultant"))))
    leads = Q(roles__contains=[Role.SECRETARIAT_LEAD]) & ~has_one
    return waiting_set(
        _living().asked(),
        recipient=each_of(people.active().filter(own | leads).exclude(pk=OuterRef("asked_by"))),
        since="asked_at",
        title="network__title",
        network="network_id",
        place="id",
        words=QUESTION,
    )


def sparring_times_wanted(people: PersonQuerySet) -> QuerySet:
    """Assigned, and no time has been proposed that is still to come, for the partner.

    Since it was assigned or reopened, or since the last of the times went by.
    """
    without = _living().filter(
        ~Exists(_times_ahead()), state=SparringState.ASSIGNED, partner__in=people
    )
    return waiting_set(
        without.annotate(last_time=Max("times__begins_at")),
        recipient=F("partner_id"),
        since=Greatest("changed_at", "last_time"),  # GREATEST passes over what is NULL
        title="network__title",
        network="network_id",
        place="id",
        words=QUESTION,
    )


def sparring_time_to_pick(people: PersonQuerySet) -> QuerySet:
    """Times to choose from, for whoever asked."""
    proposed = _living().filter(
        Exists(_times_ahead()),
        state=SparringState.ASSIGNED,
        asked_by__in=people,
        network__memberships__ended_at=None,
        network__memberships__person=F("asked_by"),
    )
    return waiting_set(
        proposed,
        recipient=F("asked_by_id"),
        since="changed_at",
        title="network__title",
        network="network_id",
        place="id",
        words=QUESTION,
    )


def sparring_tomorrow(people: PersonQuerySet) -> QuerySet:
    """Agreed, and near, for each who is to be there."""
    now = clock.now()
    near = _living().filter(
        state=SparringState.AGREED, takes_place_at__gt=now, takes_place_at__lte=now + TOMORROW
    )
    with_it = SparringSession.people.through.objects.filter(
        sparringsession=OuterRef(OuterRef("pk"))
    )
    left = has_left(person=OuterRef("pk"), network=OuterRef(OuterRef("network")))
    there = Q(pk=OuterRef("partner")) | Q(pk__in=with_it.values("person")) & ~left
    return waiting_set(
        near,
        recipient=each_of(people.filter(there)),
        since=F("takes_place_at") - TOMORROW,
        title="network__title",
        network="network_id",
        place="id",
        words=QUESTION,
    )


def sparring_unlogged(people: PersonQuerySet) -> QuerySet:
    """The time is over, and nobody has said whether it was held, for the partner."""
    lasts = ExpressionWrapper(
        F("minutes") * Value(timedelta(minutes=1)), output_field=DurationField()
    )
    ends = ExpressionWrapper(F("takes_place_at") + lasts, output_field=DateTimeField())
    over = _living().filter(state=SparringState.AGREED, partner__in=people).annotate(ends=ends)
    return waiting_set(
        over.filter(ends__lte=clock.now()),
        recipient=F("partner_id"),
        since="ends",
        title="network__title",
        network="network_id",
        place="id",
    )


def no_sparring_lately(people: PersonQuerySet) -> QuerySet:
    """Running networks with none asked for or ahead, since the last one (or their start)."""
    to_come = SparringSession.objects.filter(network=OuterRef("pk"), state__in=UNFINISHED_SPARRING)
    held = Q(sparring__state=SparringState.HELD)
    running = Network.objects.running().led_by(people).filter(~Exists(to_come))
    return waiting_set(
        running.annotate(
            quiet_since=Coalesce(Max("sparring__takes_place_at", filter=held), F("established_at"))
        ),
        recipient=F("leader_id"),
        since="quiet_since",
        place="slug",
        network="id",
    )


def _living() -> Any:
    return SparringSession.objects.filter(network__status__in=LIVING)


def _times_ahead() -> QuerySet[SparringTime]:
    return SparringTime.objects.filter(session=OuterRef("pk"), begins_at__gt=clock.now())


RULES: tuple[Rule, ...] = (
    Rule(
        key="sparring_asked",
        kind=NudgeKind.HOUSE,
        find=sparring_asked,
        sentence=_("»{title}« beder om sparring. Hvem kan tage den?"),
        action=_("Find en partner"),
        view="admin:secretariat_sparringsession_change",
        place_name="object_id",
        asked_in_person=True,
    ),
    Rule(
        key="sparring_time_to_pick",
        kind=NudgeKind.ASKED,
        find=sparring_time_to_pick,
        sentence=_("Hvornår passer sparringen for »{title}«?"),
        action=_("Vælg et tidspunkt"),
        view="secretariat:sparring_detail",
        place_name="sparring_id",
        asked_in_person=True,
    ),
    Rule(
        key="sparring_times_wanted",
        kind=NudgeKind.ASKED,
        find=sparring_times_wanted,
        sentence=_("»{title}« vil gerne tale med dig. Hvornår kan du?"),
        action=_("Foreslå tider"),
        view="secretariat:sparring_times",
        place_name="sparring_id",
        asked_in_person=True,
    ),
    Rule(
        key="sparring_tomorrow",
        kind=NudgeKind.APPOINTMENT,
        find=sparring_tomorrow,
        sentence=_("Snart er der sparring for »{title}«. Hvad håber du at gå derfra med?"),
        action=_("Se samtalen"),
        view="secretariat:sparring_detail",
        place_name="sparring_id",
    ),
    Rule(
        key="sparring_unlogged",
        kind=NudgeKind.SUPPORT,
        find=sparring_unlogged,
        sentence=_("Blev sparringen med »{title}« holdt?"),
        action=_("Svar med ét klik"),
        view="secretariat:sparring_detail",
        place_name="sparring_id",
    ),
    Rule(
        key="no_sparring_lately",
        kind=NudgeKind.SUPPORT,
        find=no_sparring_lately,
        sentence=_("»{title}« har ikke haft sparring længe. Hvad ville I have godt af at vende?"),
        action=_("Bed om sparring"),
        view="secretariat:sparring_ask",
        place_name="slug",
        only_when_overdue=True,
    ),
)
