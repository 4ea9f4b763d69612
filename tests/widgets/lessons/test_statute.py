"""The statute widget: what it asks for, and what it says where there is no portal."""

from datetime import date

import pytest

from courses.errors import StudyError
from courses.statutes.citation import MalformedCitationError
from widgets.lessons import statute
from widgets.lessons.statute import StatuteCard, fetch_picture

ARTICLE = "ecological-environment-code:1102.1"


class Portal:
    """Answers every question with its words, and remembers what was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, citation, day):
        self.asked.append((citation, day))
        return f"<p>{citation} {day}</p>"


def test_the_article_is_shown_for_today_at_first():
    portal = Portal()
    card = StatuteCard(ARTICLE, portal)
    assert portal.asked == [(ARTICLE, None)]
    assert card.output.value == f"<p>{ARTICLE} None</p>"


def test_the_article_is_shown_for_the_day_the_author_names():
    portal = Portal()
    StatuteCard(ARTICLE, portal, date(2026, 8, 14))
    assert portal.asked == [(ARTICLE, date(2026, 8, 14))]


def test_another_day_asks_again():
    portal = Portal()
    card = StatuteCard(ARTICLE, portal)
    card.day.value = date(2026, 8, 14)
    assert card.output.value == f"<p>{ARTICLE} 2026-08-14</p>"
    card.day.value = None
    assert portal.asked[-1] == (ARTICLE, None)


def test_what_the_portal_refuses_is_said_in_its_words():
    def refuse(_citation, _day):
        raise StudyError("没有登记这个法律文件。")

    assert "没有登记这个法律文件。" in StatuteCard(ARTICLE, refuse).output.value


@pytest.mark.parametrize("citation", ["", "1102", "ecological-environment-code", "a:1<b>", "a:0"])
def test_an_author_is_told_of_a_malformed_citation(citation):
    with pytest.raises(MalformedCitationError, match="引用的写法不对"):
        StatuteCard(citation, Portal())


def test_outside_the_platform_there_is_a_link_and_a_reason(monkeypatch):
    monkeypatch.delenv("XUEFA_API", raising=False)
    picture = fetch_picture(ARTICLE, None)
    assert f'href="/statute/{ARTICLE}"' in picture
    assert "请从平台页面打开" in picture


def test_showing_displays_the_card(monkeypatch):
    monkeypatch.delenv("XUEFA_API", raising=False)
    shown = []
    monkeypatch.setattr(statute, "display", shown.append)
    statute.show(ARTICLE, date(2026, 8, 14))
    (box,) = shown
    assert box.children[0].children[0].value == date(2026, 8, 14)
