"""The variants that exams are taken on: those drawn now, and those of earlier attempts."""

import random
from collections import Counter
from collections.abc import Collection, Iterable

from grading.attempts.errors import UnpreparedPaperError
from grading.records.records import Records
from quizzes.draw import Variant


class VariantStore:
    """Remembers variants by assignment; a variant never changes, so it is read once.

    `chance` decides between variants; without one nobody can foretell them.
    """

    def __init__(self, chance: random.Random | None = None) -> None:
        self._chance = chance or random.SystemRandom()
        self._known: dict[str, Variant] = {}
        self._current: dict[str, tuple[Variant, ...]] = {}

    def set_current(self, paper_id: str, variants: Iterable[Variant]) -> None:
        """Say which variants of a paper are given out from now on."""
        self._current[paper_id] = tuple(variants)

    def current(self, paper_id: str) -> tuple[Variant, ...]:
        """Return the variants of a paper that are given out now, none before they were drawn."""
        return self._current.get(paper_id, ())

    def current_one(self, paper_id: str, letter: str) -> Variant:
        """Return the variant with this letter that is given out now; raise UnpreparedPaperError."""
        for variant in self.current(paper_id):
            if variant.letter == letter:
                return variant
        raise UnpreparedPaperError(paper_id)

    def get(self, records: Records, assignment: str) -> Variant:
        """Return the variant of an assignment as it was frozen in the records."""
        if assignment not in self._known:
            self._known[assignment] = records.attempts.variant(assignment)
        return self._known[assignment]

    def has_other(self, paper_id: str, unread: Collection[str]) -> bool:
        """Say whether a paper has a variant besides these assignments, or none drawn yet."""
        variants = self._current.get(paper_id, ())
        return not variants or any(variant.assignment not in unread for variant in variants)

    def choose(
        self, paper_id: str, letters_had: Iterable[str], unread: Collection[str] = ()
    ) -> Variant:
        """Pick a variant at random among those that the learner had least often.

        `unread` are assignments that may not come again now. Raises UnpreparedPaperError before
        the paper's variants were drawn.
        """
        current = self._current.get(paper_id, ())
        variants = [variant for variant in current if variant.assignment not in unread]
        if not variants:
            raise UnpreparedPaperError(paper_id)
        had = Counter(letters_had)
        fewest = min(had[variant.letter] for variant in variants)
        return self._chance.choice([v for v in variants if had[v.letter] == fewest])
