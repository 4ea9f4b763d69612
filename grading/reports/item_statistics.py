"""Classical item and test statistics, from a table of points: pure calculation.

A table has one row per person and one column per question; its values are the points earned.
Everything is NaN where it is not defined: too few people or questions, or no spread at all.

- Facility: mean share of a question's points that was earned (for 0/1 questions the p value).
- Discrimination: facility in the upper minus facility in the lower 27 % by total (T. L. Kelley,
  "The selection of upper and lower groups for the validation of test items", 1939).
- Corrected item-total correlation: Pearson's r of a question with the total of all others; for 0/1
  questions this is the point-biserial correlation.
- Cronbach's alpha (L. J. Cronbach, 1951) and, with every question counted as right or not,
  Kuder and Richardson's formula 20 (1937). Both divide by n throughout.
"""

import math

import pandas as pd

GROUP_SHARE = 0.27
_FEWEST_QUESTIONS = 2
_NO_SPREAD = 1e-12


def facility(earned: pd.DataFrame, possible: "pd.Series[int]") -> "pd.Series[float]":
    """Return the mean share of points per question; `possible` is what each is worth."""
    return earned.mean() / possible


def rest_correlation(earned: pd.DataFrame) -> "pd.Series[float]":
    """Return per question its correlation with the total of all other questions."""
    rest = (-earned).add(earned.sum(axis=1), axis=0)
    spread, spread_of_rest = earned.std(ddof=0), rest.std(ddof=0)
    together = ((earned - earned.mean()) * (rest - rest.mean())).mean()
    defined = (spread > _NO_SPREAD) & (spread_of_rest > _NO_SPREAD)
    correlation: pd.Series[float] = together / (spread * spread_of_rest)
    return correlation.where(defined)


def group_size(people: int) -> int:
    """Return how many belong to the upper and to the lower group, at least one."""
    return max(1, math.floor(GROUP_SHARE * people + 0.5))


def upper_group(total: "pd.Series[float]") -> "pd.Series[float]":
    """Return how much each person counts in the upper group, 0 to 1; the sum is `group_size`.

    Those who tie at the boundary share the places that are left, so that no order of rows decides.
    """
    size = group_size(len(total))
    ordered = total.sort_values(ascending=False)
    boundary = ordered.iloc[size - 1]
    above = total > boundary + _NO_SPREAD
    level = (total - boundary).abs() <= _NO_SPREAD
    share = float(size - above.sum()) / float(level.sum())
    return above.astype(float) + level.astype(float) * share


def lower_group(total: "pd.Series[float]") -> "pd.Series[float]":
    """Return how much each person counts in the lower group; see `upper_group`."""
    return upper_group(-total)


def discrimination(earned: pd.DataFrame, possible: "pd.Series[int]") -> "pd.Series[float]":
    """Return per question the facility in the upper minus that in the lower group."""
    total = earned.sum(axis=1)
    if len(total) == 0 or total.std(ddof=0) <= _NO_SPREAD:
        return pd.Series(math.nan, index=earned.columns)
    more = upper_group(total) - lower_group(total)
    return earned.mul(more, axis=0).sum() / (group_size(len(total)) * possible)


def cronbach_alpha(earned: pd.DataFrame) -> float:
    """Return Cronbach's alpha of the points."""
    return _alpha(
        earned.shape[1],
        float(earned.var(ddof=0).sum()),
        float(earned.sum(axis=1).var(ddof=0)),
    )


def alpha_without(earned: pd.DataFrame) -> "pd.Series[float]":
    """Return per question Cronbach's alpha of all the others."""
    variances = earned.var(ddof=0)
    rest = (-earned).add(earned.sum(axis=1), axis=0).var(ddof=0)
    others = earned.shape[1] - 1
    left = variances.sum() - variances
    alphas = [_alpha(others, *pair) for pair in zip(left, rest, strict=True)]
    return pd.Series(alphas, index=earned.columns, dtype=float)


def kr20(right: pd.DataFrame) -> float:
    """Return formula 20 of Kuder and Richardson; `right` says who answered what fully right."""
    shares = right.mean()
    by_chance = float((shares * (1 - shares)).sum())
    return _alpha(right.shape[1], by_chance, float(right.sum(axis=1).var(ddof=0)))


def standard_error(earned: pd.DataFrame) -> float:
    """Return the standard error of measurement in points, by Cronbach's alpha."""
    alpha = cronbach_alpha(earned)
    spread = float(earned.sum(axis=1).std(ddof=0))
    return spread * math.sqrt(1 - alpha) if alpha <= 1 else math.nan


def _alpha(questions: int, of_questions: float, of_total: float) -> float:
    if questions < _FEWEST_QUESTIONS or not of_total > _NO_SPREAD:
        return math.nan
    return questions / (questions - 1) * (1 - of_questions / of_total)
