"""The picture of who works with whom."""

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from netvaerk.charts import Manner, Node, Radial, Sector, Table, Tie
from secretariat.queries.relations.groups import WHOLES, Group, Groups
from secretariat.queries.relations.matrix import MatrixCell, matrix
from secretariat.queries.relations.page import (
    MET_EARLIER,
    MET_NOW,
    MOST_DRAWN,
    NOT_MET,
    Pair,
    Relations,
)
from secretariat.queries.relations.wholes import WHOLE_AREAS, put_together

NAME = "forbindelser"


@dataclass(frozen=True, kw_only=True)
class RelationsRadial(Radial):
    """Who has no line has not met anybody, or too few: nobody can tell which."""

    @property
    def table(self) -> Table:
        known = super().table
        rows = (row if row[1] != "–" else (*row[:2], NOT_MET, *row[3:]) for row in known.rows)
        return replace(known, rows=tuple(rows))


@dataclass(frozen=True)
class Drawing:
    """What is drawn, when it isn't kept under its version; of one group, or of all."""

    relations: Relations
    asked: str  # what the addresses carry on, "?vis=da…"
    of: str = ""

    @property
    def version(self) -> str:
        return f"{self.of}:{self.asked}:{self.relations.version}"

    @cached_property
    def chart(self) -> Radial:
        if self.of:
            return radial_of(self.of, self.relations, asked=self.asked)
        return radial(self.relations, asked=self.asked)

    @cached_property
    def matrix(self) -> list[tuple[Group, list[MatrixCell]]]:
        return matrix(self.relations)


def radial(relations: Relations, *, asked: str = "") -> Radial:
    choice = relations.choice
    if choice.is_then:
        when = _("Som det var ved udgangen af %(when)s.") % {"when": choice.at.name}
    else:
        when = _("Som det er nu. Det, der er nyt siden udgangen af %(when)s, er tegnet tykt.") % {
            "when": choice.at.name
        }
    title = _("Hvem arbejder sammen i netværk?")
    shown = _Shown(relations, asked, choice.area or None, relations.near, relations.pairs)
    return _drawn(shown, title, when)


def radial_of(key: str, relations: Relations, *, asked: str = "") -> Radial:
    """One group, and those it has met."""
    pairs = relations.pairs_of(key)
    near = {one.key for pair in pairs for one in (pair.one, pair.other)} | {key}
    groups: Groups = relations.groups
    own = groups.by_key[key]
    title = _("Forbindelser fra %(name)s") % {"name": own.name}
    about = _("En streg for hver gruppe, den har mødtes med.")
    some = tuple(one for one in groups.all if one.key in near)
    return _drawn(_Shown(relations, asked, own.area, some, pairs, key), title, about)


@dataclass(frozen=True)
class _Shown:
    """Some groups and the pairs among them; those of `area` are never put together."""

    relations: Relations
    asked: str
    area: str | None
    groups: tuple[Group, ...]
    pairs: list[Pair]
    of: str = ""  # the key of the one group that all is about


def _drawn(shown: _Shown, title: str, about: str) -> Radial:
    groups, relations = shown.groups, shown.relations
    ties = [tie_of(pair, pair.url + shown.asked) for pair in shown.pairs]
    if len(groups) > MOST_DRAWN:
        drawn_as = relations.groups.wholes_but(shown.area)
        groups = tuple(dict.fromkeys(map(drawn_as, groups)))
        ties = [
            _tie_between(shown, *ends, pairs)
            for ends, pairs in put_together(shown.pairs, drawn_as).items()
        ]
        about = f"{about} {WHOLE_AREAS}"
    return RelationsRadial(
        name=NAME,
        title=title,
        description=about,
        sectors=tuple(
            Sector(
                sector.name,
                tuple(Node(one.key, one.name, _address(one, shown.asked)) for one in sector.groups),
                is_outside=sector.is_outside,
            )
            for sector in relations.groups.sectors(groups)
        ),
        ties=tuple(ties),
        manners=_manners(relations),
    )


def tie_of(pair: Pair, url: str) -> Tie:
    is_now = bool(pair.line and pair.line.is_now)
    manner = Manner.NOW if is_now else Manner.EARLIER
    return Tie(
        pair.one.key,
        pair.other.key,
        Manner.NEW if pair.is_new else manner,
        url=url,
        note=pair.since,
    )


def _tie_between(shown: _Shown, one: Group, other: Group, pairs: list[Pair]) -> Tie:
    """Of the pairs that go on, or else of those that did, the first; new when all of them are."""
    lines = [pair.line for pair in pairs if pair.line]
    first = min([line for line in lines if line.is_now] or lines, key=lambda line: line.since)
    is_new = all(pair.is_new for pair in pairs)
    if len(pairs) == 1:
        url = pairs[0].url + shown.asked
    else:  # to what one isn't looking at already, and rather to one group than to many
        ends = [end for end in (one, other) if end.key != shown.of]
        url = _address(min(ends, key=lambda end: end.area == WHOLES), shown.asked)
    return tie_of(Pair(one, other, first, is_new), url)


def _address(group: Group, asked: str) -> str:
    """A whole director area is chosen as one chooses it oneself."""
    if group.area != WHOLES:
        return group.url + asked
    query = QueryDict(asked.removeprefix("?"), mutable=True)
    query["omraade"] = group.key
    return f"{group.url}?{query.urlencode()}"


def _manners(relations: Relations) -> dict[Manner, str]:
    new = _("Nyt siden udgangen af %(when)s") % {"when": relations.choice.at.name}
    now, earlier = str(MET_NOW), str(MET_EARLIER)
    if relations.choice.is_then:
        now = _("Arbejdede sammen dengang")
        earlier = _("Havde mødtes tidligere")
    return {Manner.NOW: now, Manner.EARLIER: earlier, Manner.NEW: new}
