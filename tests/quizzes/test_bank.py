"""Reading bank files: every problem at once, what is good is kept."""

import pytest
from builders.content import true_false_toml

from quizzes.bank import QuestionBank, read_bank
from quizzes.errors import UnknownQuestionError


def write(folder, name, *questions):
    file = folder / name
    file.write_text("\n".join(questions), encoding="utf-8")
    return file


def read(*files, **options):
    return read_bank({"sample_course": files}, **options)


def ids(bank):
    return [question.id for question in bank.of_course("sample_course")]


def test_questions_are_read_in_the_order_of_files(tmp_path):
    one = write(tmp_path, "b.toml", true_false_toml("q-2", "sample-one"))
    two = write(tmp_path, "a.toml", true_false_toml("q-1", "sample-one"))
    bank, problems = read(one, two)
    assert (ids(bank), problems) == (["q-2", "q-1"], [])


def test_every_problem_of_every_file_is_told_at_once(tmp_path):
    bad = write(
        tmp_path,
        "bad.toml",
        true_false_toml("q-1", "sample-one", points="11", stem='""', key='"maybe"'),
        true_false_toml("q-2", "sample-one", kind='"riddle"'),
        true_false_toml("q-3", "sample-one", mistakes="{ }"),
        true_false_toml("q-4", "sample-one", colour='"red"', topics="[]"),
        true_false_toml("q-5", "sample-one"),
    )
    worse = write(tmp_path, "worse.toml", "[[question]\n")
    bank, problems = read(bad, worse)
    told = {(problem.file.name, problem.place) for problem in problems}
    assert told == {
        ("bad.toml", "第 1 题 q-1，key"),
        ("bad.toml", "第 1 题 q-1，points"),
        ("bad.toml", "第 1 题 q-1，stem"),
        ("bad.toml", "第 2 题 q-2，kind"),
        ("bad.toml", "第 3 题 q-3"),
        ("bad.toml", "第 4 题 q-4，colour"),
        ("bad.toml", "第 4 题 q-4，topics"),
        ("worse.toml", "整个文件"),
    }
    assert ids(bank) == ["q-5"]


def test_problems_are_told_in_chinese_with_what_is_allowed(tmp_path):
    file = write(tmp_path, "bad.toml", true_false_toml("q-1", "sample-one", points="11"))
    (problem,) = read(file)[1]
    assert str(problem) == "bad.toml：第 1 题 q-1，points：不能大于 10"


@pytest.mark.parametrize(
    "text", ["", "question = 3\n", "[other]\n", "\ufeff[[question]]", "question = []\n"]
)
def test_a_file_without_questions_is_a_problem(tmp_path, text):
    bank, problems = read(write(tmp_path, "empty.toml", text))
    assert len(bank) == 0
    assert problems


def test_a_file_that_is_not_utf8_is_a_problem(tmp_path):
    file = tmp_path / "gbk.toml"
    file.write_bytes("[[question]]\nstem = '示范'\n".encode("gbk"))
    (problem,) = read(file)[1]
    assert "UTF-8" in problem.message


def test_entries_that_are_no_tables_are_a_problem(tmp_path):
    bank, problems = read(write(tmp_path, "odd.toml", "question = [1, 'two']\n"))
    assert len(bank) == 0
    assert len(problems) == 2


def test_two_questions_with_one_id_are_both_left_out(tmp_path):
    one = write(tmp_path, "a.toml", true_false_toml("q-1", "sample-one"))
    two = write(
        tmp_path,
        "b.toml",
        true_false_toml("q-1", "sample-two"),
        true_false_toml("q-2", "sample-two"),
    )
    bank, problems = read(one, two)
    assert ids(bank) == ["q-2"]
    assert [problem.file.name for problem in problems] == ["a.toml", "b.toml"]


def test_a_question_that_the_caller_objects_to_is_left_out(tmp_path):
    file = write(
        tmp_path,
        "a.toml",
        true_false_toml("q-1", "sample-one"),
        true_false_toml("q-2", "sample-two"),
    )
    bank, problems = read(
        file, check=lambda course, q: [f"{course} 不要"] if q.point == "sample-one" else []
    )
    assert ids(bank) == ["q-2"]
    assert [problem.message for problem in problems] == ["sample_course 不要"]


def test_a_question_is_found_by_id_and_by_point(tmp_path):
    file = write(
        tmp_path,
        "a.toml",
        true_false_toml("q-1", "sample-one"),
        true_false_toml("q-2", "sample-two", topics='["sample-two", "sample-one"]'),
    )
    bank, _ = read(file)
    assert bank.question("q-2").point == "sample-two"
    assert [q.id for q in bank.on_points("sample_course", ["sample-one"])] == ["q-1"]
    assert bank.of_course("other") == ()
    assert len(list(bank)) == len(bank) == 2


def test_an_unknown_question_is_named():
    with pytest.raises(UnknownQuestionError, match="q-9"):
        QuestionBank({}).question("q-9")
