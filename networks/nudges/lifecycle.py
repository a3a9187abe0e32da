"""What waits when a network has come as far as it meant to."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.nudges import NudgeKind, Rule, waiting_set
from netvaerk.people.models.person import PersonQuerySet
from networks.models import Network


def horizon_passed(people: PersonQuerySet) -> QuerySet:
    """Running networks past their horizon, for the leader."""
    return waiting_set(
        Network.objects.running().led_by(people).filter(horizon_on__lt=clock.today()),
        recipient=F("leader_id"),
        since="horizon_on",
        place="slug",
        network="id",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        key="horizon_passed",
        kind=NudgeKind.NETWORK,
        find=horizon_passed,
        sentence=_("»{title}« har nået sin horisont. Vil I forny, forankre eller lukke?"),
        action=_("Se de tre veje"),
        view="networks:network_renew",
        place_name="slug",
    ),
)
