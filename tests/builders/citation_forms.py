"""The text table of forms, and registries and structures that are made for a test."""

from dataclasses import dataclass
from pathlib import Path

from courses.statutes.citation import Citation, parse_citation

FILE = Path(__file__).parents[1] / "courses/statutes/wording/citation_forms.txt"


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a citation, with what it means or why it is refused."""

    title: str
    given: str
    expected: tuple[Citation, ...]
    refusal: str
    within: str | None
    at: Citation | None


def read_forms() -> list[Form]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return [_form(block.splitlines()) for block in "\n".join(lines).strip().split("\n\n")]


def _form(lines: list[str]) -> Form:
    title, *rest = lines
    said = dict(line.split("：", 1) for line in rest)
    assert ("期望" in said) != ("拒绝" in said), title
    where = said.get("所在", "")
    return Form(
        title=title,
        given=said["输入"],
        expected=tuple(map(parse_citation, said["期望"].split("; "))) if "期望" in said else (),
        refusal=said.get("拒绝", ""),
        within=where or None if ":" not in where else None,
        at=parse_citation(where) if ":" in where else None,
    )
