"""Small invented instruments as files, in the layouts in which official texts are published."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from courses.statutes.importing.formats.reading import read_document
from courses.statutes.importing.importer import read_files
from courses.statutes.importing.report import FileReport, Outcome
from courses.statutes.instrument import Instrument, Version
from courses.statutes.library.text import ArticleText, Heading, InstrumentText
from courses.statutes.numerals import chinese_numeral
from courses.statutes.registry import Registry
from courses.statutes.tables.structure import Structure

NOTHING_KNOWN = Structure({})
TITLE = "中华人民共和国示范法"
HISTORY = "（2019年12月1日示范大会第一次会议通过）"


class Kind(Enum):
    """What a rendered line is."""

    TITLE = auto()
    HISTORY = auto()
    HEADING = auto()
    TEXT = auto()


@dataclass(frozen=True)
class Piece:
    """A line to be laid out."""

    kind: Kind
    text: str


def registered(
    instrument_id: str = "shifan-law-2020",
    title: str = TITLE,
    *,
    effective: date | None = date(2020, 1, 1),
    adopted: date | None = date(2019, 12, 1),
    article_count: int = 0,
    section_count: int = 0,
    older: tuple[Version, ...] = (),
) -> Instrument:
    """Make a registered instrument."""
    version = Version(effective, adopted, article_count or None)
    return Instrument(
        id=instrument_id,
        title=title,
        short_title=title.removeprefix("中华人民共和国"),
        kind="法律",
        issuer="示范大会",
        adopted=adopted,
        effective=effective,
        article_count=article_count,
        section_count=section_count,
        versions=(*older, version),
    )


def registry_of(text: InstrumentText) -> Registry:
    """Make a registry that knows one instrument as a text has it."""
    count = max((one.number for one in text.articles), default=0)
    return Registry(
        [
            registered(
                text.instrument,
                text.title,
                effective=text.effective,
                article_count=count,
                section_count=len(text.sections),
            )
        ]
    )


def read_one(file: Path, registry: Registry, structure: Structure = NOTHING_KNOWN) -> FileReport:
    """Read a file as an import does, keeping nothing."""
    (report,) = read_files([file], registry, structure)
    return report


def text_of(file: Path, registry: Registry) -> InstrumentText:
    """Read a file that must be importable."""
    report = read_one(file, registry)
    assert report.outcome is Outcome.IMPORTED, report.reason
    assert report.text is not None
    return report.text


def lines_of(file: Path) -> list[str]:
    """Return the texts of the lines that the reader of the file's kind finds."""
    return [line.text for line in read_document(file).lines]


def pieces(text: InstrumentText, blank: str = "\u3000") -> Iterator[Piece]:
    """Give the lines of a text in order; `blank` stands behind numbers."""
    yield Piece(Kind.TITLE, text.title)
    if text.history:
        yield Piece(Kind.HISTORY, text.history)
    yield from (Piece(Kind.TEXT, line) for line in text.preamble)
    above: tuple[Heading, ...] = ()
    for article in text.articles or text.sections:
        yield from _heading_pieces(above, article.headings, blank)
        above = article.headings
        yield from _article_pieces(article, is_section=bool(text.sections), blank=blank)
    yield from (Piece(Kind.TEXT, line) for line in text.closing)


def headings_of(text: InstrumentText, blank: str = "\u3000") -> list[str]:
    """Return the headings of a text in order."""
    return [piece.text for piece in pieces(text, blank) if piece.kind is Kind.HEADING]


def write_docx(file: Path, text: InstrumentText) -> Path:
    """Write a text in the layout of the national database, with a table of contents."""
    document = docx.Document()
    for piece in pieces(text):
        if piece.kind is Kind.TEXT:
            document.add_paragraph(f"\u3000\u3000{piece.text}")
            continue
        _centred(document, piece.text)
        if piece.kind is Kind.HISTORY and headings_of(text):
            _centred(document, "目\u3000录")
            for heading in headings_of(text):
                document.add_paragraph(heading)
    document.save(str(file))
    return file


