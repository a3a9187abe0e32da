"""A list that is narrowed by a form: whole, or only the list when htmx asks for it."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from netvaerk.fragments import page_or_part
from netvaerk.people.permissions import can_fetch_lists
from networks.filters import NetworkFilter


def narrowed(
    request: HttpRequest, filters: NetworkFilter, template: str, context: dict[str, Any]
) -> HttpResponse:
    """The page, or its part named `list`."""
    context |= {
        "filters": filters,
        "chips": filters.chips(request.path),
        "may_fetch": can_fetch_lists(request.user),
    }
    address = filters.address(request.path)
    return page_or_part(request, template, "list", context, address=address)
