from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from netvaerk.desk.bulk import BulkAdmin
from netvaerk.desk.exporting import ExportingAdmin
from netvaerk.desk.telling import TellingAdmin


class CountedOnce(ChangeList):
    """How many there are stands below the list; "show all" only when something is left out."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if not self.params and not self.query:
            self.full_result_count = self.result_count


class ReadingAdmin(ExportingAdmin, BulkAdmin, TellingAdmin):
    """To look at, never to change; subclasses say who may look."""

    list_per_page = 50
    show_full_result_count = False  # one count is enough

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_staff

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CountedOnce

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        """The heading is what is listed, not what Django asks one to select."""
        named = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**named, **(extra_context or {})})

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
