"""The catalogue leaves as a file that can be read in again."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.desk import Import
from offerings.actions.catalogue_import import import_catalogue
from offerings.forms.catalogue_file import CatalogueTextForm, CatalogueUploadForm
from offerings.models import Offering
from offerings.permissions.offering import can_edit_catalogue
from offerings.queries.catalogue_file import COLUMNS, cells_of
from offerings.queries.catalogue_preview import CataloguePreview


def _said(preview: CataloguePreview) -> str:
    return _("Kataloget er læst ind. Nye: %(new)s. Ændrede: %(changed)s.") % {
        "new": len(preview.new),
        "changed": len(preview.changed),
    }


catalogue_import = Import(
    title=gettext_lazy("Læs katalog ind fra fil"),
    template="admin/offerings/catalogue_import.html",
    back_to="admin:offerings_offering_changelist",
    may=can_edit_catalogue,
    upload=CatalogueUploadForm,
    texts=CatalogueTextForm,
    take_in=import_catalogue,
    said=_said,
).door


class CatalogueFileAdmin(admin.ModelAdmin):
    """The list's sheet has the import's own columns."""

    change_list_template = "admin/offerings/catalogue_list.html"

    def get_urls(self) -> list[Any]:
        door = self.admin_site.admin_view(catalogue_import)
        return [path("hent/", door, name="offerings_offering_import"), *super().get_urls()]

    def sheet_rows(self, listed: QuerySet) -> QuerySet:
        return listed.select_related("holder").prefetch_related("phases", "types")

    def sheet_columns(self, listed: list[str]) -> list[tuple[str, Callable[[Any], Any]]]:
        return [(column.capitalize(), _cell(column)) for column in COLUMNS]


def _cell(column: str) -> Callable[[Offering], str]:
    return lambda offering: cells_of(offering)[column]
