"""The page of an instrument: its facts and its contents."""

import asyncio
import re
import unicodedata

from courses.statutes.citation import Citation
from courses.statutes.instrument import Instrument
from courses.statutes.library.numeral_forms import NUMERAL, numeral_value
from courses.statutes.status import instrument_status
from widgets.portal.access import may_study
from widgets.portal.pages.base import Link, PageHandler, Refusal
from widgets.portal.pages.statutes.asked import asked_day, asked_text
from widgets.portal.pages.statutes.facts import facts_of, missing_text, shown_version
from widgets.portal.pages.statutes.outline import outline
from widgets.portal.pages.statutes.shelf import size_of
from widgets.portal.pages.statutes.standing import banner
from widgets.portal.pages.statutes.touched import touched_articles

PERMIT_CATALOGUE = "pollutant-discharge-permit-catalogue-2019"
"""The instrument whose table is among ours, and is shown from there."""
SHORT = 60
"""Articles up to which the contents are unfolded at first."""

_NUMBER = re.compile(NUMERAL)


class ContentsPage(PageHandler):
    """An instrument: whether it holds, its parts and chapters, and the articles we have rows on."""

    async def get(self, instrument_id: str) -> None:
        """Show the contents; with `article`, go on to the article of that number."""
        law, library = self.services.law, self.services.library
        instrument = law.registry.get_instrument(instrument_id)
        day = asked_day(self)
        if number := asked_text(self, "article"):
            self.redirect(day.add_to(f"/statute/{_article(instrument, number)}"))
            return
        text = await asyncio.to_thread(library.find_text, instrument_id, day.day)
        text = text or await asyncio.to_thread(library.find_text, instrument_id)
        own_address = f"/statutes/{instrument_id}"
        categories = law.permit_catalogue if instrument.id == PERMIT_CATALOGUE else ()
        self.page(
            "statute_contents.html",
            title=f"《{instrument.short_title}》",
            crumbs=(Link("法规", "/statutes"), Link(f"《{instrument.short_title}》", None)),
            instrument=instrument,
            banner=banner(law, instrument_status(instrument_id, day.day, law), day),
            facts=facts_of(law, instrument),
            day=day,
            own_address=own_address,
            text=text,
            outline=outline(text) if text else None,
            version=shown_version(text, library.held(), own_address, day.day) if text else None,
            size_text=size_of(instrument),
            is_short=instrument.article_count <= SHORT,
            missing=None if text else missing_text(instrument, None),
            tables=() if text is None or categories else text.tables,
            categories=categories,
            touched=touched_articles(law, self.services.concordance, instrument_id, day),
            courses=self._courses(instrument_id),
        )

    def _courses(self, instrument_id: str) -> list[Link]:
        return [
            Link(course.title, f"/course/{course.id}")
            for course in self.services.catalogue.courses
            if instrument_id in course.instruments and may_study(self.person, course)
        ]


def _article(instrument: Instrument, given: str) -> Citation:
    """Read a number as somebody types it: 17, 十七, 第十七条."""
    last = instrument.article_count
    if not last:
        raise Refusal(400, f"《{instrument.short_title}》不分条，请从目录里打开。")
    plain = unicodedata.normalize("NFKC", given).removeprefix("第").removesuffix("条")
    number = numeral_value(plain) if _NUMBER.fullmatch(plain) else None
    if number is None or not 1 <= number <= last:
        raise Refusal(
            400, f"《{instrument.short_title}》没有第 {given} 条。请填 1 到 {last} 的数字。"
        )
    return Citation(instrument.id, number)
