from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from offerings.permissions.offering import can_see_catalogue
from offerings.queries.catalogue import catalogue_for


@require_safe
def offering_list(request: HttpRequest) -> HttpResponse:
    """What a network can be given, for everyone in the house."""
    if not can_see_catalogue(request.user):
        raise Http404
    catalogue = catalogue_for(request.GET.get("fase", ""))
    return render(request, "offerings/list.html", {"catalogue": catalogue})
