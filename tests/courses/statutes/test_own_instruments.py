"""Instruments that a bureau adds in its home."""

import re
from datetime import date
from pathlib import Path

import pytest

from courses.statutes.citation import parse_citation
from courses.statutes.law import Law
from courses.statutes.registry import Registry, UnknownArticleError
from courses.statutes.status import Standing, status

BENCHMARK = """
[[instrument]]
id = "shifan-benchmark-2025"
title = "示范市生态环境处罚裁量基准"
aliases = ["示范基准"]
kind = "规范性文件"
issuer = "示范市生态环境局"
number = "示环发〔2025〕1号"
adopted = 2025-02-20
effective = 2025-03-01
article_count = 12
inserts = ["5-1"]
source = "市局网站"
"""


def with_own(folder: Path, text: str) -> tuple[Registry, list[str]]:
    (folder / "instruments.toml").write_text(text, encoding="utf-8")
    registry, problems = Registry.with_own(folder)
    return registry, [str(problem) for problem in problems]


def test_without_the_file_there_is_only_the_law_of_the_package(tmp_path: Path) -> None:
    registry, problems = Registry.with_own(tmp_path / "nothing")
    assert problems == []
    assert [one.id for one in registry] == [one.id for one in Registry.embedded()]


def test_an_own_instrument_is_cited_and_found_like_any_other(tmp_path: Path) -> None:
    registry, problems = with_own(tmp_path, BENCHMARK)
    assert problems == []
    own = registry.resolve(parse_citation("shifan-benchmark-2025:12"))
    assert own.effective == own.first_effective == date(2025, 3, 1)
    assert own.versions[-1].article_count == 12
    assert registry.find_by_title("示范基准") is own
    assert parse_citation("shifan-benchmark-2025:3").label(registry) == (
        "《示范市生态环境处罚裁量基准》第三条"
    )


def test_an_article_that_was_put_in_is_cited_where_the_bureau_declares_it(tmp_path: Path) -> None:
    registry, _ = with_own(tmp_path, BENCHMARK)
    assert registry.resolve(parse_citation("shifan-benchmark-2025:5-1"))
    with pytest.raises(UnknownArticleError, match="没有第六条之一"):
        registry.resolve(parse_citation("shifan-benchmark-2025:6-1"))


def test_the_law_of_the_package_stays_as_it_is(tmp_path: Path) -> None:
    with_own(tmp_path, BENCHMARK)
    assert "shifan-benchmark-2025" not in Registry.embedded()


def test_the_law_with_own_instruments_tells_their_status(tmp_path: Path) -> None:
    (tmp_path / "instruments.toml").write_text(BENCHMARK, encoding="utf-8")
    law, problems = Law.with_own(tmp_path)
    assert problems == []
    citation = parse_citation("shifan-benchmark-2025:1")
    assert status(citation, date(2025, 2, 28), law).standing is Standing.NOT_YET
    assert status(citation, date(2025, 3, 1), law).standing is Standing.IN_FORCE
    assert law.succession is Law.embedded().succession


def test_a_faulty_instrument_is_left_out_and_the_others_are_kept(tmp_path: Path) -> None:
    faulty = BENCHMARK.replace("shifan-benchmark-2025", "shifan-other").replace("示范", "另一")
    faulty = faulty.replace("article_count = 12", "article_count = -1\nfee = 3")
    registry, problems = with_own(tmp_path, faulty + BENCHMARK)
    assert "shifan-benchmark-2025" in registry
    assert "shifan-other" not in registry
    assert [one.split("：", 1)[1] for one in problems] == [
        "第 1 个文件 shifan-other，article_count：不能小于 0",
        "第 1 个文件 shifan-other，fee：没有这个项目，请检查拼写",
    ]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (
            'id = "shifan-benchmark-2025"',
            'id = "eia-law-2018"',
            "与已经登记的《环境影响评价法》重复",
        ),
        ('["示范基准"]', '["大气法"]', "“大气法”已经指《大气污染防治法》"),
        ('["示范基准"]', '["《中华人民共和国 噪声法》"]', "“噪声法”已经指"),
        ("2025-02-20", "2025-04-01", "日期次序不对"),
        ("2025-02-20", '"去年"', "应当是日期"),
        ("article_count = 12\n", "", "要写明条数"),
        ("article_count = 12\n", "article_count = 12\nsection_count = 3\n", "只能写一个"),
        ("article_count = 12\n", "has_text = false\n", "存疑之处"),
        ("article_count = 12\n", "article_count = 12\nrepealed = 2027-01-01\n", "同时写明"),
        (
            "article_count = 12\n",
            'article_count = 12\nrepealed = 2027-01-01\nrepealed_by = "eia-law-2018:99"\n',
            "没有这一条：eia-law-2018:99",
        ),
        (
            "article_count = 12\n",
            'article_count = 12\nrepealed = 2027-01-01\nrepealed_by = "第九条"\n',
            "引用的写法不对",
        ),
        ('kind = "规范性文件"', 'kind = "通知"', "只能是"),
        ('issuer = "示范市生态环境局"\n', "", "缺少这一项"),
        ('["5-1"]', '["五之一"]', "5-1"),
        ("[[instrument]]", "[instrument]", r"\[\[instrument\]\]"),
        ("[[instrument]]", "[[document]]", "没有这个项目"),
        ("[[instrument]]", "[[instrument", "不是合格的 TOML"),
    ],
)
def test_a_fault_is_told_in_chinese_and_the_instrument_left_out(
    tmp_path: Path, before: str, after: str, fault: str
) -> None:
    assert before in BENCHMARK
    registry, problems = with_own(tmp_path, BENCHMARK.replace(before, after))
    assert len(list(registry)) == len(list(Registry.embedded()))
    assert len(problems) == 1
    assert re.search(fault, problems[0])


def test_a_list_of_something_else_than_tables_is_told(tmp_path: Path) -> None:
    registry, problems = with_own(tmp_path, "instrument = [1]\n")
    assert len(list(registry)) == len(list(Registry.embedded()))
    assert len(problems) == 1


def test_of_two_own_instruments_with_one_id_the_first_is_kept(tmp_path: Path) -> None:
    other = BENCHMARK.replace("示范", "另一")
    registry, problems = with_own(tmp_path, BENCHMARK + other)
    assert registry.short_title("shifan-benchmark-2025") == "示范市生态环境处罚裁量基准"
    assert len(problems) == 1


def test_an_own_instrument_may_be_repealed_by_another(tmp_path: Path) -> None:
    newer = (
        BENCHMARK.replace("shifan-benchmark-2025", "shifan-benchmark-2027")
        .replace("示范市", "新示范市")
        .replace("示范基准", "新示范基准")
        .replace("2025-", "2027-")
    )
    older = BENCHMARK + 'repealed = 2027-03-01\nrepealed_by = "shifan-benchmark-2027:12"\n'
    registry, problems = with_own(tmp_path, older + newer)
    assert problems == []
    assert registry.get_instrument("shifan-benchmark-2025").repealed == date(2027, 3, 1)
