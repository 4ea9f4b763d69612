"""A text in which a number is missing or stands twice is refused, and the number is named."""

import pytest
from builders.statute_files import article_lines, read_one, registry_with, write_text

from courses.statutes.importing.report import Outcome


def refusal(tmp_path, lines, count: int) -> str:
    report = read_one(write_text(tmp_path / "示范.txt", *lines), registry_with(count))
    assert report.outcome is Outcome.REFUSED
    assert report.text is None
    return report.reason


@pytest.mark.parametrize(
    ("numbers", "count", "told"),
    [
        ((1, 2, 4), 4, "缺第三条"),
        ((2, 3), 3, "缺第一条"),
        ((1, 2), 5, "缺第三条至第五条"),
        ((1, 4, 7), 7, "缺第二条至第三条、第五条至第六条"),
        ((1, 2, 3), 2, "登记的版本有2条，文件里有到第三条"),
        ((1, 2, 2, 3), 3, "又有第二条"),
        ((1, 3, 2, 4), 4, "次序不对"),
    ],
)
def test_a_fault_in_the_numbers_of_articles_is_named(tmp_path, numbers, count, told):
    assert told in refusal(tmp_path, article_lines(*numbers), count)


def test_an_article_out_of_order_is_not_called_missing(tmp_path):
    assert "缺" not in refusal(tmp_path, article_lines(1, 3, 2, 4), 4).split("请核对")[0]


def test_a_missing_insert_is_named(tmp_path):
    lines = [*article_lines(1), "第一条之二\u3000示范。", *article_lines(2)]
    assert "缺第一条之一" in refusal(tmp_path, lines, 2)


@pytest.mark.parametrize(
    ("items", "told"),
    [
        (("（一）甲；", "（三）丙。"), "第一条缺第（二）项"),
        (("（二）乙；", "（三）丙。"), "第一条缺第（一）项"),
        (("（一）甲；", "（二）乙；", "（二）丙。"), "第一条第（二）项重复"),
    ],
)
def test_a_fault_in_the_numbers_of_items_is_named(tmp_path, items, told):
    lines = ["第一条\u3000有下列情形：", *items, *article_lines(2)]
    assert told in refusal(tmp_path, lines, 2)


def test_an_article_without_words_is_named(tmp_path):
    assert "第二条没有文字" in refusal(
        tmp_path, [*article_lines(1), "第二条", *article_lines(3)], 3
    )


def test_a_reference_never_stands_in_for_a_missing_article(tmp_path):
    lines = [*article_lines(1), "第二条 规定的示范也是。", *article_lines(3)]
    assert "缺第二条" in refusal(tmp_path, lines, 3)


def test_a_file_with_many_laws_is_refused_without_naming_every_line(tmp_path):
    lines = [*article_lines(*range(1, 30)), *article_lines(*range(1, 30))]
    told = refusal(tmp_path, lines, 29)
    assert "等共 29 处" in told
    assert len(told) < 400
