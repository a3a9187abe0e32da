"""How networks end: results, receivers, farewell, and a look again."""

import uuid
from typing import Any

from networks.actions.closing import close_network
from networks.actions.look_again import answer_look_again
from networks.actions.receiver import accept_result, ask_receiver, pass_on_result
from networks.actions.result import write_result
from networks.models import LookAgain, Receiver, Result
from secretariat.demo.story import Story
from secretariat.demo.timeline import Timeline

Row = dict[str, Any]
RESULT = ("title", "text", "for_whom", "demanded", "not_to_copy", "audience")


def tell_endings(story: Story, timeline: Timeline) -> None:
    for network in story.text["network"]:
        room = story.rooms.get(network["key"], {})
        for row in room.get("result", []):
            _tell_result(story, timeline, network["key"], row)
        if row := room.get("close"):
            timeline.ago(row["days_ago"], _close, story=story, key=network["key"], row=row)


def _tell_result(story: Story, timeline: Timeline, key: str, row: Row) -> None:
    timeline.ago(row["days_ago"], _write, story=story, key=key, row=row)
    if asked := row.get("receiver"):
        timeline.ago(asked["days_ago"], _ask, story=story, row=row, asked=asked)
        _tell_answer(story, timeline, row, asked)
        if then := asked.get("then"):
            _tell_answer(story, timeline, row, then)
    if look := row.get("look"):
        timeline.ago(look["days_ago"], _look, story=story, row=row, look=look)


def _tell_answer(story: Story, timeline: Timeline, row: Row, answered: Row) -> None:
    if "answer" in answered:
        given = {"story": story, "row": row, "answered": answered}
        timeline.ago(answered["answered_days_ago"], _answer, **given)


def _write(story: Story, key: str, row: Row) -> None:
    write_result(
        by=story.people[row["by"]],
        network=story.networks[key],
        form_key=uuid.uuid4(),
        **{name: row[name] for name in RESULT},
    )


def _ask(story: Story, row: Row, asked: Row) -> None:
    ask_receiver(
        by=story.people[asked["by"]],
        result=Result.objects.get(title=row["title"]),
        person=story.people[asked["person"]],
        words=asked["words"],
    )


def _answer(story: Story, row: Row, answered: Row) -> None:
    receiver = Receiver.objects.asked().get(result__title=row["title"])
    given = {"by": receiver.person, "receiver": receiver, "words": answered["answer_words"]}
    if answered["answer"] == "passed_on":
        pass_on_result(to=story.people[answered["to"]], **given)
    else:
        accept_result(**given)


def _close(story: Story, key: str, row: Row) -> None:
    network = story.networks[key]
    close_network(by=network.leader, network=network, words=row["words"], why_without="")


def _look(story: Story, row: Row, look: Row) -> None:
    found = LookAgain.objects.get(result__title=row["title"], months=look["months"])
    receiver = found.result.receivers.get(answer="accepted")
    answer_look_again(by=receiver.person, look=found, answer=look["answer"], words=look["words"])
