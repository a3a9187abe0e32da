"""Letters in the outbox, as a test reads them."""

import re

from netvaerk.mail import Letter
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import OutboxMail


def subjects_to(email: str) -> list[str]:
    letters = OutboxMail.objects.filter(to_address=email).order_by("id")
    return list(letters.values_list("subject", flat=True))


def link_in(letter: OutboxMail) -> str:
    """The path behind the letter's one button."""
    return re.search(r": https?://[^/]+(/\S+)", letter.text)[1]


def newest_link_to(email: str) -> str:
    return link_in(OutboxMail.objects.filter(to_address=email).latest("id"))


def write(to, cause="cause", kind="test", subject="Hej", *, is_bulk=False, **more) -> OutboxMail:
    """A letter laid in the outbox."""
    letter = Letter(subject=subject, paragraphs=["Der er nyt."], why="Fordi.", **more)
    return queue_mail(to=to, cause=cause, kind=kind, letter=letter, is_bulk=is_bulk)
