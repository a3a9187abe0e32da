from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.people.views.fetching import fetched, list_page
from secretariat.forms.leadership import ResultFilter
from secretariat.permissions.support import can_see_leadership
from secretariat.queries.leadership_sheets import results_overview_sheet
from secretariat.queries.results_overview import networks_with_results, result_row, results_of
from secretariat.queries.review_choice import review_choices
from secretariat.views.narrowed import narrowed

PAGE = 25


@list_page
def results_overview(request: HttpRequest) -> HttpResponseBase:
    """What the networks leave behind, across the house: taken over, or not, and how it fares."""
    if not can_see_leadership(request.user):
        raise Http404
    filters = ResultFilter(
        request.GET,
        person=request.user,
        choices=review_choices(),
        queryset=networks_with_results(request.user),
    )
    found = results_of(request.user, filters.qs, state=filters.state)
    if request.method == "POST":
        return fetched(request, results_overview_sheet(found, **filters.said))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    page.object_list = [result_row(one) for one in page.object_list]
    context = {
        "trail": [(reverse("secretariat:leadership"), _("Ledelse")), ("", _("Aftryk"))],
        "page": page,
        "today": clock.today(),
    }
    return narrowed(request, filters, "secretariat/leadership/results.html", context)
