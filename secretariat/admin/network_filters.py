"""What the list of networks on the desk is cut by; the same cuts as the first page's piles."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.people.queries.role_word import role_label
from networks.enums import NetworkStatus
from networks.models import Network
from secretariat.queries.desk.network import leaving_something, undirected

SHOWN = (NetworkStatus.FORMING, NetworkStatus.ESTABLISHED, NetworkStatus.CLOSED)


class StatusOfExisting(admin.SimpleListFilter):
    """Closed networks are listed when asked for, and where something is missing from them."""

    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(status.value, str(status.label)) for status in SHOWN]

    def choices(self, changelist: Any) -> Any:
        everything, *each = super().choices(changelist)
        return [everything | {"display": _("Alle, der ikke er afsluttet")}, *each]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        if self.value():
            return queryset.filter(status=self.value())
        return queryset if WhatIsMissing.parameter_name in request.GET else queryset.alive()


class WithoutConsultant(admin.SimpleListFilter):
    title = gettext_lazy("konsulent")
    parameter_name = "konsulent"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("mangler", _("Mangler")), ("har", _("Har en"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        wanted = {"mangler": True, "har": False}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(consultant__isnull=wanted)


class WhatIsMissing(admin.SimpleListFilter):
    title = gettext_lazy("det, der mangler")
    parameter_name = "mangler"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("retning", _("Retning")),
            ("leder", role_label("leader")),
            ("modtager", _("Modtager af et aftryk")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        cuts = {
            "retning": undirected,
            "leder": Network.objects.orphaned,
            "modtager": leaving_something,
        }
        cut = cuts.get(self.value() or "")
        return queryset.filter(pk__in=cut().values("pk")) if cut else queryset
