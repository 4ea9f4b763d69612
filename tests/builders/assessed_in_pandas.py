"""The whole assessment of a year worked out from tables and content files, with none of our code.

It reads the records by SQL, and courses, papers and policies as the TOML that people write.
"""

import json
import math
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import create_engine

ROOT = Path(__file__).parents[2]
ZONE = "Asia/Shanghai"
TABLES = (
    "absences",
    "attempts",
    "bureau",
    "departments",
    "hand_ins",
    "hours_entries",
    "lesson_events",
    "people",
    "posts",
    "results",
    "roles",
)
AUDIENCES = ("officer", "leader")
NEW_FOR = pd.Timedelta(days=60)
"""Whoever is entered so soon after the platform's first day, without a day given, was there."""


@dataclass(frozen=True)
class Expected:
    """What the page has to say of one person; requirements as (needed, had), in order."""

    learner_id: str
    audience: str
    department: str | None
    days_in_post: int
    standing: str
    requirements: tuple[tuple[Fraction, Fraction], ...]
    points: Fraction | None
    band: str | None

    @property
    def percent(self) -> int:
        """How much of everything is done, rounded down."""
        if self.standing != "not_yet":
            return 100
        done = sum(_degree(needed, had) for needed, had in self.requirements)
        return math.floor(100 * done / len(self.requirements))


def expected_year(home: Path, year: int, as_of: str) -> dict[tuple[str, str], Expected]:
    """Return what holds of everybody on a day (2026-12-31) by learner id and audience."""
    tables = _tables(home / "records.db")
    courses = [tomllib.loads(file.read_text("utf-8")) for file in _files(home, "courses")]
    papers = {one["id"]: one for one in map(_toml, _files(home, "quizzes", "papers"))}
    policies = _policies(home, year)
    results = _results(tables)
    entries = pd.concat(
        [_lessons(tables, results, courses, papers), _recorded(tables), _exams(results)],
        ignore_index=True,
    )
    entries = entries[
        (entries.day >= f"{year}-01-01") & (entries.day <= min(as_of, f"{year}-12-31"))
    ]
    states = _states(tables, year)
    found = {}
    for audience in AUDIENCES:
        if audience in policies:
            counts = _Counts(policies[audience], courses, entries)
            for one in _people(tables, states, policies[audience], counts):
                found[one.learner_id, audience] = one
    return found


def _tables(file: Path) -> dict[str, pd.DataFrame]:
    engine = create_engine(f"sqlite:///{file}")
    tables = {name: pd.read_sql(f"SELECT * FROM {name}", engine) for name in TABLES}
    engine.dispose()
    return tables


def _toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def _files(home: Path, *folder: str) -> list[Path]:
    pattern = "*/course.toml" if folder == ("courses",) else "*.toml"
    own = home / folder[-1]
    return [file for root in (ROOT.joinpath(*folder), own) for file in sorted(root.glob(pattern))]


def _policies(home: Path, year: int) -> dict[str, dict[str, Any]]:
    files = {}
    for folder in (ROOT / "grading" / "assessment" / "policies", home / "policies"):
        files |= {file.name: file for file in folder.glob(f"{year}-*.toml")}
    return {one["audience"]: one for one in map(_toml, files.values())}


def _moment(texts: "pd.Series[str]") -> "pd.Series[Any]":
    return pd.to_datetime(texts, utc=True, format="mixed")


def _day(moments: "pd.Series[Any]") -> "pd.Series[str]":
    return moments.dt.tz_convert(ZONE).dt.strftime("%Y-%m-%d")


# Who was in post on which days


def _states(tables: dict[str, pd.DataFrame], year: int) -> pd.DataFrame:
    """Return what held for everybody on every day of a year: person, day, roles, department."""
    held = pd.concat([_posts(tables), _accounts(tables)], ignore_index=True)
    held["person_id"] = held.person_id.astype(int)
    held = held.sort_values(["person_id", "first", "order"])
    held = held.drop_duplicates(["person_id", "first"], keep="last").reset_index(drop=True)
    opened = _moment(tables["bureau"].created_at).dt.tz_convert(ZONE).dt.normalize()
    if len(opened):
        limit = (opened.iloc[0] + NEW_FOR).strftime("%Y-%m-%d")
        is_first = ~held.person_id.duplicated()
        reaches_back = is_first & (held["first"] == held.recorded) & (held.recorded <= limit)
        held.loc[reaches_back, "first"] = "1900-01-01"
    held["first"] = pd.to_datetime(held["first"])
    days = pd.DataFrame({"day": pd.date_range(f"{year}-01-01", f"{year}-12-31")})
    everybody = tables["people"][["id"]].rename(columns={"id": "person_id"})
    grid = everybody.merge(days, how="cross").sort_values("day")
    return pd.merge_asof(
        grid,
        held.sort_values("first"),
        left_on="day",
        right_on="first",
        by="person_id",
    )


