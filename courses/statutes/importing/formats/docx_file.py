"""Word documents (docx), read part by part: paragraphs, line breaks, tables, automatic numbers."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from courses.statutes.importing.document import Line, SourceDocument, Style, Table, tidy
from courses.statutes.importing.errors import UnreadableFileError
from courses.statutes.importing.formats.docx_numbering import Numbering, read_numbering
from courses.statutes.importing.marks import is_article

_GREATEST_UNPACKED = 200 * 1024 * 1024
_DAMAGED = "不是完好的 Word 文档。请重新下载，或者用 Word 打开后另存为 docx，再导入。"
# what unpacking and python-docx raise for parts that are missing, cut off or of another kind
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    docx.exceptions.PythonDocxError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {
    *(qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:drawing"), qn("w:pict")),
    *(qn("w:instrText"), qn("w:footnoteReference"), _ALTERNATIVE),
}
_TEXT, _TAB, _BREAK, _RETURN = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
_PARAGRAPH, _TABLE, _PROPERTIES = qn("w:p"), qn("w:tbl"), qn("w:pPr")
_ROW, _CELL = qn("w:tr"), qn("w:tc")
_CONTAINERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")}
_VANISH = f"{qn('w:rPr')}/{qn('w:vanish')}"


def read_docx(file: Path, content: bytes) -> SourceDocument:
    """Read the body of a document; headers, footers and notes with page numbers are no part of it.

    Raises UnreadableFileError for a damaged file.
    """
    try:
        _check_size(file, content)
        document = docx.Document(io.BytesIO(content))
        reading = _Reading(read_numbering(document), _contents_styles(document))
        reading.take_in(document.element.body)
    except _DAMAGE:
        raise UnreadableFileError(file, _DAMAGED) from None
    return SourceDocument(tuple(reading.lines), tuple(reading.tables), unit="段")


class _Reading:
    """What was read so far; places count paragraphs."""

    def __init__(self, numbering: Numbering, contents_styles: frozenset[str]) -> None:
        self.lines: list[Line] = []
        self.tables: list[Table] = []
        self._numbering = numbering
        self._contents_styles = contents_styles
        self._place = 0

    def take_in(self, parent: Any) -> None:
        """Read the blocks of an element in order."""
        for child in parent:
            if child.tag == _PARAGRAPH:
                self._take_paragraph(child)
            elif child.tag == _TABLE:
                self._take_table(child)
            elif child.tag in _CONTAINERS:
                self.take_in(child)

    def _take_paragraph(self, paragraph: Any) -> None:
        self._place += 1
        properties = paragraph.find(_PROPERTIES)
        prefix = self._numbering.prefix(properties)
        written = "".join(_pieces(paragraph))
        if prefix and written.strip():
            written = f"{prefix} {written}"
        style = self._style(properties)
        soft = False
        for piece in written.split("\n"):
            text = tidy(piece)
            if text:
                self.lines.append(Line(text, self._place, soft, style))
                soft = True

    def _take_table(self, table: Any) -> None:
        rows = [_cells(row) for row in table.iter(_ROW)]
        lays_out = all(len(row) == 1 for row in rows)
        if lays_out or any(is_article(cell) for row in rows for cell in row):
            for cell in table.iter(_CELL):
                self.take_in(cell)
            return
        self._place += 1
        self.tables.append(tuple(rows))

    def _style(self, properties: Any | None) -> Style:
        named = None if properties is None else properties.find(qn("w:pStyle"))
        name = None if named is None else named.get(qn("w:val"))
        return Style.CONTENTS if name in self._contents_styles else Style.BODY


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _TAB:
            yield " "
        elif child.tag in (_BREAK, _RETURN):
            yield "\n"
        elif child.tag not in _LEFT_OUT and child.tag != _PROPERTIES and not _is_hidden(child):
            yield from _pieces(child)


def _is_hidden(run: Any) -> bool:
    return run.find(_VANISH) is not None


def _cells(row: Any) -> tuple[str, ...]:
    return tuple(
        tidy(" ".join("".join(_pieces(paragraph)) for paragraph in cell.iter(_PARAGRAPH)))
        for cell in row.iter(_CELL)
    )


def _contents_styles(document: Any) -> frozenset[str]:
    """Return the ids of the styles of tables of contents: toc 1, toc 2."""
    return frozenset(
        style.get(qn("w:styleId"))
        for style in document.styles.element.iter(qn("w:style"))
        if (name := style.find(qn("w:name"))) is not None
        and str(name.get(qn("w:val"))).lower().startswith("toc ")
    )


def _check_size(file: Path, content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > _GREATEST_UNPACKED:
            reason = "展开后过大，不像法规文本。请检查文件，或者另存为 txt，再导入。"
            raise UnreadableFileError(file, reason)
