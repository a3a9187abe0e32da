"""Files in, a preview, and a yes: nothing is written before that."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from netvaerk.gates import form_page
from netvaerk.people.actions.organisation import import_organisation
from netvaerk.people.forms.desk import OrganisationTextsForm, OrganisationUploadForm
from netvaerk.people.permissions import can_manage_people
from netvaerk.people.queries.organisation import OrganisationPreview


@form_page
def organisation_import(request: HttpRequest) -> HttpResponse:
    """The two files are carried along in the form, so that a yes needs no new upload."""
    if not can_manage_people(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, form=OrganisationUploadForm())
    if "confirm" in request.POST:
        return _import(request)
    form = OrganisationUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    return _preview(request, form.texts, dry_run=True)


def _import(request: HttpRequest) -> HttpResponse:
    form = OrganisationTextsForm(request.POST)
    if not form.is_valid():
        return _page(request, form=OrganisationUploadForm(), status=422)
    return _preview(request, form.cleaned_data, dry_run=False)


def _preview(request: HttpRequest, texts: dict[str, str], *, dry_run: bool) -> HttpResponse:
    preview = import_organisation(by=request.user, **texts, dry_run=dry_run)
    if preview.is_imported:
        messages.success(request, _said(preview))
        return redirect("admin:people_person_changelist")
    context: dict[str, Any] = {"preview": preview, "form": OrganisationUploadForm()}
    if preview.changes and not preview.bad_rows:
        context["texts"] = OrganisationTextsForm(initial=texts)
    return _page(request, **context, status=422 if preview.bad_rows else 200)


def _said(preview: OrganisationPreview) -> str:
    return _("Organisationen er hentet: %(new)s nye og %(changed)s ændrede.") % {
        "new": len(preview.new_units) + len(preview.new_people),
        "changed": len(preview.changed_units) + len(preview.changed_people),
    }


def _page(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    frame = admin.site.each_context(request)
    title = {"title": _("Hent organisation fra CSV")}
    page = {**frame, **title, **context}
    return render(request, "admin/people/organisation_import.html", page, status=status)
