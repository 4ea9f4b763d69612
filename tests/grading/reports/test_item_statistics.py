"""The formulas, against published figures and against plain sums written out."""

import math
import random
from statistics import correlation, fmean, pvariance

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.reports import item_statistics

LSAT = {
    "00000": 3, "00001": 6, "00010": 2, "00011": 11, "00100": 1, "00101": 1, "00110": 3,
    "00111": 4, "01000": 1, "01001": 8, "01011": 16, "01101": 3, "01110": 2, "01111": 15,
    "10000": 10, "10001": 29, "10010": 14, "10011": 81, "10100": 3, "10101": 28, "10110": 15,
    "10111": 80, "11000": 16, "11001": 56, "11010": 21, "11011": 173, "11100": 11, "11101": 61,
    "11110": 28, "11111": 298,
}  # fmt: skip
"""Section 6 of the Law School Admission Test: how many of 1000 people answered the five questions
so. R. D. Bock and M. Lieberman, Psychometrika 35 (1970) 179-197; LSAT in the R package ltm.
"""

# As `descript(LSAT)` of ltm prints them (D. Rizopoulos, Journal of Statistical Software 17(5),
# 2006). Its correlations differ in the fourth place, as it divides by n and by n - 1 in turn.
LSAT_FACILITY = [0.924, 0.709, 0.553, 0.763, 0.870]
LSAT_REST_CORRELATION = [0.1128, 0.1531, 0.1727, 0.1444, 0.1215]
LSAT_ALPHA = 0.2950
LSAT_ALPHA_WITHOUT = [0.2754, 0.2376, 0.2168, 0.2459, 0.2663]

tables = st.tuples(st.integers(1, 12), st.integers(1, 6), st.randoms(use_true_random=False)).map(
    lambda made: make_table(*made)
)


def make_table(people: int, questions: int, chance: random.Random) -> pd.DataFrame:
    return pd.DataFrame(
        [[float(chance.randrange(4)) for _ in range(questions)] for _ in range(people)]
    )


def worth(table: pd.DataFrame) -> pd.Series:
    return pd.Series(3, index=table.columns)


@pytest.fixture(scope="module")
def lsat() -> pd.DataFrame:
    rows = [list(map(float, answers)) for answers, people in LSAT.items() for _ in range(people)]
    return pd.DataFrame(rows)


def test_the_published_facilities_come_out(lsat):
    possible = pd.Series(1, index=lsat.columns)
    assert list(item_statistics.facility(lsat, possible)) == pytest.approx(LSAT_FACILITY)


def test_the_published_corrected_point_biserial_correlations_come_out(lsat):
    found = item_statistics.rest_correlation(lsat)
    assert list(found) == pytest.approx(LSAT_REST_CORRELATION, abs=1.5e-4)


def test_the_published_alpha_comes_out_as_alpha_and_as_formula_20(lsat):
    assert item_statistics.cronbach_alpha(lsat) == pytest.approx(LSAT_ALPHA, abs=5e-5)
    assert item_statistics.kr20(lsat >= 1) == pytest.approx(LSAT_ALPHA, abs=5e-5)


def test_the_published_alphas_without_one_question_come_out(lsat):
    assert list(item_statistics.alpha_without(lsat)) == pytest.approx(LSAT_ALPHA_WITHOUT, abs=5e-5)


def test_people_who_tie_at_the_boundary_share_the_places(lsat):
    """Of 270 places: 298 people have all five right; 108 have two or fewer, 237 have three."""
    total = lsat.sum(axis=1)
    upper, lower = item_statistics.upper_group(total), item_statistics.lower_group(total)
    assert set(upper[total == 5]) == {270 / 298}
    assert upper[total < 5].sum() == 0
    assert set(lower[total <= 2]) == {1.0}
    assert set(lower[total == 3]) == {(270 - 108) / 237}


def test_discrimination_is_what_the_upper_group_has_over_the_lower():
    """Ten people, so three in each group: the best three all have it right, one of the weakest."""
    total = [20, 19, 18, 15, 14, 13, 12, 5, 4, 3]
    right = [1, 1, 1, 0, 1, 1, 0, 1, 0, 0]
    table = pd.DataFrame(
        {"asked": right, "others": [t - r for t, r in zip(total, right, strict=True)]}
    ).astype(float)
    found = item_statistics.discrimination(table, pd.Series({"asked": 1, "others": 20}))
    assert found["asked"] == pytest.approx(3 / 3 - 1 / 3)


