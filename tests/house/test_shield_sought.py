"""Nobody finds, counts or senses by a word what they may not read, wherever words are sought."""

import secrets
from functools import partial
from typing import Any

import pytest

from networks.models import Proposal
from tests.factories.networks import make_draft
from tests.house.marked import EVERYBODY, Marks
from tests.house.walks import HANDED_OUT, answer_of, reader, searches

HTMX = {"HX-Request": "true"}
EVERYBODYS = {("/soeg/", "q"), ("/laering/", "q")}
TYPED = {*EVERYBODYS, ("/netvaerk/", "ord")}


def without(response: Any, word: str) -> str:
    return answer_of(response).replace(word, "")


def unread(marks: Marks, role: str) -> dict[str, str]:
    return {mark: marks.places[mark] for mark, who in marks.readers.items() if role not in who}


def nowhere() -> str:
    return f"mrk{secrets.token_hex(6)}"


@pytest.mark.parametrize("role", EVERYBODY)
def test_no_search_answers_to_what_is_not_for_its_reader(marked, marks, role):
    """A search for a shielded word is answered as one for a word that nobody has written."""
    client, no_word, told = reader(marked, role), nowhere(), []
    places = searches(client, marked)
    assert places >= EVERYBODYS
    for address, name in places:
        empty = without(client.get(address, {name: no_word}), no_word)
        for mark, place in unread(marks, role).items():
            if without(client.get(address, {name: mark}), mark) != empty:
                told.append((address, name, place))
    assert told == []


@pytest.mark.parametrize("role", ["guest", "employee", "chief"])
def test_no_search_answers_while_one_types_nor_as_a_file(marked, marks, role):
    """The part that htmx fetches, and the list that is taken along as it was narrowed."""
    client, no_word, told = reader(marked, role), nowhere(), []
    asks = [partial(client.get, f"{address}?{name}=", headers=HTMX) for address, name in TYPED]
    asks += [partial(client.post, "/netvaerk/?ord=", {"hent": kind}) for kind in HANDED_OUT]
    for ask in asks:
        empty = without(_asked(ask, no_word), no_word)
        for mark, place in unread(marks, role).items():
            if without(_asked(ask, mark), mark) != empty:
                told.append((*ask.args, place))
    assert told == []


def _asked(ask: partial, word: str) -> Any:
    address, *form = ask.args
    return ask.func(address + word, *form, **ask.keywords)


@pytest.mark.parametrize("role", ["employee", "chief", "lead"])
def test_nothing_shielded_lies_beside_a_proposal_that_is_written(marked, marks, role):
    """Whoever writes a shielded word in a draft is shown what one who writes any other is."""
    client, no_word = reader(marked, role), nowhere()
    draft = make_draft(marked.people[role], challenge="Hvem?")
    beside = {}
    for mark in (no_word, *unread(marks, role)):
        Proposal.objects.filter(pk=draft.pk).update(title=mark)
        beside[mark] = without(client.get(f"/forslag/{draft.pk}/rediger/1/?lignende=1"), mark)
    differs = {marks.places[mark] for mark, text in beside.items() if text != beside[no_word]}
    assert beside[no_word].startswith("200")
    assert differs == set()
