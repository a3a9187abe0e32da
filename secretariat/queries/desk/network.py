"""Networks that lack somebody or something, and proposals on their way to become one."""

from datetime import timedelta
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk import clock
from networks.models import Direction, Membership, Network, Proposal, Result
from secretariat.queries.desk.pile import Asked, Row, person_at, told_longest_waiting, write_to

NETWORKS = "admin:networks_network_changelist"
# A result is written before it is given away; nobody is asked about it the same day.
REST = timedelta(days=3)


def sharpening() -> Asked:
    waiting = Proposal.objects.awaiting_consultant().order_by("submitted_at", "pk")
    return Asked(
        "forslag",
        _("Forslag, der skal skærpes"),
        lambda: told_longest_waiting(
            waiting, since_at="submitted_at", title="title", proposer=person_at("proposer")
        ),
        lambda one: Row(
            what=one.title,
            detail=one.proposer.name,
            since=one.since_at,
            label=_("Læs og svar"),
            url=reverse("networks:proposal_detail", args=[one.pk]) + "#skaerp",
        ),
        all_url=reverse("admin:networks_proposal_changelist") + "?status__exact=submitted",
    )


def without_consultant() -> Asked:
    networks = Network.objects.without_consultant().order_by("decided_at", "pk")
    return Asked(
        "konsulent",
        _("Netværk uden konsulent"),
        lambda: told_longest_waiting(
            networks,
            since_at="decided_at",
            title="title",
            reference_leader=person_at("reference_leader"),
        ),
        lambda one: Row(
            what=one.title,
            detail=_("Referenceleder {name}").format(name=one.reference_leader.name),
            since=one.since_at,
            label=_("Vælg konsulent"),
            url=_support_page(one) + "#id_consultant",
        ),
        all_url=reverse(NETWORKS) + "?konsulent=mangler",
    )


def without_direction() -> Asked:
    networks = undirected().order_by("decided_at", "pk")
    return Asked(
        "retning",
        _("Netværk uden retning"),
        lambda: told_longest_waiting(
            networks,
            since_at="decided_at",
            title="title",
            reference_leader=person_at("reference_leader"),
        ),
        _ask_for_direction,
        all_url=reverse(NETWORKS) + "?mangler=retning",
    )


def undirected() -> QuerySet[Any]:
    # A sub-network stands on its parent's until it has one of its own.
    written = Direction.objects.filter(Q(network=OuterRef("pk")) | Q(network=OuterRef("parent")))
    return Network.objects.alive().filter(~Exists(written))


def _ask_for_direction(network: Any) -> Row:
    label, url = write_to(network.reference_leader)
    detail = _("{name} skriver retningen").format(name=network.reference_leader.name)
    return Row(network.title, detail, network.since_at, label, url)


def orphaned() -> Asked:
    left = Membership.objects.filter(
        network=OuterRef("pk"), person=OuterRef("leader"), ended_at__isnull=False
    )
    networks = (
        Network.objects.orphaned()
        .annotate(since=Subquery(left.order_by("-ended_at").values("ended_at")[:1]))
        .order_by(F("since").asc(nulls_first=True), "pk")
    )
    return Asked(
        "netvaerksleder",
        _("Netværk uden netværksleder"),
        lambda: told_longest_waiting(
            networks, since_at="since", title="title", leader=person_at("leader")
        ),
        lambda one: Row(
            what=one.title,
            detail=_("{name} leder det ikke længere").format(name=one.leader.name),
            since=one.since_at,
            label=_("Find en ny netværksleder"),
            url=_support_page(one) + "#id_new_leader",
        ),
        all_url=reverse(NETWORKS) + "?mangler=leder",
    )


def without_receiver() -> Asked:
    """How many and whose; what the result is may be the network's own until it is shared."""
    waiting = _lying().annotate(
        nobody=Count("pk", filter=Q(asked=None)),
        unanswered=Count("asked"),
        since=Min(Coalesce("asked__asked_at", "written_at")),
    )
    return Asked(
        "aftryk",
        _("Aftryk uden modtager"),
        lambda: told_longest_waiting(
            waiting.order_by("since", "network"),
            pk="network",
            since_at="since",
            title=F("network__title"),
            leader=person_at("network__leader"),
            nobody="nobody",
            unanswered="unanswered",
        ),
        _ask_for_receiver,
        all_url=reverse(NETWORKS) + "?mangler=modtager",
    )


def leaving_something() -> QuerySet[Any]:
    """Networks with a result that nobody has taken over some days after it was written."""
    return Network.objects.filter(pk__in=_lying())


def _lying() -> QuerySet[Any]:
    """Those results, by network, each with whoever is `asked`: never more than one at a time."""
    asked = FilteredRelation("receivers", condition=Q(receivers__answer=""))
    rested = Result.objects.without_receiver().filter(written_at__lte=clock.now() - REST)
    here = rested.filter(network__in=Network.objects.existing())
    return here.annotate(asked=asked).order_by().values("network")


def _ask_for_receiver(network: Any) -> Row:
    label, url = write_to(network.leader)
    said = [
        ngettext("%(n)s uden modtager", "%(n)s uden modtager", network.nobody)
        % {"n": network.nobody}
        if network.nobody
        else "",
        _("%(n)s: spurgt, ikke svaret") % {"n": network.unanswered} if network.unanswered else "",
    ]
    return Row(network.title, ", ".join(filter(None, said)), network.since_at, label, url)


def _support_page(network: Any) -> str:
    return reverse("admin:networks_network_change", args=[network.pk])