def _posts(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    posts = tables["posts"]
    return pd.DataFrame(
        {
            "person_id": posts.person_id,
            "first": posts.valid_from.astype(str),
            "order": posts.id,
            "roles": posts.roles.map(lambda text: frozenset(json.loads(text))),
            "department": posts.department,
            "is_ended": posts.is_ended.astype(bool),
            "recorded": _day(_moment(posts["at"])),
        }
    )


def _accounts(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the states of those who have nothing but an account."""
    people = tables["people"]
    people = people[~people.id.isin(tables["posts"].person_id)]
    roles = tables["roles"].groupby("person_id").role.agg(frozenset)
    names = tables["departments"].set_index("id").name
    parts = []
    for order, (column, is_ended) in enumerate((("created_at", False), ("ended_at", True))):
        some = people[people[column].notna()]
        day = _day(_moment(some[column])) if len(some) else some[column].astype(str)
        parts.append(
            pd.DataFrame(
                {
                    "person_id": some.id,
                    "first": day,
                    "order": order,
                    "roles": some.id.map(roles),
                    "department": some.department_id.map(names),
                    "is_ended": is_ended,
                    "recorded": day,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _people(
    tables: dict[str, pd.DataFrame], states: pd.DataFrame, policy: dict[str, Any], counts: "_Counts"
) -> Iterator[Expected]:
    audience, rules = policy["audience"], policy["absence"]
    there = states[states.roles.notna()]
    there = there[~there.is_ended.astype(bool)]
    last = there.groupby("person_id").tail(1).set_index("person_id").department
    mine = there[there.roles.map(lambda roles: audience in roles)]
    held = mine.groupby("person_id").day.agg(set)
    days = states.day.nunique()
    learner_ids = tables["people"].set_index("id").learner_id
    for person_id, on in held.items():
        counted = on if "not_in_post" in rules["kinds"] else set(states.day)
        in_post = len(counted - _away(tables["absences"], person_id, rules["kinds"]))
        requirements = counts.of(person_id, Fraction(in_post, days))
        standing = "meets" if all(had >= needed for needed, had in requirements) else "not_yet"
        if in_post < rules["exempt_below_days"]:
            standing = "exempt"
        points = counts.points(requirements)
        department = last[person_id]
        yield Expected(
            learner_id=learner_ids[person_id],
            audience=audience,
            department=None if pd.isna(department) else department,
            days_in_post=in_post,
            standing=standing,
            requirements=requirements,
            points=points,
            band=counts.band(points) if standing == "meets" else None,
        )


def _away(absences: pd.DataFrame, person_id: int, kinds: list[str]) -> set[Any]:
    withdrawn = absences.withdraws.dropna()
    holding = absences[absences.withdraws.isna() & ~absences.id.isin(withdrawn)]
    mine = holding[(holding.person_id == person_id) & holding.kind.isin(kinds)]
    spans = zip(mine["first"], mine["last"], strict=True)
    return {day for first, last in spans for day in pd.date_range(str(first), str(last))}


# What everybody did


def _fraction(text: object) -> Fraction:
    return Fraction(str(text))


def _results(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the last result of every attempt: person, paper, percent, passed or not, moment."""
    last = tables["results"].sort_values("id").groupby("attempt_id").tail(1)
    joined = (
        tables["attempts"][["id", "person_id", "paper_id", "rules"]]
        .rename(columns={"id": "attempt_id"})
        .merge(tables["hand_ins"], on="attempt_id")
        .merge(last[["attempt_id", "earned", "possible"]], on="attempt_id")
    )
    possible = joined.possible.map(_fraction)
    joined["percent"] = [
        100 * _fraction(earned) / of if of else Fraction(0)
        for earned, of in zip(joined.earned, possible, strict=True)
    ]
    pass_mark = joined.rules.map(lambda rules: _fraction(json.loads(rules)["pass_mark"]))
    joined["passed"] = joined.percent >= pass_mark
    joined["at"] = _moment(joined.handed_in_at)
    return joined


def _exams(results: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "person_id": results.person_id,
            "kind": "exam",
            "day": _day(results["at"]),
            "hours": Fraction(0),
            "ref": results.paper_id,
            "name": "exam:" + results.attempt_id,
            "score": results.percent,
        }
    )


def _lessons(
    tables: dict[str, pd.DataFrame],
    results: pd.DataFrame,
    courses: list[dict[str, Any]],
    papers: dict[str, dict[str, Any]],
) -> pd.DataFrame:
    """Return the lessons that count: studied, and every chapter test of their course passed."""
    events = tables["lesson_events"]
    studied = events[events.kind == "studied"].assign(moment=_moment(events["at"]))
    passed = results[results.passed].groupby(["person_id", "paper_id"])["at"].min()
    rows = []
    for course in courses:
        minutes = sum(lesson["minutes"] for lesson in course["lesson"])
        tests = [p for p in course.get("papers", []) if papers[p]["mode"] == "chapter_test"]
        for lesson in course["lesson"]:
            hours = Fraction(course["credit_hours"] * lesson["minutes"], minutes)
            for one in studied[studied.lesson_id == lesson["id"]].itertuples():
                keys = [(one.person_id, test) for test in tests]
                if all(key in passed.index for key in keys):
                    when = max([one.moment, *(passed[key] for key in keys)])
                    rows.append((one.person_id, when, hours, lesson["id"]))
    found = pd.DataFrame(rows, columns=["person_id", "at", "hours", "ref"])
    return pd.DataFrame(
        {
            "person_id": found.person_id,
            "kind": "course",
            "day": _day(pd.to_datetime(found["at"], utc=True)),
            "hours": found.hours,
            "ref": found.ref,
            "name": "course:" + found.person_id.astype(str) + ":" + found.ref,
            "score": None,
        }
    )


def _recorded(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = tables["hours_entries"]
    last = rows[~rows.id.isin(rows.corrects_id.dropna())]
    return pd.DataFrame(
        {
            "person_id": last.person_id,
            "kind": last.kind,
            "day": last.on.astype(str),
            "hours": last.hours.map(_fraction),
            "ref": last.evidence_ref,
            "name": last.kind + ":" + last.id.astype(str),
            "score": None,
        }
    )


# What is asked


class _Counts:
    """What a policy asks of anybody, and what anybody has of it."""

    def __init__(
        self, policy: dict[str, Any], courses: list[dict[str, Any]], entries: pd.DataFrame
    ) -> None:
        self._policy = policy
        self._lessons = {one["id"]: {lesson["id"] for lesson in one["lesson"]} for one in courses}
        self._by_person = dict(tuple(entries.groupby("person_id")))
        self._none = entries.iloc[:0]
        self._groups: list[str] = []

    def of(self, person_id: int, share: Fraction) -> tuple[tuple[Fraction, Fraction], ...]:
        """Return needed and had of every requirement, in the order of the page."""
        mine, policy = self._by_person.get(person_id, self._none), self._policy
        asked: list[tuple[str, Fraction, Fraction]] = []
        for name, figure in policy.get("hours", {}).items():
            group, kinds = ("hours", policy["kinds"]) if name == "total" else ("", [name])
            had = self._hours(mine[mine.kind.isin(kinds)], name)
            asked.append((group, _fraction(figure["value"]) * share, had))
        for course in policy.get("course", []):
            lessons = self._lessons[course["id"]]
            done = mine[(mine.kind == "course") & mine.ref.isin(lessons)].ref.nunique()
            asked.append(("courses", Fraction(len(lessons)), Fraction(done)))
        for exam in policy.get("exam", []):
            tries = mine[(mine.kind == "exam") & (mine.ref == exam["paper"])].score
            asked.append(("exams", _fraction(exam["pass_mark"]), max(tries, default=Fraction(0))))
        for kind, figure in policy.get("attend", {}).items():
            there = mine[(mine.kind == kind) & (mine.hours > 0)].ref.nunique()
            needed = Fraction(math.ceil(_fraction(figure["value"]) * share))
            asked.append(("attend", needed, Fraction(there)))
        self._groups = [group for group, _, _ in asked]
        return tuple((needed, had) for _, needed, had in asked)

    def points(self, requirements: tuple[tuple[Fraction, Fraction], ...]) -> Fraction | None:
        """Return the weighted points of a hundred."""
        weights = self._policy.get("weights")
        if not weights:
            return None
        points = Fraction(0)
        for group, weight in weights.items():
            some = [
                had / 100 if group == "exams" else _degree(needed, had)
                for of, (needed, had) in zip(self._groups, requirements, strict=True)
                if of == group
            ]
            points += weight * sum(some) / len(some)
        return points

    def band(self, points: Fraction | None) -> str | None:
        """Return the name of the band that points reach."""
        bands = self._policy.get("band", [])
        reached = [one["name"] for one in bands if points is not None and points >= one["least"]]
        return reached[0] if reached else None

    def _hours(self, some: pd.DataFrame, name: str) -> Fraction:
        """Return the hours that count, within the caps of the day and of the last kind's year."""
        day_caps = {k: _fraction(v["value"]) for k, v in self._policy.get("day_cap", {}).items()}
        year_caps = {k: _fraction(v["value"]) for k, v in self._policy.get("year_cap", {}).items()}
        if name != "total":
            day_caps.pop("all", None)
        rank = {kind: place for place, kind in enumerate(self._policy["kinds"])}
        ordered = some.assign(rank=some.kind.map(rank)).sort_values(["day", "rank", "name"])
        total, of_year = Fraction(0), dict(year_caps)
        for _, on_day in ordered.groupby("day", sort=False):
            of_day = dict(day_caps)
            for kind, hours in zip(on_day.kind, on_day.hours, strict=True):
                rooms = [of_day.get(kind), of_day.get("all"), of_year.get(kind)]
                counted = min([hours, *(room for room in rooms if room is not None)])
                for left in ((of_day, kind), (of_day, "all"), (of_year, kind)):
                    if left[1] in left[0]:
                        left[0][left[1]] -= counted
                total += counted
        return total


def _degree(needed: Fraction, had: Fraction) -> Fraction:
    return Fraction(1) if had >= needed else had / needed
