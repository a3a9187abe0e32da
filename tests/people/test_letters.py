"""What every letter looks like: as text, and as HTML in one column."""

import re

import pytest

from netvaerk.mail import Item, Letter, Section, render

ITEM = Item(
    sentence="Kommer du?",
    button_label="Se mødet",
    button_path="/moeder/1/",
    text="tirsdag 15. september kl. 9.00",
    answers=[("Jeg kommer", "/skub/a/?svar=kommer")],
    not_now_path="/skub/a/?svar=ikke-nu",
    not_relevant_path="/skub/a/?svar=ikke-relevant",
)
FULL = Letter(
    subject="Kommer du? … og 1 ting mere",
    heading="Hej Mia.",
    paragraphs=["Det her venter."],
    quotes=[("Bo skrev", "Første linje.\n\nTredje linje.")],
    why="Fordi.",
    sections=[Section("Nogen spørger dig", [ITEM, ITEM]), Section("Andet", [ITEM])],
    settings_path="/min-side/mails/",
    unsubscribe_path="/skub/fra/b/",
)
PLAIN = Letter(subject="Hej", paragraphs=["Der er nyt."], why="Fordi.")


def test_a_letter_of_sections_reads_from_top_to_foot_as_text(settings):
    settings.SITE_URL = "https://n.example"
    assert (
        render(FULL, "da").text
        == """\
Hej Mia.

Det her venter.

Bo skrev:
Første linje.

Tredje linje.

NOGEN SPØRGER DIG

{item}

{item}

ANDET

{item}

{dashes}
Fordi.
Vælg selv, hvad du får på mail: https://n.example/min-side/mails/
Få ikke flere skub på mail: https://n.example/skub/fra/b/
{municipality}

""".format(
            item="""\
Kommer du?
tirsdag 15. september kl. 9.00
Jeg kommer: https://n.example/skub/a/?svar=kommer
Se mødet: https://n.example/moeder/1/
Ikke nu, eller ikke relevant: https://n.example/skub/a/?svar=ikke-nu""",
            dashes="-- ",  # what mail programs know a foot by
            municipality=settings.MUNICIPALITY,
        )
    )


@pytest.mark.parametrize("letter", [PLAIN, FULL], ids=["plain", "full"])
def test_no_letter_has_holes_where_nothing_is_to_be_said(letter):
    assert "\n\n\n" not in render(letter, "da").text


def test_only_nudges_offer_to_stop_and_the_rest_leads_to_ones_own_page(settings):
    rendered = render(PLAIN, "da")
    assert "Få ikke flere" not in rendered.text + rendered.html
    assert f"{settings.SITE_URL}/min-side/" in rendered.text


def test_without_a_heading_of_its_own_the_subject_is_it():
    assert render(PLAIN, "da").text.startswith("Hej\n\nDer er nyt.")
    assert ">Hej</h1>" in render(PLAIN, "da").html


def test_style_stands_beside_each_element_and_nothing_is_fetched():
    html = re.sub(r"<!--.*?-->", "", render(FULL, "da").html)  # for Outlook alone
    assert not re.search(r"<img|<link|<script|<style|url\(|src=", html)
    assert not re.search(r"<(?:p|h1|h2|td|a)(?![^>]*style=)[^>]*>", html)
    assert html.count("<table") == html.count("</table>")


def test_what_people_write_is_text_in_both():
    rendered = render(
        Letter(
            subject="<b>Hej</b> & farvel",
            paragraphs=[],
            why="",
            sections=[Section("<i>", [Item("<u>", "<s>", "/", text="<script>\nlinje to")])],
        ),
        "da",
    )
    assert not re.search(r"<(?:b|i|u|s|script)>", rendered.html)
    assert "<script>\nlinje to" in rendered.text
