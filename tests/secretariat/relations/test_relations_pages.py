"""Forbindelser as people meet it: pages, files, a network's own, one's own, and staying out."""

import csv
import io
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.urls import reverse

from netvaerk.people.enums import Role
from netvaerk.people.models import AuditEntry, OrgUnit, Person
from networks.models import Membership, Network
from networks.queries.connections import connections_of
from secretariat.queries.relations.files import GRAPHML
from tests.conftest import sign_in
from tests.factories.people import AreaFactory, OrgUnitFactory, PersonFactory
from tests.factories.relations import close, had_sparring, make_below, met_in, went_to, were_in
from tests.secretariat.relations.conftest import AUTUMN, NOW, SPRING, SUMMER

PAGE, MINE = reverse("secretariat:relations"), reverse("secretariat:my_relations")
NOT_MET = "Ikke mødtes, eller for få til at vise"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def between(one: OrgUnit, other: OrgUnit) -> str:
    return reverse("secretariat:relations_between", args=[one.pk, other.pk])


def test_a_guest_finds_no_relations_of_the_house(client, noor, school, health):
    sign_in(client, noor)
    paths = [PAGE, reverse("secretariat:relations_of_unit", args=[school.pk])]
    paths += [between(school, health), reverse("secretariat:relations_of_kind", args=["citizen"])]
    assert [client.get(path).status_code for path in paths] == [404] * 4
    assert client.post(PAGE, {"hent": "csv"}).status_code == 404


def test_the_page_says_who_works_together_since_when_and_through_what(
    client, eva, network, teachers, nurses
):
    were_in(network, [*teachers, *nurses], SPRING)
    response = sign_in(client, eva).get(PAGE)
    [(pair, networks)] = response.context["page"].object_list
    assert (pair.state, pair.since) == ("Arbejder sammen nu", "siden 1. halvår 2026")
    assert (pair.ways, [one["title"] for one in networks]) == ("i netværk", ["Byhaver for alle"])
    said = text(response)
    assert "Skole &amp; Dagtilbud og Sundhed &amp; Omsorg" in said
    assert "Opgjort tirsdag 24. november kl. 10.00." in said
    # Not one name: whoever reads this page may read names elsewhere, but not here.
    assert [one.name for one in Person.objects.exclude(pk=eva.pk) if one.name in said] == []


def test_too_few_and_never_are_the_same_page_to_the_letter(
    client, eva, network, teachers, nurses, school, health
):
    never = [text(sign_in(client, eva).get(path)) for path in (PAGE, between(school, health))]
    were_in(network, [*teachers, *nurses[:2]], SPRING)
    cache.clear()
    few = [text(client.get(path)) for path in (PAGE, between(school, health))]
    assert [_without_keys(one) for one in few] == [_without_keys(one) for one in never]
    assert all(NOT_MET in one for one in few)
    assert not any("Ingen forbindelser" in one for one in few)


def _without_keys(page: str) -> str:
    """Each page has a key of its own for its forms."""
    return " ".join(word for word in page.split() if not word.startswith('value="'))


def test_the_past_can_be_seen_and_what_is_new_since_is_said(
    client, eva, network, mother, teachers, nurses, staff
):
    clerks = [PersonFactory(unit=staff) for _number in range(3)]
    were_in(network, [*teachers, *nurses], AUTUMN, until=SPRING)
    close(network, SPRING)
    were_in(make_below(mother, "Pårørende"), [*nurses, *clerks], SUMMER)
    now = sign_in(client, eva).get(PAGE)
    assert [(p.state, p.is_new) for p, _networks in now.context["page"].object_list] == [
        ("Har mødtes tidligere", False),
        ("Arbejder sammen nu", True),
    ]
    assert "(nyt)" in text(now)
    then = client.get(PAGE, {"vis": "da", "tid": "2025-2"})
    assert [(p.state, p.is_new) for p, _networks in then.context["page"].object_list] == [
        ("Arbejder sammen nu", False)
    ]
    assert "Som det var ved udgangen af 2. halvår 2025." in text(then)


