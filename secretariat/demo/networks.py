"""How each network went: support, direction, people, phases, learning."""

import uuid
from datetime import date, time, timedelta
from typing import Any

from networks.actions.direction import acknowledge_direction, write_direction
from networks.actions.establishment import assign_co_driver, assign_consultant
from networks.actions.learning import record_learning
from networks.actions.membership import answer_join_request, ask_to_join, edit_room
from networks.actions.phase import move_phase
from networks.actions.promise import answer_promise, make_promise
from networks.models import Promise
from networks.permissions.network import is_member
from offerings.actions.offering import assign_offering
from secretariat.actions.sparring import assign_sparring
from secretariat.actions.sparring_note import log_sparring
from secretariat.demo.proposals import tell_decided
from secretariat.demo.story import Story
from secretariat.demo.timeline import Timeline, after_weekend, at, before_weekend
from secretariat.enums import SparringState
from secretariat.models import SparringFormat, SparringSession

LEAD = "sanne"  # assigns consultants, co-drivers and sparring
CONSULTANT_AFTER_DAYS = 3
ASKED_BEFORE_DAYS = 2
SPARRING_HOURS = [time(10), time(13, 30), time(9)]


def tell_networks(story: Story, timeline: Timeline) -> None:
    for row in story.text["network"]:
        tell_decided(story, timeline, row)
        _tell_support(story, timeline, row)
        _tell_direction(story, timeline, row)
        _tell_people(story, timeline, row)
        for change in row.get("phase_change", []):
            timeline.ago(change["days_ago"], _move, story=story, row=row, change=change)
        for promise in row.get("promise", []):
            _tell_promise(story, timeline, row, promise)
        for card in row.get("learning", []):
            timeline.ago(card["days_ago"], learn, story=story, row=row, card=card)


def _tell_support(story: Story, timeline: Timeline, row: dict[str, Any]) -> None:
    given_on = row["decided_days_ago"] - CONSULTANT_AFTER_DAYS
    if "consultant" in row:
        timeline.ago(given_on, _give_consultant, story=story, row=row)
    if "co_driver" in row:
        timeline.ago(given_on - 2, _give_co_driver, story=story, row=row)
    for number, session in enumerate(row.get("sparring", [])):
        day = timeline.today + timedelta(days=session["days_from_now"])
        is_ahead = session["days_from_now"] > 0
        day = after_weekend(day) if is_ahead else before_weekend(day)
        arranged_on = timeline.today - timedelta(days=3) if is_ahead else day - timedelta(days=10)
        given = {"story": story, "row": row, "session": session, "day": day, "number": number}
        timeline.on(arranged_on, _arrange_sparring, **given)
        if not is_ahead:
            timeline.on(after_weekend(day + timedelta(days=1)), _log_sparring, **given)
    for offering in row.get("offering", []):
        timeline.ago(offering["days_ago"], _give_offering, story=story, row=row, given=offering)


def _tell_direction(story: Story, timeline: Timeline, row: dict[str, Any]) -> None:
    for version, name in enumerate(["direction", "new_direction"], start=1):
        if words := row.get(name):
            given = {"story": story, "row": row, "words": words, "version": version}
            timeline.ago(words["days_ago"], _direct, **given)
            if "understanding" in words:
                timeline.ago(words["understood_days_ago"], _understand, **given)


def _tell_people(story: Story, timeline: Timeline, row: dict[str, Any]) -> None:
    timeline.ago(row["decided_days_ago"], _open_door, story=story, row=row, is_open=True)
    members = row.get("member", [])
    for number, member in enumerate(members):
        given = {"story": story, "row": row, "name": member["person"], "number": number}
        timeline.ago(member["days_ago"] + ASKED_BEFORE_DAYS, ask, **given)
        timeline.ago(member["days_ago"], welcome, **given)
    for wish in row.get("join_request", []):
        given = {"name": wish["person"], "sentence": wish["sentence"]}
        timeline.ago(wish["days_ago"], ask, story=story, row=row, number=0, **given)
    if not row["open_for_members"]:
        last = min(member["days_ago"] for member in members)
        timeline.ago(last - 1, _open_door, story=story, row=row, is_open=False)


def _tell_promise(
    story: Story, timeline: Timeline, row: dict[str, Any], promise: dict[str, Any]
) -> None:
    timeline.ago(promise["days_ago"], _promise, story=story, row=row, promise=promise)
    if "outcome" in promise:
        timeline.ago(promise["answered_days_ago"], _answer_promise, story=story, promise=promise)


