"""The picture of who works with whom."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from netvaerk.charts import Manner, Node, Radial, Sector, Table, Tie
from secretariat.queries.relations.groups import Groups
from secretariat.queries.relations.page import (
    MET_EARLIER,
    MET_NOW,
    NOT_MET,
    Pair,
    Relations,
)

NAME = "forbindelser"


@dataclass(frozen=True, kw_only=True)
class RelationsRadial(Radial):
    """Who has no line has not met anybody, or too few: nobody can tell which."""

    @property
    def table(self) -> Table:
        known = super().table
        rows = (row if row[1] != "–" else (*row[:2], NOT_MET, *row[3:]) for row in known.rows)
        return replace(known, rows=tuple(rows))


def radial(relations: Relations, *, asked: str = "") -> Radial:
    """`asked` is what the addresses carry on, "?vis=da…"."""
    choice = relations.choice
    if choice.is_then:
        when = _("Som det var ved udgangen af %(when)s.") % {"when": choice.at.name}
    else:
        when = _("Som det er nu. Det, der er nyt siden udgangen af %(when)s, er tegnet tykt.") % {
            "when": choice.at.name
        }
    return RelationsRadial(
        name=NAME,
        title=_("Hvem arbejder sammen i netværk?"),
        description=when,
        sectors=tuple(
            Sector(
                sector.name,
                tuple(Node(one.key, one.name, one.url + asked) for one in sector.groups),
                is_outside=sector.is_outside,
            )
            for sector in relations.sectors
        ),
        ties=tuple(tie_of(pair, asked) for pair in relations.pairs),
        manners=_manners(relations),
    )


def radial_of(key: str, relations: Relations, *, asked: str = "") -> Radial:
    """One group, and those it has met."""
    pairs = [pair for pair in relations.pairs if pair.line and pair.line.of(key)]
    near = {one.key for pair in pairs for one in (pair.one, pair.other)} | {key}
    groups: Groups = relations.groups
    own = groups.by_key[key]
    return RelationsRadial(
        name=NAME,
        title=_("Forbindelser fra %(name)s") % {"name": own.name},
        description=_("En streg for hver gruppe, den har mødtes med."),
        sectors=tuple(
            Sector(
                sector.name,
                tuple(Node(one.key, one.name, one.url + asked) for one in sector.groups),
                is_outside=sector.is_outside,
            )
            for sector in groups.sectors(one for one in groups.all if one.key in near)
        ),
        ties=tuple(tie_of(pair, asked) for pair in pairs),
        manners=_manners(relations),
    )


def tie_of(pair: Pair, asked: str = "") -> Tie:
    is_now = bool(pair.line and pair.line.is_now)
    manner = Manner.NOW if is_now else Manner.EARLIER
    return Tie(
        pair.one.key,
        pair.other.key,
        Manner.NEW if pair.is_new and is_now else manner,
        url=pair.url + asked,
        note=pair.since,
    )


def _manners(relations: Relations) -> dict[Manner, str]:
    new = _("Nyt siden udgangen af %(when)s") % {"when": relations.choice.at.name}
    now, earlier = str(MET_NOW), str(MET_EARLIER)
    if relations.choice.is_then:
        now = _("Arbejdede sammen dengang")
        earlier = _("Havde mødtes tidligere")
    return {Manner.NOW: now, Manner.EARLIER: earlier, Manner.NEW: new}
