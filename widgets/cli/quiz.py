"""xuefa quiz: the question bank and the papers from the command line."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from courses.catalogue import Course
from grading.content import Content, read_content
from grading.reports.statistics_model import Counted
from quizzes.draw import Variant, draw_variants
from quizzes.kinds import KINDS
from quizzes.model import Question
from quizzes.paper import MODES, Paper
from widgets.cli.check import (
    DateOption,
    check_quizzes_of_home,
    count_of_findings,
    finding_lines,
    today_at,
)
from widgets.cli.errors import UnknownVariantError
from widgets.cli.exam_desk import open_exam_desk
from widgets.cli.exports import note_exports
from widgets.cli.home_option import HomeOption, chosen_home, existing_home, open_records
from widgets.cli.private_file import write_private
from widgets.cli.progress import with_progress
from widgets.cli.quiz_statistics import statistics_lines
from widgets.cli.table import lined_up

FAILED = 1
KEY_WARNING = "参考答案内有全部答案，只给阅卷人；考试结束以前，不要放在应考人员打得开的地方。"
_INDENT = "  "


def list_quizzes(
    course: Annotated[
        str | None,
        typer.Option(help="只列这门课程的，写课程编号", metavar="课程", show_default=False),
    ] = None,
    home: HomeOption = None,
) -> None:
    """List how many questions there are of which sort, and the papers."""
    content = read_content(chosen_home(home))
    chosen = [content.catalogue.course(course)] if course else content.catalogue.courses
    for one in chosen:
        typer.echo("\n".join(_course_lines(one, content)) + "\n")
    if content.quizzes.problems:
        count = len(content.quizzes.problems)
        typer.echo(f"题库和试卷有 {count} 处问题，有问题的没有算在内，详见 xuefa quiz check。")


def check(on: DateOption = None, home: HomeOption = None) -> None:
    """Check the bank and the papers; the exit code is 1 if there is a problem."""
    where = chosen_home(home)
    report = check_quizzes_of_home(where, on.date() if on else today_at(where))
    counts = report.counts
    summary = (
        f"按 {report.on} 的法律检查了全部试卷和 {counts.questions} 道题，"
        f"{counts.citations} 处引用、{counts.figures} 个数字：{count_of_findings(report)}"
    )
    typer.echo("\n".join([*finding_lines(report), summary]))
    if report.problems:
        raise typer.Exit(FAILED)


def build(
    papers: Annotated[
        list[str] | None,
        typer.Argument(help="试卷编号，可写多个；不写就是全部试卷", metavar="试卷"),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Draw the variants of papers and publish them."""
    opened = existing_home(home)
    content = read_content(opened)
    shelf = content.quizzes.shelf
    chosen = [shelf.paper(paper) for paper in papers] if papers else list(shelf.all())
    lines, outdated = [], []
    with open_exam_desk(opened) as desk:
        try:
            for paper in with_progress(chosen, "组卷"):
                published = desk.build(paper.id)
                variants = draw_variants(paper, content.quizzes.bank_for(paper))
                lines.append(_built(paper, variants, published))
                if published != [variant.assignment for variant in variants]:
                    outdated.append(paper.title)
        finally:  # below the bar, also when one paper could not be built
            typer.echo("\n".join(lines))
    typer.echo(f"共 {len(chosen)} 份试卷。（{desk.by}）")
    if outdated:
        typer.echo(
            f"平台启动以后，{'、'.join(outdated)}的题目或者规则改过，"
            "正在运行的平台还用原来的。重新启动平台以后才会采用。"
        )


