"""The post of one person, as the demo shows it in place of a mail program."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from netvaerk.people.models import OutboxMail

LINK = re.compile(r"(?P<label>.*?):? ?(?P<url>https?://\S+)")
FOOT = "-- "


@dataclass(frozen=True)
class Line:
    """One line of a letter; with a `url` its text is a link."""

    text: str
    url: str = ""


def paragraphs_of(letter: OutboxMail) -> list[list[Line]]:
    """The letter's text without its first line, which is the subject; links lead into this demo."""
    text = letter.text.removeprefix(letter.subject).replace("\r\n", "\n")
    blocks = re.split(r"\n{2,}", text.strip())
    return [[_line(line) for line in block.split("\n") if line != FOOT] for block in blocks]


def _line(line: str) -> Line:
    if not (found := LINK.fullmatch(line)):
        return Line(line)
    url = found["url"]
    try:
        address = urlsplit(url)
    except ValueError:  # somebody wrote what only looks like an address
        return Line(line)
    if address.hostname == urlsplit(settings.SITE_URL).hostname:
        # The same host on another port is this demo at an earlier start.
        url = address._replace(scheme="", netloc="").geturl()
    return Line(found["label"] or found["url"], url)
