"""The rubric and the reference answer of an essay as text, for cells and for notes to graders."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from quizzes.exchange.report import Entry
from quizzes.model import Essay, Question

BROKEN_POINT = "评分要点里有换行，整题没有导出"
_REFERENCE, _RUBRIC = "参考答案：\n", "\n评分要点：\n"
_POINT = re.compile(r"(.*)[（(]\s*(\d{1,3})\s*分\s*[)）][。；;]?")


def write_rubric(rubric: Iterable[Mapping[str, Any]]) -> str:
    """Return one line a point: 说出告知的内容（2分）."""
    return "\n".join(f"{point['text']}（{point['points']}分）" for point in rubric)


def read_rubric(text: str) -> list[Entry]:
    """Return the points of a rubric; a line that does not say what it is worth lacks `points`."""
    return [_point(line.strip()) for line in text.split("\n") if line.strip()]


def _point(line: str) -> Entry:
    found = _POINT.fullmatch(line)
    return {"text": found[1].strip(), "points": int(found[2])} if found else {"text": line}


def write_for_graders(essay: Essay) -> str:
    """Return the reference answer and the rubric as one text."""
    rubric = write_rubric(point.model_dump() for point in essay.rubric)
    return f"{_REFERENCE}{essay.reference}{_RUBRIC}{rubric}"


def read_for_graders(text: str) -> Entry:
    """Return the fields that such a text holds; one from elsewhere is a reference answer."""
    text = text.strip()
    if not text.startswith(_REFERENCE):
        return {"reference": text} if text else {}
    reference, found, rubric = text.removeprefix(_REFERENCE).rpartition(_RUBRIC)
    if not found:
        return {"reference": rubric}
    return {"rubric": read_rubric(rubric), "reference": reference}


def breaks_a_point(question: Question) -> bool:
    """Say whether a point of a rubric has more than one line, which nobody could read back."""
    return isinstance(question, Essay) and any("\n" in point.text for point in question.rubric)
