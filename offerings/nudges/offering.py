"""What waits around the offerings that networks ask for and get."""

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from netvaerk.nudges import NudgeKind, Rule, each_of, waiting_set
from netvaerk.people.models.person import SECRETARIAT, PersonQuerySet
from networks.models import Network
from networks.models.network import LIVING
from offerings.models import AssignedOffering, OfferingRequest


def offering_request_waits(people: PersonQuerySet) -> QuerySet:
    """Wishes without an answer, for the network's consultant, or else the whole secretariat;
    whoever asked, as a member, is not the one who answers."""
    acts = Q(network__consultant__is_active=True, network__consultant__roles__overlap=SECRETARIAT)
    acts &= ~Q(network__consultant=F("asked_by"))
    secretariat = people.active().filter(roles__overlap=SECRETARIAT)
    # Who is not of the secretariat is not asked, and nothing is looked for.
    waiting = OfferingRequest.objects.waiting().filter(
        Exists(secretariat), network__status__in=LIVING
    )
    waiting = waiting.annotate(answerer=Case(When(acts, then=F("network__consultant_id"))))
    secretariat = secretariat.exclude(pk=OuterRef("asked_by"))
    return waiting_set(
        waiting,
        # Without one who answers, everybody is their own.
        recipient=each_of(secretariat.filter(pk=Coalesce(OuterRef("answerer"), F("pk")))),
        since="asked_at",
        title="network__title",
        network="network_id",
        place="id",
        words=Concat(
            "offering__title",
            Value(": »"),
            "words",
            Value("«"),
            output_field=TextField(),
        ),
    )


def offering_unsettled(people: PersonQuerySet) -> QuerySet:
    """Given, and nobody has said what it became, for the leader."""
    given = AssignedOffering.objects.unsettled()
    return waiting_set(
        given.filter(network__in=Network.objects.alive().led_by(people)),
        recipient=F("network__leader_id"),
        since="assigned_at",
        title="offering__title",
        network="network_id",
        place="id",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        key="offering_request_waits",
        kind=NudgeKind.HOUSE,
        find=offering_request_waits,
        sentence=_("»{title}« beder om et tilbud. Kan de få det?"),
        action=_("Svar på ønsket"),
        view="admin:offerings_offeringrequest_change",
        place_name="object_id",
        asked_in_person=True,
    ),
    Rule(
        key="offering_unsettled",
        kind=NudgeKind.SUPPORT,
        find=offering_unsettled,
        sentence=_("I fik tilbuddet »{title}«. Har I brugt det?"),
        action=_("Skriv, hvad det blev til"),
        view="offerings:offering_given",
        place_name="assigned_id",
        only_when_overdue=True,
    ),
)
