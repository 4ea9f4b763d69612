"""What procedure a proposed penalty needs: hearing, collective discussion, legal review.

Articles 46 and 89 (hearing), 52 (collective discussion) and 49 (legal review) of the ecological
environment administrative penalty measures. What the text leaves open, or what depends on a local
rule, comes back as an open finding and is never decided here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from courses.statutes.citation import Citation, parse_citation
from courses.statutes.deadlines.proposed_penalty import (
    LocalLine,
    Party,
    PenaltyKind,
    ProposedPenalty,
)

HEARING_LINES = {Party.CITIZEN: 5_000, Party.ORGANISATION: 200_000}
"""Yuan from which an amount is a greater one (article 89)."""

DISCUSSION_LINE = 500_000
"""Yuan from which a decision is discussed collectively (article 52)."""

_REVOKE_OR_BAR = (PenaltyKind.REVOKE_PERMIT, PenaltyKind.BAR_FROM_PERMITS)
_STOP_OR_BAN = (
    PenaltyKind.STOP_TO_RECTIFY,
    PenaltyKind.STOP_OPERATIONS,
    PenaltyKind.CLOSE,
    PenaltyKind.RESTRICT_OCCUPATION,
    PenaltyKind.BAN_OCCUPATION,
)
_BY_GOVERNMENT = (PenaltyKind.STOP_OPERATIONS, PenaltyKind.CLOSE)


class Answer(Enum):
    """Whether a step must be taken."""

    YES = "应当"
    NO = "不是必须"
    OPEN = "要先判断"


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason with its source.

    `requires` says that it makes the step necessary; `open` that neither text nor facts settle it,
    so that an open finding that requires leaves the question to the office.
    """

    text: str
    citation: Citation
    requires: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """An answer with all its findings, the deciding ones first."""

    answer: Answer
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class HearingPlan:
    """Which steps a proposed penalty needs before it may be decided."""

    hearing: Judgement
    discussion: Judgement
    review: Judgement

    @property
    def may_be_heard(self) -> bool:
        """Say whether the notice has to offer a hearing, or may have to."""
        return self.hearing.answer is not Answer.NO


def plan_hearing(penalty: ProposedPenalty) -> HearingPlan:
    """Judge the three steps for a proposed penalty."""
    hearing = _judged(_hearing(penalty))
    return HearingPlan(
        hearing=hearing,
        discussion=_judged(_discussion(penalty)),
        review=_judged(_review(penalty, hearing.answer)),
    )


def _judged(findings: Iterable[Finding]) -> Judgement:
    ordered = tuple(sorted(findings, key=lambda one: (not one.requires, one.open)))
    requiring = [finding for finding in ordered if finding.requires]
    if any(not finding.open for finding in requiring):
        return Judgement(Answer.YES, ordered)
    return Judgement(Answer.OPEN if requiring else Answer.NO, ordered)


def _cite(place: str) -> Citation:
    return parse_citation(f"ee-administrative-penalty-measures-2023:{place}")


def _yuan(amount: int) -> str:
    whole, rest = divmod(amount, 10_000)
    return f"{whole}万元" if whole and not rest else f"{amount}元"


def _hearing(penalty: ProposedPenalty) -> Iterator[Finding]:
    line = _line(penalty.local_hearing_line, HEARING_LINES[penalty.party])
    items = {"罚款": "46.1.1", "没收违法所得": "46.1.2", "没收非法财物": "46.1.2"}
    whose = penalty.party.value
    for name, amount in penalty.amounts().items():
        if amount >= line:
            text = f"{name}{_yuan(amount)}，达到{whose}的听证线{_yuan(line)}。"
            yield Finding(text, _cite(items[name]), requires=True)
            yield from _on_the_line(amount, line, "89.1")
        elif amount:
            text = f"{name}{_yuan(amount)}，没有达到{whose}的听证线{_yuan(line)}。"
            yield Finding(text, _cite("89.1"))
    yield from _split_confiscation(penalty, line)
    for kind in PenaltyKind:
        if kind in penalty.kinds:
            yield _heard_kind(kind)
    yield from _local(penalty.local_hearing_line, "听证的数额", "89.2")


def _heard_kind(kind: PenaltyKind) -> Finding:
    if kind is PenaltyKind.OTHER_HEAVY:
        text = "条文没有列出哪些算“其他较重的行政处罚”，由本机关判断；拿不准的，告知听证权利。"
        return Finding(text, kind.hearing_citation, requires=True, open=True)
    return Finding(f"拟{kind.value}，不论数额都要告知。", kind.hearing_citation, requires=True)


