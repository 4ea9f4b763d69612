"""A whole import: every file is read and checked first, then the good ones are kept at once."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from courses.statutes.importing.annexes import read_annex
from courses.statutes.importing.comparing import structure_doubts
from courses.statutes.importing.document import SourceDocument, closed_up, tidy
from courses.statutes.importing.errors import (
    ForeignFileError,
    NothingToImportError,
    NumberingError,
    RefusedFileError,
    UnidentifiedFileError,
)
from courses.statutes.importing.formats.reading import read_document
from courses.statutes.importing.identity import (
    Candidates,
    Edition,
    Named,
    find_candidates,
    find_edition,
)
from courses.statutes.importing.numbering import (
    article_faults,
    declared_numbers,
    section_faults,
)
from courses.statutes.importing.outline import Outline, read_articles
from courses.statutes.importing.report import FileReport, ImportReport, Outcome
from courses.statutes.importing.sections import read_sections
from courses.statutes.library.store import Library
from courses.statutes.library.text import InstrumentText
from courses.statutes.registry import Registry
from courses.statutes.tables.structure import Structure

Track = Callable[[Sequence[Path]], Iterable[Path]]
"""Goes through the files, for instance showing how far it has come."""

_FEWEST_ARTICLES = 2
_MOST_FAULTS = 8
_PASSING = (".", "~$")
"""Beginnings of names that are no documents of the user: hidden ones, and Word's marks."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read; `is_named` when the user named it himself, not only its folder."""

    file: Path
    is_named: bool


def find_sources(paths: Iterable[Path]) -> list[Source]:
    """Return the files that paths name, those of folders in the order of their names.

    Raises NothingToImportError for a path that does not exist and for a folder without files.
    """
    sources: dict[Path, Source] = {}
    for path in paths:
        if path.is_dir():
            found = [Source(file, is_named=False) for file in _files_below(path)]
        elif path.exists():
            found = [Source(path, is_named=True)]
        else:
            raise NothingToImportError(path, "没有这个文件或者文件夹。请核对路径。")
        for source in found:
            sources.setdefault(source.file.resolve(), source)
    return list(sources.values())


def import_files(
    paths: Iterable[Path],
    library: Library,
    registry: Registry,
    structure: Structure,
    *,
    named: Named | None = None,
    track: Track = iter,
) -> ImportReport:
    """Read files and folders, and keep what is whole; all of it at the end, or nothing.

    Raises NothingToImportError and LibraryNotWritableError; a file that cannot be imported is told
    in the report.
    """
    found = read_files(paths, registry, structure, named=named, track=track)
    read = [_unless_shorter(one, library) for one in found]
    good = [one for one in read if one.outcome is Outcome.IMPORTED]
    texts = [one.text for one in good if one.text is not None]
    held = {(one.instrument, one.effective) for one in library.held()}
    changed = dict(zip((one.file for one in good), library.add_all(texts), strict=True))
    return ImportReport(tuple(_with_end(one, changed, held) for one in read))


def read_files(
    paths: Iterable[Path],
    registry: Registry,
    structure: Structure,
    *,
    named: Named | None = None,
    track: Track = iter,
) -> list[FileReport]:
    """Read and check files and folders without keeping anything.

    What could be imported has the outcome IMPORTED. Raises NothingToImportError.
    """
    sources = {source.file: source for source in find_sources(paths)}
    reports = [_read(sources[file], registry, structure, named) for file in track(list(sources))]
    return _with_tables(_with_rivals(reports))


def _files_below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=_tell_closed_folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(parent, name) for name in names if not name.startswith(_PASSING)]
    if not found:
        raise NothingToImportError(folder, "这个文件夹里没有文件。请核对路径。")
    return sorted(found)


def _tell_closed_folder(error: OSError) -> None:
    path = Path(error.filename or ".")
    reason = f"打不开这个文件夹（{error.strerror}）。请检查权限。"
    raise NothingToImportError(path, reason) from None


def _read(
    source: Source, registry: Registry, structure: Structure, named: Named | None
) -> FileReport:
    try:
        return _read_instrument(source.file, registry, structure, named)
    except ForeignFileError as error:
        outcome = Outcome.REFUSED if source.is_named else Outcome.PASSED_OVER
        return FileReport(source.file, outcome, str(error))
    except RefusedFileError as error:
        return FileReport(source.file, Outcome.REFUSED, str(error))


def _read_instrument(
    file: Path, registry: Registry, structure: Structure, named: Named | None
) -> FileReport:
    document = read_document(file)
    candidates = find_candidates(file, document, registry, named)
    outline = _read_outline(document, candidates)
    if not candidates.instruments:
        _tell_unknown(file, outline)
    if not (outline.articles or outline.sections or candidates.is_named):
        raise ForeignFileError(file, "提到了法律文件的标题，但没有条文。")
    history = tidy(document.declared.get("history", "")).replace(" ", "\u3000") or outline.history
    edition = find_edition(file, candidates, outline, history)
    _check_numbers(file, document, outline, edition)
    annex = read_annex(file, document.declared)
    text = InstrumentText(
        instrument=edition.instrument.id,
        title=edition.instrument.title,
        effective=edition.effective,
        articles=outline.articles,
        sections=outline.sections,
        history=history,
        preamble=outline.preamble,
        tables=(*_tables(document), *([annex.table] if annex else [])),
        closing=outline.closing,
    )
    doubts = (*edition.doubts, *outline.doubts, *structure_doubts(text, structure))
    return FileReport(
        file,
        Outcome.IMPORTED,
        text=text,
        doubts=doubts,
        tables=(annex.file,) if annex else (),
        is_excerpt=bool(document.declared.get("articles_present")),
    )


