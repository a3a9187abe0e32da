"""What stands on the page of each hit: its line, an excerpt, its network, and who may read it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from operator import attrgetter

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, CharField, F, Func, QuerySet, TextField, Value, When
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from netvaerk.highlights import UNSEEN, excerpt, line, marked, trailing
from netvaerk.hits import Hit
from netvaerk.people.models import Person
from netvaerk.sentences import ASSUMED, LEARNED, whole_sentence
from netvaerk.words import Words
from networks.enums import Audience, Outcome
from networks.models import Assumption, LearningEntry, Network
from networks.permissions.result import results_open_to
from networks.queries.search import ASSUMPTION, LEARNING, NETWORK, RESULT

NOTHING = Value("", CharField())
# A short card has no title: what was learned is its line, and the rest is told below it.
FIRST = Case(When(title="", then=F("learned")), default=F("title"), output_field=TextField())
NEXT = Case(When(title="", then=NOTHING), default=F("learned"), output_field=TextField())
LABELS: dict[str, Words] = {
    NETWORK: _("Netværk"),
    LEARNING: _("Læring"),
    ASSUMPTION: _("Antagelse"),
    RESULT: _("Aftryk"),
}
# Read without its fall, the sentence says the opposite.
FALLEN = _("Faldet antagelse")
STARTS = {LEARNING: LEARNED, ASSUMPTION: ASSUMED}
# Of the rows with these keys: kind, pk, line, excerpt, network's title and slug, audience, mail,
# and what became of it.
RowsOf = Callable[[list[int]], QuerySet]


@dataclass(frozen=True)
class Shown:
    kind: str
    label: Words
    line: SafeString
    excerpt: SafeString
    url: str  # empty for whom there is no page
    network: str
    network_url: str
    readers: Words  # empty when every employee may read it
    moment: datetime | None
    mail: str = ""


def shown_hits(
    hits: Iterable[Hit],
    rows_of: dict[str, RowsOf],
    place_of: Callable[[str, int, str], str],
    labels: dict[str, Words],
) -> tuple[Shown, ...]:
    """In the order of the hits; one query. What can no longer be read is left out."""
    by_kind = groupby(sorted(hits, key=attrgetter("kind")), key=attrgetter("kind"))
    arms = [rows_of[kind]([hit.pk for hit in group]).order_by() for kind, group in by_kind]
    if not arms:
        return ()
    rows = {tuple(row[:2]): row[2:] for row in arms[0].union(*arms[1:], all=True)}
    shown = []
    for hit in hits:
        if row := rows.get((hit.kind, hit.pk)):
            told, cut, network, slug, audience, mail, outcome = row
            is_open = audience in ("", Audience.EMPLOYEES)
            shown.append(
                Shown(
                    kind=hit.kind,
                    label=FALLEN if outcome == Outcome.FELL else labels[hit.kind],
                    line=marked(begun(hit.kind, told)),
                    excerpt=marked(trailing(cut)) if slug else marked(cut),
                    url=place_of(hit.kind, hit.pk, slug),
                    network=network if hit.kind != NETWORK else "",
                    network_url=reverse("networks:network_detail", args=[slug]) if slug else "",
                    readers="" if is_open else Audience(audience).label,
                    moment=hit.moment if hit.kind != NETWORK else None,
                    mail=mail,
                )
            )
    return tuple(shown)


def begun(kind: str, line: str) -> str:
    """A card or an assumption, read without the words that it was written after."""
    return whole_sentence(line, STARTS[kind], UNSEEN) if kind in STARTS else line


def network_rows(person: Person, query: SearchQuery) -> dict[str, RowsOf]:
    """By kind, for `shown_hits`; each reads what the person may read."""
    return {
        kind: partial(rows, person, query)
        for kind, rows in (
            (NETWORK, _networks),
            (LEARNING, _learning),
            (ASSUMPTION, _assumptions),
            (RESULT, _results),
        )
    }


def network_place(kind: str, pk: int, slug: str) -> str:
    """The page that a hit leads to."""
    if kind == LEARNING:
        return reverse("networks:learning_detail", args=[slug, pk])
    if kind == ASSUMPTION:
        return reverse("networks:assumption_detail", args=[slug, pk])
    if kind == RESULT:
        return f"{reverse('networks:result_list', args=[slug])}#r{pk}"
    return reverse("networks:network_detail", args=[slug])


def _networks(person: Person, query: SearchQuery, keys: list[int]) -> QuerySet:
    rows = Network.objects.visible_to(person).filter(pk__in=keys)
    words = line(F("title"), query), excerpt(query, "challenge")
    return rows.values_list(Value(NETWORK), "pk", *words, "title", "slug", *[NOTHING] * 3)


def _learning(person: Person, query: SearchQuery, keys: list[int]) -> QuerySet:
    rows = LearningEntry.objects.visible_to(person).filter(pk__in=keys).alias(next=NEXT)
    cut = excerpt(query, "next", "text", "believed", "saw", "therefore")
    return _of_network(rows, LEARNING, line(FIRST, query), cut)


def _assumptions(person: Person, query: SearchQuery, keys: list[int]) -> QuerySet:
    rows = Assumption.objects.visible_to(person).filter(pk__in=keys)
    cut = excerpt(query, "outcome_words", "would_show")
    return _of_network(rows, ASSUMPTION, line(F("sentence"), query), cut, outcome="outcome")


def _results(person: Person, query: SearchQuery, keys: list[int]) -> QuerySet:
    rows = results_open_to(person).filter(pk__in=keys)
    cut = excerpt(query, "text", "for_whom", "demanded", "not_to_copy")
    return _of_network(rows, RESULT, line(F("title"), query), cut)


def _of_network(
    rows: QuerySet, kind: str, *words: Func, outcome: str | Value = NOTHING
) -> QuerySet:
    place = ("network__title", "network__slug", "audience", NOTHING, outcome)
    return rows.values_list(Value(kind), "pk", *words, *place)
