"""What waits around an invitation, for the one who asked and the one who is asked."""

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.nudges import NudgeKind, Rule, waiting_set
from netvaerk.people.models.person import PersonQuerySet
from netvaerk.people.queries.person import with_confirmed_address
from networks.models import Network
from networks.queries.invitation import answerable, living, not_yet_in


def invitation_waits(people: PersonQuerySet) -> QuerySet:
    """Open invitations to the address of somebody who has an account, for them."""
    invited = with_confirmed_address(people.active()).filter(email=OuterRef("email"))
    asked = not_yet_in(answerable()).annotate(invited_id=Subquery(invited.values("pk")[:1]))
    return waiting_set(
        asked.filter(invited_id__isnull=False),
        recipient=F("invited_id"),
        since="invited_at",
        title="network__title",
        network="network_id",
        place="network__slug",
    )


def invitation_unanswered(people: PersonQuerySet) -> QuerySet:
    """Silent since the reminder, or since the link ran out, for the network's leader."""
    silent = not_yet_in(living()).filter(network__in=Network.objects.led_by(people))
    silent = silent.annotate(silent_since=Coalesce("reminded_at", Max("keys__expires_at")))
    return waiting_set(
        silent.filter(silent_since__lte=clock.now()),
        recipient=F("network__leader_id"),
        since="silent_since",
        title="network__title",
        network="network_id",
        place="network__slug",
        words="email",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        key="invitation_waits",
        kind=NudgeKind.ASKED,
        find=invitation_waits,
        sentence=_("Du er inviteret til at være med i »{title}«."),
        action=_("Læs og svar"),
        view="networks:invitation_mine",
        place_name="slug",
        asked_in_person=True,
    ),
    Rule(
        key="invitation_unanswered",
        kind=NudgeKind.NETWORK,
        find=invitation_unanswered,
        sentence=_("»{title}«: en, I har inviteret, har ikke svaret. Vil du ringe?"),
        action=_("Se invitationerne"),
        view="networks:invitation_list",
        place_name="slug",
        only_when_overdue=True,
    ),
)
