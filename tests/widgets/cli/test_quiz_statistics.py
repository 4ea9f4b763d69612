import pytest
from builders.people import make_person
from builders.questions import make_figure, make_single, make_variant
from builders.records import fresh_database
from builders.scored_exams import add_scored

from grading.reports.statistics_model import Counted, NothingScoredError
from quizzes.draw import PaperQuestion
from widgets.cli.quiz_statistics import KEY_WARNING, statistics_lines

PAPER = "sample-paper"
VARIANT = make_variant(
    questions=[
        PaperQuestion(question=make_single(id="sample-001"), points=2),
        PaperQuestion(question=make_figure(id="sample-002"), points=2),
    ]
)


@pytest.fixture
def database(tmp_path):
    database = fresh_database(tmp_path)
    for number, letter in enumerate("BBCD"):
        person = make_person(database, f"someone{number}").id
        answers = {"sample-001": letter, "sample-002": "3万元"}
        add_scored(database, VARIANT, person, answers)
    yield database
    database.close()


def printed(database, **options) -> str:
    return "\n".join(statistics_lines(database, PAPER, **options))


def test_the_lines_tell_about_the_paper_and_every_question(database):
    text = printed(database)
    assert "A卷（每人第一次作答，4 人）" in text
    assert "不足 10 人" in text
    assert "50.0%" in text
    assert [name in text for name in ("sample-001", "sample-002")] == [True, True]
    assert "nan" not in text


def test_keys_are_printed_only_where_they_are_asked_for(database):
    assert "示范选项" not in printed(database)
    assert "√" not in printed(database)
    text = printed(database, with_key=True)
    assert text.startswith(KEY_WARNING)
    right = next(line for line in text.splitlines() if "√" in line)
    assert right.split() == ["√", "B", "2", "人", "高", "100.0%", "低", "0.0%", "示范选项B"]


def test_frequent_wrong_answers_are_printed_with_the_key(database):
    assert "错答 4 人：3万元" in printed(database, with_key=True)


def test_all_attempts_are_counted_where_that_is_asked_for(database):
    assert "全部作答" in printed(database, counted=Counted.ALL)


def test_a_paper_that_nobody_sat_is_told(database):
    with pytest.raises(NothingScoredError, match="nothing-here"):
        next(statistics_lines(database, "nothing-here"))
