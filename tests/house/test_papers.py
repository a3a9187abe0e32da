"""Papers that leave the house: readable aloud, and what people wrote is never more than words."""

import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

from netvaerk import clock
from netvaerk.charts import Bar, Bars, Link, Node, Radial, Sector
from netvaerk.papers import (
    Bullets,
    Facts,
    Heading,
    Markdown,
    NewPage,
    Paper,
    Picture,
    Quote,
    Said,
    Small,
    Table,
    Text,
    as_docx,
    as_markdown,
    as_pdf,
)
from netvaerk.papers.pdf import _set
from netvaerk.papers.signs import SHOWN, shown

NASTY = (
    '#import "@preview/x:1.0.0": * $x$ ] [ \\ "citat" \'et\' `kode` <mærke> @note ~ -- /* // */ '
    "#panic() #sys.inputs \\u{1F600} {{x}} {% x %} <script>alert(1)</script> & ©"
)
ANYTHING = st.text(max_size=60)


def paper(*blocks: Any, **named: str) -> Paper:
    return Paper(**{"title": "Vi så på fraværet", "blocks": blocks, **named})


def chart(text: str, *, values: tuple[float | None, ...] = (3,)) -> Bars:
    return Bars(
        name="bars",
        title=text,
        description=text,
        headings=("Afdeling", "Netværk"),
        bars=tuple(Bar(text, (value,), url="/s/") for value in values),
    )


def everywhere(text: str) -> Paper:
    """The text in every place that takes one."""
    blocks = (
        *(Heading(text), Heading(text, 3), Text(text), Markdown(text), Said(text, text)),
        *(Quote(text, by=text), Facts(((text, text),)), Bullets((text,)), Small(text), NewPage()),
        *(Table((text, text), ((text, 1), (Link(text, "/a/"),)), caption=text), Table((), ())),
        *(Picture(chart(text)), Picture(chart(text), with_table=False)),
        Text("Slut."),
    )
    return Paper(title=text, subtitle=text, blocks=blocks, house=text)


