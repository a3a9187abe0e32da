from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from networks.views.doors import frame, network_or_404
from secretariat.permissions.support import can_see_support
from secretariat.queries.support import support_for


@require_safe
def network_support(request: HttpRequest, slug: str) -> HttpResponse:
    """Who supports the network, and with what."""
    network = network_or_404(request.user, slug, may=can_see_support)
    context = frame(request.user, network, _("Støtte"))
    context["support"] = support_for(network)
    context["may_read_words"] = context["standing"].is_inside or request.user.is_secretariat
    return render(request, "secretariat/support/detail.html", context)
