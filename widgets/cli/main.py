"""The command line `xuefa`: every command in one list, and one place where errors end."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Annotated, Any

import typer

from courses.errors import StudyError
from widgets.cli.chinese import ChineseCommand, ChineseGroup, UsageError, usage_sentence
from widgets.cli.failures import record_failure
from widgets.cli.quick_start import without_collecting

with without_collecting():
    from widgets.cli import (
        assess,
        audit,
        bundle,
        check,
        doctor,
        grade,
        lab,
        people,
        quiz,
        quiz_exchange,
        serve,
        statutes,
        user,
    )

ABOUT = "学法：学法、考试和学习记录的平台。"
WRONG_USE = 2
FAILED = 1


@dataclass(frozen=True, slots=True)
class Command:
    """A command with what its help page says; the first line is shown in the list."""

    name: str
    run: Callable[..., Any]
    help: str


COMMANDS = (
    Command(
        "serve",
        serve.serve,
        "启动平台，按 Ctrl-C 停止。\n\n数据文件夹中缺少的东西会建好，已有的不会覆盖。",
    ),
    Command(
        "lab",
        lab.lab,
        "打开工作台：带 nbgrader 阅卷页的 JupyterLab，只在本机使用。\n\n"
        "工作台有数据文件夹所有者的全部权限，请只由管理员或者教员在服务器旁使用。",
    ),
    Command(
        "doctor",
        doctor.doctor,
        "逐项检查这台机器和数据文件夹，说明缺少什么、怎样处理。\n\n"
        "有错误时退出码为 1；只有提醒或者全部正常时为 0。",
    ),
    Command("check", check.check, check.HELP),
    Command(
        "grade",
        grade.grade,
        "给已交卷、还没有成绩的答卷评分。\n\n"
        "到时间没有交的先按时间到交卷。平台运行时交给平台评，不必停止；"
        "中断以后再运行一次会接着评。有没评成的，退出码为 1。",
    ),
    Command("assess", assess.assess, assess.HELP),
    Command(
        "bundle",
        bundle.bundle,
        "打成离线安装包，供没有互联网的机器安装。\n\n"
        "程序包取本机已安装的确切版本，打包时要能访问 pip 的软件源。",
    ),
)
USER_COMMANDS = (
    Command("add", user.add, "新建登录账号。"),
    Command("passwd", user.passwd, "更换一个账号的密码。"),
    Command("list", user.list_people, "列出全部账号。"),
)
PEOPLE_COMMANDS = (
    Command("template", people.template, "写一份空白名册（Excel 工作簿），供填写企业和人员。"),
    Command(
        "import",
        people.import_roster,
        "按名册新增、变更企业和人员，写明离职、停止的结束，写明返岗、恢复的重新开始。\n\n"
        "名册里没有的不受影响；有一行不合要求就什么也不改，并交还标明原因的名册，退出码为 1。"
        "新增和返岗的执法人员、领导干部每人一张登录单，凭上面的登录码设密码。",
    ),
    Command("code", people.code, "给一个账号发新的一次性登录码，旧码作废。"),
)
STATUTES_COMMANDS = (
    Command(
        "import",
        statutes.import_texts,
        "导入法规文件：docx、html、md、txt，或者放这些文件的文件夹。\n\n"
        "逐个核对条号，缺号、重号的不导入，并说明缺哪一条；其余照常导入。"
        "平台运行时也可以导入，不必停止。有文件没有导入时退出码为 1。",
    ),
    Command("list", statutes.list_texts, "列出已导入的法规，和登记了但还没有导入的法规。"),
)
QUIZ_COMMANDS = (
    Command("list", quiz.list_quizzes, "列出各课程的题数（题型、难度、知识点）和试卷。"),
    Command(
        "check",
        quiz.check,
        "检查题库和试卷：格式、引用、效力、数字，题够不够抽。\n\n"
        "有问题时退出码为 1；只有提醒或者没有问题时为 0。课文用 xuefa check 一并检查。",
    ),
    Command(
        "build",
        quiz.build,
        "组卷：从题库抽出每份试卷的各卷，发布到成绩册。\n\n"
        "题目和规则不变，抽出的就不变，再发布一次什么也不改。平台每次启动时也会这样做。",
    ),
    Command(
        "print",
        quiz.print_paper,
        "把试卷写成可以打印的 Word 文件；加 --key 另写参考答案。\n\n"
        "文件名和页脚里有试卷的标识，标识相同的试卷和参考答案才是一套。"
        "已经有的文件不会覆盖。",
    ),
    Command(
        "import",
        quiz_exchange.import_questions,
        "导入题目：Excel 工作簿、GIFT、Moodle XML。\n\n"
        "合要求的写进数据文件夹的题库；不合要求的另写一份，标明每一处，供改好后再导入。"
        "对方有而这里没有的项目逐项列出。有不合要求的题时退出码为 1。",
    ),
    Command(
        "export",
        quiz_exchange.export_questions,
        "导出一门课程的题目，或者写一份空的 Excel 工作簿供填写新题。\n\n"
        "文件里有全部答案。对方格式带不走的项目逐项列出。",
    ),
    Command(
        "stats",
        quiz.stats,
        "列出一份试卷的统计：得分率、区分度、信度，哪些题像有毛病。\n\n"
        "人数少时只能作参考，会写明。加 --key 时含正确答案，请勿给学员看。",
    ),
)
AUDIT_COMMANDS = (
    Command(
        "verify",
        audit.verify,
        "核对审计链和全部记录：哪一行被改过、被删去、不是由平台写入的。\n\n"
        "平台运行时也可以核对。有一处不符时退出码为 1，最先断开的一条列在最前。",
    ),
    Command(
        "head",
        audit.head,
        "打印审计链的链头。\n\n"
        "请定期打印，与数据分开保管；以后用 xuefa audit verify --head 核对，末尾被截去也查得出。",
    ),
    Command(
        "new-key",
        audit.new_key,
        "审计密钥丢了、备份里也找不回来时，另立一把，原因记入审计链。\n\n"
        "此前的各条从此只能与打印的链头、与备份对照。平台要先停止；密钥还在时不会另立。",
    ),
)
GROUPS = (
    ("audit", "审计链：核对记录有没有被改动，打印链头。", AUDIT_COMMANDS),
    ("people", "企业和人员：名册模板、导入、登录码。", PEOPLE_COMMANDS),
    ("user", "管理登录账号：新建、换密码、列出。", USER_COMMANDS),
    ("quiz", "题库和试卷：列出、检查、导入、导出、组卷、打印、统计。", QUIZ_COMMANDS),
    ("statutes", "导入法规的官方文本，查看有哪些。", STATUTES_COMMANDS),
)


def make_application() -> typer.Typer:
    """Return the application with every command, all of it in Chinese."""
    application = _group(ABOUT)
    application.callback(help=ABOUT)(_root)
    _add(application, COMMANDS)
    for name, explanation, commands in GROUPS:
        group = _group(explanation)
        _add(group, commands)
        application.add_typer(group, name=name)
    return application


def run() -> None:
    """Run the command line of this process and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # old Windows consoles
    sys.exit(run_arguments(sys.argv[1:]))


