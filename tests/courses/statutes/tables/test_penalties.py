"""The table of penalties is whole, says what the reference says, and refuses what is wrong."""

import csv
from fractions import Fraction

import pytest

from courses.statutes.figures import find_figures
from courses.statutes.numerals import chinese_numeral
from courses.statutes.tables.fines import SHARES, Basis, MalformedFineError, parse_fine
from courses.statutes.tables.penalties import (
    Row,
    Tier,
    by_conduct,
    embedded_penalties,
    read_penalties,
)
from courses.statutes.tables.reading import FaultyTableError, Verified, embedded_text
from courses.statutes.tables.sanctions import (
    Kind,
    MalformedSanctionError,
    parse_sanctions,
)
from tests.courses.statutes.conftest import SHARED

ADDED = {
    "construction-noise-monitoring-refused",
    "transport-noise-monitoring-refused",
}
"""Degrees that the reference tells only in a note: 旧拒改5万–20万元."""
TIME_INSTEAD_OF_FIXED = {"no-ledger"}
"""The reference calls the old fine fixed and says 每次 in the note."""
OTHER_BASIS = {
    "daily": {Basis.DAILY},
    "detention": {Basis.NONE},
    "none": {Basis.NONE, Basis.NOT_PENALTY},
    "fixed": {Basis.YUAN},
    "per vehicle": {Basis.VEHICLE},
    "per time": {Basis.TIME},
    "other law": {Basis.OTHER_LAW},
    "": {Basis.OTHER_LAW},
}


@pytest.fixture(scope="module")
def reference() -> list[dict[str, str]]:
    file = SHARED / "legal" / "penalties.csv"
    if not file.is_file():
        pytest.skip("the reference table penalties.csv is not at hand")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _carried() -> list[Row]:
    return [row for row in embedded_penalties() if row.id not in ADDED]


def test_every_row_of_the_reference_is_there_in_its_order(reference):
    rows = _carried()
    assert len(rows) == len(reference) == 143
    for row, given in zip(rows, reference, strict=True):
        assert str(row.code_article or "") == given["code_article"], row.id
        old = ("", "") if row.old is None else _place(row)
        assert old == (given["old_law"], given["old_article"]), row.id
        assert row.lighter_or_heavier == given["lighter_or_heavier"], row.id
        assert (row.tier_name, row.course) == (given["tier"], given["course"]), row.id
        assert (row.authority, row.verified) == (given["authority"], given["verified"]), row.id
        assert row.individual_text == given["individual_fine"], row.id
        assert row.note.startswith(given["note"]), row.id
        if "同上" not in given["conduct"] and not given["conduct"].startswith("同区域"):
            assert row.conduct == given["conduct"]
        if "同上" not in given["other_sanctions"]:
            assert row.sanctions_text == given["other_sanctions"]


def test_every_fine_is_that_of_the_reference(reference):
    for row, given in zip(_carried(), reference, strict=True):
        _agrees(row, row.new, given["min_fine_yuan"], given["max_fine_yuan"], given["fine_basis"])
        if row.old is not None and row.id not in TIME_INSTEAD_OF_FIXED:
            bounds = given["old_min_fine_yuan"], given["old_max_fine_yuan"]
            _agrees(row, row.old, *bounds, given["old_fine_basis"])


def _agrees(row, rule, low, high, basis):
    fine = rule.fine
    if low:
        assert (fine.low, fine.high) == (int(low), int(high)), row.id
    if basis in OTHER_BASIS:
        assert fine.basis in OTHER_BASIS[basis], row.id
        return
    word, _, bounds = basis.partition(" ") if "%-" not in basis[:4] else ("", "", basis)
    if word == "value" and bounds.startswith("up to"):
        bounds = "x0-" + bounds[-1]
    numbers = bounds.removeprefix("loss ").removeprefix("x").split(" ")[0].split("-")
    scale = 100 if fine.basis in SHARES else 1
    assert (fine.low * scale, fine.high * scale) == tuple(int(n.strip("%")) for n in numbers)


def _place(row):
    return row.old.citation.instrument, str(row.old.citation.article)


def test_every_fine_stands_in_the_official_text():
    looked_at = 0
    for row in embedded_penalties():
        for rule in filter(None, (row.new, row.old)):
            figures = _figures(rule.citation)
            for fine in filter(None, (rule.fine, rule.individual)):
                for bound in _bounds(fine):
                    assert bound in figures, (row.id, str(rule.citation), bound)
                    looked_at += 1
    assert looked_at > 400


def _bounds(fine):
    if not fine.is_bounded or fine.basis in {Basis.VALUE, Basis.LOSS}:
        return []
    floors = [] if fine.floor is None else [Fraction(fine.floor)]
    return [bound for bound in (fine.low, fine.high) if bound] + floors


