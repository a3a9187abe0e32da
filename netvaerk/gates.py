"""Doors of the views: fetch what may be seen, check what may be done, or it doesn't exist."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

# For a view whose page holds a form that is sent to the page's own address.
form_page = require_http_methods(["GET", "HEAD", "POST"])


def visible_or_404(queryset: QuerySet, *, may: Callable[[Any], bool] | None = None, **lookup: Any):
    """The one object, if the queryset (already cut to what is visible) holds it.

    Refused and not existing give the same 404, so an address reveals nothing.
    """
    found = get_object_or_404(queryset, **lookup)
    if may is not None and not may(found):
        raise Http404
    return found


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if it was nothing; None when the page is only opened."""
    return request.POST if request.method == "POST" else None
