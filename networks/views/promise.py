from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal
from networks.actions.promise import answer_promise, make_promise
from networks.enums import PromiseOutcome
from networks.forms.promise import PromiseAnswerForm, PromiseForm
from networks.models import Network, Promise
from networks.permissions.promise import can_make_promise
from networks.views.doors import network_or_404, trail_in


@form_page
def promise_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A chief promises the network something, in one sentence."""
    network = network_or_404(request.user, slug, may=can_make_promise)
    form = PromiseForm(posted(request))
    if form.is_valid():
        try:
            make_promise(by=request.user, network=network, **form.cleaned_data)
        except Refusal as refusal:
            form.with_fresh_key().add_error(None, str(refusal))
        else:
            messages.success(request, _("Dit løfte er givet. Vi spørger dig, hvordan det går."))
            return redirect("networks:direction_detail", slug)
    context = {**_framed(network, _("Giv et løfte")), "form": form}
    status = 422 if form.errors else 200
    return render(request, "networks/promise/new.html", context, status=status)


@form_page
def promise_answer(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Whoever made it says how it went; once answered it stands as it is."""
    promise = _own_or_404(request.user, promise_id)
    form = PromiseAnswerForm(posted(request))
    if form.is_valid():
        try:
            answer_promise(by=request.user, promise=promise, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Tak. Dit svar er gemt, og netværket kan læse det."))
            return redirect("networks:direction_detail", promise.network.slug)
    context = {**_framed(promise.network, _("Svar på et løfte")), "form": form}
    context |= {"promise": promise, "outcomes": PromiseOutcome.choices}
    status = 422 if form.errors else 200
    return render(request, "networks/promise/answer.html", context, status=status)


def _own_or_404(person: Person, promise_id: int) -> Promise:
    networks = Network.objects.visible_to(person)
    promises = Promise.objects.filter(made_by=person, network__in=networks)
    return visible_or_404(promises.select_related("network", "made_by"), pk=promise_id)


def _framed(network: Network, here: str) -> dict:
    """The frame of a page below the direction's own."""
    trail = trail_in(network, here)
    trail.insert(-1, (reverse("networks:direction_detail", args=[network.slug]), _("Retning")))
    return {"network": network, "trail": trail}
