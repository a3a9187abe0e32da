"""Relations as pages show them: pairs in words, and what was chosen."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Network
from secretariat.queries.relations.groups import Group, Groups, Sector, the_groups
from secretariat.queries.relations.half_year import HalfYear, ended_between, half_year_of
from secretariat.queries.relations.picture import Line, Picture, counted_now, picture_at

NOT_MET = gettext_lazy("Ikke mødtes, eller for få til at vise")
MET_NOW, MET_EARLIER = gettext_lazy("Arbejder sammen nu"), gettext_lazy("Har mødtes tidligere")
# Groups; so many figures find room round a circle on a phone. Beyond that director areas are drawn
# whole, but for the one that is chosen.
MOST_DRAWN = 40


@dataclass(frozen=True)
class Choice:
    """`at` is what is compared with, or with `is_then` what is shown; `area` is one's key."""

    at: HalfYear
    is_then: bool = False
    area: str = ""


@dataclass(frozen=True)
class Pair:
    """A line in words; a pair without one has nothing but its two groups."""

    one: Group
    other: Group
    line: Line | None
    is_new: bool = False

    @property
    def state(self) -> str:
        if self.line is None:
            return str(NOT_MET)
        return str(MET_NOW if self.line.is_now else MET_EARLIER)

    @property
    def since(self) -> str:
        if self.line is None:
            return ""
        if self.line.is_now:
            return _("siden %(half_year)s") % {"half_year": self.line.since.name}
        return _("første gang i %(half_year)s") % {"half_year": self.line.since.name}

    @property
    def ways(self) -> str:
        return ", ".join(str(way.label) for way in self.line.ways) if self.line else ""

    @property
    def url(self) -> str:
        return reverse("secretariat:relations_between", args=[self.one.key, self.other.key])


@dataclass(frozen=True)
class Ground:
    """What every page of relations stands on, whatever is chosen."""

    now: Picture
    groups: Groups
    counted: str

    @cached_property
    def halves(self) -> list[HalfYear]:
        """Those that are over, back to the first that had anything; the newest first."""
        now = clock.now()
        first = min((line.since for line in self.now.lines), default=half_year_of(now))
        return list(ended_between(first, now))


@dataclass(frozen=True)
class Relations:
    """What a page of relations starts from."""

    choice: Choice
    now: Picture
    shown: Picture  # `now`, or that of the half-year
    groups: Groups
    rows: tuple[Group, ...]  # those that the choice is about
    columns: tuple[Group, ...]  # those, and all that they may have met
    counted: str

    @property
    def version(self) -> str:
        """Changes with all that a drawing is made of: who sees the same has the same."""
        pictures = (self.now.reckoned_at, self.shown.reckoned_at, self.counted)
        made_of = (pictures, self.choice, self.groups, get_language())
        return hashlib.sha256(repr(made_of).encode()).hexdigest()

    @property
    def is_too_many(self) -> bool:
        return len(self.columns) > MOST_DRAWN and not self.choice.area

    @cached_property
    def near(self) -> tuple[Group, ...]:
        """For the picture: the chosen ones, and those they are tied to."""
        if not self.choice.area:
            return self.columns
        near = {group.key for group in self.rows}
        near |= {key for line in self.lines for key in (line.one, line.other)}
        return tuple(group for group in self.columns if group.key in near)

    @property
    def sectors(self) -> tuple[Sector, ...]:
        return self.groups.sectors(self.near)

    @cached_property
    def lines(self) -> list[Line]:
        """By the order of their groups; a choice takes lines away, and changes none."""
        some: Iterable[Line] = self.shown.lines
        if self.choice.area:
            chosen = {group.key for group in self.rows}
            some = (line for line in some if line.one in chosen or line.other in chosen)
        return sorted(some, key=self._places)

    def pairs_of(self, key: str) -> list[Pair]:
        """Those of one group."""
        some = [line for line in self.shown.lines if key in (line.one, line.other)]
        return [self.pair_of(line) for line in sorted(some, key=self._places)]

    @property
    def pairs(self) -> list[Pair]:
        return [self.pair_of(line) for line in self.lines]

    def pair_of(self, line: Line) -> Pair:
        one, other = self._places(line)
        return Pair(self.groups.all[one], self.groups.all[other], line, self.is_new(line))

    def pair(self, one: Group, other: Group) -> Pair:
        line = self.shown.between(one.key, other.key)
        return self.pair_of(line) if line else Pair(one, other, None)

    def is_new(self, line: Line) -> bool:
        """Only of what goes on now: what is over already is said to be so, and nothing else."""
        return not self.choice.is_then and line.is_now and line.since > self.choice.at

    @cached_property
    def apart(self) -> list[tuple[Group, list[Group]]]:
        """Each chosen group with those it has not met, or too few of; each pair once."""
        met = {key for line in self.shown.lines for key in both_ways(line)}
        seen, apart = set(), []
        for one in self.rows:
            seen.add(one.key)
            others = [g for g in self.columns if g.key not in seen and (one.key, g.key) not in met]
            if others and not one.is_outside:
                apart.append((one, others))
        return apart

    def _places(self, line: Line) -> tuple[int, int]:
        one, other = self.groups.order[line.one], self.groups.order[line.other]
        return (one, other) if one < other else (other, one)


def ground() -> Ground:
    """Three queries, and one when the present picture isn't kept."""
    counted = counted_now()
    return Ground(picture_at(counted=counted), the_groups(), counted)


def relations_for(choice: Choice, on: Ground) -> Relations:
    """No query, but for a picture of then that isn't kept."""
    shown = picture_at(choice.at, counted=on.counted) if choice.is_then else on.now
    columns = on.groups.shown(on.now, shown)
    rows = tuple(one for one in columns if choice.area in ("", one.area))
    shown = shown.among(on.groups.by_key)
    return Relations(choice, on.now, shown, on.groups, rows, columns, on.counted)


def networks_behind(person: Person, pairs: Iterable[Pair]) -> dict[int, dict[str, str]]:
    """Slug and title of the networks behind some pairs, as far as the person may see; one query."""
    ids = {pk for pair in pairs if pair.line for pk in pair.line.network_ids}
    found = Network.objects.visible_to(person).filter(pk__in=ids)
    return {
        pk: {"slug": slug, "title": title}
        for pk, slug, title in found.in_danish_order().values_list("pk", "slug", "title")
    }


def with_networks(person: Person, pairs: Sequence[Pair]) -> list[tuple[Pair, list[dict[str, str]]]]:
    """Each with the networks behind it, by Danish alphabet; one query."""
    named = networks_behind(person, pairs)
    return [
        (pair, [told for pk, told in named.items() if pair.line and pk in pair.line.network_ids])
        for pair in pairs
    ]


def both_ways(line: Line) -> tuple[tuple[str, str], tuple[str, str]]:
    return (line.one, line.other), (line.other, line.one)
