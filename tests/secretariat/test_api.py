"""The API: the municipality's other systems read what every employee may, and nobody's name."""

import pytest
from django.test import Client
from django.urls import reverse

from netvaerk.people.models import AuditEntry
from netvaerk.refusals import NotPossibleNow
from networks.models import Network
from secretariat.actions.integration import close_integration, save_integration
from secretariat.models import Integration
from tests.factories.networks import StrategicThemeFactory, make_direction, make_network
from tests.factories.offerings import make_offering
from tests.networks.rooms import MARKS, mark_cards, queries_of

NETWORKS, PHASES = reverse("api:networks"), reverse("api:phases")
OFFERINGS, SCHEMA = reverse("api:offerings"), reverse("api:openapi-json")


@pytest.fixture
def network(mia, bo, karen, ali) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


@pytest.fixture
def key(sanne) -> str:
    return save_integration(by=sanne, integration=Integration(name="Intranettet", contact="It"))


def reading(key: str) -> Client:
    return Client(headers={"authorization": f"Bearer {key}"})


def test_without_an_open_key_nothing_is_read(db, network, sanne, key):
    doors = [NETWORKS, PHASES, OFFERINGS, reverse("api:network", args=[network.slug])]
    closed = save_integration(by=sanne, integration=Integration(name="Bi", contact="It"))
    close_integration(by=sanne, integration=Integration.objects.get(name="Bi"))
    for wrong in ("", "x", closed, key[:-1]):
        answers = [reading(wrong).get(door) for door in doors]
        assert {answer.status_code for answer in answers} == {401}
        assert not any(network.title in answer.content.decode() for answer in answers)


def test_being_signed_in_is_no_key(client, network, sanne):
    client.force_login(sanne)
    assert client.get(NETWORKS).status_code == 401


def test_a_network_is_told_as_every_employee_may_read_it(network, key, mia):
    theme = StrategicThemeFactory(key="boern")
    make_direction(network, themes=[theme])
    (told,) = reading(key).get(NETWORKS).json()["networks"]
    assert (told["title"], told["status"], told["strategic_themes"]) == (
        network.title,
        "established",
        ["boern"],
    )
    assert mia.unit.name in told["departments"]
    assert told["url"].endswith(reverse("networks:network_detail", args=[network.slug]))


def test_a_direction_that_is_not_shared_lends_no_theme(network, key):
    make_direction(network, themes=[StrategicThemeFactory(key="hemmeligt")], is_shared=False)
    assert "hemmeligt" not in reading(key).get(NETWORKS).content.decode()


def test_nothing_shielded_and_nobody_is_named(network, key, mia, ali, bo, karen):
    mark_cards(network)
    make_offering(title="Facilitering")
    one = reverse("api:network", args=[network.slug])
    told = "".join(reading(key).get(door).content.decode() for door in (NETWORKS, one, OFFERINGS))
    hidden = [*MARKS.values(), *(person.email for person in (mia, ali, bo, karen))]
    hidden += [person.last_name for person in (mia, ali, bo, karen)]
    assert [word for word in hidden if word in told] == []


def test_a_network_that_came_to_nothing_is_not_told(key, mia, bo):
    network = make_network(leader=mia, reference_leader=bo)
    Network.objects.filter(pk=network.pk).update(status="cancelled")
    assert reading(key).get(NETWORKS).json()["networks"] == []
    assert reading(key).get(reverse("api:network", args=[network.slug])).status_code == 404


def test_a_page_leads_to_the_next(network, key, mia, bo):
    make_network(leader=mia, reference_leader=bo, title="Det andet")
    page = reading(key).get(NETWORKS).json()
    assert len(page["networks"]) == 2
    after = reading(key).get(NETWORKS, {"after": page["next"]}).json()
    assert after == {"networks": [], "next": None}


@pytest.mark.parametrize("after", ["x", "-1", str(2**70), "1;drop"])
def test_a_number_that_is_none_is_refused_in_words(db, key, after):
    answer = reading(key).get(NETWORKS, {"after": after})
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["query", "after"]


