"""The promise that the product stands on, proved by walking: who finds a shielded text anywhere.

Random marks are written into every shielded text; then every page that a reader can come to, by the
doors and by the links on them, is searched, with the log and the broker's messages.
"""

import logging
import re
import secrets
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from celery import Celery
from django.test import Client

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.mail import deliver_mail, queue_mail
from netvaerk.people.enums import MailState, Role
from netvaerk.people.models import OutboxMail, Person
from networks.actions.direction import acknowledge_direction
from networks.actions.membership import answer_join_request, ask_to_join
from networks.actions.proposal import submit_proposal, withdraw_proposal
from networks.actions.sharpening import comment_on_proposal, return_proposal
from networks.enums import Audience
from networks.models import (
    AlignmentNote,
    Direction,
    JoinRequest,
    LearningEntry,
    Promise,
    ProposalAnswer,
    ProposalComment,
)
from secretariat.actions.content import install_content
from secretariat.actions.nudge_answer import answer_nudge
from secretariat.actions.planner import gather_letters, plan_nudges
from secretariat.enums import Audience as NewsAudience
from secretariat.models import Announcement, NudgeRule, QuietPeriod, Snooze
from secretariat.queries.office import the_office
from tests.factories.networks import (
    answer_all,
    make_direction,
    make_draft,
    make_learning,
    open_round,
)
from tests.house.doors import doors
from tests.house.marked_room import mark_room, rewrite_room
from tests.house.marked_support import mark_support, rewrite_support
from tests.house.pages import Page, text_of
from tests.house.test_doors import path_of
from tests.house.world import World, build_world, person
from tests.networks.rooms import CHANGES_EVERY_TIME, as_seen

# Whoever is not of the network. Texts for the secretariat are read by those after the bar.
OUTSIDE = ["guest", "employee", "manager", "receiver", "chief", "reference", "root"]
SECRETARIAT = ["consultant", "lead"]
EVERYBODY = [*OUTSIDE, *SECRETARIAT]
MOST_PAGES = 2500
# A form that begins something new has a key of its own, one that ends something its moment.
NEW_EACH_TIME = re.compile(r'name="(form_key|laest)" value="[^"]*"')
UNTOLD = {"Expires", "Content-Length"}


