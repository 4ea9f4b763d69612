"""Import the longest law from every kind of file; compare docx with python-docx's own paragraphs.

    python tests/benchmarks/statute_import.py FOLDER [--instrument ID] [--rounds 5]

FOLDER holds official texts as Markdown. The instrument is written in each layout by the test
builders, then imported into an empty library: reading, numbering, structure, keeping. For docx the
same file is also walked the obvious way, `[p.text for p in Document(file).paragraphs]`, which only
gives lines. Exits 1 when Markdown takes 2 s or docx 5 s, or when a text does not come back.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

import docx  # noqa: E402
from builders.statute_files import (  # noqa: E402
    write_docx,
    write_html,
    write_markdown,
    write_plain,
)

from courses.statutes.importing.importer import import_files, read_files  # noqa: E402
from courses.statutes.library.store import Library  # noqa: E402
from courses.statutes.library.text import InstrumentText  # noqa: E402
from courses.statutes.registry import Registry  # noqa: E402
from courses.statutes.tables.structure import embedded_structure  # noqa: E402

LIMITS = {"Markdown": 2.0, "docx": 5.0}
SUFFIXES = {"Markdown": ".md", "docx": ".docx", "HTML": ".html", "plain text": ".txt"}


def writers() -> dict[str, Callable[[Path, InstrumentText], Path]]:
    """Return what writes a text as each kind of file."""
    return {
        "Markdown": write_markdown,
        "docx": write_docx,
        "HTML": write_html,
        "plain text": lambda file, text: write_plain(file, text, "gb18030", width=40),
    }


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def import_once(file: Path, wanted: InstrumentText) -> float:
    """Import a file into an empty library and return the seconds; stop when it is not whole."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder))
        how = ([file], library, Registry.embedded(), embedded_structure())
        taken = seconds(lambda: import_files(*how))
        if library.find_version(wanted.instrument, wanted.effective) != wanted:
            sys.exit(f"{file.name} did not come back whole")
    return taken


def naive(file: Path) -> list[str]:
    """Walk a Word document the obvious way."""
    return [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]


def main() -> int:
    """Print the figures and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--instrument", default="ecological-environment-code")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    source = [asked.folder / f"{asked.instrument}.md"]
    (report,) = read_files(source, Registry.embedded(), embedded_structure())
    if report.text is None:
        sys.exit(report.reason)
    text = replace(report.text, tables=())
    print(f"{text.title}: {len(text.articles)} articles, median of {asked.rounds} rounds")
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for kind, write in writers().items():
            file = write(Path(folder) / f"text{SUFFIXES[kind]}", text)
            took = median(import_once(file, text) for _ in range(asked.rounds))
            limit = LIMITS.get(kind)
            failed |= limit is not None and took >= limit
            print(f"{kind:<12} {took:6.3f} s" + (f"  (limit {limit:.0f} s)" if limit else ""))
            if kind == "docx":
                walked = median(seconds(lambda f=file: naive(f)) for _ in range(asked.rounds))
                print(f"{'':<12} {walked:6.3f} s  python-docx paragraphs alone")
                print(f"{'':<12} {took / walked:6.2f}    times that for the whole import")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
