"""Whether the figures of a text stand on something: a cited article, the case, a computation."""

from collections.abc import Iterable, Iterator

from courses.checking.amounts import Amount, amount, amounts
from courses.checking.citations import Fault
from courses.checking.computed import Computation
from courses.checking.finding import Rule, Severity
from courses.checking.ground import Ground, Sources
from courses.errors import StudyError
from courses.statutes.figures import Figure


def figure_faults(
    figures: Iterable[Figure], sources: Sources, marked: frozenset[Amount], advice: str
) -> Iterator[Fault]:
    """Say of every figure that is in no source and not marked what is wrong, each amount once."""
    told: set[Amount] = set()
    for figure in figures:
        what = amount(figure)
        if what in told or what in sources.stated or what in marked:
            continue
        told.add(what)
        yield _ungrounded(figure, sources, advice)


def _ungrounded(figure: Figure, sources: Sources, advice: str) -> Fault:
    if not sources.complete:
        message = f"数字 {figure.written()} 无法核对：引用的文件没有收录数字，请人工核对原文。"
        return Fault(Rule.FIGURE, Severity.WARNING, message)
    message = (
        f"数字 {figure.written()} 不在引用的条文里。请核对原文，改正数字或者补上引用；"
        f"案情里的、算出来的数字要标明（{advice}）。"
    )
    return Fault(Rule.FIGURE, Severity.PROBLEM, message)


def computation_faults(
    computed: Iterable[Computation], ground: Ground, sources: Sources, case: frozenset[Amount]
) -> Iterator[Fault]:
    """Work every computation out again, and look where its inputs come from.

    Inputs stand in a cited article, belong to the case or are computed before.
    """
    known = case
    for computation in computed:
        try:
            computation.verify(ground.calendar)
        except StudyError as error:
            yield Fault(Rule.MARKING, Severity.PROBLEM, str(error))
        advice = "公式里的数也一样"
        yield from figure_faults(computation.figures(), sources, known, advice)
        known |= amounts([computation.figure])


def idle_marks(
    marked: Iterable[Figure], used: Iterable[Figure], computed: Iterable[Computation]
) -> Iterator[Fault]:
    """Say which marked figures occur neither in the text nor in a formula."""
    inputs = [figure for computation in computed for figure in computation.figures()]
    occurring = amounts(used) | amounts(inputs)
    for figure in marked:
        if amount(figure) not in occurring:
            message = f"标注的数字 {figure.written()} 没有用到，请删去标注或者核对写法。"
            yield Fault(Rule.MARKING, Severity.WARNING, message)
