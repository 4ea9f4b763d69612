"""Settings: what an administrator may choose, in xuefa.toml or in XUEFA_* variables over it."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from courses.errors import StudyError
from courses.toml_faults import why_unreadable
from grading.home import HOME_VARIABLE, Home

PREFIX = "XUEFA_"
_ADDRESS = re.compile(r"https?://[^/\s?#]+(/[^\s?#]*)?")
_DATABASE = re.compile(r"sqlite:///.+|postgresql(\+\w+)?://.+")
_PASSWORD = re.compile(r"(?<=://)([^:/@\s]*):[^@\s]*@")


class SettingsError(StudyError):
    """The settings cannot be used as they are written."""


class UnreadableSettingsError(SettingsError):
    """The settings file is no TOML or cannot be read."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"设置文件 {file} {reason}。请改正它，或者先移走它。")
        self.file = file


class WrongSettingError(SettingsError):
    """A setting has a value that is not allowed; `source` says where it was written."""

    def __init__(self, name: str, source: str, value: object, allowed: str) -> None:
        shown = _PASSWORD.sub(r"\1:***@", str(value))
        super().__init__(f"设置 {name}（来自{source}）的值 {shown} 不对：应为{allowed}。")
        self.name = name
        self.source = source
        self.value = value
        self.allowed = allowed


class UnknownSettingError(SettingsError):
    """There is no setting of this name; `nearest` is the known name most like it."""

    def __init__(self, name: str, source: str, nearest: str | None) -> None:
        hint = f"是不是想写 {nearest}？" if nearest else "请检查拼写，或者删去它。"
        super().__init__(f"没有名为 {name} 的设置（来自{source}）。{hint}")
        self.name = name
        self.source = source
        self.nearest = nearest


def _setting(default: Any, means: str, allowed: str, **limits: Any) -> Any:
    return Field(default, description=means, json_schema_extra={"allowed": allowed}, **limits)


def _whole(default: int, least: int, most: int, means: str) -> Any:
    return _setting(default, means, f" {least} 至 {most} 的整数", ge=least, le=most)


def _no_truth_value(value: object) -> object:
    """Refuse true and false, which Python would take for 1 and 0."""
    if isinstance(value, bool):
        raise ValueError(value)
    return value


Whole = Annotated[int, BeforeValidator(_no_truth_value)]