@pytest.mark.parametrize("nonsense", [{"tid": "2025-3"}, {"vis": "x"}, {"omraade": "1"}])
def test_what_is_no_choice_is_left_out(client, eva, nonsense):
    assert sign_in(client, eva).get(PAGE, nonsense).status_code == 200


def test_a_director_area_narrows_the_page(client, eva, network, teachers, nurses, area, school):
    other = AreaFactory()
    gardeners = [PersonFactory(unit=OrgUnitFactory(name="Drift", parent=other))]
    gardeners += [PersonFactory(unit=gardeners[0].unit) for _number in range(2)]
    were_in(network, [*teachers, *nurses, *gardeners], SPRING)
    assert len(sign_in(client, eva).get(PAGE).context["page"].object_list) == 3
    narrowed = client.get(PAGE, {"omraade": str(other.pk)})
    assert len(narrowed.context["page"].object_list) == 2
    assert [row.name for row, _cells in narrowed.context["drawing"].matrix] == ["Drift"]


def test_a_department_and_a_pair_have_their_pages(
    client, eva, network, teachers, nurses, school, health, staff
):
    were_in(network, [*teachers, *nurses], SPRING)
    sign_in(client, eva)
    own = client.get(reverse("secretariat:relations_of_unit", args=[school.pk]))
    assert [other.name for other, _pair, _networks in own.context["pairs"]] == ["Sundhed & Omsorg"]
    assert "Økonomi &amp; Stab" in text(own)
    pair = client.get(between(health, school))
    assert [one["title"] for one in pair.context["page"].object_list] == ["Byhaver for alle"]
    assert client.get(between(school, school)).status_code == 404
    assert client.get(between(school, staff).replace(str(staff.pk), "ukendt")).status_code == 404


@pytest.mark.parametrize("lines", [1, 3, 25])
def test_the_page_costs_the_same_however_many_have_met(
    client, eva, network, area, lines, django_assert_num_queries
):
    for _number in range(lines):
        below = make_below(network.parent, "Nummer")
        unit, next_to = OrgUnitFactory(parent=area), OrgUnitFactory(parent=area)
        were_in(below, [PersonFactory(unit=unit) for _ in range(3)], SPRING)
        were_in(below, [PersonFactory(unit=next_to) for _ in range(3)], SPRING)
    sign_in(client, eva)
    with django_assert_num_queries(7):  # session, user, who is out, picture, units, kinds, names
        client.get(PAGE)
    with django_assert_num_queries(6):
        client.get(PAGE)
    with django_assert_num_queries(7):
        client.get(PAGE, {"vis": "da"})


def rows(response) -> list[list[str]]:
    said = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(said), delimiter=";"))


def test_the_pairs_as_a_sheet_say_what_was_chosen(client, eva, network, teachers, nurses):
    were_in(network, [*teachers, *nurses], SPRING)
    Network.objects.filter(pk=network.pk).update(title="=Byhaver")
    note, _headings, *found = rows(sign_in(client, eva).post(f"{PAGE}?vis=nu", {"hent": "csv"}))
    assert "Som det er nu." in note[0]
    assert "Færre end tre fra hver side vises ikke" in note[0]
    area = "Børn, Kultur & Velfærd"
    met = ["Skole & Dagtilbud", area, "Sundhed & Omsorg", area]
    said = ["Arbejder sammen nu", "1. halvår 2026", "i netværk", "'=Byhaver"]
    assert [row for row in found if row[4] != NOT_MET] == [met + said]
    assert AuditEntry.objects.filter(verb="export_list").get().facts == {
        "list": "people.orgunit",
        "kind": "csv",
        "filters": "relations",
    }