def test_only_reading_is_possible(network, key):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(reading(key), method)(NETWORKS).status_code == 405


def test_the_description_names_every_door(db, client):
    described = client.get(SCHEMA).json()
    assert sorted(described["paths"]) == [
        "/api/v1/networks",
        "/api/v1/networks/{slug}",
        "/api/v1/offerings",
        "/api/v1/phases",
    ]
    assert {"get"} == {method for door in described["paths"].values() for method in door}


def test_pages_cost_the_same_however_many(network, key, mia, bo):
    reader, costs = reading(key), []
    for more in (0, 2, 22):
        for number in range(more):
            make_network(leader=mia, reference_leader=bo, title=f"Netværk {more} {number}")
        costs.append([queries_of(reader, door) for door in (NETWORKS, PHASES, OFFERINGS)])
    assert costs == [[2, 2, 2]] * 3


def test_the_key_is_kept_as_a_fingerprint_and_a_new_one_kills_it(key, sanne):
    integration = Integration.objects.get()
    assert key not in str(Integration.objects.values().get())
    fresh = save_integration(by=sanne, integration=integration, with_new_key=True)
    assert [reading(one).get(PHASES).status_code for one in (key, fresh)] == [401, 200]
    verbs = AuditEntry.objects.filter(subject_type="secretariat.integration").order_by("pk")
    assert [one.verb for one in verbs] == ["open_integration", "renew_integration_key"]


def test_only_the_lead_of_the_secretariat_gives_keys(karen, bo, sanne):
    for person in (karen, bo):
        with pytest.raises(NotPossibleNow):
            save_integration(by=person, integration=Integration(name="X", contact="Y"))
    client = Client()
    client.force_login(karen)
    assert client.get(reverse("admin:secretariat_integration_changelist")).status_code == 403


def shown_key(answer) -> str:
    return answer.content.decode().split("Nøglen til Intranettet er ")[1].split(".")[0]


def is_kept(client, key: str) -> bool:
    """In what the browser holds, or in what waits to be told on the next page."""
    waits = "messages" in client.cookies or "_messages" in client.session
    return waits or key in str(dict(client.session)) + str(client.cookies)


def test_on_the_desk_the_key_is_shown_once(sanne):
    client = Client()
    client.force_login(sanne)
    add = reverse("admin:secretariat_integration_add")
    answer = client.post(add, {"name": "Intranettet", "contact": "It"})
    shown = shown_key(answer)
    assert reading(shown).get(PHASES).status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert not is_kept(client, shown)
    one = reverse("admin:secretariat_integration_change", args=[Integration.objects.get().pk])
    for page in (reverse("admin:secretariat_integration_changelist"), one):
        assert shown not in client.get(page).content.decode()
    renewed = client.post(one, {"name": "Intranettet", "contact": "It", "key": "new_key"})
    fresh = shown_key(renewed)
    assert [reading(key).get(PHASES).status_code for key in (shown, fresh)] == [401, 200]
    assert not is_kept(client, fresh)
    kept = client.post(one, {"name": "Intranettet", "contact": "Bo", "key": ""}, follow=True)
    assert ("Nøglen til" in kept.content.decode(), kept.redirect_chain != []) == (False, True)
    client.post(one, {"name": "Intranettet", "contact": "It", "key": "close"})
    assert reading(fresh).get(PHASES).status_code == 401


def test_what_is_closed_stays_closed_whoever_had_it_open(sanne, key):
    opened_before = Integration.objects.get(name="Intranettet")
    close_integration(by=sanne, integration=Integration.objects.get(name="Intranettet"))
    with pytest.raises(NotPossibleNow):
        save_integration(by=sanne, integration=opened_before, with_new_key=True)
    assert Integration.objects.get(name="Intranettet").closed_at is not None
    assert reading(key).get(PHASES).status_code == 401
