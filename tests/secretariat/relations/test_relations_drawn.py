"""What is drawn of relations: never more than can be told apart, and kept for whom it is meant."""

import re
from datetime import timedelta
from itertools import combinations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from netvaerk.people.actions.preferences import set_relations_choice
from netvaerk.people.models import OrgUnit, Person
from networks.models import Membership, Network
from secretariat.queries.relations import drawing, page
from secretariat.queries.relations import network as own
from secretariat.queries.relations.drawing import Drawing
from secretariat.queries.relations.half_year import HalfYear
from secretariat.queries.relations.page import Choice, Relations, ground, relations_for
from tests.conftest import sign_in
from tests.factories.people import AreaFactory, OrgUnitFactory, PersonFactory
from tests.factories.relations import close, make_below, met_in, were_in
from tests.secretariat.relations.conftest import AUTUMN, SPRING, SUMMER

PAGE = reverse("secretariat:relations")
LAST, BEFORE = HalfYear(2026, 1), HalfYear(2025, 2)
TOO_MANY = "Derfor er hele direktørområder samlet."


def some_of(unit: OrgUnit, number: int = 3) -> list[Person]:
    return [PersonFactory(unit=unit) for _number in range(number)]


def departments(number: int, area: OrgUnit) -> list[OrgUnit]:
    return [OrgUnitFactory(parent=area) for _number in range(number)]


def own_page(client, person: Person, network: Network):
    path = reverse("secretariat:network_relations", args=[network.slug])
    return sign_in(client, person).get(path)


def shown(area: OrgUnit | None = None, at: HalfYear = LAST) -> Relations:
    return relations_for(Choice(at, area=str(area.pk) if area else ""), ground())


def manners(chart) -> dict[frozenset[str], str]:
    names = {node.key: node.label for sector in chart.sectors for node in sector.nodes}
    return {frozenset((names[tie.one], names[tie.other])): tie.manner for tie in chart.ties}


def ties(chart) -> set[frozenset[str]]:
    return set(manners(chart))


def all_of(*names: str) -> set[frozenset[str]]:
    return set(map(frozenset, combinations(names, 2)))


# --- A network's own ------------------------------------------------------------------------------


@pytest.fixture
def crowd(network, area, ali, noor) -> Network:
    """One of each of twelve departments in two areas and one beside them, and a guest."""
    two, alone = AreaFactory(name="By & Miljø"), OrgUnitFactory(parent=None, name="Stab")
    units = [*departments(6, area), *departments(6, two), alone]
    were_in(network, [ali, noor, *(PersonFactory(unit=unit) for unit in units)], SPRING)
    return network


def test_more_groups_than_can_be_told_apart_are_drawn_as_whole_areas(client, crowd, ali):
    response = own_page(client, ali, crowd)
    here, chart = response.context["here"], response.context["chart"]
    assert len(here.met) == 15
    areas = ("Børn, Kultur & Velfærd", "By & Miljø", "Andre afdelinger")
    assert ties(chart) == all_of(*areas, "Borgere")
    said = response.content.decode()
    assert TOO_MANY in said
    assert "inden for By &amp; Miljø · Børn, Kultur &amp; Velfærd." in " ".join(said.split())
    assert all(group.name in said.replace("&amp;", "&") for group in here.met)


def test_fourteen_groups_are_drawn_one_by_one(client, crowd, ali, noor):
    Membership.objects.filter(person=noor).delete()
    response = own_page(client, ali, crowd)
    assert len(ties(response.context["chart"])) == 14 * 13 / 2
    assert TOO_MANY not in response.content.decode()


def addresses(chart) -> set[str]:
    nodes = {node.url for sector in chart.sectors for node in sector.nodes}
    return nodes | {tie.url for tie in chart.ties}


def test_every_node_and_line_leads_into_the_house_for_those_who_may_see_it(
    client, crowd, ali, noor
):
    few = Membership.objects.filter(network=crowd).exclude(person__in=[ali, noor])
    few.filter(pk__in=few.order_by("pk").values("pk")[3:]).delete()
    asked = addresses(own_page(client, ali, crowd).context["chart"])
    assert len(asked) == 5 + 10  # three departments, Ali's and the guests; each two of them
    assert {client.get(address).status_code for address in asked} == {200}
    assert addresses(own_page(client, noor, crowd).context["chart"]) == {""}


def test_whole_areas_say_to_others_only_what_their_departments_may(
    client, eva, network, area, monkeypatch
):
    """Three of an area who come from three departments are no crowd."""
    monkeypatch.setattr(own, "MOST_APART", 1)
    two, three = AreaFactory(name="By"), AreaFactory(name="Kultur")
    here, there = some_of(departments(1, area)[0]), some_of(departments(1, two)[0])
    few = [PersonFactory(unit=unit) for unit in departments(3, three)]
    were_in(network, [*here, *there], AUTUMN, until=SPRING)
    were_in(network, [*here[:1], *there[:1], *few], SPRING)
    met_in(network, [*here, *there], SUMMER)
    drawn = own_page(client, eva, network).context
    assert ties(drawn["chart"]) == all_of("Børn, Kultur & Velfærd", "By")
    [tie] = drawn["chart"].ties
    assert (tie.manner, tie.note) == ("earlier", "i netværk, til møder")
    inside = own_page(client, few[0], network).context["chart"]
    assert len(ties(inside)) == 3


# --- The house's ----------------------------------------------------------------------------------


@pytest.fixture
def house(network, area, monkeypatch) -> dict[str, OrgUnit]:
    """Two departments in each of two areas, all of which have met; more than may be drawn."""
    for module in (drawing, page):
        monkeypatch.setattr(module, "MOST_DRAWN", 3)
    two = AreaFactory(name="By & Miljø")
    units = {
        name: OrgUnitFactory(name=name, parent=parent)
        for name, parent in (("Skole", area), ("Klub", area), ("Veje", two), ("Parker", two))
    }
    for unit in units.values():
        were_in(network, some_of(unit), SPRING)
    return units | {"area": area, "two": two}


