"""Follow Netværk by a secret address: from one's calendar, or from the intranet's news."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from netvaerk.calendar import as_file
from secretariat.actions.feed import close_feed, make_feed
from secretariat.enums import CALENDARS, NEWS, FeedKind
from secretariat.permissions.feed import can_have_feed
from secretariat.queries.calendar_feed import entries_of
from secretariat.queries.feed import feed_with, news_of

UNLISTED = {"X-Robots-Tag": "noindex"}


@require_safe
def feed_page(request: HttpRequest) -> HttpResponse:
    """Which calendars one has an address of, and how to make or close one."""
    return _show(request, CALENDARS)


@require_safe
def news_page(request: HttpRequest) -> HttpResponse:
    """The same for what is new: learning that is shared, and networks that begin."""
    if not can_have_feed(request.user, FeedKind.LEARNING):
        raise Http404
    return _show(request, NEWS)


@require_POST
def feed_make(request: HttpRequest, kind: str) -> HttpResponse:
    """Make an address; the page that answers is the only one that ever shows it."""
    _may_or_404(request, kind)
    key = make_feed(by=request.user, kind=kind)
    is_news = kind in NEWS
    file = "secretariat:news_file" if is_news else "secretariat:feed_file"
    address = settings.SITE_URL + reverse(file, args=[key])
    return _show(request, NEWS if is_news else CALENDARS, made=kind, address=address)


@require_POST
def feed_close(request: HttpRequest, kind: str) -> HttpResponse:
    """What follows the address gets nothing from now on."""
    _may_or_404(request, kind)
    close_feed(by=request.user, kind=kind)
    messages.success(request, _("Adressen er lukket. Det, der fulgte den, får intet mere."))
    return redirect("secretariat:news_page" if kind in NEWS else "secretariat:feed_page")


@never_cache
@login_not_required
@require_safe
def feed_file(request: HttpRequest, key: str) -> HttpResponse:
    """What a calendar reads; the key is the only sign of who asks."""
    feed = feed_with(key, CALENDARS)
    if feed is None:
        raise Http404
    name = f"{settings.MUNICIPALITY}: {feed.get_kind_display()}"
    body = as_file(entries_of(feed), organiser=settings.DEFAULT_FROM_EMAIL, name=name)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=UNLISTED)


@never_cache
@login_not_required
@require_safe
def news_file(request: HttpRequest, news_key: str) -> HttpResponse:
    """What a news reader reads (Atom, RFC 4287)."""
    feed = feed_with(news_key, NEWS)
    if feed is None:
        raise Http404
    atom = Atom1Feed(
        title=f"{settings.MUNICIPALITY}: {feed.get_kind_display()}",
        link=settings.SITE_URL,
        description="",
        language="da",
        feed_guid=f"{settings.SITE_URL}/nyt/{feed.kind}",
    )
    for one in news_of(feed):
        atom.add_item(
            title=one.title,
            link=settings.SITE_URL + one.path,
            description=one.text,
            author_name=one.network,
            unique_id=f"{settings.SITE_URL}/nyt/{one.key}",
            pubdate=one.at,
            updateddate=one.at,
        )
    body = atom.writeString("utf-8")
    return HttpResponse(body, content_type=Atom1Feed.content_type, headers=UNLISTED)


def _may_or_404(request: HttpRequest, kind: str) -> None:
    if not can_have_feed(request.user, kind):
        raise Http404


def _show(
    request: HttpRequest, kinds: list[FeedKind], *, made: str = "", address: str = ""
) -> HttpResponse:
    made_at = dict(request.user.feeds.values_list("kind", "made_at"))
    feeds = [
        {"kind": kind, "made_at": made_at.get(kind), "address": address if kind == made else ""}
        for kind in kinds
        if can_have_feed(request.user, kind)
    ]
    context = {"feeds": feeds, "is_news": kinds == NEWS}
    return render(request, "secretariat/feed/page.html", context)
