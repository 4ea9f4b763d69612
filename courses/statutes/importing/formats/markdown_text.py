"""Markdown, with or without front matter: marks of layout are taken off, the words stay."""

import re
from collections.abc import Iterator

from courses.statutes.importing.document import Line, SourceDocument, Style, Table, tidy
from courses.statutes.importing.formats.front_matter import split_front_matter

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(r"&(?:nbsp|emsp|ensp|#160|#12288);")
_TAG = re.compile(r"</?(?:p|br|div|center|span|font|b|strong|u|a)\b[^>]*>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![*\w])\*(?=\S)([^*]+?)(?<=\S)\*(?![*\w])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_HASHES = re.compile(r"(?P<hashes>#{1,6})\s+(?P<text>.*?)\s*#*$")
_QUOTE_OR_BULLET = re.compile(r"\A(?:> ?|[-*+] +)+")
_RULE = re.compile(r"(?:[-*_] ?){3,}")
_ROW = re.compile(r"\|.*\|")
_DIVIDER = re.compile(r"\|(?: ?:?-+:? ?\|)+")


def read_markdown(text: str) -> SourceDocument:
    """Read the lines, the pipe tables and the front matter."""
    declared, body = split_front_matter(text)
    raw = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), body).split("\n")
    return SourceDocument(tuple(_lines(raw)), tuple(_tables(raw)), declared)


def _lines(raw: list[str]) -> Iterator[Line]:
    below_text = False
    for place, written in enumerate(raw, 1):
        bare = written.strip()
        text = "" if _ROW.fullmatch(bare) or _RULE.fullmatch(bare) else _words(bare)
        heading = _HASHES.fullmatch(bare)
        if text:
            style = Style.HEADING if heading else Style.BODY
            yield Line(text, place, below_text and heading is None, style)
        below_text = bool(text) and heading is None


def _words(bare: str) -> str:
    heading = _HASHES.fullmatch(bare)
    text = heading["text"] if heading else _QUOTE_OR_BULLET.sub("", bare)
    text = _LINK.sub(r"\1", _TAG.sub("", _ENTITY.sub(" ", text)))
    text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", text))
    return tidy(_ESCAPE.sub(r"\1", text))


def _tables(raw: list[str]) -> Iterator[Table]:
    rows: list[tuple[str, ...]] = []
    for written in [*raw, ""]:
        bare = written.strip()
        if _ROW.fullmatch(bare):
            if not _DIVIDER.fullmatch(bare):
                rows.append(tuple(_words(cell) for cell in bare[1:-1].split("|")))
        elif rows:
            yield tuple(rows)
            rows = []
