from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from netvaerk.gates import form_page, posted
from netvaerk.refusals import Refusal
from networks.actions.learning import record_learning
from networks.forms.audience import READERS
from networks.forms.learning import LearningForm
from networks.permissions.learning import can_record_learning
from networks.queries.learning import cards_in, shared_cards
from networks.views.doors import frame, network_or_404

AFTER = "efter"  # the address's word for where a page of cards begins


@require_safe
def learning_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What the network has learned, as far as the person may read it."""
    network = network_or_404(request.user, slug)
    context = frame(request.user, network, _("Læring"))
    context["page"] = cards_in(request.user, network, after=request.GET.get(AFTER, ""))
    return render(request, "networks/learning/list.html", context)


@form_page
def learning_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a learning card; who may read it is said before saving."""
    network = network_or_404(request.user, slug, may=can_record_learning)
    form = LearningForm(posted(request))
    if form.is_valid():
        try:
            record_learning(by=request.user, network=network, **form.cleaned_data)
        except Refusal as refusal:
            form.with_fresh_key().add_error(None, str(refusal))
        else:
            readers = READERS[form.cleaned_data["audience"]]
            messages.success(request, _("Kortet er gemt. %(readers)s") % {"readers": readers})
            return redirect("networks:learning_list", slug)
    context = {**frame(request.user, network, _("Nyt læringskort")), "form": form}
    status = 422 if form.errors else 200
    return render(request, "networks/learning/new.html", context, status=status)


@require_safe
def learning_shared(request: HttpRequest) -> HttpResponse:
    """What networks have shared with every employee."""
    page = shared_cards(request.user, after=request.GET.get(AFTER, ""))
    return render(request, "networks/learning/shared.html", {"page": page})