def _listed(value: object) -> object:
    """Take the comma-separated form of a variable for a list."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


class Settings(BaseModel):
    """Every setting, with its default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = _setting(
        "127.0.0.1",
        "平台在哪个网络地址上服务；0.0.0.0 表示本机的所有地址",
        "网络地址或者主机名，如 127.0.0.1",
        pattern=r"^[0-9A-Za-z.:_-]+$",
    )
    port: Whole = _whole(8000, 0, 65535, "平台的端口；0 表示由系统挑选一个空闲端口")
    public_url: str | None = _setting(
        None,
        "学员在浏览器里输入的地址；经反向代理访问时填写",
        "以 http:// 或 https:// 开头的地址，如 https://xuefa.example.com",
    )
    database_url: str = _setting(
        "",
        "学习记录数据库的地址；不写就用数据目录里的 records.db",
        "sqlite:///文件路径，或者 postgresql+psycopg://用户名:口令@主机/库名",
    )
    gradebook_url: str = _setting(
        "",
        "nbgrader 成绩册的地址；不写就用数据目录里的 course/gradebook.db",
        "sqlite:///文件路径，或者 postgresql+psycopg://用户名:口令@主机/库名",
    )
    audit_key_file: str = _setting(
        "",
        "审计链密钥的文件；不写就用数据目录里的 secrets/audit，写成别处可以与数据分开保管",
        "文件路径，如 /etc/xuefa/audit.key",
    )
    session_hours: Whole = _whole(12, 1, 720, "登录一次有效多少小时")
    kernels_per_user: Whole = _whole(3, 1, 50, "每人最多同时打开多少个课文或者看板页面")
    kernels_total: Whole = _whole(40, 1, 1000, "所有人最多同时打开多少个课文或者看板页面")
    kernel_idle_minutes: Whole = _whole(30, 1, 1440, "课文或者看板页面闲置多少分钟后收回")
    pages_at_once: Whole = _whole(4, 1, 64, "同时生成多少个课文或者看板页面")
    trusted_proxies: Annotated[tuple[str, ...], BeforeValidator(_listed)] = _setting(
        (),
        "可以信任的反向代理的网络地址；只有它们转告的访问者地址才算数",
        '网络地址的列表，如 ["127.0.0.1"]（变量里用逗号隔开）',
    )
    time_zone: str = _setting(
        "Asia/Shanghai",
        "日期、年度和期限按哪个时区计算",
        "时区名称，如 Asia/Shanghai",
    )
    essay_markers: Whole = _whole(1, 1, 2, "每份简答题由几位阅卷人分别打分")
    essay_difference: Whole = _whole(
        20, 0, 100, "两位阅卷人的打分最多可以相差本题满分的百分之几；超过时由第三人决定"
    )
    carry_seconds: Whole = _whole(20, 1, 3600, "每隔多少秒把在工作台里改动的分数转入学习记录")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = _setting(
        "INFO", "日志记到多细", " DEBUG、INFO、WARNING、ERROR 之一"
    )

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of dates, years and deadlines."""
        return ZoneInfo(self.time_zone)

    @field_validator("public_url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is None or _ADDRESS.fullmatch(value):
            return value.rstrip("/") if value else None
        raise ValueError(value)

    @field_validator("database_url", "gradebook_url")
    @classmethod
    def _is_database(cls, value: str) -> str:
        if not _DATABASE.fullmatch(value):
            raise ValueError(value)
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _are_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(str(ip_address(address)) for address in value)

    @field_validator("time_zone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, OSError) as error:
            raise ValueError(value) from error
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingDescription:
    """A setting as README and `xuefa doctor` show it; the texts are Chinese."""

    name: str
    variable: str
    default: str
    means: str
    allowed: str


def describe_settings() -> tuple[SettingDescription, ...]:
    """Return every setting in the order in which they are shown."""
    return tuple(
        SettingDescription(
            name=name,
            variable=PREFIX + name.upper(),
            default=_shown_default(field.default),
            means=field.description or "",
            allowed=_allowed(name),
        )
        for name, field in Settings.model_fields.items()
    )


def read_settings(home: Home, environ: Mapping[str, str]) -> Settings:
    """Read the settings of a home; variables beat the file, and both beat the defaults.

    Raises UnreadableSettingsError, UnknownSettingError and WrongSettingError for the first fault.
    """
    given: dict[str, object] = {
        "database_url": _sqlite_address(home.records_file),
        "gradebook_url": _sqlite_address(home.gradebook_file),
    }
    sources = dict.fromkeys(given, "默认值")
    in_file, in_variables = _read_file(home.settings_file), _read_variables(environ)
    given |= in_file | in_variables
    sources |= dict.fromkeys(in_file, f"文件 {home.settings_file}")
    sources |= {name: f"环境变量 {PREFIX}{name.upper()}" for name in in_variables}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise WrongSettingError(name, sources[name], given[name], _allowed(name)) from error


def _sqlite_address(file: Path) -> str:
    """Write a path as an address, in which ? and % would have a meaning of their own."""
    return f"sqlite:///{file.as_posix().replace('%', '%25').replace('?', '%3F')}"


def _read_file(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        # editors on Windows begin the file with a byte order mark
        values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise UnreadableSettingsError(file, why_unreadable(error)) from error
    for name in values:
        _refuse_unknown(name, name, f"文件 {file}", prefix="")
    return values


def _read_variables(environ: Mapping[str, str]) -> dict[str, str]:
    values = {}
    for variable, value in environ.items():
        # an empty variable is how start scripts say that nothing was chosen
        if variable.startswith(PREFIX) and variable != HOME_VARIABLE and value.strip():
            name = variable.removeprefix(PREFIX).lower()
            _refuse_unknown(name, variable, "环境变量", prefix=PREFIX)
            values[name] = value
    return values


def _refuse_unknown(name: str, written: str, source: str, *, prefix: str) -> None:
    if name in Settings.model_fields:
        return
    near = difflib.get_close_matches(name.lower(), Settings.model_fields, n=1)
    nearest = (prefix + (near[0].upper() if prefix else near[0])) if near else None
    raise UnknownSettingError(written, source, nearest)


def _allowed(name: str) -> str:
    extra = Settings.model_fields[name].json_schema_extra
    return str(extra["allowed"]) if isinstance(extra, dict) else ""


def _shown_default(default: object) -> str:
    if isinstance(default, tuple):
        return "[]"
    return str(default) if default not in (None, "") else "（不写）"
