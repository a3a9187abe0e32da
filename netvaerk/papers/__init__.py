"""A paper that somebody carries out of the house: as PDF, as Word, as Markdown.

    paper = Paper(
        title="Det tager vi med os",
        subtitle="Elever med højt fravær, 24. november 2026",
        blocks=(
            Facts((("Netværksleder", "Mia Lund"), ("Deltagere", "14 fra 6 afdelinger"))),
            Heading("Det lærte vi"),              # level 2 and 3 lie below
            Text("Afsnit.\n\nOg et til."),        # plain text, its line breaks kept
            Markdown("Med **vægt** og\n- punkter"),  # as the pages show it
            Said("Vi troede", "At de var ligeglade."),  # a label; Markdown, or is_plain=True
            Quote("De blev hængende.", by="Ali Demir"),
            Bullets(("Ét", "To")),
            Table(("Runde", "Nye netværk"), (("Forår 2026", 4), ("Efterår 2026", 1))),
            Picture(chart),                       # from netvaerk.charts; with_table=False
            Small("Indeholder tekster, som kun netværket må læse."),
            NewPage(),
        ),
    )
    as_pdf(paper)       # bytes: tagged (PDF/UA-1), with title and language, fonts inside
    as_docx(paper)      # bytes: real heading styles
    as_markdown(paper)  # str

The same paper as a page, its headings and points as links, with `css/charts.css` and
`css/report.css` in the head, and `parts` from `parts_of(paper)`:

    {% include "components/_report.html" with eyebrow=_("Rapport") pdf=where_it_is_asked_for %}

Whatever people wrote is data in all three: it can't become a heading, code or a link of its own
making. `language` is the paper's ("da" or "en"); write its texts within `translation.override`.
`blocks` may be a generator; such a paper is written once. `CONTENT_TYPES` has what each form is
served as.
"""

from netvaerk.papers.markdown import as_markdown
from netvaerk.papers.page import parts_of
from netvaerk.papers.paper import (
    Block,
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
)
from netvaerk.papers.pdf import as_pdf
from netvaerk.papers.word import as_docx

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}

__all__ = [
    "CONTENT_TYPES",
    "Block",
    "Bullets",
    "Facts",
    "Heading",
    "Markdown",
    "NewPage",
    "Paper",
    "Picture",
    "Quote",
    "Said",
    "Small",
    "Table",
    "Text",
    "as_docx",
    "as_markdown",
    "as_pdf",
    "parts_of",
]
