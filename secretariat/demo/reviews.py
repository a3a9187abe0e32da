"""What the chiefs said after reading direction and learning side by side, and the answers."""

import uuid
from datetime import timedelta
from typing import Any

from networks.actions.alignment import answer_alignment_note, write_alignment_note
from networks.actions.strategic_theme import save_theme
from networks.models import AlignmentNote, StrategicTheme
from secretariat.actions.review import close_review
from secretariat.demo.story import Story
from secretariat.demo.timeline import Timeline, before_weekend

CLOSES = "dorte"  # the director closes the chiefs' reviews


def tell_reviews(story: Story, timeline: Timeline) -> None:
    for note in story.review["note"]:
        timeline.ago(note["days_ago"], _write, story=story, note=note)
        if "answer" in note:
            timeline.ago(note["answered_days_ago"], _answer, story=story, note=note)
    for days in story.review["reviews_days_ago"]:
        timeline.on(before_weekend(timeline.today - timedelta(days=days)), _close, story=story)
    before = story.review["theme_before"]
    timeline.ago(before["days_ago"], _rewrite, story=story, before=before)


def _write(story: Story, note: dict[str, Any]) -> None:
    network = story.networks[note["network"]]
    newest = network.directions.first()
    write_alignment_note(
        by=story.people[note["by"]],
        network=network,
        form_key=uuid.uuid4(),
        bearing=note["bearing"],
        reason=note["reason"],
        direction_seen=newest.pk if newest else 0,
    )


def _answer(story: Story, note: dict[str, Any]) -> None:
    asked = AlignmentNote.objects.select_related("network").get(reason=note["reason"])
    answer_alignment_note(by=asked.network.leader, note=asked, answer=note["answer"])


def _close(story: Story) -> None:
    close_review(by=story.people[CLOSES])


def _rewrite(story: Story, before: dict[str, Any]) -> None:
    """What the theme says today was written by its owner; until then it said a little less."""
    theme = StrategicTheme.objects.get(key=before["key"])
    theme.text = next(row["text"] for row in story.text["theme"] if row["key"] == before["key"])
    save_theme(by=story.people[before["by"]], theme=theme)
