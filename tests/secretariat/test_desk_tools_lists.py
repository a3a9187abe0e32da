"""Every list of the desk costs the same with one row, fifty and two thousand, also as a sheet."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from netvaerk.desk import listing
from netvaerk.people.models import OrgUnit, Person
from secretariat.models import ConsultantProfile, OfficeHours
from tests.factories.desk import ROWS, lay, world_of
from tests.factories.networks import make_network, open_round
from tests.factories.offerings import make_offering
from tests.factories.sparring import make_format
from tests.secretariat.desk import admin_url

SIZES = (1, 50, 2000)
MOST = 8
# The office hours are one row: their list leads to it.
LISTED = sorted(admin.site._registry.keys() - {OfficeHours}, key=lambda one: one._meta.label)


@pytest.fixture
def world(mia, bo):
    network = make_network(leader=mia, reference_leader=bo)
    return world_of(network, offering=make_offering(), format=make_format(), round=open_round())


def test_every_list_of_the_desk_can_be_filled():
    """A new list names its rows in tests/factories/desk.py."""
    assert [model._meta.label for model in LISTED if model not in ROWS] == []


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model._meta.label)
def test_a_list_costs_the_same_however_long(client, root, sanne, world, model):
    if model is ConsultantProfile:
        lay(Person, range(SIZES[-1]), world)
        world.people = list(Person.objects.filter(email__startswith="liste").order_by("pk"))
    client.force_login(sanne)
    before, rows, looked, taken = model._default_manager.count(), 0, [], []
    for size in SIZES:
        lay(model, range(rows, size), world)
        rows = size
        with CaptureQueriesContext(connection) as queries:
            page = client.get(admin_url(model, "changelist"))
        assert page.context["cl"].result_count >= size, before
        looked.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            sheet = client.post(admin_url(model, "changelist"), {"_sheet": "csv"})
            lines = b"".join(sheet.streaming_content).count(b"\r\n")
        assert lines >= size + 2
        taken.append(len(queries))
    assert (len(set(looked)), len(set(taken))) == (1, 1), (looked, taken)
    assert looked[0] <= MOST
    # The sheet adds the audit entry and reads the list once more.
    assert taken[0] <= looked[0] + 6


@pytest.mark.parametrize("name", ["Skolen", '<b>"Bo" & co</b>', "{0}"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_rows_tick_is_as_django_draws_it(name, language):
    desk, row = admin.site._registry[OrgUnit], OrgUnit(name=name)
    with translation.override(language):
        assert desk.action_checkbox(row) == admin.ModelAdmin.action_checkbox(desk, row)


def test_a_long_list_is_counted_so_far_and_says_so(client, sanne, world, monkeypatch):
    monkeypatch.setattr(listing, "MOST_COUNTED", 60)
    lay(OrgUnit, range(70), world)
    client.force_login(sanne)
    url = admin_url(OrgUnit, "changelist")
    page, last = client.get(url), client.get(url, {"p": 2})
    assert [len(one.context["cl"].result_list) for one in (page, last)] == [50, 10]
    assert "De første 60." in page.content.decode()
    found = client.get(url, {"q": OrgUnit.objects.latest("pk").name})
    assert "De første" not in found.content.decode()


def test_the_pages_of_a_list_hold_each_row_once_in_its_order(client, sanne, world):
    lay(Person, range(120), world)
    client.force_login(sanne)
    url = admin_url(Person, "changelist")
    pages = [client.get(url, {"p": number}).context["cl"].result_list for number in (1, 2, 3)]
    shown = [one.pk for page in pages for one in page]
    everybody = Person.objects.in_danish_order()
    in_order = everybody.order_by(*everybody.query.order_by, "-pk")
    assert shown == list(in_order.values_list("pk", flat=True))


def test_a_page_of_the_desk_asks_for_no_menu(client, sanne):
    client.force_login(sanne)
    context = client.get(admin_url(OrgUnit, "add")).context
    assert ("available_apps" in context, context["has_permission"]) == (False, True)
