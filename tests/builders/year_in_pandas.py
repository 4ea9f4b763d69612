"""A year's hours, lessons and exams worked out from the tables alone, with none of our code."""

from pathlib import Path

import pandas as pd
from sqlalchemy import create_engine

ORDER = ["course", "session", "group_study", "external"]
PARTS = 12
"""Hours are counted in twelfths, so that pandas may add whole numbers."""


def figures_of_year(
    file: Path,
    *,
    year: int,
    lesson_hours: dict[str, int],
    test: str,
    day_cap: int,
    external_cap: int,
) -> pd.DataFrame:
    """Return hours that count, lessons done, best result and group studies of each person.

    `lesson_hours` are the hours of each lesson, whose chapter test is the paper `test`.
    """
    engine = create_engine(f"sqlite:///{file}")
    tables = {
        name: pd.read_sql(f"SELECT * FROM {name}", engine)
        for name in ("people", "lesson_events", "attempts", "hand_ins", "results", "hours_entries")
    }
    engine.dispose()
    results = _results(tables)
    lessons = _lessons(tables["lesson_events"], results[results.paper_id == test], lesson_hours)
    recorded = _recorded(tables["hours_entries"])
    entries = pd.concat([lessons, recorded], ignore_index=True)
    entries = entries[entries.day.str.startswith(str(year))]
    people = pd.DataFrame(index=tables["people"].id)
    people["hours"] = _counted(entries, day_cap * PARTS, external_cap * PARTS)
    people["lessons"] = entries[entries.kind == "course"].groupby("person_id").size()
    people["best"] = results.groupby("person_id").percent.max()
    studies = entries[(entries.kind == "group_study") & (entries.hours > 0)]
    people["studies"] = studies.groupby("person_id").ref.nunique()
    return people.fillna(0).astype(int)


def _results(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    last = tables["results"].sort_values("id").groupby("attempt_id").tail(1)
    joined = (
        tables["attempts"]
        .merge(tables["hand_ins"], left_on="id", right_on="attempt_id")
        .merge(last, on="attempt_id")
    )
    joined["percent"] = 100 * joined.earned.astype(int) // joined.possible.astype(int)
    joined["at"] = pd.to_datetime(joined.handed_in_at, utc=True, format="mixed")
    return joined[["person_id", "paper_id", "percent", "at"]]


def _lessons(
    events: pd.DataFrame, tests: pd.DataFrame, lesson_hours: dict[str, int]
) -> pd.DataFrame:
    studied = events[(events.kind == "studied") & events.lesson_id.isin(lesson_hours)].copy()
    studied["at"] = pd.to_datetime(studied["at"], utc=True, format="mixed")
    passed = tests[tests.percent >= 60].groupby("person_id")["at"].min().rename("passed_at")
    both = studied.merge(passed, on="person_id")
    when = both[["at", "passed_at"]].max(axis=1)
    return pd.DataFrame(
        {
            "person_id": both.person_id,
            "kind": "course",
            "day": when.dt.tz_convert("Asia/Shanghai").dt.strftime("%Y-%m-%d"),
            "hours": both.lesson_id.map(lesson_hours) * PARTS,
            "ref": both.lesson_id,
            "name": "course:" + both.person_id.astype(str) + ":" + both.lesson_id,
        }
    )


def _recorded(rows: pd.DataFrame) -> pd.DataFrame:
    last = rows[~rows.id.isin(rows.corrects_id.dropna())]
    hours = last.hours.str.split("/", expand=True).reindex(columns=[0, 1]).fillna("1").astype(int)
    return pd.DataFrame(
        {
            "person_id": last.person_id,
            "kind": last.kind,
            "day": last.on.astype(str),
            "hours": hours[0] * PARTS // hours[1],
            "ref": last.evidence_ref,
            "name": last.kind + ":" + last.id.astype(str),
        }
    )


def _counted(entries: pd.DataFrame, day_cap: int, external_cap: int) -> pd.Series:
    """Return the twelfths that count of each person."""
    ranked = entries.assign(rank=entries.kind.map(ORDER.index))
    ranked = ranked.sort_values(["person_id", "day", "rank", "name"])
    on_day = ranked.groupby(["person_id", "day"]).hours.cumsum()
    ranked["hours"] = on_day.clip(upper=day_cap) - (on_day - ranked.hours).clip(upper=day_cap)
    by_kind = ranked.groupby(["person_id", "kind"]).hours.sum().unstack(fill_value=0)
    by_kind["external"] = by_kind["external"].clip(upper=external_cap)
    return by_kind.sum(axis=1)
