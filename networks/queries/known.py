"""What already is, and who knows: what lies beside a proposal while it is written."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import CharField, Expression, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from netvaerk.hits import Hit, Part, best_of_each
from netvaerk.people.models import Person
from netvaerk.sought import any_of
from netvaerk.words import Words
from networks.enums import ReceiverAnswer
from networks.models import Assumption, LearningEntry, Network, Receiver, Result
from networks.queries.search import (
    ASSUMPTION,
    LEARNING,
    NETWORK,
    PARTS,
    RESULT,
    Seeker,
    shared_parts,
    shared_results,
)
from networks.queries.search_shown import FALLEN, FIRST, LABELS, NOTHING, begun, network_place
from networks.queries.similar import MOST, telling_words

MOST_WORDS = 12
LEADS, LIVES_WITH = _("Leder"), _("Lever med")


@dataclass(frozen=True)
class Piece:
    """A network, a card, a fallen assumption or a result."""

    kind: str
    label: Words
    line: str
    below: str  # a network's challenge; else the network it is from
    url: str


@dataclass(frozen=True)
class Knower:
    """Somebody to ask, and what they know about."""

    name: str
    mail: str
    why: Words
    about: str


@dataclass(frozen=True)
class Known:
    networks: tuple[Piece, ...] = ()
    learned: tuple[Piece, ...] = ()
    knowers: tuple[Knower, ...] = ()


def known_about(*, person: Person, title: str, challenge: str, answers: Iterable[str]) -> Known:
    """At most three networks that are like the draft, what others have shared about it, and whom
    to ask; as far as the person may read. Two queries."""
    hits = best_of_each(list(_parts(person, title, challenge, answers)), MOST)
    rows = _rows(person, hits)
    found = [(hit, rows[hit.kind, hit.pk]) for hit in hits if (hit.kind, hit.pk) in rows]
    pieces = [_piece(hit, *row[:3]) for hit, row in found]
    knowers = (_knower(person, hit, *row) for hit, row in found)
    return Known(
        networks=tuple(one for one in pieces if one.kind == NETWORK),
        learned=tuple(one for one in pieces if one.kind != NETWORK),
        # Whoever leads two of them is asked once.
        knowers=tuple({one.mail: one for one in knowers if one}.values()),
    )


def _parts(person: Person, title: str, challenge: str, answers: Iterable[str]) -> Iterator[Part]:
    outline = telling_words(f"{title} {challenge}")
    if like := any_of(outline):
        yield from PARTS[NETWORK](Seeker(person, like))
    # Danish builds long words of short ones: the longest say most about what is meant.
    told = sorted(telling_words(" ".join(answers)), key=len, reverse=True)
    if about := any_of(dict.fromkeys([*outline, *told][:MOST_WORDS])):
        seeker = Seeker(person, about)
        yield from shared_parts(seeker)
        yield from shared_results(seeker)


def _rows(person: Person, hits: Iterable[Hit]) -> dict[tuple[str, int], Sequence[str]]:
    """By kind and key: its line, what stands below, the network's slug, a name and an address."""
    keys: dict[str, list[int]] = {}
    for hit in hits:
        keys.setdefault(hit.kind, []).append(hit.pk)
    arms = [ROWS[kind](person).filter(pk__in=pks).order_by() for kind, pks in keys.items()]
    found = arms[0].union(*arms[1:], all=True) if arms else ()
    return {tuple(row[:2]): row[2:] for row in found}


def _networks(person: Person) -> QuerySet:
    leader = Person.objects.employees().filter(pk=OuterRef("leader"))
    rows = Network.objects.visible_to(person)
    words = Cast("title", TextField()), Cast("challenge", TextField())
    return rows.values_list(Value(NETWORK), "pk", *words, "slug", *_who(leader))


def _learning(person: Person) -> QuerySet:
    return _of_network(LearningEntry.objects.visible_to(person), LEARNING, FIRST)


def _assumptions(person: Person) -> QuerySet:
    rows = Assumption.objects.visible_to(person)
    return _of_network(rows, ASSUMPTION, Cast("sentence", TextField()))


def _results(person: Person) -> QuerySet:
    taken = Receiver.objects.filter(result=OuterRef("pk"), answer=ReceiverAnswer.ACCEPTED)
    receiver = Person.objects.employees().filter(receives=OuterRef("taken"))
    rows = Result.objects.visible_to(person).alias(taken=Subquery(taken.values("pk")[:1]))
    return _of_network(rows, RESULT, Cast("title", TextField()), _who(receiver))


def _of_network(
    rows: QuerySet, kind: str, line: Expression, who: Sequence[Expression] = (NOTHING, NOTHING)
) -> QuerySet:
    network = Cast("network__title", TextField())
    return rows.values_list(Value(kind), "pk", line, network, "network__slug", *who)


def _who(people: QuerySet) -> tuple[Expression, Expression]:
    """Name and address of the one there may be, as colleagues see each other's."""
    name = Concat("first_name", Value(" "), "last_name", output_field=CharField())
    return (
        Coalesce(Subquery(people.values(full=name)[:1]), NOTHING),
        Coalesce(Subquery(people.values("email")[:1]), NOTHING),
    )


def _piece(hit: Hit, line: str, below: str, slug: str) -> Piece:
    url = network_place(hit.kind, hit.pk, slug)
    # Of the assumptions, only those that fell are among what others have learned.
    label = FALLEN if hit.kind == ASSUMPTION else LABELS[hit.kind]
    return Piece(kind=hit.kind, label=label, line=begun(hit.kind, line), below=below, url=url)


def _knower(
    person: Person, hit: Hit, line: str, _below: str, _slug: str, name: str, mail: str
) -> Knower | None:
    """Nobody is told to ask themselves."""
    if not mail or mail == person.email:
        return None
    why = LEADS if hit.kind == NETWORK else LIVES_WITH
    return Knower(name=name.strip(), mail=mail, why=why, about=line)


ROWS: dict[str, Callable[[Person], QuerySet]] = {
    NETWORK: _networks,
    LEARNING: _learning,
    ASSUMPTION: _assumptions,
    RESULT: _results,
}
