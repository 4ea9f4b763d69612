"""A whole import: what is kept, what is told, and that nothing is ever half kept."""

import hashlib
from pathlib import Path

import pytest
from builders.statute_files import (
    NOTHING_KNOWN,
    TITLE,
    article_lines,
    registered,
    write_text,
)

from courses.statutes.importing.importer import import_files
from courses.statutes.importing.report import ImportReport, Outcome
from courses.statutes.library.folder import LibraryNotWritableError
from courses.statutes.library.store import Library
from courses.statutes.registry import Registry
from courses.statutes.tables.structure import read_structure

REGISTRY = Registry(
    [
        registered(article_count=2),
        registered("bieyang-law", "别样法", article_count=3),
        registered("minglu-2020", "示范名录", article_count=1),
    ]
)


@pytest.fixture
def library(tmp_path) -> Library:
    return Library.open(tmp_path / "statutes")


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    return made


def run(library: Library, *paths: Path, **how) -> ImportReport:
    return import_files(paths, library, REGISTRY, how.pop("structure", NOTHING_KNOWN), **how)


def outcomes(report: ImportReport) -> dict[str, Outcome]:
    return {one.file.name: one.outcome for one in report.files}


def test_good_files_are_kept_though_others_are_refused(library, folder):
    write_text(folder / "a.txt", *article_lines(1, 2))
    write_text(folder / "b.txt", *article_lines(1, 3), title="别样法")
    write_text(folder / "说明.md", "这里放法规文件。", title="", history="")
    (folder / "check.py").write_text("pass\n", encoding="utf-8")
    report = run(library, folder)
    assert outcomes(report) == {
        "a.txt": Outcome.IMPORTED,
        "b.txt": Outcome.REFUSED,
        "说明.md": Outcome.PASSED_OVER,
        "check.py": Outcome.PASSED_OVER,
    }
    assert not report.succeeded
    assert [one.instrument for one in library.held()] == ["shifan-law-2020"]


def test_the_report_says_how_much_was_read(library, folder):
    lines = ["第一章 总则", "第一条 有下列情形：", "（一）甲；", "（二）乙。", *article_lines(2)]
    (report,) = run(library, write_text(folder / "a.txt", *lines)).files
    assert report.sentence() == (
        "已导入：a.txt：《中华人民共和国示范法》（2020-01-01 起施行）：1 章、2 条、2 款、2 项"
    )


def test_importing_again_changes_nothing_and_says_so(library, folder):
    file = write_text(folder / "a.txt", *article_lines(1, 2))
    assert run(library, file).summary() == "共 1 个文件：已导入 1 个。"
    before = {one: one.stat().st_mtime_ns for one in library.folder.glob("*.json")}
    again = run(library, file)
    assert outcomes(again) == {"a.txt": Outcome.UNCHANGED}
    assert "法规库没有改动" in again.summary()
    assert {one: one.stat().st_mtime_ns for one in library.folder.glob("*.json")} == before


def test_a_corrected_file_replaces_the_version(library, folder):
    file = write_text(folder / "a.txt", *article_lines(1, 2))
    run(library, file)
    write_text(file, *article_lines(1), "第二条 已经更正。")
    assert outcomes(run(library, file)) == {"a.txt": Outcome.REPLACED}


def test_two_different_files_of_one_version_are_both_refused(library, folder):
    write_text(folder / "a.txt", *article_lines(1, 2))
    write_text(folder / "b.txt", *article_lines(1), "第二条 另一种文字。")
    report = run(library, folder)
    assert set(outcomes(report).values()) == {Outcome.REFUSED}
    assert "a.txt" in report.files[1].reason
    assert library.held() == ()


def test_two_files_of_the_same_text_are_one(library, folder):
    for name in ("a.txt", "b.txt"):
        write_text(folder / name, *article_lines(1, 2))
    report = run(library, folder)
    assert report.succeeded
    assert len(library.held()) == 1


def test_a_file_named_twice_is_read_once(library, folder):
    file = write_text(folder / "a.txt", *article_lines(1, 2))
    assert len(run(library, file, folder, file).files) == 1


TABLE = "序号,行业\n1,示 范\n2,别样\n"


