"""A 述法 report as a Word document."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from grading.assessment.model import HoursEntry, HoursKind
from grading.leadership.duty_list import Duty
from grading.leadership.legal_report import LegalReport
from grading.leadership.plan_progress import PlanState
from quizzes.printing.word import WIDTH, WordPaper

_LAW_FOOT = "据学习记录生成"
_DAY, _FORM, _HOST, _HOURS = 3.4, 2.9, 2.6, 1.5
"""Widths of columns, in centimetres; the topic takes the rest."""

_NUMERALS = "一二三四五六七八九"


def report_document(report: LegalReport) -> bytes:
    """Return the report as a file; the same records give the same text."""
    who = f"{report.leader.rank or '领导干部'}　{report.leader.name}"
    paper = WordPaper(report_title(report), f"{who}　{_LAW_FOOT}")
    paper.title(report_title(report))
    paper.note(f"{report.bureau}　{who}")
    numbers = iter(_NUMERALS)
    _write_group_study(paper, report, next(numbers))
    _write_own_study(paper, report, next(numbers))
    _write_plan(paper, report, next(numbers))
    if report.is_responsible:
        _write_duties(paper, report, next(numbers))
    _write_assessment(paper, report, next(numbers))
    if report.closing:
        paper.section(f"{next(numbers)}、自述")
        paper.case("", report.closing.text)
    paper.note(f"以上内容按截至{day(report.as_of)}的学习记录生成，自述由本人撰写。")
    return paper.save()


def report_title(report: LegalReport) -> str:
    """Return what the report is called."""
    return f"{report.leader.name} {report.year} 年度述法报告"


def day(value: date) -> str:
    """Say a date as 2026年11月23日."""
    return f"{value.year}年{value.month}月{value.day}日"


def number(value: Fraction) -> str:
    """Say a number without needless decimals."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def _write_group_study(paper: WordPaper, report: LegalReport, numeral: str) -> None:
    paper.section(
        f"{numeral}、参加集体学习",
        f"在任期间本单位集体学法 {report.expected} 次，参加 {len(report.attended)} 次，"
        f"共 {number(report.group_hours)} 学时。",
    )
    if report.attended:
        rows = [("日期", "形式", "主题", "主持人", "学时")]
        rows += [
            (day(one.on), one.form.label, one.topic, one.host, number(report.hours_at(one)))
            for one in report.attended
        ]
        rest = WIDTH - _DAY - _FORM - _HOST - _HOURS
        paper.table(rows, (_DAY, _FORM, rest, _HOST, _HOURS))


def _write_own_study(paper: WordPaper, report: LegalReport, numeral: str) -> None:
    told = "，".join(
        f"{kind.label} {number(report.hours(kind))} 学时"
        for kind in (HoursKind.COURSE, HoursKind.SESSION, HoursKind.EXTERNAL)
    )
    paper.section(f"{numeral}、个人自学和考试", f"{told}；考试 {len(report.exams)} 次。")
    rows = list(_study_rows(report.studied)) + list(_exam_rows(report.exams))
    if rows:
        rest = WIDTH - _DAY - _FORM - _HOST
        paper.table([("日期", "种类", "内容", "结果"), *rows], (_DAY, _FORM, rest, _HOST))


def _study_rows(entries: Sequence[HoursEntry]) -> Iterator[tuple[str, str, str, str]]:
    for entry in entries:
        hours = f"{number(entry.hours)} 学时"
        yield day(entry.on), entry.kind.label, entry.evidence.label, hours


def _exam_rows(entries: Sequence[HoursEntry]) -> Iterator[tuple[str, str, str, str]]:
    for entry in entries:
        score = f"{number(entry.score or Fraction(0))}%"
        yield day(entry.on), entry.kind.label, entry.evidence.label, score


def _write_plan(paper: WordPaper, report: LegalReport, numeral: str) -> None:
    plan = report.plan
    if not plan.planned:
        paper.section(f"{numeral}、年度学法计划", f"{report.year} 年没有列入计划的学习内容。")
        return
    paper.section(
        f"{numeral}、年度学法计划",
        f"列入 {plan.planned} 项，完成 {plan.done} 项，"
        f"逾期没有完成 {plan.count(PlanState.OVERDUE)} 项。",
    )
    rows = [("月份", "主题", "情况")]
    for line in plan.lines:
        if line.state is not PlanState.WITHDRAWN:
            done = day(line.done_on) if line.done_on else line.state.label
            rows.append((f"{line.item.month} 月", line.item.topic, done))
    paper.table(rows, (_HOURS, WIDTH - _HOURS - _DAY, _DAY))


def _write_duties(paper: WordPaper, report: LegalReport, numeral: str) -> None:
    spans = "、".join(
        f"{day(one.first)}至{day(one.last)}"
        for one in report.leader.responsible_until(report.as_of)
    )
    spans = spans or f"{day(report.leader.responsible[0].first)}起"
    duties = report.duties.duties
    shown = report.duties.fulfilled(report.leader.person_id)
    paper.section(
        f"{numeral}、履行推进法治建设第一责任人职责",
        f"{spans}为第一责任人。职责清单 {len(duties)} 项，有履职证据的 {shown} 项。",
    )
    for place, duty in enumerate(duties, start=1):
        paper.block(f"{place}. {duty.text}", tuple(_evidence_lines(report, duty)))


def _evidence_lines(report: LegalReport, duty: Duty) -> Iterator[str]:
    held = report.duties.evidence(duty.id, report.leader.person_id)
    for one in held:
        yield f"{day(one.on)}，{one.words}（{one.kind.label}）"
    if not held:
        yield "没有登记履职证据。"


def _write_assessment(paper: WordPaper, report: LegalReport, numeral: str) -> None:
    found = report.assessment
    if found is None:
        paper.section(f"{numeral}、年度考核", report.why_none)
        return
    paper.section(f"{numeral}、年度考核", f"{found.policy.title}：{found.standing.label}。")
    rows = [("要求", "应达到", "已达到")]
    rows += [
        (one.label, f"{number(one.needed)} {one.unit}", f"{number(one.had)} {one.unit}")
        for one in found.requirements
    ]
    paper.table(rows, (WIDTH - 2 * _DAY, _DAY, _DAY))
