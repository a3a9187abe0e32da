from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from netvaerk.desk.bulk import BulkAdmin
from netvaerk.desk.exporting import ExportingAdmin
from netvaerk.desk.listing import CountedSoFar, CutFirst
from netvaerk.desk.telling import TellingAdmin


class ReadingAdmin(ExportingAdmin, BulkAdmin, TellingAdmin):
    """To look at, never to change; subclasses say who may look."""

    list_per_page = 50
    show_full_result_count = False  # one count is enough
    paginator = CountedSoFar

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_staff

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CutFirst

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        """The heading is what is listed, not what Django asks one to select."""
        named = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**named, **(extra_context or {})})

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only the filters beside the list: any other would tell what a hidden field holds."""
        field = lookup.split("__")[0]
        offered = {_asks_by(one) for one in self.get_list_filter(request)}
        # What a list is annotated with can be asked for by name like a field.
        known = _names_of(self.opts) | self.get_queryset(request).query.annotations.keys()
        is_hidden = field in known - offered
        return not is_hidden and super().lookup_allowed(lookup, value, request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may_look(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_look(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _names_of(opts: Options) -> set[str]:
    """Fields and what points here; what is none of them finds nothing, and Django says so."""
    return {one.name for one in opts.get_fields()} | {one.attname for one in opts.concrete_fields}


def _asks_by(offered: Any) -> str:
    """What a filter is called in an address: its field, or a name of its own."""
    field = offered[0] if isinstance(offered, tuple) else offered
    return field if isinstance(field, str) else field.parameter_name
