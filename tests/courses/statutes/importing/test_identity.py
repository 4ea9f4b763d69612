"""Which instrument, and which version of it, a file is taken for."""

from datetime import date

import pytest
from builders.statute_files import TITLE, article_lines, registered, registry_with, write_text

from courses.statutes.importing.identity import Named, read_named
from courses.statutes.importing.importer import read_files
from courses.statutes.importing.report import FileReport, Outcome
from courses.statutes.instrument import Version
from courses.statutes.registry import Registry
from courses.statutes.tables.structure import Structure

ADOPTED = "（2010年1月1日示范大会第一次会议通过"
OLDER = (
    Version(date(2010, 6, 1), date(2010, 1, 1), 2),
    Version(date(2015, 3, 1), date(2015, 2, 1), None),
)
VERSIONS = registry_with(3, older=OLDER)


def read(file, registry: Registry, named: Named | None = None) -> FileReport:
    (report,) = read_files([file], registry, Structure({}), named=named)
    return report


@pytest.fixture
def file(tmp_path):
    def write(history: str, *numbers: int, ending: str = "", **words):
        lines = article_lines(*numbers)
        if ending:
            lines[-1] = lines[-1].rstrip("。") + f"，{ending}。"
        return write_text(tmp_path / "示范.txt", *lines, history=history, **words)

    return write


def test_the_last_event_of_the_history_tells_the_version(file):
    written = file(f"{ADOPTED} 2019年12月1日示范大会第九次会议修订）", 1, 2, 3)
    assert read(written, VERSIONS).text.effective == date(2020, 1, 1)
    older = file(f"{ADOPTED}）", 1, 2)
    assert read(older, VERSIONS).text.effective == date(2010, 6, 1)


def test_a_day_of_effect_in_the_history_tells_the_version(file):
    written = file(f"{ADOPTED} 2015年2月20日示范令公布 自2015年3月1日起施行）", 1, 2)
    assert read(written, VERSIONS).text.effective == date(2015, 3, 1)


def test_a_version_that_is_not_registered_is_kept_by_the_day_it_tells(file):
    history = f"{ADOPTED} 2017年2月1日示范大会第五次会议修订）"
    report = read(file(history, 1, 2, ending="本法自2017年5月1日起施行"), VERSIONS)
    assert report.text.effective == date(2017, 5, 1)
    assert "版本没有登记" in report.doubts[0]


def test_an_amendment_that_is_not_registered_must_be_named(file):
    history = f"{ADOPTED} 根据2017年2月1日《关于修改〈示范法〉的决定》第一次修正）"
    written = file(history, 1, 2, ending="本法自2010年6月1日起施行")
    report = read(written, VERSIONS)
    assert report.outcome is Outcome.REFUSED
    assert "--as" in report.reason
    named = read(written, VERSIONS, read_named("shifan-law-2020@2017-02-01"))
    assert named.text.effective == date(2017, 2, 1)


def test_without_a_history_the_number_of_articles_tells_the_version(file):
    report = read(file("", 1, 2, 3), VERSIONS)
    assert report.text.effective == date(2020, 1, 1)
    assert "按条数认定" in report.doubts[0]


def test_without_a_history_and_with_another_number_it_is_refused(file):
    report = read(file("", 1, 2, 3, 4), VERSIONS)
    assert "看不出是哪个版本" in report.reason
    assert "shifan-law-2020@2010-06-01" in report.reason


def test_two_instruments_of_one_title_are_told_apart_by_their_days(file):
    registry = Registry(
        [
            registered("shifan-law-2020", article_count=3),
            registered(
                "shifan-law-2010",
                effective=date(2010, 6, 1),
                adopted=date(2010, 1, 1),
                article_count=2,
            ),
        ]
    )
    assert read(file(f"{ADOPTED}）", 1, 2), registry).text.instrument == "shifan-law-2010"


def test_an_unknown_title_is_refused_with_what_to_do(tmp_path):
    file = write_text(tmp_path / "甲.txt", *article_lines(1, 2), title="未知示范法")
    report = read(file, registry_with(2))
    assert report.outcome is Outcome.REFUSED
    assert "--as" in report.reason
    assert read(file, registry_with(2), read_named("shifan-law-2020")).text is not None


def test_the_name_of_the_file_may_tell_the_title(tmp_path):
    file = write_text(tmp_path / "中华人民共和国示范法_20191201.txt", *article_lines(1), title="")
    assert read(file, registry_with(1)).text.title == TITLE


@pytest.mark.parametrize(
    "title", ["示范法", "《中华人民共和国示范法》", "中华人民共和国示范法（2019年修订）"]
)
def test_a_title_is_known_in_its_usual_forms(tmp_path, title):
    file = write_text(tmp_path / "甲.txt", *article_lines(1), title=title)
    report = read(file, registry_with(1))
    assert (report.text.title, report.doubts) == (TITLE, ())


def test_a_year_behind_the_title_that_is_another_versions_is_doubted(file):
    report = read(file("（2019年12月1日通过）", 1, title=f"{TITLE}（2018修正）"), registry_with(1))
    assert "2018 年" in report.doubts[0]


def test_a_file_with_another_laws_title_is_refused(tmp_path):
    registry = Registry(
        [registered(article_count=1), registered("bieyang-law", "别样法", article_count=1)]
    )
    file = write_text(tmp_path / "甲.txt", *article_lines(1))
    report = read(file, registry, Named("bieyang-law"))
    assert "文件的标题却是《示范法》" in report.reason


def test_a_name_that_is_not_registered_is_refused(tmp_path):
    file = write_text(tmp_path / "甲.txt", *article_lines(1))
    assert "没有登记 meiyou" in read(file, registry_with(1), Named("meiyou")).reason


@pytest.mark.parametrize("text", ["甲", "a@2020", "a@2020-13-01", ""])
def test_a_malformed_name_is_no_name(text):
    with pytest.raises(ValueError, match=r".*"):
        read_named(text)
