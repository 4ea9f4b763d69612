"""The table of overrides."""

from datetime import date

import pytest

from courses.statutes.registry import Registry
from courses.statutes.tables.overrides import Effect, embedded_overrides, read_overrides
from courses.statutes.tables.penalties import embedded_penalties
from courses.statutes.tables.reading import FaultyTableError, Verified, embedded_text
from courses.statutes.tables.succession import Relation, embedded_succession

REGISTRY = Registry.embedded()
RANKS = {"部门规章": 0, "地方政府规章": 0, "行政法规": 1, "法律": 2}
HEAD = embedded_text("overrides").splitlines()[0]


def test_a_lower_rule_gives_way_to_a_higher_one_from_the_first_day_of_that() -> None:
    for row in embedded_overrides():
        lower = REGISTRY.get_instrument(row.lower.instrument)
        for upper in map(REGISTRY.resolve, row.upper):
            assert RANKS[lower.kind] < RANKS[upper.kind]
            assert upper.effective == row.since


def test_no_place_is_ruled_twice() -> None:
    places = [row.lower for row in embedded_overrides()]
    assert len(places) == len(set(places))


def test_every_conflict_that_the_table_of_succession_names_is_overridden() -> None:
    replaced = [row for row in embedded_overrides() if row.effect is Effect.REPLACES]
    conflicts = [row for row in embedded_succession() if "冲突" in row.note]
    assert len(conflicts) == 4
    for conflict in conflicts:
        assert any(
            row.lower.whole_article == conflict.old and conflict.new in row.upper
            for row in replaced
        ), conflict.id


def test_what_succession_leaves_open_is_not_called_replaced_for_certain() -> None:
    for open_row in embedded_succession():
        if open_row.relation is Relation.UNSURE:
            rows = [r for r in embedded_overrides() if r.lower.whole_article == open_row.old]
            assert rows
            assert all(row.verified != "yes" for row in rows)


def test_what_the_penalties_put_in_the_place_of_a_regulation_is_told_here() -> None:
    rows = embedded_overrides()
    for penalty in embedded_penalties():
        if penalty.old is None or penalty.is_retained or penalty.verified is Verified.UNSURE:
            continue
        old, new = penalty.old.citation, penalty.new.citation.whole_article
        if REGISTRY.resolve(old).repealed is None:
            touched = [row for row in rows if row.lower.covers(old) or old.covers(row.lower)]
            assert any(new in row.upper for row in touched), penalty.id


def test_what_only_the_regulation_rules_is_not_overridden() -> None:
    replaced = {str(r.lower) for r in embedded_overrides() if r.effect is Effect.REPLACES}
    regulation = "pollutant-discharge-permit-regulation-2021"
    kept = ("35", "35.1.1", "35.1.2", "36", "36.1.2", "36.1.9", "37", "37.1.3", "41")
    assert not replaced & {f"{regulation}:{place}" for place in kept}


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("{r}:34,,2026-08-15,取代,yes,因,源", "upper：不能为空"),
        ("{r}:34,{c}:1103,2026-08-14,取代,yes,因,源", "还没有施行"),
        ("{r}:34,{c}:1103,2026-08-15,取代,unsure,因,源", "请写“存疑”"),
        ("{r}:34.1.3,{c}:1103,2026-08-15,取代,yes,因,源", "只有2项"),
        ("{r}:34,{c}:1103,,取代,yes,因,源", "since：不能为空"),
    ],
)
def test_a_row_that_does_not_fit_is_refused(cells: str, fault: str) -> None:
    filled = cells.format(
        r="pollutant-discharge-permit-regulation-2021", c="ecological-environment-code"
    )
    with pytest.raises(FaultyTableError, match=fault):
        read_overrides(f"{HEAD}\na,{filled}\n")


def test_the_day_of_the_code_is_the_day_of_every_row() -> None:
    assert {row.since for row in embedded_overrides()} == {date(2026, 8, 15)}
