import re
from collections.abc import Sequence
from heapq import nsmallest
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db.models import FloatField, Func

from netvaerk.people.models import Person
from netvaerk.sought import any_of
from networks.models import Network

MOST = 3
MOST_WORDS = 16
# Of hundreds that are alike to one of many, no more is read than is shown of a few.
SHOWN = ("proposal", "slug", "title", "challenge", "status", "established_at", "phase__name")
# Words that every challenge here is made of: they would make everything look alike.
EVERYDAY_WORDS = {
    *("hvorfor", "hvordan", "hvornår", "hvilke", "hvilken", "nogle", "mange", "flere", "bedre"),
    *("bliver", "bruge", "gøre", "sammen", "hinanden", "kommunen", "borgerne", "borgere"),
    *("ingen", "noget", "nogen", "alle", "hele", "hver", "står", "være", "helst"),
    *("netværk", "netværket", "først", "altid", "aldrig", "ville", "kunne", "skulle"),
}


def similar_to_each(*, person: Person, outlines: Sequence[tuple[str, str]]) -> list[list[Network]]:
    """For each title and challenge, the living networks that are alike; one query for them all.

    The most alike first, and at least one more than are shown: the caller may leave one out.
    """
    wanted = [wanted_by(*outline) for outline in outlines]
    sought = [one for one in wanted if one is not None]
    # One flat query of all the words: hundreds of queries within each other are too deep.
    words = {word for outline in outlines for word in telling_words(" ".join(outline))}
    alike_to_one = any_of(sorted(words))
    if alike_to_one is None:
        return [[] for _outline in outlines]
    found = (
        Network.objects.visible_to(person)
        .alive()
        .filter(wording=alike_to_one)
        .annotate(
            likenesses=Likenesses("wording", Func(*sought, template="ARRAY[%(expressions)s]"))
        )
        .select_related("phase")
        .only(*SHOWN)
    )
    if len(sought) == 1:
        found = found.order_by("-likenesses__0", "pk")[: MOST + 1]
    networks, places = list(found), iter(range(len(sought)))
    return [[] if one is None else _alike(networks, next(places)) for one in wanted]


class Likenesses(Func):
    """How much a wording is like each of several queries."""

    template = (
        "(SELECT array_agg(ts_rank(given.told, one) ORDER BY place)"
        " FROM (VALUES (%(expressions)s)) AS given (told, sought),"
        " unnest(given.sought) WITH ORDINALITY AS each (one, place))"
    )
    output_field = ArrayField(FloatField())


def _alike(found: list[Any], place: int) -> list[Network]:
    alike = [one for one in found if one.likenesses[place] > 0]
    return nsmallest(MOST + 1, alike, key=lambda one: (-one.likenesses[place], one.pk))


def wanted_by(title: str, challenge: str) -> SearchQuery | None:
    """What a draft's telling words find in a network's wording; None when it has none."""
    return any_of(telling_words(f"{title} {challenge}"))


def telling_words(text: str) -> list[str]:
    words = dict.fromkeys(re.findall(r"[a-zæøåéü]{4,}", text.lower()))
    return [word for word in words if word not in EVERYDAY_WORDS][:MOST_WORDS]
