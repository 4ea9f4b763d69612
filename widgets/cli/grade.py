"""xuefa grade: results for everything that was handed in."""

import typer

from courses.errors import StudyError
from widgets.cli.errors import PortalUnreachableError
from widgets.cli.exam_desk import ExamDesk, open_exam_desk
from widgets.cli.home_option import HomeOption, existing_home
from widgets.cli.progress import with_progress

FAILED = 1
INTERRUPTED = 130


def grade(home: HomeOption = None) -> None:
    """Score what waits for its result; the exit code is 1 if something could not be scored."""
    opened = existing_home(home)
    with open_exam_desk(opened) as desk:
        waiting = desk.pending()
        try:
            failures = _score_all(desk, waiting)
        except KeyboardInterrupt:
            typer.echo("已中断。评完的成绩都已记下，再运行一次会接着评其余的。", err=True)
            raise typer.Exit(INTERRUPTED) from None
        unread = len(desk.unread())
    for attempt_id, reason in failures.items():
        typer.echo(f"这份答卷没有评成：{attempt_id}：{reason}", err=True)
    typer.echo(_summary(len(waiting) - len(failures), len(failures)))
    if unread:
        typer.echo(f"{unread} 份答卷里有简答题等待阅卷，由教员在平台的“阅卷”页完成。")
    if waiting:
        typer.echo(f"（{desk.by}）")
    if failures:
        raise typer.Exit(FAILED)


def _score_all(desk: ExamDesk, waiting: list[str]) -> dict[str, str]:
    """Score every attempt and return why some could not be, by their id."""
    failures = {}
    for attempt_id in with_progress(waiting, "评分"):
        try:
            desk.score(attempt_id)
        except PortalUnreachableError:
            raise  # the next one would wait for nobody too
        except StudyError as error:
            failures[attempt_id] = str(error)
    return failures


def _summary(scored: int, failed: int) -> str:
    if not scored and not failed:
        return "没有等待评分的答卷。"
    rest = f"，{failed} 份没有评成，再运行一次会重试" if failed else ""
    return f"已评 {scored} 份答卷{rest}。"
