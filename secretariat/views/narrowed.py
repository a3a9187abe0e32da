"""A list that is narrowed by a form: whole, or only the list when htmx asks for it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from netvaerk.people.permissions import can_fetch_lists
from networks.filters import NetworkFilter


def narrowed(
    request: HttpRequest, filters: NetworkFilter, template: str, context: dict[str, Any]
) -> HttpResponse:
    """The page, or its part named `list`; the same choice once more is no step to go back from."""
    context |= {
        "filters": filters,
        "chips": filters.chips(request.path),
        "may_fetch": can_fetch_lists(request.user),
    }
    if not request.htmx:
        return render(request, template, context)
    response = render(request, f"{template}#list", context)
    address = filters.address(request.path)
    response.headers["HX-Push-Url"] = "false" if address == _stands_at(request) else address
    return response


def _stands_at(request: HttpRequest) -> str | None:
    """What the browser's address line holds, as htmx tells it; nonsense is nothing."""
    try:
        return request.htmx.current_url_abs_path
    except ValueError:
        return None
