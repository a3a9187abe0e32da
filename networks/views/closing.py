from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from netvaerk.gates import form_page, posted
from netvaerk.refusals import Refusal
from networks.actions.closing import close_network
from networks.enums import NetworkStatus
from networks.forms.closing import CloseForm
from networks.models import Network
from networks.permissions.network import is_leader
from networks.queries.result import closing_of
from networks.views.doors import frame, network_or_404


@form_page
def network_close(request: HttpRequest, slug: str) -> HttpResponse:
    """What will happen, the last words, and the end of the network."""
    network = network_or_404(request.user, slug, may=_leads_to_the_end)
    if network.is_closed:  # a second click is no stranger
        return redirect("networks:harvest_report", slug)
    closing = closing_of(network)
    form = CloseForm(posted(request), lacks_receiver=closing.lacks_receiver)
    if form.is_valid():
        words = {"why_without": "", **form.cleaned_data}
        try:
            close_network(by=request.user, network=network, **words)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Netværket er afsluttet. Alle, der var med, har fået en tak på mail.")
            )
            return redirect("networks:harvest_report", slug)
    context = {**frame(request.user, network, _("Afslut")), "form": form, "closing": closing}
    status = 422 if form.errors else 200
    return render(request, "networks/result/close.html", context, status=status)


def _leads_to_the_end(person, network: Network) -> bool:
    has_begun = network.status in {NetworkStatus.ESTABLISHED, NetworkStatus.CLOSED}
    return has_begun and is_leader(person, network)
