"""The page behind every citation."""

import asyncio
from dataclasses import replace

from courses.statutes.citation import Citation, MalformedCitationError, parse_citation
from courses.statutes.instrument import Instrument
from courses.statutes.library.text import InstrumentText
from grading.people.model import Role
from widgets.portal.access import may_study
from widgets.portal.pages.base import Link, PageHandler, Refusal
from widgets.portal.pages.statutes.asked import AskedDay, asked_day, asked_query
from widgets.portal.pages.statutes.facts import short_facts_of
from widgets.portal.pages.statutes.questions import CitingQuestions, citing_questions
from widgets.portal.pages.statutes.shown import ShownArticle, show_article

SEES_QUESTIONS = frozenset({Role.INSTRUCTOR, Role.MANAGER})
"""Learners are not told which articles are asked about: the exams draw from the same bank."""


class ArticlePage(PageHandler):
    """An article: whether it holds, its words, what came before and after, and who cites it."""

    async def get(self, text: str) -> None:
        """Show the article as the law stood on the day asked for, else today."""
        citation = cited(text)
        law, library = self.services.law, self.services.library
        instrument = law.registry.resolve(citation)
        day = asked_day(self)
        shown: ShownArticle = await asyncio.to_thread(
            show_article, law, library, citation, day, asked_query(self)
        )
        before, after = _neighbours(citation, instrument, shown.text)
        label = citation.label(law.registry)
        title = f"《{instrument.short_title}》"
        own_address = f"/statute/{citation}"
        instrument_link = Link(title, day.add_to(f"/statutes/{instrument.id}"))
        lessons, others = self._lessons(citation)
        self.page(
            "statute_article.html",
            title=label,
            crumbs=(Link("法规", "/statutes"), instrument_link, Link(citation.place(), None)),
            citation=str(citation),
            place=citation.place(),
            shown=shown,
            day=day,
            own_address=own_address,
            permanent=self._permanent(own_address),
            before=_article_link(before, day),
            after=_article_link(after, day),
            facts=short_facts_of(instrument),
            instrument_link=instrument_link,
            lessons=lessons,
            other_lessons=others,
            questions=self._questions(citation),
        )

    def _permanent(self, address: str) -> str:
        """Return the address to give to others."""
        public = self.services.settings.public_url
        base = public.rstrip("/") if public else f"{self.request.protocol}://{self.request.host}"
        return base + address

    def _lessons(self, citation: Citation) -> tuple[list[Link], int]:
        """Return the lessons that one may open, and how many others cite the article."""
        found = self.services.concordance.lessons_on(citation)
        own = [one for one in found if may_study(self.person, one.course)]
        links = [
            Link(
                f"{one.course.title}：{one.lesson.number} {one.lesson.title}",
                f"/lesson/{one.lesson.id}",
            )
            for one in own
        ]
        return links, len(found) - len(own)

    def _questions(self, citation: Citation) -> CitingQuestions | None:
        if not self.person.roles & SEES_QUESTIONS:
            return None
        return citing_questions(self.services.concordance.questions_on(citation))


def cited(text: str) -> Citation:
    """Read the citation in an address; what is none is a page that does not exist."""
    try:
        return parse_citation(text)
    except MalformedCitationError as error:
        raise Refusal(404, str(error)) from None


def _neighbours(
    citation: Citation, instrument: Instrument, text: InstrumentText | None
) -> tuple[Citation | None, Citation | None]:
    """Return the articles before and after, by the text, else by the number of articles."""
    if text is not None:
        order = [text.citation_of(one) for one in (text.articles or text.sections)]
        if citation.whole_article in order:
            place = order.index(citation.whole_article)
            before = order[place - 1] if place else None
            return before, (order[place + 1] if place + 1 < len(order) else None)
    return (
        _numbered(citation, -1, instrument),
        _numbered(citation, +1, instrument),
    )


def _numbered(citation: Citation, step: int, instrument: Instrument) -> Citation | None:
    if citation.section is not None:
        number, last = citation.section + step, instrument.section_count
        made = replace(citation, section=number) if 1 <= number <= last else None
    else:
        number, last = int(citation.article or 0) + step, instrument.article_count
        made = Citation(citation.instrument, number) if 1 <= number <= last else None
    return made


def _article_link(citation: Citation | None, day: AskedDay) -> Link | None:
    return None if citation is None else Link(citation.place(), day.add_to(f"/statute/{citation}"))
