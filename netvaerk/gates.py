"""Doors of the views: fetch what may be seen, check what may be done, or it doesn't exist."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404


def visible_or_404(queryset: QuerySet, *, may: Callable[[Any], bool] | None = None, **lookup: Any):
    """The one object, if the queryset (already cut to what is visible) holds it.

    Refused and not existing give the same 404, so an address reveals nothing.
    """
    found = get_object_or_404(queryset, **lookup)
    if may is not None and not may(found):
        raise Http404
    return found
