"""Formal exams are drawn from questions that lie apart in the home, and from nothing else."""

from pathlib import Path

import pytest
from builders.content import COURSE_TOML, PAPER_TOML, true_false_toml, write_course

import quizzes.content
from courses.catalogue import read_catalogue
from courses.statutes.citation import parse_citation
from quizzes.concordance import read_concordance
from quizzes.content import Quizzes, read_quizzes
from quizzes.draw import draw_variants

POINTS = ("sample-one", "sample-two", "sample-three")
FORMAL_TOML = 'answers_shown = "never"\n' + PAPER_TOML.replace("chapter_test", "formal_exam")
SECRETS = ("secret-1", "secret-2")
CITED = parse_citation("ee-administrative-penalty-measures-2023:46")


@pytest.fixture
def catalogue(tmp_path):
    write_course(tmp_path / "courses" / "sample_course", COURSE_TOML, ["01_sample.ipynb"])
    return read_catalogue([tmp_path / "courses"])[0]


@pytest.fixture
def home(tmp_path) -> Path:
    pool = [true_false_toml(f"{point}-{n}", point) for point in POINTS for n in range(4)]
    secret = [true_false_toml(name, "sample-one") for name in SECRETS]
    write(tmp_path / "bank" / "sample_course" / "a.toml", *pool)
    write(tmp_path / "bank" / "sample_course" / "exams" / "2026" / "b.toml", *secret)
    write(tmp_path / "papers" / "sample-paper.toml", FORMAL_TOML)
    return tmp_path


def write(file: Path, *texts: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(texts), encoding="utf-8")


def drawn(found: Quizzes) -> set[str]:
    paper = found.shelf.paper("sample-paper")
    variants = draw_variants(paper, found.bank_for(paper))
    return {entry.question.id for variant in variants for entry in variant.questions}


def told(found: Quizzes) -> list[str]:
    return [str(problem) for problem in found.problems]


def test_a_formal_exam_is_drawn_from_what_is_for_exams_only(catalogue, home):
    found = read_quizzes(catalogue, [home])
    assert told(found) == []
    assert drawn(found) == set(SECRETS)


def test_what_is_for_exams_only_is_nowhere_else(catalogue, home):
    found = read_quizzes(catalogue, [home])
    everywhere = {
        *(question.id for question in found.bank),
        *(question.id for question in found.bank.on_points("sample_course", POINTS)),
        *(one.question.id for one in read_concordance(catalogue, found.bank).questions_on(CITED)),
    }
    assert len(everywhere) == 12
    assert not everywhere & set(SECRETS)


def test_other_exams_are_drawn_from_the_open_bank(catalogue, home):
    for mode in ("chapter_test", "mock_exam"):
        write(home / "papers" / "sample-paper.toml", PAPER_TOML.replace("chapter_test", mode))
        assert not drawn(read_quizzes(catalogue, [home])) & set(SECRETS)


def test_a_formal_exam_does_without_the_open_bank(catalogue, home):
    (home / "bank" / "sample_course" / "exams" / "2026" / "b.toml").unlink()
    (problem,) = (text for text in told(read_quizzes(catalogue, [home])) if "draw" in text)
    assert problem.startswith("sample-paper.toml：draw")


def test_an_id_is_in_one_of_the_two_banks_only(catalogue, home):
    write(home / "bank" / "sample_course" / "c.toml", true_false_toml("secret-1", "sample-one"))
    found = read_quizzes(catalogue, [home])
    assert sum("编号与另一道题重复" in text for text in told(found)) == 2
    assert "secret-1" not in {
        question.id for bank in (found.bank, found.exam_bank) for question in bank
    }


def test_a_formal_exam_says_when_answers_come(catalogue, home):
    text = FORMAL_TOML.replace('answers_shown = "never"\n', "")
    write(home / "papers" / "sample-paper.toml", text)
    told_of_it = [text for text in told(read_quizzes(catalogue, [home])) if "answers_shown" in text]
    assert len(told_of_it) == 1


def test_nothing_secret_comes_with_the_package(catalogue, home, monkeypatch):
    monkeypatch.setattr(quizzes.content, "PACKAGE_FOLDER", home)
    found = read_quizzes(catalogue, [home])
    assert [text.split("：")[:2] for text in told(found) if "人人可读" in text] == [
        ["exams", "题库文件夹"],
        ["sample-paper.toml", "试卷，mode"],
    ]
    assert len(found.exam_bank) == 0
    assert found.shelf.all() == ()
