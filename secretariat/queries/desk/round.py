"""The theme rounds that aren't decided yet, with what comes next in each."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk import clock
from netvaerk.dates import day
from networks.enums import ProposalStatus
from networks.models import ThemeRound

SENT = [ProposalStatus.SUBMITTED, ProposalStatus.RETURNED, ProposalStatus.FORWARDED]


@dataclass(frozen=True)
class RoundAhead:
    name: str
    next: str
    proposals: str
    url: str
    is_open: bool


def rounds_ahead() -> list[RoundAhead]:
    """Until the chiefs have decided them, the nearest first. One query."""
    coming = ThemeRound.objects.filter(decided_on__gte=clock.today()).annotate(
        sent=Count("proposals", filter=Q(proposals__status__in=SENT)),
        before_chiefs=Count("proposals", filter=Q(proposals__status=ProposalStatus.FORWARDED)),
    )
    return [_said(one) for one in coming.order_by("proposals_by")]


def _said(one: Any) -> RoundAhead:
    is_open = one.proposals_by >= clock.today()
    proposals_by, decided_on = day(one.proposals_by), day(one.decided_on)
    if is_open:
        words = _("Forslag senest {by}. Chefforum beslutter {on}.")
    else:
        words = _("Fristen var {by}. Nu beslutter chefforum {on}.")
    sent = ngettext("%(n)s forslag", "%(n)s forslag", one.sent) % {"n": one.sent}
    proposals = _("{sent}, heraf {ready} hos cheferne").format(sent=sent, ready=one.before_chiefs)
    return RoundAhead(
        name=one.name,
        next=words.format(by=proposals_by, on=decided_on),
        proposals=proposals if one.sent else _("Ingen forslag endnu"),
        url=reverse("networks:round_detail", args=[one.pk]),
        is_open=is_open,
    )
