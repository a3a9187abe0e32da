"""News for the intranet by a secret address: what is shared with every employee, and no more."""

import logging
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from netvaerk.people.models import Person
from networks.enums import Audience
from networks.models import LearningEntry, Network
from secretariat.actions.feed import close_feed, make_feed
from secretariat.enums import FeedKind
from tests.factories.networks import make_learning, make_network
from tests.networks.rooms import MARKS, mark_cards, queries_of

ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = reverse("secretariat:news_page")


@pytest.fixture
def network(mia, bo, karen, ali) -> Network:
    return make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])


def address_of(person: Person, kind: str = FeedKind.LEARNING) -> str:
    return reverse("secretariat:news_file", args=[make_feed(by=person, kind=kind)])


def titles(address: str) -> list[str]:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 our own answer
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_only_what_is_for_every_employee_is_told_also_to_a_member(network, ali, eva):
    mark_cards(network)
    shared = [MARKS[Audience.EMPLOYEES]]
    assert [titles(address_of(person)) for person in (ali, eva)] == [shared, shared]


def test_new_networks_are_told_the_newest_first(network, eva, mia, bo, karen):
    make_network(leader=mia, reference_leader=bo, consultant=karen, title="Det nye")
    make_network(leader=mia, reference_leader=bo, title="Ikke etableret endnu")
    assert titles(address_of(eva, FeedKind.NETWORKS)) == ["Det nye", network.title]


def test_no_person_is_named(network, eva, mia):
    make_learning(network, audience=Audience.EMPLOYEES)
    told = Client().get(address_of(eva)).content.decode()
    assert network.title in told
    assert mia.last_name not in told


def test_what_was_learned_is_read_as_a_whole_sentence(network, eva):
    make_learning(network, audience=Audience.EMPLOYEES, learned="at de venter.\nPå os.")
    titled = make_learning(network, audience=Audience.EMPLOYEES, learned="at de går.")
    LearningEntry.objects.filter(pk=titled.pk).update(title="Ventetid")
    address = address_of(eva)
    assert titles(address) == ["Ventetid", "Vi lærte, at de venter. På os."]
    assert "Vi lærte, at de går." in Client().get(address).content.decode()


def test_what_people_wrote_stays_text(network, eva):
    make_learning(network, audience=Audience.EMPLOYEES, learned="<script>alert(1)</script> & så")
    assert titles(address_of(eva)) == ["<script>alert(1)</script> & så"]
    assert b"<script>" not in Client().get(address_of(eva)).content


def test_an_unseen_sign_pasted_along_silences_nobody_s_news(network, eva):
    """A line break in PowerPoint is a vertical tab, which no XML may hold."""
    make_learning(network, audience=Audience.EMPLOYEES, learned="Døren\x0bom morgenen\uffff")
    Network.objects.filter(pk=network.pk).update(title="Fra\x0bvær", challenge="Hvem\x1fmangler?")
    assert titles(address_of(eva)) == ["Dørenom morgenen"]
    assert titles(address_of(eva, FeedKind.NETWORKS)) == ["Fravær"]


def test_guests_have_no_news(client, network, noor):
    client.force_login(noor)
    assert client.get(PAGE).status_code == 404
    make = reverse("secretariat:feed_make", args=[FeedKind.LEARNING])
    assert client.post(make).status_code == 404


def test_an_address_dies_with_the_account_and_when_it_is_closed(network, eva):
    make_learning(network, audience=Audience.EMPLOYEES)
    first = address_of(eva)
    second = address_of(eva)
    assert [Client().get(one).status_code for one in (first, second)] == [404, 200]
    Person.objects.filter(pk=eva.pk).update(is_active=False)
    assert Client().get(second).status_code == 404
    Person.objects.filter(pk=eva.pk).update(is_active=True)
    close_feed(by=eva, kind=FeedKind.LEARNING)
    assert Client().get(second).status_code == 404


def test_no_log_line_holds_a_key_to_the_news(network, eva, caplog):
    address = address_of(eva)
    close_feed(by=eva, kind=FeedKind.LEARNING)
    with caplog.at_level(logging.DEBUG):
        assert Client().get(address).status_code == 404
        assert Client().post(address).status_code == 405
    lines = [record.getMessage() for record in caplog.records]
    assert any("/nyt/…" in line for line in lines)
    key = address.rpartition("/")[2].removesuffix(".atom")
    assert [line for line in lines if key in line] == []


def test_a_calendar_s_key_opens_no_news_and_the_other_way_round(network, eva):
    calendar = make_feed(by=eva, kind=FeedKind.OWN)
    news = make_feed(by=eva, kind=FeedKind.LEARNING)
    crossed = [
        reverse("secretariat:news_file", args=[calendar]),
        reverse("secretariat:feed_file", args=[news]),
    ]
    assert [Client().get(one).status_code for one in crossed] == [404, 404]


def test_the_page_makes_an_address_and_shows_it_once(client, network, eva):
    client.force_login(eva)
    make = reverse("secretariat:feed_make", args=[FeedKind.NETWORKS])
    shown = client.post(make).content.decode()
    assert ".atom" in shown
    assert ".atom" not in client.get(PAGE).content.decode()


def test_a_feed_costs_the_same_however_much_is_shared(network, eva):
    address, costs = address_of(eva), []
    for more in (1, 2, 22):
        for _one in range(more):
            make_learning(network, audience=Audience.EMPLOYEES)
        costs.append(queries_of(Client(), address))
    assert costs == [2, 2, 2]
