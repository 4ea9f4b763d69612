"""Articles for the widget in lessons: the same picture as in the reader, as a fragment."""

import asyncio

from widgets.portal.api.base import JsonHandler
from widgets.portal.pages.statutes.article import cited
from widgets.portal.pages.statutes.asked import asked_day
from widgets.portal.pages.statutes.shown import ShownArticle, show_article


class StatuteApi(JsonHandler):
    """An article on a day; asked by kernels with their page's token and by browsers logged in.

    The law is the same for everybody, so nothing depends on who asks.
    """

    accepts_page_token = True
    accepts_session = True

    async def get(self, text: str) -> None:
        """Return the article in words, its standing, and the fragment to show."""
        citation = cited(text)
        law = self.services.law
        day = asked_day(self)
        shown: ShownArticle = await asyncio.to_thread(
            show_article, law, self.services.library, citation, day
        )
        label = citation.label(law.registry)
        card = self.settings["pages"].get_template("partials/statute_card.html")
        self.reply(
            citation=str(citation),
            label=label,
            on=day.day.isoformat(),
            standing=shown.banner.word,
            html=card.render(label=label, href=day.add_to(f"/statute/{citation}"), shown=shown),
        )
