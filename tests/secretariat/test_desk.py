"""The secretariat's desk: who may open it, and the work on its first page."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.urls import reverse

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import AuditEntry
from networks.models import Network, Proposal, ThemeRound
from offerings.models import Offering
from secretariat.actions.content import install_content
from secretariat.models import Nudge, SparringSession
from tests.factories.networks import (
    StrategicThemeFactory,
    ThemeRoundFactory,
    make_draft,
    make_learning,
    make_network,
    make_submitted,
)
from tests.factories.offerings import make_offering
from tests.factories.sparring import make_format
from tests.secretariat.desk import CHANGED, admin_url, save_support

DESK = reverse("admin:index")


@pytest.fixture
def network(mia, bo):
    """Decided, with a direction, and still without a consultant."""
    return make_network(leader=mia, reference_leader=bo)


@pytest.mark.parametrize("who", ["karen", "sanne", "root"])
def test_the_secretariat_and_the_administrator_open_the_desk(client, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize("who", ["mia", "bo", "dorte", "eva", "noor"])
def test_nobody_else_opens_any_of_it(client, network, who, request):
    client.force_login(request.getfixturevalue(who))
    for path in [DESK, *(admin_url(model, "changelist") for model in admin.site._registry)]:
        assert client.get(path, follow=True).status_code == 403, path
    before = AuditEntry.objects.count()
    save_support(client, network, consultant=network.leader_id)
    assert AuditEntry.objects.count() == before


def test_who_is_not_signed_in_is_led_to_the_products_own_sign_in(client, db):
    last, _status = client.get(DESK, follow=True).redirect_chain[-1]
    assert last.startswith(reverse("account_login"))


@pytest.mark.parametrize("who", ["karen", "sanne", "root"])
def test_every_list_and_page_opens(client, network, karen, ali, who, request):
    make_submitted(ali)
    make_offering()
    install_content()
    StrategicThemeFactory()
    queue_mail(to=ali, cause="x", kind="x", letter=Letter("Emne", ["Tekst"], "Fordi"))
    person = request.getfixturevalue(who)
    client.force_login(person)
    for model, desk in admin.site._registry.items():
        expected = 200 if desk.may_look(SimpleNamespace(user=person)) else 403
        assert client.get(admin_url(model, "changelist")).status_code == expected, model
        for one in model._default_manager.all()[:1]:
            path = admin_url(model, "change", one.pk)
            assert client.get(path, follow=True).status_code == expected, model


def test_a_list_is_headed_by_what_it_lists(client, ali, karen):
    make_submitted(ali)
    client.force_login(karen)
    page = client.get(admin_url(Proposal, "changelist")).content.decode()
    assert "<h1>Forslag</h1>" in page
    assert "Vis alle" not in page
    assert "Vis alle" in client.get(admin_url(Proposal, "changelist") + "?q=x").content.decode()
    assert client.get("/admin/networks/").url == "/admin/"


def test_the_shielded_models_are_not_on_the_desk():
    names = {model.__name__ for model in admin.site._registry}
    shielded = {"LearningEntry", "ProposalComment", "JoinRequest", "Direction", "ProposalAnswer"}
    assert names & shielded == set()


def test_drafts_are_their_authors_own(client, karen, eva):
    draft = make_draft(eva, title="Endnu ikke sendt")
    client.force_login(karen)
    assert "Endnu ikke sendt" not in client.get(admin_url(Proposal, "changelist")).content.decode()
    assert client.get(admin_url(Proposal, "change", draft.pk)).status_code == CHANGED


def test_no_learning_stands_on_a_networks_page(client, network, sanne):
    make_learning(network, learned="Kun for os")
    client.force_login(sanne)
    assert "Kun for os" not in client.get(admin_url(Network, "change", network.pk)).content.decode()


@pytest.mark.parametrize("rows", [1, 3, 25])
@pytest.mark.parametrize(
    ("model", "queries"),
    [(Proposal, 5), (Network, 6), (ThemeRound, 4), (SparringSession, 5), (Nudge, 5), (Offering, 6)],
)
def test_each_list_takes_the_same_queries_however_long(
    client, karen, ali, mia, bo, model, queries, rows, django_assert_num_queries
):
    fill(model, rows, ali=ali, mia=mia, bo=bo, karen=karen)
    client.force_login(karen)
    with django_assert_num_queries(queries):
        response = client.get(admin_url(model, "changelist"))
    assert response.context["cl"].result_count == rows


def fill(model, rows: int, *, ali, mia, bo, karen) -> None:
    today, now = clock.today(), clock.now()
    network = make_network(leader=mia, reference_leader=bo) if model is SparringSession else None
    one_more = {
        Proposal: lambda number: make_submitted(ali, title=f"Forslag {number}"),
        Network: lambda number: make_network(leader=mia, reference_leader=bo, consultant=karen),
        ThemeRound: lambda number: ThemeRoundFactory(proposals_by=today + timedelta(number + 1)),
        Offering: lambda number: make_offering(),
        Nudge: lambda number: Nudge.objects.create(
            rule="x",
            subject="1",
            recipient=mia,
            period=today - timedelta(number),
            since=now,
            title="Noget",
        ),
        SparringSession: lambda number: SparringSession.objects.create(
            network=network,
            format=make_format(),
            state="agreed",
            partner=bo,
            question="Hvad nu?",
            takes_place_at=now + timedelta(number),
            assigned_by=bo,
            assigned_at=now,
        ),
    }
    for number in range(rows):
        one_more[model](number)
