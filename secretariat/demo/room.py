"""What happened inside the rooms: assumptions, people from outside, meetings."""

import re
import uuid
from datetime import date, time, timedelta
from typing import Any

from networks.actions.assumption import settle_assumption, write_assumption
from networks.actions.invitation import invite_into_network, remind_invited
from networks.actions.invitation_answer import (
    accept_network_invitation,
    decline_network_invitation,
)
from networks.actions.learning import record_learning
from networks.actions.lifecycle import begin_subnetwork, renew_network
from networks.actions.meeting import call_meeting, reply_to_meeting
from networks.actions.trial import note_trial, plan_trial
from networks.enums import LearningKind, MeetingAnswer
from networks.models import Assumption, Meeting, Network, NetworkInvitation, Trial
from secretariat.demo.agreements import tell_agreement
from secretariat.demo.networks import ask, learn, welcome
from secretariat.demo.story import Story
from secretariat.demo.timeline import Timeline, after_weekend, at, before_weekend

Row = dict[str, Any]
MEETS_AT, MEETS_FOR = time(15), timedelta(hours=2)
CARD = ("believed", "saw", "learned", "therefore", "audience")


def tell_rooms(story: Story, timeline: Timeline) -> None:
    for network in story.text["network"]:
        room = story.rooms.get(network["key"], {})
        for row in room.get("assumption", []):
            _tell_assumption(story, timeline, network["key"], row)
        for row in room.get("invitation", []):
            _tell_invitation(story, timeline, network["key"], row)
        for row in room.get("meeting", []):
            _tell_meeting(story, timeline, network["key"], row)
        for row in room.get("subnetwork", []):
            _tell_below(story, timeline, network["key"], row)
        for row in room.get("renewal", []):
            timeline.ago(row["days_ago"], _renew, story=story, key=network["key"], row=row)


def _tell_assumption(story: Story, timeline: Timeline, key: str, row: Row) -> None:
    timeline.ago(row["days_ago"], _assume, story=story, key=key, row=row)
    for trial in row.get("trial", []):
        planned_on = trial["days_ago"] + 2
        timeline.ago(planned_on, _plan, story=story, key=key, row=row, trial=trial)
        if trial["saw"]:
            timeline.ago(trial["seen_days_ago"], _note, story=story, row=row, trial=trial)
    for outcome in row.get("outcome", []):
        timeline.ago(outcome["days_ago"], _settle, story=story, row=row, outcome=outcome)


def _assume(story: Story, key: str, row: Row) -> None:
    network = story.networks[key]
    lifted = None
    if "lifted" in row and network.proposal:
        lifted = network.proposal.answers.get(question=row["lifted"])
    names = ("sentence", "held_by", "weight", "certainty", "would_show", "audience")
    write_assumption(
        by=story.people[row["by"]],
        network=network,
        form_key=uuid.uuid4(),
        lifted_from=lifted,
        **{name: row[name] for name in names},
    )


def _found(row: Row) -> Assumption:
    return Assumption.objects.get(sentence=row["sentence"])


def _plan(story: Story, key: str, row: Row, trial: Row) -> None:
    plan_trial(
        by=story.people[trial["by"]],
        assumption=_found(row),
        form_key=uuid.uuid4(),
        what=trial["what"],
        who=trial["who"],
        on=before_weekend(story.today - timedelta(days=trial["days_ago"])),
    )


def _note(story: Story, row: Row, trial: Row) -> None:
    planned = Trial.objects.get(assumption=_found(row), what=trial["what"])
    by = story.people[trial["by"]]
    note_trial(by=by, trial=planned, based_on=planned.version, saw=trial["saw"])


def _settle(story: Story, row: Row, outcome: Row) -> None:
    assumption = _found(row)
    settle_assumption(
        by=story.people[outcome["by"]],
        assumption=assumption,
        based_on=assumption.version,
        outcome=outcome["outcome"],
        outcome_words=outcome["words"],
    )


