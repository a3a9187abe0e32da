"""The secretariat's desk: who may open it, the work on its first page, and what it writes."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.enums import MailState
from netvaerk.people.models import AuditEntry, OutboxMail
from networks.enums import NetworkStatus
from networks.models import Network, Proposal, StrategicTheme, ThemeRound
from offerings.models import AssignedOffering, Offering
from secretariat.actions.content import install_content
from secretariat.models import Nudge, NudgeRule, SparringSession
from secretariat.queries.desk import desk_work
from tests.factories.networks import (
    StrategicThemeFactory,
    ThemeRoundFactory,
    make_draft,
    make_learning,
    make_network,
    make_submitted,
)
from tests.factories.offerings import make_offering

DESK = reverse("admin:index")
CHANGED = 302


def admin_url(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_{page}", args=args)


@pytest.fixture
def network(mia, bo):
    """Decided, with a direction, and still without a consultant."""
    return make_network(leader=mia, reference_leader=bo)


def save_support(client, network: Network, **filled_in):
    """Send the network's page as the browser does, with what was filled in."""
    network.refresh_from_db()
    sent = {
        "consultant": network.consultant_id or "",
        "co_driver": network.co_driver.email if network.co_driver else "",
        **dict.fromkeys(("partner", "question", "takes_place_at"), ""),
        **dict.fromkeys(("offering", "offering_note"), ""),
        **filled_in,
    }
    return client.post(admin_url(Network, "change", network.pk), sent)


# --- Who may open it --------------------------------------------------------------------------
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
    client.force_login(request.getfixturevalue(who))
    for model in admin.site._registry:
        assert client.get(admin_url(model, "changelist")).status_code == 200, model
        for one in model._default_manager.all()[:1]:
            path = admin_url(model, "change", one.pk)
            assert client.get(path, follow=True).status_code == 200, model


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


# --- The work ---------------------------------------------------------------------------------
def rows_of(heading: str) -> list[str]:
    return next(
        [row.what for row in pile.rows] for pile in desk_work().piles if pile.heading == heading
    )


def test_the_work_stands_longest_waiting_first(client, ali, mia, bo, karen):
    with clock.set_to(clock.now() - timedelta(days=3)):
        make_submitted(ali, title="Den gamle")
    make_submitted(ali, title="Den nye")
    make_network(leader=mia, reference_leader=bo, consultant=karen, title="Har det hele")
    make_network(leader=mia, reference_leader=bo, title="Mangler konsulent")
    make_network(
        leader=mia, reference_leader=bo, consultant=karen, direction=False, title="Mangler retning"
    )
    assert rows_of("Forslag, der skal skærpes") == ["Den gamle", "Den nye"]
    assert rows_of("Netværk uden konsulent") == ["Mangler konsulent"]
    assert rows_of("Netværk uden retning") == ["Mangler retning"]


def test_a_letter_that_could_not_be_sent_shows_who_and_not_what(client, ali, karen):
    letter = queue_mail(to=ali, cause="x", kind="x", letter=Letter("Emne", ["Tekst"], "Fordi"))
    OutboxMail.objects.filter(pk=letter.pk).update(state=MailState.DEAD, reason="550 No such user")
    client.force_login(karen)
    page = client.get(DESK).content.decode()
    assert rows_of("Breve, der ikke kunne sendes") == [ali.name]
    assert "Emne" not in page
    assert "Tekst" not in page


def test_the_pulse_tells_the_oldest_waiting_letter(client, ali, karen):
    assert desk_work().waiting_since is None
    at = clock.now() - timedelta(hours=2)
    with clock.set_to(at):
        queue_mail(to=ali, cause="x", kind="x", letter=Letter("Emne", ["Tekst"], "Fordi"))
    queue_mail(to=ali, cause="y", kind="x", letter=Letter("Emne", ["Tekst"], "Fordi"))
    assert desk_work().waiting_since == at


def test_a_long_pile_shows_the_first_and_leads_to_the_rest(ali):
    for number in range(9):
        make_submitted(ali, title=f"Forslag {number}")
    pile = desk_work().piles[0]
    assert (len(pile.rows), pile.all_url.partition("?")[2]) == (8, "status__exact=submitted")


def test_without_a_round_the_desk_says_what_to_do(client, karen):
    client.force_login(karen)
    page = client.get(DESK).content.decode()
    assert "Der er ingen åben temarunde" in page
    assert admin_url(ThemeRound, "add") in page


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_first_page_takes_seven_queries(
    client, karen, ali, mia, bo, rows, django_assert_num_queries
):
    for number in range(rows):
        make_submitted(ali, title=f"Forslag {number}")
        make_network(leader=mia, reference_leader=bo, direction=False, title=f"Netværk {number}")
    client.force_login(karen)
    with django_assert_num_queries(7):
        client.get(DESK)


