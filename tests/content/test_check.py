"""The content that comes with the package stands up to the content check today."""

import shutil
from datetime import UTC, datetime

import pytest

import courses.catalogue
from courses.checking.ground import Ground
from courses.clock import local_date
from courses.statutes.deadlines.workdays import WorkCalendar
from courses.statutes.law import Law
from quizzes.checking.content import check_content

ROOT = courses.catalogue.PACKAGE_FOLDER.parent
TODAY = local_date(datetime.now(UTC))
REPEALED = "air-pollution-law-2018:98"


def report_on(day, root=ROOT):
    ground = Ground(Law.embedded(), day, WorkCalendar.embedded())
    return check_content(ground, [root / "courses"], [root / "quizzes"])


def test_shipped_content_is_right_about_the_law_of_today():
    report = report_on(TODAY)
    assert [f"{one.file.name} {one.place}：{one.message}" for one in report.findings] == []


def test_all_of_it_is_looked_at():
    counts = report_on(TODAY).counts
    assert counts.lessons >= 2
    assert counts.questions >= 51
    assert counts.statements > 300
    assert counts.figures > 150


NOTEBOOKS, BANK = "courses/penalty_measures", "quizzes/bank/penalty_measures"
MUTATIONS = [
    (f"{NOTEBOOKS}/04_notice_and_hearing.ipynb", "单位）20万元以上", "单位）30万元以上", "figure"),
    (f"{NOTEBOOKS}/04_notice_and_hearing.ipynb", "单位罚5万元到", "单位罚2万元到", "figure"),
    (f"{NOTEBOOKS}/03_filing_and_investigation.ipynb", "**十五日内**", "**二十日内**", "figure"),
    (f"{NOTEBOOKS}/03_filing_and_investigation.ipynb", ":1054.1)", ":1054.9)", "citation"),
    (f"{NOTEBOOKS}/03_filing_and_investigation.ipynb", "-code:1057)", "-code:1257)", "citation"),
    (f"{BANK}/hearing.toml", "没有到单位二十万元的线", "没有到单位三十万元的线", "figure"),
    (f"{BANK}/hearing.toml", "4个工作日 = 工作日", "5个工作日 = 工作日", "marking"),
    (f"{BANK}/filing.toml", '"ecological-environment-code:1054.1"', f'"{REPEALED}"', "standing"),
]
"""File, what stands in it, what it is changed to, the rule that notices."""


@pytest.mark.parametrize(
    ("file", "before", "after", "rule"), MUTATIONS, ids=[f"{m[2]}" for m in MUTATIONS]
)
def test_a_fault_put_into_shipped_content_is_noticed(file, before, after, rule, tmp_path):
    for name in ("courses/penalty_measures", "quizzes/bank", "quizzes/papers"):
        shutil.copytree(ROOT / name, tmp_path / name)
    changed = (tmp_path / file).read_text(encoding="utf-8")
    assert before in changed
    (tmp_path / file).write_text(changed.replace(before, after, 1), encoding="utf-8")
    report = report_on(TODAY, tmp_path)
    assert rule in {finding.rule for finding in report.problems}
