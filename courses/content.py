"""Reading TOML content files so that every fault is told in Chinese, with its place."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from courses.problem import Problem
from courses.toml_faults import why_unreadable

_MESSAGES = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这个项目，请检查拼写",
    "string_type": "应当是文字",
    "string_too_short": "不能为空",
    "string_too_long": "至多 {max_length} 个字",
    "string_pattern_mismatch": "只能用字母、数字和连字符",
    "int_type": "应当是整数",
    "int_parsing": "应当是整数",
    "int_from_float": "应当是整数",
    "bool_type": "应当是 true 或者 false",
    "bool_parsing": "应当是 true 或者 false",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "too_short": "至少要有 {min_length} 个",
    "too_long": "至多 {max_length} 个",
    "tuple_type": '应当是列表，如 ["…"]',
    "dict_type": '应当是对照表，如 {{ A = "…" }}',
    "literal_error": "只能是 {expected}",
    "date_type": "应当是日期，如 2026-09-01",
    "date_parsing": "应当是日期，如 2026-09-01",
    "date_from_datetime_parsing": "应当是日期，如 2026-09-01",
    "date_from_datetime_inexact": "应当是日期，如 2026-09-01",
    "datetime_type": "应当是带时区的时间，如 2026-09-01T09:00:00+08:00",
    "datetime_parsing": "应当是带时区的时间，如 2026-09-01T09:00:00+08:00",
    "datetime_from_date_parsing": "应当是带时区的时间，如 2026-09-01T09:00:00+08:00",
    "timezone_aware": "时间要写明时区，如 2026-09-01T09:00:00+08:00",
    "model_type": "应当是一张表，每一项写成 名称 = 值",
    "value_error": "{error}",
}


def content_files(folder: Path, pattern: str) -> list[Path]:
    """Return the matching files below a folder in a fixed order, leaving out dot folders."""
    found = sorted(folder.rglob(pattern))
    return [path for path in found if not _is_hidden(path.relative_to(folder))]


def read_toml(file: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Read a TOML file; a file that is no TOML gives one problem and an empty table."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig")), []
    except (OSError, ValueError) as error:
        return {}, [Problem(file, "整个文件", why_unreadable(error))]


def validation_problems(file: Path, place: str, error: ValidationError) -> list[Problem]:
    """Translate what pydantic found into problems, one per field."""
    return [Problem(file, _join(place, fault["loc"]), _message(fault)) for fault in error.errors()]


def sorted_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems in the order of files and places, each once."""
    return sorted(set(problems))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _join(place: str, location: tuple[int | str, ...]) -> str:
    return "，".join([place, ".".join(str(part) for part in location)]) if location else place


def _message(fault: Mapping[str, Any]) -> str:
    template = _MESSAGES.get(fault["type"])
    if template is None:
        return str(fault["msg"])
    return template.format(**fault.get("ctx", {})).replace(" or ", " 或者 ")
