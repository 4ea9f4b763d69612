"""The check of one lesson: its notebook statement by statement, and what course.toml says."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from courses.catalogue import Course, Lesson
from courses.checking.amounts import amounts
from courses.checking.citations import Fault, Judged, find_citation, standing_faults
from courses.checking.finding import Checked, Counts, Finding, Rule, Severity
from courses.checking.ground import Ground, Sources
from courses.checking.grounding import computation_faults, figure_faults, idle_marks
from courses.checking.link_text import link_text_fault
from courses.checking.markings import Marks
from courses.checking.notebook import ShownStatute, read_notebook
from courses.checking.passages import Cell, Link, Role
from courses.checking.statements import Statement, excerpt, passage_statements, statements
from courses.statutes.citation import Citation
from courses.statutes.figures import Figure

OLD_ADVICE = "在链接的标题里写“旧法”，或者用 <!-- 行为日：年-月-日 --> 写明按哪一天的法律讲"
LISTED_ADVICE = "在课文里链接到它，并且在链接的标题里写“旧法”"
FIGURE_ADVICE = "写 <!-- 案情：8万元 --> 或者 <!-- 计算：…… -->"


def check_lesson(course: Course, lesson: Lesson, ground: Ground) -> Checked:
    """Check the statements of a lesson and the citations that course.toml lists for it."""
    notebook = read_notebook(lesson.path)
    said = [statement for cell in notebook.cells for statement in statements(cell)]
    findings = [
        *_widget_findings(lesson.path, notebook.widgets, ground),
        *(f for cell in notebook.cells for f in _cell_findings(lesson.path, cell, ground)),
        *_listed_findings(course, lesson, said, ground),
    ]
    counts = Counts(
        lessons=1,
        statements=len(said),
        citations=sum(len(statement.links) for statement in said)
        + len(lesson.cites)
        + len(notebook.widgets),
        figures=sum(len(statement.facts()) for statement in said),
    )
    return Checked(tuple(findings), counts)


def _widget_findings(
    file: Path, widgets: Iterable[ShownStatute], ground: Ground
) -> Iterator[Finding]:
    """Look for the articles that widgets show; how they stand, the widget says itself."""
    for shown in widgets:
        found = find_citation(ground, shown.target)
        if isinstance(found, Fault):
            yield from _located(file, f"第 {shown.cell} 格，statute.show", [found])


def _cell_findings(file: Path, cell: Cell, ground: Ground) -> Iterator[Finding]:
    used: list[Figure] = []
    for passage in cell.passages:
        said = list(passage_statements(passage, cell))
        for statement in said:
            place = f"{_place(cell, passage.heading)}：“{statement.excerpt}”"
            yield from _located(file, place, _statement_faults(statement, cell, ground))
        stated = [figure for statement in said for figure in statement.facts()]
        links = (*passage.links, *passage.shared) or cell.links
        faults = _mark_faults(passage.marks, links, stated, ground)
        place = f"{_place(cell, passage.heading)}：“{excerpt(passage.text)}”"
        yield from _located(file, place, faults)
        used += stated
    heading = cell.passages[0].heading if cell.passages else ""
    faults = _mark_faults(cell.marks, cell.links, used, ground)
    yield from _located(file, _place(cell, heading), faults)


def _statement_faults(statement: Statement, cell: Cell, ground: Ground) -> Iterator[Fault]:
    yield from _link_faults(statement, ground)
    yield from _rule_faults(statement)
    if not cell.is_title:
        yield from _figure_faults(statement, ground)


def _link_faults(statement: Statement, ground: Ground) -> Iterator[Fault]:
    for link in statement.links:
        found = find_citation(ground, link.target)
        if isinstance(found, Fault):
            yield found
            continue
        if (mismatch := link_text_fault(ground, link.words, found)) is not None:
            yield mismatch
        day = link.on or statement.marks.acts_on or ground.on
        judged = Judged(found, (day,), link.is_old, statement.role is Role.OPEN, OLD_ADVICE)
        yield from standing_faults(ground, judged)


def _rule_faults(statement: Statement) -> Iterator[Fault]:
    if statement.asserts_rule and not statement.covering:
        message = (
            "这句话讲的是规则，却没有引用。请在句末补上条文链接；"
            "其实不是规则的，在句后写 <!-- 不是规则 -->。"
        )
        yield Fault(Rule.UNCITED, Severity.PROBLEM, message)


def _figure_faults(statement: Statement, ground: Ground) -> Iterator[Fault]:
    marks = statement.marks
    marked = amounts(marks.case) | amounts(computation.figure for computation in marks.computed)
    sources = _sources(statement.covering or statement.near, ground)
    return figure_faults(statement.facts(), sources, marked, FIGURE_ADVICE)


def _sources(links: Iterable[Link], ground: Ground) -> Sources:
    found = (find_citation(ground, link.target) for link in links)
    return ground.sources(citation for citation in found if isinstance(citation, Citation))


def _mark_faults(
    marks: Marks, links: Iterable[Link], used: list[Figure], ground: Ground
) -> Iterator[Fault]:
    for fault in marks.faults:
        yield Fault(Rule.MARKING, Severity.PROBLEM, fault)
    sources = _sources(links, ground)
    yield from computation_faults(marks.computed, ground, sources, amounts(marks.case))
    stated = (*marks.case, *(computation.figure for computation in marks.computed))
    yield from idle_marks(stated, used, marks.computed)


def _listed_findings(
    course: Course, lesson: Lesson, said: Iterable[Statement], ground: Ground
) -> Iterator[Finding]:
    """Judge what course.toml lists; the marking of the notebook's links holds for it too."""
    excused = _excused(said, ground)
    for text in lesson.cites:
        found = find_citation(ground, text)
        if isinstance(found, Fault):
            faults = [found]
        elif found.whole_article in excused:
            continue
        else:
            judged = Judged(found, (ground.on,), False, False, LISTED_ADVICE)
            faults = list(standing_faults(ground, judged))
        yield from _located(course.file, f"课 {lesson.id}，cites", faults)


def _excused(said: Iterable[Statement], ground: Ground) -> set[Citation]:
    excused = set()
    for statement in said:
        is_open = statement.role is Role.OPEN or statement.marks.acts_on is not None
        for link in statement.links:
            found = find_citation(ground, link.target)
            if (is_open or link.is_old or link.on) and isinstance(found, Citation):
                excused.add(found.whole_article)
    return excused


def _located(file: Path, place: str, faults: Iterable[Fault]) -> Iterator[Finding]:
    for fault in faults:
        yield Finding(file, place, fault.rule, fault.severity, fault.message)


def _place(cell: Cell, heading: str) -> str:
    return f"第 {cell.number} 格“{heading}”" if heading else f"第 {cell.number} 格"
