from typing import Any

from django.db.models import BooleanField, Case, ExpressionWrapper, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from netvaerk.sheets import Listed, full_name, joined, worded
from networks.enums import NetworkStatus
from networks.models import Network
from networks.models.network import LIVING


def networks_sheet(
    found: QuerySet[Network], *, filtered: str = "", filters: tuple[str, ...] = ()
) -> Listed:
    """`found` comes from `rows_of`, narrowed as the page is."""
    return Listed(
        name=_("Netværk"),
        model=Network,
        columns=_columns(),
        found=found,
        filtered=filtered,
        filters=filters,
    )


def _columns() -> dict[str, Any]:
    """What a row says, and who stands around the network."""
    is_open = Q(is_open_for_members=True, status__in=LIVING)
    return {
        _("Titel"): "title",
        _("Udfordring"): "challenge",
        _("Type"): "type__name",
        _("Fase"): "phase__name",
        _("Status"): worded("status", NetworkStatus),
        _("Afdelinger, der er med"): joined("department_names"),
        _("Åbent for nye deltagere"): ExpressionWrapper(is_open, output_field=BooleanField()),
        _("Hvem mangler de?"): Case(When(is_open, then="wanted"), default=Value("")),
        _("Netværksleder"): full_name("leader"),
        _("Referenceleder"): full_name("reference_leader"),
        _("Besluttet"): "decided_at",
        _("Afsluttet"): "closed_at",
    }
