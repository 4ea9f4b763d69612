"""xuefa audit: whether the records are as they were written."""

import os
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from grading.assessment.reading import policy_hashes
from grading.audit.acting import PLATFORM, acting_as
from grading.audit.keys import AuditKeyThereError, audit_key, key_file, make_key
from grading.audit.labels import table_label
from grading.audit.verify import TRAIL, Finding, FindingKind, Verification, read_head
from grading.audit.verify import verify as verify_trail
from grading.home import Home, HomeInUseError
from grading.hours.evidence_store import EvidenceStore
from grading.records.audit import POLICY
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from widgets.cli.home_option import HomeOption, existing_home, open_records

FAILED = 1
_SHOWN = 50
"""So many findings are listed; the rest is counted."""

_OF_CHAIN = {
    FindingKind.BROKEN_LINK: (
        "审计链从第 {row} 条起接不上：这一条或者它前面被改过，或者不是用本单位的密钥写的"
    ),
    FindingKind.MISSING_ENTRY: "审计链缺第 {row} 条：它被删去了",
    FindingKind.CUT_OFF: "审计链里没有所给的链头（第 {row} 条）：末尾被截去，或者整条链被重写过",
}
_OF_ROWS = {
    FindingKind.CHANGED_ROW: "被改过",
    FindingKind.MISSING_ROW: "被删去了",
    FindingKind.UNTOLD_ROW: "不是由平台写入的",
    FindingKind.DAMAGED_FILE: "所附的文件找不到了，或者已经不是当时的内容",
}
_POLICY_HINT = "；考核办法的改动在平台下次启动时记入审计链"


def verify(
    printed: Annotated[
        str | None,
        typer.Option(
            "--head",
            help="以前用 xuefa audit head 打印的链头；给了它，末尾被截去也查得出",
            metavar="链头",
            show_default=False,
        ),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Follow the chain and compare every row; the exit code is 1 if something is wrong."""
    opened = existing_home(home)
    settings = read_settings(opened, os.environ)
    head = read_head(printed) if printed else None
    with closing(_with_trail(opened)) as database:
        result = verify_trail(
            database,
            audit_key(opened, settings, database.trail_length()),
            head,
            evidence=EvidenceStore(opened.evidence),
            policies=policy_hashes(opened.root),
        )
    typer.echo("\n".join(_report(result, settings.zone)))
    if result.findings:
        raise typer.Exit(FAILED)


def new_key(
    reason: Annotated[
        str, typer.Option("--reason", help="为什么另立密钥，记入审计链", metavar="原因")
    ],
    home: HomeOption = None,
) -> None:
    """Make another key for a trail whose key is lost, and tell of it in the trail.

    Raises AuditKeyThereError while there is one, and HomeInUseError while a portal runs.
    """
    opened = existing_home(home)
    settings = read_settings(opened, os.environ)
    with opened.serve_lock(), closing(open_records(opened, settings)) as database:
        database.upgrade()
        written = database.trail_length()
        file = key_file(opened, settings)
        if not written or file.exists():
            raise AuditKeyThereError(file)
        make_key(opened, settings)
        with database.begin() as records:
            records.audit.note_new_key(reason)
        typer.echo(
            f"已另立审计密钥 {file}，记为审计链第 {written + 1} 条。"
            f"此前的 {written} 条从此只能与以前打印的链头、与备份对照。请备份新密钥。"
        )


def head(home: HomeOption = None) -> None:
    """Print the end of the chain."""
    with closing(_with_trail(existing_home(home))) as database, database.read() as records:
        typer.echo(str(records.audit.head()))


def _with_trail(home: Home) -> RecordsDatabase:
    """Open the records; a home of an earlier version begins its trail now, if nobody serves it."""
    database = open_records(home)
    with suppress(HomeInUseError), home.serve_lock(), acting_as(PLATFORM):
        database.upgrade()
        database.begin_trail()
    return database


def _report(result: Verification, zone: ZoneInfo) -> Iterator[str]:
    if result.findings:
        yield f"发现 {len(result.findings)} 处不符："
        yield from (f"  {_sentence(finding)}。" for finding in result.findings[:_SHOWN])
        if len(result.findings) > _SHOWN:
            yield f"  另有 {len(result.findings) - _SHOWN} 处没有列出。"
        yield "请保留数据文件夹的现状，与最近的备份对照后再处理。"
    else:
        files = f"，{result.files} 处所附的文件都还是当时的内容" if result.files else ""
        yield f"审计链完整，{result.rows} 行记录都与写入时一致{files}。"
    yield from _of_keys(result, zone)
    if result.since is not None:
        yield _since(result, result.since.astimezone(zone))
    yield f"链头：{result.head}"


def _of_keys(result: Verification, zone: ZoneInfo) -> Iterator[str]:
    """Say from where on the chain holds, where it does not from the beginning, and other keys."""
    if result.holds_from > 1:
        yield f"从第 {result.holds_from} 条起，审计链用现在的密钥接得上。"
    for entry in result.rekeyed:
        at = entry.at.astimezone(zone)
        yield f"第 {entry.id} 条（{at:%Y-%m-%d %H:%M}）记载另立了密钥：{entry.change.detail}。"


def _since(result: Verification, since: datetime) -> str:
    kept = f"审计链共 {result.head.id} 条，从 {since:%Y-%m-%d %H:%M} 起保存"
    if not result.found_rows:
        return f"{kept}。"
    return f"{kept}；当时已有的 {result.found_rows} 项照原样记下，此前的改动不在其中。"


def _sentence(finding: Finding) -> str:
    if finding.table == TRAIL:
        return _OF_CHAIN[finding.kind].format(row=finding.row)
    told = f"（最后由审计链第 {finding.entry} 条记载）" if finding.entry else ""
    label = table_label(finding.table)
    hint = _POLICY_HINT if finding.table == POLICY else ""
    return f"{label} {finding.table} {finding.row} {_OF_ROWS[finding.kind]}{told}{hint}"
