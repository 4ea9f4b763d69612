"""Login slips: a sheet to print, cut apart and hand out, a strip for whoever is new or back."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from grading.people.names import login_key
from grading.people.roster.plan import RosterPlan, needs_code
from grading.people.states import PersonState

_A4 = 9
_DASHED = 3
_HEIGHT = 62
_WIDTHS = (24, 27, 40)


@dataclass(frozen=True, slots=True)
class Slip:
    """What somebody needs for the first login; `code` stands nowhere else."""

    name: str
    department: str
    login_name: str
    code: str
    expires: date


def slips_for(plan: RosterPlan, codes: Mapping[str, str], expires: date) -> list[Slip]:
    """Return the slips of people who are new or back; `codes` are by login name as compared."""
    return [
        Slip(
            name=change.after.name,
            department=change.after.department or "",
            login_name=change.login_name,
            code=codes[login_key(change.login_name)],
            expires=expires,
        )
        for change in plan.changes
        if isinstance(change.after, PersonState)
        and needs_code(change)
        and login_key(change.login_name) in codes
    ]


def login_slips(slips: Iterable[Slip], address: str | None) -> bytes:
    """Return a workbook for A4; `address` is where the platform answers, if that is known."""
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(memory, options)
    sheet = workbook.add_worksheet("登录单")
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.6)
    sheet.set_header("&C学法平台登录单（沿虚线裁开，交给本人）")
    sheet.fit_to_pages(1, 0)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    plain, typed = _formats(workbook)
    for row, slip in enumerate(slips):
        sheet.set_row(row, _HEIGHT)
        sheet.write_string(row, 0, f"{slip.name}\n{slip.department}", plain)
        sheet.write_string(row, 1, f"登录名 {slip.login_name}\n登录码 {slip.code}", typed)
        sheet.write_string(row, 2, _how(slip, address), plain)
    workbook.close()
    return memory.getvalue()


def _formats(workbook: Any) -> tuple[Any, Any]:
    shared = {"text_wrap": True, "valign": "vcenter", "bottom": _DASHED, "indent": 1}
    plain = workbook.add_format(shared | {"font_name": "宋体", "font_size": 11})
    typed = workbook.add_format(shared | {"font_name": "Consolas", "font_size": 12})
    return plain, typed


def _how(slip: Slip, address: str | None) -> str:
    where = f"打开 {address.rstrip('/')}/first-login" if address else "在登录页点“第一次登录”"
    return f"{where}，填登录名和登录码，自己设密码。{slip.expires} 前有效，只能用一次。"
