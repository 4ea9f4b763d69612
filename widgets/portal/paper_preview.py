"""A paper as those who run exams look it through: as it is printed, with the key beside it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from courses.catalogue import Course
from courses.statutes.registry import Registry
from quizzes.draw import Variant
from quizzes.kinds import KINDS, case_analysis
from quizzes.model import ChoiceQuestion, Question
from quizzes.paper import Paper
from quizzes.printing.sheet import PrintedCase, PrintedQuestion, Section, Sheet, lay_out
from widgets.portal.law_links import instrument_of, link_citations
from widgets.portal.shown import ShownCitation, citations

LEVELS = {1: "易", 2: "中", 3: "难"}
"""The words for difficulties."""
KIND_LABELS = {name: kind.label for name, kind in KINDS.items()} | {
    case_analysis.NAME: case_analysis.LABEL
}
"""The words for what makes a section of a paper."""
GAP = 2
"""Room between the sections of the picture, in points."""
STEP = 8
"""Height of one difficulty in the picture."""


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A line below a stem as on paper; `is_right` marks an option that belongs to the key."""

    text: Markup
    is_right: bool


@dataclass(frozen=True, slots=True)
class PreviewQuestion:
    """A question with its key; citations in its words are links.

    `remarks` are what the paper says of points and marking of this question alone; `shared_with`
    are the letters of other variants that have it too.
    """

    number: int
    question: Question
    label: str
    points: int
    remarks: str
    level: str
    topics: tuple[str, ...]
    shared_with: tuple[str, ...]
    stem: Markup
    lines: list[PreviewLine]
    answer: Markup
    rubric: list[Markup]
    explanation: Markup
    mistakes: list[Markup]
    cites: list[ShownCitation]


@dataclass(frozen=True, slots=True)
class PreviewSection:
    """A section as it is printed: its questions by case, or all of them without one."""

    heading: str
    direction: str
    groups: list[tuple[PrintedCase | None, list[PreviewQuestion]]]


@dataclass(frozen=True, slots=True)
class Bar:
    """A question in the picture: as wide as its points, as high as it is difficult."""

    x: int
    width: int
    height: int
    kind: str


@dataclass(frozen=True, slots=True)
class Sum:
    """How many questions (or whole cases) and points belong to something."""

    count: int
    points: int


@dataclass(frozen=True, slots=True)
class VariantSums:
    """What a variant consists of: by kind of question, by difficulty, and by topic.

    `levels_on` are the difficulties of the questions on each topic, the easy ones first.
    """

    letter: str
    by_kind: dict[str, Sum]
    by_level: dict[str, Sum]
    levels_on: dict[str, list[int]]
    bars: list[Bar]

    @property
    def mean_level(self) -> float:
        """The difficulty of an average point, from 1 to 3."""
        words = {word: level for level, word in LEVELS.items()}
        weighted = sum(words[word] * total.points for word, total in self.by_level.items())
        return weighted / sum(total.points for total in self.by_level.values())

    @property
    def breadth(self) -> int:
        """How wide the picture is."""
        return self.bars[-1].x + self.bars[-1].width


@dataclass(frozen=True, slots=True)
class PaperSums:
    """What all variants of a paper consist of; each list in a row has an entry for each variant.

    `kinds` are by the name of the kind, `topics` by what they are called, and `missing` are the
    topics of the course that no question is on.
    """

    variants: list[VariantSums]
    kinds: dict[str, list[Sum]]
    levels: dict[str, list[Sum]]
    topics: dict[str, list[list[int]]]
    missing: list[str]
    shared: int


