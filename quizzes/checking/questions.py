"""The check of one question: its citations on the day of its case, and its figures."""

from collections.abc import Iterator
from pathlib import Path

from courses.checking.amounts import Amount, amounts, stated_figures
from courses.checking.citations import Fault, Judged, place_fault, standing_faults
from courses.checking.computed import read_computation
from courses.checking.finding import Checked, Counts, Finding
from courses.checking.ground import Ground
from courses.checking.grounding import computation_faults, figure_faults, idle_marks
from courses.errors import StudyError
from courses.statutes.citation import Citation, parse_citation
from courses.statutes.figures import read_figure
from quizzes.kinds import kind_of
from quizzes.model import Question, StatedText

OLD_ADVICE = "有行为日的写 acts_on（另有决定日的写 decided_on），没有的写 historical = true"
FIGURE_ADVICE = "写进 case_figures 或者 computed；故意写错的写进 wrong_figures"


def check_question(file: Path, place: str, question: Question, ground: Ground) -> Checked:
    """Check one question of a bank file; `place` is how the file's reader names it.

    Citations that point nowhere or at an instrument without text are the reader's to tell.
    """
    return _Check(file, place, question, ground).checked()


def _resolved(ground: Ground, text: str) -> list[Citation]:
    try:
        citation = parse_citation(text)
        ground.law.registry.resolve(citation)
    except StudyError:
        return []
    return [citation]


def _case(question: Question) -> tuple[StatedText, ...]:
    """Return the text of the case, whose figures every part has to ground."""
    return () if question.case is None else (StatedText("case", question.case.text),)


def _told(question: Question) -> str:
    """Return what a learner has read before the rest: dates there may be taken up without month."""
    return question.stem if question.case is None else f"{question.case.text}{question.stem}"


class _Check:
    def __init__(self, file: Path, place: str, question: Question, ground: Ground) -> None:
        self.file = file
        self.place = place
        self.question = question
        self.ground = ground
        self.cited = [citation for text in question.cites for citation in _resolved(ground, text)]
        self.case = [read_figure(text) for text in question.case_figures]
        self.wrong = [read_figure(text) for text in question.wrong_figures]
        self.computed = [read_computation(text) for text in question.computed]
        self.sources = ground.sources(self.cited)
        self.told = _told(question)
        self.stated = [
            (one, list(stated_figures(one.text, self.told)))
            for one in (*_case(question), *kind_of(question).stated(question))
        ]

    def checked(self) -> Checked:
        findings = [*self._citations(), *self._figures(), *self._marks()]
        counts = Counts(
            questions=1,
            citations=len(self.question.cites),
            figures=sum(len(figures) for _, figures in self.stated),
        )
        return Checked(tuple(findings), counts)

    def _citations(self) -> Iterator[Finding]:
        question = self.question
        named = [day for day in (question.acts_on, question.decided_on) if day is not None]
        days = tuple(named or [self.ground.on])
        for citation in self.cited:
            if (missing := place_fault(self.ground, citation)) is not None:
                yield self._finding("cites", missing)
            if not self.ground.law.registry.get_instrument(citation.instrument).has_text:
                continue
            judged = Judged(citation, days, question.historical, False, OLD_ADVICE)
            for fault in standing_faults(self.ground, judged):
                yield self._finding("cites", fault)

    def _figures(self) -> Iterator[Finding]:
        right = amounts(self.case) | amounts(one.figure for one in self.computed)
        for stated, figures in self.stated:
            marked = right | (self._wrong_beside(stated) if stated.allows_wrong else frozenset())
            for fault in figure_faults(figures, self.sources, marked, FIGURE_ADVICE):
                yield self._finding(stated.field, fault)

    def _wrong_beside(self, stated: StatedText) -> frozenset[Amount]:
        return amounts(self.wrong) | amounts(stated_figures(stated.beside, self.told))

    def _marks(self) -> Iterator[Finding]:
        case = amounts(self.case)
        for fault in computation_faults(self.computed, self.ground, self.sources, case):
            yield self._finding("computed", fault)
        used = [figure for _, figures in self.stated for figure in figures]
        marks = {
            "case_figures": self.case,
            "wrong_figures": self.wrong,
            "computed": [one.figure for one in self.computed],
        }
        for field, figures in marks.items():
            for fault in idle_marks(figures, used, self.computed):
                yield self._finding(field, fault)

    def _finding(self, field: str, fault: Fault) -> Finding:
        place = f"{self.place}，{field}"
        return Finding(self.file, place, fault.rule, fault.severity, fault.message)