def _figures(citation):
    file = SHARED / "statutes" / f"{citation.instrument}.md"
    if not file.is_file():
        pytest.skip("the official texts are not at hand")
    lines = iter(file.read_text(encoding="utf-8").splitlines())
    head = f"第{chinese_numeral(citation.article)}条　"
    article = next(line for line in lines if line.startswith(head))
    for line in lines:
        if line.startswith(("第", "#")) and "条　" in line[:12]:
            break
        article += line
    values = {figure.value for figure in find_figures(article)}
    return values | {value / 100 for value in values}


def test_ids_are_kebab_and_unique_and_conducts_have_a_tier_only_once():
    rows = embedded_penalties()
    assert len({row.id for row in rows}) == len(rows)
    for conduct, members in by_conduct(rows).items():
        assert conduct == conduct.lower() and " " not in conduct
        places = [(row.tier, row.who, row.role, row.old and row.old.citation) for row in members]
        assert len(set(places)) == len(places), conduct


def test_the_tiers_of_one_conduct_are_grouped():
    rows = by_conduct(embedded_penalties())
    assert [row.tier for row in rows["unbuilt-eia-form"]] == [Tier.BASE, Tier.SEVERE]
    old = {str(row.old.citation) for row in rows["no-permit"]}
    assert {
        "air-pollution-law-2018:99.1.1",
        "pollutant-discharge-permit-regulation-2021:33",
    } <= old


def test_a_rule_that_stands_beside_the_code_is_the_same_on_both_sides():
    retained = [row for row in embedded_penalties() if row.is_retained]
    assert len(retained) == 6
    assert all(row.new == row.old and row.code_article is None for row in retained)


def test_what_is_unsure_says_on_which_side():
    unsure = [row for row in embedded_penalties() if row.verified is not Verified.YES]
    assert unsure
    assert all(row.doubt for row in unsure)


def test_the_embedded_table_is_read_once():
    assert embedded_penalties() is embedded_penalties()


def test_every_fault_of_a_table_is_told_at_once_in_chinese():
    text = embedded_text("penalties")
    text = text.replace(
        "yuan 50000-200000,,yuan 5000-50000,air", "yuan 9-1,,yuan 5000-50000,air", 1
    )
    text = text.replace("code:1132.1,", "code:1999,", 1).replace(",value 1-3,", ",value 1%-3%,", 1)
    with pytest.raises(FaultyTableError) as caught:
        read_penalties(text)
    message = str(caught.value)
    assert len(caught.value.faults) == 3
    assert "yuan 9-1" in message and "1999" in message and "value 1%-3%" in message


def test_rows_of_one_conduct_may_not_contradict_each_other():
    lines = embedded_text("penalties").splitlines(keepends=True)
    twice = next(line for line in lines if line.startswith("refuse-inspection,"))
    changed = twice.replace("refuse-inspection,", "refuse-inspection-again,", 1)
    changed = changed.replace("yuan 20000-200000", "yuan 20000-300000")
    with pytest.raises(FaultyTableError, match="罚则不同"):
        read_penalties("".join([*lines, changed]))


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("yuan 20000-200000", "2万–20万元"),
        ("yuan 500-20000", "500元–2万元"),
        ("may yuan 0-50000", "可以处5万元以下"),
        ("value 1-5 floor 50000", "货值金额1–5倍（不足5万元的按5万元算）"),
        ("value 0-3", "货值金额3倍以下"),
        ("investment 1%-5%", "总投资额1%–5%"),
        ("vehicle 5000-5000", "每辆（艘）5000元"),
        ("time 5000-20000", "每次5000元–2万元"),
        ("may income 0%-50%", "可以处上一年度从本单位取得收入50%以下"),
        ("daily", "按原罚款数额按日连续"),
    ],
)
def test_a_fine_is_read_and_told(written, label):
    assert parse_fine(written).label() == label


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yuan",
        "yuan 5",
        "yuan 5-1",
        "value 1%-5%",
        "investment 1-5",
        "daily 1-2",
        "gold 1-2",
        "yuan 1-2 floor 5",
        "yuan 0-0",
    ],
)
def test_what_is_no_fine_is_refused(written):
    with pytest.raises(MalformedFineError, match="罚款的写法不对"):
        parse_fine(written)


def test_sanctions_are_read_and_told():
    light, closure = parse_sanctions("refused+light:detention 5-10; severe:closure may")
    assert (light.kind, light.low, light.high) == (Kind.DETENTION, 5, 10)
    assert light.label() == "拒不改正、情节较轻的，拘留5–10日"
    assert closure.label() == "情节严重的，可以停业、关闭"


@pytest.mark.parametrize(
    "written", ["prison 1-2", "detention", "closure 1-2", "often:closure", "detention 5-1"]
)
def test_what_is_no_sanction_is_refused(written):
    with pytest.raises(MalformedSanctionError, match="其他处罚的写法不对"):
        parse_sanctions(written)
