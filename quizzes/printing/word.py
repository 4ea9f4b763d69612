"""A Word document for print: A4, Chinese typefaces, page numbers, and the few shapes we use."""

from collections.abc import Sequence
from io import BytesIO
from unicodedata import category

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import (
    WD_ALIGN_PARAGRAPH,
    WD_TAB_ALIGNMENT,
    WD_TAB_LEADER,
)
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

BODY, HEADING = "宋体", "黑体"
"""Typefaces that every Chinese Windows has."""
LATIN = "Times New Roman"
TITLE_SIZE, SECTION_SIZE, TEXT_SIZE, SMALL_SIZE = 18, 12, 11, 9
"""Points of type."""
WIDTH = 16.6
"""Centimetres between the margins of an A4 page."""
_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN = 21.0, 29.7, 2.2
_INDENT = 0.7
_LINE = 1.3
_CELL_SPACE = 3
_RULE_SPACE = 9
"""Points above each line to write on; with its own height about a centimetre."""
_RULES_KEPT = 4
"""So many lines to write on stay on the page of their question."""
_UNPRINTABLE = frozenset({"Cc", "Cs", "Cn"})
"""Categories of characters that no Word file can hold."""


class WordPaper:
    """A document that is written from top to bottom; every text goes in as text, never as XML.

    Characters that no Word file can hold are left out.
    """

    def __init__(self, title: str, foot: str) -> None:
        """Begin a document; `foot` stands at the foot of every page, left of its number."""
        self._document = Document()
        properties = self._document.core_properties
        properties.title, properties.author, properties.comments = title, "", ""
        self._set_page()
        self._set_foot(foot)

    def title(self, text: str) -> None:
        """Write the title in the middle."""
        self._line(text, HEADING, TITLE_SIZE, after=6).alignment = WD_ALIGN_PARAGRAPH.CENTER

    def note(self, text: str) -> None:
        """Write a line in the middle."""
        self._line(text, BODY, TEXT_SIZE, after=8).alignment = WD_ALIGN_PARAGRAPH.CENTER

    def warning(self, text: str) -> None:
        """Write a line in the middle that nobody overlooks."""
        self._line(text, HEADING, SECTION_SIZE, after=8).alignment = WD_ALIGN_PARAGRAPH.CENTER

    def section(self, heading: str, direction: str = "") -> None:
        """Begin a section; its heading stays on the page of what follows."""
        lines = [self._line(heading, HEADING, SECTION_SIZE, before=14, after=2)]
        if direction:
            lines.append(self._line(direction, BODY, SMALL_SIZE, after=2))
        for line in lines:
            line.paragraph_format.keep_with_next = True

    def case(self, heading: str, text: str) -> None:
        """Begin a case; its heading stays on the page of its text."""
        self._line(heading, HEADING, TEXT_SIZE, before=9).paragraph_format.keep_with_next = True
        for line in text.split("\n"):
            paragraph = self._line(line, BODY, TEXT_SIZE)
            paragraph.paragraph_format.first_line_indent = Pt(2 * TEXT_SIZE)

    def block(
        self, first: str, lines: Sequence[str] = (), columns: int = 1, *, rules: int = 0
    ) -> None:
        """Write a question or an answer that is not parted between pages.

        The lines below the first are set in so many columns, from left to right; below them are
        lines to write on, which may go on on the next page.
        """
        rows = [lines[start : start + columns] for start in range(0, len(lines), columns)]
        written = [self._line(first, BODY, TEXT_SIZE, before=7)]
        for row in rows:
            written.append(self._line("\t".join(row), BODY, TEXT_SIZE))
            written[-1].paragraph_format.left_indent = Cm(_INDENT)
            for column in range(1, columns):
                place = _INDENT + (WIDTH - _INDENT) * column / columns
                written[-1].paragraph_format.tab_stops.add_tab_stop(Cm(place))
        written += [self._rule() for _ in range(rules)][:_RULES_KEPT]
        for paragraph in written:
            paragraph.paragraph_format.keep_together = True
        for paragraph in written[:-1]:
            paragraph.paragraph_format.keep_with_next = True

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """Write a table with lines; the widths of its columns are in centimetres."""
        table = self._document.add_table(len(rows), len(widths), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        # Word takes the widths from the cells, other programs from the columns.
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for cells, row in zip(rows, table.rows, strict=True):
            for text, cell, width in zip(cells, row.cells, widths, strict=True):
                cell.width = Cm(width)
                (paragraph,) = cell.paragraphs
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                paragraph.paragraph_format.space_before = Pt(_CELL_SPACE)
                paragraph.paragraph_format.space_after = Pt(_CELL_SPACE)
                _typeset(paragraph.add_run(_printable(text)), BODY, TEXT_SIZE)

    def save(self) -> bytes:
        """Return the file."""
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _line(
        self, text: str, typeface: str, size: float, *, before: float = 0, after: float = 0
    ) -> Paragraph:
        paragraph = self._document.add_paragraph()
        _typeset(paragraph.add_run(_printable(text)), typeface, size)
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.space_after = Pt(after)
        paragraph.paragraph_format.line_spacing = _LINE
        return paragraph

    def _rule(self) -> Paragraph:
        """Write a line to write on: a tab across the page that is filled with a line."""
        paragraph = self._line("\t", BODY, TEXT_SIZE, before=_RULE_SPACE)
        paragraph.paragraph_format.tab_stops.add_tab_stop(
            Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES
        )
        return paragraph

    def _set_page(self) -> None:
        (page,) = self._document.sections
        page.page_width, page.page_height = Cm(_PAGE_WIDTH), Cm(_PAGE_HEIGHT)
        page.left_margin = page.right_margin = Cm(_MARGIN)
        page.top_margin = page.bottom_margin = Cm(_MARGIN)

    def _set_foot(self, text: str) -> None:
        (paragraph,) = self._document.sections[0].footer.paragraphs
        paragraph.style = "Normal"  # that of footers has tab stops of its own
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        _add_small(paragraph, f"{text}\t第 ")
        _add_field(paragraph, "PAGE")
        _add_small(paragraph, " 页，共 ")
        _add_field(paragraph, "NUMPAGES")
        _add_small(paragraph, " 页")


def _printable(text: str) -> str:
    return "".join(c for c in text if c in "\t\n" or category(c) not in _UNPRINTABLE)


def _typeset(run: Run, typeface: str, size: float) -> None:
    """Set typeface and size; Word takes the one for Chinese from an attribute of its own."""
    run.font.name, run.font.size = LATIN, Pt(size)
    properties = run._element.get_or_add_rPr()
    assert properties.rFonts is not None  # noqa: S101 - a name was set
    properties.rFonts.set(qn("w:eastAsia"), typeface)


def _add_small(paragraph: Paragraph, text: str = "") -> Run:
    run = paragraph.add_run(text)
    _typeset(run, BODY, SMALL_SIZE)
    return run


def _add_field(paragraph: Paragraph, name: str) -> None:
    """Add a field that Word fills in when it lays out the page; each part is a run of its own."""
    instruction = OxmlElement("w:instrText")
    instruction.text = name
    for element in (_mark_of_field("begin"), instruction, _mark_of_field("end")):
        _add_small(paragraph)._element.append(element)


def _mark_of_field(kind: str) -> BaseOxmlElement:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element
