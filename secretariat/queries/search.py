"""The search through the whole house: what somebody seeks, and what of it they may read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchRank
from django.db.models import CharField, F, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.highlights import excerpt, line
from netvaerk.hits import Hits, Part, fitting, page_number, page_of, weighed, whole
from netvaerk.people.models import Person
from netvaerk.people.models.person import NAME_WORDS
from netvaerk.people.permissions import can_look_up_people
from netvaerk.sought import LONGEST, Sought, sought_in
from netvaerk.words import Words
from networks.models import Network
from networks.queries.search import ASSUMPTION, LEARNING, NETWORK, PARTS, RESULT, Seeker
from networks.queries.search_shown import (
    LABELS,
    NOTHING,
    RowsOf,
    Shown,
    network_place,
    network_rows,
    shown_hits,
)
from offerings.models import Offering
from offerings.permissions.offering import can_see_catalogue

OFFERING, PERSON = "tilbud", "kolleger"
KINDS: dict[str, Words] = {
    NETWORK: _("Netværk"),
    LEARNING: _("Læring"),
    ASSUMPTION: _("Antagelser"),
    RESULT: _("Aftryk"),
    OFFERING: _("Tilbud"),
    PERSON: _("Kolleger"),
}
OF_A_NETWORK = {NETWORK, LEARNING, ASSUMPTION, RESULT}
HIT_LABELS: dict[str, Words] = {**LABELS, OFFERING: _("Tilbud"), PERSON: _("Kollega")}
RECENT = "aar"  # the address's word
YEAR = timedelta(days=365)
# A name that fits is what was asked for.
AS_A_TITLE = [1.0, 1.0, 1.0, 1.0]


@dataclass(frozen=True)
class Asked:
    """What an address asks for; anything that makes no sense narrows nothing."""

    words: str = ""
    kind: str = ""
    slug: str = ""  # of a network
    is_recent: bool = False
    number: int = 1

    @property
    def sought(self) -> Sought:
        return sought_in(self.words)

    def address(self, path: str, **changes: Any) -> str:
        """Where that is found, without what narrows nothing."""
        now = replace(self, **changes)
        narrowed = {
            "q": now.words,
            "slags": now.kind,
            "netvaerk": now.slug,
            "tid": RECENT if now.is_recent else "",
            "side": now.number if now.number > 1 else "",
        }
        query = urlencode({name: value for name, value in narrowed.items() if value})
        return f"{path}?{query}" if query else path


@dataclass(frozen=True)
class Found:
    asked: Asked
    kinds: dict[str, Words]  # those that there is something of for this person
    networks: tuple[Network, ...]  # the person's own, to look in one of them
    hits: Hits
    shown: tuple[Shown, ...]

    @property
    def network(self) -> Network | None:
        """The one that is looked in."""
        return next((one for one in self.networks if one.slug == self.asked.slug), None)


def asked_in(query: Mapping[str, str]) -> Asked:
    """What stands in an address."""
    kind = query.get("slags", "")
    return Asked(
        words=" ".join(query.get("q", "").split())[:LONGEST],
        kind=kind if kind in KINDS else "",
        slug=query.get("netvaerk", ""),
        is_recent=query.get("tid") == RECENT,
        number=page_number(query.get("side", "")),
    )


def found_by(person: Person, asked: Asked) -> Found:
    """Three queries at most: own networks, a page of hits, and how they look."""
    own = Network.objects.existing().shielded_open_to(person).in_danish_order()
    networks, kinds, sought = tuple(own.only("slug", "title")), kinds_for(person), asked.sought
    within = [one.pk for one in networks if one.slug == asked.slug] or None
    hits = Hits()
    if sought:
        seeker = Seeker(
            person=person,
            query=sought.danish,
            itself=sought.the_words_themselves,
            says_something=sought.says_something,
            inside=[one.pk for one in networks],
            within=within,
            since=clock.now() - YEAR if asked.is_recent else None,
        )
        hits = page_of(
            list(_parts(seeker, sought, _looked_for(asked, kinds, within))), asked.number
        )
    rows_of = {**network_rows(person, sought.danish), **_rows(sought)}
    shown = shown_hits(hits.rows, rows_of, _place, HIT_LABELS)
    return Found(asked=asked, kinds=kinds, networks=networks, hits=hits, shown=shown)


def kinds_for(person: Person) -> dict[str, Words]:
    """What there may be something of: a guest has own networks, not the house."""
    hidden = set() if can_see_catalogue(person) else {OFFERING}
    hidden |= set() if can_look_up_people(person) else {PERSON}
    return {kind: words for kind, words in KINDS.items() if kind not in hidden}


def _looked_for(asked: Asked, kinds: Iterable[str], within: Any) -> Iterator[str]:
    """People and offerings are of no network and no year."""
    for kind in kinds:
        is_out = kind not in OF_A_NETWORK and (within or asked.is_recent)
        if asked.kind in ("", kind) and not is_out:
            yield kind


def _parts(seeker: Seeker, sought: Sought, kinds: Iterable[str]) -> Iterator[Part]:
    for kind in kinds:
        if kind == OFFERING:
            rows = fitting(Offering.objects.active().filter(sought.says_something), sought.danish)
            yield from whole(weighed(rows, kind, rank=seeker.rank))
        elif kind == PERSON:
            people = Person.objects.employees().alias(wording=NAME_WORDS)
            rank = SearchRank(NAME_WORDS, sought.names, weights=Value(AS_A_TITLE))
            yield from whole(weighed(fitting(people, sought.names), kind, rank=rank))
        else:
            yield from PARTS[kind](seeker)


def _rows(sought: Sought) -> dict[str, RowsOf]:
    return {OFFERING: partial(_offerings, sought), PERSON: partial(_people, sought)}


def _offerings(sought: Sought, keys: list[int]) -> Any:
    words = line(F("title"), sought.danish), excerpt(sought.danish, "gives", "asks")
    rows = Offering.objects.active().filter(pk__in=keys)
    return rows.values_list(Value(OFFERING), "pk", *words, *[NOTHING] * 5)


def _people(sought: Sought, keys: list[int]) -> Any:
    name = Concat("first_name", Value(" "), "last_name", output_field=CharField())
    words = line(name, sought.names, config="simple"), excerpt(sought.names, "title", "unit__name")
    rows = Person.objects.employees().filter(pk__in=keys)
    return rows.values_list(Value(PERSON), "pk", *words, *[NOTHING] * 3, "email", NOTHING)


def _place(kind: str, pk: int, slug: str) -> str:
    if kind == OFFERING:
        return reverse("offerings:offering_detail", args=[pk])
    return "" if kind == PERSON else network_place(kind, pk, slug)
