"""What other pages and the operator ask for."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from netvaerk.people.permissions import can_look_up_people
from netvaerk.people.queries.health import health, is_well
from netvaerk.people.queries.person import people_like
from netvaerk.people.queries.pulse import is_post_well, post_health


@require_safe
def person_options(request: HttpRequest) -> HttpResponse:
    """Colleagues to pick from; htmx names the field that was typed in."""
    if not can_look_up_people(request.user):
        raise Http404
    typed = request.GET.get(request.htmx.trigger_name or "q", "")
    return render(request, "people/person/options.html", {"people": people_like(typed)})


@login_not_required
@require_safe
def was(request: HttpRequest) -> HttpResponse:
    """The legal statement on accessibility stands on the state's own site."""
    return HttpResponseRedirect(settings.ACCESSIBILITY_STATEMENT_URL)


@login_not_required
@never_cache
@require_safe
def health_check(request: HttpRequest) -> HttpResponse:
    """For the operator's watch: 200 when pages work, 503 when not."""
    parts = health()
    return JsonResponse(parts, status=200 if is_well(parts) else 503)


@login_not_required
@never_cache
@require_safe
def pulse(request: HttpRequest) -> HttpResponse:
    """For the operator's watch: 200 when the post runs, 503 when letters stay where they are."""
    parts = post_health()
    return JsonResponse(parts, status=200 if is_post_well(parts) else 503)
