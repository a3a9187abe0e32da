"""What waits around the people of a network: one that nobody leads any more."""

from django.db.models import CharField, DateTimeField, Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from netvaerk.nudges import NudgeKind, Rule, each_of, waiting_set
from netvaerk.people.models import AuditEntry, Person
from netvaerk.people.models.person import PersonQuerySet
from networks.models import Membership, Network

PERSON = Person._meta.label_lower


def network_orphaned(people: PersonQuerySet) -> QuerySet:
    """Networks whose leader can't sign in or is no longer in, for the secretariat's lead.

    Since the leader's membership ended or somebody closed their access, as the trail has it;
    without either, since the network was established or decided.
    """
    ended = (
        Membership.objects.filter(network=OuterRef("pk"), person=OuterRef("leader"))
        .order_by()
        .values("network")
        .annotate(moment=Max("ended_at"))
        .values("moment")
    )
    closed = (
        AuditEntry.objects.filter(
            subject_type=PERSON,
            subject_id=Cast(OuterRef("leader"), CharField()),
            verb="edit_person",
            facts__fields__contains="is_active",
        )
        .order_by("-at")
        .values("at")[:1]
    )
    leads = people.secretariat_leads()
    # Whoever leads no secretariat is not asked, and nothing is looked for.
    orphaned = (
        Network.objects.orphaned()
        .filter(Exists(leads))
        .annotate(
            # GREATEST passes over what is NULL.
            left_alone_at=Greatest(
                Subquery(ended, output_field=DateTimeField()),
                Subquery(closed, output_field=DateTimeField()),
            )
        )
    )
    return waiting_set(
        orphaned,
        recipient=each_of(leads),
        since=Coalesce(F("left_alone_at"), F("established_at"), F("decided_at")),
        place="id",
        network="id",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        key="network_orphaned",
        kind=NudgeKind.HOUSE,
        find=network_orphaned,
        sentence=_("»{title}« står uden leder. Hvem kan tage over?"),
        action=_("Vælg netværksleder"),
        view="admin:networks_network_change",
        place_name="object_id",
    ),
)
