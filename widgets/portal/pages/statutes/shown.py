"""Everything that is shown of an article, the same on its page and in lessons."""

from dataclasses import dataclass

from courses.errors import StudyError
from courses.statutes.citation import Citation
from courses.statutes.law import Law
from courses.statutes.library.store import Library
from courses.statutes.library.text import InstrumentText
from widgets.portal.pages.statutes.asked import AskedDay
from widgets.portal.pages.statutes.cards import CardPart, card_parts
from widgets.portal.pages.statutes.changes import ChangePart, change_parts
from widgets.portal.pages.statutes.facts import (
    MissingText,
    ShownVersion,
    missing_text,
    shown_version,
)
from widgets.portal.pages.statutes.provision import Provision, holds, provision
from widgets.portal.pages.statutes.standing import Banner, article_banner


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article as it is read: either `provision` or `missing` is there.

    `text` is the version of the instrument that the words were taken from, `version` says which.
    """

    banner: Banner
    provision: Provision | None
    version: ShownVersion | None
    missing: MissingText | None
    changes: tuple[ChangePart, ...]
    cards: tuple[CardPart, ...]
    text: InstrumentText | None


class UnknownPartError(StudyError):
    """The article has no such paragraph or item, as its text shows."""

    def __init__(self, citation: Citation, law: Law) -> None:
        super().__init__(
            f"{citation.whole_article.label(law.registry)}里没有这一款或者这一项：{citation}。"
            "请核对引用，或者打开整条。"
        )
        self.citation = citation


def show_article(
    law: Law, library: Library, citation: Citation, day: AskedDay, query: str = ""
) -> ShownArticle:
    """Gather what is shown of an article on a day; reads files, so not for the event loop.

    The words of `query` are marked in its text.

    Raises UnknownInstrumentError, UnknownArticleError and UnknownPartError.
    """
    instrument = law.registry.resolve(citation)
    text = library.find_text(citation.instrument, day.day) or library.find_text(citation.instrument)
    article = None if text is None else text.find(citation)
    if article is not None and not holds(article, citation):
        raise UnknownPartError(citation, law)
    return ShownArticle(
        banner=article_banner(law, citation, day),
        provision=None if article is None else provision(article, citation, query),
        version=None if text is None else _version(library, text, citation, day),
        missing=None if article else missing_text(instrument, text),
        changes=change_parts(law, library, citation, day),
        cards=card_parts(law, citation, day),
        text=text,
    )


def _version(
    library: Library, text: InstrumentText, citation: Citation, day: AskedDay
) -> ShownVersion:
    return shown_version(text, library.held(), f"/statute/{citation}", day.day)
