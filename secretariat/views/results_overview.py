from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from secretariat.forms.leadership import ResultFilter
from secretariat.permissions.support import can_see_leadership
from secretariat.queries.results_overview import networks_with_results, result_row, results_of
from secretariat.queries.review_choice import review_choices
from secretariat.views.narrowed import narrowed

PAGE = 25


@require_safe
def results_overview(request: HttpRequest) -> HttpResponse:
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
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    page.object_list = [result_row(one) for one in page.object_list]
    context = {
        "trail": [(reverse("secretariat:leadership"), _("Ledelse")), ("", _("Aftryk"))],
        "filters": filters,
        "chips": filters.chips(request.path),
        "page": page,
    }
    return narrowed(request, filters, "secretariat/leadership/results.html", context)
