"""A year of leadership study worked out from the tables alone, with none of our code."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from sqlalchemy import create_engine

ROOT = Path(__file__).parents[2]
TABLES = (
    "duty_evidence",
    "group_studies",
    "group_study_corrections",
    "hours_entries",
    "people",
    "plan_changes",
    "plan_items",
)


@dataclass(frozen=True)
class ExpectedLeadership:
    """What the dashboard has to say.

    `attended` are the group studies of each person by name, `evidence` is how much there is for
    each duty in the order of the list.
    """

    planned: int
    done: int
    studies: int
    attended: dict[str, int]
    evidence: tuple[int, ...]


def expected_leadership(home: Path, year: int) -> ExpectedLeadership:
    """Return what holds of a year as the tables stand."""
    engine = create_engine(f"sqlite:///{home / 'records.db'}")
    tables = {name: pd.read_sql_table(name, engine) for name in TABLES}
    engine.dispose()
    studies = _studies(tables, year)
    items = _items(tables, year)
    done = [_is_done(tables, item, studies) for item in items.itertuples()]
    return ExpectedLeadership(
        planned=len(items),
        done=sum(done),
        studies=len(studies),
        attended=_attended(tables, studies),
        evidence=_evidence(tables, studies, home, year),
    )


def _studies(tables: dict[str, pd.DataFrame], year: int) -> pd.DataFrame:
    """Return the sessions of a year as corrected last, without those that were withdrawn."""
    corrected = tables["group_study_corrections"].sort_values("id").groupby("study_id").tail(1)
    studies = tables["group_studies"].set_index("id")
    for one in corrected.itertuples():
        studies.at[one.study_id, "cites"] = one.cites
    withdrawn = corrected[corrected.is_withdrawn.astype(bool)].study_id
    of_year = pd.to_datetime(studies["on"]).dt.year == year
    return studies[of_year & ~studies.index.isin(withdrawn)]


def _items(tables: dict[str, pd.DataFrame], year: int) -> pd.DataFrame:
    changes = tables["plan_changes"]
    withdrawn = changes[changes.action == "withdrawn"].item_id
    items = tables["plan_items"]
    return items[(items.year == year) & ~items.id.isin(withdrawn)]


def _is_done(tables: dict[str, pd.DataFrame], item, studies: pd.DataFrame) -> bool:
    changes = tables["plan_changes"]
    own = changes[(changes.item_id == item.id) & changes.action.isin(["linked", "unlinked"])]
    last = own.sort_values("id").groupby("study_id").tail(1)
    linked = last[last.action == "linked"].study_id
    studied = set().union(*map(_instruments, studies.cites)) if len(studies) else set()
    wanted = _instruments(item.cites)
    return bool(linked.isin(studies.index).any()) or bool(wanted and wanted <= studied)


def _instruments(cites: object) -> set[str]:
    listed = json.loads(cites) if isinstance(cites, str) else cites
    return {one.partition(":")[0] for one in listed}


def _attended(tables: dict[str, pd.DataFrame], studies: pd.DataFrame) -> dict[str, int]:
    entries = tables["hours_entries"]
    holding = entries[
        (entries.kind == "group_study")
        & ~entries.id.isin(entries.corrects_id.dropna())
        & (entries.hours != "0")
        & entries.evidence_ref.isin(studies.index.astype(str))
    ]
    names = tables["people"].set_index("id").name
    counts = holding.groupby("person_id").evidence_ref.nunique()
    return {names[person]: int(count) for person, count in counts.items()}


def _evidence(
    tables: dict[str, pd.DataFrame], studies: pd.DataFrame, home: Path, year: int
) -> tuple[int, ...]:
    own = home / "duties" / f"{year}.toml"
    package = ROOT / "grading/leadership/duty_lists" / f"{year}.toml"
    listed = tomllib.loads((own if own.exists() else package).read_text("utf-8"))["duty"]
    rows = tables["duty_evidence"]
    holding = rows[
        (rows.year == year)
        & rows.withdraws.isna()
        & ~rows.id.isin(rows.withdraws.dropna())
        & (rows.study_id.isna() | rows.study_id.isin(studies.index))
    ]
    counts = holding.groupby("duty_id").size()
    return tuple(int(counts.get(duty["id"], 0)) for duty in listed)