def words_in_pdf(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def opened(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


def tags_of(content: bytes) -> list[str]:
    """The kinds of the PDF's parts, in the order that they are read aloud."""
    return [str(part["/S"]) for part in parts_of(content)]


def parts_of(content: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if node.get("/S"):
                found.append(node)
            walk(node.get("/K", []))

    walk(PdfReader(BytesIO(content)).root_object["/StructTreeRoot"]["/K"])
    return found


def test_the_pdf_is_tagged_and_says_its_language_and_title():
    content = as_pdf(paper(Heading("Det lærte vi"), Text("Æblet, øllet og åen.")))
    root = PdfReader(BytesIO(content)).root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("da", True)
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"]) is True
    assert PdfReader(BytesIO(content)).metadata.title == "Vi så på fraværet"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    text = words_in_pdf(content)
    assert "Æblet, øllet og åen." in text
    assert ("Eksempel Kommune" in text, "Side 1 af 1" in text) == (True, True)


def test_the_parts_of_the_pdf_can_be_heard():
    blocks = (Heading("H"), Markdown("a\n\n- b\n- c\n\n1. d"), Quote("e"), Facts((("f", "g"),)))
    tags = tags_of(as_pdf(paper(*blocks)))
    assert {"H1", "L", "LI", "BlockQuote", "P"} <= {tag.lstrip("/") for tag in tags}


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_papers_own_words_follow_its_language(language: str):
    content = as_pdf(paper(Text("x"), language=language))
    assert PdfReader(BytesIO(content)).root_object["/Lang"] == language
    assert (
        f"{language}-{'DK' if language == 'da' else 'GB'}"
        == opened(as_docx(paper(Text("x"), language=language))).core_properties.language
    )


def test_what_people_wrote_is_shown_as_they_wrote_it():
    content = as_pdf(paper(Text(NASTY)))
    assert "".join(NASTY.split()) in "".join(words_in_pdf(content).split())
    assert NASTY in [one.text for one in opened(as_docx(paper(Text(NASTY)))).paragraphs]


def test_a_sign_that_the_fonts_lack_leaves_a_mark_and_a_word_about_it():
    text = words_in_pdf(as_pdf(paper(Text("Godt 😀👩‍🏫 og 中文 gået"))))
    assert "Godt ▯ og ▯ gået" in text
    assert "kan ikke vises i en PDF" in text
    assert "kan ikke vises" not in words_in_pdf(as_pdf(paper(Text("Godt gået"))))
    assert "😀👩‍🏫" in as_markdown(paper(Text("Godt 😀👩‍🏫")))


def test_the_fonts_have_every_sign_that_we_say_they_have():
    for low, top in SHOWN:
        signs = [chr(code) for code in range(low, top + 1)]
        lines = [{"kind": "Line", "look": "text", "runs": [_run(sign)]} for sign in signs]
        assert _set({**EMPTY, "pieces": lines}), (hex(low), hex(top))


EMPTY: dict[str, Any] = {
    "title": "x",
    "subtitle": "",
    "house": "x",
    "language": "da",
    "page": "",
    "of": "",
    "note": {"kind": "Turn"},
}


def _run(text: str) -> dict[str, Any]:
    return {"text": text, "is_strong": False, "is_emphasised": False, "href": ""}


@pytest.mark.parametrize(
    "text",
    [
        NASTY,
        "\u00ad",
        "a\u00adb",
        "\0\x07\x1b",
        "\ud800",
        "\u202e",
        "",
        " \n ",
        "å" * 400,
        "﷽",
        "a\u0338",
        "\U0001f3fb",
    ],
)
def test_nothing_that_is_written_breaks_a_paper(text: str):
    assert as_pdf(everywhere(text))
    assert opened(as_docx(everywhere(text))).paragraphs[-1].text == "Slut."
    assert "Slut." in as_markdown(everywhere(text))


@settings(max_examples=60, deadline=None)
@given(ANYTHING)
def test_nor_does_anything_else(text: str):
    assert as_pdf(everywhere(text))
    assert as_docx(everywhere(text))


def test_a_picture_stands_in_the_pdf_with_words_for_who_cannot_see_it():
    content = as_pdf(paper(Picture(chart("Skole & hjem", values=(3, None)))))
    figures = [one for one in parts_of(content) if one.get("/S") == "/Figure"]
    assert figures[0]["/Alt"] == "Skole & hjem. Skole & hjem"
    text = words_in_pdf(content)
    assert text.count("Skole & hjem") >= 4, "the title, the picture's two, the table's two"
    assert {"/Table", "/TH", "/TD"} <= set(tags_of(content))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


def test_the_pictures_fonts_have_every_sign_that_we_say_they_have():
    every = "".join(chr(code) for low, top in SHOWN for code in range(low, top + 1))
    signs = "".join(every.split())
    labels = [signs[at : at + 8] for at in range(0, len(signs), 8)]
    for at in range(0, len(labels), 40):
        nodes = tuple(Node(label, label) for label in labels[at : at + 40])
        drawn = Radial(
            name="signs", title="x", description="y", sectors=(Sector("x", nodes),), ties=()
        )
        assert as_pdf(paper(Picture(drawn, with_table=False))), at


def test_a_sign_that_the_fonts_lack_is_marked_in_a_picture_too():
    text = words_in_pdf(as_pdf(paper(Picture(chart("Godt 😀 gået"), with_table=False))))
    assert text.count("Godt ▯ gået") == 2
    assert "kan ikke vises i en PDF" in text


def test_where_there_are_no_pictures_their_figures_stand():
    for with_table in (True, False):
        block = Picture(chart("Skole", values=(3, None)), with_table=with_table)
        tables = opened(as_docx(paper(block))).tables
        assert [[cell.text for cell in row.cells] for row in tables[0].rows] == [
            ["Afdeling", "Netværk"],
            ["Skole", "3"],
            ["Skole", "for få til at vise"],
        ]
        assert len(tables) == 1
        said = as_markdown(paper(block))
        assert "| Skole | 3 |" in said
        assert said.count("| Afdeling |") == 1
    tags = tags_of(as_pdf(paper(Picture(chart("Skole"), with_table=False))))
    assert ("/Figure" in tags, "/Table" in tags) == (True, False)


def test_a_picture_of_nothing_says_so():
    block = Picture(chart("Skole", values=()))
    for said in (words_in_pdf(as_pdf(paper(block))), as_markdown(paper(block))):
        assert "Her er ikke noget at vise endnu." in said


def test_a_table_has_headings_that_are_read_aloud_and_come_again():
    block = Table(("Runde", "Nye"), (("Forår", 1234.5), (Link("Efterår", "/e/"), 2)), "Runder")
    table = opened(as_docx(paper(block))).tables[0]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[2].cells] == ["Efterår", "2"]
    content = as_pdf(paper(block, Table(("a",), [("b",)] * 200)))
    assert len(PdfReader(BytesIO(content)).pages) > 2
    assert tags_of(content).count("/THead") == 2
    tokens = [token.type for token in rendered(as_markdown(paper(block)))]
    assert (tokens.count("tr_open"), tokens.count("th_open")) == (3, 2)


def test_a_row_is_as_broad_as_the_headings():
    for write in (as_pdf, as_docx, as_markdown):
        assert write(paper(Table(("a", "b"), (("c",), ("d", "e", "f")))))


def rendered(markdown: str) -> list[Any]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*"#-=>*_`[]()!<&|\\1.+~:\t a\n", "---", "```", "    "])).map("".join)
)
def test_no_text_becomes_a_heading_or_code_or_html_in_markdown(text: str):
    tokens = rendered(as_markdown(paper(Text(text), Bullets((text,)), Quote(text, by=text))))
    headings = [token for token in tokens if token.type == "heading_open"]
    inner = {child.type for token in tokens for child in token.children or []}
    assert len(headings) == 1
    assert {token.type for token in tokens} & {"fence", "code_block", "html_block", "hr"} == set()
    assert inner & {"html_inline", "code_inline", "image"} == set()


