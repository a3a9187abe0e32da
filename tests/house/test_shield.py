"""The promise that the product stands on, proved by walking: who finds a shielded text anywhere.

Random marks are written into every shielded text; then every page that a reader can come to, by the
doors and by the links on them, and every file that is handed out, is searched, with the log and the
broker's messages.
"""

import pytest
from django.test import Client

from netvaerk.people.models import Person
from tests.house.marked import EVERYBODY
from tests.house.walks import other_system, post_everywhere, reader, start_of, walk

ANSWERS = {"200", "302", "401", "403", "404", "405"}


def wrongly_shown(answers: dict[str, str], marks, role: str) -> dict[str, list[str]]:
    return {
        address: places
        for address, text in answers.items()
        if (places := marks.wrongly_in(text, role))
    }


@pytest.mark.parametrize("role", EVERYBODY)
def test_no_page_shows_what_is_not_for_its_reader(marked, marks, role):
    answers = walk(reader(marked, role), start_of(marked, role))
    assert wrongly_shown(answers, marks, role) == {}
    assert {answer[:3] for answer in answers.values()} <= ANSWERS


@pytest.mark.parametrize("role", EVERYBODY)
def test_no_file_and_no_answer_to_a_form_shows_what_is_not_for_its_reader(marked, marks, role):
    answers = post_everywhere(reader(marked, role), marked)
    assert wrongly_shown(answers, marks, role) == {}
    assert {answer[:3] for answer in answers.values()} <= {*ANSWERS, "422"}


def test_no_other_system_reads_what_is_not_for_every_employee(marked, marks):
    system = other_system(marked)
    slug = marked.network.slug
    doors = ["networks", f"networks/{slug}", "phases", "offerings", "openapi.json"]
    answers = walk(system, [f"/api/v1/{door}" for door in doors])
    assert wrongly_shown(answers, marks, "") == {}
    assert {answer[:3] for answer in answers.values()} == {"200"}
    assert slug in answers["/api/v1/networks"]


def test_the_walk_finds_what_is_there(marked, marks):
    """The walk itself is tried: a member comes to the shielded cards."""
    client = reader(marked, "member")
    unread = marks.not_in(walk(client, start_of(marked, "member")))
    assert {place for place in unread if "card" in place or "draft" in place} == set()


def test_what_is_handed_out_is_found(marked, marks):
    """In every kind of file: a member takes the shielded cards along."""
    answers = post_everywhere(reader(marked, "member"), marked)
    slug = marked.network.slug
    for file in (f"/netvaerk/{slug}/laering/ csv", f"/netvaerk/{slug}/laering/ xlsx"):
        unread = marks.not_in({file: answers[file]})
        assert {place for place in unread if "card: " in place} == set()
    assert {file for file, text in answers.items() if "mrk" in text and "/pdf" in text} != set()


def test_neither_log_nor_broker_hears_a_word(marked, marks, said, rung):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(marked.people["chief"])
    for mark in marks.readers:
        strict.post(f"/netvaerk/{marked.network.slug}/laering/nyt/", {"learned": mark})
        strict.get("/netvaerk/", {"ord": mark})
    heard = said.text + repr(rung)
    assert [place for mark, place in marks.places.items() if mark in heard] == []
    assert rung
    assert all(len(message) == 1 for message in rung), "a message is a task's name and no more"


def test_a_person_is_a_person(marked):
    """The roles of this walk are what they say: nobody outside sits in the network."""
    inside = set(marked.network.memberships.current().values_list("person", flat=True))
    assert not inside & {marked.people[role].pk for role in EVERYBODY}
    assert Person.objects.get(pk=marked.people["chief"].pk).is_chief
