"""One's own calendar: follow Netværk from Outlook or the phone by a secret address."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from netvaerk.calendar import as_file
from secretariat.actions.feed import close_feed, make_feed
from secretariat.enums import FeedKind
from secretariat.permissions.feed import can_have_feed
from secretariat.queries.feed import entries_of, feed_with


@require_safe
def feed_page(request: HttpRequest) -> HttpResponse:
    """Which addresses one has, and how to make or close one."""
    return _show(request)


@require_POST
def feed_make(request: HttpRequest, kind: str) -> HttpResponse:
    """Make an address; the page that answers is the only one that ever shows it."""
    _may_or_404(request, kind)
    key = make_feed(by=request.user, kind=kind)
    address = settings.SITE_URL + reverse("secretariat:feed_file", args=[key])
    return _show(request, made=kind, address=address)


@require_POST
def feed_close(request: HttpRequest, kind: str) -> HttpResponse:
    """What follows the address gets nothing from now on."""
    _may_or_404(request, kind)
    close_feed(by=request.user, kind=kind)
    messages.success(request, _("Adressen er lukket. Kalendere, der fulgte den, får intet mere."))
    return redirect("secretariat:feed_page")


@never_cache
@login_not_required
@require_safe
def feed_file(request: HttpRequest, key: str) -> HttpResponse:
    """What a calendar reads; the key is the only sign of who asks."""
    feed = feed_with(key)
    if feed is None:
        raise Http404
    name = f"{settings.MUNICIPALITY}: {feed.get_kind_display()}"
    body = as_file(entries_of(feed), organiser=settings.DEFAULT_FROM_EMAIL, name=name)
    unlisted = {"X-Robots-Tag": "noindex"}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=unlisted)


def _may_or_404(request: HttpRequest, kind: str) -> None:
    if not can_have_feed(request.user, kind):
        raise Http404


def _show(request: HttpRequest, *, made: str = "", address: str = "") -> HttpResponse:
    made_at = dict(request.user.feeds.values_list("kind", "made_at"))
    feeds = [
        {"kind": kind, "made_at": made_at.get(kind), "address": address if kind == made else ""}
        for kind in FeedKind
        if can_have_feed(request.user, kind)
    ]
    return render(request, "secretariat/feed/page.html", {"feeds": feeds})
