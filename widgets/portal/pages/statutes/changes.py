"""Old and new articles side by side: which took the place of which, and what changed in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.statutes.citation import Citation
from courses.statutes.law import Law
from courses.statutes.library.comparison import Kind, Piece, compare, new_lines, old_lines
from courses.statutes.library.narrowing import article_lines, paragraph_text
from courses.statutes.library.store import Library
from courses.statutes.library.text import ArticleText
from courses.statutes.numerals import chinese_numeral
from courses.statutes.successors import predecessors, successors
from courses.statutes.tables.succession import Relation, Succession
from widgets.portal.pages.statutes.asked import AskedDay
from widgets.portal.pages.statutes.standing import Chip, article_chip, citation_link

SHOWN_AT_ONCE = 2
"""Pairs that are open when the page opens; the rest unfolds."""
MARKED_FROM = 0.3
"""The share of the shorter article that has to be the same; else marks would cover everything."""

_NOTHING = {
    Relation.DROPPED: "新法没有对应的条文。",
    Relation.RETAINED: "没有被取代：仍看原来的条文。",
    Relation.UNSURE: "对应的条文存疑，没有列出。",
}
_TOO_DIFFERENT = "两边的文字大多不同，没有逐字标出差别。"
_NO_WORDS = "条文没有导入，不能逐字对照。"


@dataclass(frozen=True, slots=True)
class Side:
    """One article of a pair: its words in lines of pieces, or what our table says of its fine."""

    label: str
    href: str
    chip: Chip
    lines: tuple[tuple[Piece, ...], ...]
    fine: str
    silence: str = _NO_WORDS


@dataclass(frozen=True, slots=True)
class Change:
    """An old article and the new one.

    `note` is our table's, `nothing` says why there is no new one, and `remark` why differences are
    not marked.
    """

    relation: str
    title: str
    note: str
    old: Side
    new: Side | None
    nothing: str
    remark: str


@dataclass(frozen=True, slots=True)
class ChangePart:
    """The pairs of one direction; `rest` is folded away."""

    title: str
    hint: str
    first: tuple[Change, ...]
    rest: tuple[Change, ...]


def change_parts(
    law: Law, library: Library, citation: Citation, day: AskedDay
) -> tuple[ChangePart, ...]:
    """Return what came after an article and what came before it, as far as our table knows."""
    after = successors(citation, law)
    before = predecessors(citation, law)
    parts = []
    if after:
        parts.append(
            _part("新旧对照：由什么取代", "旧在左，新在右", _pairs(law, library, after, day))
        )
    if before:
        parts.append(
            _part("新旧对照：从哪里来", "旧在左，新在右", _pairs(law, library, before, day))
        )
    return tuple(parts)


def _part(title: str, hint: str, changes: tuple[Change, ...]) -> ChangePart:
    return ChangePart(title, hint, changes[:SHOWN_AT_ONCE], changes[SHOWN_AT_ONCE:])


def _pairs(
    law: Law, library: Library, rows: Iterable[Succession], day: AskedDay
) -> tuple[Change, ...]:
    return tuple(_change(law, library, row, day) for row in rows)


def _change(law: Law, library: Library, row: Succession, day: AskedDay) -> Change:
    old_text = library.find_article(row.old)
    new_text = library.find_article(row.new) if row.new else None
    lines = _lines(
        None if old_text is None else _words(old_text, row.places),
        None if new_text is None else article_lines(new_text),
    )
    return Change(
        relation=row.relation.label,
        title=_title(row),
        note=row.note,
        old=_side(law, row.old, day, lines.old, row.old_fine),
        new=_side(law, row.new, day, lines.new, row.new_fine) if row.new else None,
        nothing=_NOTHING.get(row.relation, "没有列出对应的条文。"),
        remark=lines.remark,
    )


def _title(row: Succession) -> str:
    old = "、".join(one.place() for one in row.places) or row.old.place()
    return old if row.new is None else f"{old} → {row.new.place()}"


def _side(
    law: Law,
    citation: Citation,
    day: AskedDay,
    lines: tuple[tuple[Piece, ...], ...],
    fine: str,
) -> Side:
    link = citation_link(law, citation, day)
    return Side(link.title, str(link.href), article_chip(law, citation, day), lines, fine)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of both articles, and why nothing in them is marked."""

    old: tuple[tuple[Piece, ...], ...]
    new: tuple[tuple[Piece, ...], ...]
    remark: str = ""


def _lines(old: str | None, new: str | None) -> _Lines:
    if old is None or new is None:
        return _Lines(_plain(old), _plain(new))
    pieces = compare(old, new)
    same = sum(len(piece.text) for piece in pieces if piece.kind is Kind.SAME)
    if same < MARKED_FROM * min(len(old), len(new)):
        return _Lines(_plain(old), _plain(new), _TOO_DIFFERENT)
    return _Lines(old_lines(pieces), new_lines(pieces))


def _plain(words: str | None) -> tuple[tuple[Piece, ...], ...]:
    return tuple((Piece(Kind.SAME, line),) for line in (words or "").splitlines())


def _words(article: ArticleText, places: Iterable[Citation]) -> str:
    """Return the lines of an article, only those of the paragraphs and items where some are meant.

    An item comes with the words that its paragraph begins with.
    """
    lines: list[str] = []
    for number, paragraph in enumerate(article.paragraphs, start=1):
        meant = [place.item for place in places if place.paragraph == number]
        if None in meant:
            lines.append(paragraph_text(paragraph))
        elif meant:
            lines.append(paragraph.text)
            lines += [
                f"（{chinese_numeral(item)}）{paragraph.items[item - 1]}"
                for item in meant
                if item is not None and item <= len(paragraph.items)
            ]
    return "\n".join(lines) or article_lines(article)
