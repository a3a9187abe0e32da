from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from netvaerk.fragments import page_or_part
from netvaerk.hits import page_number
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from netvaerk.sought import LONGEST, sought_in
from networks.filters import LearningFilter
from networks.models import Network
from networks.permissions.network import can_narrow_networks
from networks.queries.learning import shared_cards
from networks.queries.learning_search import shared_found
from networks.queries.network import filter_choices
from networks.queries.sheets.learning import shared_sheet

WORDS, PAGE, AFTER = "q", "side", "efter"  # the address's words


@list_page
def learning_shared(request: HttpRequest) -> HttpResponseBase:
    """What networks have shared with every employee: searched, narrowed, or the newest first."""
    if request.method == "POST":
        return fetched(request, shared_sheet(request.user))
    words = " ".join(request.GET.get(WORDS, "").split())[:LONGEST]
    context: dict[str, Any] = {"words": words}
    filters = _filters(request)
    within = [network.pk for network in filters.qs] if filters and filters.is_narrowing else None
    if words:
        number = page_number(request.GET.get(PAGE, ""))
        sought = sought_in(words)
        context["sought"] = sought
        context["found"] = shared_found(request.user, sought, within=within, number=number)
    else:
        context["page"] = shared_cards(
            request.user, within=within, after=request.GET.get(AFTER, "")
        )
        context["may_fetch"] = within is None and can_fetch_lists(request.user)
    if filters:
        context |= {"filters": filters, "switches": filters.switches(request.path)}
    address = filters.address(request.path) if filters else request.get_full_path()
    return page_or_part(request, "networks/learning/shared.html", "hits", context, address=address)


def _filters(request: HttpRequest) -> LearningFilter | None:
    """For whoever sees more than a few networks."""
    if not can_narrow_networks(request.user):
        return None
    return LearningFilter(
        request.GET,
        person=request.user,
        choices=filter_choices(),
        queryset=Network.objects.visible_to(request.user).only("pk"),
    )
