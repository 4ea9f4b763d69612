"""Check: the lists of duties of whoever is first responsible, each fault of each file."""

from courses.statutes.law import Law
from grading.home import Home
from grading.leadership.duty_reading import read_duty_lists
from widgets.cli.checks.finding import Finding, error, good

_SUBJECT = "第一责任人职责清单"


def check_duties(home: Home) -> list[Finding]:
    """Read the lists of package and home."""
    law, _ = Law.with_own(home.statutes)
    lists = read_duty_lists(home.root, law.registry)
    if lists.problems:
        advice = "改正这个文件；在此之前不采用它。"
        return [
            error(_SUBJECT, f"{one.file}：{one.place}：{one.message}", advice)
            for one in lists.problems
        ]
    return [good(_SUBJECT, "、".join(f"{year} 年" for year in lists.years))]
