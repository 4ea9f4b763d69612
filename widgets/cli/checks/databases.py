"""Checks: the records database, the gradebook, and the grading configuration."""

from courses.errors import StudyError
from grading.gradebook.soundness import file_of, version_of
from grading.home import Home
from grading.records import migrate
from grading.records.engine import RecordsDatabase
from grading.settings import Settings
from widgets.cli.checks.finding import Finding, error, good, notice


def check_records(settings: Settings) -> list[Finding]:
    """Open the records database without changing it, and say at which migration it is."""
    subject = "学习记录数据库"
    file = file_of(settings.database_url)
    if file is not None and not file.exists():
        return [notice(subject, "还没有建立", "运行 xuefa serve 时会建立。")]
    try:
        database = RecordsDatabase(settings.database_url)
        try:
            revision = database.revision()
        finally:
            database.close()
    except StudyError as fault:
        return [error(subject, str(fault).rstrip("。"), "处理后再运行 xuefa doctor。")]
    return [_at_revision(subject, database.address, revision)]


def check_gradebook(settings: Settings) -> list[Finding]:
    """Look through the gradebook file without changing it."""
    subject = "成绩册"
    file = file_of(settings.gradebook_url)
    if file is None:
        return [good(subject, "在数据库服务器上，这里不检查")]
    if not file.exists():
        return [notice(subject, "还没有建立", "运行 xuefa serve 时会建立。")]
    try:
        version = version_of(file)
    except StudyError as fault:
        return [error(subject, str(fault).rstrip("。"), "处理后再运行 xuefa doctor。")]
    if version is None:
        return [notice(subject, f"{file} 没有版本号", "运行 xuefa serve 时会补上。")]
    return [good(subject, f"{file}，版本 {version}")]


def check_grading_configuration(home: Home, settings: Settings) -> list[Finding]:
    """See whether nbgrader is kept from running what learners wrote."""
    from grading.gradebook.configuration import check_configuration  # noqa: PLC0415 - slow
    from grading.gradebook.course import CourseFolder  # noqa: PLC0415 - slow

    subject = "评分配置"
    if not home.course.exists() or not any(home.course.iterdir()):
        return [notice(subject, "还没有建立", "运行 xuefa serve 时会建立。")]
    try:
        check_configuration(CourseFolder(home.course), settings.gradebook_url)
    except StudyError as fault:
        return [error(subject, str(fault).rstrip("。"), "重新启动平台或者工作台即可写回。")]
    return [good(subject, "安全，评分时不运行学员写的内容")]


def _at_revision(subject: str, address: str, revision: str | None) -> Finding:
    if revision is None:
        return notice(subject, f"{address} 是空的", "运行 xuefa serve 时会建表。")
    if not migrate.knows(revision):
        advice = "请换用较新版本的程序，或者换回与本程序相配的备份。"
        return error(subject, f"{address} 的版本 {revision} 比本程序新", advice)
    if revision != migrate.newest():
        advice = "运行 xuefa serve 时会升级，请先备份。"
        return notice(subject, f"{address}，版本 {revision}，可以升级", advice)
    return good(subject, f"{address}，版本 {revision}")
