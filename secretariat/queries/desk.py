"""The first page of the secretariat's desk: the work that waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, Subquery
from django.db.models.functions import Least
from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail
from networks.models import Direction, Network, Proposal, Result, ThemeRound

SHOWN = 8


@dataclass(frozen=True)
class Row:
    """What, since when, and the one act."""

    what: str
    detail: str
    since: datetime | None
    label: str
    url: str


@dataclass(frozen=True)
class Pile:
    """One kind of work; `all_url` is the whole list, given when there is more than is shown."""

    heading: str
    empty: str
    rows: list[Row]
    all_url: str


@dataclass(frozen=True)
class DeskWork:
    piles: list[Pile]
    rounds: list[ThemeRound]  # that still take proposals, the nearest deadline first
    waiting_since: datetime | None  # the oldest letter that should have left by now


def desk_work() -> DeskWork:
    """Seven queries, however much there is to do."""
    now, networks = clock.now(), _unfinished_networks()
    return DeskWork(
        piles=[
            _sharpening(),
            _without_consultant([one for one in networks if one.consultant_id is None]),
            _without_direction([one for one in networks if not one.has_direction]),
            _orphaned(),
            _without_receiver(),
            _undelivered(),
        ],
        rounds=list(ThemeRound.objects.open_on(clock.today())[:2]),
        waiting_since=OutboxMail.objects.claimable(now)
        .order_by("next_attempt_at")
        .values_list(Least("next_attempt_at", "dated_at"), flat=True)
        .first(),
    )


def _sharpening() -> Pile:
    waiting = Proposal.objects.awaiting_consultant().select_related("proposer")
    rows = (
        Row(
            what=one.title,
            detail=one.proposer.name,
            since=one.submitted_at,
            label=_("Læs og spørg"),
            url=reverse("networks:proposal_detail", args=[one.pk]),
        )
        for one in waiting.order_by("submitted_at")[: SHOWN + 1]
    )
    return _pile(
        _("Forslag, der skal skærpes"),
        _("Ingen forslag venter på jer."),
        rows,
        reverse("admin:networks_proposal_changelist") + "?status__exact=submitted",
    )


def _unfinished_networks() -> list[Any]:
    # A sub-network stands on its parent's until it has one of its own.
    written = Direction.objects.filter(Q(network=OuterRef("pk")) | Q(network=OuterRef("parent")))
    networks = Network.objects.alive().annotate(has_direction=Exists(written))
    missing = networks.filter(Q(consultant=None) | Q(has_direction=False))
    return list(missing.select_related("reference_leader").order_by("decided_at", "pk"))


def _without_consultant(networks: list[Network]) -> Pile:
    rows = (
        Row(
            what=one.title,
            detail=_("Referenceleder {name}").format(name=one.reference_leader.name),
            since=one.decided_at,
            label=_("Vælg konsulent"),
            url=reverse("admin:networks_network_change", args=[one.pk]),
        )
        for one in networks
    )
    return _pile(
        _("Netværk uden konsulent"),
        _("Alle netværk har en konsulent."),
        rows,
        reverse("admin:networks_network_changelist") + "?konsulent=mangler",
    )


def _without_direction(networks: list[Network]) -> Pile:
    rows = (
        Row(
            what=one.title,
            detail=_("{name} skriver retningen").format(name=one.reference_leader.name),
            since=one.decided_at,
            label=_("Skriv til {name}").format(name=one.reference_leader.first_name),
            url=f"mailto:{one.reference_leader.email}",
        )
        for one in networks
    )
    return _pile(
        _("Netværk uden retning"),
        _("Alle netværk har fået en retning."),
        rows,
        reverse("admin:networks_network_changelist") + "?status=forming",
    )


def _orphaned() -> Pile:
    rows = (
        Row(
            what=one.title,
            detail=_("{name} leder det ikke længere").format(name=one.leader.name),
            since=None,
            label=_("Find en ny netværksleder"),
            url=reverse("admin:networks_network_change", args=[one.pk]),
        )
        for one in Network.objects.orphaned().select_related("leader").in_danish_order()
    )
    return _pile(
        _("Netværk uden netværksleder"),
        _("Alle netværk har nogen, der leder dem."),
        rows,
        reverse("admin:networks_network_changelist"),
    )


def _without_receiver() -> Pile:
    """How many and whose; what the result is may be the network's own until it is shared."""
    homeless = Result.objects.without_receiver().values("network").order_by()
    since = homeless.filter(network=OuterRef("pk")).annotate(first=Min("written_at"))
    networks: Iterable[Any] = (
        Network.objects.existing()
        .filter(pk__in=homeless)
        .annotate(homeless_since=Subquery(since.values("first")))
        .select_related("leader")
        .order_by("homeless_since", "pk")
    )
    rows = (
        Row(
            what=one.title,
            detail=_("Noget af det, netværket efterlader, har ingen, der passer på det"),
            since=one.homeless_since,
            label=_("Skriv til {name}").format(name=one.leader.first_name),
            url=f"mailto:{one.leader.email}",
        )
        for one in networks
    )
    return _pile(
        _("Aftryk uden modtager"),
        _("Alle resultater har en modtager."),
        rows,
        reverse("admin:networks_network_changelist"),
    )


def _undelivered() -> Pile:
    """Who did not get a letter; never what stands in it."""
    dead = OutboxMail.objects.filter(state=MailState.DEAD).defer(
        "text", "html", "subject", "calendar"
    )
    rows = (
        Row(
            what=one.recipient.name if one.recipient else one.to_address,
            detail=one.to_address,
            since=one.dated_at,
            label=_("Se hvorfor"),
            url=reverse("admin:people_outboxmail_change", args=[one.pk]),
        )
        for one in dead.select_related("recipient").order_by("dated_at")[: SHOWN + 1]
    )
    return _pile(
        _("Mails, der ikke kunne sendes"),
        _("Alle mails er kommet af sted."),
        rows,
        reverse("admin:people_outboxmail_changelist") + "?state__exact=dead",
    )


def _pile(heading: str, empty: str, rows: Iterable[Row], all_url: str) -> Pile:
    found = list(rows)
    return Pile(heading, empty, found[:SHOWN], all_url if len(found) > SHOWN else "")
