"""Rosters for tests: rows that are right, and files of them."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import openpyxl

from grading.people.roster.columns import Kind, sheet_of
from grading.people.units import check_character

Row = dict[str, Any]


def credit_code(number: int) -> str:
    """Return a code that is right and belongs to nobody: the district has no such number."""
    body = f"91990000MA{number:07d}"
    return body + check_character(body)


def enterprise_row(number: int = 1, **changed: Any) -> Row:
    code = credit_code(number)
    row = {
        "企业名称": f"示范{number}厂",
        "统一社会信用代码": code,
        "行业": "示范行业",
        "排污许可管理类别": "简化管理",
        "排污许可证编号": f"{code}001P",
    }
    return row | changed


def officer_row(number: int = 1, **changed: Any) -> Row:
    row = {
        "登录名": f"zhifa{number}",
        "姓名": f"示范甲{number}",
        "部门": "示范执法一科",
        "执法证号": f"SF{number:08d}",
        "执法证有效期至": "2029-06-30",
    }
    return row | changed


def leader_row(number: int = 1, **changed: Any) -> Row:
    row = {
        "登录名": f"lingdao{number}",
        "姓名": f"示范戊{number}",
        "部门": "局领导",
        "职级": "副局长",
        "第一责任人": "否",
    }
    return row | changed


def trainee_row(number: int = 1, **changed: Any) -> Row:
    return {"企业名称": "示范1厂", "姓名": f"示范己{number}"} | changed


def roster_file(**rows: Iterable[Row]) -> bytes:
    """Return a workbook; `rows` are by kind, as in `officer=[…]`."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for kind, of_kind in rows.items():
        sheet = sheet_of(Kind(kind))
        written = workbook.create_sheet(sheet.title)
        written.append(sheet.headings)
        for row in of_kind:
            written.append([row.get(heading) for heading in sheet.headings])
    memory = io.BytesIO()
    workbook.save(memory)
    return memory.getvalue()


def csv_file(kind: str, rows: Iterable[Mapping[str, Any]], encoding: str) -> bytes:
    sheet = sheet_of(Kind(kind))
    memory = io.StringIO(newline="")
    writer = csv.DictWriter(memory, sheet.headings)
    writer.writeheader()
    writer.writerows(rows)
    return memory.getvalue().encode(encoding)


TODAY = date(2026, 9, 1)
