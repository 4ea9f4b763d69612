"""What the address of a reader page asks for: a day, words, a page number."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from tornado.web import HTTPError

from courses.clock import local_date
from widgets.portal.pages.base import PageHandler, Refusal

LONGEST_QUERY = 1000
"""Characters; a paragraph of law that somebody pasted is found by how it begins."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PAGE = re.compile(r"[1-9]\d{0,5}")


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The day for which the law is shown; `given` is "" when the address names none."""

    day: date
    today: date
    given: str

    @property
    def is_today(self) -> bool:
        """Whether the law is shown as it stands now."""
        return self.day == self.today

    def add_to(self, address: str, **more: str) -> str:
        """Return an address that asks for the same day, and for whatever else is given."""
        asked = ({} if self.is_today else {"on": self.day.isoformat()}) | more
        path, mark, fragment = address.partition("#")
        return f"{path}?{urlencode(asked)}{mark}{fragment}" if asked else address


def asked_day(page: PageHandler) -> AskedDay:
    """Return the day that `on` names, else today; a malformed one is refused with 400."""
    today = local_date(page.services.clock(), page.services.zone)
    given = asked_text(page, "on")
    return AskedDay(_day(given) if given else today, today, given)


def asked_text(page: PageHandler, name: str) -> str:
    """Return an argument of the address without blanks around it; "" when there is none."""
    try:
        return " ".join(page.get_query_argument(name, "").split())
    except HTTPError:
        raise Refusal(400, "地址里有读不懂的字。请从搜索框重新输入。") from None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list of instruments is asked for; "" and None stand for no filter."""

    query: str
    kind: str
    instrument: str
    on: AskedDay
    page: int

    @property
    def has_filter(self) -> bool:
        """Whether anything but words narrows the list."""
        return bool(self.kind or self.instrument or self.on.given)

    def address(self, **changes: str | int) -> str:
        """Return the address of the same question with another page, or without a filter."""
        found = {
            "q": self.query,
            "kind": self.kind,
            "instrument": self.instrument,
            "on": self.on.given,
            "page": self.page,
        } | changes
        kept = {name: value for name, value in found.items() if value and value != 1}
        return "/statutes" + (f"?{urlencode(kept)}" if kept else "")


def asked_of(page: PageHandler) -> Asked:
    """Read the address of a list; what cannot be read is refused with 400."""
    return Asked(
        query=asked_query(page),
        kind=asked_text(page, "kind"),
        instrument=asked_text(page, "instrument"),
        on=asked_day(page),
        page=_page(asked_text(page, "page")),
    )


def asked_query(page: PageHandler) -> str:
    """Return the words that are looked for; too many are refused with 400."""
    query = asked_text(page, "q")
    if len(query) > LONGEST_QUERY:
        raise Refusal(400, f"检索词太长：最多{LONGEST_QUERY}个字。请只输入要找的词、短语或者条号。")
    return query


def _day(given: str) -> date:
    try:
        if _DAY.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise Refusal(400, f"日期的写法不对：{given}。请写成 2026-08-15 这样，并且是日历上有的一天。")


def _page(given: str) -> int:
    if not given:
        return 1
    if _PAGE.fullmatch(given):
        return int(given)
    raise Refusal(400, f"页码的写法不对：{given}。请写成 1、2、3 这样。")
