"""Paper files and their rules."""

from datetime import UTC, datetime, timedelta

import pytest
from builders.content import PAPER_TOML, make_paper
from hypothesis import given
from hypothesis import strategies as st

from quizzes.errors import UnknownPaperError
from quizzes.paper import PaperShelf, read_papers


def write(folder, text=PAPER_TOML, name="sample-paper.toml"):
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def problems_of(folder, text):
    shelf, problems = read_papers([write(folder, text)])
    assert shelf.all() == ()
    return " ".join(map(str, problems))


def test_a_paper_is_read_with_usual_rules(tmp_path):
    shelf, problems = read_papers([write(tmp_path)])
    paper = shelf.paper("sample-paper")
    assert problems == []
    assert (paper.pass_mark, paper.attempts, paper.variants, paper.points) == (60, 3, 1, 10)
    assert paper.duration == timedelta(minutes=30)


def test_every_problem_of_a_paper_is_told_at_once(tmp_path):
    text = PAPER_TOML.replace("minutes = 30", "minutes = 0").replace("count = 2", 'count = "two"')
    told = problems_of(tmp_path, text.replace("seed = 7\n", "").replace("chapter_test", "quiz"))
    for place in ("minutes", "draw.0.count", "seed", "mode"):
        assert place in told


def test_an_id_unlike_the_name_of_the_file_is_a_problem(tmp_path):
    shelf, problems = read_papers([write(tmp_path, name="other.toml")])
    assert shelf.all() == ()
    assert "文件名" in problems[0].message


def test_marks_that_do_not_rise_are_a_problem(tmp_path):
    assert "由低到高" in problems_of(tmp_path, "pass_mark = 85\n" + PAPER_TOML)


def test_times_without_a_zone_are_a_problem(tmp_path):
    assert "时区" in problems_of(tmp_path, "opens = 2026-09-01T09:00:00\n" + PAPER_TOML)


def test_a_paper_that_closes_before_it_opens_is_a_problem(tmp_path):
    window = "opens = 2026-09-02T09:00:00+08:00\ncloses = 2026-09-01T09:00:00+08:00\n"
    assert "早于" in problems_of(tmp_path, window + PAPER_TOML)


def test_answers_after_a_close_that_never_comes_are_a_problem(tmp_path):
    assert "closes" in problems_of(tmp_path, 'answers_shown = "closed"\n' + PAPER_TOML)


def test_a_quick_quiz_asks_what_can_be_answered_by_letters(tmp_path):
    text = PAPER_TOML.replace("chapter_test", "session_quiz")
    paper = read_papers([write(tmp_path / "good", text)])[0].paper("sample-paper")
    assert paper.is_session_quiz
    assert not make_paper().is_session_quiz
    assert "随堂测验" in problems_of(tmp_path / "bad", text.replace("true_false", "essay"))


def test_answers_are_shown_when_the_rule_says():
    closes = datetime(2026, 9, 2, tzinfo=UTC)
    moments = [closes - timedelta(seconds=1), closes]
    shown = {
        rule: [make_paper(closes=closes, answers_shown=rule).shows_answers_at(m) for m in moments]
        for rule in ("scored", "closed", "never")
    }
    assert shown == {"scored": [True, True], "closed": [False, True], "never": [False, False]}


def test_of_two_papers_with_one_id_the_first_is_kept(tmp_path):
    first = write(tmp_path / "a")
    second = write(tmp_path / "b", PAPER_TOML.replace("示范试卷", "另一份"))
    shelf, problems = read_papers([first, second])
    assert [paper.title for paper in shelf.all()] == ["示范试卷"]
    assert [problem.file for problem in problems] == [second]


def test_an_unknown_paper_is_named():
    with pytest.raises(UnknownPaperError, match="no-paper"):
        PaperShelf([]).paper("no-paper")


@pytest.mark.parametrize(
    ("percent", "band"),
    [
        (0, "不合格"),
        (59.99, "不合格"),
        (60, "合格"),
        (79.9, "合格"),
        (80, "良好"),
        (90, "优秀"),
        (100, "优秀"),
    ],
)
def test_bands_begin_at_their_mark(percent, band):
    assert make_paper().band(percent) == band


@given(percents=st.lists(st.floats(0, 100), min_size=2, max_size=2))
def test_more_percent_is_never_a_worse_band(percents):
    order = ["不合格", "合格", "良好", "优秀"]
    low, high = (order.index(make_paper().band(percent)) for percent in sorted(percents))
    assert low <= high
