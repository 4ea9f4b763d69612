"""xuefa statutes: bringing official texts into the home, and seeing what is there.

Imported texts are no study data: they are kept whole or not at all, and a running portal sees them
at its next page, so that nothing has to be stopped.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from courses.statutes.importing.identity import Named, read_named
from courses.statutes.importing.importer import find_sources, import_files
from courses.statutes.importing.report import FileReport, ImportReport, Outcome
from courses.statutes.instrument import Instrument
from courses.statutes.library.store import HeldVersion, Library
from courses.statutes.registry import Registry
from courses.statutes.tables.structure import embedded_structure
from grading.home import Home
from widgets.cli.errors import InvalidInstrumentNameError, OneFileOnlyError
from widgets.cli.home_option import HomeOption, chosen_home
from widgets.cli.table import lined_up

FAILED = 1
INTERRUPTED = 130
_DOUBT_INDENT = "    存疑："
_CHANGED = (Outcome.IMPORTED, Outcome.REPLACED)

Paths = Annotated[
    list[Path],
    typer.Argument(help="法规文件，或者放法规文件的文件夹，可写多个", metavar="文件或文件夹"),
]
As = Annotated[
    str | None,
    typer.Option(
        "--as",
        help="指明这个文件是哪一件：标识，或者 标识@施行日；只能用于一个文件",
        metavar="标识",
        show_default=False,
    ),
]


def import_texts(paths: Paths, as_: As = None, home: HomeOption = None) -> None:
    """Import files and folders; the exit code is 1 when a file was refused."""
    named = _named(as_, paths)
    opened = chosen_home(home)
    opened.prepare()
    library = Library.open(opened.statutes)
    registry = _registry(opened)
    try:
        report = import_files(
            paths, library, registry, embedded_structure(), named=named, track=_with_progress
        )
    except KeyboardInterrupt:
        typer.echo("已中断，没有导入任何文件。", err=True)
        raise typer.Exit(INTERRUPTED) from None
    typer.echo("\n".join(_lines(report)))
    if report.of(*_CHANGED):
        library.index()  # so that the first search need not wait for it
    if not report.succeeded:
        raise typer.Exit(FAILED)


def list_texts(home: HomeOption = None) -> None:
    """List the versions that are held, and what is registered but not yet imported."""
    opened = chosen_home(home)
    library = Library.open(opened.statutes)
    registry = _registry(opened)
    held = library.held()
    typer.echo(f"已导入 {len(held)} 个版本。")
    _echo_table([_held_row(one) for one in held])
    have = {(one.instrument, one.effective) for one in held}
    lacking = [one for one in registry if (one.id, one.effective) not in have]
    typer.echo(
        f"\n登记了但还没有导入 {len(lacking)} 件，请按标题到国家法律法规数据库等官方网站下载。"
    )
    _echo_table([_lacking_row(one) for one in lacking])
    for problem in library.problems():
        typer.echo(f"这个文件已损坏，请重新导入：{problem}")


def _named(text: str | None, paths: Sequence[Path]) -> Named | None:
    if text is None:
        return None
    try:
        named = read_named(text)
    except ValueError:
        raise InvalidInstrumentNameError(text) from None
    if len(find_sources(paths)) != 1:
        raise OneFileOnlyError
    return named


def _registry(home: Home) -> Registry:
    registry, problems = Registry.with_own(home.statutes)
    for problem in problems:
        typer.echo(f"本单位的登记有错，这一件没有采用：{problem}", err=True)
    return registry


def _with_progress(files: Sequence[Path]) -> Iterator[Path]:
    """Go through the files behind a bar, which shows only in a terminal."""
    if not sys.stderr.isatty():
        yield from files
        return
    with typer.progressbar(files, label="读取", file=sys.stderr) as bar:
        yield from bar


def _lines(report: ImportReport) -> Iterator[str]:
    for one in report.files:
        yield from _file_lines(one)
    yield report.summary()


def _file_lines(one: FileReport) -> Iterator[str]:
    yield one.sentence()
    if one.outcome in (*_CHANGED, Outcome.UNCHANGED):
        yield from (_DOUBT_INDENT + doubt for doubt in one.doubts)


def _held_row(version: HeldVersion) -> tuple[str, ...]:
    count = (
        f"{version.article_count} 条" if version.article_count else f"{version.section_count} 节"
    )
    return version.instrument, str(version.effective or "施行日期不明"), count, version.title


def _lacking_row(instrument: Instrument) -> tuple[str, ...]:
    day = str(instrument.effective or "施行日期不明")
    note = "" if instrument.has_text else "（登记时未见全文）"
    return instrument.id, day, instrument.number or instrument.kind, instrument.title + note


def _echo_table(rows: Iterable[Sequence[str]]) -> None:
    for line in lined_up(rows, indent="  "):
        typer.echo(line)
