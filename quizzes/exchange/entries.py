"""From questions to plain tables, and from tables of an import to questions or drafts."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from courses.content import validation_problems
from quizzes.exchange.cases import by_case, case_faults, case_of
from quizzes.exchange.report import Draft, Entry, Fault, Imported, LeftOut
from quizzes.kinds import KINDS, kind_of
from quizzes.model import QUESTION_ID, Question

ID_LENGTH = 64
COMMON = tuple(Question.model_fields)
_HEAD = ("id", "kind", "stem")
_TAIL = (
    "points",
    "difficulty",
    "topics",
    "cites",
    "acts_on",
    "decided_on",
    "explanation",
    "mistakes",
    "case_figures",
    "wrong_figures",
    "computed",
    "historical",
)

QuestionCheck = Callable[[Question], list[str]]
"""What else is wrong with a question, in Chinese, each with the field before a full-width colon."""

_Read = tuple[Question | None, Draft]
"""What an entry was read as, and the same entry with its faults."""
_HELD_BACK = "同一案例的另一问有错，改好后整个案例一起导入"


def no_check(_question: Question) -> list[str]:
    """Find nothing wrong."""
    return []


def entry_of(question: Question) -> Entry:
    """Return a question as the table its author would write: no fields at their default."""
    fields = type(question).model_fields
    ordered = [*_HEAD, *(f for f in fields if f not in (*_HEAD, *_TAIL)), *_TAIL]
    values = {name: getattr(question, name) for name in ordered if name in fields}
    return {
        name: _plain(value)
        for name, value in values.items()
        if fields[name].is_required() or value != fields[name].get_default()
    }


def judge(
    found: Iterable[tuple[str, Entry]],
    left_out: Iterable[LeftOut] = (),
    *,
    given: Mapping[str, Any] | None = None,
    check: QuestionCheck = no_check,
) -> Imported:
    """Tell which of the entries (place, entry) are questions, and what the others lack.

    `given` fills in fields that an entry does not have: most programs know no topics or citations.
    """
    entries = [(place, dict(given or {}) | entry) for place, entry in found]
    times = Counter(entry.get("id") for _, entry in entries)
    read: list[_Read] = []
    for place, entry in entries:
        question, faults = _read(entry, check)
        if entry.get("id") and times[entry["id"]] > 1:
            faults = (*faults, Fault("id", "编号与文件中另一道题重复"))
        read.append((question, Draft(place, entry, faults)))
    groups = by_case(read, lambda one: case_of(one[1].entry))
    judged = [one for group in groups for one in _as_whole(group)]
    return Imported(
        tuple(question for question, draft in judged if question and not draft.faults),
        tuple(draft for _, draft in judged if draft.faults),
        tuple(left_out),
    )


def _as_whole(group: list[_Read]) -> list[_Read]:
    """Hold all questions about a case back where one of them is not fit for the bank."""
    if case_of(group[0][1].entry) is None:
        return group
    more = case_faults([draft.entry for _, draft in group])
    told = [(*draft.faults, *faults) for (_, draft), faults in zip(group, more, strict=True)]
    if any(told):
        told = [faults or (Fault("case.id", _HELD_BACK),) for faults in told]
    return [
        (question, replace(draft, faults=faults))
        for (question, draft), faults in zip(group, told, strict=True)
    ]


def fitting_id(name: str, number: int, stem: str) -> tuple[str, bool]:
    """Return the id for a foreign name and whether the name itself serves as id.

    A made id is the same when the same file is read again, and differs between files.
    """
    if len(name) <= ID_LENGTH and QUESTION_ID.fullmatch(name):
        return name, True
    return f"import-{sha256(f'{number} {stem}'.encode()).hexdigest()[:8]}", False


def _read(entry: Entry, check: QuestionCheck) -> tuple[Question | None, tuple[Fault, ...]]:
    kind = KINDS.get(str(entry.get("kind")))
    if kind is None:
        return None, (Fault("kind", f"题型只能是 {'、'.join(KINDS)}"),)
    try:
        question = kind.model.model_validate(entry)
    except ValidationError as error:
        problems = validation_problems(Path(), "", error)
        return None, tuple(Fault(p.place.lstrip("，"), p.message) for p in problems)
    messages = [*kind_of(question).check(question), *check(question)]
    return question, tuple(_fault(message, question) for message in messages)


def _fault(message: str, question: Question) -> Fault:
    """Tell the field that a message names from the message."""
    field, colon, rest = message.partition("：")
    known = colon and field.split(".")[0] in type(question).model_fields
    return Fault(field, rest) if known else Fault("", message)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {
            name: _plain(part)
            for name in fields
            if (part := getattr(value, name)) is not None or fields[name].is_required()
        }
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
