"""A mark in every text of a furnished room, for the walk that looks for them elsewhere."""

import uuid

from netvaerk.people.actions.addresses import vouch_for_address
from networks.actions.learning_draft import save_learning_draft
from networks.enums import Audience, LearningKind, Outcome
from networks.models import (
    Agreement,
    Assumption,
    Attachment,
    LearningComment,
    LearningEntry,
    Meeting,
    NetworkInvitation,
    Receiver,
    Result,
    Trial,
)
from tests.factories.networks import make_learning
from tests.factories.networks.assumption import make_assumption, make_settled, make_trial
from tests.factories.networks.learning import make_story

RECEIVER, MANAGER = "receiver", "manager"


def mark_room(world, marks, secretariat: list[str]) -> None:
    """What the walk's readers must never meet; the outbox shows the staff whom a letter is to."""
    for audience, readers in {Audience.NETWORK: [], Audience.SECRETARIAT: secretariat}.items():
        _assumption(world, marks, audience, readers)
        _long_card(world, marks, audience, readers)
    _draft(world, marks)
    _words_to_a_card(world, marks)
    _meetings(marks)
    _invitations(marks)
    _agreements(marks)
    _results(marks)
    vouch_for_address(person=world.people["member"])


def _assumption(world, marks, audience: str, readers: list[str]) -> None:
    assumption = make_assumption(world.network, audience=audience)
    make_trial(assumption, saw="Noget")
    make_settled(assumption, outcome=Outcome.FELL)
    names = ("sentence", "held_by", "would_show", "outcome_words")
    Assumption.objects.filter(pk=assumption.pk).update(
        **{name: marks.new(f"{audience} assumption: {name}", *readers) for name in names}
    )
    tried = {
        name: marks.new(f"{audience} trial: {name}", *readers) for name in ("what", "who", "saw")
    }
    Trial.objects.filter(assumption=assumption).update(**tried)
    # A card for everybody, tied to what is not.
    card = make_learning(world.network, audience=Audience.EMPLOYEES)
    trial = assumption.trials.get()
    LearningEntry.objects.filter(pk=card.pk).update(assumption=assumption, trial=trial)


def _long_card(world, marks, audience: str, readers: list[str]) -> None:
    card = make_story(world.network, audience=audience)
    words = {name: marks.new(f"{audience} story: {name}", *readers) for name in ("title", "text")}
    LearningEntry.objects.filter(pk=card.pk, kind=LearningKind.LONG).update(**words)


def _draft(world, marks) -> None:
    fields = {"learned": marks.new("a card's draft"), "title": marks.new("the title of a draft")}
    save_learning_draft(
        by=world.people["member"], network=world.network, form_key=uuid.uuid4(), fields=fields
    )


def _words_to_a_card(world, marks) -> None:
    LearningComment.objects.update(text=marks.new("a comment on a card"))
    Attachment.objects.update(name=marks.new("the name of a file"))
    shared = make_learning(world.network, audience=Audience.EMPLOYEES)
    LearningComment.objects.create(
        entry=shared,
        author=world.people["member"],
        text=marks.new("the network's own comment on a shared card"),
    )
    shared.editions.create(
        version=1,
        words=dict.fromkeys(LearningEntry.WORDS, marks.new("an earlier edition of a shared card")),
        edited_by=world.people["member"],
    )


def _meetings(marks) -> None:
    link = f"https://{marks.new('the link of a meeting')}.example/"
    Meeting.objects.update(
        question=marks.new("the question of a meeting"),
        place=marks.new("the place of a meeting"),
        link=link,
    )


def _invitations(marks) -> None:
    names = ("words", "why_you", "asks_hours", "answer_words")
    words = {name: marks.new(f"an invitation: {name}") for name in names}
    NetworkInvitation.objects.update(**words)


def _agreements(marks) -> None:
    """The reference leader is one of the three it is between."""
    names = ("place", "member_gives", "department_gets", "department_gives")
    sides = ("reference", MANAGER)
    words = {name: marks.new(f"an agreement: {name}", *sides) for name in names}
    Agreement.objects.update(**words)


def _results(marks) -> None:
    names = ("title", "text", "for_whom", "demanded", "not_to_copy")
    words = {name: marks.new(f"a result: {name}", RECEIVER) for name in names}
    Result.objects.filter(audience=Audience.NETWORK).update(**words)
    Receiver.objects.update(
        words=marks.new("what a receiver is asked with", RECEIVER),
        answer_words=marks.new("what a receiver answers", RECEIVER),
    )


def rewrite_room(other: str) -> None:
    """Every text that is not for everybody says something else."""
    shielded = {"audience": Audience.NETWORK}
    words = dict.fromkeys(["sentence", "held_by", "would_show"], other[:120])
    Assumption.objects.filter(**shielded).update(**words)
    Trial.objects.filter(assumption__audience=Audience.NETWORK).update(what=other[:120])
    LearningComment.objects.filter(**shielded).update(text=other)
    Result.objects.filter(**shielded).update(title=other[:120], text=other, demanded=other)
    Receiver.objects.update(words=other[:300], answer_words=other[:300])
    Meeting.objects.update(question=other[:200], place=other[:160])
    NetworkInvitation.objects.update(words=other, why_you=other[:300])
    Attachment.objects.update(name=other[:120])
