"""Each person reads the language they chose, whatever their browser asks for."""

import html
import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.urls import reverse

from netvaerk.people.models import Person
from networks.models import Phase
from tests.house.arguments import arguments_for
from tests.house.doors import doors
from tests.house.world import build_world

CATALOGUE = settings.BASE_DIR / "locale/en/LC_MESSAGES/django.po"
READERS = ("leader", "reference", "lead")
# What people in the test's world have written themselves.
WRITTEN = "Jeg vil gerne være med."
# Shows the mail as it stands in either language.
IN_BOTH = {"admin:secretariat_nudgerule_dry_run"}
PLACEHOLDER = re.compile(r"%\(\w+\)[ds]|\{\w+\}")
# What no reader sees: styles, scripts, and comments.
UNSEEN = re.compile(r"<(style|script)\b.*?</\1>|<!--.*?-->", re.DOTALL)


def danish_sentences() -> set[str]:
    """What the source says in several words and the catalogue says otherwise, in whole pieces."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    pairs = []
    for message in catalogue:
        if message.id:
            several = not isinstance(message.id, str)
            texts, words = (
                (message.id, message.string) if several else ([message.id], [message.string])
            )
            pairs += zip(texts, words, strict=True)
    pieces = (
        piece.strip()
        for text, english in pairs
        if text != english
        for piece in PLACEHOLDER.split(text)
    )
    return {piece for piece in pieces if len(piece.split()) > 2}


def words_of(response) -> str:
    """All that is read on a page, labels and titles in attributes included."""
    seen = UNSEEN.sub("", response.content.decode())
    return " ".join(html.unescape(seen).split()).replace(WRITTEN, "")


def pages() -> list[tuple[str, str, str]]:
    """(reader, name, path) of every page that each of the readers may open."""
    world = build_world()
    return [
        (reader, door.name, reverse(door.name, kwargs=arguments_for(door, world)))
        for reader in READERS
        for door in doors()
        if not door.name.startswith("/")
    ]


def test_who_chose_english_reads_no_danish_sentence_of_ours(db):
    sentences, danish, read = danish_sentences(), [], 0
    knocks = pages()
    Person.objects.update(language="en")
    # What the secretariat writes about the phases is content, in the words it chooses.
    Phase.objects.update(questions="", tools="", meaning="")
    for reader in READERS:
        client = Client(headers={"accept-language": "da"})
        client.force_login(Person.objects.get(email=f"{reader}@demo.example"))
        for name, path in ((name, path) for who, name, path in knocks if who == reader):
            response = client.get(path)
            is_page = response.headers.get("Content-Type", "").startswith("text/html")
            if not is_page or name in IN_BOTH:
                continue
            read += 1
            words = words_of(response)
            danish += [f"{name} as {reader}: {one}" for one in sentences if one in words]
    assert read > 50
    assert danish == []


@pytest.mark.parametrize("path", ["/", "/netvaerk/", "/min-side/", "/findes-ikke/"])
def test_an_english_browser_still_gives_danish(client, mia, path):
    client.force_login(mia)
    response = client.get(path, headers={"accept-language": "en"})
    assert response.headers["Content-Language"] == "da"
    assert '<html lang="da"' in response.content.decode()


def test_nobody_signed_in_reads_danish(client, db):
    page = client.get("/konto/login/", headers={"accept-language": "en"}).content.decode()
    assert "Adgangskode" in page
    assert "Password" not in page


@pytest.mark.parametrize(
    ("chosen", "browser", "said"),
    [
        ("da", "en", "Skriv udfordringen i én linje. Den må gerne være foreløbig."),
        ("en", "da", "Write the challenge in one line. It need not be final."),
    ],
)
def test_errors_in_a_form_are_in_the_chosen_language(client, mia, chosen, browser, said):
    mia.language = chosen
    mia.save(update_fields=["language"])
    client.force_login(mia)
    answer = client.post(reverse("networks:proposal_new"), {}, headers={"accept-language": browser})
    assert said in words_of(answer)


def test_the_choice_is_answered_in_the_language_chosen(client, mia):
    client.force_login(mia)
    chosen = client.post(reverse("people:preferences"), {"language": "en"}, follow=True)
    assert "Your choices are saved." in words_of(chosen)
    chosen = client.post(reverse("people:preferences"), {"language": "da"}, follow=True)
    assert "Dine valg er gemt." in words_of(chosen)
