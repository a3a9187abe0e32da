"""Two pages of the ledger on the desk: why somebody was asked or not, and what it led to."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from netvaerk.gates import form_page, posted
from netvaerk.people.actions.export import note_export
from netvaerk.sheets import KINDS, sheet_response
from secretariat.actions.nudge_ledger import note_look_up
from secretariat.forms.nudge_why import NudgeWhyForm
from secretariat.models import Nudge
from secretariat.permissions.nudge_ledger import can_look_up_nudges, can_see_nudges
from secretariat.queries.nudge_outcome import BACK, FEWEST, HEADINGS, outcomes
from secretariat.queries.nudge_why import why_of

LONGEST_KEY = 9


@form_page
def nudge_why(request: HttpRequest) -> HttpResponse:
    """Posted, since the audit trail remembers whose nudges were looked up."""
    if not can_look_up_nudges(request.user):
        raise PermissionDenied
    form, why = NudgeWhyForm(posted(request), initial=_asked_about(request)), None
    if form.is_valid():
        person, rule = form.cleaned_data["person"], form.cleaned_data["rule"]
        note_look_up(by=request.user, person=person, rule=rule.key if rule else "")
        why = why_of(person, rule)
    context = {
        **admin.site.each_context(request),
        "title": _("Hvorfor fik de det, eller hvorfor ikke?"),
        "form": form,
        "why": why,
    }
    status = 422 if form.errors else 200
    return render(request, "admin/secretariat/nudge_why.html", context, status=status)


@form_page
def nudge_outcome(request: HttpRequest) -> HttpResponseBase:
    """What the nudges of the last three months led to; posted, the same as a file."""
    if not can_see_nudges(request.user):
        raise PermissionDenied
    found, kind = outcomes(), request.POST.get("_sheet")
    if kind in KINDS:
        return _sheet(request, found.lines, kind)
    context = {
        **admin.site.each_context(request),
        "title": _("Hvad blev skubbene til?"),
        "headings": HEADINGS,
        "lines": found.lines,
        "reckoned_at": found.reckoned_at,
        "days": BACK.days,
        "fewest": FEWEST,
    }
    return render(request, "admin/secretariat/nudge_outcome.html", context)


def _sheet(request: HttpRequest, lines: list, kind: str) -> HttpResponseBase:
    note_export(by=request.user, model=Nudge, kind=kind, filters="blev-til")
    few = [_("få"), *[None] * (len(HEADINGS) - 1)]
    rows = ([one.name, *(few if one.figures is None else one.figures)] for one in lines)
    headings = [_("Regel"), *(str(one) for one in HEADINGS)]
    said = _("De seneste {days} dage.").format(days=BACK.days)
    return sheet_response(_("Hvad blev skubbene til"), headings, rows, kind=kind, filtered=said)


def _asked_about(request: HttpRequest) -> dict[str, int]:
    """Whom a link from the desk names; the key, so that no address stands in a log."""
    key = request.GET.get("person", "")
    return {"person": int(key)} if key.isdecimal() and len(key) <= LONGEST_KEY else {}
