"""The chiefs' review of one network: who may, what they write, and where it leads."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.models import OutboxMail
from networks.actions.closing import close_network
from networks.enums import Bearing
from networks.models import AlignmentNote, Network
from tests.factories.networks import (
    StrategicThemeFactory,
    make_direction,
    make_learning,
    make_network,
)
from tests.factories.networks.alignment import make_answered, make_note
from tests.networks.rooms import Cast, cast_of, html_of

START = reverse("secretariat:review_start")
REASON = "I spørger de unge, før I gør noget."
OTHERS = [
    *("leader", "member", "guest in it", "consultant", "employee outside", "secretariat lead"),
    *("superuser", "co-driver"),
]


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


def page(network: Network, query: str = "") -> str:
    return reverse("secretariat:review_network", args=[network.slug]) + query


def said(network: Network, **other) -> dict:
    direction = network.directions.order_by("-version").first()
    return {
        "bearing": Bearing.ON_COURSE,
        "reason": REASON,
        "direction_seen": direction.pk if direction else 0,
        "form_key": uuid.uuid4(),
        **other,
    }


def named(title: str, like: Network, **other) -> Network:
    return make_network(
        leader=like.leader,
        reference_leader=like.reference_leader,
        consultant=like.consultant,
        title=title,
        **other,
    )


def test_the_chiefs_read_and_write_and_nobody_else(cast: Cast):
    for who in ("reference leader", "director", "chief elsewhere"):
        assert cast.client(who).get(page(cast.network)).status_code == 200
    for who in OTHERS:
        client = cast.client(who)
        answers = [client.get(START), client.get(page(cast.network))]
        answers.append(client.post(page(cast.network), said(cast.network)))
        assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert cast.client("anonymous").get(page(cast.network)).status_code == 302
    assert not AlignmentNote.objects.exists()


def test_a_closed_network_is_not_reviewed(cast: Cast):
    network = Network.objects.get(pk=cast.network.pk)
    close_network(by=network.leader, network=network, words="Tak.", why_without="Ok.")
    client = cast.client("director")
    assert client.get(page(network)).status_code == 404
    assert client.post(page(network), said(network)).status_code == 404
    assert "Her kommer netværkene" in html_of(client, START)


def test_a_chief_who_leads_it_reads_but_does_not_write(cast: Cast, dorte):
    cast.network.memberships.create(person=dorte)
    Network.objects.filter(pk=cast.network.pk).update(leader=dorte)
    client = cast.client("director")
    assert "Send dine ord" not in html_of(client, page(cast.network))
    refused = client.post(page(cast.network), said(cast.network))
    assert (refused.status_code, AlignmentNote.objects.count()) == (422, 0)


def test_a_note_sent_twice_is_one_and_the_walk_goes_on(cast: Cast):
    other = named("Åben by", cast.network)
    client, form = cast.client("director"), said(cast.network)
    here = page(cast.network, "?type=velfaerd")
    for _again in range(2):
        answer = client.post(here, form)
        assert (answer.status_code, answer.url) == (302, here)
    note = AlignmentNote.objects.get()
    assert (note.network, note.bearing, note.reason) == (cast.network, "on_course", REASON)
    assert OutboxMail.objects.filter(kind="alignment").count() == 1
    html = html_of(client, here)
    assert "Dine ord er sendt. Mia får en mail og svarer for netværket." in html
    assert f'href="{page(other, "?type=velfaerd")}"' in html
    assert "Du har skrevet til netværket i dag." in html


@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        ({"bearing": ""}, "Vælg, hvad du vil sige til netværket."),
        ({"bearing": "rødt"}, "Vælg en af mulighederne."),
        ({"reason": " "}, "Skriv hvorfor. Et par linjer er nok."),
        ({"reason": "x" * 4001}, "Teksten er for lang"),
    ],
)
def test_what_lacks_is_said_and_what_is_typed_stays(cast: Cast, lacking, told):
    answer = cast.client("director").post(page(cast.network), said(cast.network, **lacking))
    html = answer.content.decode()
    assert (answer.status_code, told in html) == (422, True)
    assert lacking.get("reason", REASON).strip() in html
    assert not AlignmentNote.objects.exists()


def test_a_direction_written_meanwhile_is_shown_and_nothing_is_lost(cast: Cast):
    form = said(cast.network)
    newer = make_direction(cast.network, why="MARK-den-nye-retning")
    client = cast.client("director")
    answer = client.post(page(cast.network), form)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Der er kommet en ny version af retningen, mens du læste." in html
    assert (REASON in html, "MARK-den-nye-retning" in html) == (True, True)
    assert f'name="direction_seen" value="{newer.pk}"' in html
    assert client.post(page(cast.network), {**form, "direction_seen": newer.pk}).status_code == 302
    assert AlignmentNote.objects.get().direction == newer


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40])
def test_a_version_that_nobody_read_is_asked_anew(cast: Cast, seen: str):
    form = said(cast.network, direction_seen=seen)
    assert cast.client("director").post(page(cast.network), form).status_code == 422
    Network.objects.get(pk=cast.network.pk).directions.all().delete()
    form = said(cast.network, direction_seen="7")
    assert cast.client("director").post(page(cast.network), form).status_code == 422


def test_a_new_direction_leads_its_writer_on_and_tells_others_who_writes(cast: Cast):
    write = reverse("networks:direction_write", args=[cast.network.slug])
    form = said(cast.network, bearing=Bearing.NEW_DIRECTION)
    by_another = cast.client("director").post(page(cast.network), form, follow=True)
    html = by_another.content.decode()
    assert "Mia får en mail, og Bo får en om at skrive den nye retning." in html
    assert write not in html
    form = said(cast.network, bearing=Bearing.NEW_DIRECTION)
    html = cast.client("reference leader").post(page(cast.network), form, follow=True)
    assert "Nu kan du skrive den nye retning." in html.content.decode()
    assert f'href="{write}"' in html.content.decode()
    make_direction(cast.network, why="Fordi alt er nyt.")
    assert write not in html_of(cast.client("reference leader"), page(cast.network))


def test_the_walk_goes_by_the_danish_alphabet_whatever_happens_in_the_networks(cast: Cast):
    titles = ["Ældre", "Zoner", "Ånd", "Østers"]
    made = {title: named(title, cast.network) for title in titles}
    before = walk(cast)
    for _number in range(3):
        make_learning(made["Ånd"])
    make_answered(make_note(made["Østers"]))
    assert walk(cast) == before
    assert before == ["Elever med højt fravær", "Zoner", "Ældre", "Østers", "Ånd"]


def walk(cast: Cast, query: str = "") -> list[str]:
    """The titles on the way, from the first page to the last."""
    client = cast.client("director")
    address: str = client.get(START + query).url
    titles = []
    while address:
        shown = client.get(address).context
        titles.append(shown["network"].title)
        assert shown["walk"].place == len(titles)
        address = shown["next_url"]
    assert shown["walk"].total == len(titles)
    return titles


def test_the_walk_keeps_to_what_is_chosen(cast: Cast):
    theme = StrategicThemeFactory(title="Alle børn hører til")
    for title in ("Med", "Også med"):
        make_direction(named(title, cast.network), themes=[theme])
    assert walk(cast, f"?pejlemaerke={theme.key}") == ["Med", "Også med"]
    shown = cast.client("director").get(page(cast.network, f"?pejlemaerke={theme.key}"))
    assert shown.context["walk"].place is None
    assert "Alle børn hører til" in shown.content.decode()
    none = html_of(cast.client("director"), f"{START}?pejlemaerke={theme.key}&type=laering")
    assert "Intet netværk passer på det hele på én gang" in none


def test_networks_of_one_name_are_both_on_the_way(cast: Cast):
    named("Samme", cast.network)
    named("Samme", cast.network)
    assert walk(cast) == ["Elever med højt fravær", "Samme", "Samme"]


def test_the_way_back_is_the_way_there_with_the_same_choice(cast: Cast):
    """By two of one name, from the last to the first, within what is chosen."""
    for title in ("Samme", "Samme", "Ånd"):
        named(title, cast.network)
    named("Andre", cast.network, type_key="innovation")
    there = walk_from(cast, cast.client("director").get(f"{START}?type=velfaerd").url, "next_url")
    back = walk_from(cast, there[-1], "previous_url")
    assert (len(there), back) == (4, there[::-1])
    html = html_of(cast.client("director"), there[1])
    assert (f'href="{there[0]}"' in html, "Forrige netværk" in html) == (True, True)
    assert "Forrige netværk" not in html_of(cast.client("director"), there[0])


def walk_from(cast: Cast, address: str, onward: str) -> list[str]:
    client = cast.client("director")
    addresses = []
    while address:
        addresses.append(address)
        address = client.get(address).context[onward]
    return addresses


def test_a_network_without_a_direction_is_not_said_to_be_on_course(cast: Cast):
    network = named("Uden retning", cast.network, direction=False)
    client = cast.client("director")
    html = html_of(client, page(network))
    assert 'value="on_course"' not in html
    assert "»På kurs« kan du sige, når Bo har skrevet retningen." in html
    assert "Bo skriver den første" in html
    answer = client.post(page(network), said(network))
    told = answer.content.decode()
    assert (answer.status_code, REASON in told) == (422, True)
    assert "Vælg »Vi skal tale sammen« indtil da." in told
    assert not AlignmentNote.objects.exists()
    talk = said(network, bearing=Bearing.LET_US_TALK)
    assert client.post(page(network), talk).status_code == 302


def test_a_new_day_asks_anew(cast: Cast, dorte):
    with clock.set_to(clock.now() - timedelta(days=2)):
        make_note(cast.network, by=dorte)
    html = html_of(cast.client("director"), page(cast.network))
    assert ("Send dine ord" in html, "Skriv mere" in html) == (True, False)


def test_opening_the_review_writes_nothing(cast: Cast):
    client = cast.client("director")
    for method in (client.get, client.head):
        assert method(page(cast.network)).status_code == 200
        assert method(START).status_code == 302
    assert client.post(START).status_code == 405
    assert not AlignmentNote.objects.exists()