def paper_sums(paper: Paper, course: Course, variants: Sequence[Variant]) -> PaperSums:
    """Add up the variants of a paper; a question counts for its point of law, the first topic."""
    sums = [_sums(lay_out(paper, variant)) for variant in variants]
    kinds = dict.fromkeys(kind for one in sums for kind in one.by_kind)
    asked = {topic for one in sums for topic in one.levels_on}
    return PaperSums(
        variants=sums,
        kinds={kind: [one.by_kind.get(kind, Sum(0, 0)) for one in sums] for kind in kinds},
        levels={level: [one.by_level[level] for one in sums] for level in LEVELS.values()},
        topics={
            label: [one.levels_on.get(topic, []) for one in sums]
            for topic, label in course.topics.items()
            if topic in asked
        },
        missing=[label for topic, label in course.topics.items() if topic not in asked],
        shared=_shared(variants),
    )


def _shared(variants: Iterable[Variant]) -> int:
    on = Counter(entry.question.id for variant in variants for entry in variant.questions)
    return sum(times > 1 for times in on.values())


def preview_sections(
    paper: Paper,
    course: Course,
    registry: Registry,
    variant: Variant,
    variants: Iterable[Variant],
) -> list[PreviewSection]:
    """Return one variant as it is printed, with keys; `variants` are all of the paper."""
    others = [other for other in variants if other.letter != variant.letter]

    def shown(section: Section, one: PrintedQuestion) -> PreviewQuestion:
        question, linked = one.question, _linking(registry, one.question)
        return PreviewQuestion(
            number=one.number,
            question=question,
            label=one.label,
            points=one.points,
            remarks=section.remarks(one),
            level=LEVELS[question.difficulty],
            topics=tuple(course.topics.get(topic, topic) for topic in question.topics),
            shared_with=tuple(o.letter for o in others if o.entry(question.id) is not None),
            stem=linked(one.stem),
            lines=_lines(one, linked),
            answer=linked(one.answer_text),
            rubric=[linked(point) for point in one.rubric],
            explanation=linked(question.explanation),
            mistakes=[linked(text) for text in getattr(question, "mistakes", {}).values()],
            cites=citations(registry, question),
        )

    return [
        PreviewSection(
            section.heading,
            section.direction,
            [(case, [shown(section, one) for one in about]) for case, about in section.groups],
        )
        for section in lay_out(paper, variant).sections
    ]


def _linking(registry: Registry, question: Question) -> Callable[[str], Markup]:
    within = instrument_of(question, registry)
    return lambda text: link_citations(text, registry, within)


def _lines(one: PrintedQuestion, linked: Callable[[str], Markup]) -> list[PreviewLine]:
    question = one.question
    right = set(question.key) if isinstance(question, ChoiceQuestion) else set()
    letters = one.order if right else ("",) * len(one.lines)
    return [
        PreviewLine(linked(text), letter in right)
        for letter, text in zip(letters, one.lines, strict=True)
    ]


def _sums(sheet: Sheet) -> VariantSums:
    questions = [one for section in sheet.sections for one in section.questions]
    by_level = {
        word: _sum([one for one in questions if one.question.difficulty == level])
        for level, word in LEVELS.items()
    }
    levels_on: dict[str, list[int]] = {}
    for one in sorted(questions, key=lambda one: one.question.difficulty):
        levels_on.setdefault(one.question.point, []).append(one.question.difficulty)
    return VariantSums(
        letter=sheet.letter,
        by_kind={
            _kind(section): Sum(len(section.cases or section.questions), section.points)
            for section in sheet.sections
        },
        by_level=by_level,
        levels_on=levels_on,
        bars=_bars(sheet),
    )


def _kind(section: Section) -> str:
    return case_analysis.NAME if section.cases else section.questions[0].question.kind


def _sum(questions: Sequence[PrintedQuestion]) -> Sum:
    return Sum(len(questions), sum(one.points for one in questions))


def _bars(sheet: Sheet) -> list[Bar]:
    bars, x = [], 0
    for section in sheet.sections:
        for one in section.questions:
            bars.append(Bar(x, one.points, STEP * one.question.difficulty, _kind(section)))
            x += one.points
        x += GAP
    return bars
