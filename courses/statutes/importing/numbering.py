"""Checking numbers: gaps, doubles, and the count the registry knows."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from courses.statutes.importing.marks import HeadingMark
from courses.statutes.library.text import ArticleText, Level
from courses.statutes.numerals import chinese_numeral

_MOST_TOLD = 8

Key = tuple[int, int]


def article_place(key: Key) -> str:
    """Return how an article is called: 第十二条, 第十二条之一."""
    insert = f"之{chinese_numeral(key[1])}" if key[1] else ""
    return f"第{chinese_numeral(key[0])}条{insert}"


def declared_numbers(ranges: str) -> frozenset[int]:
    """Read the numbers that an excerpt declares to hold: 1-20,25. Raises ValueError."""
    found: set[int] = set()
    for part in filter(None, (one.strip() for one in ranges.split(","))):
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def article_faults(
    articles: Sequence[ArticleText],
    wanted: int | None,
    declared: Collection[int] = (),
    misplaced: Collection[int] = (),
) -> list[str]:
    """Name every number that is missing, stands twice or is too many, in Chinese.

    `wanted` is how many articles the version has, None where nobody knows. `declared` are the
    numbers of an excerpt, which may lack the others. Those `misplaced` were told of already.
    """
    keys = [(article.number, article.insert or 0) for article in articles]
    whole = {number for number, _ in keys}
    last = max([wanted or 0, *whole])
    needed = declared or range(1, last + 1)
    missing = [one for one in needed if one not in whole and one not in misplaced]
    faults = [f"缺{_runs(missing)}"] if missing else []
    faults += [f"缺{article_place(key)}" for key in _missing_inserts(keys)]
    doubled = sorted(key for key, times in Counter(keys).items() if times > 1)
    faults += [f"{article_place(key)}有两次" for key in doubled]
    if wanted is not None and last > wanted:
        faults.append(f"登记的版本有{wanted}条，文件里有到{article_place((last, 0))}")
    return faults


def section_faults(sections: Sequence[ArticleText], wanted: int | None) -> list[str]:
    """Name what is missing among the numbered sections of an instrument without articles."""
    numbers = {section.number for section in sections}
    last = max([wanted or 0, *numbers])
    missing = [number for number in range(1, last + 1) if number not in numbers]
    faults = [f"缺（{chinese_numeral(number)}）" for number in missing[:_MOST_TOLD]]
    if wanted is not None and last > wanted:
        faults.append(f"登记的版本分{wanted}节，文件里有到（{chinese_numeral(last)}）")
    return faults


@dataclass(slots=True)
class HeadingOrder:
    """The headings in the order in which they come; what is odd about their numbers is doubted.

    Chapters of a part go on counting through its subparts; sections begin anew in every chapter.
    """

    doubts: list[str] = field(default_factory=list)
    _last: dict[Level, int] = field(default_factory=dict)
    _seen: list[tuple[Level, int, str]] = field(default_factory=list)

    def take_in(self, level: Level, number: int, title: str) -> None:
        """Look at the next heading."""
        before = self._last.get(level, 0)
        if number != before + 1:
            name = f"第{chinese_numeral(number)}{level}"
            told = f"前面是第{chinese_numeral(before)}{level}" if before else "是头一个"
            self.doubts.append(f"{name}（{title}）的编号不连续，{told}")
        self._last[level] = number
        self._seen.append((level, number, title))
        for narrower in _BEGIN_ANEW.get(level, ()):
            self._last.pop(narrower, None)

    def compare(self, contents: Iterable[HeadingMark]) -> Iterator[str]:
        """Give doubts about headings that the table of contents names otherwise."""
        told = [(mark.level, mark.number, mark.title) for mark in contents]
        if told and told != self._seen:
            listed = [one for one in told if one not in self._seen]
            names = "、".join(f"第{chinese_numeral(n)}{level}{title}" for level, n, title in listed)
            yield f"目录与正文的标题不一致：{names or '正文多出标题'}"


_BEGIN_ANEW = {
    Level.PART: (Level.SUBPART, Level.CHAPTER, Level.SECTION),
    Level.CHAPTER: (Level.SECTION,),
}


def _missing_inserts(keys: Sequence[Key]) -> Iterator[Key]:
    for number, insert in sorted(set(keys)):
        if insert > 1 and (number, insert - 1) not in keys:
            yield number, insert - 1


def _runs(numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = [
        article_place((first, 0)) + ("" if first == last else f"至{article_place((last, 0))}")
        for first, last in runs
    ]
    more = "等" if len(told) > _MOST_TOLD else ""
    return "、".join(told[:_MOST_TOLD]) + more
