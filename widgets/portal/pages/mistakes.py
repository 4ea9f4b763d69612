"""One's own book of mistakes."""

from widgets.portal.pages.base import Link, PageHandler


class MistakesPage(PageHandler):
    """The frame of the book; its questions come from its API."""

    async def get(self) -> None:
        """Show the page with the place for questions."""
        self.page(
            "mistakes.html",
            title="错题本",
            crumbs=(Link("首页", "/"), Link("错题本", None)),
        )
