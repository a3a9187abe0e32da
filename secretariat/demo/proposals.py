"""How each proposal came about: begun, answered, sent, talked through, decided."""

from datetime import date, timedelta
from typing import Any

from networks.actions.decision import decide_proposal
from networks.actions.proposal import begin_proposal, save_answer, save_outline, submit_proposal
from networks.actions.sharpening import comment_on_proposal, forward_proposal, return_proposal
from networks.enums import DecisionOutcome
from networks.models import Network, Proposal, Question, ThemeRound
from secretariat.demo.rounds import deadline_before
from secretariat.demo.story import Story, key_of
from secretariat.demo.timeline import Timeline

DRAFT_IS_DAYS_OLD = 5


def tell_proposals(story: Story, timeline: Timeline) -> None:
    """Those that have not become a network (yet)."""
    for row in story.text["proposal"]:
        PATHS[row["state"]](story, timeline, row)


def tell_decided(story: Story, timeline: Timeline, row: dict[str, Any]) -> None:
    """One that became the network of the same row."""
    decided_on = timeline.today - timedelta(days=row["decided_days_ago"])
    _until_decision(story, timeline, row, decided_on)
    timeline.on(decided_on, _say_yes, story=story, row=row)


def _until_decision(story: Story, timeline: Timeline, row: dict[str, Any], day: date) -> None:
    # Most send it in the last fortnight, not all on the same day.
    sent_on = deadline_before(day) - timedelta(days=3 + len(row["title"]) % 11)
    _write(story, timeline, row, finished_on=sent_on)
    timeline.on(sent_on, _submit, story=story, row=row)
    _talk_and_forward(story, timeline, row, on=sent_on + timedelta(days=9))


def _draft(story: Story, timeline: Timeline, row: dict[str, Any]) -> None:
    finished_on = timeline.today - timedelta(days=DRAFT_IS_DAYS_OLD)
    _write(story, timeline, row, finished_on=finished_on)


def _submitted(story: Story, timeline: Timeline, row: dict[str, Any]) -> None:
    sent_on = timeline.today - timedelta(days=row["days_ago"])
    _write(story, timeline, row, finished_on=sent_on)
    timeline.on(sent_on, _submit, story=story, row=row)


def _returned(story: Story, timeline: Timeline, row: dict[str, Any]) -> None:
    _submitted(story, timeline, {**row, "days_ago": row["days_ago"] + 6})
    timeline.ago(row["days_ago"], _comment, story=story, row=row)
    timeline.ago(row["days_ago"], _return, story=story, row=row)


def _forwarded(story: Story, timeline: Timeline, row: dict[str, Any]) -> None:
    _submitted(story, timeline, {**row, "days_ago": row["days_ago"] + 8})
    forwarded_on = timeline.today - timedelta(days=row["days_ago"])
    _talk_and_forward(story, timeline, row, on=forwarded_on)


def _parked(story: Story, timeline: Timeline, row: dict[str, Any]) -> None:
    decided_on = timeline.today - timedelta(days=row["days_ago"])
    _until_decision(story, timeline, row, decided_on)
    timeline.on(decided_on, _park, story=story, row=row, day=decided_on)


PATHS = {
    "draft": _draft,
    "submitted": _submitted,
    "returned": _returned,
    "forwarded": _forwarded,
    "parked": _parked,
}


def _write(story: Story, timeline: Timeline, row: dict[str, Any], *, finished_on: date) -> None:
    """Begun ten days before, then an answer a day or so."""
    timeline.on(finished_on - timedelta(days=10), _begin, story=story, row=row)
    for name in row["answers"]:
        number = int(name.removeprefix("q"))
        day = finished_on - timedelta(days=9 - number)
        timeline.on(day, _answer, story=story, row=row, number=number)


def _talk_and_forward(story: Story, timeline: Timeline, row: dict[str, Any], *, on: date) -> None:
    timeline.on(on - timedelta(days=3), _comment, story=story, row=row)
    timeline.on(on, _forward, story=story, row=row)


def _found(row: dict[str, Any]) -> Proposal:
    return Proposal.objects.get(pk=key_of(row["title"]))


def _consultant_of(story: Story, row: dict[str, Any]):
    comments = row.get("comment", [])
    name = comments[0]["by"] if comments else row.get("consultant", "karen")
    return story.people[name]


def _begin(story: Story, row: dict[str, Any]) -> None:
    proposer = story.people[row["proposer"]]
    proposal = begin_proposal(by=proposer, key=key_of(row["title"]), title=row["title"])
    save_outline(
        by=proposer,
        proposal=proposal,
        title=row["title"],
        challenge=row["challenge"],
        co_authors=[story.people[name] for name in row["co_authors"]],
    )


def _answer(story: Story, row: dict[str, Any], number: int) -> None:
    save_answer(
        by=story.people[row["proposer"]],
        proposal=_found(row),
        question=story.questions[number],
        text=row["answers"][f"q{number}"],
        based_on=None,
        units=[story.units[name] for name in row["units"]] if number == Question.UNITS else None,
        voices=[story.voices[key] for key in row["voices"]] if number == Question.VOICES else None,
    )


def _submit(story: Story, row: dict[str, Any]) -> None:
    submit_proposal(by=story.people[row["proposer"]], proposal=_found(row))


def _comment(story: Story, row: dict[str, Any]) -> None:
    for comment in row.get("comment", []):
        comment_on_proposal(
            by=story.people[comment["by"]],
            proposal=_found(row),
            question=story.questions[comment["question"]],
            text=comment["text"],
        )


def _return(story: Story, row: dict[str, Any]) -> None:
    return_proposal(by=_consultant_of(story, row), proposal=_found(row), text=row["return_text"])


def _forward(story: Story, row: dict[str, Any]) -> None:
    forward_proposal(
        by=_consultant_of(story, row), proposal=_found(row), note=row.get("consultant_note", "")
    )


def _park(story: Story, row: dict[str, Any], day: date) -> None:
    decide_proposal(
        by=story.people[row["decided_by"]],
        proposal=_found(row),
        outcome=DecisionOutcome.NOT_NOW,
        reason=row["decision_reason"],
        parked_to=ThemeRound.objects.open_on(day).first(),
    )


def _say_yes(story: Story, row: dict[str, Any]) -> None:
    reference_leader = story.people[row["reference_leader"]]
    decision = decide_proposal(
        by=reference_leader,
        proposal=_found(row),
        outcome=DecisionOutcome.YES,
        reason=row["decision_reason"],
        network_type=story.types[row["type"]],
        reference_leader=reference_leader,
        network_leader=story.people[row["leader"]],
    )
    story.networks[row["key"]] = Network.objects.get(proposal=decision.proposal)
