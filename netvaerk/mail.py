"""What a letter is, and the last look before one is sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from netvaerk.calendar import Entry
from netvaerk.words import Words

SUBJECT_LENGTH = 200


Answer = tuple[Words, str]  # (label, path) of an answer that needs no sign-in


@dataclass(frozen=True)
class Item:
    """One thing of several in a letter."""

    sentence: Words
    button_label: Words
    button_path: str
    text: str = ""  # below the sentence: when it is, or what there is to tell
    answers: Sequence[Answer] = ()
    not_now_path: str = ""
    not_relevant_path: str = ""


@dataclass(frozen=True)
class Section:
    """What belongs together in a letter of several things."""

    heading: Words
    items: Sequence[Item]


@dataclass(frozen=True)
class Letter:
    """A mail in the product's own words; texts are lazy, so each reader gets their language."""

    subject: Words
    paragraphs: Sequence[Words]
    why: Words  # why do I get this?
    button_label: Words = ""
    button_path: str = ""
    not_now_path: str = ""
    not_relevant_path: str = ""
    quotes: Sequence[tuple[Words, str]] = ()  # (label, what somebody wrote)
    has_account: bool = True  # whether the reader has settings to be told of
    appointment: Entry | None = None  # what the reader's calendar takes from the letter
    heading: Words = ""  # above the paragraphs, if that is not the subject
    answers: Sequence[Answer] = ()  # before the button
    sections: Sequence[Section] = ()  # after the paragraphs
    settings_path: str = ""  # where the reader chooses what to get, if it is a page of its own
    unsubscribe_path: str = ""  # where the reader's mail program can say no to more of the kind


@dataclass(frozen=True)
class NotSent:
    """A letter that has nothing left to say."""

    reason: Words


@dataclass(frozen=True)
class Later:
    """A letter whose hour has not come."""

    until: datetime


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(letter: Letter, language: str) -> Rendered:
    """The letter as text and as HTML with its style inline, in `language`."""
    with translation.override(language):
        context = _said(letter) | {"municipality": settings.MUNICIPALITY, "language": language}
        text = render_to_string("mail/letter.txt", context)
        html = css_inline.inline(render_to_string("mail/letter.html", context))
    return Rendered(" ".join(context["subject"].split())[:SUBJECT_LENGTH], text, html)


def _said(letter: Letter) -> dict[str, Any]:
    """The letter's words and addresses, in the language that is active."""
    settings_path = letter.settings_path or reverse("people:preferences")
    return {
        "subject": str(letter.subject),
        "heading": str(letter.heading or letter.subject),
        "paragraphs": [str(paragraph) for paragraph in letter.paragraphs],
        "quotes": [(str(label), text) for label, text in letter.quotes],
        "why": str(letter.why),
        "button_label": str(letter.button_label),
        "button_url": _address(letter.button_path),
        "answers": _answers(letter.answers),
        "not_now_url": _address(letter.not_now_path),
        "not_relevant_url": _address(letter.not_relevant_path),
        "sections": [
            (str(section.heading), [_item(item) for item in section.items])
            for section in letter.sections
        ],
        "settings_url": _address(settings_path if letter.has_account else ""),
        "unsubscribe_url": _address(letter.unsubscribe_path),
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "sentence": str(item.sentence),
        "text": item.text,
        "button_label": str(item.button_label),
        "button_url": _address(item.button_path),
        "answers": _answers(item.answers),
        "not_now_url": _address(item.not_now_path),
        "not_relevant_url": _address(item.not_relevant_path),
    }


def _answers(answers: Sequence[Answer]) -> list[tuple[str, str]]:
    return [(str(label), _address(path)) for label, path in answers]


def _address(path: str) -> str:
    return settings.SITE_URL + path if path.startswith("/") else path


# kind of mail → a look at the moment of sending; it returns why the letter is no longer wanted.
Recheck = Callable[[Any], str]
_rechecks: dict[str, Recheck] = {}


def recheck_before_sending(kind: str, look: Recheck) -> None:
    """Let a room take a last look at its letters; called from its AppConfig.ready()."""
    _rechecks[kind] = look


# kind of mail → what puts such letters into words when they are sent, from how things stand then.
Written = Letter | NotSent | Later
Writer = Callable[[Sequence[Any]], Mapping[int, Written]]
_writers: dict[str, Writer] = {}


def write_when_sent(kind: str, writer: Writer) -> None:
    """Let a room write its letters at the last moment; called from its AppConfig.ready().

    The writer is given outbox rows and answers each by its primary key.
    """
    _writers[kind] = writer


def written(letters: Sequence[Any]) -> dict[int, Written]:
    """The letters of the kinds that are written when sent, by primary key; the others are not in
    the answer."""
    answers: dict[int, Written] = {}
    for kind, writer in _writers.items():
        if of_the_kind := [letter for letter in letters if letter.kind == kind]:
            answers |= writer(of_the_kind)
    return answers


def reason_not_to_send(mail: Any) -> str:
    """Why this letter should not go out after all; empty when it should."""
    look = _rechecks.get(mail.kind)
    return look(mail) if look else ""
