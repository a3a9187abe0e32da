"""A paper as a Word document: real styles, so that Word's own outline and reader find their way."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import docx
from django.utils import translation
from django.utils.translation import gettext as _
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from netvaerk import clock
from netvaerk.papers.paper import Paper
from netvaerk.papers.pieces import (
    Drawing,
    Grid,
    Headline,
    Line,
    Listing,
    Piece,
    Quoted,
    Run,
    Table,
    Turn,
    pieces_of,
)
from netvaerk.plain import one_line

FONT, ACCENT, QUIET = "Calibri", RGBColor(0x0B, 0x5D, 0x57), RGBColor(0x55, 0x59, 0x5C)
MOST_ABOUT = 255
REGIONS = {"da": "da-DK", "en": "en-GB"}
SIZES = {"Normal": 11, "Title": 26, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11}


def as_docx(paper: Paper) -> bytes:
    document = docx.Document()
    _dress(document, paper)
    sheet = Sheet(document)
    sheet.paragraph("Title").add_run(one_line(paper.title))
    if paper.subtitle:
        sheet.paragraph("Subtitle").add_run(one_line(paper.subtitle))
    _write(sheet, pieces_of(paper))
    written = BytesIO()
    document.save(written)
    return written.getvalue()


class Sheet:
    """Where the paragraphs go; a long log has 15,000, so nothing is looked up for each of them."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self._end = document.element.body.sectPr
        self._style_ids = {style.name: style.style_id for style in document.styles}

    def paragraph(self, style: str = "Normal") -> Paragraph:
        element = OxmlElement("w:p")
        self._end.addprevious(element)
        element.style = self._style_ids[style]
        return Paragraph(element, self.document._body)

    def grid(self, grid: Grid) -> None:
        """A real table, whose headings come again on every page and are read aloud as such."""
        if grid.caption:
            caption = self.paragraph("Caption")
            caption.add_run(grid.caption)
            caption.paragraph_format.keep_with_next = True
        if not grid.headings:
            return
        table = self.document.add_table(rows=0, cols=len(grid.headings), style="Table Grid")
        for number, line in enumerate((grid.headings, *grid.rows)):
            row = table.add_row()
            for cell, words in zip(row.cells, line, strict=True):
                cell.paragraphs[0].add_run(words).bold = not number or None
            properties = row._tr.get_or_add_trPr()
            for name in ("w:cantSplit", *(("w:tblHeader",) if not number else ())):
                properties.append(OxmlElement(name))
        self._end.addprevious(table._tbl)
        self.paragraph()


def _dress(document: Any, paper: Paper) -> None:
    """Language, styles, margins, the house at the top, page numbers; nobody's name as author."""
    region = REGIONS.get(paper.language, paper.language)
    about, now = document.core_properties, clock.now().replace(tzinfo=None)
    house = one_line(paper.house)
    # The file format has room for so much.
    about.title, about.author = one_line(paper.title)[:MOST_ABOUT], house[:MOST_ABOUT]
    about.last_modified_by, about.language, about.comments = about.author, region, ""
    about.created = about.modified = now
    about.revision, about.keywords, about.subject = 1, "", ""
    for name, size in SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        for where in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(where), None)
        if name != "Normal":
            style.font.color.rgb = ACCENT
    for said in document.styles.element.iter(qn("w:lang")):
        said.set(qn("w:val"), region)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(3)
    section.header.paragraphs[0].add_run(house).font.color.rgb = QUIET
    _number_pages(section.footer.paragraphs[0], paper.language)


def _number_pages(paragraph: Any, language: str) -> None:
    with translation.override(language):
        page, of = _("Side"), _("af")
    for words, field in ((f"{page} ", "PAGE"), (f" {of} ", "NUMPAGES")):
        paragraph.add_run(words).font.color.rgb = QUIET
        element = OxmlElement("w:fldSimple")
        element.set(qn("w:instr"), field)
        paragraph._p.append(element)


def _write(sheet: Sheet, pieces: Iterable[Piece], *, style: str = "Normal") -> None:
    for piece in pieces:
        if isinstance(piece, Headline):
            sheet.paragraph(f"Heading {piece.level}").add_run(piece.text)
        elif isinstance(piece, Line):
            _line(sheet, piece, style)
        elif isinstance(piece, Table):
            _facts(sheet, piece)
        elif isinstance(piece, Listing):
            _list(sheet, piece)
        elif isinstance(piece, Quoted):
            _write(sheet, [*piece.pieces, *_signed(piece)], style="Quote")
        elif isinstance(piece, Turn):
            sheet.paragraph().add_run().add_break(WD_BREAK.PAGE)
        else:
            _grid(sheet, piece)


def _signed(quoted: Quoted) -> list[Line]:
    return [Line((Run(quoted.by),), look="small")] if quoted.by else []


def _grid(sheet: Sheet, piece: Grid | Drawing) -> None:
    """Word can't show our pictures: their figures stand as a table."""
    grid = piece.instead if isinstance(piece, Drawing) else piece
    if grid:
        sheet.grid(grid)


def _line(sheet: Sheet, line: Line, style: str) -> Paragraph:
    paragraph = sheet.paragraph(style)
    for run in line.runs:
        if run.text == "\n":
            paragraph.add_run().add_break()
        else:
            _run(paragraph, run, line.look)
    if line.look == "label":
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(2)
    return paragraph


def _run(paragraph: Paragraph, run: Run, look: str) -> None:
    # On paper an address must be read.
    is_named = run.href and run.href.removeprefix("mailto:") != run.text
    written = paragraph.add_run(f"{run.text} ({run.href})" if is_named else run.text)
    written.bold = run.is_strong or look == "label" or None
    written.italic = run.is_emphasised or None
    if look == "small":
        written.font.size = Pt(9)
    if look != "text":
        written.font.color.rgb = QUIET if look == "small" else ACCENT


def _facts(sheet: Sheet, table: Table) -> None:
    for label, value in table.rows:
        paragraph = sheet.paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(value)


def _list(sheet: Sheet, listing: Listing, depth: int = 1) -> None:
    name, level = "List Number" if listing.is_numbered else "List Bullet", min(depth, 3)
    numbering = _numbering_from_one(sheet.document, _at(name, level)) if listing.is_numbered else 0
    for item in listing.items:
        for number, piece in enumerate(item):
            if isinstance(piece, Listing):
                _list(sheet, piece, depth + 1)
            elif isinstance(piece, Line) and not number:
                paragraph = _line(sheet, piece, _at(name, level))
                if numbering:
                    numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                    numbers.get_or_add_numId().val = numbering
            else:
                _write(sheet, [piece], style=_at("List Continue", level))


def _at(style: str, level: int) -> str:
    return f"{style} {level}" if level > 1 else style


def _numbering_from_one(document: Any, style: str) -> int:
    """Every numbered list begins at 1; left alone, Word counts on from the one before."""
    numbers = document.part.numbering_part.element
    used = document.styles[style].element.pPr.numPr.numId.val
    fresh = numbers.add_num(numbers.num_having_numId(used).abstractNumId.val)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return fresh.numId
