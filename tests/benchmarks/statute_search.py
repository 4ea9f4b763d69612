"""Search every imported text our way and by stock SQLite; compare times, hits and memory.

    xuefa statutes import FOLDER --home HOME
    python tests/benchmarks/statute_search.py HOME/statutes [--rounds 3]

The same mixed queries (words of two characters, phrases, article numbers, several words, amounts,
single characters, long passages, signs) go to three searchers by turns, each asked for the number
of hits and a first page of twenty: ours as the portal calls it, from the look at the folder to the
marked passages; an FTS5 table with the stock trigram tokenizer, with its snippets; and a LIKE scan
of the same articles. The stock ones keep their database open. Where a query is plain words, our
total is checked against the scan's. Exits 1 when a total differs or p95 reaches 30 ms.
"""

import argparse
import random
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import psutil

REPOSITORY = Path(__file__).parents[2]
sys.path.insert(0, str(REPOSITORY))

from courses.statutes.library.narrowing import article_lines  # noqa: E402
from courses.statutes.library.store import Library  # noqa: E402
from courses.statutes.numerals import chinese_numeral  # noqa: E402

LIMIT_SECONDS = 0.03
PAGE = 20
_HAN = re.compile("[\u4e00-\u9fff]+")
_NUMERALS = re.compile("[零〇一二两三四五六七八九十百千万亿]")
_AMOUNT = re.compile("[二三五]?十万元|[一二五]万元|[三五]日内|百分之[一二三五]")


@dataclass(frozen=True)
class Query:
    """What is typed, and its kind; `is_plain` where a scan for its words must find the same."""

    kind: str
    text: str
    is_plain: bool = False


@dataclass
class Taken:
    """Seconds of one searcher by kind of query, and how many queries it found something for."""

    name: str
    seconds: list[tuple[str, float]] = field(default_factory=list)
    found: int = 0

    def of(self, kind: str | None = None) -> list[float]:
        """Return the seconds of one kind of query, or of all."""
        return [taken for one, taken in self.seconds if kind in (None, one)]


