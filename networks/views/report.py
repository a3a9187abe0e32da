from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk.papers import CONTENT_TYPES, as_pdf, parts_of
from networks.actions.export import note_report
from networks.permissions.report import can_read_network_report
from networks.queries.report import network_report as report_on
from networks.queries.report_paper import report_paper
from networks.views.doors import LEADERS, frame, network_or_404


@require_safe
def network_report(request: HttpRequest, slug: str) -> HttpResponse:
    """The network as the reader may read it; made to be printed too."""
    network = network_or_404(request.user, slug, *LEADERS, may=can_read_network_report)
    report = report_on(request.user, network)
    paper = report_paper(report)
    context = {
        **frame(request.user, network, _("Rapport")),
        "report": report,
        "paper": paper,
        "parts": parts_of(paper),
    }
    return render(request, "networks/report/detail.html", context)


# Sent, not opened: it leaves a trace, and a page that is opened never writes.
@require_POST
def network_report_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a PDF, in Danish whoever fetches it, as people wrote it."""
    network = network_or_404(request.user, slug, *LEADERS, may=can_read_network_report)
    with translation.override("da"):
        report = report_on(request.user, network)
        note_report(by=request.user, network=network, may_read=report.narrowest)
        pdf = as_pdf(report_paper(report))
    name = content_disposition_header(True, f"rapport-{network.slug}.pdf")
    headers = {"Content-Disposition": name or "attachment"}
    return HttpResponse(pdf, content_type=CONTENT_TYPES["pdf"], headers=headers)