def _tell_invitation(story: Story, timeline: Timeline, key: str, row: Row) -> None:
    timeline.ago(row["days_ago"], _invite, story=story, key=key, row=row)
    if "reminded_days_ago" in row:
        timeline.ago(row["reminded_days_ago"], remind_invited)
    if "answer" in row:
        timeline.ago(row["answered_days_ago"], _answer, story=story, row=row)


def _invite(story: Story, key: str, row: Row) -> None:
    invite_into_network(
        by=story.people[row["by"]],
        network=story.networks[key],
        form_key=uuid.uuid4(),
        addresses=[row["email"]],
        stakeholder_kind=story.voices[row["kind"]],
        asks_until=story.today + timedelta(days=row["until_days_ahead"]),
        **{name: row[name] for name in ("words", "why_you", "asks_hours")},
    )


def _answer(story: Story, row: Row) -> None:
    """With the key from the letter, as anybody does."""
    invitation = NetworkInvitation.objects.get(email=row["email"])
    key = re.search(r"/invitation/netvaerk/([\w-]+)", invitation.letter.text)
    given = {"by": None, "invitation": invitation, "token": key[1], "words": row["answer_words"]}
    if row["answer"] == "no":
        decline_network_invitation(**given)
    else:
        names = story.rooms["guest"][row["guest"]]
        story.people[row["guest"]] = accept_network_invitation(**given, **names)


def _tell_meeting(story: Story, timeline: Timeline, key: str, row: Row) -> None:
    day = _day_of(story, row)
    timeline.ago(row["called_days_ago"], _call, story=story, key=key, row=row, day=day)
    if "note" in row:
        timeline.on(day + timedelta(days=1), _note_meeting, story=story, key=key, row=row)


def _day_of(story: Story, row: Row) -> date:
    if "days_ahead" in row:
        return after_weekend(story.today + timedelta(days=row["days_ahead"]))
    return before_weekend(story.today - timedelta(days=row["days_ago"]))


def _call(story: Story, key: str, row: Row, day: date) -> None:
    meeting = call_meeting(
        by=story.people[row["by"]],
        network=story.networks[key],
        form_key=uuid.uuid4(),
        question=row["question"],
        begins_at=at(day, MEETS_AT),
        ends_at=at(day, MEETS_AT) + MEETS_FOR,
        place=row["place"],
        link="",
    )
    for answer in (MeetingAnswer.YES, MeetingAnswer.NO):
        for name in row.get(answer.value, []):
            reply_to_meeting(by=story.people[name], meeting=meeting, answer=answer)


def _note_meeting(story: Story, key: str, row: Row) -> None:
    record_learning(
        by=story.people[row["note"]["by"]],
        network=story.networks[key],
        form_key=uuid.uuid4(),
        kind=LearningKind.MEETING,
        meeting=Meeting.objects.get(network=story.networks[key], question=row["question"]),
        **{name: row["note"][name] for name in CARD},
    )


def _renew(story: Story, key: str, row: Row) -> None:
    network = story.networks[key]
    until = story.today + timedelta(days=row["days_ahead"])
    renew_network(by=network.leader, network=network, until=until, why=row["why"])


def _tell_below(story: Story, timeline: Timeline, key: str, row: Row) -> None:
    """A sub-network, its people and what it has learned."""
    timeline.ago(row["days_ago"], _begin_below, story=story, key=key, row=row)
    for number, name in enumerate(row["members"]):
        given = {"story": story, "row": row, "name": name, "number": number}
        timeline.ago(row["days_ago"] - 4, ask, **given)
        timeline.ago(row["days_ago"] - 6, welcome, **given)
        tell_agreement(story, timeline, row["key"], name, days_ago=row["days_ago"] - 8)
    tell_agreement(story, timeline, row["key"], row["leader"], days_ago=row["days_ago"] - 8)
    for card in row["learning"]:
        timeline.ago(card["days_ago"], learn, story=story, row=row, card=card)


def _begin_below(story: Story, key: str, row: Row) -> None:
    parent = story.networks[key]
    begin_subnetwork(
        by=parent.leader,
        network=parent,
        title=row["title"],
        challenge=row["challenge"],
        leader=story.people[row["leader"]],
    )
    story.networks[row["key"]] = Network.objects.get(parent=parent, title=row["title"])
