"""Whether a citation points at something, and how the law stands there on the day that counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from courses.checking.finding import Rule, Severity
from courses.checking.ground import Ground
from courses.errors import StudyError
from courses.statutes.citation import Citation, parse_citation
from courses.statutes.status import Standing, Status, status

PASSED = frozenset({Standing.REPEALED, Standing.OVERRIDDEN})
"""How law stands that may be cited when it is marked as old."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a citation or a figure, before it is known where it stands."""

    rule: Rule
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A citation as its place means it.

    `days` are the days whose law may be meant; being in force on one of them is enough. `is_old`
    says that it is marked as old law, `is_open` that it belongs to an open question. `advice` says
    how old law is marked in this kind of file.
    """

    citation: Citation
    days: tuple[date, ...]
    is_old: bool
    is_open: bool
    advice: str


def find_citation(ground: Ground, target: str) -> Citation | Fault:
    """Return the citation that a text writes, or what is wrong with it."""
    try:
        citation = parse_citation(target)
        ground.law.registry.resolve(citation)
    except StudyError as error:
        return Fault(Rule.CITATION, Severity.PROBLEM, str(error))
    return place_fault(ground, citation) or citation


def place_fault(ground: Ground, citation: Citation) -> Fault | None:
    """Say that the article has no such paragraph or item, where it is known how it is built."""
    built = ground.built(citation)
    if built is None or built.has_place(citation):
        return None
    where = citation.whole_article
    has = f"有 {built.paragraph_count} 款"
    if citation.paragraph is not None and citation.paragraph <= built.paragraph_count:
        has = f"的第 {citation.paragraph} 款有 {built.items[citation.paragraph - 1]} 项"
    message = f"没有{ground.label(citation)}：{where.place()}{has}。请对照原文改正 {citation}。"
    return Fault(Rule.CITATION, Severity.PROBLEM, message)


def standing_faults(ground: Ground, judged: Judged) -> Iterator[Fault]:
    """Say what is wrong with how cited law stands on the days that count."""
    citation = judged.citation
    if not ground.law.registry.get_instrument(citation.instrument).has_text:
        message = f"{ground.label(citation)}没有核对过原文，请对照官方文本人工核对。"
        yield Fault(Rule.CITATION, Severity.WARNING, message)
        return
    found = [(day, status(citation, day, ground.law)) for day in judged.days]
    if any(one.standing is Standing.IN_FORCE for _, one in found):
        if judged.is_old:
            message = f"{ground.label(citation)}在{_days(judged)}现行有效，请去掉“旧法”的标注。"
            yield Fault(Rule.MARKING, Severity.WARNING, message)
        return
    if judged.is_old and any(one.standing in PASSED for _, one in found):
        return
    if judged.is_open and any(one.standing is Standing.UNSURE for _, one in found):
        return
    day, first = found[0]
    message = f"{ground.label(citation)}在{day}{first}：{first.reason}{_advice(first, judged)}"
    yield Fault(Rule.STANDING, Severity.PROBLEM, message)


def _advice(found: Status, judged: Judged) -> str:
    match found.standing:
        case Standing.REPEALED | Standing.OVERRIDDEN:
            return f"请改引现行规定；有意讲旧法的，{judged.advice}。"
        case Standing.NOT_YET:
            return "请等它施行以后再用这份内容，或者改引当时有效的规定。"
        case Standing.NOT_HELD:
            return "请对照当时的版本，换成能核对的引用。"
        case _:
            return "请请示或者查清以后再写；只作讨论的，放进“存疑”框。"


def _days(judged: Judged) -> str:
    return "、".join(str(day) for day in judged.days)