def test_the_graph_is_graphml_and_audited(client, eva, network, teachers, nurses, school, health):
    were_in(network, [*teachers, *nurses], AUTUMN)
    Network.objects.filter(pk=network.pk).update(title="Byhaver & <bede>\x0b\ufffe")
    response = sign_in(client, eva).post(f"{PAGE}?vis=da&tid=2025-2", {"hent": "graphml"})
    assert response["Content-Type"] == "application/graphml+xml"
    assert 'filename="forbindelser-2026-11-24.graphml"' in response["Content-Disposition"]
    root, ns = ET.fromstring(response.content), {"g": GRAPHML}  # noqa: S314 our own
    assert "ved udgangen af 2. halvår 2025" in root.find("g:desc", ns).text
    declared = {key.get("id") for key in root.findall("g:key", ns)}
    assert {data.get("key") for data in root.iter(f"{{{GRAPHML}}}data")} <= declared
    nodes = {node.get("id") for node in root.findall("g:graph/g:node", ns)}
    [edge] = root.findall("g:graph/g:edge", ns)
    ends = {edge.get("source"), edge.get("target")}
    assert ends == {f"n-{school.pk}", f"n-{health.pk}"}
    assert ends <= nodes
    facts = {data.get("key"): data.text for data in edge}
    assert (facts["since"], facts["networks"]) == ("2025-2", "Byhaver & <bede>")
    assert AuditEntry.objects.get(verb="export_list").facts["filters"] == "relations,then"


# --- A network's own ------------------------------------------------------------------------------


def relations_of(client, person, network):
    path = reverse("secretariat:network_relations", args=[network.slug])
    return sign_in(client, person).get(path)


def names(response) -> list[tuple[str, str, str]]:
    return [(p.one.name, p.other.name, p.ways) for p in response.context["here"].pairs]


def test_those_inside_see_every_group_and_others_only_larger_ones(
    client, eva, karen, network, teachers, nurses, noor
):
    were_in(network, [*teachers, *nurses, noor], SPRING)
    met_in(network, [teachers[0], nurses[0]], SUMMER)
    had_sparring(network, karen, [teachers[0]], SUMMER)
    inside = relations_of(client, noor, network)
    assert ("Skole & Dagtilbud", "Sundhed & Omsorg", "i netværk, til møder") in names(inside)
    assert ("Skole & Dagtilbud", "Borgere", "i netværk") in names(inside)
    assert ("Skole & Dagtilbud", "Økonomi & Stab", "til sparring") in names(inside)
    assert "15 nye forbindelser på tværs af 2 afdelinger og med folk udefra." in text(inside)
    outside = relations_of(client, eva, network)
    assert names(outside) == [("Skole & Dagtilbud", "Sundhed & Omsorg", "i netværk")]
    assert "nye forbindelser" not in text(outside)


@pytest.mark.parametrize("others", [1, 3, 25])
def test_a_networks_own_page_costs_the_same_with_many(
    client, ali, network, others, area, django_assert_num_queries
):
    people = [PersonFactory(unit=OrgUnitFactory(parent=area)) for _number in range(others)]
    were_in(network, [ali, *people], SPRING)
    path = reverse("secretariat:network_relations", args=[network.slug])
    sign_in(client, ali)
    with django_assert_num_queries(8):  # the frame's three, presences, groups, units, kinds, number
        client.get(path)


def test_a_stranger_finds_no_relations_of_a_network(client, noor, network):
    assert relations_of(client, noor, network).status_code == 404


def test_a_connection_is_new_only_where_no_network_came_before(
    mother, network, teachers, nurses, karen
):
    before = make_below(mother, "Tidligere")
    were_in(before, [teachers[0], nurses[0]], AUTUMN, until=SPRING)
    were_in(network, [*teachers, *nurses], SPRING)
    met_in(before, [teachers[1], nurses[1]], AUTUMN)  # a meeting can't be guessed from the number
    assert connections_of(network).words == "8 nye forbindelser på tværs af 2 afdelinger"
    assert connections_of(before).words == ""  # one, which might be one person's
    Person.objects.filter(pk=nurses[2].pk).update(is_in_relations=False)
    assert connections_of(network).pairs == 5


