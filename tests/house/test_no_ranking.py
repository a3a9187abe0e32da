"""No page puts networks or people in the order of a count: nobody is ranked here."""

import re
from datetime import timedelta

import pytest
from django.db import connection, reset_queries
from django.db.models import Count, F, OuterRef, Subquery, Window
from django.db.models.functions import Rank
from django.test.utils import CaptureQueriesContext

from netvaerk import clock
from netvaerk.people.models import Person
from networks.enums import Audience
from networks.models import LearningEntry, Meeting, Membership, Network
from networks.views import network as network_views
from tests.factories.networks import make_network
from tests.factories.people import PersonFactory
from tests.house.doors import clients, doors
from tests.house.ranking import rankings_in, ranks_in_sql
from tests.house.source import ROOMS, python_files, short
from tests.house.test_doors import path_of
from tests.house.test_query_budgets import OWN
from tests.house.world import World, build_world

WHO = ("chief", "employee", "lead")
SHOWING = {"queries", "views", "filters", "admin", "nudges"}
# Orders that count, but rank neither networks nor people; each with what it is that is ordered.
NO_RANKING = {
    ("networks/queries/harvest.py", "-size"): "the departments of one network",
    ("networks/queries/similar.py", "likenesses"): "how alike words are to those of a draft",
}


def showing() -> list:
    """What decides the order of something that is shown."""
    return [
        path
        for path in python_files()
        if any(path.is_relative_to(room) for room in ROOMS.values())
        and SHOWING & {path.stem, *path.parts}
    ]


def test_no_source_orders_by_a_count():
    files = showing()
    assert len(files) > 100
    found = [(short(path), one) for path in files for one in rankings_in(path.read_text())]
    known = {
        one for one in found for path, words in NO_RANKING if one[0] == path and words in one[1]
    }
    assert len(known) == len(NO_RANKING), "what is no longer there needs no excuse"
    assert [one for one in found if one not in known] == []


@pytest.mark.parametrize(
    "ranked",
    [
        "Network.objects.annotate(people=Count('memberships')).order_by('-people')",
        "Network.objects.order_by(Count('memberships').desc(), 'title')",
        "rows.annotate(told=Subquery(cards.annotate(n=Count('pk')))).order_by(F('told').desc())",
        "networks.annotate(cards=how_many()).order_by('cards')\n"
        "def how_many():\n    return Count('learning')",
        "people.order_by('unit', '-meeting_count')",
        "sorted(networks, key=lambda one: len(one.cards))",
        "sorted(networks, key=lambda one: -one.member_count)",
        "networks.sort(key=attrgetter('score'), reverse=True)",
        "Counter(one.network for one in cards).most_common(5)",
        "nlargest(3, networks, key=attrgetter('activity'))",
    ],
)
def test_the_search_of_the_source_finds_a_ranking(ranked):
    """The test above can fail."""
    assert rankings_in(ranked) != []


@pytest.mark.parametrize(
    "fair",
    [
        "networks.order_by(danish_order('title'), 'pk')",
        "networks.annotate(people=Count('memberships')).order_by('title')",
        "cards.order_by('-noted_at', '-id')",
        "sorted(found, key=lambda one: one.title)",
        "sorted(counted)",
    ],
)
def test_the_search_of_the_source_leaves_the_alphabet_alone(fair):
    assert rankings_in(fair) == []


def test_no_query_orders_networks_or_people_by_a_count(db):
    world, asked, found = build_world(), 0, {}
    visitors = clients(world)
    for door in doors():
        for role in WHO:
            reset_queries()  # Django remembers 9000 and would then see no more
            with CaptureQueriesContext(connection) as queries:
                visitors[role].get(path_of(door, world))
            asked += len(queries)
            for query in queries:
                if ranked := ranks_in_sql(query["sql"]):
                    found[door.name, role] = ranked
    assert asked > 1000
    assert found == {}


