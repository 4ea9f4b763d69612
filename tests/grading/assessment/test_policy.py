from datetime import date
from pathlib import Path

import pytest
from builders.assessment import figure, policy_table
from pydantic import ValidationError

from courses.catalogue import PACKAGE_FOLDER as COURSES
from courses.catalogue import Catalogue, Course
from courses.content import read_toml
from grading.assessment.errors import UnknownPolicyError, WrongPolicyError
from grading.assessment.flags import shown_figures
from grading.assessment.policy import Policy
from grading.assessment.reading import read_policies
from quizzes.content import PACKAGE_FOLDER as QUIZZES
from quizzes.paper import PaperShelf, read_papers

PAPERS = sorted((QUIZZES / "papers").glob("*.toml"))
SHELF = PaperShelf(())


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The courses of the package, without the checks of what they cite."""
    files = sorted(COURSES.glob("*/course.toml"))
    return Catalogue(Course.model_validate(read_toml(file)[0]) for file in files)


WRONG = [
    ({"hours": {"total": figure(-1)}}, "不能小于 0"),
    ({"hours": {"total": figure("很多")}}, "应当是数字"),
    ({"hours": {"total": {"value": 60}}}, "缺少这一项"),
    ({"hours": {"reading": figure(1)}}, "只能是"),
    ({"audience": "trainee"}, "只能是"),
    ({"year": "二〇二六"}, "应当是整数"),
    ({"absence": None}, "缺少这一项"),
    ({"colour": "red"}, "没有这个项目"),
    ({"kinds": ["course", "course"]}, "kinds 里有重复的"),
    ({"kinds": ["course"], "attend": {"session": figure(1)}}, "不在 kinds 里"),
    (
        {"hours": {"external": figure(9)}, "year_cap": {"external": figure(5)}},
        "谁也达不到",
    ),
    (
        {"kinds": ["external"], "year_cap": {"external": figure(5)}},
        "加起来少于全年学时",
    ),
    ({"day_cap": {"all": figure(8)}, "year_cap": {"course": figure(5)}}, "反而可能使学时变少"),
    ({"weights": {"hours": 60}}, "weights 加起来应当是 100"),
    ({"weights": {"exams": 100}}, "没有对应的要求"),
    (
        {
            "weights": {"hours": 100},
            "band": [{"name": n, "least": 80, "source": "示范"} for n in "甲乙"],
        },
        "由高分到低分",
    ),
]


def written(folder: Path, table: dict, name: str = "2026-officer.toml") -> Path:
    (folder / "policies").mkdir(exist_ok=True)
    lines = [f"{key} = {_toml(value)}" for key, value in table.items()]
    (folder / "policies" / name).write_text("\n".join(lines), encoding="utf-8")
    return folder


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def test_a_wrong_policy_is_refused_with_the_reason(catalogue, tmp_path):
    for changes, reason in WRONG:
        policies = read_policies(written(tmp_path, policy_table(**changes)), catalogue, SHELF)
        with pytest.raises(WrongPolicyError, match="没有采用") as caught:
            policies.of_year(2026)
        assert reason in str(caught.value), changes


def test_all_faults_of_a_policy_are_told_at_once(catalogue, tmp_path):
    table = policy_table(
        course=[{"id": "nowhere", "source": "示范"}],
        exam=[{"paper": "nothing", "pass_mark": 60, "source": "示范"}],
    )
    policies = read_policies(written(tmp_path, table, "2026-leader.toml"), catalogue, SHELF)
    with pytest.raises(WrongPolicyError) as caught:
        policies.of_year(2026)
    told = str(caught.value)
    assert "没有这门课程" in told
    assert "没有这份试卷" in told
    assert "应当是 2026-officer.toml" in told
    with pytest.raises(ValidationError, match=r"kinds 里有重复的；.*weights 加起来"):
        Policy.model_validate(policy_table(kinds=["course", "course"], weights={"hours": 1}))


def test_a_policy_of_the_home_takes_the_place_of_the_packages(catalogue, tmp_path):
    shelf, _ = read_papers(PAPERS)
    shipped = read_policies(tmp_path, catalogue, shelf)
    assert [policy.audience for policy in shipped.of_year(2026)] == ["officer", "leader"]
    own = read_policies(written(tmp_path, policy_table(title="本单位办法")), catalogue, shelf)
    assert own.of_year(2026)[0].title == "本单位办法"
    with pytest.raises(UnknownPolicyError, match="没有 2027 年的考核办法"):
        own.of_year(2027)


def test_figures_whose_source_has_run_out_are_flagged():
    policy = Policy.model_validate(
        policy_table(
            hours={"total": figure(60, valid_until=date(2025, 12, 31))},
            day_cap={"all": figure(8, to_confirm=True)},
        )
    )
    shown = {one.id: one for one in shown_figures(policy, [], date(2026, 1, 1), {})}
    assert shown["hours.total"].why_open == "依据的有效期到 2025-12-31 为止"
    assert shown["day_cap.all"].why_open == "待单位确认"
    assert not shown["absence"].is_flagged
    assert not shown_figures(policy, [], date(2025, 12, 31), {})[0].is_flagged
