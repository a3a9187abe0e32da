"""Each row of the desk opens on its act: the form there does it, by the action of everywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.models import AuditEntry, OutboxMail
from networks.models import Membership, Network, Proposal
from offerings.models import AssignedOffering, Booking, OfferingSession
from secretariat.models import SparringSession
from secretariat.queries.desk import desk_work
from secretariat.queries.desk.pile import Row
from tests.factories.ledger import asked_sparring, make_hold, request_for, seat, timed_sparring
from tests.factories.networks import make_network, make_submitted
from tests.factories.networks.result import make_result
from tests.factories.sparring import make_assigned
from tests.house.pages import Form, Page
from tests.secretariat.test_desk_piles import a_letter, ago, strand

# What a press on the page's own button sends of its names.
PRESSED = {"_save", "_step", "_selected_action"}


@dataclass(frozen=True)
class Act:
    """A pile with one row, what is filled in where it leads, and what then stands otherwise."""

    pile: str
    begin: Callable[[Any], Any]
    filled_in: Callable[[Any], dict[str, Any]]
    changed: Callable[[Any], Any]
    verb: str
    who: str = "karen"


def at(days: int) -> str:
    moment: datetime = clock.local_now() + timedelta(days=days)
    return f"{moment:%Y-%m-%dT%H:%M}"


def orphan(world: Any) -> None:
    Membership.objects.filter(network=world.network, person=world.mia).update(
        joined_at=ago(9), ended_at=ago(2), ended_because="left"
    )


def lay_in_line(world: Any) -> None:
    session = make_hold(world.karen, ago(-9), capacity=1, elsewhere="Rådhuset")
    seat(session, world.ali)
    seat(session, world.eva, state="waiting", booked_at=ago(1))


ACTS = [
    Act(
        "forslag",
        lambda world: make_submitted(world.ali, title="Nyt"),
        lambda world: {"note": "Stærkt forslag."},
        lambda world: Proposal.objects.get(title="Nyt").status == "forwarded",
        "forward_proposal",
    ),
    Act(
        "konsulent",
        lambda world: make_network(leader=world.mia, reference_leader=world.bo, title="Alene"),
        lambda world: {"consultant": world.karen.pk},
        lambda world: Network.objects.get(title="Alene").consultant == world.karen,
        "assign_consultant",
    ),
    Act(
        "netvaerksleder",
        orphan,
        lambda world: {"new_leader": world.ali.email},
        lambda world: Network.objects.get(pk=world.network.pk).leader == world.ali,
        "appoint_leader",
    ),
    Act(
        "oensker",
        lambda world: asked_sparring(world.network),
        lambda world: {"chosen": world.karen.pk},
        lambda world: SparringSession.objects.get().partner == world.karen,
        "assign_partner",
    ),
    Act(
        "oensker",
        lambda world: request_for(world.network),
        lambda world: {"is_granted": "True", "answer": "Værsgo."},
        lambda world: AssignedOffering.objects.filter(network=world.network).exists(),
        "answer_request",
    ),
    Act(
        "tidspunkt",
        lambda world: make_assigned(world.network, partner=world.karen),
        lambda world: {"first": at(3)},
        lambda world: SparringSession.objects.get().times.count() == 1,
        "propose_times",
        who="sanne",
    ),
    Act(
        "noter",
        lambda world: timed_sparring(world.network, world.karen, ago(1), state="agreed"),
        lambda world: {"outcome": "held"},
        lambda world: SparringSession.objects.get().state == "held",
        "log_sparring",
    ),
    Act(
        "hold",
        lay_in_line,
        lambda world: {"capacity": 2},
        lambda world: Booking.objects.get(person=world.eva).state == "offered",
        "change_session",
    ),
    Act(
        "hold",
        lambda world: seat(make_hold(world.karen, ago(1)), world.ali),
        lambda world: {"present": Booking.objects.get().pk},
        lambda world: (
            Booking.objects.get().has_attended
            and OfferingSession.objects.get().attendance_noted_at is not None
        ),
        "note_attendance",
        who="sanne",
    ),
    Act(
        "post",
        lambda world: strand(a_letter(world.ali)),
        lambda world: {"email": "rettet@demo.example"},
        lambda world: world.again(world.ali).email == "rettet@demo.example",
        "edit_person",
        who="sanne",
    ),
    Act(
        "post",
        lambda world: strand(a_letter(world.ali)),
        lambda world: {"_step": "confirm"},
        lambda world: OutboxMail.objects.get(cause="x").state == "waiting",
        "retry_mail",
    ),
]


@pytest.fixture
def world(mia, bo, karen, ali, eva, sanne):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])
    people = {"mia": mia, "bo": bo, "karen": karen, "ali": ali, "eva": eva, "sanne": sanne}
    return SimpleNamespace(
        network=network, again=lambda one: type(one).objects.get(pk=one.pk), **people
    )


def row_of(pile: str, person) -> Row:
    (row,) = next(one for one in desk_work(person).piles if one.key == pile).rows
    return row


def opened(client, row: Row) -> list[Form]:
    """The forms of the page that the row's button leads to; the act's place is on the page."""
    address, _hash, place = row.url.partition("#")
    response = client.post(address, dict(row.sends)) if row.sends else client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert not place or f'id="{place}"' in page
    return Page(address, page).forms


@pytest.mark.parametrize("act", ACTS, ids=lambda act: f"{act.pile}: {act.verb}")
def test_a_row_opens_on_its_act_and_the_act_is_one_press_more(client, world, act):
    act.begin(world)
    person = getattr(world, act.who)
    client.force_login(person)
    filled_in = act.filled_in(world)
    form = next(
        one
        for one in opened(client, row_of(act.pile, person))
        if filled_in.keys() <= one.fields.keys()
    )
    sent = {
        name: value
        for name, value in form.fields.items()
        if not name.startswith("_") or name in PRESSED
    }
    traces = AuditEntry.objects.filter(verb=act.verb, by=person)
    before = traces.count()
    assert not act.changed(world)
    assert client.post(form.action, sent | filled_in).status_code == 302
    assert act.changed(world)
    assert traces.count() == before + 1


def test_a_page_with_one_act_is_headed_by_it_and_has_one_button(client, world):
    asked = asked_sparring(world.network)
    client.force_login(world.sanne)
    page = client.get(reverse("admin:secretariat_sparringsession_change", args=[asked.pk]))
    html = page.content.decode()
    assert "<h1>Find en sparringspartner</h1>" in html
    assert 'name="_save"' in html
    assert 'name="_addanother"' not in html
    assert 'name="_continue"' not in html


def test_what_is_done_is_off_the_desk(client, world):
    asked_sparring(world.network)
    client.force_login(world.karen)
    row = row_of("oensker", world.karen)
    form = next(one for one in opened(client, row) if "chosen" in one.fields)
    sent = {name: value for name, value in form.fields.items() if not name.startswith("_")}
    client.post(form.action, sent | {"chosen": world.karen.pk})
    assert [one.key for one in desk_work(world.karen).piles] == ["tidspunkt"]


def test_where_only_somebody_else_can_act_the_row_is_a_letter_to_them(world):
    make_network(
        leader=world.mia, reference_leader=world.bo, consultant=world.karen, direction=False
    )
    with clock.set_to(ago(4)):
        make_result(world.network)
    timed_sparring(world.network, world.karen, ago(1), state="agreed")
    urls = {key: row_of(key, world.sanne).url for key in ("retning", "aftryk", "noter")}
    assert urls == {
        "retning": f"mailto:{world.bo.email}",
        "aftryk": f"mailto:{world.mia.email}",
        "noter": f"mailto:{world.karen.email}",
    }


def test_every_link_to_the_whole_list_opens_it_filtered(client, world, sanne):
    network = world.network
    for number in range(9):
        make_submitted(world.ali, title=f"Forslag {number}")
        asked_sparring(network)
        strand(a_letter(world.ali, f"nr. {number}"))
        seat(make_hold(world.karen, ago(1)), world.ali)
        timed_sparring(network, world.karen, ago(1), state="agreed")
        request_for(network)
    client.force_login(sanne)
    links = [url for pile in desk_work(sanne).piles for _label, url in pile.links]
    assert len(links) == 6
    for url in links:
        response = client.get(url)
        assert (response.status_code, response.context["cl"].result_count) == (200, 9), url


def test_the_list_of_networks_is_cut_as_the_piles_are(client, world, sanne):
    """Also a closed network is there when what it left has no receiver, and only looked at."""
    around = {"leader": world.mia, "reference_leader": world.bo, "consultant": world.karen}
    make_network(**around, direction=False, title="Uden retning")
    alone = make_network(**around, title="Uden leder")
    Membership.objects.filter(network=alone, person=world.mia).update(
        ended_at=clock.now(), ended_because="left"
    )
    closed = make_network(**around, title="Uden modtager")
    with clock.set_to(ago(4)):
        make_result(closed)
    Network.objects.filter(pk=closed.pk).update(status="closed", closed_at=clock.now())
    client.force_login(sanne)
    networks = reverse("admin:networks_network_changelist")

    def listed(asked: str) -> list[str]:
        found = client.get(networks + asked).context["cl"].result_list
        return sorted(one.title for one in found)

    assert listed("?mangler=retning") == ["Uden retning"]
    assert listed("?mangler=leder") == ["Uden leder"]
    assert listed("?mangler=modtager") == ["Uden modtager"]
    assert listed("?status=closed") == ["Uden modtager"]
    assert listed("") == sorted([world.network.title, "Uden leder", "Uden retning"])
    page = client.get(reverse("admin:networks_network_change", args=[closed.pk]))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
