"""xuefa doctor: what is missing or wrong on this machine, and what to do about it."""

import os

import typer

from widgets.cli.checks import all_findings
from widgets.cli.checks.finding import Finding, Level
from widgets.cli.home_option import HomeOption, chosen_home
from widgets.cli.table import lined_up

_ADVICE_INDENT = " " * 6


def doctor(home: HomeOption = None) -> None:
    """Print every finding with what to do about it; the exit code is 1 if one is an error."""
    findings = all_findings(chosen_home(home), os.environ)
    typer.echo("\n".join(_report(findings)))
    if any(finding.level is Level.ERROR for finding in findings):
        raise typer.Exit(1)


def _report(findings: list[Finding]) -> list[str]:
    table = lined_up([(one.level, one.subject, one.text) for one in findings])
    lines: list[str] = []
    for row, finding in zip(table, findings, strict=True):
        lines.append(row)
        if finding.advice:
            lines.append(f"{_ADVICE_INDENT}→ {finding.advice}")
    return [*lines, _summary(findings)]


def _summary(findings: list[Finding]) -> str:
    counts = {level: sum(f.level is level for f in findings) for level in Level}
    return "　".join(f"{level} {count} 项" for level, count in counts.items())
