import re

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import F

from netvaerk.people.models import Person
from networks.models import Network

MOST = 3
MOST_WORDS = 16
# Words that every challenge here is made of: they would make everything look alike.
EVERYDAY_WORDS = {
    *("hvorfor", "hvordan", "hvornår", "hvilke", "hvilken", "nogle", "mange", "flere", "bedre"),
    *("bliver", "bruge", "gøre", "sammen", "hinanden", "kommunen", "borgerne", "borgere"),
    *("ingen", "noget", "nogen", "alle", "hele", "hver", "står", "være", "helst"),
    *("netværk", "netværket", "først", "altid", "aldrig", "ville", "kunne", "skulle"),
}


def similar_networks(*, person: Person, title: str, challenge: str) -> list[Network]:
    """At most three networks that the person may see and that share words with the draft."""
    words = _telling_words(f"{title} {challenge}")
    if not words:
        return []
    # Prefixes, because Danish builds long words: "fravær" finds "fraværet" and "fraværsmøder".
    wanted = SearchQuery(
        " | ".join(f"{word}:*" for word in words), config="danish", search_type="raw"
    )
    told = SearchVector("title", weight="A", config="danish") + SearchVector(
        "challenge", weight="C", config="danish"
    )
    return list(
        Network.objects.visible_to(person)
        .annotate(told=told, likeness=SearchRank(F("told"), wanted))
        .filter(told=wanted)
        .select_related("phase")
        .order_by("-likeness", "pk")[:MOST]
    )


def _telling_words(text: str) -> list[str]:
    words = dict.fromkeys(re.findall(r"[a-zæøåéü]{4,}", text.lower()))
    return [word for word in words if word not in EVERYDAY_WORDS][:MOST_WORDS]
