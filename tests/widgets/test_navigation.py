"""Who finds what in the header, and what is marked as the page that is open."""

import pytest

from grading.people.model import Person, Role
from widgets.portal.navigation import (
    ENTRIES,
    MOST_SIDE_BY_SIDE,
    NavigationLink,
    NavigationMenu,
    navigation,
)


def somebody(*roles: Role) -> Person:
    return Person(
        id=1, learner_id="10000001", login_name="shifan", name="示范甲", roles=frozenset(roles)
    )


def links(items) -> list[NavigationLink]:
    return [
        link
        for item in items
        for link in (item.links if isinstance(item, NavigationMenu) else (item,))
    ]


def test_a_stranger_finds_nothing():
    assert navigation(None, "/") == ()


@pytest.mark.parametrize("role", list(Role))
def test_everybody_finds_each_entry_that_is_for_them_once_and_few_at_once(role):
    person = somebody(role)
    items = navigation(person, "/")
    meant = [entry.href for entry in ENTRIES if entry.is_for(person)]
    assert [link.href for link in links(items)] == meant
    assert len(items) <= MOST_SIDE_BY_SIDE
    assert all(len(item.links) > 1 for item in items if isinstance(item, NavigationMenu))


def test_entries_of_one_menu_stand_together():
    menus = [entry.menu for entry in ENTRIES if entry.menu]
    together = list(dict.fromkeys(menus))
    assert menus == sorted(menus, key=together.index)


def test_officers_leaders_and_trainees_need_no_menus():
    for role in (Role.OFFICER, Role.LEADER, Role.TRAINEE):
        assert not any(isinstance(item, NavigationMenu) for item in navigation(somebody(role), "/"))


def test_a_menu_tells_what_waits_in_it_and_that_it_holds_the_open_page():
    items = navigation(somebody(*Role), "/paper/penalty-mock/A", essays_waiting=3)
    menu = next(item for item in items if item.current)
    assert isinstance(menu, NavigationMenu)
    assert menu.count == "（3）"
    assert [link.title for link in menu.links if link.current] == ["试卷"]
    assert "阅卷（3）" in [link.title for link in menu.links]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["/"]),
        ("/course/noise_law", ["/"]),
        ("/statute/noise-pollution-law-2021:10", ["/statutes"]),
        ("/hours/group/1", ["/hours"]),
        ("/outreach/12/correct", ["/outreach"]),
        ("/training/coverage/2026", ["/training"]),
        ("/certificate/2026-1-1", ["/training"]),
        ("/leadership/meeting/3", ["/leadership"]),
        ("/recorded", []),
        ("/nothing-here", []),
    ],
)
def test_the_entry_of_the_open_page_is_marked(path, current):
    items = navigation(somebody(*Role), path)
    assert [link.href for link in links(items) if link.current] == current