@pytest.mark.parametrize("rows", [1, 3, 25])
@pytest.mark.parametrize(
    ("model", "queries"),
    [(Proposal, 5), (Network, 6), (ThemeRound, 4), (SparringSession, 4), (Nudge, 4), (Offering, 5)],
)
def test_each_list_takes_the_same_queries_however_long(
    client, karen, ali, mia, bo, model, queries, rows, django_assert_num_queries
):
    fill(model, rows, ali=ali, mia=mia, bo=bo)
    client.force_login(karen)
    with django_assert_num_queries(queries):
        response = client.get(admin_url(model, "changelist"))
    assert response.context["cl"].result_count == rows


def fill(model, rows: int, *, ali, mia, bo) -> None:
    today, now = clock.today(), clock.now()
    network = make_network(leader=mia, reference_leader=bo) if model is SparringSession else None
    one_more = {
        Proposal: lambda number: make_submitted(ali, title=f"Forslag {number}"),
        Network: lambda number: make_network(leader=mia, reference_leader=bo),
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
            partner=bo,
            question="Hvad nu?",
            takes_place_at=now + timedelta(number),
            assigned_by=bo,
        ),
    }
    for number in range(rows):
        one_more[model](number)


# --- What it writes ---------------------------------------------------------------------------
def test_assigning_a_consultant_establishes_the_network(client, network, karen, sanne):
    client.force_login(sanne)
    assert save_support(client, network, consultant=karen.pk).status_code == CHANGED
    network.refresh_from_db()
    assert (network.consultant, network.status) == (karen, NetworkStatus.ESTABLISHED)
    assert AuditEntry.objects.filter(verb="assign_consultant", by=sanne).count() == 1


def test_the_select_says_how_many_networks_each_consultant_follows(
    client, network, mia, bo, karen, sanne
):
    make_network(leader=mia, reference_leader=bo, consultant=karen, title="Et andet")
    client.force_login(sanne)
    page = client.get(admin_url(Network, "change", network.pk)).content.decode()
    assert f"{karen.name}, følger 1 netværk" in page


def test_one_page_gives_co_driver_sparring_and_an_offering(client, network, mia, ali, karen, sanne):
    offering = make_offering("Den første dag")
    client.force_login(sanne)
    at = clock.local_now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=3)
    response = save_support(
        client,
        network,
        co_driver=ali.email,
        partner=karen.email,
        question="Hvad nu?",
        takes_place_at=f"{at:%Y-%m-%dT%H:%M}",
        offering=offering.pk,
        offering_note="I er nye.",
    )
    assert response.status_code == CHANGED
    network.refresh_from_db()
    session, assigned = SparringSession.objects.get(), AssignedOffering.objects.get()
    assert network.co_driver == ali
    assert (session.partner, session.takes_place_at, session.assigned_by) == (karen, at, sanne)
    assert (assigned.offering, assigned.note, assigned.assigned_by) == (
        offering,
        "I er nye.",
        sanne,
    )
    told = OutboxMail.objects.filter(kind__in=["sparring", "offering"], recipient=mia)
    assert told.count() == 2


def test_saving_the_page_again_does_nothing_again(client, network, karen, sanne):
    client.force_login(sanne)
    save_support(client, network, consultant=karen.pk)
    before = (AuditEntry.objects.count(), OutboxMail.objects.count())
    save_support(client, network)
    assert (AuditEntry.objects.count(), OutboxMail.objects.count()) == before


def test_a_refusal_keeps_what_was_typed_and_undoes_everything(client, network, karen, mia, sanne):
    client.force_login(sanne)
    at = clock.local_now() + timedelta(days=3)
    response = save_support(
        client,
        network,
        consultant=karen.pk,
        partner=mia.email,
        question="Et langt spørgsmål",
        takes_place_at=f"{at:%Y-%m-%dT%H:%M}",
    )
    page = response.content.decode()
    assert "Netværkslederen er den, der får sparringen." in page
    assert "Et langt spørgsmål" in page
    network.refresh_from_db()
    assert (network.consultant, SparringSession.objects.count()) == (None, 0)


def test_half_a_sparring_is_asked_for_the_rest(client, network, karen, sanne):
    client.force_login(sanne)
    response = save_support(client, network, question="Hvad nu?")
    errors = response.context["adminform"].form.errors
    assert set(errors) == {"partner", "takes_place_at"}
    assert SparringSession.objects.count() == 0


def test_a_network_does_not_lose_its_consultant(client, mia, bo, karen, sanne):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    client.force_login(sanne)
    response = save_support(client, network, consultant="")
    assert set(response.context["adminform"].form.errors) == {"consultant"}


def test_the_administrator_looks_and_assigns_nothing(client, network, karen, root):
    client.force_login(root)
    assert client.get(admin_url(Network, "change", network.pk)).status_code == 200
    assert save_support(client, network, consultant=karen.pk).status_code == 403
    network.refresh_from_db()
    assert network.consultant is None


