"""What content is checked against: the law, the day, the calendar, the imported texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from courses.checking.amounts import Amount, amounts
from courses.statutes.citation import Citation
from courses.statutes.deadlines.workdays import WorkCalendar
from courses.statutes.figures import read_figure
from courses.statutes.law import Law
from courses.statutes.library.store import Library
from courses.statutes.tables.structure import ArticleStructure, structure_of


@dataclass(frozen=True, slots=True)
class Sources:
    """What the articles cited for a text say in figures.

    `complete` is False where the figures of one of them are not known, so that a figure that is not
    among `stated` may still be right.
    """

    stated: frozenset[Amount]
    complete: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """The law as it is known, the day on which content has to be right, and the working days.

    `library` holds the imported texts; it is asked about articles that the table of structure does
    not know, such as those of a bureau's own instruments.
    """

    law: Law
    on: date
    calendar: WorkCalendar
    library: Library | None = None

    def built(self, citation: Citation) -> ArticleStructure | None:
        """Return how the cited article or section is built, None where that is not known."""
        found = self.law.structure.article(citation)
        if found is not None or self.library is None:
            return found
        text = self.library.find_article(citation)
        return None if text is None else structure_of(text)

    def sources(self, citations: Iterable[Citation]) -> Sources:
        """Return the figures of the cited articles, each article whole."""
        built = [self.built(citation) for citation in citations]
        written = (
            figure
            for article in built
            if article is not None
            for paragraph in article.figures
            for figure in paragraph
        )
        return Sources(amounts(map(read_figure, written)), complete=None not in built)

    def label(self, citation: Citation) -> str:
        """Return how a citation reads in Chinese."""
        return citation.label(self.law.registry)