@dataclass
class Marks:
    """What was written where, and who may read it all the same."""

    readers: dict[str, set[str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def new(self, place: str, *readers: str) -> str:
        mark = f"mrk{secrets.token_hex(6)}"
        self.places[mark], self.readers[mark] = place, set(readers)
        return mark

    def wrongly_in(self, text: str, role: str) -> list[str]:
        return [
            self.places[mark]
            for mark, readers in self.readers.items()
            if role not in readers and mark in text
        ]


@pytest.fixture
def marks() -> Marks:
    return Marks()


@pytest.fixture
def said(caplog) -> Any:
    """Everything that is logged, down to the debugging; SQL is not written to a log in earnest."""
    caplog.set_level(logging.DEBUG)
    for name in ("django.db.backends", "asyncio", "factory", "faker", "django.template"):
        caplog.set_level(logging.WARNING, logger=name)
    return caplog


@pytest.fixture
def rung(monkeypatch) -> list[tuple]:
    """The messages to the broker."""
    messages: list[tuple] = []
    monkeypatch.setattr(Celery, "send_task", lambda self, *said, **named: messages.append(said))
    return messages


@pytest.fixture
def world(db, said, rung, marks, django_capture_on_commit_callbacks) -> World:
    with django_capture_on_commit_callbacks(execute=True):
        world = build_world()
        write_everything(world, marks)
    deliver_mail()
    return world


def write_everything(world: World, marks: Marks) -> None:
    """A mark in every text that is not for everybody, written as people write them."""
    _learning(world, marks)
    _proposals(world, marks)
    _requests(world, marks)
    _direction(world, marks)
    mark_support(world, marks, [*SECRETARIAT, "root"])
    mark_room(world, marks, SECRETARIAT)
    _told(world, marks)
    _nudges(world)


def _learning(world: World, marks: Marks) -> None:
    for audience, readers in {Audience.NETWORK: (), Audience.SECRETARIAT: SECRETARIAT}.items():
        card = make_learning(world.network, by=world.people["member"], audience=audience)
        for name in ("believed", "saw", "learned", "therefore"):
            setattr(card, name, marks.new(f"{audience} card: {name}", *readers))
        card.save()


def _proposals(world: World, marks: Marks) -> None:
    open_round()
    author, consultant = world.people["member"], world.people["own"]
    draft = make_draft(author, title=marks.new("a draft's title"))
    draft.challenge = marks.new("a draft's challenge")
    draft.save()
    answer_all(draft, text=marks.new("a draft's answers"))
    given_up = make_draft(author, title=marks.new("a withdrawn draft's title"))
    answer_all(given_up, text=marks.new("a withdrawn draft's answers"))
    withdraw_proposal(by=author, proposal=given_up)
    staff = [*SECRETARIAT, "root"]
    for state in ("sent", "returned"):
        title = marks.new(f"a {state} proposal's title", *staff)
        proposal = make_draft(author, title=title)
        answer_all(proposal, text=marks.new(f"a {state} proposal's answers", *SECRETARIAT))
        proposal = submit_proposal(by=author, proposal=proposal)
        said = marks.new(f"a comment on a {state} proposal", *SECRETARIAT)
        comment_on_proposal(by=consultant, proposal=proposal, question=None, text=said)
        if state == "returned":
            asked = marks.new("what a proposal was returned with", *SECRETARIAT)
            return_proposal(by=consultant, proposal=proposal, text=asked)
    before_chiefs = world.arguments["proposal_id"]
    remark = marks.new("a comment on what lies before the chiefs", *SECRETARIAT)
    ProposalComment.objects.create(proposal_id=before_chiefs, author=consultant, text=remark)


def _requests(world: World, marks: Marks) -> None:
    network, leader = world.network, world.people["leader"]
    asker, answered = person("asker2", Role.EMPLOYEE), person("asker3", Role.EMPLOYEE)
    ask_to_join(by=asker, network=network, sentence=marks.new("a join request"))
    sentence = marks.new("a join request that was answered")
    request = ask_to_join(by=answered, network=network, sentence=sentence)
    answer = marks.new("the answer to a join request")
    answer_join_request(by=leader, request=request, is_welcome=False, answer=answer)
    letter = Letter(marks.new("a letter's subject"), [marks.new("a letter's text")], "Derfor")
    queue_mail(to=asker, cause="marked", kind="marked", letter=letter)


def _direction(world: World, marks: Marks) -> None:
    readers = ["chief", "reference", *SECRETARIAT]
    words = {
        name: marks.new(f"an unshared direction: {name}", *readers)
        for name in ("why", "is_open", "is_fixed", "chiefs_will")
    }
    direction = make_direction(world.network, is_shared=False, **words)
    acknowledge_direction(
        by=world.people["leader"],
        network=world.network,
        version=direction.version,
        understanding=marks.new("the understanding of an unshared direction", *readers),
    )


def _nudges(world: World) -> None:
    """Every rule asks at once, and everything asked is sent: on a morning when the office opens."""
    install_content()
    QuietPeriod.objects.all().delete()
    on = {"is_on": True, "looked_at": clock.now(), "active_from": "2020-01-01"}
    NudgeRule.objects.update(**on, delay_days=0)
    opening = the_office().next_opening(clock.now() + timedelta(days=1))
    with clock.set_to(opening - timedelta(hours=1)):
        plan_nudges()
    with clock.set_to(opening + timedelta(hours=1)):
        gather_letters()
        deliver_mail()
    assert OutboxMail.objects.filter(kind="nudge", state=MailState.SENT).exists()
    request = JoinRequest.objects.pending().first()
    answer_nudge(
        by=world.people["leader"],
        rule="join_request_unanswered",
        subject=str(request.pk),
        answer="ikke-nu",
    )


def _told(world: World, marks: Marks) -> None:
    """What is promised to the network, told to the secretariat, and said to it in confidence."""
    promised = marks.new("a chief's promise", "chief", "reference", *SECRETARIAT)
    Promise.objects.update(text=promised)
    AlignmentNote.objects.update(
        reason=marks.new("a chief's note", "chief", "reference", *SECRETARIAT),
        answer=marks.new("the answer to a chief's note", "chief", "reference", *SECRETARIAT),
        answered_at=clock.now(),
        answered_by=world.people["leader"],
    )
    Announcement.objects.update(
        title=marks.new("the title of an announcement to the secretariat", *SECRETARIAT, "root"),
        text=marks.new("an announcement to the secretariat", *SECRETARIAT),
        audience=NewsAudience.SECRETARIAT,
    )
    Snooze.objects.update(word=marks.new("why it is not relevant", *SECRETARIAT))


def reader(world: World, role: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[role])
    return client


def start_of(world: World, role: str) -> list[str]:
    """Every door; and every object that there is, whether or not a link leads to it."""
    found = [path_of(door, world) for door in doors() if not door.name.startswith("/")]
    found += [f"/post/{pk}/" for pk in OutboxMail.objects.values_list("pk", flat=True)]
    proposals = {*ProposalAnswer.objects.values_list("proposal_id", flat=True)}
    for pk in proposals:
        found += [f"/forslag/{pk}/{page}" for page in ("", "rediger/", "rediger/1/")]
        found += [f"/admin/networks/proposal/{pk}/{page}" for page in ("change/", "history/")]
    return found


def walk(client: Client, start: list[str]) -> dict[str, str]:
    """Address → the answer's text, for all that one comes to; links of a query one step deep."""
    answers: dict[str, str] = {}
    waiting, seen = deque(start), set(start)
    while waiting:
        address = waiting.popleft()
        assert len(answers) < MOST_PAGES, "the walk does not end"
        response = client.get(address)
        text = NEW_EACH_TIME.sub("", CHANGES_EVERY_TIME.sub("", text_of(response)))
        # Neither the moment of the answer nor how well a file packs is something that it tells.
        heads = {name: said for name, said in response.headers.items() if name not in UNTOLD}
        answers[address] = f"{response.status_code} {heads} {text}"
        if "html" not in response.headers.get("Content-Type", ""):
            continue
        for link in Page(address, text).links - seen:
            is_far = urlsplit(address).query and urlsplit(link).query
            if not is_far and "/static/" not in link and "/logout/" not in link:
                seen.add(link)
                waiting.append(link)
    return answers


@pytest.mark.parametrize("role", EVERYBODY)
def test_no_page_shows_what_is_not_for_its_reader(world, marks, role):
    answers = walk(reader(world, role), start_of(world, role))
    found = {
        address: places
        for address, text in answers.items()
        if (places := marks.wrongly_in(text, role))
    }
    assert found == {}
    assert {answer[:3] for answer in answers.values()} <= {"200", "302", "401", "403", "404", "405"}


def test_the_walk_finds_what_is_there(world, marks):
    """The walk itself is tried: a member comes to the shielded cards."""
    text = " ".join(walk(reader(world, "member"), start_of(world, "member")).values())
    unread = {marks.places[mark] for mark in marks.readers if mark not in text}
    assert {place for place in unread if "card" in place or "draft" in place} == set()


@pytest.mark.parametrize("role", ["guest", "employee", "chief", "lead"])
def test_no_search_answers_to_what_is_not_for_its_reader(world, marks, role):
    """A search for a shielded word is answered as one for a word that nobody has written."""
    client, nowhere, told = reader(world, role), f"mrk{secrets.token_hex(6)}", []
    for address, name in _searches(client, world, role):
        empty = client.get(address, {name: nowhere})
        for mark, readers in marks.readers.items():
            found = client.get(address, {name: mark})
            if role not in readers and _without(found, mark) != _without(empty, nowhere):
                told.append((address, name, marks.places[mark]))
    assert told == []


def _searches(client: Client, world: World, role: str) -> set[tuple[str, str]]:
    """Each text field of a form that asks with GET, and what htmx asks as one types."""
    found = {("/personer/", "q")}
    for door in doors():
        address = path_of(door, world)
        page = Page(address, text_of(client.get(address)))
        for form in page.forms:
            if form.method == "get" and not parse_qs(urlsplit(form.action).query):
                found |= {(form.action, name) for name in form.fields if name in {"q", "ord"}}
    return found


def _without(response: Any, word: str) -> str:
    return f"{response.status_code} {as_seen(response.content).replace(word, '')}"


def test_neither_log_nor_broker_hears_a_word(world, marks, said, rung):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(world.people["chief"])
    for mark in marks.readers:
        strict.post(f"/netvaerk/{world.network.slug}/laering/nyt/", {"learned": mark})
        strict.get("/netvaerk/", {"ord": mark})
    heard = said.text + repr(rung)
    assert [place for mark, place in marks.places.items() if mark in heard] == []
    assert rung
    assert all(len(message) == 1 for message in rung), "a message is a task's name and no more"


def test_shielded_text_changes_nothing_for_a_chief(world):
    """Two databases that differ in shielded text alone give a chief the same bytes."""
    chiefs = {role: reader(world, role) for role in ("chief", "reference")}
    start = {role: start_of(world, role) for role in chiefs}
    before = {role: walk(client, start[role]) for role, client in chiefs.items()}
    rewrite_what_is_shielded()
    after = {role: walk(client, start[role]) for role, client in chiefs.items()}
    assert {role: differing(before[role], after[role]) for role in chiefs} == {
        role: [] for role in chiefs
    }


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """A card that is being written and a promise have a key in their address too: left out."""
    return [
        address
        for address in sorted(before.keys() | after.keys())
        if before.get(address) != after.get(address) and not address.endswith(("/nyt/", "/loefte/"))
    ]


def rewrite_what_is_shielded() -> None:
    other = "Noget helt andet, og meget længere. " * 9
    cards = LearningEntry.objects.exclude(audience=Audience.EMPLOYEES)
    cards.update(believed=other, saw=other, learned=other, therefore=other)
    ProposalComment.objects.update(text=other)
    JoinRequest.objects.update(sentence=other[:300], answer=other[:300])
    chiefs = Person.objects.chiefs()
    letters = OutboxMail.objects.exclude(recipient__in=chiefs)
    letters.update(subject=other[:200], text=other, html=other)
    rewrite_support(other)
    rewrite_room(other)
    unseen = ProposalAnswer.objects.exclude(
        proposal__status__in=["forwarded", "accepted", "parked", "rejected"]
    )
    unseen.update(text=other)


def test_an_unshared_understanding_changes_nothing_for_an_employee(world):
    client, start = reader(world, "employee"), start_of(world, "employee")
    before = walk(client, start)
    Direction.objects.filter(is_shared=False).update(understanding="Noget andet", why="Andet")
    assert differing(before, walk(client, start)) == []


def test_a_person_is_a_person(world):
    """The roles of this walk are what they say: nobody outside sits in the network."""
    inside = set(world.network.memberships.current().values_list("person", flat=True))
    assert not inside & {world.people[role].pk for role in EVERYBODY}
    assert Person.objects.get(pk=world.people["chief"].pk).is_chief
