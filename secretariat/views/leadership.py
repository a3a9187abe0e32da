from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from secretariat.permissions.support import can_see_leadership
from secretariat.queries.leadership import leadership_page


@require_safe
def leadership(request: HttpRequest) -> HttpResponse:
    """What awaits the chiefs, and the networks by strategic theme."""
    if not can_see_leadership(request.user):
        raise Http404
    context = {"page": leadership_page(request.user)}
    return render(request, "secretariat/leadership/page.html", context)
