from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from networks.views.doors import frame, network_or_404
from offerings.permissions.offering import can_see_catalogue
from secretariat.queries.support import support_for

SUPPORTERS = ("consultant__unit", "co_driver__unit")


@require_safe
def network_support(request: HttpRequest, slug: str) -> HttpResponse:
    """Who supports the network, with what, and what is expected in return."""
    person = request.user
    network = network_or_404(person, slug, *SUPPORTERS)
    context = frame(person, network, _("Støtte"))
    # The same answer as can_see_support gives, without asking again.
    if not context["standing"].may_see_support:
        raise Http404
    may_read = context["standing"].is_inside or person.is_secretariat
    support = support_for(person, network, may_read=may_read)
    context |= {"support": support, "may_read_words": may_read, "ledger": support.ledger}
    context["may_see_catalogue"] = can_see_catalogue(person)
    return render(request, "secretariat/support/detail.html", context)
