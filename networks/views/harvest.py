from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from networks.permissions.result import can_read_harvest
from networks.queries.harvest import harvest_of
from networks.views.doors import frame, network_or_404


@require_safe
def harvest_report(request: HttpRequest, slug: str) -> HttpResponse:
    """What the network leaves to everybody; made to be printed too."""
    network = network_or_404(request.user, slug, may=can_read_harvest)
    context = {**frame(request.user, network, _("Høst")), "harvest": harvest_of(network)}
    return render(request, "networks/harvest/report.html", context)
