"""The formats that questions come in and go out in: the whole list, in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from courses.errors import StudyError
from quizzes.exchange.gift_in import read_gift
from quizzes.exchange.gift_out import write_gift
from quizzes.exchange.moodle_xml_in import read_moodle_xml
from quizzes.exchange.moodle_xml_out import write_moodle_xml
from quizzes.exchange.qti import write_qti
from quizzes.exchange.report import Exported, Imported
from quizzes.exchange.xlsx_in import read_xlsx
from quizzes.exchange.xlsx_out import write_xlsx
from quizzes.kinds import KINDS, case_analysis


class UnknownFormatError(StudyError):
    """No format of this name, or one that goes in one direction only."""

    def __init__(self, name: str, allowed: tuple[str, ...]) -> None:
        super().__init__(f"没有这种格式：{name}，可用的有 {'、'.join(allowed)}")
        self.name = name


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """One format: how it is called, how its files end, and what it carries of each kind.

    `write` takes questions; `read` takes the bytes of a file, and by name `given` (fields for
    questions that lack them) and `check`; it is None where nothing is imported. `carries` says by
    kind and of cases, in Chinese, what comes back equal ("全部") and what does not.
    """

    label: str
    suffix: str
    write: Callable[..., Exported]
    read: Callable[..., Imported] | None
    carries: dict[str, str]


ALL = "全部"
KIND_LABELS = {name: kind.label for name, kind in KINDS.items()} | {
    case_analysis.NAME: case_analysis.LABEL
}
"""What the table of formats has a line for."""
_ONLY_OUT = "题目和答案；其余写在给老师看的说明里，不能再导入"

FORMATS: dict[str, ExchangeFormat] = {
    "xlsx": ExchangeFormat(
        "Excel 工作簿", ".xlsx", write_xlsx, read_xlsx, dict.fromkeys(KIND_LABELS, ALL)
    ),
    "gift": ExchangeFormat(
        "GIFT",
        ".gift.txt",
        write_gift,
        read_gift,
        dict.fromkeys(KIND_LABELS, ALL)
        | {
            "ordering": "不导出",
            "essay": f"{ALL}（参考答案和评分要点写在注释里）",
            case_analysis.NAME: f"{ALL}（有排序题的整个不导出）",
        },
    ),
    "moodle": ExchangeFormat(
        "Moodle XML", ".xml", write_moodle_xml, read_moodle_xml, dict.fromkeys(KIND_LABELS, ALL)
    ),
    "qti": ExchangeFormat(
        "QTI 2.1",
        ".zip",
        write_qti,
        None,
        dict.fromkeys(KINDS, _ONLY_OUT)
        | {
            "fill_in": f"{_ONLY_OUT}；容差和单位不参加评分",
            "ordering": f"{_ONLY_OUT}；部分得分改为全对得分",
            "essay": "题目；参考答案和评分要点写在给老师看的说明里，不能再导入；由人阅卷",
            case_analysis.NAME: "各问分开导出，每一问前面都有案情，不能再导入",
        },
    ),
}


def get_format(name: str) -> ExchangeFormat:
    """Return a format by its name, or raise UnknownFormatError."""
    if name not in FORMATS:
        raise UnknownFormatError(name, tuple(FORMATS))
    return FORMATS[name]


def find_format(file_name: str) -> str | None:
    """Return the name of the format that a file seems to have by its ending."""
    name = PurePath(file_name).name.lower()
    suffixes = [(form.suffix, word) for word, form in FORMATS.items() if form.read]
    suffixes += [(".gift", "gift"), (".txt", "gift")]
    return next((word for suffix, word in suffixes if name.endswith(suffix)), None)


def carries_table() -> str:
    """Return the table of what each format carries of each kind, in Markdown."""
    heads = [f"{form.label}（{name}）" for name, form in FORMATS.items()]
    lines = [f"| 题型 | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for kind, label in KIND_LABELS.items():
        cells = [form.carries[kind] for form in FORMATS.values()]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines)
