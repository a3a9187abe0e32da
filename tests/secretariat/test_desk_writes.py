"""What is done on the secretariat's desk is done by the actions."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages

from netvaerk import clock
from netvaerk.people.models import AuditEntry, OutboxMail
from networks.enums import NetworkStatus
from networks.models import Network, StrategicTheme, ThemeRound
from offerings.models import AssignedOffering, Offering
from secretariat.models import SparringSession
from tests.factories.networks import StrategicThemeFactory, make_network
from tests.factories.offerings import make_offering
from tests.factories.sparring import make_format
from tests.secretariat.desk import CHANGED, admin_url, save_support


@pytest.fixture
def network(mia, bo):
    """Decided, with a direction, and still without a consultant."""
    return make_network(leader=mia, reference_leader=bo)


def test_assigning_a_consultant_establishes_the_network(client, network, karen, sanne):
    client.force_login(sanne)
    assert save_support(client, network, consultant=karen.pk).status_code == CHANGED
    network.refresh_from_db()
    assert (network.consultant, network.status) == (karen, NetworkStatus.ESTABLISHED)
    assert AuditEntry.objects.filter(verb="assign_consultant", by=sanne).count() == 1


def test_the_page_says_what_was_done_and_who_has_been_told(client, network, karen, ali, sanne):
    client.force_login(sanne)
    response = save_support(client, network, consultant=karen.pk, co_driver=ali.email)
    (said,) = (str(one) for one in get_messages(response.wsgi_request))
    assert f"{karen} følger nu netværket. Dermed er det etableret" in said
    assert f"Co-driver: {ali}." in said


def test_a_networks_page_takes_eight_queries_and_says_only_what_was_changed(
    client, network, karen, ali, sanne, django_assert_num_queries
):
    client.force_login(sanne)
    save_support(client, network, consultant=karen.pk, co_driver=ali.email)
    page = admin_url(Network, "change", network.pk)
    client.get(page)  # takes what was said, and which models there are
    with django_assert_num_queries(8):
        client.get(page)
    make_offering("Den første dag")
    response = save_support(client, network, offering=Offering.objects.get().pk)
    (said,) = (str(one) for one in get_messages(response.wsgi_request))
    assert "har fået en mail om tilbuddet" in said
    assert "Co-driver" not in said


def test_the_select_says_how_many_networks_each_consultant_follows(
    client, network, mia, bo, karen, sanne
):
    around = {"leader": mia, "reference_leader": bo, "consultant": karen}
    make_network(**around, title="Et andet")
    gone = make_network(**around, title="Et, der er afsluttet")
    Network.objects.filter(pk=gone.pk).update(status="closed", closed_at=clock.now())
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
        format=make_format().pk,
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
        format=make_format().pk,
        question="Et langt spørgsmål",
        takes_place_at=f"{at:%Y-%m-%dT%H:%M}",
    )
    page = response.content.decode()
    assert f"{mia.name} er den, der får sparringen." in page
    assert "Et langt spørgsmål" in page
    network.refresh_from_db()
    assert (network.consultant, SparringSession.objects.count()) == (None, 0)


def test_half_a_sparring_is_asked_for_the_rest(client, network, karen, sanne):
    client.force_login(sanne)
    response = save_support(client, network, question="Hvad nu?")
    errors = response.context["adminform"].form.errors
    assert set(errors) == {"partner", "format", "takes_place_at"}
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
        "format": make_format().pk,
        "question": "Hvad nu?",
        "takes_place_at": f"{at:%Y-%m-%dT%H:%M}",
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
    }
    assert client.post(admin_url(StrategicTheme, "add"), theme).status_code == CHANGED
    assert AuditEntry.objects.filter(verb="add_theme", by=karen).count() == 1
    saved = StrategicTheme.objects.get()
    client.post(admin_url(StrategicTheme, "change", saved.pk), {**theme, "key": "andet"})
    saved.refresh_from_db()
    assert saved.key == "groen-by"


def test_a_themes_owner_is_written_by_address_and_not_chosen_among_everybody(
    client, karen, bo, mia
):
    client.force_login(karen)
    theme = StrategicThemeFactory(owner=bo)
    path = admin_url(StrategicTheme, "change", theme.pk)
    page = client.get(path).content.decode()
    assert (f'value="{bo.email}"' in page, mia.name in page, '<select name="owner"' in page) == (
        True,
        False,
        False,
    )
    words = {
        "title": theme.title,
        "text": theme.text,
        "position": 0,
        "starts_on": "",
        "ends_on": "",
    }
    assert client.post(path, {**words, "owner": mia.email}).status_code == CHANGED
    theme.refresh_from_db()
    assert theme.owner == mia
    unknown = client.post(path, {**words, "owner": "ingen@kommune.example"})
    assert "Vi kender ingen medarbejder med den adresse" in unknown.content.decode()


def test_a_round_decided_before_its_deadline_is_refused_in_words(client, karen):
    client.force_login(karen)
    sent = {"name": "Runden", "proposals_by": "2027-05-01", "decided_on": "2027-05-01"}
    response = client.post(admin_url(ThemeRound, "add"), sent)
    assert "Chefforum beslutter efter fristen." in response.content.decode()
    assert ThemeRound.objects.count() == 0


@pytest.mark.parametrize("written", ["01.05.2027", "1/5/2027", "01-05-2027", "2027-05-01"])
def test_a_date_is_taken_as_danes_write_it(client, karen, written):
    client.force_login(karen)
    sent = {"name": "Runden", "proposals_by": written, "decided_on": "15.6.2027"}
    assert client.post(admin_url(ThemeRound, "add"), sent).status_code == CHANGED
    assert f"{ThemeRound.objects.get().proposals_by:%Y-%m-%d}" == "2027-05-01"


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
