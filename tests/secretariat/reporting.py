"""What the tests of the reports share: a paper read as a page and as a PDF."""

import io
import re
from html import unescape

from django.test import Client
from pypdf import PdfReader

from netvaerk.papers import Paper
from netvaerk.papers.pieces import Drawing, Grid, Headline, Line, Listing, Table, pieces_of
from netvaerk.people.models import Person

TAG = re.compile(r"<[^>]+>")


def signed_in(person: Person | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def words_of(text: str) -> str:
    """Without what a line break, a hyphen at its end or a gap between two tags does to it."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def page_text(html: str) -> str:
    """The report on the page: its words, without the pictures."""
    report = html.split('<article class="nv-report"')[1].split("</article>")[0]
    return words_of(unescape(TAG.sub(" ", re.sub(r"<svg.*?</svg>", " ", report, flags=re.S))))


def pdf_text(content: bytes) -> str:
    return words_of("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def texts_in(paper: Paper) -> list[str]:
    """Every text of the paper, the tables of its pictures included."""
    found: list[str] = [str(paper.title), str(paper.subtitle)]
    for piece in pieces_of(paper):
        found += _texts(piece)
    return [one for one in found if words_of(one)]


def _texts(piece) -> list[str]:
    if isinstance(piece, Headline):
        return [piece.text]
    if isinstance(piece, Line):
        return [run.text for run in piece.runs]
    if isinstance(piece, Listing):
        return [text for item in piece.items for one in item for text in _texts(one)]
    if isinstance(piece, Table):
        return [cell for row in piece.rows for cell in row]
    if isinstance(piece, Grid):
        return [*piece.headings, *(cell for row in piece.rows for cell in row)]
    assert isinstance(piece, Drawing)
    return []


def missing(paper: Paper, text: str) -> list[str]:
    """The paper's texts that don't stand in `text`."""
    return [one for one in texts_in(paper) if words_of(one) not in text]


def missing_words(paper: Paper, text: str) -> list[str]:
    """Word by word: a cell that goes on over a page break is not in one piece in a PDF."""
    words = [word for one in texts_in(paper) for word in one.split()]
    return [word for word in words if words_of(word) not in text]
