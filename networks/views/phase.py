from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from netvaerk.gates import form_page, posted
from netvaerk.refusals import Refusal
from networks.actions.phase import move_phase
from networks.forms.phase import PhaseForm
from networks.permissions.network import can_move_phase
from networks.queries.phase import phases_of, phases_page
from networks.views.doors import frame, network_or_404


@require_safe
def phase_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the network is, what each phase asks, and how it came here."""
    network = network_or_404(request.user, slug)
    context = {**frame(request.user, network, _("Faser")), "page": phases_page(network)}
    return render(request, "networks/phase/list.html", context)


@form_page
def phase_move(request: HttpRequest, slug: str) -> HttpResponse:
    """The leader says that the network is in another phase now, and what changed."""
    network = network_or_404(request.user, slug, may=can_move_phase)
    form = PhaseForm(posted(request), network=network)
    if form.is_valid():
        try:
            move_phase(by=request.user, network=network, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            phase = form.cleaned_data["to"].name
            messages.success(request, _("I er nu i fasen %(phase)s.") % {"phase": phase})
            return redirect("networks:phase_list", slug)
    context = {**frame(request.user, network, _("Ny fase")), "form": form}
    context["phases"] = phases_of(network)
    return render(request, "networks/phase/move.html", context, status=422 if form.errors else 200)
