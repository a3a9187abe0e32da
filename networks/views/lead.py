from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from netvaerk.gates import form_page, posted
from netvaerk.refusals import Refusal
from networks.actions.lead import hand_over_lead
from networks.forms.membership import LeadForm
from networks.permissions.membership import can_hand_over_lead
from networks.views.doors import frame, network_or_404


@form_page
def lead_hand_over(request: HttpRequest, slug: str) -> HttpResponse:
    """The leader lets another member lead; it takes effect at once."""
    network = network_or_404(request.user, slug, may=can_hand_over_lead)
    form = LeadForm(posted(request), network=network)
    if form.is_valid():
        try:
            hand_over_lead(by=request.user, network=network, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            name = {"name": form.cleaned_data["to"].first_name}
            said = _("%(name)s leder nu netværket og har fået din sætning. Du er kernedeltager.")
            messages.success(request, said % name)
            return redirect("networks:member_list", slug)
    context = {**frame(request.user, network, _("Giv ledelsen videre")), "form": form}
    status = 422 if form.errors else 200
    return render(request, "networks/membership/lead.html", context, status=status)
