"""Relations to take along: a sheet of the pairs, and a graph for those who draw their own."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.dates import moment
from netvaerk.people.models import OrgUnit, Person
from netvaerk.plain import clean
from netvaerk.sheets import Listed
from secretariat.queries.relations.groups import Group
from secretariat.queries.relations.page import Pair, Relations, with_networks

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
LOCATION = f"{GRAPHML} http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"


@dataclass(frozen=True)
class Row:
    pair: Pair
    areas: tuple[str, str]
    networks: str


def said(relations: Relations) -> str:
    """What was chosen, and what the file doesn't say."""
    choice, words = relations.choice, []
    if choice.is_then:
        words.append(_("Som det var ved udgangen af %(when)s.") % {"when": choice.at.name})
    else:
        words.append(_("Som det er nu."))
    if choice.area:
        name = dict(relations.groups.areas)[choice.area]
        words.append(_("Kun direktørområdet %(area)s.") % {"area": name})
    words.append(_("Opgjort %(when)s.") % {"when": moment(relations.shown.reckoned_at)})
    words.append(_("Færre end tre fra hver side vises ikke, og ingen tal er med."))
    return " ".join(words)


def relations_sheet(person: Person, relations: Relations) -> Listed:
    """Every pair of groups, also those that haven't met; one query."""
    return Listed(
        name=_("Forbindelser"),
        model=OrgUnit,
        columns={
            _("Den ene"): lambda row: row.pair.one.name,
            _("Den enes direktørområde"): lambda row: row.areas[0],
            _("Den anden"): lambda row: row.pair.other.name,
            _("Den andens direktørområde"): lambda row: row.areas[1],
            _("Sammen"): lambda row: row.pair.state,
            _("Første gang"): lambda row: row.pair.line.since.name if row.pair.line else "",
            _("Hvordan"): lambda row: row.pair.ways,
            _("Gennem netværk"): lambda row: row.networks,
        },
        found=_rows(person, relations),
        filtered=said(relations),
        filters=names_of(relations),
    )


def names_of(relations: Relations) -> tuple[str, ...]:
    """For the audit trail."""
    choice = relations.choice
    return ("relations", *(["then"] if choice.is_then else []), *(["area"] if choice.area else []))


def _rows(person: Person, relations: Relations) -> list[Row]:
    chosen = {group.key for group in relations.rows}
    pairs = [
        relations.pair(one, other)
        for one, other in combinations(relations.columns, 2)
        if chosen & {one.key, other.key}
    ]
    areas = dict(relations.groups.areas)
    return [
        Row(
            pair,
            (areas.get(pair.one.area, ""), areas.get(pair.other.area, "")),
            ", ".join(one["title"] for one in networks),
        )
        for pair, networks in with_networks(person, pairs)
    ]


def graphml(person: Person, relations: Relations) -> bytes:
    """Groups and the lines between them (GraphML 1.0); one query."""
    ET.register_namespace("", GRAPHML)
    ET.register_namespace("xsi", SCHEMA)
    root = ET.Element(_tag("graphml"), {f"{{{SCHEMA}}}schemaLocation": LOCATION})
    ET.SubElement(root, _tag("desc")).text = _("Forbindelser, hentet {when}. {said}").format(
        when=moment(clock.now()), said=said(relations)
    )
    for key, of in (("name", "node"), ("kind", "node"), ("area", "node")):
        _key(root, key, of)
    for key in ("state", "since", "ways", "networks"):
        _key(root, key, "edge")
    graph = ET.SubElement(root, _tag("graph"), id="relations", edgedefault="undirected")
    _nodes(graph, relations)
    for number, (pair, networks) in enumerate(with_networks(person, relations.pairs), start=1):
        edge = ET.SubElement(graph, _tag("edge"), id=f"e{number}")
        edge.attrib |= {"source": f"n-{pair.one.key}", "target": f"n-{pair.other.key}"}
        _data(
            edge,
            state=pair.state,
            since=pair.line.since.key if pair.line else "",
            ways=pair.ways,
            networks=", ".join(one["title"] for one in networks),
        )
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _nodes(graph: ET.Element, relations: Relations) -> None:
    for sector in relations.sectors:
        for group in sector.groups:
            node = ET.SubElement(graph, _tag("node"), id=f"n-{group.key}")
            area = "" if group.is_outside or not group.area else sector.name
            _data(node, name=group.name, kind=_kind(group), area=area)


def _kind(group: Group) -> str:
    if group.is_outside:
        return "outside"
    return "director_area" if group.is_area else "department"


def _key(root: ET.Element, name: str, of: str) -> None:
    said = {"id": name, "for": of, "attr.name": name, "attr.type": "string"}
    ET.SubElement(root, _tag("key"), said)


def _data(element: ET.Element, **facts: Any) -> None:
    for key, value in facts.items():
        if value:
            ET.SubElement(element, _tag("data"), key=key).text = clean(str(value))


def _tag(name: str) -> str:
    return f"{{{GRAPHML}}}{name}"
