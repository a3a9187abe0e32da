"""Every list of the desk as a sheet: the rows as filtered, the columns as they stand."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from netvaerk.desk.trail import trail
from netvaerk.sheets import KINDS, sheet_response

CHECKBOX = "action_checkbox"
ROWS_A_FETCH = 5_000
Column = tuple[str, Callable[[Any], Any]]  # its heading, and its cell for a row


class ExportingAdmin(admin.ModelAdmin):
    """Posted, not got: that a list has left the house is written in the audit trail."""

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> Any:
        kind = request.POST.get("_sheet")
        if kind in KINDS:
            return self._sheet(request, kind)
        return super().changelist_view(request, extra_context)

    def sheet_rows(self, listed: QuerySet) -> QuerySet:
        """With what the sheet's columns look at."""
        return listed

    def sheet_columns(self, listed: list[str]) -> list[Column]:
        """What stands in the sheet; a list that is read in again says its own."""
        return [(self._heading(name), self._cell(name)) for name in listed if name != CHECKBOX]

    def _sheet(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            listed = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return redirect(request.path)
        # Only which filters: what somebody searched for is their own.
        filters = ",".join(sorted(request.GET))
        trail().note_export(by=request.user, model=self.model, kind=kind, filters=filters)
        columns = self.sheet_columns([str(name) for name in listed.list_display])
        return sheet_response(
            str(capfirst(self.opts.verbose_name_plural)),
            [heading for heading, _cell in columns],
            _rows(self.sheet_rows(listed.queryset), columns),
            kind=kind,
            filtered=_filtered(listed),
        )

    def _heading(self, name: str) -> str:
        return str(capfirst(label_for_field(name, self.model, model_admin=self)))

    def _cell(self, name: str) -> Callable[[Any], Any]:
        def cell(row: Model) -> Any:
            try:
                field, _attribute, value = lookup_field(name, row, self)
            except ObjectDoesNotExist:
                return None
            if field is not None and getattr(field, "flatchoices", None):
                return str(dict(field.flatchoices).get(value, value))
            return strip_tags(value) if isinstance(value, SafeString) else value

        return cell


def _rows(listed: QuerySet, columns: list[Column]) -> Iterator[list[Any]]:
    """Read as they are sent, in the language that the list was asked for in."""
    language = translation.get_language()
    for row in listed.iterator(chunk_size=ROWS_A_FETCH):
        with translation.override(language):
            cells = [cell(row) for _heading, cell in columns]
        yield cells


def _filtered(listed: ChangeList) -> str:
    """ "Søgt på »skole«. Status: I gang." """
    said = [_("Søgt på »{words}«.").format(words=listed.query)] if listed.query else []
    for spec in listed.filter_specs:
        if getattr(spec, "used_parameters", None):
            chosen = [one["display"] for one in spec.choices(listed) if one["selected"]]
            if chosen:
                said.append(f"{capfirst(str(spec.title))}: {chosen[0]}.")
    return " ".join(said)
