"""The statistics of a paper as lines for a terminal."""

import math
from collections.abc import Iterable, Iterator, Sequence

from grading.records.engine import RecordsDatabase
from grading.reports.statistics_model import Counted, QuestionStatistics, VariantStatistics
from widgets.cli.table import lined_up

COUNTED = {Counted.FIRST: "每人第一次作答", Counted.ALL: "全部作答"}
HEADINGS = ("题号", "编号", "题型", "得分率", "区分度", "题总相关", "对/部分/错/未答", "提示")
KEY_WARNING = "以下含正确答案，请勿给学员看。"
_INDENT = "  "
_UNDEFINED = "—"


def statistics_lines(
    database: RecordsDatabase,
    paper_id: str,
    counted: Counted = Counted.FIRST,
    *,
    with_key: bool = False,
) -> Iterator[str]:
    """Yield what `xuefa quiz stats` prints; `with_key` adds the options with letters and key.

    Raises NothingScoredError before the first line.
    """
    from grading.reports.exam_statistics import exam_statistics  # noqa: PLC0415 - pandas is slow

    variants = exam_statistics(database, paper_id, counted)
    if with_key:
        yield KEY_WARNING
    for variant in variants:
        yield from _variant_lines(variant, counted)
        if with_key:
            yield from _option_lines(variant.questions)


def _variant_lines(variant: VariantStatistics, counted: Counted) -> Iterator[str]:
    yield f"{variant.title}  {variant.letter}卷（{COUNTED[counted]}，{variant.people} 人）"
    if variant.doubt:
        yield f"{_INDENT}注意：{variant.doubt}"
    yield (
        f"{_INDENT}平均 {_percent(variant.mean)}，标准差 {_percent(variant.spread)}，"
        f"α {_measure(variant.alpha)}，KR-20 {_measure(variant.kr20)}，"
        f"测量标准误 {_percent(variant.standard_error)}；高、低分组各 {variant.group_size} 人"
    )
    yield from lined_up((HEADINGS, *map(_question_row, variant.questions)), indent=_INDENT)
    advice = dict.fromkeys(fault for row in variant.questions for fault in row.faults)
    yield from (f"{_INDENT}{fault.label}：{fault.advice}" for fault in sorted(advice))
    yield ""


def _question_row(row: QuestionStatistics) -> tuple[str, ...]:
    return (
        str(row.place),
        row.question.id,
        row.kind_label,
        _percent(100 * row.facility),
        _measure(row.discrimination),
        _measure(row.rest_correlation),
        f"{row.right}/{row.partly}/{row.wrong}/{row.left_open}",
        "、".join(fault.label for fault in row.faults),
    )


def _option_lines(questions: Sequence[QuestionStatistics]) -> Iterator[str]:
    for row in questions:
        yield f"{_INDENT}第 {row.place} 题  {row.question.stem}"
        options = (
            (
                f"{'√' if option.is_right else ' '} {option.letter}",
                f"{option.picked} 人",
                f"高 {_percent(100 * option.upper)}",
                f"低 {_percent(100 * option.lower)}",
                option.text,
            )
            for option in row.options
        )
        yield from lined_up(options, indent=_INDENT * 2)
        yield from _common_wrong_lines(row.common_wrong)
    yield ""


def _common_wrong_lines(answers: Iterable[tuple[str, int]]) -> Iterator[str]:
    for text, people in answers:
        yield f"{_INDENT * 2}错答 {people} 人：{text}"


def _percent(value: float) -> str:
    return _UNDEFINED if math.isnan(value) else f"{value:.1f}%"


def _measure(value: float) -> str:
    return _UNDEFINED if math.isnan(value) else f"{value:z.2f}"
