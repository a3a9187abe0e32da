"""A network asks for an offering, or takes the wish back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.refusals import Refusal
from networks.permissions.network import is_leader
from networks.views.doors import frame, network_or_404
from offerings.actions.request import ask_for_offering, withdraw_request
from offerings.forms.request import AskForm
from offerings.models import Offering
from offerings.permissions.request import can_ask_for_offering


@form_page
def request_new(request: HttpRequest, slug: str, offering_id: int) -> HttpResponse:
    """Ask for an offering on the network's behalf."""
    network = network_or_404(request.user, slug, may=can_ask_for_offering)
    offering = visible_or_404(Offering.objects.active(), pk=offering_id)
    form = AskForm(posted(request))
    if form.is_valid():
        asked = {"network": network, "offering": offering, **form.cleaned_data}
        try:
            ask_for_offering(by=request.user, **asked)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Ønsket er sendt til sekretariatet. Du får svar på mail."))
            return redirect("secretariat:network_support", slug)
    context = frame(request.user, network, _("Bed om et tilbud"))
    support = reverse("secretariat:network_support", args=[slug])
    context["trail"].insert(-1, (support, _("Støtte")))
    context |= {"form": form, "offering": offering}
    status = 422 if form.errors else 200
    return render(request, "offerings/request.html", context, status=status)


@require_POST
def request_withdraw(request: HttpRequest, slug: str, support_request_id: int) -> HttpResponse:
    """Whoever asked, or the leader, has changed their mind."""
    person = request.user
    network = network_or_404(person, slug)
    asked = visible_or_404(
        network.offering_requests.visible_to(person),
        may=lambda found: found.asked_by_id == person.pk or is_leader(person, network),
        pk=support_request_id,
    )
    try:
        withdraw_request(by=person, request=asked)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Ønsket er trukket tilbage."))
    return redirect("secretariat:network_support", slug)
