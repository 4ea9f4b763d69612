"""What a paper allows: when an attempt may begin, how long it lasts, when answers may be seen."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from courses.clock import HOME_ZONE
from grading.records.attempts import StoredAttempt
from quizzes.paper import Paper

ALL_UNREAD = "您交过的答卷里还有简答题没有阅完，这份试卷没有别的卷别可换。阅完以后可以再考。"
"""Why no attempt may begin while every variant waits for a marker."""


def refusal(
    paper: Paper, earlier: Sequence[StoredAttempt], now: datetime, zone: ZoneInfo = HOME_ZONE
) -> str | None:
    """Say, in Chinese, why no new attempt may begin now; None when one may.

    `earlier` are the person's attempts at the paper, newest first, all handed in.
    """
    if paper.opens is not None and now < paper.opens:
        return f"考试还没有开始，{_said(paper.opens, zone)}起可以作答，请届时再来。"
    if paper.closes is not None and now >= paper.closes:
        return f"考试已于{_said(paper.closes, zone)}结束，不能再作答。"
    if len(earlier) >= paper.attempts:
        return used_up(paper)
    ready_at = next_attempt_at(paper, earlier)
    if ready_at is not None and now < ready_at:
        return (
            f"两次作答之间要间隔 {paper.wait_minutes} 分钟，{_said(ready_at, zone)}以后可以再考。"
        )
    return None


def used_up(paper: Paper) -> str:
    """Say, in Chinese, that no attempt is left."""
    return f"{paper.attempts} 次作答机会已经用完，以最好的一次为准。"


def next_attempt_at(paper: Paper, earlier: Sequence[StoredAttempt]) -> datetime | None:
    """Return when the wait after the last hand-in is over; None before the first attempt."""
    handed_in = [attempt.handed_in_at for attempt in earlier if attempt.handed_in_at]
    return max(handed_in) + timedelta(minutes=paper.wait_minutes) if handed_in else None


def deadline(paper: Paper, started_at: datetime) -> datetime:
    """Return when an attempt ends: after the paper's minutes, or earlier when the paper closes."""
    end = started_at + paper.duration
    return end if paper.closes is None else min(end, paper.closes)


def answers_hidden(paper: Paper, now: datetime, zone: ZoneInfo = HOME_ZONE) -> str | None:
    """Say, in Chinese, why a scored attempt shows no right answers now; None when it does."""
    if paper.shows_answers_at(now):
        return None
    if paper.closes is None or paper.answers_shown == "never":
        return "这份试卷不公布答案和解析，这里只列成绩。有疑问请找教员。"
    return f"答案和解析在考试结束（{_said(paper.closes, zone)}）以后公布，请到时再打开这个页面。"


def _said(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"