def test_sparring_is_arranged_from_its_own_list_too(client, network, karen, sanne):
    client.force_login(sanne)
    at = clock.local_now() + timedelta(days=3)
    sent = {
        "network": network.pk,
        "partner": karen.email,
        "question": "Hvad nu?",
        "takes_place_at": f"{at:%Y-%m-%dT%H:%M}",
        "takes_place_at_0": f"{at:%Y-%m-%d}",
        "takes_place_at_1": f"{at:%H:%M}",
    }
    assert client.post(admin_url(SparringSession, "add"), sent).status_code == CHANGED
    session = SparringSession.objects.get()
    assert (session.partner, session.assigned_by) == (karen, sanne)
    assert client.post(admin_url(SparringSession, "change", session.pk), sent).status_code == 403


def test_content_is_saved_by_its_action(client, karen):
    client.force_login(karen)
    theme = {
        "title": "Grøn by",
        "key": "groen-by",
        "text": "Træer.",
        "position": 1,
        "is_active": "on",
    }
    assert client.post(admin_url(StrategicTheme, "add"), theme).status_code == CHANGED
    assert AuditEntry.objects.filter(verb="add_content", by=karen).count() == 1
    saved = StrategicTheme.objects.get()
    client.post(admin_url(StrategicTheme, "change", saved.pk), {**theme, "key": "andet"})
    saved.refresh_from_db()
    assert saved.key == "groen-by"


def test_a_round_decided_before_its_deadline_is_refused_in_words(client, karen):
    client.force_login(karen)
    sent = {"name": "Runden", "proposals_by": "2027-05-01", "decided_on": "2027-05-01"}
    response = client.post(admin_url(ThemeRound, "add"), sent)
    assert "Chefforum beslutter efter fristen." in response.content.decode()
    assert ThemeRound.objects.count() == 0


def test_an_offering_is_saved_with_its_phases(client, karen):
    offering = make_offering("Før", phases=["Opstart"])
    client.force_login(karen)
    other = [phase.pk for phase in type(offering.phases.first()).objects.filter(name="Undersøg")]
    sent = {
        "title": "Efter",
        "kind": "course",
        "gives": "Meget.",
        "asks": "Lidt.",
        "phases": other,
        "is_active": "on",
    }
    assert client.post(admin_url(Offering, "change", offering.pk), sent).status_code == CHANGED
    offering.refresh_from_db()
    assert (offering.title, [phase.name for phase in offering.phases.all()]) == (
        "Efter",
        ["Undersøg"],
    )


# --- The rules for nudges ---------------------------------------------------------------------
@pytest.fixture
def rule(db) -> NudgeRule:
    install_content()
    return NudgeRule.objects.get(key="no_learning_noted")


def save_rule(client, rule: NudgeRule, **changed):
    sent = {
        name: getattr(rule, name) or ""
        for name in ("name", "subject", "question", "why", "delay_days", "repeat_days")
    }
    return client.post(admin_url(NudgeRule, "change", rule.pk), {**sent, **changed})


def test_installed_rules_are_off_until_somebody_has_seen_them(rule):
    assert set(NudgeRule.objects.values_list("is_on", flat=True)) == {False}


def test_installing_again_keeps_what_the_secretariat_has_written(rule, karen, client):
    client.force_login(karen)
    save_rule(client, rule, subject="Vores egne ord om »{title}«")
    install_content()
    rule.refresh_from_db()
    assert rule.subject == "Vores egne ord om »{title}«"


@pytest.mark.parametrize(
    "wording",
    ["{name}", "{title.__class__}", "{title!r}", "{title:>9}", "{", "}", "{}", "{0}", "{ title }"],
)
def test_other_braces_than_title_and_waited_are_refused_at_their_field(
    client, karen, rule, wording
):
    client.force_login(karen)
    for field in ("subject", "question"):
        response = save_rule(client, rule, **{field: wording})
        assert set(response.context["adminform"].form.errors) == {field}
    before = rule.subject
    rule.refresh_from_db()
    assert rule.subject == before


def test_a_rule_turned_on_has_a_first_day(client, karen, rule):
    client.force_login(karen)
    response = save_rule(client, rule, is_on="on")
    assert set(response.context["adminform"].form.errors) == {"active_from"}
    response = save_rule(client, rule, is_on="on", active_from="2026-11-01")
    assert response.status_code == CHANGED
    rule.refresh_from_db()
    assert rule.is_on


def test_a_rule_repeats_after_a_day_at_least(client, karen, rule):
    client.force_login(karen)
    response = save_rule(client, rule, repeat_days="0")
    assert set(response.context["adminform"].form.errors) == {"repeat_days"}
