"""Letters in the outbox, as a test reads them."""

import re

from netvaerk.people.models import OutboxMail


def subjects_to(email: str) -> list[str]:
    letters = OutboxMail.objects.filter(to_address=email).order_by("id")
    return list(letters.values_list("subject", flat=True))


def link_in(letter: OutboxMail) -> str:
    """The path behind the letter's one button."""
    return re.search(r": https?://[^/]+(/\S+)", letter.text)[1]


def newest_link_to(email: str) -> str:
    return link_in(OutboxMail.objects.filter(to_address=email).latest("id"))
