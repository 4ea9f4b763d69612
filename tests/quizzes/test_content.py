"""Questions and papers have to fit the catalogue; what does not is told and left out."""

import pytest
from builders.content import COURSE_TOML, PAPER_TOML, true_false_toml, write_course

from courses.catalogue import PACKAGE_FOLDER as COURSES
from courses.catalogue import read_catalogue
from courses.statutes.registry import Registry
from quizzes.content import PACKAGE_FOLDER, read_quizzes
from quizzes.errors import UnknownPaperError

POINTS = ("sample-one", "sample-two", "sample-three")
POOL = [true_false_toml(f"{point}-{n}", point) for point in POINTS for n in range(4)]

OWN_INSTRUMENT = """
[[instrument]]
id = "shifan-rule-2025"
title = "示范规则"
kind = "规范性文件"
issuer = "示范局"
effective = 2025-03-01
article_count = 3
source = "示范"
"""


@pytest.fixture
def catalogue(tmp_path):
    write_course(tmp_path / "courses" / "sample_course", COURSE_TOML, ["01_sample.ipynb"])
    return read_catalogue([tmp_path / "courses"])[0]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "bank" / "sample_course").mkdir(parents=True)
    (tmp_path / "papers").mkdir()
    write_bank(tmp_path, *POOL)
    write_paper(tmp_path)
    return tmp_path


def write_bank(folder, *questions, name="a.toml"):
    file = folder / "bank" / "sample_course" / name
    file.write_text("\n".join(questions), encoding="utf-8")


def write_paper(folder, text=PAPER_TOML):
    (folder / "papers" / "sample-paper.toml").write_text(text, encoding="utf-8")


def told(quizzes):
    return [str(problem) for problem in quizzes.problems]


def test_what_fits_is_read_without_a_problem(catalogue, folder):
    quizzes = read_quizzes(catalogue, [folder])
    assert told(quizzes) == []
    assert len(quizzes.bank) == 12
    assert quizzes.shelf.paper("sample-paper").points == 10


def test_the_questions_and_papers_of_the_package_have_no_problem():
    catalogue, _ = read_catalogue([COURSES])
    quizzes = read_quizzes(catalogue, [PACKAGE_FOLDER])
    assert told(quizzes) == []
    assert len(quizzes.bank.of_course("penalty_measures")) >= 30


def test_a_question_on_an_unknown_topic_is_left_out(catalogue, folder):
    extra = true_false_toml("extra-1", "sample-one", topics='["sample-one", "sample-nine"]')
    write_bank(folder, extra, name="b.toml")
    quizzes = read_quizzes(catalogue, [folder])
    assert "sample-nine" in told(quizzes)[0]
    assert len(quizzes.bank) == 12


@pytest.mark.parametrize(
    "cite", ["no-such-law:1", "administrative-penalty-law-2021:9999", "第一条"]
)
def test_a_question_whose_citation_leads_nowhere_is_left_out(catalogue, folder, cite):
    extra = true_false_toml("extra-1", "sample-one", cites=f'["{cite}"]')
    write_bank(folder, extra, name="b.toml")
    quizzes = read_quizzes(catalogue, [folder])
    assert told(quizzes)[0].startswith("b.toml：第 1 题 extra-1：cites")
    assert len(quizzes.bank) == 12


def test_a_bank_folder_without_a_course_is_told_once(catalogue, folder):
    stray = folder / "bank" / "no_course"
    stray.mkdir()
    for name in ("a.toml", "b.toml"):
        (stray / name).write_text(POOL[0], encoding="utf-8")
    quizzes = read_quizzes(catalogue, [folder])
    assert [text.split("：")[0] for text in told(quizzes)] == ["no_course"]


def test_a_small_practice_pool_is_told(catalogue, folder):
    write_bank(folder, *POOL[:6], *POOL[8:11])
    (problem,) = told(read_quizzes(catalogue, [folder]))
    assert "课 sample-1，practice" in problem
    assert "只有 9 道，至少要有 10 道" in problem


