from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from networks.queries.promise import promises_by
from networks.queries.sheets.promise import promises_sheet
from secretariat.forms.leadership import OverviewFilter
from secretariat.permissions.support import can_see_leadership
from secretariat.queries.leadership import (
    by_alphabet,
    by_theme,
    groups_of,
    networks_of,
    row_of,
    themes_without_network,
)
from secretariat.queries.leadership_sheets import overview_sheet
from secretariat.queries.leadership_waiting import waiting_for
from secretariat.queries.review_choice import review_choices
from secretariat.views.narrowed import narrowed

PAGE = 25


@list_page
def leadership(request: HttpRequest) -> HttpResponseBase:
    """What waits for a chief, the doors of the review, and the networks by strategic theme."""
    if not can_see_leadership(request.user):
        raise Http404
    filters = OverviewFilter(
        request.GET,
        person=request.user,
        choices=review_choices(),
        queryset=networks_of(request.user),
    )
    if request.method == "POST":
        return fetched(request, overview_sheet(by_alphabet(filters.qs), **filters.said))
    arranged = by_theme if filters.is_grouped else by_alphabet
    page = Paginator(arranged(filters.qs), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "groups": groups_of(page.object_list) if filters.is_grouped else None,
        "rows": [] if filters.is_grouped else [row_of(one) for one in page.object_list],
        "bare": themes_without_network() if page.number == 1 and not filters.chosen else None,
    }
    if not request.htmx:
        context["waiting"] = waiting_for(request.user)
    return narrowed(request, filters, "secretariat/leadership/page.html", context)


@list_page
def promise_list(request: HttpRequest) -> HttpResponseBase:
    """Every promise of one's own, with its state."""
    if not can_see_leadership(request.user):
        raise Http404
    if request.method == "POST":
        return fetched(request, promises_sheet(request.user))
    page = Paginator(promises_by(request.user), PAGE).get_page(request.GET.get("page"))
    trail = [(reverse("secretariat:leadership"), _("Ledelse")), ("", _("Mine løfter"))]
    context = {"trail": trail, "page": page, "may_fetch": can_fetch_lists(request.user)}
    return render(request, "secretariat/leadership/promise_list.html", context)
