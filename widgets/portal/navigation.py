"""The links in the header: every entry, whom it is for, and where it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from grading.people.model import Person
from widgets.portal.access import (
    has_hours,
    may_assess,
    may_audit,
    may_open,
    may_see_keys,
    may_see_leadership,
    may_see_outreach,
    may_see_people,
    may_train,
)
from widgets.portal.dashboards import DASHBOARDS

MOST_SIDE_BY_SIDE = 7
"""Whoever has more entries than fit into a row finds most of them in menus."""

_OWN, _TEACHING, _YEAR, _DASHBOARDS, _RUNNING = (
    "我的",
    "培训考试",
    "年度工作",
    "看板",
    "管理",
)


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """An entry as it is drawn."""

    title: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class NavigationMenu:
    """Entries of one kind behind a word; `count` is what waits behind it, or nothing."""

    title: str
    links: tuple[NavigationLink, ...]
    count: str = ""

    @property
    def current(self) -> bool:
        """Whether one of them is the page that is open."""
        return any(link.current for link in self.links)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry for those for whom it is; without a menu it always stands by itself.

    It is current on its own address, below it, and below the addresses `also`.
    """

    title: str
    href: str
    is_for: Callable[[Person], bool]
    menu: str = ""
    also: tuple[str, ...] = ()

    def is_current(self, path: str) -> bool:
        """Say whether a page belongs to it."""
        if path == self.href:
            return True
        below = () if self.href == "/" else (f"{self.href}/",)
        return path.startswith((*below, *self.also))


def _everybody(_person: Person) -> bool:
    return True


MARKING = "阅卷"
"""The entry that tells how many answers wait."""

ENTRIES = (
    Entry(
        title="课程",
        href="/",
        is_for=_everybody,
        also=("/course/", "/lesson/", "/exam/", "/result/"),
    ),
    Entry(title="法规", href="/statutes", is_for=_everybody, also=("/statute/",)),
    Entry(title="我的记录", href="/record", is_for=_everybody, menu=_OWN),
    Entry(title="错题本", href="/mistakes", is_for=_everybody, menu=_OWN),
    Entry(title="学时", href="/hours", is_for=has_hours, menu=_OWN),
    Entry(
        title="企业培训",
        href="/training",
        is_for=may_train,
        menu=_TEACHING,
        also=("/certificate/",),
    ),
    Entry(title="试卷", href="/papers", is_for=may_see_keys, menu=_TEACHING, also=("/paper/",)),
    Entry(title=MARKING, href="/marking", is_for=may_see_keys, menu=_TEACHING),
    Entry(title="年度考核", href="/assessment", is_for=may_assess, menu=_YEAR),
    Entry(title="领导学法", href="/leadership", is_for=may_see_leadership, menu=_YEAR),
    Entry(title="普法", href="/outreach", is_for=may_see_outreach, menu=_YEAR),
    *(
        Entry(
            title=dashboard.title,
            href=f"/dashboard/{dashboard.id}",
            is_for=partial(may_open, dashboard=dashboard),
            menu=_DASHBOARDS,
        )
        for dashboard in DASHBOARDS.values()
    ),
    Entry(title="人员", href="/people", is_for=may_see_people, menu=_RUNNING),
    Entry(title="审计", href="/audit", is_for=may_audit, menu=_RUNNING),
)
"""Every entry there is, those of one menu together."""


def navigation(
    person: Person | None, path: str, essays_waiting: int = 0
) -> tuple[NavigationLink | NavigationMenu, ...]:
    """Return what stands in the header for a person for whom so many answers wait to be marked.

    Few entries stand side by side; more of them are put into menus, one alone never.
    """
    if person is None:
        return ()
    count = f"（{essays_waiting}）" if essays_waiting else ""
    found = [entry for entry in ENTRIES if entry.is_for(person)]
    if len(found) <= MOST_SIDE_BY_SIDE:
        return tuple(_link(entry, path, count) for entry in found)
    drawn: list[NavigationLink | NavigationMenu] = []
    for menu, together in groupby(found, key=lambda entry: entry.menu):
        links = tuple(_link(entry, path, count) for entry in together)
        if menu and len(links) > 1:
            waiting = count if any(link.href == "/marking" for link in links) else ""
            drawn.append(NavigationMenu(menu, links, waiting))
        else:
            drawn += links
    return tuple(drawn)


def _link(entry: Entry, path: str, count: str) -> NavigationLink:
    title = f"{entry.title}{count}" if entry.title == MARKING else entry.title
    return NavigationLink(title, entry.href, entry.is_current(path))
