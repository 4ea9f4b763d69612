"""Hearing, collective discussion and legal review for a proposed penalty."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.citation import Citation
from courses.statutes.deadlines.hearing_plan import (
    DISCUSSION_LINE,
    HEARING_LINES,
    Answer,
    HearingPlan,
    Judgement,
    plan_hearing,
)
from courses.statutes.deadlines.proposed_penalty import (
    ImpossibleAmountError,
    LocalLine,
    Party,
    PenaltyKind,
    ProposedPenalty,
)
from courses.statutes.registry import Registry

AMOUNTS = st.integers(0, 2_000_000)
PENALTIES = st.builds(
    ProposedPenalty,
    party=st.sampled_from(Party),
    fine=AMOUNTS,
    confiscated_income=AMOUNTS,
    confiscated_goods=AMOUNTS,
    kinds=st.frozensets(st.sampled_from(PenaltyKind)),
    complex_case=st.booleans(),
    public_interest=st.booleans(),
    major_rights=st.booleans(),
    heard=st.booleans(),
    local_hearing_line=st.none() | st.builds(LocalLine, st.integers(1, 10**6), st.text()),
    local_discussion_line=st.none() | st.builds(LocalLine, st.integers(1, 10**6), st.text()),
)


def plan(party: Party = Party.ORGANISATION, **changes: Any) -> HearingPlan:
    return plan_hearing(ProposedPenalty(party=party, **changes))


def places(judgement: Judgement, *, requires: bool) -> list[str]:
    return [
        str(one.citation).partition(":")[2]
        for one in judgement.findings
        if one.requires is requires
    ]


@pytest.mark.parametrize(
    ("party", "fine", "answer"),
    [
        (Party.ORGANISATION, 199_999, Answer.NO),
        (Party.ORGANISATION, 200_000, Answer.YES),
        (Party.CITIZEN, 4_999, Answer.NO),
        (Party.CITIZEN, 5_000, Answer.YES),
    ],
)
def test_a_hearing_is_offered_from_the_line_of_the_party(
    party: Party, fine: int, answer: Answer
) -> None:
    assert plan(party, fine=fine).hearing.answer is answer


@pytest.mark.parametrize(
    ("party", "item"),
    [(Party.CITIZEN, "较大数额：公民"), (Party.ORGANISATION, "较大数额：法人或者其他组织")],
)
def test_the_hearing_line_agrees_with_the_reference_table(
    party: Party, item: str, procedure_rows: list[dict[str, str]]
) -> None:
    row = next(row for row in procedure_rows if row["item"] == item)
    assert HEARING_LINES[party] == int(row["value"])


def test_the_discussion_line_agrees_with_the_reference_table(
    procedure_rows: list[dict[str, str]],
) -> None:
    row = next(row for row in procedure_rows if row["item"].startswith("拟罚款、没收数额"))
    assert int(row["value"]) == DISCUSSION_LINE


@pytest.mark.parametrize("kind", PenaltyKind)
def test_every_listed_kind_offers_a_hearing_whatever_the_amount(kind: PenaltyKind) -> None:
    judged = plan(kinds=frozenset({kind})).hearing
    expected = Answer.OPEN if kind is PenaltyKind.OTHER_HEAVY else Answer.YES
    assert judged.answer is expected
    assert judged.findings[0].citation == kind.hearing_citation


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (PenaltyKind.SUSPEND_PERMIT, Answer.NO),
        (PenaltyKind.LOWER_QUALIFICATION, Answer.NO),
        (PenaltyKind.RESTRICT_OPERATIONS, Answer.NO),
        (PenaltyKind.OTHER_HEAVY, Answer.NO),
        (PenaltyKind.REVOKE_PERMIT, Answer.YES),
        (PenaltyKind.BAR_FROM_PERMITS, Answer.YES),
        (PenaltyKind.STOP_TO_RECTIFY, Answer.YES),
        (PenaltyKind.STOP_OPERATIONS, Answer.YES),
        (PenaltyKind.CLOSE, Answer.YES),
        (PenaltyKind.RESTRICT_OCCUPATION, Answer.YES),
        (PenaltyKind.BAN_OCCUPATION, Answer.YES),
    ],
)
def test_not_every_kind_with_a_hearing_needs_collective_discussion(
    kind: PenaltyKind, answer: Answer
) -> None:
    assert plan(kinds=frozenset({kind})).discussion.answer is answer


@pytest.mark.parametrize("amount", ["fine", "confiscated_income", "confiscated_goods"])
def test_half_a_million_is_discussed_and_a_yuan_less_is_not(amount: str) -> None:
    assert plan(**{amount: 500_000}).discussion.answer is Answer.YES
    assert plan(**{amount: 499_999}).discussion.answer is Answer.NO


def test_the_hearing_line_is_not_the_discussion_line() -> None:
    judged = plan(fine=300_000)
    assert judged.hearing.answer is Answer.YES
    assert judged.discussion.answer is Answer.NO


def test_amounts_that_reach_the_line_only_together_are_left_open() -> None:
    discussed = plan(fine=300_000, confiscated_income=250_000).discussion
    assert discussed.answer is Answer.OPEN
    assert "合计55万元" in discussed.findings[0].text
    heard = plan(confiscated_income=150_000, confiscated_goods=60_000).hearing
    assert heard.answer is Answer.OPEN


def test_a_fine_and_a_confiscation_below_the_line_are_not_added_for_the_hearing() -> None:
    assert plan(fine=150_000, confiscated_income=150_000).hearing.answer is Answer.NO


def test_an_amount_exactly_on_the_line_is_noted_as_open() -> None:
    findings = plan(fine=200_000).hearing.findings
    assert any(one.open and "含本数" in one.text for one in findings)
    assert not any("含本数" in one.text for one in plan(fine=200_001).hearing.findings)


def test_a_local_line_takes_the_place_of_the_national_one() -> None:
    local = LocalLine(100_000, "示范地方性法规")
    judged = plan(fine=150_000, local_hearing_line=local).hearing
    assert judged.answer is Answer.YES
    assert any("示范地方性法规" in one.text and not one.open for one in judged.findings)
    discussed = plan(fine=150_000, local_discussion_line=local).discussion
    assert discussed.answer is Answer.YES


def test_a_local_line_without_its_basis_stays_open() -> None:
    judged = plan(fine=150_000, local_hearing_line=LocalLine(100_000)).hearing
    assert any(one.open and "请写明依据" in one.text for one in judged.findings)


def test_without_a_local_line_the_reader_is_told_to_look_for_one() -> None:
    judged = plan(fine=10_000)
    assert "89.2" in places(judged.hearing, requires=False)
    assert "52.4" in places(judged.discussion, requires=False)


@pytest.mark.parametrize(
    ("facts", "answer", "place"),
    [
        ({"public_interest": True}, Answer.YES, "49.1.1"),
        ({"heard": True, "major_rights": True}, Answer.YES, "49.1.2"),
        ({"heard": True}, Answer.OPEN, "49.1.2"),
        ({"complex_case": True}, Answer.YES, "49.1.3"),
    ],
)
def test_legal_review_is_needed_in_the_listed_cases(
    facts: dict[str, bool], answer: Answer, place: str
) -> None:
    judged = plan(**facts).review
    assert judged.answer is answer
    assert places(judged, requires=True) == [place]


def test_great_rights_alone_do_not_need_a_review_before_a_hearing() -> None:
    judged = plan(fine=300_000, major_rights=True).review
    assert judged.answer is Answer.NO
    assert any("还没有经过听证" in one.text for one in judged.findings)


def test_what_a_government_must_order_is_pointed_out() -> None:
    assert "17.4" in places(plan(kinds=frozenset({PenaltyKind.CLOSE})).discussion, requires=False)
    assert "17.4" not in places(plan(fine=900_000).discussion, requires=False)


def test_a_right_to_a_hearing_that_is_in_doubt_is_offered() -> None:
    assert plan(kinds=frozenset({PenaltyKind.OTHER_HEAVY})).may_be_heard
    assert not plan(fine=1_000).may_be_heard


@pytest.mark.parametrize("amount", ["fine", "confiscated_income", "confiscated_goods"])
def test_an_amount_below_zero_is_refused(amount: str) -> None:
    with pytest.raises(ImpossibleAmountError, match="请填0或者更大的整数"):
        ProposedPenalty(party=Party.CITIZEN, **{amount: -1})


def test_a_local_line_of_nothing_is_refused() -> None:
    with pytest.raises(ImpossibleAmountError, match="本地标准"):
        LocalLine(0)


@given(PENALTIES)
def test_an_answer_follows_from_its_findings(penalty: ProposedPenalty) -> None:
    judged = plan_hearing(penalty)
    for judgement in (judged.hearing, judged.discussion, judged.review):
        settled = any(one.requires and not one.open for one in judgement.findings)
        doubtful = any(one.requires and one.open for one in judgement.findings)
        expected = Answer.YES if settled else Answer.OPEN if doubtful else Answer.NO
        assert judgement.answer is expected


@given(PENALTIES)
def test_every_finding_cites_a_place_that_exists(penalty: ProposedPenalty) -> None:
    judged = plan_hearing(penalty)
    cited: set[Citation] = set()
    for judgement in (judged.hearing, judged.discussion, judged.review):
        cited |= {one.citation for one in judgement.findings}
    for citation in cited:
        assert Registry.embedded().resolve(citation)


@given(PENALTIES, st.integers(1, 1_000_000))
def test_a_greater_fine_never_takes_a_hearing_away(penalty: ProposedPenalty, more: int) -> None:
    greater = ProposedPenalty(
        party=penalty.party,
        fine=penalty.fine + more,
        confiscated_income=penalty.confiscated_income,
        confiscated_goods=penalty.confiscated_goods,
        kinds=penalty.kinds,
        local_hearing_line=penalty.local_hearing_line,
    )
    if plan_hearing(penalty).hearing.answer is Answer.YES:
        assert plan_hearing(greater).hearing.answer is Answer.YES
