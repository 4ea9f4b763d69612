"""xuefa quiz import and export: questions from and for other programs."""

from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from courses.catalogue import Course
from courses.system_faults import reason_of
from grading.content import Content, read_content
from quizzes.content import EXAMS, question_faults
from quizzes.exchange.bank_file import write_bank_file, write_draft_file
from quizzes.exchange.report import Draft, Imported, LeftOut
from quizzes.model import Question
from widgets.cli.errors import FileUnreadableError, FormatNotToldError, OutwardFormatError
from widgets.cli.exports import note_exports
from widgets.cli.home_option import HomeOption, chosen_home
from widgets.cli.private_file import write_new

FAILED = 1
KEY_WARNING = "文件里有全部答案，只有你本人能打开，请勿给学员看。"
WORKBOOK = "xlsx"
Reader = Callable[..., Imported]
_FORMATS = "xlsx（Excel 工作簿）、gift、moodle（Moodle XML）"


def export_questions(
    course: Annotated[str, typer.Argument(help="课程编号，见 xuefa quiz list", metavar="课程")],
    written: Annotated[
        str,
        typer.Option("--format", help=f"{_FORMATS}、qti（QTI 2.1，只能导出）", metavar="格式"),
    ] = WORKBOOK,
    template: Annotated[
        bool, typer.Option("--template", help="只写一份空的 Excel 工作簿，供填写新题")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            help="写成哪个文件，须还没有；不写就用课程编号命名，写到当前文件夹",
            metavar="文件",
            show_default=False,
        ),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Write the questions of a course, or an empty workbook for new ones, into a file."""
    from quizzes.exchange.formats import get_format  # noqa: PLC0415 - its libraries are slow

    form = get_format(WORKBOOK if template else written)
    opened = chosen_home(home)
    content = read_content(opened)
    chosen = content.catalogue.course(course)
    questions = () if template else content.quizzes.bank.of_course(chosen.id)
    file = output or Path(f"{chosen.id}{'-空白' if template else ''}{form.suffix}")
    is_workbook = form is get_format(WORKBOOK)
    exported = form.write(questions, chosen.topics) if is_workbook else form.write(questions)
    if not template:
        note_exports(opened, [(file.name, exported.content)])
    write_new(file, exported.content)
    _tell(exported.left_out)
    if template:
        typer.echo(f"空白工作簿已写好：{file}。填好后用 xuefa quiz import 导入。")
    else:
        typer.echo(f"《{chosen.title}》的题目（题库中 {len(questions)} 道）已写好：{file}")
        if exported.left_out:
            typer.echo(f"有 {len(exported.left_out)} 处没有原样带走，见上面的“注意”。")
        typer.echo(KEY_WARNING)


def import_questions(
    file: Annotated[Path, typer.Argument(help="要导入的文件", metavar="文件")],
    *,
    course: Annotated[str, typer.Option(help="导入哪门课程，写课程编号", metavar="课程")],
    formal: Annotated[
        bool,
        typer.Option("--formal", help="只用于正式考试：不进练习、错题本、法条页和导出"),
    ] = False,
    written: Annotated[
        str | None,
        typer.Option(
            "--format",
            help=f"{_FORMATS}；不写时按文件名判断",
            metavar="格式",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            help="不合要求的题写到哪个文件夹；不写就写在导入的文件旁边",
            metavar="文件夹",
            show_default=False,
        ),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Add the questions of a file to the bank; the exit code is 1 when some are not fit for it."""
    name, suffix, read = _reader(file, written)
    opened = chosen_home(home)
    content = read_content(opened)
    chosen = content.catalogue.course(course)
    source = _read(file)
    imported = _imported(read, source, content, chosen)
    known = _held(content)
    fresh = [one for one in imported.questions if one.id not in known]
    stem = _stem(file, suffix)
    if fresh:
        opened.prepare()
        folder = opened.bank / chosen.id / (EXAMS if formal else "")
        bank_file = _free(folder / f"{stem}.toml")
        write_new(bank_file, write_bank_file(fresh, f"由 {file.name} 导入").encode())
        typer.echo(f"已导入 {len(fresh)} 道题：{bank_file}。平台下次启动后采用。")
    if held := len(imported.questions) - len(fresh):
        typer.echo(f"{held} 道题已在题库中，没有变化。")
    _tell(imported.left_out)
    if imported.drafts:
        _tell_drafts(imported.drafts)
        typer.echo(_keep_drafts(name, source, imported, (output or file.parent) / stem))
        raise typer.Exit(FAILED)
    if not imported.questions:
        typer.echo("文件里没有题目。")


def _reader(file: Path, written: str | None) -> tuple[str, str, Reader]:
    """Return the name of a file's format, how its files end, and what reads them."""
    from quizzes.exchange.formats import find_format, get_format  # noqa: PLC0415 - slow

    name = written or find_format(file.name)
    if name is None:
        raise FormatNotToldError(file)
    form = get_format(name)
    if form.read is None:
        raise OutwardFormatError(form.label)
    return name, form.suffix, form.read


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise FileUnreadableError(file, reason_of(error)) from error


def _imported(read: Reader, source: bytes, content: Content, course: Course) -> Imported:
    """Read the questions and judge them as those of a course, beside what the bank holds."""
    held = _held(content)
    cases = {question.case.id for question in held.values() if question.case}

    def check(question: Question) -> list[str]:
        faults = question_faults(course, question, content.law.registry)
        if held.get(question.id, question) != question:
            faults.append("id：题库中已有这个编号，内容不同；编号一经使用不得再用，请换一个")
        if question.case and question.case.id in cases and question.id not in held:
            faults.append("id：题库中已有这个案例，不能再加一问；请换一个案例编号")
        return faults

    return read(source, check=check)


def _held(content: Content) -> dict[str, Question]:
    """Return every question by id, also those for formal exams: an id is never used again."""
    quizzes = content.quizzes
    return {
        question.id: question for bank in (quizzes.bank, quizzes.exam_bank) for question in bank
    }


def _stem(file: Path, suffix: str) -> str:
    """Return the name of a file without the ending of its format."""
    is_usual = file.name.lower().endswith(suffix) and len(file.name) > len(suffix)
    return file.name[: -len(suffix)] if is_usual else file.stem


def _free(file: Path) -> Path:
    """Return the name, or the first numbered one that no file has."""
    names = (file.with_name(f"{file.stem}-{number}{file.suffix}") for number in count(2))
    return file if not file.exists() else next(one for one in names if not one.exists())


def _keep_drafts(name: str, source: bytes, imported: Imported, stem: Path) -> str:
    """Write what is not fit for the bank where its author can go on with it; say how."""
    if name == WORKBOOK:
        from quizzes.exchange.xlsx_in import mark_faults  # noqa: PLC0415 - openpyxl is slow

        file = _free(stem.with_name(f"{stem.name}-标错.xlsx"))
        write_new(file, mark_faults(source, imported))
        return f"有错的格子已标红：{file}。改好后导入这个文件，已导入的题不会重复。"
    file = _free(stem.with_name(f"{stem.name}-待补.toml"))
    write_new(file, write_draft_file(imported.drafts).encode())
    return f"缺的内容已写在每道题上方：{file}。补好后放进题库文件夹，用 xuefa quiz check 检查。"


def _tell_drafts(drafts: Iterable[Draft]) -> None:
    for draft in drafts:
        told = "；".join(str(fault) for fault in draft.faults)
        typer.echo(f"不合要求：{draft.place}：{told}", err=True)


def _tell(left_out: Iterable[LeftOut]) -> None:
    for one in left_out:
        typer.echo(f"注意：{one}", err=True)
