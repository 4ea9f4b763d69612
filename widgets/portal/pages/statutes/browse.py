"""The list of instruments, and searching them."""

import asyncio
from typing import Any

from courses.statutes.library.store import HeldVersion
from courses.statutes.status import Standing, instrument_status
from widgets.portal.pages.base import Link, PageHandler, Refusal
from widgets.portal.pages.statutes.asked import LONGEST_QUERY, Asked, asked_of
from widgets.portal.pages.statutes.search import Found, jumps, search
from widgets.portal.pages.statutes.shelf import groups, kinds_of


class StatutesPage(PageHandler):
    """Every registered instrument by kind; with `q`, what a search finds in the imported texts."""

    async def get(self) -> None:
        """Show the list or the hits, narrowed by kind, instrument and day."""
        asked = asked_of(self)
        self._check(asked)
        held = await asyncio.to_thread(self.services.library.held)
        if asked.query:
            await self._hits(asked, held)
            return
        law = self.services.law
        shown, counts = groups(law, held, asked)
        self.page(
            "statutes.html",
            title="法规",
            crumbs=(Link("首页", "/"), Link("法规", None)),
            groups=shown,
            counts=counts,
            **self._form(asked),
        )

    async def _hits(self, asked: Asked, held: tuple[HeldVersion, ...]) -> None:
        law = self.services.law
        named = jumps(law, asked)
        found: Found = await asyncio.to_thread(
            search, law, self.services.library, asked, self._in_force(asked)
        )
        self.page(
            "statute_search.html",
            title=f"检索“{asked.query}”",
            crumbs=(Link("法规", "/statutes"), Link("检索", None)),
            jumps=named,
            found=found,
            held_count=len({one.instrument for one in held}),
            **self._form(asked),
        )

    def _in_force(self, asked: Asked) -> frozenset[str]:
        law = self.services.law
        return frozenset(
            one.id
            for one in law.registry
            if instrument_status(one.id, asked.on.day, law).standing is Standing.IN_FORCE
        )

    def _form(self, asked: Asked) -> dict[str, Any]:
        law = self.services.law
        return {
            "asked": asked,
            "kinds": kinds_of(law),
            "instruments": sorted(law.registry, key=lambda one: one.short_title),
            "longest_query": LONGEST_QUERY,
        }

    def _check(self, asked: Asked) -> None:
        law = self.services.law
        if asked.kind and asked.kind not in kinds_of(law):
            kinds = "、".join(kinds_of(law))
            raise Refusal(400, f"没有这个种类：{asked.kind}。种类有：{kinds}。")
        if asked.instrument:
            law.registry.get_instrument(asked.instrument)