def print_paper(
    paper: Annotated[str, typer.Argument(help="试卷编号，见 xuefa quiz list", metavar="试卷")],
    variant: Annotated[
        str | None,
        typer.Option(help="哪一卷，如 A；不写就每一卷都印", metavar="字母", show_default=False),
    ] = None,
    key: Annotated[bool, typer.Option("--key", help="另外写一份参考答案，供阅卷用")] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            help="写到哪个文件夹，没有就新建；不写就写到当前文件夹",
            metavar="文件夹",
            show_default=False,
        ),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Write papers as Word files, and their keys if they are asked for."""
    opened = chosen_home(home)
    content = read_content(opened)
    wanted = content.quizzes.shelf.paper(paper)
    variants = _chosen(wanted, draw_variants(wanted, content.quizzes.bank_for(wanted)), variant)
    files = _files(wanted, variants, content, with_key=key)
    note_exports(opened, files)
    for name, text in files:
        typer.echo(_written(output or Path(), name, text))
    typer.echo("这些文件只有你本人能打开；试卷在开考以前也要保密。")
    if key:
        typer.echo(KEY_WARNING)


def stats(
    paper: Annotated[str, typer.Argument(help="试卷编号，见 xuefa quiz list", metavar="试卷")],
    counted: Annotated[
        Counted,
        typer.Option(help="统计哪些作答：first 每人第一次，all 全部", metavar="first|all"),
    ] = Counted.FIRST,
    key: Annotated[bool, typer.Option("--key", help="连各选项和正确答案一起列出")] = False,
    home: HomeOption = None,
) -> None:
    """Print how a paper and each of its questions measure."""
    database = open_records(existing_home(home))
    try:
        for line in statistics_lines(database, paper, counted, with_key=key):
            typer.echo(line)
    finally:
        database.close()


def _course_lines(course: Course, content: Content) -> list[str]:
    questions = content.quizzes.bank.of_course(course.id)
    papers = [one for one in content.quizzes.shelf.all() if one.course == course.id]
    secret = len(content.quizzes.exam_bank.of_course(course.id))
    apart = f"，另有 {secret} 道只用于正式考试" if secret else ""
    return [
        f"《{course.title}》（{course.id}）：{len(questions)} 道题{apart}，{len(papers)} 份试卷",
        *lined_up(_count_rows(questions), indent=_INDENT),
        f"{_INDENT}知识点",
        *lined_up(_topic_rows(course, questions), indent=_INDENT * 2),
        *([f"{_INDENT}试卷"] if papers else []),
        *lined_up([_paper_row(one) for one in papers], indent=_INDENT * 2),
    ]


def _count_rows(questions: Iterable[Question]) -> list[tuple[str, str]]:
    kinds = Counter(question.kind for question in questions)
    levels = Counter(question.difficulty for question in questions)
    by_kind = [f"{kind.label} {kinds[name]}" for name, kind in KINDS.items() if kinds[name]]
    by_level = [f"{level} 级 {levels[level]}" for level in sorted(levels)]
    return [("题型", "，".join(by_kind) or "没有题"), ("难度", "，".join(by_level) or "没有题")]


def _topic_rows(course: Course, questions: Iterable[Question]) -> list[tuple[str, ...]]:
    points = Counter(question.point for question in questions)
    return [(topic, label, f"{points[topic]} 道") for topic, label in course.topics.items()]


def _paper_row(paper: Paper) -> tuple[str, ...]:
    count = sum(rule.count for rule in paper.draw)
    size = f"{count} 题 {paper.points} 分"
    return paper.id, paper.title, MODES[paper.mode], size, f"{paper.variants} 卷"


def _built(paper: Paper, variants: tuple[Variant, ...], published: list[str]) -> str:
    used = Counter(e.question.id for variant in variants for e in variant.questions)
    repeated = sum(1 for times in used.values() if times > 1)
    count = sum(rule.count for rule in paper.draw)
    shared = f"，各卷之间重复 {repeated} 题" if len(variants) > 1 else ""
    names = "、".join(published)
    return f"{paper.title}：{len(published)} 卷，每卷 {count} 题 {paper.points} 分{shared}：{names}"


def _chosen(paper: Paper, variants: tuple[Variant, ...], letter: str | None) -> tuple[Variant, ...]:
    if letter is None:
        return variants
    found = tuple(one for one in variants if one.letter == letter.strip().upper())
    if not found:
        raise UnknownVariantError(paper.id, letter, "".join(one.letter for one in variants))
    return found


def _files(
    paper: Paper, variants: Iterable[Variant], content: Content, *, with_key: bool
) -> list[tuple[str, bytes]]:
    # python-docx takes a moment to import, and other commands do without
    from quizzes.printing.key import print_key  # noqa: PLC0415
    from quizzes.printing.paper import print_paper as print_sheet  # noqa: PLC0415
    from quizzes.printing.sheet import lay_out  # noqa: PLC0415

    files = []
    for variant in variants:
        sheet = lay_out(paper, variant)
        files.append((f"{sheet.name}-试卷.docx", print_sheet(sheet)))
        if with_key:
            text = print_key(sheet, content.law.registry)
            files.append((f"{sheet.name}-参考答案.docx", text))
    return files


def _written(folder: Path, name: str, content: bytes) -> str:
    """Write a file for its owner alone; one of this name has this content and stays."""
    is_new = write_private(folder / name, content)
    return f"{'已写好' if is_new else '已经有了，没有改动'}：{folder / name}"
