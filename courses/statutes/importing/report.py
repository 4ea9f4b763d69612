"""What became of every file of an import, told in Chinese."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from courses.statutes.library.text import ArticleText, InstrumentText, Level


class Outcome(StrEnum):
    """What became of a file."""

    IMPORTED = "已导入"
    REPLACED = "已更新"
    UNCHANGED = "没有变化"
    TABLE = "附表"
    PASSED_OVER = "不是法规文本"
    REFUSED = "没有导入"


@dataclass(frozen=True, slots=True)
class FileReport:
    """A file, what became of it, and why; `text` is what was read where it was an instrument.

    `doubts` are what was read without certainty, `tables` the files that were read with it;
    `is_excerpt` says that the file declares to hold only some of the articles.
    """

    file: Path
    outcome: Outcome
    reason: str = ""
    text: InstrumentText | None = None
    doubts: tuple[str, ...] = ()
    tables: tuple[Path, ...] = ()
    is_excerpt: bool = False

    def became(self, outcome: Outcome, reason: str = "") -> "FileReport":
        """Return the same file with another end."""
        return replace(self, outcome=outcome, reason=reason or self.reason)

    def sentence(self) -> str:
        """Return the line that tells it, without the doubts."""
        told = self.reason
        if self.text is not None and self.outcome is not Outcome.REFUSED:
            told = contents(self.text) + (f"。{self.reason}" if self.reason else "")
        return f"{self.outcome}：{self.file.name}" + (f"：{told}" if told else "")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The files of an import, in the order in which they were read."""

    files: tuple[FileReport, ...]

    @property
    def succeeded(self) -> bool:
        """Whether no file was refused."""
        return not self.of(Outcome.REFUSED)

    def of(self, *outcomes: Outcome) -> tuple[FileReport, ...]:
        """Return the files with one of these ends."""
        return tuple(one for one in self.files if one.outcome in outcomes)

    def summary(self) -> str:
        """Return the last line: how many files came to which end."""
        counts = Counter(one.outcome for one in self.files)
        told = "，".join(
            f"{outcome} {counts[outcome]} 个" for outcome in Outcome if counts[outcome]
        )
        changed = counts[Outcome.IMPORTED] + counts[Outcome.REPLACED]
        return f"共 {len(self.files)} 个文件：{told}。" + ("" if changed else "法规库没有改动。")


def contents(text: InstrumentText) -> str:
    """Return what was read of an instrument: its title, first day, and how much of each level."""
    day = "施行日期不明" if text.effective is None else f"{text.effective} 起施行"
    return f"《{text.title}》（{day}）：{'、'.join(_amounts(text))}"


def _amounts(text: InstrumentText) -> list[str]:
    articles = text.articles or text.sections
    headings = [f"{count} {level}" for level, count in _headings(articles) if level != Level.TOPIC]
    if text.sections:
        topics = dict(_headings(articles)).get(Level.TOPIC, 0)
        return [*([f"{topics} 个标题"] if topics else []), f"{len(articles)} 节", *_tables(text)]
    paragraphs = sum(len(article.paragraphs) for article in articles)
    items = sum(len(one.items) for article in articles for one in article.paragraphs)
    return [
        *headings,
        f"{len(articles)} 条",
        f"{paragraphs} 款",
        *([f"{items} 项"] if items else []),
        *_tables(text),
    ]


def _tables(text: InstrumentText) -> list[str]:
    return [f"附表 {_rows(table)} 行" for table in text.tables]


def _rows(table: tuple[tuple[str, ...], ...]) -> int:
    """Return how many rows a table has below its heading, which does not begin with a number."""
    has_heading = bool(table) and not table[0][0][:1].isdigit()
    return len(table) - has_heading


def _headings(articles: Iterable[ArticleText]) -> list[tuple[Level, int]]:
    paths = {one.headings[: end + 1] for one in articles for end in range(len(one.headings))}
    counts = Counter(path[-1].level for path in paths)
    return [(level, counts[level]) for level in Level if counts[level]]
