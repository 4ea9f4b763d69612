"""One officer down to the evidence: what is asked, what counts, and where it can be opened."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from html import escape
from typing import Any
from urllib.parse import quote

from widgets.dashboards.numbers import said
from widgets.dashboards.officer_figures import STANDINGS, Asked, asked_of

Row = Mapping[str, Any]

ADDRESSES = {
    "course": "/lesson/{}",
    "external": "/hours/proof/{}/file",
    "group_study": "/hours/group/{}",
    "session": "/training/{}",
}
"""Where the evidence of a kind is opened; exams have no page that others may see."""


def evidence_of(row: Row, year: int) -> str:
    """Return everything of one officer as HTML."""
    asked = "".join(_requirement(one, is_open=not one["is_met"]) for one in row["requirements"])
    aside = _set_aside(row["set_aside"])
    band = f"，{row['band']}" if row["band"] else ""
    return (
        f'<section class="officer-detail" aria-label="{escape(row["name"])}">'
        f"<p><strong>{escape(row['name'])}</strong>（{escape(row['department'])}）："
        f"{STANDINGS[row['standing']]}{escape(band)}，完成度 {row['percent']}%。"
        f'<a href="/assessment/{year}/{quote(row["learner_id"])}">打开考核页</a></p>'
        f'<ol class="asked-list">{asked}</ol>{aside}</section>'
    )


def _requirement(row: Row, *, is_open: bool) -> str:
    one, lines = asked_of(row), row["lines"]
    state = "已达到" if one.is_met else f"还差 {said(one.missing)} {escape(one.unit)}"
    head = (
        f"<strong>{escape(one.label)}</strong>"
        f'<span class="asked-state{"" if one.is_met else " asked-open"}">'
        f"{said(one.had)} / {said(one.needed)} {escape(one.unit)}，{state}</span>{_bar(one)}"
    )
    if not lines:
        return f'<li>{head}<p class="asked-none">还没有计入的记录。</p></li>'
    unfolded = " open" if is_open and len(lines) <= 12 else ""  # noqa: PLR2004 - fits a screen
    return (
        f"<li>{head}<details{unfolded}><summary>计入的记录（{len(lines)} 条）</summary>"
        f"{_lines(one, lines)}</details></li>"
    )


def _bar(one: Asked) -> str:
    share = min(one.had / one.needed, Fraction(1)) if one.needed else Fraction(1)
    width = int(100 * share)
    late = "" if one.is_met else " asked-late"
    return (
        '<svg class="asked-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="asked-track" width="100" height="8"/>'
        f'<rect class="asked-value{late}" width="{width}" height="8"/></svg>'
    )


def _lines(one: Asked, lines: Sequence[Row]) -> str:
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("日期", "种类", "证据", "计入", "记录人")
    )
    rows = "".join(_line(line, one.unit) for line in lines)
    return (
        f'<div class="wide-table" tabindex="0" role="region" aria-label="{escape(one.label)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _line(line: Row, unit: str) -> str:
    counted, hours = Fraction(line["counted"]), Fraction(line["hours"])
    why = f"<small>记录 {said(hours)} 学时，{escape(line['why'])}</small>" if line["why"] else ""
    return (
        f"<tr><td>{escape(line['on'])}</td><td>{escape(line['kind_label'])}</td>"
        f"<td>{_evidence(line)}</td>"
        f'<td class="number">{said(counted)} {escape(unit)}{why}</td>'
        f"<td>{escape(line['recorded_by'] or '平台')}</td></tr>"
    )


def _evidence(line: Row) -> str:
    address = ADDRESSES.get(line["kind"])
    label = escape(line["evidence"])
    return f'<a href="{address.format(quote(line["ref"]))}">{label}</a>' if address else label


def _set_aside(entries: Sequence[Row]) -> str:
    if not entries:
        return ""
    items = "".join(
        f"<li>{escape(one['on'])}，{escape(one['kind_label'])}，{_evidence(one)}，"
        f"{said(Fraction(one['hours']))} 学时</li>"
        for one in entries
    )
    return (
        f"<details><summary>没有计入的记录（{len(entries)} 条）</summary>"
        f"<p>已被更正的，不是这一年的，或者在统计日以后的。</p><ul>{items}</ul></details>"
    )
