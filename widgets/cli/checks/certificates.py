"""Checks: whether certificates can be set on this machine, and those given out still be checked."""

from courses.errors import StudyError
from grading.certificates.check_codes import SECRET, check_key
from grading.home import Home
from grading.records import migrate
from grading.records.engine import RecordsDatabase
from grading.settings import Settings
from widgets.cli.checks.finding import Finding, error, good, notice

_FONTS = "证书字体"
_KEY = "证书核验密钥"


def check_certificate_fonts() -> list[Finding]:
    """Look for the Chinese fonts that certificates are set in."""
    from grading.certificates.errors import NoChineseFontError  # noqa: PLC0415 - slow
    from grading.certificates.fonts import chinese_fonts  # noqa: PLC0415 - slow

    try:
        fonts = chinese_fonts()
    except NoChineseFontError:
        advice = "请安装 Noto Serif CJK（Debian、Ubuntu：fonts-noto-cjk）；别的功能照常使用。"
        return [notice(_FONTS, "没有中文字体，做不出培训证书", advice)]
    return [good(_FONTS, "、".join(dict.fromkeys([fonts.title[0], fonts.text[0]])))]


def check_certificate_key(home: Home, settings: Settings) -> list[Finding]:
    """See whether the key is that with which the certificates that hold were made."""
    try:
        marks = _marks(settings)
    except StudyError:
        return []  # databases are looked at elsewhere
    if not marks:
        return []
    advice = f"请从备份恢复 {home.secrets / SECRET}；恢复以前发出的证书都会显示查不到。"
    if not (home.secrets / SECRET).exists():
        return [error(_KEY, "密钥文件不在了", advice)]
    if marks != {check_key(home).mark}:
        return [error(_KEY, "密钥换过，以前发出的证书核验不了", advice)]
    return [good(_KEY, "与发出的证书相符")]


def _marks(settings: Settings) -> set[str]:
    """Return the marks of the keys of certificates; nothing before the tables are there."""
    database = RecordsDatabase(settings.database_url)
    try:
        if database.revision() != migrate.newest():
            return set()
        with database.read() as records:
            return records.certificates.key_marks()
    finally:
        database.close()
