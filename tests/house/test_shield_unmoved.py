"""Two databases that differ in shielded text alone give a reader the same bytes everywhere."""

import pytest
from django.test import Client

from netvaerk import clock
from tests.house.marked import rewrite_what_is_shielded
from tests.house.walks import (
    answer_of,
    differing,
    other_system,
    post_everywhere,
    reader,
    searches,
    start_of,
    walk,
)

# What stands in one of the two databases, in both, and in neither.
SOUGHT = ["helt andet", "noget", "Vi", "netværk", "xylofon"]


def everything(client: Client, world, start: list[str], words: list[str]) -> dict[str, str]:
    """Pages, feeds, what words are answered with, and every file."""
    answers = walk(client, start) | post_everywhere(client, world)
    for address, name in searches(client, world):
        for word in words:
            answers[f"{address} {name}={word}"] = answer_of(client.get(address, {name: word}))
    return answers


@pytest.mark.parametrize("role", ["employee", "chief", "reference"])
def test_shielded_text_changes_nothing_for_its_reader(marked, marks, role):
    client, words = reader(marked, role), [*SOUGHT, *list(marks.places)[::9]]
    start = start_of(marked, role)
    with clock.set_to(clock.now()):
        before = everything(client, marked, start, words)
        rewrite_what_is_shielded(marked.people[role])
        after = everything(client, marked, start, words)
    assert differing(before, after) == []


def test_shielded_text_changes_nothing_for_another_system(marked):
    system, slug = other_system(marked), marked.network.slug
    start = [f"/api/v1/{door}" for door in ("networks", f"networks/{slug}", "phases", "offerings")]
    before = walk(system, start)
    rewrite_what_is_shielded(marked.people["employee"])
    assert differing(before, walk(system, start)) == []