def write_html(file: Path, text: InstrumentText) -> Path:
    """Write a text as a page of a government site."""
    body = "".join(_html_line(piece) for piece in pieces(text))
    file.write_text(
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>示范网站</title>"
        "<style>p{margin:0}</style></head><body><script>var a = '第一条　不是正文';</script>"
        f"<nav>首页 &gt; 政策</nav><div class='content'>{body}</div></body></html>",
        encoding="utf-8",
    )
    return file


def write_markdown(file: Path, text: InstrumentText, front_matter: str = "") -> Path:
    """Write a text as Markdown."""
    marks = {Kind.TITLE: "# ", Kind.HEADING: "## "}
    body = "\n\n".join(marks.get(piece.kind, "") + piece.text for piece in pieces(text))
    file.write_text(front_matter + body + "\n", encoding="utf-8")
    return file


def write_plain(file: Path, text: InstrumentText, encoding: str, width: int | None) -> Path:
    """Write a text as a converter does, perhaps breaking it at a width."""
    lines: list[str] = []
    for piece in pieces(text):
        written = f"\u3000\u3000{piece.text}" if piece.kind is Kind.TEXT else piece.text
        lines += _broken(written, width) if width and piece.kind is Kind.TEXT else [written]
    file.write_text("\r\n".join(lines), encoding=encoding, newline="")
    return file


def _broken(text: str, width: int) -> Iterator[str]:
    """Break a text at a width, but no word or number of another script."""
    while len(text) > width:
        end = width
        while text[end - 1 : end + 1].isascii() and " " not in text[end - 1 : end + 1]:
            end -= 1
        yield text[:end]
        text = text[end:]
    yield text


def _heading_pieces(
    above: tuple[Heading, ...], headings: tuple[Heading, ...], blank: str
) -> Iterator[Piece]:
    shared = 0
    for before, now in zip(above, headings, strict=False):
        if before != now:
            break
        shared += 1
    for heading in headings[shared:]:
        yield Piece(Kind.HEADING, heading.label().replace(" ", blank))
        yield from (Piece(Kind.TEXT, line) for line in heading.lead)


def _article_pieces(article: ArticleText, *, is_section: bool, blank: str) -> Iterator[Piece]:
    insert = f"之{chinese_numeral(article.insert)}" if article.insert else ""
    numeral = chinese_numeral(article.number)
    mark = f"（{numeral}）" if is_section else f"第{numeral}条{insert}{blank}"
    for paragraph in article.paragraphs:
        yield Piece(Kind.TEXT, mark + paragraph.text)
        mark = ""
        for number, item in enumerate(paragraph.items, 1):
            yield Piece(Kind.TEXT, f"（{chinese_numeral(number)}）{item}")


def _centred(document: "docx.document.Document", text: str) -> None:
    document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _html_line(piece: Piece) -> str:
    text = html.escape(piece.text).replace("\u3000", "&emsp;")
    if piece.kind is Kind.TITLE:
        return f"<h1>{text}</h1>"
    if piece.kind is Kind.TEXT:
        return f"<p>&nbsp;&nbsp;<span>{text}</span></p>\n"
    return f"<div align='center'><b>{text}</b></div>"


def registry_with(article_count: int, **changes) -> Registry:
    """Make a registry with one law of so many articles."""
    return Registry([registered(article_count=article_count, **changes)])


def write_text(file: Path, *lines: str, title: str = TITLE, history: str = HISTORY) -> Path:
    """Write a plain text: title, 题注 and lines."""
    written = [one for one in (title, history, *lines) if one]
    file.write_text("\n".join(written) + "\n", encoding="utf-8")
    return file


def article_lines(*numbers: int) -> list[str]:
    """Write short articles with these numbers."""
    return [f"第{chinese_numeral(number)}条\u3000示范第{number}号。" for number in numbers]
