from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from netvaerk.fragments import page_or_part
from netvaerk.gates import form_page, posted
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from netvaerk.refusals import Refusal
from networks.actions.membership import edit_room
from networks.filters import NetworkFilter
from networks.forms.network import RoomForm
from networks.models import Network
from networks.permissions.network import can_edit_room, can_narrow_networks
from networks.queries.network import filter_choices, page_of_rows, rows_of
from networks.queries.overview import overview_of
from networks.queries.sheets.network import networks_sheet
from networks.queries.standing import with_people
from networks.views.doors import frame, network_or_404

PAGE = 25


@list_page
def network_list(request: HttpRequest) -> HttpResponseBase:
    """Every network the person may see, narrowed by what they choose."""
    networks, filters = rows_of(Network.objects.visible_to(request.user)), None
    if can_narrow_networks(request.user):
        filters = NetworkFilter(
            request.GET, person=request.user, choices=filter_choices(), queryset=networks
        )
        networks = filters.qs
    if request.method == "POST":
        return fetched(request, networks_sheet(networks, **(filters.said if filters else {})))
    page = page_of_rows(Paginator(networks, PAGE).get_page(request.GET.get("page")))
    context = {"page": page, "filters": filters, "may_fetch": can_fetch_lists(request.user)}
    if not filters:
        return render(request, "networks/network/list.html", context)
    context["chips"] = filters.chips(request.path)
    address = filters.address(request.path)
    return page_or_part(request, "networks/network/list.html", "networks", context, address=address)


@require_safe
def network_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The network's first page: now, direction, learning, and the way here."""
    network = with_people(network_or_404(request.user, slug))
    context = frame(request.user, network)
    context["overview"] = overview_of(request.user, network)
    return render(request, "networks/network/detail.html", context)


@form_page
def room_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether the network takes new members, whom it misses, and its channel in Teams."""
    network = network_or_404(request.user, slug, may=can_edit_room)
    stands = {name: getattr(network, name) for name in RoomForm.base_fields}
    form = RoomForm(posted(request), initial=stands)
    if form.is_valid():
        try:
            edit_room(by=request.user, network=network, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Det er gemt og står nu på listen over netværk."))
            return redirect("networks:network_detail", slug)
    context = {**frame(request.user, network, _("Nye deltagere")), "form": form}
    return render(
        request, "networks/network/room.html", context, status=422 if form.errors else 200
    )
