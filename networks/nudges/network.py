"""What waits around a network, its direction, its door and its log."""

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from netvaerk.nudges import NudgeKind, Rule, each_of, waiting_set
from netvaerk.people.models.person import PersonQuerySet
from networks.enums import NetworkStatus
from networks.models import Direction, JoinRequest, LearningEntry, Network


def direction_missing(people: PersonQuerySet) -> QuerySet:
    """Forming networks without a direction, for their reference leader."""
    written = Direction.objects.filter(network=OuterRef("pk"))
    return waiting_set(
        Network.objects.filter(
            ~Exists(written), status=NetworkStatus.FORMING, reference_leader__in=people
        ),
        recipient=F("reference_leader_id"),
        since="decided_at",
        place="slug",
        network="id",
    )


def consultant_missing(people: PersonQuerySet) -> QuerySet:
    """Networks without a consultant, for the secretariat's lead."""
    return waiting_set(
        Network.objects.without_consultant(),
        recipient=each_of(people.secretariat_leads()),
        since="decided_at",
        place="id",
        network="id",
    )


def direction_unacknowledged(people: PersonQuerySet) -> QuerySet:
    """Newest directions without an answer, for the network leader who did not write them."""
    unanswered = Direction.objects.current().filter(
        acknowledged_at=None, network__in=Network.objects.alive().led_by(people)
    )
    return waiting_set(
        unanswered.exclude(written_by=F("network__leader")),
        recipient=F("network__leader_id"),
        since="written_at",
        title="network__title",
        network="network_id",
        place="network__slug",
    )


def join_request_unanswered(people: PersonQuerySet) -> QuerySet:
    """Somebody wants to be in, for the network leader."""
    pending = JoinRequest.objects.pending().exclude(person=F("network__leader"))
    return waiting_set(
        pending.filter(network__in=Network.objects.alive().led_by(people)),
        recipient=F("network__leader_id"),
        since="asked_at",
        title="network__title",
        network="network_id",
        place="network__slug",
        words=Concat(
            "person__first_name",
            Value(" "),
            "person__last_name",
            Value(": »"),
            "sentence",
            Value("«"),
            output_field=TextField(),
        ),
    )


def no_learning_noted(people: PersonQuerySet) -> QuerySet:
    """Running networks, since their last learning card (or their start), for the leader."""
    running = Network.objects.running().led_by(people)
    # The newest by its index: a log of any length is read at its end only.
    newest = LearningEntry.objects.filter(network=OuterRef("pk")).newest_first()
    last = Subquery(newest.values("noted_at")[:1])
    return waiting_set(
        running.annotate(quiet_since=Coalesce(last, F("established_at"))),
        recipient=F("leader_id"),
        since="quiet_since",
        place="slug",
        network="id",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        key="join_request_unanswered",
        kind=NudgeKind.ASKED,
        find=join_request_unanswered,
        sentence=_("Nogen vil gerne være med i »{title}«."),
        action=_("Læs og svar"),
        view="networks:member_list",
        place_name="slug",
        asked_in_person=True,
    ),
    Rule(
        key="direction_unacknowledged",
        kind=NudgeKind.NETWORK,
        find=direction_unacknowledged,
        sentence=_("Retningen for »{title}« er klar. Er det sådan, I forstår den?"),
        action=_("Læs og svar"),
        view="networks:direction_detail",
        place_name="slug",
    ),
    Rule(
        key="direction_missing",
        kind=NudgeKind.DECISION,
        find=direction_missing,
        sentence=_("»{title}« er besluttet. Hvilken retning vil du give netværket?"),
        action=_("Skriv retningen"),
        view="networks:direction_write",
        place_name="slug",
    ),
    Rule(
        key="consultant_missing",
        kind=NudgeKind.HOUSE,
        find=consultant_missing,
        sentence=_("»{title}« har endnu ingen konsulent. Hvem skal følge netværket?"),
        action=_("Vælg konsulent"),
        view="admin:networks_network_change",
        place_name="object_id",
    ),
    Rule(
        key="no_learning_noted",
        kind=NudgeKind.NETWORK,
        find=no_learning_noted,
        sentence=_("Hvad overraskede jer sidst i »{title}«? Et kort tager to minutter."),
        action=_("Skriv et læringskort"),
        view="networks:learning_new",
        place_name="slug",
        only_when_overdue=True,
    ),
)