def test_the_overview_tells_those_inside_and_costs_no_more(
    client, eva, network, teachers, nurses, django_assert_max_num_queries
):
    were_in(network, [*teachers, *nurses], SPRING)
    path = reverse("networks:network_detail", args=[network.slug])
    sign_in(client, teachers[0])
    with django_assert_max_num_queries(8):
        response = client.get(path)
    assert "9 nye forbindelser på tværs af 2 afdelinger" in text(response)
    assert "nye forbindelser" not in text(sign_in(client, eva).get(path))


# --- One's own ------------------------------------------------------------------------------------


def known(response) -> list[str]:
    return [one.person.first_name for one in response.context["page"].object_list]


def test_one_sees_whom_one_has_met_elsewhere_and_nobody_else_does(
    client, ali, mia, karen, network, mother, school
):
    colleague = PersonFactory(first_name="Kollega", unit=ali.unit)
    gone = PersonFactory(first_name="Forbi", unit=school)
    out = PersonFactory(first_name="Udenfor", unit=school, is_in_relations=False)
    listener = PersonFactory(first_name="Lytter", unit=school)
    were_in(network, [gone], AUTUMN, until=SPRING)
    were_in(network, [ali, mia, colleague, out], SPRING)
    had_sparring(network, karen, [ali], SUMMER)
    went_to([ali, listener], NOW.replace(day=2), karen)
    response = sign_in(client, ali).get(MINE)
    assert known(response) == ["Lytter", "Karen", "Mia"]
    assert "Siden marts 2026, i netværk." in text(response)
    assert known(sign_in(client, listener).get(MINE)) == ["Ali"]


def test_a_guest_sees_only_those_of_networks_still_open_to_them(client, noor, ali, network):
    were_in(network, [ali], SPRING)
    were_in(network, [noor], SPRING)
    assert known(sign_in(client, noor).get(MINE)) == ["Ali"]
    Membership.objects.filter(person=noor).update(ended_at=SUMMER, ended_because="left")
    assert known(client.get(MINE)) == []


def test_who_is_out_of_it_has_no_list(client, ali, mia, network):
    were_in(network, [ali, mia], SPRING)
    answer = sign_in(client, ali).post(reverse("people:relations_choice"), {"er_med": "nej"})
    assert answer.url == reverse("people:preferences")
    ali.refresh_from_db()
    assert not ali.is_in_relations
    assert AuditEntry.objects.get(verb="set_relations_choice").facts == {"is_in": 0}
    assert "Du har valgt ikke at tælle med" in text(client.get(MINE))
    assert "Tæl mig med igen" in text(client.get(reverse("people:preferences")))
    assert known(sign_in(client, mia).get(MINE)) == []
    sign_in(client, ali).post(reverse("people:relations_choice"), {"er_med": "ja"})
    assert known(client.get(MINE)) == ["Mia"]


@pytest.mark.parametrize("sent", [{}, {"er_med": "måske"}])
def test_no_choice_changes_nothing(client, ali, sent):
    sign_in(client, ali).post(reverse("people:relations_choice"), sent)
    ali.refresh_from_db()
    assert ali.is_in_relations
    assert not AuditEntry.objects.filter(verb="set_relations_choice").exists()


@pytest.mark.parametrize("others", [1, 3, 25])
def test_ones_own_page_costs_the_same_with_many(
    client, ali, network, others, school, django_assert_num_queries
):
    were_in(network, [ali, *(PersonFactory(unit=school) for _ in range(others))], SPRING)
    sign_in(client, ali)
    with django_assert_num_queries(6):
        assert len(known(client.get(MINE))) == others


@pytest.mark.parametrize("role", [Role.CHIEF, Role.DIRECTOR, Role.SECRETARIAT_LEAD])
def test_no_role_sees_names_in_the_relations(client, network, teachers, nurses, staff, role):
    were_in(network, [*teachers, *nurses], SPRING)
    boss = PersonFactory(first_name="Overblik", unit=staff, roles=[Role.EMPLOYEE, role])
    said = text(sign_in(client, boss).get(PAGE))
    assert [one.first_name for one in [*teachers, *nurses] if one.first_name in said] == []
