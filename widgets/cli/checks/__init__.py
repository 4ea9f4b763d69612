"""The checks of `xuefa doctor`, one file per subject, and the order in which they run."""

from collections.abc import Callable, Mapping

from grading.home import Home
from widgets.cli.checks import (
    audit_key,
    certificates,
    databases,
    duties,
    evidence,
    home,
    machine,
    policies,
    port,
    versions,
)
from widgets.cli.checks.finding import Finding, error

__all__ = ["all_findings"]


def all_findings(of: Home, environ: Mapping[str, str]) -> list[Finding]:
    """Run every check on a home; nothing in it is changed.

    Checks that need settings are left out when the settings cannot be read.
    """
    settings, about_settings = home.check_settings(of, environ)
    checks: list[Callable[[], list[Finding]]] = [
        versions.check_python,
        versions.check_packages,
        machine.check_programs,
        machine.check_fonts,
        certificates.check_certificate_fonts,
        lambda: home.check_home(of),
        lambda: home.check_room(of),
        lambda: about_settings,
        lambda: home.check_content(of),
    ]
    if settings is not None:
        checks += [
            lambda: policies.check_policies(of, settings),
            lambda: duties.check_duties(of),
            lambda: machine.check_time_zone(settings.time_zone),
            lambda: port.check_port(of, settings),
            lambda: databases.check_records(settings),
            lambda: audit_key.check_audit_key(of, settings),
            lambda: evidence.check_evidence(of, settings),
            lambda: certificates.check_certificate_key(of, settings),
            lambda: databases.check_gradebook(settings),
            lambda: databases.check_grading_configuration(of, settings),
        ]
    return [finding for check in checks for finding in _carried_out(check)]


def _carried_out(check: Callable[[], list[Finding]]) -> list[Finding]:
    """Turn a check that fails itself into a finding, so that the others are still seen."""
    try:
        return check()
    except OSError as fault:
        text = f"检查时出错：{fault.filename}（{fault.strerror}）"
        return [error("检查", text, "请检查这个文件或者文件夹的权限。")]
