"""Typer's own words in Chinese: help pages and usage errors.

Typer draws both in English and translates only a part of its strings, so the two pages are drawn
here from the same parameters instead.
"""

from collections.abc import Iterable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from widgets.cli.table import lined_up

UsageError: type[Exception] = typer.BadParameter.__base__  # type: ignore[assignment]
"""What typer raises for every wrong command line; typer keeps the class itself private."""

_HELP_ROW = ("--help", "显示这份说明")


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese throughout."""

    def format_help(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Write usage, explanation, arguments and options."""
        formatter.write(_usage(ctx) + _explanation(self.help) + _parameters(self, ctx))


class ChineseGroup(TyperGroup):
    """A group of commands whose help page is Chinese throughout."""

    def format_help(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Write usage, explanation, options and the list of commands."""
        rows = [
            (name, _first_sentence(command.help))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None and not command.hidden
        ]
        formatter.write(_usage(ctx) + _explanation(self.help) + _parameters(self, ctx))
        formatter.write(
            _section("命令", rows) + f"用 {ctx.command_path} 命令 --help 看某个命令的用法。\n"
        )


def usage_sentence(error: Exception) -> str:
    """Say in one Chinese sentence what is wrong with the command line, and where to read on.

    `error` is a usage error of typer. Its kinds are told apart by name because typer keeps the
    classes private.
    """
    name = type(error).__name__
    known = {
        "NoSuchOption": _no_such_option,
        "MissingParameter": _missing_parameter,
        "BadParameter": _bad_parameter,
        "BadOptionUsage": _bad_option_usage,
    }
    if name == "NoArgsIsHelpError":
        return str(error).rstrip()
    return known.get(name, _wrong_words)(error) + _where_to_read(error)


def _no_such_option(error: Any) -> str:
    near = "、".join(sorted(error.possibilities or ()))
    return f"没有选项 {error.option_name}" + (f"，是不是 {near}？" if near else "。")


def _missing_parameter(error: Any) -> str:
    return f"缺少{_name(error.param)}（{error.param.help}）。"


def _bad_parameter(error: Any) -> str:
    return f"{_name(error.param)} 的值不对（{error.param.help}）。"


def _bad_option_usage(error: Any) -> str:
    return f"选项 {error.option_name} 后面的值不对：要么缺少，要么多余。"


def _wrong_words(error: Any) -> str:
    group = error.ctx.command if error.ctx is not None else None
    if isinstance(group, TyperGroup):
        return f"没有这个命令，可用的命令有：{'、'.join(group.commands)}。"
    return "命令后面有多余的内容。"


def _where_to_read(error: Any) -> str:
    return f"用法见 {error.ctx.command_path} --help。" if error.ctx is not None else ""


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"参数 {parameter.metavar or parameter.name}"
    return f"选项 {parameter.opts[0]}"


def _usage(ctx: typer.Context) -> str:
    command: Any = ctx.command
    words = [p.metavar or p.name for p in command.params if p.param_type_name == "argument"]
    tail = ["命令 …"] if isinstance(command, TyperGroup) else words
    return " ".join([f"用法：{ctx.command_path}", "[选项]", *tail]) + "\n\n"


def _explanation(help_text: str | None) -> str:
    return f"{help_text.strip()}\n\n" if help_text else ""


def _parameters(command: Any, ctx: typer.Context) -> str:
    shown = [p for p in command.params if not getattr(p, "hidden", False)]
    arguments = [(p.metavar or p.name, p.help or "") for p in shown if _is_argument(p)]
    options = [_option_row(p, ctx) for p in shown if not _is_argument(p)]
    return _section("参数", arguments) + _section("选项", [*options, _HELP_ROW])


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _option_row(option: Any, ctx: typer.Context) -> tuple[str, str]:
    value = "" if option.is_flag else f" {option.metavar or '值'}"
    default = option.get_default(ctx, call=False)
    notes = []
    if option.required:
        notes.append("必填")
    if not option.is_flag and default is not None:
        notes.append(f"不写时为 {getattr(default, 'value', default)}")
    return ", ".join(option.opts) + value, option.help + (
        f"（{'；'.join(notes)}）" if notes else ""
    )


def _section(title: str, rows: Iterable[tuple[str, str]]) -> str:
    lines = lined_up(rows, indent="  ")
    return "\n".join([f"{title}：", *lines]) + "\n\n" if lines else ""


def _first_sentence(text: str | None) -> str:
    return (text or "").strip().split("\n")[0].rstrip("。")