def _split_confiscation(penalty: ProposedPenalty, line: int) -> Iterator[Finding]:
    income, goods = penalty.confiscated_income, penalty.confiscated_goods
    if max(income, goods) < line <= income + goods:
        text = (
            f"没收违法所得和没收非法财物合计{_yuan(income + goods)}，各自没有达到{_yuan(line)}。"
            "条文没有写是否合并计算；稳妥的做法是告知听证权利。"
        )
        yield Finding(text, _cite("46.1.2"), requires=True, open=True)


def _discussion(penalty: ProposedPenalty) -> Iterator[Finding]:
    line = _line(penalty.local_discussion_line, DISCUSSION_LINE)
    if penalty.complex_case:
        yield Finding("案情疑难复杂、涉及多个法律关系。", _cite("52.2.1"), requires=True)
    for name, amount in penalty.amounts().items():
        if amount >= line:
            text = f"{name}{_yuan(amount)}，达到集体讨论线{_yuan(line)}。"
            yield Finding(text, _cite("52.2.2"), requires=True)
            yield from _on_the_line(amount, line, "52.2.2")
    yield from _total(penalty, line)
    for kinds, place in ((_REVOKE_OR_BAR, "52.2.3"), (_STOP_OR_BAN, "52.2.4")):
        for kind in kinds:
            if kind in penalty.kinds:
                yield Finding(f"拟{kind.value}。", _cite(place), requires=True)
    yield Finding("负责人认为应当提交的其他案件，也要集体讨论。", _cite("52.2.5"))
    if any(kind in penalty.kinds for kind in _BY_GOVERNMENT):
        text = "依法应当由人民政府责令停业、关闭的，报有批准权的人民政府。"
        yield Finding(text, _cite("17.4"))
    yield from _local(penalty.local_discussion_line, "集体讨论的数额", "52.4")


def _total(penalty: ProposedPenalty, line: int) -> Iterator[Finding]:
    amounts = penalty.amounts().values()
    if max(amounts) < line <= sum(amounts):
        text = (
            f"罚款和没收合计{_yuan(sum(amounts))}，各项没有达到{_yuan(line)}。"
            "条文没有写是否合并计算；稳妥的做法是提交集体讨论。"
        )
        yield Finding(text, _cite("52.2.2"), requires=True, open=True)


def _review(penalty: ProposedPenalty, hearing: Answer) -> Iterator[Finding]:
    if penalty.public_interest:
        yield Finding("涉及重大公共利益。", _cite("49.1.1"), requires=True)
    if penalty.heard:
        yield _heard_case(penalty.major_rights)
    elif penalty.major_rights or hearing is not Answer.NO:
        text = "还没有经过听证；经过听证并且直接关系当事人或者第三人重大权益的，必须法制审核。"
        yield Finding(text, _cite("49.1.2"))
    if penalty.complex_case:
        yield Finding("案情疑难复杂、涉及多个法律关系。", _cite("49.1.3"), requires=True)
    yield Finding(
        "法律、法规另外规定应当法制审核的，从其规定，办案前要查。", _cite("49.1.4"), open=True
    )
    text = "设区的市级以上生态环境主管部门可能规定了更具体的审核范围，办案前要查。"
    yield Finding(text, _cite("49.2"), open=True)


def _heard_case(major_rights: bool) -> Finding:
    if major_rights:
        text = "直接关系当事人或者第三人重大权益，并且经过听证。"
        return Finding(text, _cite("49.1.2"), requires=True)
    text = "经过听证。还要看是否直接关系当事人或者第三人重大权益；是的必须审核，拿不准的送审。"
    return Finding(text, _cite("49.1.2"), requires=True, open=True)


def _line(local: LocalLine | None, national: int) -> int:
    return national if local is None else local.yuan


def _on_the_line(amount: int, line: int, place: str) -> Iterator[Finding]:
    if amount == line:
        text = "数额正好等于这条线。本办法没有写“以上”是否含本数，这里按含本数处理。"
        yield Finding(text, _cite(place), open=True)


def _local(local: LocalLine | None, subject: str, place: str) -> Iterator[Finding]:
    if local is None:
        text = f"地方性法规、地方政府规章对{subject}另有规定的，从其规定；办案前要查本地规定。"
        yield Finding(text, _cite(place), open=True)
    elif local.basis.strip():
        text = f"按本地规定{_yuan(local.yuan)}计算，依据：{local.basis.strip()}。"
        yield Finding(text, _cite(place))
    else:
        text = (
            f"按填写的本地标准{_yuan(local.yuan)}计算。请写明依据的地方性法规或者地方政府规章，"
            "其他文件不能改变这个数额。"
        )
        yield Finding(text, _cite(place), open=True)
