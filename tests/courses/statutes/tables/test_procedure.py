"""The table of procedure."""

import re

import pytest

from courses.statutes.deadlines.time_limits import embedded_limits
from courses.statutes.tables.procedure import embedded_procedure, read_procedure
from courses.statutes.tables.reading import FaultyTableError, embedded_text

RULES = {rule.id: rule for rule in embedded_procedure()}
HEAD = embedded_text("procedure").splitlines()[0]


def test_the_table_agrees_with_the_reference(procedure_rows: list[dict[str, str]]) -> None:
    assert len(RULES) == len(procedure_rows)
    for rule, row in zip(RULES.values(), procedure_rows, strict=True):
        assert (rule.topic, rule.item) == (row["topic"], row["item"])
        assert (rule.value is None, str(rule.value or "")) == (not row["value"], row["value"])
        assert f"{rule.unit}{rule.bound}" == row["unit"].replace("个工作日", "日")
        assert rule.counting == row["counting"]
        article = rule.citation.whole_article
        assert str(article) == f"{row['source_law']}:{row['source_article']}"
        assert rule.verified == row["verified"]
        also = [str(cited.article) for cited in rule.also]
        assert also == re.findall(r"[0-9]+", re.sub("（.*?）", "", row["also"]))


def test_no_row_leaves_a_word_to_the_row_above() -> None:
    assert "同上" not in embedded_text("procedure")


def test_the_limits_of_a_case_are_the_rows_with_their_ids() -> None:
    for limit in embedded_limits().values():
        rule = RULES[limit.id]
        assert (limit.value, limit.citation, limit.item) == (rule.value, rule.citation, rule.item)


@pytest.mark.parametrize(
    ("rule_id", "amount"),
    [
        ("hearing-notice", "7个工作日前"),
        ("decision", "90日"),
        ("evidence-approval", "24小时"),
        ("hearing-threshold-organisation", "200000元以上"),
        ("surcharge-rate", "每日3%"),
        ("court-enforcement-request", "3个月"),
        ("permit-publicity", "5个工作日以上"),
        ("no-fault", ""),
    ],
)
def test_a_figure_is_told_with_its_unit_and_how_it_binds(rule_id: str, amount: str) -> None:
    assert RULES[rule_id].amount() == amount


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("听证,听证线,5,,,,{law}:89,,,yes,源", "要同时写明"),
        ("听证,听证线,,日,,,{law}:89,,,yes,源", "要同时写明"),
        ("听证,听证线,5,元,,工作日,{law}:89,,,yes,源", "只有按日计算"),
        ("听证,听证线,5,日,,工作日,{law}:93,,,yes,源", "只有92条"),
        ("听证,听证线,5,日,,工作日,{law}:89,no-such-law:1,,yes,源", "没有登记"),
        ("听证,听证线,五,日,,工作日,{law}:89,,,yes,源", "应当是整数"),
        ("听证,,5,日,,工作日,{law}:89,,,yes,源", "item：不能为空"),
    ],
)
def test_a_row_that_does_not_fit_is_refused(cells: str, fault: str) -> None:
    filled = cells.format(law="ee-administrative-penalty-measures-2023")
    with pytest.raises(FaultyTableError, match=fault):
        read_procedure(f"{HEAD}\na,{filled}\n")
