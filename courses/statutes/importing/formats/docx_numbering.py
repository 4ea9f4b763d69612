"""The numbers that Word prints before paragraphs but does not write into their text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from courses.statutes.numerals import GREATEST, chinese_numeral

_CHINESE = {
    *("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting"),
    "taiwaneseCountingThousand",
}
_NO_NUMBER = {"bullet", "none"}
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document; `prefix` must be asked paragraph by paragraph, in order."""

    lists: Mapping[str, tuple[str, Mapping[int, _Level]]]
    styles: Mapping[str, tuple[str, int]]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def prefix(self, properties: Any | None) -> str:
        """Return what Word prints before the paragraph with these properties, or nothing."""
        number, depth = self._list_of(properties)
        if number not in self.lists:
            return ""
        abstract, levels = self.lists[number]
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _DEEPEST)
        before = counts[depth]
        counts[depth] = levels[depth].start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_DEEPEST - depth - 1)
        return _printed(levels, depth, counts)

    def _list_of(self, properties: Any | None) -> tuple[str, int]:
        if properties is None:
            return "", 0
        own = properties.find(qn("w:numPr"))
        if own is not None:
            return _number_and_depth(own)
        style = properties.find(qn("w:pStyle"))
        return self.styles.get(_value(style), ("", 0))


def read_numbering(document: Any) -> Numbering:
    """Read the lists and the styles that number their paragraphs; a document may have none."""
    styles = {
        style.get(qn("w:styleId")): _number_and_depth(found)
        for style in document.styles.element.iter(qn("w:style"))
        if (found := style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")) is not None
    }
    root = next(
        (
            relation.target_part.element
            for relation in document.part.rels.values()
            if relation.reltype.endswith("/numbering")
        ),
        None,
    )
    return Numbering({} if root is None else _lists(root), styles)


def _lists(root: Any) -> dict[str, tuple[str, Mapping[int, _Level]]]:
    abstracts = {
        abstract.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"))): _Level(
                _value(level.find(qn("w:numFmt"))) or "decimal",
                _value(level.find(qn("w:lvlText"))),
                int(_value(level.find(qn("w:start"))) or 1),
            )
            for level in abstract.iter(qn("w:lvl"))
        }
        for abstract in root.iter(qn("w:abstractNum"))
    }
    lists: dict[str, tuple[str, Mapping[int, _Level]]] = {}
    for number in root.iter(qn("w:num")):
        name, abstract = number.get(qn("w:numId")), _value(number.find(qn("w:abstractNumId")))
        restarts = number.find(qn("w:lvlOverride")) is not None
        lists[name] = (f"{abstract}/{name}" if restarts else abstract, abstracts.get(abstract, {}))
    return lists


def _number_and_depth(properties: Any) -> tuple[str, int]:
    depth = _value(properties.find(qn("w:ilvl")))
    return _value(properties.find(qn("w:numId"))), int(depth or 0)


def _printed(levels: Mapping[int, _Level], depth: int, counts: list[int | None]) -> str:
    text = levels[depth].text
    if levels[depth].form in _NO_NUMBER:
        return ""
    for place in range(depth + 1):
        if place in levels:
            count = counts[place] or levels[place].start
            text = text.replace(f"%{place + 1}", _written(count, levels[place].form))
    return text


def _written(count: int, form: str) -> str:
    chinese = form in _CHINESE and 0 < count <= GREATEST
    return chinese_numeral(count) if chinese else str(count)


def _value(element: Any | None) -> str:
    return "" if element is None else str(element.get(qn("w:val")) or "")