def test_the_search_of_the_queries_finds_a_ranking(db):
    """The test above can fail."""
    members = Membership.objects.filter(network=OuterRef("pk")).order_by().values("network")
    told = Subquery(members.annotate(n=Count("pk")).values("n"))
    counted = Network.objects.annotate(n=Count("memberships"))
    ranked = [
        counted.order_by("-n"),
        counted.values("pk", "n").order_by("n"),
        Network.objects.annotate(people=told).order_by(F("people").desc(nulls_last=True)),
        Person.objects.annotate(n=Count("memberships")).order_by("-n")[:5],
        Network.objects.annotate(
            place=Window(Rank(), order_by="closed_at", partition_by="type")
        ).order_by("place"),
        LearningEntry.objects.filter(network__in=counted.order_by("-n").values("pk")[:3]),
    ]
    assert [bool(ranks_in_sql(str(one.query))) for one in ranked] == [True] * len(ranked)
    fair = [
        counted.order_by("title"),
        Network.objects.in_danish_order(),
        LearningEntry.objects.annotate(n=Count("comments")).order_by("-n"),
    ]
    assert [ranks_in_sql(str(one.query)) for one in fair] == [[]] * len(fair)


TITLES = ["Anemone", "Birk", "Cypres"]


@pytest.fixture
def grove(db) -> World:
    """The house's world with three networks more, all of the same age and with one card each."""
    world = build_world()
    with clock.set_to(clock.now() - timedelta(days=30)):
        for title in reversed(TITLES):
            network = make_network(
                leader=world.people["member"],
                reference_leader=world.people["reference"],
                consultant=world.people["own"],
                title=title,
            )
            note(network, days_ago=0)
    return world


def note(network: Network, *, days_ago: float) -> None:
    LearningEntry.objects.create(
        network=network,
        author=network.leader,
        believed="Vi troede.",
        saw="Vi så.",
        learned="Vi lærte.",
        audience=Audience.EMPLOYEES,
        noted_at=clock.now() - timedelta(days=days_ago),
    )


def grow(network: Network, world: World) -> None:
    """Many more people, cards and meetings, all of them older than what was there."""
    for number in range(12):
        then = clock.now() - timedelta(days=60 + number)
        Membership.objects.create(network=network, person=PersonFactory(), joined_at=then)
        note(network, days_ago=60 + number)
        Meeting.objects.create(
            network=network,
            question="Hvem ser det først?",
            begins_at=then,
            ends_at=then + timedelta(hours=1),
            place="Klub Nord",
            called_by=network.leader,
        )


def orders(world: World, *, of: str = "") -> dict[tuple[str, str], list[str]]:
    """Page and reader → the three networks in the order in which the page leads to them."""
    slugs = dict(Network.objects.filter(title__in=TITLES).values_list("slug", "title"))
    found, visitors = {}, clients(world)
    for door in doors():
        if not door.name.startswith(of or OWN):
            continue
        for role in WHO:
            response = visitors[role].get(path_of(door, world))
            if response.status_code == 200 and not response.streaming:
                led = re.findall(r'href="/netvaerk/([\w-]+)/', response.content.decode("latin-1"))
                found[door.name, role] = [slugs[one] for one in dict.fromkeys(led) if one in slugs]
    return {page: order for page, order in found.items() if len(order) > 1}


def test_a_network_that_grows_stays_where_it_stood(grove):
    """The middle one: in the order of a count it would come first or last."""
    before = orders(grove)
    assert ("networks:network_list", "employee") in before
    assert ("secretariat:leadership", "chief") in before
    grow(Network.objects.get(title="Birk"), grove)
    assert orders(grove) == before


def test_a_list_that_ranks_is_found_out(grove, monkeypatch):
    """The test above can fail."""
    listed = network_views.rows_of
    ranked = Count("memberships", distinct=True)
    monkeypatch.setattr(
        network_views, "rows_of", lambda rows: listed(rows).annotate(n=ranked).order_by("-n", "pk")
    )
    before = orders(grove, of="networks:network_list")
    assert before["networks:network_list", "employee"] == ["Cypres", "Birk", "Anemone"]
    grow(Network.objects.get(title="Birk"), grove)
    after = orders(grove, of="networks:network_list")
    assert after["networks:network_list", "employee"] == ["Birk", "Cypres", "Anemone"]
