from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk.people.actions.export import note_export
from netvaerk.sheets import CSV, KINDS, sheet_response
from secretariat.permissions.support import can_see_ledger
from secretariat.queries.ledger.page import SHEETS, sheet_of
from secretariat.queries.ledger.period import period_of, periods


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """What support networks got, what consultants have ahead, what became of the offerings."""
    if not can_see_ledger(request.user):
        raise Http404
    sheet, period = sheet_of(request.GET.get("vis", "")), period_of(request.GET.get("fra", ""))
    page = sheet.page(period, request.GET.get("page"))
    context = {
        "trail": [(reverse("admin:index"), _("Sekretariat")), ("", _("Støtten i tal"))],
        "sheet": sheet,
        "sheets": SHEETS,
        "period": period,
        "periods": periods(),
        "page": page,
        "lines": [sheet.line(one) for one in page.object_list],
    }
    return render(request, "secretariat/ledger/page.html", context)


@require_POST
def ledger_export(request: HttpRequest) -> HttpResponseBase:
    """The sheet as a file; posted, since the audit trail remembers that it left the house."""
    if not can_see_ledger(request.user):
        raise Http404
    sheet, period = sheet_of(request.POST.get("vis", "")), period_of(request.POST.get("fra", ""))
    kind = request.POST.get("kind", CSV)
    if kind not in KINDS:
        raise Http404
    found = sheet.find(period)
    note_export(by=request.user, model=found.model, kind=kind, filters=period.key)
    headings, rows = [str(one) for one in sheet.columns], map(sheet.figures, found)
    return sheet_response(str(sheet.name), headings, rows, kind=kind, filtered=period.name)
