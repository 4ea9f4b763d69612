"""The figures on the pages of the year-end assessment, read from their HTML."""

import re
from dataclasses import dataclass
from typing import Any

from lxml import html

AUDIENCES = {"执法人员": "officer", "领导干部": "leader"}
STANDINGS = {"已达标": "meets", "尚未达标": "not_yet", "免考核": "exempt"}


@dataclass(frozen=True)
class ShownRow:
    """A line of the page for managers; `missing` are the amounts that it names, two at most."""

    department: str
    standing: str
    band: str | None
    progress: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class ShownRequirement:
    """A requirement on a person's page; `counted` are the amounts of the records below it."""

    had: str
    needed: str
    missing: str | None
    counted: tuple[float, ...]


@dataclass(frozen=True)
class ShownPolicy:
    """What a person's page says by one policy."""

    standing: str
    band: str | None
    points: str | None
    days_in_post: int | None
    requirements: tuple[ShownRequirement, ...]


@dataclass(frozen=True)
class YearOnPage:
    """Everything that the page for managers counts."""

    as_of: str
    totals: dict[str, int]
    departments: dict[str, tuple[int, ...]]
    rows: dict[tuple[str, str], ShownRow]


def year_on_page(text: str) -> YearOnPage:
    """Read the page for managers; rows by learner id and audience."""
    page = html.fromstring(text)
    totals = {
        STANDINGS[_text(one.find("dt"))]: int(re.match(r"\d+", _text(one.find("dd")))[0])
        for one in _of_class(page, "totals", "/div")
        if _text(one.find("dt")) in STANDINGS
    }
    departments = {
        _text(row.find("th")): tuple(int(_text(cell)) for cell in _of_class(row, "number"))
        for row in _of_class(page, "bars-table", "/tbody/tr")
    }
    rows = {}
    for table in _of_class(page, "assessment-table"):
        heading = table.xpath("preceding::h2[contains(@class, 'section-title')][1]")[0]
        audience = AUDIENCES[_text(heading).split()[0]]
        for row in table.xpath("./tbody/tr"):
            learner_id = re.search(r"/(\d{8})", row.xpath("./th/a")[0].get("href"))[1]
            rows[learner_id, audience] = _row(row)
    as_of = page.xpath("//input[@name='as_of']")[0].get("value")
    return YearOnPage(as_of, totals, departments, rows)


def policies_on_page(text: str) -> list[ShownPolicy]:
    """Read a person's page, policy by policy."""
    page = html.fromstring(text)
    sections = zip(_of_class(page, "verdict"), _of_class(page, "asked"), strict=True)
    return [_policy(verdict, asked) for verdict, asked in sections]


def _row(row: Any) -> ShownRow:
    cells = {cell.get("data-name"): cell for cell in row.xpath("./td")}
    standing, *band = [_text(chip) for chip in _of_class(cells["状态"], "chip")]
    amounts = [
        _text(one) for one in _of_class(cells["还差"], "missing") if "soft" not in one.get("class")
    ]
    return ShownRow(
        department=_text(cells["部门"]),
        standing=STANDINGS[standing],
        band=band[0] if band else None,
        progress=_text(cells["进度"]),
        missing=tuple(re.search(r"([\d.]+) \S+$", one)[1] for one in amounts),
    )


def _policy(verdict: Any, asked: Any) -> ShownPolicy:
    standing, *more = [_text(chip) for chip in _of_class(verdict, "chip")]
    band = re.fullmatch(r"(.+)，([\d.]+) 分", more[0]) if more else None
    days = re.search(r"在岗 (\d+) 天", _text(verdict))
    return ShownPolicy(
        standing=STANDINGS[standing],
        band=band[1] if band else None,
        points=band[2] if band else None,
        days_in_post=int(days[1]) if days else None,
        requirements=tuple(_requirement(one) for one in asked.findall("li")),
    )


def _requirement(one: Any) -> ShownRequirement:
    figures = _text(_of_class(one, "asked-figures")[0])
    had, needed = re.match(r"([\d.]+) / ([\d.]+) ", figures).groups()
    missing = re.search(r"还差 ([\d.]+) ", _text(one.xpath("./p")[0]))
    cells = one.xpath(".//td[@data-name='计入']")
    return ShownRequirement(
        had=had,
        needed=needed,
        missing=missing[1] if missing else None,
        counted=tuple(float(re.match(r"[\d.]+", _text(cell))[0]) for cell in cells),
    )


def _of_class(element: Any, name: str, below: str = "") -> list[Any]:
    """Return the elements of a class, or what is below them, in the order of the page."""
    held = f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
    found: list[Any] = element.xpath(f".//*[{held}]{below}")
    return found


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())
