from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from netvaerk.dates import day
from netvaerk.gates import form_page, posted
from netvaerk.refusals import Refusal
from networks.actions.lifecycle import begin_subnetwork, renew_network
from networks.forms.lifecycle import RenewalForm, SubnetworkForm
from networks.permissions.lifecycle import can_begin_subnetwork, can_renew_network
from networks.queries.lifecycle import horizon_page
from networks.views.doors import frame, network_or_404


@form_page
def network_renew(request: HttpRequest, slug: str) -> HttpResponse:
    """At the horizon: go on and say why, anchor, or close."""
    network = network_or_404(request.user, slug, may=can_renew_network)
    page = horizon_page(network)
    form = RenewalForm(posted(request), initial={"until": page.suggested})
    if form.is_valid():
        try:
            renewal = renew_network(by=request.user, network=network, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("until", str(refusal))
        else:
            said = _("Netværket fortsætter til %(day)s. De, der har en rolle, får en mail.")
            messages.success(request, said % {"day": day(renewal.until)})
            return redirect("networks:network_detail", slug)
    context = {**frame(request.user, network, _("Horisont")), "page": page, "form": form}
    status = 422 if form.errors else 200
    return render(request, "networks/lifecycle/renew.html", context, status=status)


@form_page
def subnetwork_new(request: HttpRequest, slug: str) -> HttpResponse:
    """The leader begins a network one level down."""
    network = network_or_404(request.user, slug, may=can_begin_subnetwork)
    form = SubnetworkForm(posted(request))
    if form.is_valid():
        try:
            begun = begin_subnetwork(by=request.user, network=network, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("Undernetværket er i gang, og %(name)s leder det.")
            messages.success(request, said % {"name": begun.leader.name})
            return redirect("networks:network_detail", begun.slug)
    context = {**frame(request.user, network, _("Nyt undernetværk")), "form": form}
    status = 422 if form.errors else 200
    return render(request, "networks/lifecycle/subnetwork.html", context, status=status)
