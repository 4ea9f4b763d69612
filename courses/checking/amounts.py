"""What a figure amounts to, so that the same figure in two texts is recognized as the same."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from courses.statutes.figures import Figure, FigureKind, find_figures

Amount = tuple[FigureKind, Fraction]
"""Kind and value. Days are days here: which of them are working days is another article's matter
(such as 《生态环境行政处罚办法》第九十条)."""

UNCHECKED = frozenset({FigureKind.MINUTES})
_SINGLE = frozenset({FigureKind.PEOPLE, FigureKind.DAYS, FigureKind.WORKDAYS, FigureKind.HOURS})
"""With 一 these are no more than an article: 换一个人, 最后一天."""
_ONE_DAY_ONLY = re.compile(r"[0-9]{1,2}日")
_DATES = re.compile(r"月([0-9]{1,2}(?:日?[、至到和或–—-][0-9]{1,2})*)")
_PERIOD_ENDS = ("内", "以内", "前", "以前", "以上", "以下", "期", "后", "以后")
_PERIOD_BEGINS = ("起", "后", "的", "满", "过", "延长", "少于", "超过")
_DAYS_OF_MONTH = 31


def amount(figure: Figure) -> Amount:
    """Return what a figure amounts to."""
    kind = FigureKind.DAYS if figure.kind is FigureKind.WORKDAYS else figure.kind
    return kind, figure.value


def amounts(figures: Iterable[Figure]) -> frozenset[Amount]:
    """Return what figures amount to."""
    return frozenset(amount(figure) for figure in figures)


def stated_figures(text: str, dates_in: str = "") -> Iterator[Figure]:
    """Return the figures that a text states as facts.

    Left out are minutes, one person or day (换一个人, 最后一天, but not 一日内) and bare days of
    the month: after 10月8日, 14日 is a date, but 14日内 is a period. `dates_in` is text read
    before, with dates of the case.
    """
    for figure in find_figures(text):
        if figure.kind in UNCHECKED or _is_single(figure, text):
            continue
        if not _is_day_of_month(figure, text, dates_in):
            yield figure


def _is_single(figure: Figure, text: str) -> bool:
    is_one = figure.kind in _SINGLE and text[figure.start] == "一" and figure.value == 1
    return is_one and not text.startswith(_PERIOD_ENDS, figure.end)


def _is_day_of_month(figure: Figure, text: str, dates_in: str) -> bool:
    if not _ONE_DAY_ONLY.fullmatch(text[figure.start : figure.end]):
        return False
    if figure.value > _DAYS_OF_MONTH or text.startswith(_PERIOD_ENDS, figure.end):
        return False
    before = text[: figure.start]
    if before.endswith(_PERIOD_BEGINS):
        return False
    runs = _DATES.findall(dates_in + before)
    days = [int(day) for run in runs for day in re.findall("[0-9]+", run)]
    return bool(days) and (figure.value in days or figure.value > min(days))