def test_a_text_reads_the_same_through_markdown():
    said = MarkdownIt("commonmark").render(as_markdown(paper(Text("1. *a* #b\n- c\n\n2) d"))))
    assert "<p>1. *a* #b<br />\n- c</p>" in said
    assert "<p>2) d</p>" in said


def test_markdown_keeps_its_lists_emphasis_and_links_and_loses_its_headings():
    text = "# Stort\n\n**fed** og *kursiv* [her](https://a.example)\n\n1. ét\n2. to\n   - ind"
    said = MarkdownIt("commonmark").render(as_markdown(paper(Markdown(text))))
    assert said.count("<h1>") == 1
    assert "<strong>Stort</strong>" in said
    assert '<strong>fed</strong> og <em>kursiv</em> <a href="https://a.example">her</a>' in said
    assert (said.count("<ol>"), said.count("<ul>"), said.count("<li>")) == (1, 1, 3)


def test_a_link_that_runs_something_is_no_link():
    text = "[a](javascript:alert(1)) [b](data:text/html,x) [c](file:///etc/passwd)"
    assert "](<" not in as_markdown(paper(Markdown(text)))
    assert b"/URI" not in as_pdf(paper(Markdown(text)))


def test_lists_in_lists_have_a_floor():
    text = "\n".join(f"{'  ' * depth}- {depth}" for depth in range(30)) + "\n\n" + "> " * 30 + "x"
    assert as_pdf(paper(Markdown(text)))
    assert as_docx(paper(Markdown(text)))


def test_the_word_document_has_an_outline_and_nobodys_name():
    moment = clock.now().replace(year=2026, month=11, day=24, microsecond=0)
    with clock.set_to(moment):
        content = as_docx(paper(Heading("Et"), Heading("To", 2), Markdown("1. a\n\nx\n\n1. b")))
    document = opened(content)
    styles = [one.style.name for one in document.paragraphs]
    assert styles == [
        *("Title", "Heading 1", "Heading 2", "List Number", "Normal", "List Number"),
    ]
    about = document.core_properties
    assert (about.author, about.last_modified_by) == ("Eksempel Kommune", "Eksempel Kommune")
    assert (about.title, about.language, about.comments) == ("Vi så på fraværet", "da-DK", "")
    assert about.created == moment
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"da-DK"}
    numbers = [
        one._p.pPr.numPr.numId.val for one in document.paragraphs if one.style.name == "List Number"
    ]
    assert len(set(numbers)) == 2, "each list begins at 1"


def test_a_levelless_heading_is_lifted_so_that_none_is_skipped():
    tags = tags_of(as_pdf(paper(Heading("a", 3), Heading("b", 3), Heading("c", 3))))
    assert [tag for tag in tags if tag.startswith("/H")] == ["/H1", "/H2", "/H3"]


def test_the_same_paper_at_the_same_moment_is_the_same_bytes():
    with clock.set_to(clock.now()):
        first, second = (as_pdf(paper(Text("x"))) for _time in range(2))
        assert first == second
        words = [zipfile.ZipFile(BytesIO(as_docx(paper(Text("x"))))) for _time in range(2)]
    parts = [{name: one.read(name) for name in one.namelist()} for one in words]
    assert parts[0] == parts[1]


def test_signs_that_belong_to_an_unshown_one_go_with_it():
    assert shown("👍🏽 ok") == "▯ ok"
    assert shown("æøå – »citat« → ½ €") == "æøå – »citat« → ½ €"
