from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from netvaerk.gates import form_page, posted
from netvaerk.refusals import Refusal
from networks.actions.phase import move_phase
from networks.forms.phase import PhaseForm
from networks.permissions.network import can_move_phase
from networks.views.doors import frame, network_or_404


@form_page
def phase_move(request: HttpRequest, slug: str) -> HttpResponse:
    """The leader says that the network is in another phase now, and what changed."""
    network = network_or_404(request.user, slug, may=can_move_phase)
    form = PhaseForm(posted(request), network=network)
    if form.is_valid():
        try:
            move_phase(by=request.user, network=network, **form.cleaned_data)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        else:
            phase = form.cleaned_data["to"].name
            messages.success(request, _("I er nu i fasen %(phase)s.") % {"phase": phase})
        return redirect("networks:network_detail", slug)
    context = {**frame(request.user, network, _("Ny fase")), "form": form}
    return render(request, "networks/phase/move.html", context, status=422 if form.errors else 200)
