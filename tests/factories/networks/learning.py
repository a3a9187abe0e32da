"""Longer cards, drafts and words to a card, by the actions."""

import uuid

from netvaerk.people.models import Person
from networks.actions.learning import edit_learning, record_learning
from networks.actions.learning_comment import comment_on_learning
from networks.actions.learning_draft import save_learning_draft
from networks.enums import Audience, LearningKind
from networks.models import LearningComment, LearningDraft, LearningEntry, Network

STORY = "Vi gik en tur.\n\n## På trappen\n\nDer sad **fire** unge og ventede."


def make_story(
    network: Network,
    *,
    by: Person | None = None,
    title: str = "Fire unge på en trappe",
    text: str = STORY,
    audience: str = Audience.NETWORK,
) -> LearningEntry:
    """A long card, by the network's leader if nobody else is named."""
    return record_learning(
        by=by or network.leader,
        network=network,
        form_key=uuid.uuid4(),
        kind=LearningKind.LONG,
        title=title,
        text=text,
        learned="De kommer, når der er nogen at komme til.",
        audience=audience,
    )


def make_edit(entry: LearningEntry, *, by: Person | None = None, **changed) -> LearningEntry:
    """The card saved once more with something changed, by its author if nobody else is named."""
    ties = {name: getattr(entry, name) for name in ("assumption", "trial", "meeting")}
    stands = {**entry.words, **ties, "audience": entry.audience}
    return edit_learning(
        by=by or entry.author,
        entry=entry,
        based_on=entry.version,
        form_key=uuid.uuid4(),
        **{**stands, **changed},
    )


def make_draft_card(by: Person, network: Network, **fields: str) -> LearningDraft:
    """An unfinished card."""
    kept = {"kind": "short", "learned": "Halvt skrevet", "audience": "network", **fields}
    return save_learning_draft(by=by, network=network, form_key=uuid.uuid4(), fields=kept)


def make_comment(
    entry: LearningEntry,
    *,
    by: Person,
    text: str = "Det så vi også.",
    audience: str = Audience.NETWORK,
) -> LearningComment:
    return comment_on_learning(
        by=by, entry=entry, form_key=uuid.uuid4(), text=text, audience=audience
    )
