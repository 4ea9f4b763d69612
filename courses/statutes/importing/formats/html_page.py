"""HTML as government sites publish it: the words of the page without what surrounds them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree, html

from courses.statutes.importing.document import Line, SourceDocument, Style, Table, tidy
from courses.statutes.importing.errors import UnreadableFileError
from courses.statutes.importing.formats.encoding import decoded
from courses.statutes.importing.marks import is_article

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_UNSEEN = {
    *("head", "script", "style", "noscript", "template", "nav", "header", "footer", "form"),
    *("button", "select", "option", "textarea", "iframe", "object", "svg", "canvas", "input"),
}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl"),
    *("dt", "fieldset", "figure", "hr", "li", "main", "ol", "p", "pre", "section", "table"),
    *("tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_GREATEST_DEPTH = 400


def decode_page(file: Path, content: bytes) -> str:
    """Decode a page by what it says of itself where it does so truly, else as any text."""
    declared = _CHARSET.search(content[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name in ("gb2312", "gbk", "gb18030"):
        try:
            return decoded(file, content.decode("gb18030").encode())
        except UnicodeDecodeError:
            pass
    return decoded(file, content)


def read_html(file: Path, text: str) -> SourceDocument:
    """Read the lines of a page, and its tables other than those that only lay it out.

    Raises UnreadableFileError for a page without any text.
    """
    try:
        root = html.document_fromstring(_DECLARATION.sub("", text))
    except etree.ParserError:
        raise UnreadableFileError(file, "网页里没有文字。请重新下载，或者另存为 txt。") from None
    walk = _Walk()
    walk.visit(root, Style.BODY, 0)
    walk.end_line(soft_after=False)
    return SourceDocument(tuple(walk.lines), tuple(walk.tables))


@dataclass(slots=True)
class _Walk:
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    soft: bool = False
    place: int = 1

    def visit(self, element: Any, style: Style, depth: int) -> None:
        """Take in an element and the text behind it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag and tag not in _UNSEEN and not _HIDDEN.search(element.get("style") or ""):
            self.place = element.sourceline or self.place
            self._take_in(element, tag, style, depth)
        self.pieces.append(element.tail or "")

    def _take_in(self, element: Any, tag: str, style: Style, depth: int) -> None:
        if tag == "br":
            self.end_line(soft_after=True)
            return
        if tag == "table" and (table := _data_table(element)) is not None:
            self.end_line(soft_after=False)
            self.tables.append(table)
            return
        style = Style.HEADING if tag in _HEADINGS else style
        divides = tag in _BLOCKS or tag in _HEADINGS
        if divides:
            self.end_line(soft_after=False)
        self.pieces.append(element.text or "")
        if depth < _GREATEST_DEPTH:
            for child in element:
                self.visit(child, style, depth + 1)
        if divides:
            self.end_line(soft_after=False, style=style)

    def end_line(self, *, soft_after: bool, style: Style = Style.BODY) -> None:
        """Close the line that was being gathered, if it holds text."""
        text = tidy("".join(self.pieces))
        self.pieces.clear()
        if text:
            self.lines.append(Line(text, self.place, self.soft, style))
        self.soft = soft_after and (bool(text) or self.soft)


def _data_table(element: Any) -> Table | None:
    """Return the cells of a table, None for one that lays out the page or holds articles."""
    rows = list(_rows(element))
    if len(rows) < 2 or max(map(len, rows)) < 2:  # noqa: PLR2004 - two by two is a table
        return None
    if any(is_article(cell) for row in rows for cell in row):
        return None
    return tuple(rows)


def _rows(element: Any) -> Iterator[tuple[str, ...]]:
    for row in element.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if cells:
            yield tuple(tidy(" ".join(cell.itertext())) for cell in cells)
