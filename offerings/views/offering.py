"""The catalogue, and what became of what a network was given."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from netvaerk.fragments import page_or_part
from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from netvaerk.refusals import Refusal
from networks.models import Network, NetworkType, Phase
from networks.views.doors import frame, network_or_404
from offerings.actions.offering import settle_offering
from offerings.forms.catalogue import CatalogueForm
from offerings.forms.request import SettleForm
from offerings.models import AssignedOffering, Offering
from offerings.permissions.offering import can_see_catalogue
from offerings.permissions.request import can_settle_offering
from offerings.queries.catalogue import offerings_for, shelves_of, suggestions_for
from offerings.queries.offering import one_offering
from offerings.queries.sheets.offering import catalogue_sheet

PAGE = 25


@list_page
def offering_list(request: HttpRequest) -> HttpResponseBase:
    """What a network can be given, for everyone in the house."""
    if not can_see_catalogue(request.user):
        raise Http404
    fits = {"phases": list(Phase.objects.all()), "types": list(NetworkType.objects.all())}
    form = CatalogueForm(request.GET, **fits)
    chosen = form.chosen
    if request.method == "POST":
        return fetched(request, catalogue_sheet(chosen, **form.said))
    page = Paginator(offerings_for(chosen), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "shelves": shelves_of(page.object_list, **fits)}
    context["may_fetch"] = can_fetch_lists(request.user)
    if not request.htmx:
        context["suggestions"] = suggestions_for(request.user)
    address = form.address(request.path)
    return page_or_part(request, "offerings/list.html", "shelves", context, address=address)


@require_safe
def offering_detail(request: HttpRequest, offering_id: int) -> HttpResponse:
    """What it gives and asks, who holds it, when, and how one asks for it."""
    if not can_see_catalogue(request.user):
        raise Http404
    offerings = Offering.objects.active().select_related("holder__unit")
    page = one_offering(request.user, visible_or_404(offerings, pk=offering_id))
    trail = [(reverse("offerings:offering_list"), _("Tilbud")), ("", page.offering.title)]
    return render(request, "offerings/detail.html", {"page": page, "trail": trail})


@require_safe
def offering_given(request: HttpRequest, assigned_id: int) -> HttpResponse:
    """A short way to where one says what became of it."""
    given = AssignedOffering.objects.select_related("network")
    given = given.filter(network__in=Network.objects.visible_to(request.user))
    assigned = visible_or_404(
        given, may=lambda found: can_settle_offering(request.user, found), pk=assigned_id
    )
    return redirect("offerings:offering_settle", assigned.network.slug, assigned.pk)


@form_page
def offering_settle(request: HttpRequest, slug: str, assigned_id: int) -> HttpResponse:
    """Used on a day, or not used, because."""
    network = network_or_404(request.user, slug)
    assigned = visible_or_404(
        network.assigned_offerings.select_related("offering", "assigned_by", "network"),
        may=lambda found: can_settle_offering(request.user, found),
        pk=assigned_id,
    )
    form = SettleForm(posted(request), assigned=assigned)
    if form.is_valid():
        try:
            settle_offering(by=request.user, assigned=assigned, **form.settled)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Tak. Nu ved både I og sekretariatet, hvad det blev til."))
            return redirect("secretariat:network_support", slug)
    context = frame(request.user, network, _("Hvad blev det til?"))
    support = reverse("secretariat:network_support", args=[slug])
    context["trail"].insert(-1, (support, _("Støtte")))
    context |= {"form": form, "assigned": assigned}
    status = 422 if form.errors else 200
    return render(request, "offerings/settle.html", context, status=status)
