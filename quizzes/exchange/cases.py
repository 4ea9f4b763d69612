"""Cases on their way in and out: the questions about one go together, or not at all."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any, TypeVar

from quizzes.exchange.report import Entry, Fault
from quizzes.kinds.case_analysis import NAME

Item = TypeVar("Item")

ABOVE_STEM = "案情写在题干前面，每一问都有一份"
"""What becomes of the text of a case where a question has nothing but a stem."""
_HEAD, _STEM = "【案情】", "\n【问题】"
_WITH_CASE = re.compile(rf"{_HEAD}(.*?){_STEM}(.*)", re.DOTALL)

_FEWEST, _MOST = 2, 8
"""Questions about a case, as CaseAnalysis allows them."""
_OF_THE_CASE = ("acts_on", "decided_on", "historical")
_TABLE = ("difficulty", "topics", "cites", *_OF_THE_CASE)
"""Fields of the table of a case that each of its parts takes over."""


def by_case(items: Iterable[Item], case_of: Callable[[Item], str | None]) -> list[list[Item]]:
    """Group what is about the same case, where the first of it stands; the rest stays alone."""
    groups: list[list[Item]] = []
    held: dict[str, list[Item]] = {}
    for item in items:
        case = case_of(item)
        if case is not None and case in held:
            held[case].append(item)
            continue
        groups.append([item])
        if case is not None:
            held[case] = groups[-1]
    return groups


def case_of(entry: Entry) -> str | None:
    """Return the id of the case that an entry names; None without one."""
    case = entry.get("case")
    return str(case["id"]) if isinstance(case, Mapping) and case.get("id") else None


def case_faults(parts: Sequence[Entry]) -> list[tuple[Fault, ...]]:
    """Return for each of the entries about one case what keeps them from being one."""
    faults = [_part_faults(number, part, parts[0]) for number, part in enumerate(parts, start=1)]
    if not _FEWEST <= len(parts) <= _MOST:
        told = Fault("case.id", f"一个案例要有 {_FEWEST} 到 {_MOST} 问，这里有 {len(parts)} 问")
        faults[0] = (*faults[0], told)
    return faults


def _part_faults(number: int, part: Entry, first: Entry) -> tuple[Fault, ...]:
    case, faults = case_of(part), []
    if part.get("id") != f"{case}-{number}":
        told = f"案例 {case} 的第 {number} 问，编号要写成 {case}-{number}"
        faults.append(Fault("id", told))
    if _text(part) != _text(first):
        faults.append(Fault("case.text", "与第一问写的案情不同；同一案例的案情只写在第一问"))
    faults += [
        Fault(name, "同一案例的各问要写得一样")
        for name in _OF_THE_CASE
        if (part.get(name) or None) != (first.get(name) or None)
    ]
    return tuple(faults)


def _text(part: Entry) -> str:
    return str(part["case"].get("text", "")).strip()


def case_entry(parts: Sequence[Entry]) -> Entry:
    """Return the entries about one case as its author would write them: one table.

    A part keeps what is not as the table has it, so that nothing of a draft is lost.
    """
    first, case = parts[0], parts[0]["case"]
    figures = [part.get("case_figures", []) for part in parts]
    shared = [one[0] for one in takewhile(_are_equal, zip(*figures, strict=False))]
    entry: Entry = {"id": case["id"], "kind": NAME}
    entry |= {"stem": case["text"]} if case.get("text") else {}
    entry |= {name: first[name] for name in _TABLE if name in first}
    entry |= {"case_figures": shared} if shared else {}
    told = {"case": case} | entry
    entry["parts"] = [
        _part(part, told | {"id": f"{case['id']}-{number}"}, len(shared))
        for number, part in enumerate(parts, start=1)
    ]
    return entry


def _part(part: Entry, told: Entry, shared: int) -> Entry:
    names = ("id", "case", *_TABLE)
    own = {
        name: value
        for name, value in part.items()
        if name not in names or name not in told or value != told[name]
    }
    figures = own.pop("case_figures", [])[shared:]
    return own | ({"case_figures": figures} if figures else {})


def _are_equal(figures: Sequence[Any]) -> bool:
    return len(set(figures)) == 1


def stem_with_case(case: str, stem: str) -> str:
    """Return the text of a case and a question about it as one text."""
    return f"{_HEAD}{case}{_STEM}{stem}"


def split_stem(text: str) -> tuple[str, str] | None:
    """Return the text of a case and the stem below it; None where they are not told apart."""
    found = _WITH_CASE.fullmatch(text)
    return (found[1], found[2]) if found else None


def hides_its_stem(case: str) -> bool:
    """Say whether the stem below a text of a case would not be found again."""
    return _STEM in case
