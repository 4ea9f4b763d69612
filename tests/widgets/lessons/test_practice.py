"""The place for practice questions names the lesson and holds nothing else."""

import pytest

from widgets.lessons import practice
from widgets.lessons.practice import MalformedLessonIdError, placeholder


def test_the_place_names_its_lesson_and_says_that_questions_will_come() -> None:
    html = placeholder("penalty-1-3")
    assert html.startswith('<div class="practice" data-lesson="penalty-1-3">')
    assert "练习题由页面载入……" in html


@pytest.mark.parametrize(
    "lesson_id", ["", "penalty 1", 'x" onload="y', "<b>", "-a", "a--b", "a\n", "../a", "课"]
)
def test_a_malformed_id_is_refused(lesson_id: str) -> None:
    with pytest.raises(MalformedLessonIdError, match="编号的写法不对") as caught:
        placeholder(lesson_id)
    assert caught.value.lesson_id == lesson_id


def test_showing_displays_the_place_as_html(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[practice.HTML] = []
    monkeypatch.setattr(practice, "display", shown.append)
    practice.show("penalty-1-3")
    assert [one.data for one in shown] == [placeholder("penalty-1-3")]