def _read_outline(document: SourceDocument, candidates: Candidates) -> Outline:
    """Read in articles, or in sections where the instrument is known to have no articles."""
    known = candidates.instruments[0] if candidates.instruments else None
    if known is None or known.article_count or not known.section_count:
        outline = read_articles(candidates.body, document.unit)
        if outline.articles or (known is not None and known.article_count):
            return outline
    return read_sections(candidates.body, known.section_count or None if known else None)


def _tell_unknown(file: Path, outline: Outline) -> None:
    if len(outline.articles) >= _FEWEST_ARTICLES:
        reason = (
            f"有 {len(outline.articles)} 条，但认不出是哪一件法律文件。"
            "请用 --as 标识 指明，标识见 xuefa statutes list；没有登记的先在本单位的登记表里登记。"
        )
        raise UnidentifiedFileError(file, reason)
    raise ForeignFileError(file, "没有登记过的标题，也没有条文。")


def _check_numbers(
    file: Path, document: SourceDocument, outline: Outline, edition: Edition
) -> None:
    """Refuse a text in which anything is missing, doubled or too much. Raises NumberingError."""
    faults = list(outline.faults)
    if outline.sections:
        faults += section_faults(outline.sections, _wanted_sections(edition))
    elif outline.articles:
        wanted = _wanted_articles(document, edition)
        excerpt = _excerpt(file, document)
        if excerpt:
            outline.doubts.append("文件声明只是节录")
        wanted = None if excerpt else wanted
        faults += article_faults(outline.articles, wanted, excerpt, outline.misplaced)
        _doubt_declared_count(document, outline)
    if faults:
        title = edition.instrument.short_title
        told = "；".join(faults[:_MOST_FAULTS])
        more = f"；等共 {len(faults)} 处" if len(faults) > _MOST_FAULTS else ""
        reason = f"《{title}》编号有问题：{told}{more}。请核对文件，补全后再导入。"
        raise NumberingError(file, reason)


def _doubt_declared_count(document: SourceDocument, outline: Outline) -> None:
    declared, count = document.declared.get("article_count", ""), len(outline.articles)
    if declared.isdecimal() and int(declared) != count:
        outline.doubts.append(f"文件声明有 {declared} 条，读到 {count} 条")


def _wanted_articles(document: SourceDocument, edition: Edition) -> int | None:
    if edition.version is not None and edition.version.article_count:
        return edition.version.article_count
    if edition.is_registered and edition.instrument.article_count:
        return edition.instrument.article_count
    declared = document.declared.get("article_count", "")
    return int(declared) if declared.isdecimal() and int(declared) else None


def _wanted_sections(edition: Edition) -> int | None:
    return edition.instrument.section_count or None if edition.is_registered else None


def _excerpt(file: Path, document: SourceDocument) -> frozenset[int]:
    try:
        return declared_numbers(document.declared.get("articles_present", ""))
    except ValueError:
        reason = "articles_present 应当写成 1-20,25 的样子。请改正后再导入。"
        raise RefusedFileError(file, reason) from None


def _tables(document: SourceDocument) -> list[tuple[tuple[str, ...], ...]]:
    return [tuple(tuple(map(closed_up, row)) for row in table) for table in document.tables]


def _with_rivals(reports: Sequence[FileReport]) -> list[FileReport]:
    """Refuse different texts of one version: nobody can say which is right."""
    rivals: dict[tuple[str, date | None], list[FileReport]] = defaultdict(list)
    for report in reports:
        if report.text is not None:
            rivals[report.text.instrument, report.text.effective].append(report)
    return [_against_rivals(report, rivals) for report in reports]


def _against_rivals(
    report: FileReport, rivals: dict[tuple[str, date | None], list[FileReport]]
) -> FileReport:
    text = report.text
    if text is None:
        return report
    others = [one for one in rivals[text.instrument, text.effective] if one.text != text]
    if not others:
        return report
    names = "、".join(one.file.name for one in others)
    reason = f"与 {names} 是同一件的同一版本，文字却不同。请只留下正确的一份，再导入。"
    return report.became(Outcome.REFUSED, reason)


def _with_tables(reports: Sequence[FileReport]) -> list[FileReport]:
    """Say of files that were read as the table of another what they are."""
    owners = {table: one.file.name for one in reports for table in one.tables}
    return [
        FileReport(one.file, Outcome.TABLE, f"随 {owners[one.file]} 读取")
        if one.text is None and one.file in owners
        else one
        for one in reports
    ]


def _unless_shorter(report: FileReport, library: Library) -> FileReport:
    """Refuse an excerpt of a version of which more is held."""
    text = report.text
    if text is None or not report.is_excerpt:
        return report
    held = library.find_version(text.instrument, text.effective)
    if held is None or len(held.articles) <= len(text.articles):
        return report
    reason = f"只是节录，法规库里已有这个版本的 {len(held.articles)} 条，没有用它替换。"
    return report.became(Outcome.REFUSED, reason)


def _with_end(
    report: FileReport, changed: dict[Path, bool], held: set[tuple[str, date | None]]
) -> FileReport:
    if report.text is None or report.file not in changed:
        return report
    if not changed[report.file]:
        return report.became(Outcome.UNCHANGED)
    before = (report.text.instrument, report.text.effective) in held
    return report.became(Outcome.REPLACED if before else Outcome.IMPORTED)