class Stock:
    """The articles in stock SQLite: an FTS5 trigram table, which also serves to be scanned."""

    def __init__(self, articles: Iterable[str]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE a USING fts5 (text, tokenize='trigram')")
        self._connection.execute("CREATE TABLE b (text TEXT)")
        rows = [(text,) for text in articles]
        self._connection.executemany("INSERT INTO a VALUES (?)", rows)
        self._connection.executemany("INSERT INTO b VALUES (?)", rows)

    def trigram(self, text: str) -> int:
        """Search with the trigram index, which finds no word of less than three characters."""
        match = " ".join('"' + word.replace('"', '""') + '"' for word in text.split())
        page = self._connection.execute(
            "SELECT snippet(a, 0, '[', ']', '…', 64) FROM a WHERE a MATCH ? ORDER BY rank LIMIT ?",
            (match, PAGE),
        ).fetchall()
        if len(page) < PAGE:
            return len(page)
        total = self._connection.execute("SELECT count(*) FROM a WHERE a MATCH ?", (match,))
        return int(total.fetchone()[0])

    def scan(self, text: str) -> int:
        """Look through every article for every word."""
        words = [f"%{word}%" for word in text.split()]
        conditions = " AND ".join(["text LIKE ?"] * len(words)) or "0"
        rows = self._connection.execute(
            f"SELECT text, count(*) OVER () FROM b WHERE {conditions} LIMIT ?",
            (*words, PAGE),
        ).fetchall()
        return rows[0][1] if rows else 0


def main() -> int:
    """Run the comparison and return the exit code."""
    options = read_options()
    if options.memory:
        measure_memory(options.library)
        return 0
    library = Library.open(options.library)
    articles = articles_of(library)
    if not articles:
        sys.exit(f"这里没有导入的法规：{options.library}")
    queries = make_queries(articles)
    report_opening(options.library, len(articles))
    stock = Stock(articles)
    taken, differing = run(library, stock, queries, options.rounds)
    report(taken, queries, differing)
    p95 = quantiles(taken[0].of(), n=20)[-1]
    return 1 if differing or p95 >= LIMIT_SECONDS else 0


def articles_of(library: Library) -> list[str]:
    """Return the lines of every article of the latest versions."""
    texts = [library.find_text(one) for one in dict.fromkeys(v.instrument for v in library.held())]
    return [
        article_lines(article)
        for text in texts
        if text is not None
        for article in text.sections or text.articles
    ]


def make_queries(articles: list[str]) -> list[Query]:
    """Return mixed queries, always the same for the same texts."""
    chance = random.Random(2026)

    def words(size: int) -> str:
        while True:
            runs = [run for run in _HAN.findall(chance.choice(articles)) if len(run) >= size]
            if runs:
                run = chance.choice(runs)
                start = chance.randrange(len(run) - size + 1)
                word = run[start : start + size]
                if not _NUMERALS.search(word):
                    return word

    def number(form: str) -> str:
        given = chance.randrange(1, 200)
        return form.format(n=given, c=chinese_numeral(given))

    def passage(size: int) -> str:
        text = chance.choice([one for one in articles if len(one) > size])
        start = chance.randrange(len(text) - size)
        return text[start : start + size]

    forms = ("第{c}条", "{n}", "第{n}条", "法典第{c}条", "处罚法{n}条", "第{c}条第一款", "{c}")
    amounts = sorted({amount for text in articles for amount in _AMOUNT.findall(text)})
    signs = ("，。", '" * - NEAR ( )', "夜间*", "《》", "AND OR NOT")
    return [
        *(Query("二字词", words(2), is_plain=True) for _ in range(70)),
        *(Query("短语", words(chance.randrange(3, 13)), is_plain=True) for _ in range(50)),
        *(Query("条号", number(chance.choice(forms))) for _ in range(45)),
        *(Query("多个词", f"{words(2)} {words(2)}", is_plain=True) for _ in range(30)),
        *(Query("金额期限", chance.choice(amounts)) for _ in range(15)),
        *(Query("单字", words(1), is_plain=True) for _ in range(15)),
        *(Query("长段", passage(chance.randrange(40, 300))) for _ in range(10)),
        *(Query("符号", sign) for sign in signs),
    ]


def run(
    library: Library, stock: Stock, queries: list[Query], rounds: int
) -> tuple[list[Taken], list[str]]:
    """Ask every searcher every query by turns; return the times, and where our total differs."""
    ours, trigram, scan = Taken("本平台"), Taken("FTS5 trigram"), Taken("LIKE 逐条扫描")
    differing = []
    for _ in range(rounds):
        for query in queries:
            total = timed(ours, query, lambda text: library.search(text, count=PAGE).total)
            timed(trigram, query, stock.trigram)
            scanned = timed(scan, query, stock.scan)
            # A word over a comma is found by us and not by the scan; never the other way round.
            if query.is_plain and total < scanned:
                differing.append(f"{query.text}：{total} 条，逐条扫描 {scanned} 条")
    return [ours, trigram, scan], differing


def timed(taken: Taken, query: Query, search: Callable[[str], int]) -> int:
    """Let a searcher answer a query, note the time, and return the total."""
    start = time.perf_counter()
    total = search(query.text)
    taken.seconds.append((query.kind, time.perf_counter() - start))
    taken.found += total > 0
    return total


def report_opening(folder: Path, articles: int) -> None:
    """Print how long the index takes, and what a fresh process needs."""
    size = sum(file.stat().st_size for file in folder.glob("*.json"))
    (folder / "search.db").unlink(missing_ok=True)
    start = time.perf_counter()
    Library.open(folder).index()
    made = time.perf_counter() - start
    index = (folder / "search.db").stat().st_size
    print(
        f"{len(Library.open(folder).held())} 个版本，{articles} 条（项），文本 {size / 1e6:.1f} MB"
    )
    print(f"建索引 {made:.2f} 秒，索引 {index / 1e6:.1f} MB")
    subprocess.run([sys.executable, __file__, str(folder), "--memory"], check=True)


def measure_memory(folder: Path) -> None:
    """Print the time to open in this fresh process, and how its memory grows."""
    process = psutil.Process()
    before = process.memory_info().rss
    start = time.perf_counter()
    library = Library.open(folder)
    held = library.held()
    opened = time.perf_counter() - start
    grown = [("列出全部版本", process.memory_info().rss)]
    start = time.perf_counter()
    library.search("夜间")
    first = time.perf_counter() - start
    grown.append(("第一次检索", process.memory_info().rss))
    for number in range(200):
        library.search(f"第{chinese_numeral(number + 1)}条")
    grown.append(("再检索 200 次", process.memory_info().rss))
    for version in held:
        library.find_text(version.instrument)
    grown.append(("读过每一部全文", process.memory_info().rss))
    print(f"打开并列出 {opened * 1000:.0f} 毫秒，第一次检索 {first * 1000:.0f} 毫秒")
    print("内存增长：" + "，".join(f"{name} {(rss - before) / 1e6:.1f} MB" for name, rss in grown))


def report(taken: list[Taken], queries: list[Query], differing: list[str]) -> None:
    """Print the times of every searcher and how ours compare."""
    rounds = len(taken[0].seconds) // len(queries)
    print(f"\n{len(queries)} 个查询，{rounds} 轮；毫秒")
    print(f"{'':<16}{'p50':>8}{'p95':>8}{'最慢':>8}   查到")
    for one in taken:
        cuts = quantiles(one.of(), n=20)
        figures = (cuts[9], cuts[-1], max(one.of()))
        print(f"{one.name:<16}" + "".join(f"{figure * 1000:>8.2f}" for figure in figures), end="")
        print(f"   {one.found // rounds}")
    print("\n中位数按查询的种类；倍数是原生做法除以本平台")
    for kind in dict.fromkeys(query.kind for query in queries):
        middle = [quantiles(one.of(kind), n=2)[0] for one in taken]
        ratios = " ".join(f"{slow / middle[0]:>7.1f}" for slow in middle[1:])
        print(f"{kind:<8}" + "".join(f"{figure * 1000:>8.2f}" for figure in middle) + "  " + ratios)
    print("\n总数少于逐条扫描的查询：" + ("；".join(differing) or "没有"))


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