def test_the_whole_house_is_drawn_by_its_areas_and_leads_into_them(client, eva, house):
    """Not its matrix: all against all has room for one area at a time."""
    response = sign_in(client, eva).get(PAGE)
    chart = response.context["drawing"].chart
    assert ties(chart) == all_of("Børn, Kultur & Velfærd", "By & Miljø")
    into = {f"{PAGE}?omraade={house[name].pk}" for name in ("area", "two")}
    assert into <= {node.url for sector in chart.sectors for node in sector.nodes}
    said = response.content.decode()
    assert (TOO_MANY in said, "nv-matrix" in said) == (True, False)
    assert len(response.context["page"].object_list) == 6
    assert "nv-matrix" in client.get(PAGE, {"omraade": str(house["two"].pk)}).content.decode()


def test_beside_an_area_the_others_are_drawn_whole(house):
    chart = Drawing(shown(house["area"]), "?vis=da&omraade=1").chart
    assert ties(chart) == all_of("Klub", "Skole", "By & Miljø")
    nodes = {node.label: node.url for sector in chart.sectors for node in sector.nodes}
    assert nodes["By & Miljø"] == f"{PAGE}?vis=da&omraade={house['two'].pk}"
    urls = {tie.url.partition("?")[0] for tie in chart.ties}
    assert reverse("secretariat:relations_of_unit", args=[house["Klub"].pk]) in urls
    assert TOO_MANY in chart.description


def test_so_are_those_that_a_department_has_met(house):
    chart = Drawing(shown(), "", of=str(house["Skole"].pk)).chart
    assert ties(chart) == all_of("Klub", "Skole") | all_of("Skole", "By & Miljø")
    urls = {tie.url for tie in chart.ties}
    assert f"{PAGE}?omraade={house['two'].pk}" in urls


def test_a_whole_area_is_new_only_when_all_of_it_is(house, network):
    area = house["area"]
    assert set(manners(Drawing(shown(area, BEFORE), "").chart).values()) == {"new"}
    earlier = make_below(network.parent, "Før")
    members = Membership.objects.filter(network=network)
    people = [one.person for one in members if one.person.unit in (house["Klub"], house["Veje"])]
    were_in(earlier, people, AUTUMN, until=SPRING)
    cache.clear()
    said = manners(Drawing(shown(area, BEFORE), "").chart)
    assert said[frozenset(("Klub", "By & Miljø"))] == "now"
    assert said[frozenset(("Skole", "By & Miljø"))] == "new"


def test_what_is_over_is_not_said_to_be_new(client, eva, network, teachers, nurses):
    were_in(network, [*teachers, *nurses], SUMMER, until=SUMMER + timedelta(days=9))
    close(network, SUMMER + timedelta(days=9))
    said = " ".join(sign_in(client, eva).get(PAGE).content.decode().split())
    assert "første gang i 2. halvår 2026" in said
    assert "(nyt)" not in said
    assert ">Før<" in said


# --- What is kept ---------------------------------------------------------------------------------


def drawn(client, path: str = PAGE) -> str:
    said = client.get(path).content.decode()
    return "".join(re.findall(r"<svg.*?</svg>|<table.*?</table>|<dl.*?</dl>", said, re.DOTALL))


def test_a_drawing_is_kept_and_goes_with_what_it_is_made_of(
    client, eva, network, teachers, nurses, school
):
    were_in(network, [*teachers, *nurses], SPRING)
    unit = reverse("secretariat:relations_of_unit", args=[school.pk])
    first, own = drawn(sign_in(client, eva)), drawn(client, unit)
    assert (drawn(client), drawn(client, unit)) == (first, own)
    OrgUnit.objects.filter(pk=school.pk).update(name="Læring")
    assert "Skole &amp; Dagtilbud" in first + own
    assert "Skole &amp; Dagtilbud" not in drawn(client) + drawn(client, unit)
    with translation.override("en"):
        other = shown().version
    assert other != shown().version
    set_relations_choice(by=nurses[0], is_in=False)
    assert "nv-matrix__now" in first
    assert "nv-matrix__now" not in drawn(client)
    set_relations_choice(by=nurses[0], is_in=True)
    assert "nv-matrix__now" in drawn(client)


def test_a_kept_drawing_is_no_door(client, eva, noor, network, teachers, nurses):
    were_in(network, [*teachers, *nurses], SPRING)
    paths = [PAGE, f"{PAGE}?vis=da"]
    assert all(drawn(sign_in(client, eva), path) for path in paths)
    assert [sign_in(client, noor).get(path).status_code for path in paths] == [404, 404]


def test_one_choice_is_not_shown_for_another(client, eva, network, teachers, nurses, area):
    were_in(network, [*teachers, *nurses], SPRING)
    paths = [PAGE, f"{PAGE}?vis=da&tid=2025-2", f"{PAGE}?omraade={area.pk}"]
    cold = [drawn(sign_in(client, eva), path) for path in paths]
    assert len(set(cold)) == 3
    assert [drawn(client, path) for path in reversed(paths)] == cold[::-1]


def test_a_kept_drawing_is_not_drawn_again(client, eva, network, teachers, nurses, monkeypatch):
    were_in(network, [*teachers, *nurses], SPRING)
    first = drawn(sign_in(client, eva))
    monkeypatch.setattr(drawing, "radial", None)
    monkeypatch.setattr(drawing, "matrix", None)
    with CaptureQueriesContext(connection) as asked:
        assert drawn(client) == first
    assert len(asked) == 6
