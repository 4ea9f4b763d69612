"""Exam commands as data, so that the running portal can carry them out for the command line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from grading.attempts.examinations import Examinations
from grading.people.commands import MalformedCommandError, UnknownCommandError


class PendingAttempts(BaseModel):
    """Asks for the attempts that wait for their result."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ScoreAttempt(BaseModel):
    """Scores one attempt."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    attempt: str


class UnreadAttempts(BaseModel):
    """Asks for the attempts in which essays wait for a marker."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BuildPaper(BaseModel):
    """Draws and publishes the variants of one paper."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paper: str


def run_exam_command(
    examinations: Examinations, name: str, arguments: Mapping[str, Any]
) -> tuple[str, ...]:
    """Carry out a command in the gradebook's thread; return the ids or names that it is about.

    Raises UnknownCommandError, MalformedCommandError and what the command itself raises.
    """
    if name not in EXAM_COMMANDS:
        raise UnknownCommandError(name)
    command = EXAM_COMMANDS[name]
    try:
        wanted = command.arguments.model_validate(dict(arguments))
    except ValidationError as error:
        fields = tuple(str(fault["loc"][0]) for fault in error.errors() if fault["loc"])
        raise MalformedCommandError(name, fields) from None
    return command.carry_out(examinations, wanted)


def _pending(examinations: Examinations, _wanted: PendingAttempts) -> tuple[str, ...]:
    return examinations.pending()


def _unread(examinations: Examinations, _wanted: UnreadAttempts) -> tuple[str, ...]:
    return examinations.unread()


def _score(examinations: Examinations, wanted: ScoreAttempt) -> tuple[str, ...]:
    examinations.score(wanted.attempt)
    return (wanted.attempt,)


def _build(examinations: Examinations, wanted: BuildPaper) -> tuple[str, ...]:
    return tuple(variant.assignment for variant in examinations.build(wanted.paper))


@dataclass(frozen=True, slots=True)
class _Command:
    arguments: type[BaseModel]
    carry_out: Callable[[Examinations, Any], tuple[str, ...]]


EXAM_COMMANDS: dict[str, _Command] = {
    "pending-attempts": _Command(PendingAttempts, _pending),
    "unread-attempts": _Command(UnreadAttempts, _unread),
    "score-attempt": _Command(ScoreAttempt, _score),
    "build-paper": _Command(BuildPaper, _build),
}