def test_a_point_without_a_second_question_is_told(catalogue, folder):
    write_bank(folder, *POOL[:9])
    more = [true_false_toml(f"more-{n}", "sample-one") for n in range(3)]
    write_bank(folder, *more, name="b.toml")
    (problem,) = told(read_quizzes(catalogue, [folder]))
    assert "sample-three 只有一道练习题" in problem


def test_fewer_practised_points_than_a_round_has_are_told(catalogue, folder):
    more = [true_false_toml(f"more-{n}", "sample-one") for n in range(4)]
    write_bank(folder, *POOL[:8], *more)
    (problem,) = told(read_quizzes(catalogue, [folder]))
    assert "只有 2 个，一轮练习要 3 个" in problem


def test_a_paper_that_cannot_be_drawn_is_left_out(catalogue, folder):
    write_paper(folder, PAPER_TOML.replace("count = 2", "count = 50"))
    quizzes = read_quizzes(catalogue, [folder])
    assert any("要抽 50 道判断题" in text for text in told(quizzes))
    with pytest.raises(UnknownPaperError):
        quizzes.shelf.paper("sample-paper")


def test_a_paper_of_an_unknown_course_is_left_out(catalogue, folder):
    write_paper(folder, PAPER_TOML.replace("sample_course", "no_course"))
    quizzes = read_quizzes(catalogue, [folder])
    assert quizzes.shelf.all() == ()
    assert any("没有这门课程" in text for text in told(quizzes))


def test_a_paper_that_draws_on_an_unknown_topic_is_left_out(catalogue, folder):
    write_paper(folder, PAPER_TOML + 'topics = ["sample-nine"]\n')
    quizzes = read_quizzes(catalogue, [folder])
    assert quizzes.shelf.all() == ()
    assert any("sample-nine" in text for text in told(quizzes))


def test_a_paper_that_the_course_asks_for_and_nobody_wrote_is_told(catalogue, folder):
    (folder / "papers" / "sample-paper.toml").unlink()
    (problem,) = told(read_quizzes(catalogue, [folder]))
    assert problem.startswith("course.toml：课程，papers：试卷 sample-paper")


def test_questions_of_package_and_home_make_one_bank(catalogue, folder, tmp_path):
    home = tmp_path / "home"
    (home / "bank" / "sample_course").mkdir(parents=True)
    write_bank(home, true_false_toml("own-1", "sample-one"))
    quizzes = read_quizzes(catalogue, [folder, home, tmp_path / "nothing"])
    assert told(quizzes) == []
    assert len(quizzes.bank) == 13


def test_a_broken_bank_file_does_not_keep_the_others_out(catalogue, folder):
    write_bank(folder, "[[question]\n", name="b.toml")
    quizzes = read_quizzes(catalogue, [folder])
    assert len(quizzes.bank) == 12
    assert len(told(quizzes)) == 1


def test_a_question_on_an_instrument_without_text_is_refused(catalogue, folder):
    extra = true_false_toml("extra-1", "sample-one", cites='["legislation-law:99"]')
    write_bank(folder, extra, name="b.toml")
    (problem,) = told(read_quizzes(catalogue, [folder]))
    assert "《立法法》没有收原文" in problem
    assert "不能用来出题" in problem


def test_a_question_may_cite_what_the_bureau_registered(catalogue, folder):
    (folder / "instruments.toml").write_text(OWN_INSTRUMENT, encoding="utf-8")
    registry, _ = Registry.with_own(folder)
    extra = true_false_toml("extra-1", "sample-one", cites='["shifan-rule-2025:3"]')
    write_bank(folder, extra, name="b.toml")
    (problem,) = told(read_quizzes(catalogue, [folder]))
    assert "没有登记这个法律文件：shifan-rule-2025" in problem
    assert told(read_quizzes(catalogue, [folder], registry)) == []
