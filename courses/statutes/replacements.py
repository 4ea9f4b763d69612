"""What a cited old article turned into, with the penalties of both laws beside each other."""

from dataclasses import dataclass

from courses.statutes.citation import Citation
from courses.statutes.law import Law
from courses.statutes.successors import successors
from courses.statutes.tables.penalties import Row as PenaltyRow
from courses.statutes.tables.succession import Succession


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two penalties for one conduct and degree.

    `beside` are the other old rules that covered the same conduct at the same time: whoever looks
    for the old law of a case has to read them too.
    """

    penalty: PenaltyRow
    beside: tuple[PenaltyRow, ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """One row of the table of succession and what the two articles it joins provide for.

    `comparisons` is empty where the old article punishes nothing.
    """

    succession: Succession
    comparisons: tuple[Comparison, ...]


def replacements(citation: Citation, law: Law) -> tuple[Replacement, ...]:
    """Return what became of a cited article, paragraph or item, in the order of the tables.

    Nothing where the table of succession does not know the article.
    """
    return tuple(
        Replacement(row, _comparisons(citation, row, law)) for row in successors(citation, law)
    )


def _comparisons(citation: Citation, row: Succession, law: Law) -> tuple[Comparison, ...]:
    return tuple(
        Comparison(penalty, _beside(penalty, law))
        for penalty in law.penalties
        if penalty.old is not None
        and penalty.new.citation.whole_article == row.new
        and row.follows(penalty.old.citation)
        and row.means(penalty.old.citation)
        and _overlap(penalty.old.citation, citation)
    )


def _beside(penalty: PenaltyRow, law: Law) -> tuple[PenaltyRow, ...]:
    """Return the rows on the same conduct and degree that rest on another old article."""
    return tuple(
        other
        for other in law.penalties
        if other.conduct_id == penalty.conduct_id
        and other.tier is penalty.tier
        and other.who in {penalty.who, ""}
        and other.old is not None
        and penalty.old is not None
        and other.old.citation != penalty.old.citation
        and not other.is_retained
    )


def _overlap(one: Citation, other: Citation) -> bool:
    return one.covers(other) or other.covers(one)
