"""Which secret address is somebody's, and what a news reader that follows one is told."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.text import Truncator

from netvaerk.people.models import Person
from netvaerk.plain import clean, one_line
from netvaerk.sentences import LEARNED, whole_sentence
from networks.models import LearningEntry, Network
from secretariat.enums import FeedKind
from secretariat.models import Feed
from secretariat.permissions.feed import can_have_feed

NEWEST = 30
TITLE = 100


@dataclass(frozen=True)
class News:
    """One thing that is new; of the whole network, never of one person. Its texts are `clean`:
    one sign that XML can't hold would silence the whole feed."""

    key: str  # never changes
    title: str
    text: str
    network: str
    path: str
    at: datetime


def feed_with(key: str, kinds: list[FeedKind]) -> Feed | None:
    """The feed that the key opens, while its person may still have it."""
    feed = Feed.objects.with_key(key).filter(kind__in=kinds).select_related("person").first()
    return feed if feed and can_have_feed(feed.person, feed.kind) else None


def news_of(feed: Feed) -> list[News]:
    """The newest first; one query."""
    if feed.kind == FeedKind.LEARNING:
        return [_card(one) for one in _shared_cards(feed.person)]
    return [_network(one) for one in _networks(feed.person)]


def _shared_cards(person: Person):
    """What every employee may read; what the person reads as a member stays in the network."""
    existing = Network.objects.visible_to(person).values("pk")
    cards = LearningEntry.objects.shared().filter(network__in=existing)
    return cards.select_related("network").newest_first()[:NEWEST]


def _networks(person: Person):
    established = Network.objects.visible_to(person).exclude(established_at=None)
    return established.order_by("-established_at", "-pk")[:NEWEST]


def _card(card: LearningEntry) -> News:
    """In a reader's list nothing says "Vi lærte" before it."""
    learned = whole_sentence(clean(card.learned), LEARNED)
    return News(
        key=f"learning/{card.pk}",
        title=one_line(card.title or Truncator(learned).chars(TITLE)),
        text=learned,
        network=one_line(card.network.title),
        path=reverse("networks:learning_detail", args=[card.network.slug, card.pk]),
        at=card.noted_at,
    )


def _network(network: Network) -> News:
    return News(
        key=f"network/{network.pk}",
        title=one_line(network.title),
        text=clean(network.challenge),
        network=one_line(network.title),
        path=reverse("networks:network_detail", args=[network.slug]),
        at=network.established_at or network.decided_at,
    )
