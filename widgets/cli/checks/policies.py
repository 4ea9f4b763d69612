"""Check: the policies of the year-end assessment, each fault of each file."""

from courses.clock import local_date, system_clock
from grading.assessment.policy import AUDIENCES
from grading.assessment.reading import HOME_FOLDER, Policies, read_home_policies
from grading.home import Home
from grading.settings import Settings
from widgets.cli.checks.finding import Finding, error, good, notice

_SUBJECT = "考核办法"


def check_policies(home: Home, settings: Settings) -> list[Finding]:
    """Read the policies of package and home; this year should have one for each audience."""
    policies = read_home_policies(home)
    if policies.problems:
        advice = "改正这个文件后重新启动；在此之前这一年不能考核。"
        return [
            error(_SUBJECT, f"{one.file}：{one.place}：{one.message}", advice)
            for one in policies.problems
        ]
    return [_of_year(policies, local_date(system_clock(), settings.zone).year)]


def _of_year(policies: Policies, year: int) -> Finding:
    found = {one.audience for one in policies.of_year(year)} if year in policies.years else set()
    absent = [name for name in AUDIENCES if name not in found]
    if absent:
        files = "、".join(f"{year}-{name}.toml" for name in absent)
        labels = "、".join(AUDIENCES[name] for name in absent)
        advice = f"请在数据文件夹的 {HOME_FOLDER} 文件夹里写好 {files}，可以照上一年的改。"
        return notice(_SUBJECT, f"没有 {year} 年{labels}的办法", advice)
    return good(_SUBJECT, "、".join(f"{one} 年" for one in policies.years))
