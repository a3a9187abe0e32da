from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from netvaerk.papers import CONTENT_TYPES, as_pdf
from networks.permissions.result import can_read_harvest
from networks.queries.harvest import harvest_of
from networks.queries.harvest_paper import paper_of
from networks.views.doors import LEADERS, frame, network_or_404


@require_safe
def harvest_report(request: HttpRequest, slug: str) -> HttpResponse:
    """What the network leaves to everybody; made to be printed too."""
    network = network_or_404(request.user, slug, *LEADERS, may=can_read_harvest)
    context = {**frame(request.user, network, _("Høst")), "harvest": harvest_of(network)}
    return render(request, "networks/harvest/report.html", context)


@require_safe
def harvest_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a PDF, in Danish whoever fetches it, as people wrote it."""
    network = network_or_404(request.user, slug, *LEADERS, may=can_read_harvest)
    with translation.override("da"):
        pdf = as_pdf(paper_of(harvest_of(network)))
    name = content_disposition_header(True, f"hoest-{network.slug}.pdf")
    headers = {"Content-Disposition": name or "attachment"}
    return HttpResponse(pdf, content_type=CONTENT_TYPES["pdf"], headers=headers)