@pytest.mark.parametrize(
    ("people", "size"), [(1, 1), (2, 1), (4, 1), (10, 3), (30, 8), (100, 27), (400, 108)]
)
def test_a_group_is_27_percent_rounded(people, size):
    assert item_statistics.group_size(people) == size


@given(st.lists(st.integers(0, 6), min_size=1, max_size=60))
def test_groups_are_as_large_as_they_should_be_and_keep_the_order(totals):
    total = pd.Series(totals, dtype=float)
    upper = item_statistics.upper_group(total)
    assert upper.sum() == pytest.approx(item_statistics.group_size(len(total)))
    assert upper.between(0, 1 + 1e-9).all()
    by_total = upper.groupby(total)
    assert (by_total.max() == by_total.min()).all()
    assert by_total.max().is_monotonic_increasing


@given(tables)
@settings(deadline=None)
def test_measures_are_those_of_plain_sums(table):
    rows = table.to_numpy().tolist()
    total = [sum(row) for row in rows]
    for question in table.columns:
        column = [row[question] for row in rows]
        rest = [whole - part for whole, part in zip(total, column, strict=True)]
        found = item_statistics.rest_correlation(table)[question]
        if pvariance(column) == 0 or pvariance(rest) == 0:
            assert math.isnan(found)
        else:
            assert found == pytest.approx(correlation(column, rest), abs=1e-9)
        share = item_statistics.facility(table, worth(table))[question]
        assert share == pytest.approx(fmean(column) / 3)
    assert same(item_statistics.cronbach_alpha(table), plain_alpha(rows))
    for question in table.columns:
        others = [row[:question] + row[question + 1 :] for row in rows]
        assert same(item_statistics.alpha_without(table)[question], plain_alpha(others))


@given(tables)
@settings(deadline=None)
def test_formula_20_is_alpha_of_right_and_wrong(table):
    right = table >= 3
    assert same(item_statistics.kr20(right), item_statistics.cronbach_alpha(right.astype(float)))


@given(tables, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_no_order_of_people_changes_a_measure(table, chance):
    order = list(table.index)
    chance.shuffle(order)
    for measure in (
        lambda t: item_statistics.discrimination(t, worth(t)),
        item_statistics.rest_correlation,
    ):
        pd.testing.assert_series_equal(measure(table), measure(table.loc[order]), atol=1e-9)


@given(tables)
@settings(deadline=None)
def test_measures_stay_within_their_bounds(table):
    for measure in (
        item_statistics.discrimination(table, worth(table)),
        item_statistics.rest_correlation(table),
    ):
        assert measure.dropna().between(-1 - 1e-9, 1 + 1e-9).all()
    alpha = item_statistics.cronbach_alpha(table)
    assert math.isnan(alpha) or alpha <= 1 + 1e-9


def test_nothing_is_defined_where_nobody_differs():
    table = pd.DataFrame([[1.0] * 3] * 5)
    assert item_statistics.discrimination(table, worth(table)).isna().all()
    assert item_statistics.rest_correlation(table).isna().all()
    assert math.isnan(item_statistics.cronbach_alpha(table))
    assert math.isnan(item_statistics.standard_error(table))


def test_one_question_has_no_reliability():
    table = pd.DataFrame({"only": [0.0, 1.0, 1.0]})
    assert math.isnan(item_statistics.cronbach_alpha(table))
    assert math.isnan(item_statistics.kr20(table >= 1))
    assert item_statistics.rest_correlation(table).isna().all()


def test_the_standard_error_is_what_alpha_leaves_of_the_spread(lsat):
    spread = float(lsat.sum(axis=1).std(ddof=0))
    expected = spread * math.sqrt(1 - LSAT_ALPHA)
    assert item_statistics.standard_error(lsat) == pytest.approx(expected, abs=1e-4)


def plain_alpha(rows: list[list[float]]) -> float:
    questions = len(rows[0])
    of_total = pvariance([sum(row) for row in rows])
    if questions < 2 or of_total == 0:
        return math.nan
    of_questions = sum(map(pvariance, zip(*rows, strict=True)))
    return questions / (questions - 1) * (1 - of_questions / of_total)


def same(one: float, other: float) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
