"""`xuefa grade`: everything that waits gets its result, at once or after an interruption."""

import pytest
from builders.handed_in import hand_in, make_quiz_home, results_of

from grading.attempts.errors import AttemptNotScoredError
from grading.gradebook.gradebook import ScoringDesk
from grading.home import Home
from widgets.cli import grade
from widgets.cli.main import run_arguments
from widgets.cli.portal_call import PortalNote, write_note


@pytest.fixture
def home(tmp_path) -> Home:
    return make_quiz_home(tmp_path / "home")


def run(home: Home) -> int:
    return run_arguments(["grade", "--home", str(home.root)])


def test_everything_that_was_handed_in_gets_its_result(home, capsys):
    attempts = hand_in(home, "jia", "yi")
    assert run(home) == 0
    assert "已评 2 份答卷。\n（平台没有运行" in capsys.readouterr().out
    results = results_of(home)
    assert {result.attempt_id for result in results} == set(attempts)
    assert all(result.earned == result.possible for result in results)


def test_essays_are_left_to_those_who_read_them(home, capsys):
    hand_in(home, "jia", paper="transition-mock")
    assert run(home) == 0
    assert "1 份答卷里有简答题等待阅卷" in capsys.readouterr().out
    assert results_of(home) == []


def test_a_second_run_finds_nothing_to_do(home, capsys):
    hand_in(home, "jia")
    run(home)
    before = results_of(home)
    capsys.readouterr()
    assert run(home) == 0
    assert capsys.readouterr().out == "没有等待评分的答卷。\n"
    assert results_of(home) == before


def test_what_nobody_handed_in_in_time_is_handed_in_and_scored(home):
    (attempt,) = hand_in(home, "jia", overdue=True)
    assert run(home) == 0
    assert [result.attempt_id for result in results_of(home)] == [attempt]


def test_an_interrupted_run_keeps_what_was_scored_and_the_next_goes_on(home, monkeypatch, capsys):
    hand_in(home, "jia", "yi", "bing")

    def interrupted(items, _label):
        yield items[0]
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(grade, "with_progress", interrupted)
        assert run(home) == 130
    assert "接着评" in capsys.readouterr().err
    assert len(results_of(home)) == 1
    assert run(home) == 0
    assert "已评 2 份" in capsys.readouterr().out
    assert len(results_of(home)) == 3


def test_one_that_cannot_be_scored_keeps_no_other_from_it(home, monkeypatch, capsys):
    attempts = hand_in(home, "jia", "yi")
    score = ScoringDesk.hand_in

    def refusing(desk, attempt_id, *rest):
        if attempt_id == attempts[0]:
            raise AttemptNotScoredError(attempt_id)
        return score(desk, attempt_id, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(ScoringDesk, "hand_in", refusing)
        assert run(home) == 1
    told = capsys.readouterr()
    assert f"没有评成：{attempts[0]}" in told.err
    assert "已评 1 份答卷，1 份没有评成" in told.out
    assert run(home) == 0
    assert len(results_of(home)) == 2


def test_a_home_that_was_never_used_is_told(tmp_path, capsys):
    assert run(Home(tmp_path / "nowhere")) == 2
    assert "xuefa serve" in capsys.readouterr().err


def test_a_home_in_use_without_a_portal_that_answers_is_told(home, capsys):
    with home.serve_lock():
        assert run(home) == 2
        write_note(home, PortalNote("127.0.0.1", 1, 1))
        assert run(home) == 2
    assert capsys.readouterr().err.count("没有回应") == 2
