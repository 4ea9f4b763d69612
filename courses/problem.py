"""A fault in a content file, told to its author."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something an author has to correct, with where to find it.

    `place` names the spot inside the file ("第 2 题 penalty-hearing-001，key"), `message` is
    Chinese and says what is allowed.
    """

    file: Path
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.file.name}：{self.place}：{self.message}"
