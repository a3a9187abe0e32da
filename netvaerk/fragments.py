"""A page that is narrowed while one types: whole, or only its named part when htmx asks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page_or_part(
    request: HttpRequest, template: str, part: str, context: dict[str, Any], *, address: str
) -> HttpResponse:
    """`address` is where the page is found as it is narrowed; the same again is no step back."""
    if not request.htmx:
        return render(request, template, context)
    response = render(request, f"{template}#{part}", context)
    response.headers["HX-Push-Url"] = "false" if address == _stands_at(request) else address
    return response


def _stands_at(request: HttpRequest) -> str | None:
    """What the browser's address line holds, as htmx tells it; nonsense is nothing."""
    try:
        return request.htmx.current_url_abs_path
    except ValueError:
        return None
