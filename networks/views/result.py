from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from netvaerk.refusals import EditedMeanwhile, Refusal
from networks.actions.receiver import ask_receiver
from networks.actions.result import edit_result, write_result
from networks.forms.audience import READERS
from networks.forms.result import AskForm, EditResultForm, NewResultForm
from networks.permissions.result import can_ask_receiver, can_edit_result, can_write_result
from networks.queries.result import card_of, results_in
from networks.queries.sheets.result import results_sheet
from networks.views.doors import frame, network_or_404


@list_page
def result_list(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What the network leaves behind, as far as the person may read it."""
    network = network_or_404(request.user, slug)
    context = frame(request.user, network, _("Aftryk"))
    standing = context["standing"]
    if request.method == "POST":
        sheet = results_sheet(request.user, network, is_inside=standing.is_inside)
        return fetched(request, sheet)
    context["page"] = results_in(request.user, network, standing)
    context["may_fetch"] = can_fetch_lists(request.user)
    return render(request, "networks/result/list.html", context)


@form_page
def result_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a result; who may read it is said before saving."""
    network = network_or_404(request.user, slug, may=can_write_result)
    form = NewResultForm(posted(request))
    if form.is_valid():
        try:
            write_result(by=request.user, network=network, **form.cleaned_data)
        except Refusal as refusal:
            form.with_fresh_key().add_error(None, str(refusal))
        else:
            _tell_saved(request, form.cleaned_data["audience"])
            return redirect("networks:result_list", slug)
    context = {**frame(request.user, network, _("Nyt resultat")), "form": form}
    status = 422 if form.errors else 200
    return render(request, "networks/result/write.html", context, status=status)


@form_page
def result_edit(request: HttpRequest, slug: str, result_id: int) -> HttpResponse:
    """Whoever wrote it, or the leader, mends it; on top of what they read."""
    network = network_or_404(request.user, slug, may=can_write_result)
    result = visible_or_404(
        network.results.select_related("network"),
        may=lambda found: can_edit_result(request.user, found),
        pk=result_id,
    )
    theirs, seen = None, {**model_to_dict(result), "based_on": result.version}
    form = EditResultForm(posted(request), initial=seen)
    if form.is_valid():
        try:
            edit_result(by=request.user, result=result, **form.cleaned_data)
        except EditedMeanwhile as meanwhile:
            theirs = meanwhile.theirs
            form.on_top_of(theirs.version).add_error(None, str(meanwhile))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell_saved(request, form.cleaned_data["audience"])
            return redirect("networks:result_list", slug)
    context = {**frame(request.user, network, _("Ret")), "form": form, "theirs": theirs}
    status = 422 if form.errors else 200
    return render(request, "networks/result/write.html", context, status=status)


@form_page
def receiver_ask(request: HttpRequest, slug: str, result_id: int) -> HttpResponse:
    """The leader asks somebody to take a result over."""
    network = network_or_404(request.user, slug, may=can_ask_receiver)
    result = get_object_or_404(network.results, pk=result_id)
    card = card_of(result)
    if not card.needs_somebody:
        raise Http404
    form = AskForm(posted(request))
    if form.is_valid():
        try:
            asked = ask_receiver(by=request.user, result=result, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("person", str(refusal))
        else:
            said = _("%(name)s er spurgt og har fået en mail.")
            messages.success(request, said % {"name": asked.person.name})
            return redirect("networks:result_list", slug)
    context = frame(request.user, network, _("Spørg en modtager"))
    context |= {"form": form, "card": card}
    status = 422 if form.errors else 200
    return render(request, "networks/result/ask.html", context, status=status)


def _tell_saved(request: HttpRequest, audience: str) -> None:
    readers = {"readers": READERS[audience]}
    messages.success(request, _("Resultatet er gemt. %(readers)s") % readers)