def catalogue(folder: Path, written: str = TABLE, **declared: str) -> Path:
    (folder / "表.csv").write_text(written, encoding="utf-8")
    front = {"slug": "minglu-2020", "table": '"表.csv"', "table_rows": "2", **declared}
    lines = "\n".join(f"{name}: {value}" for name, value in front.items())
    file = folder / "名录.md"
    file.write_text(f"---\n{lines}\n---\n\n第一条　示范。\n", encoding="utf-8")
    return file


def test_the_table_of_a_catalogue_comes_with_it(library, folder):
    catalogue(folder, table_sha256=f'"{hashlib.sha256(TABLE.encode()).hexdigest()}"')
    report = run(library, folder)
    assert outcomes(report) == {"名录.md": Outcome.IMPORTED, "表.csv": Outcome.TABLE}
    assert library.find_text("minglu-2020").tables == (
        (("序号", "行业"), ("1", "示范"), ("2", "别样")),
    )
    assert "附表 2 行" in report.files[0].sentence()


@pytest.mark.parametrize(
    ("declared", "written", "told"),
    [
        ({"table": '"没有.csv"'}, TABLE, "不在同一个文件夹"),
        ({"table_sha256": '"00"'}, TABLE, "校验值不符"),
        ({"table_rows": "3"}, TABLE, "只读到 2 行"),
        ({}, "序号,行业\n1\n2,别样\n", "列数不一样"),
        ({}, "\x00\x01", "不是 CSV 文本"),
    ],
)
def test_a_catalogue_without_its_whole_table_is_refused(library, folder, declared, written, told):
    (report,) = run(library, catalogue(folder, written, **declared)).files
    assert report.outcome is Outcome.REFUSED
    assert told in report.reason


def test_a_table_outside_the_folder_is_never_read(library, folder, tmp_path):
    (tmp_path / "外.csv").write_text(TABLE, encoding="utf-8")
    (report,) = run(library, catalogue(folder, table='"../外.csv"')).files
    assert "不在同一个文件夹" in report.reason


def test_a_list_of_titles_is_no_instrument(library, folder):
    write_text(folder / "清单.txt", "别样法", title=f"《{TITLE}》", history="")
    assert outcomes(run(library, folder)) == {"清单.txt": Outcome.PASSED_OVER}


def test_what_is_built_otherwise_than_the_table_says_is_doubted(library, folder):
    table = read_structure(
        "instrument,effective,article,items,figures\n"
        "shifan-law-2020,2020-01-01,1,0/0,/\n"
        "shifan-law-2020,2020-01-01,2,0,5日\n"
    )
    (report,) = run(
        library, write_text(folder / "a.txt", *article_lines(1, 2)), structure=table
    ).files
    assert report.outcome is Outcome.IMPORTED
    assert report.doubts == (
        "第一条与条文结构表不一致：应有 2 款，读到 1 款",
        "第二条与条文结构表不一致：第 1 款的数字应为 5日，读到 没有",
    )


def test_nothing_is_kept_when_the_user_stops_it(library, folder):
    for name, title in (("a.txt", TITLE), ("b.txt", "别样法")):
        write_text(folder / name, *article_lines(1, 2), title=title)

    def stopped(files):
        yield files[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(library, folder, track=stopped)
    assert library.held() == ()


def test_nothing_is_kept_when_it_cannot_be_written(library, folder):
    file = write_text(folder / "a.txt", *article_lines(1, 2))
    library.folder.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(LibraryNotWritableError):
        run(library, file)


def test_a_library_that_is_open_sees_what_another_imported(library, folder):
    reader = Library.open(library.folder)
    assert reader.held() == ()
    run(library, write_text(folder / "a.txt", *article_lines(1, 2)))
    assert [one.instrument for one in reader.held()] == ["shifan-law-2020"]


def test_an_excerpt_never_takes_the_place_of_the_whole(library, folder):
    run(library, write_text(folder / "a.txt", *article_lines(1, 2)))
    excerpt = folder / "b.md"
    head = "---\nslug: shifan-law-2020\neffective: 2020-01-01\narticles_present: 2\n---\n"
    excerpt.write_text(head + article_lines(2)[0], encoding="utf-8")
    (report,) = run(library, excerpt).files
    assert report.outcome is Outcome.REFUSED
    assert "只是节录" in report.reason
    assert len(library.find_text("shifan-law-2020").articles) == 2