def run_arguments(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; every error becomes one Chinese sentence."""
    command = typer.main.get_command(make_application())
    try:
        result = command.main(list(arguments), prog_name="xuefa", standalone_mode=False)
    except StudyError as error:
        return _say(str(error), WRONG_USE)
    except typer.Abort:
        return _say("已取消。", FAILED)
    except UsageError as error:
        return _say(usage_sentence(error), WRONG_USE)
    except Exception as error:  # noqa: BLE001 - the last place before a traceback
        return _say(record_failure(error), FAILED)
    return result if isinstance(result, int) else 0


def _add(group: typer.Typer, commands: Iterable[Command]) -> None:
    for command in commands:
        group.command(command.name, cls=ChineseCommand, help=command.help)(command.run)


def _group(explanation: str) -> typer.Typer:
    return typer.Typer(
        cls=ChineseGroup,
        no_args_is_help=True,
        help=explanation,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"xuefa {version()}")
        raise typer.Exit


def version() -> str:
    """Return the installed version, or 源代码 where the program runs without installation."""
    try:
        return metadata.version("xuefa")
    except metadata.PackageNotFoundError:
        return "（源代码，未安装）"


def _root(
    _version: Annotated[
        bool,
        typer.Option("--version", help="显示版本", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Take the options that stand before any command."""


def _say(sentence: str, code: int) -> int:
    typer.echo(sentence, err=True)
    return code
