"""What the reports say alike: who reads them, a card in a few words, and that there is more."""

from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from netvaerk.charts import Link
from netvaerk.papers import Bullets
from netvaerk.sentences import LEARNED, whole_sentence
from networks.models import Network

READERS = _(
    "Til chefforum og sekretariatet. Af netværkenes egne tekster er kun dem med, "
    "som alle medarbejdere må læse."
)
LETTERS = 160


def card_words(card: dict[str, Any]) -> str:
    """Its title, or the beginning of what was learned."""
    said = card["title"] or whole_sentence(" ".join(card["beginning"].split()), LEARNED)
    return Truncator(said).chars(LETTERS)


def card_link(slug: str, card: dict[str, Any]) -> Link:
    return Link(card_words(card), reverse("networks:learning_detail", args=[slug, card["pk"]]))


def came_of(network: Network) -> str:
    """Where one reads on: a closed network has its harvest, a living one its report."""
    name = "harvest_report" if network.is_closed else "network_report"
    return reverse(f"networks:{name}", args=[network.slug])


def and_more(words: str, url: str) -> Bullets:
    return Bullets((Link(words, url),))
