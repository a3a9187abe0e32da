from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from netvaerk.gates import visible_or_404
from networks.models import Network
from secretariat.permissions import can_see_support
from secretariat.queries.support import support_for

PEOPLE = (
    "type",
    "phase",
    "leader__unit",
    "reference_leader__unit",
    "consultant__unit",
    "co_driver__unit",
)


def network_support(request: HttpRequest, slug: str) -> HttpResponse:
    """Who supports the network, and with what."""
    network = visible_or_404(
        Network.objects.visible_to(request.user).select_related(*PEOPLE),
        may=partial(can_see_support, request.user),
        slug=slug,
    )
    context = {"network": network, "support": support_for(network)}
    return render(request, "secretariat/support/detail.html", context)