def _promise(story: Story, row: dict[str, Any], promise: dict[str, Any]) -> None:
    make_promise(
        by=story.people[promise["by"]],
        network=story.networks[row["key"]],
        form_key=uuid.uuid4(),
        text=promise["text"],
    )


def _answer_promise(story: Story, promise: dict[str, Any]) -> None:
    answer_promise(
        by=story.people[promise["by"]],
        promise=Promise.objects.get(text=promise["text"]),
        outcome=promise["outcome"],
        answer=promise["answer"],
    )


def _give_consultant(story: Story, row: dict[str, Any]) -> None:
    assign_consultant(
        by=story.people[LEAD],
        network=story.networks[row["key"]],
        consultant=story.people[row["consultant"]],
    )


def _give_co_driver(story: Story, row: dict[str, Any]) -> None:
    assign_co_driver(
        by=story.people[LEAD],
        network=story.networks[row["key"]],
        co_driver=story.people[row["co_driver"]],
    )


def _arrange_sparring(
    story: Story, row: dict[str, Any], session: dict[str, Any], day: date, number: int
) -> None:
    assign_sparring(
        by=story.people[LEAD],
        network=story.networks[row["key"]],
        format=SparringFormat.objects.get(key=session.get("format", "konsulent")),
        partner=story.people[session["with"]],
        question=session["question"],
        takes_place_at=at(day, SPARRING_HOURS[number % len(SPARRING_HOURS)]),
    )


def _log_sparring(
    story: Story, row: dict[str, Any], session: dict[str, Any], day: date, number: int
) -> None:
    partner = story.people[session["with"]]
    held = SparringSession.objects.get(
        network=story.networks[row["key"]], partner=partner, question=session["question"]
    )
    log_sparring(
        by=partner, session=held, outcome=SparringState.HELD, sentence=session.get("note", "")
    )


def _give_offering(story: Story, row: dict[str, Any], given: dict[str, Any]) -> None:
    assign_offering(
        by=story.people[row.get("consultant", LEAD)],
        network=story.networks[row["key"]],
        offering=story.offerings[given["offering"]],
        note=given["note"],
    )


def _direct(story: Story, row: dict[str, Any], words: dict[str, Any], version: int) -> None:
    write_direction(
        by=story.people[row["reference_leader"]],
        network=story.networks[row["key"]],
        based_on=version - 1,
        why=words["why"],
        is_open=words["is_open"],
        is_fixed=words["is_fixed"],
        chiefs_will=words["chiefs_will"],
        is_shared=words["shared"],
        themes=[story.themes[key] for key in words["themes"]],
    )


def _understand(story: Story, row: dict[str, Any], words: dict[str, Any], version: int) -> None:
    acknowledge_direction(
        by=story.people[row["leader"]],
        network=story.networks[row["key"]],
        version=version,
        understanding=words["understanding"],
    )


def _open_door(story: Story, row: dict[str, Any], is_open: bool) -> None:
    edit_room(
        by=story.people[row["leader"]],
        network=story.networks[row["key"]],
        is_open_for_members=is_open,
        wanted=row.get("wanted", ""),
    )


def ask(story: Story, row: dict[str, Any], name: str, number: int, sentence: str = "") -> None:
    """Those who wrote the proposal are in already."""
    person, network = story.people[name], story.networks[row["key"]]
    sentences = story.text["membership"]["sentences"]
    if not is_member(person, network):
        sentence = sentence or sentences[(number + len(row["key"])) % len(sentences)]
        ask_to_join(by=person, network=network, sentence=sentence)


def welcome(story: Story, row: dict[str, Any], name: str, number: int) -> None:
    network, answers = story.networks[row["key"]], story.text["membership"]["answers"]
    for request in network.join_requests.pending().filter(person=story.people[name]):
        answer_join_request(
            by=story.people[row["leader"]],
            request=request,
            is_welcome=True,
            answer=answers[number % len(answers)],
        )


def _move(story: Story, row: dict[str, Any], change: dict[str, Any]) -> None:
    move_phase(
        by=story.people[row["leader"]],
        network=story.networks[row["key"]],
        to=story.phases[change["to"]],
        sentence=change["sentence"],
    )


def learn(story: Story, row: dict[str, Any], card: dict[str, Any]) -> None:
    record_learning(
        by=story.people[card["by"]],
        network=story.networks[row["key"]],
        form_key=uuid.uuid4(),
        **{name: card[name] for name in ("believed", "saw", "learned", "therefore", "audience")},
    )
