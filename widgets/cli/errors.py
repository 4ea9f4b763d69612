"""What can keep a command from doing what it was asked."""

from pathlib import Path

from courses.errors import StudyError


class NoHomeError(StudyError):
    """Nothing was ever kept in this home."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"数据文件夹 {root} 还没有使用过。请先运行 xuefa serve，或者用 --home 指明。"
        )
        self.root = root


class PortalUnreachableError(StudyError):
    """The home is in use, but the portal that uses it does not answer."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"数据文件夹 {root} 正在使用，但其中的平台没有回应。"
            "请稍候再试；仍然如此时，请停止平台再运行这个命令。"
        )
        self.root = root


class PortalRefusedError(StudyError):
    """The running portal refused a command; the message is its own."""


class PasswordsDifferError(StudyError):
    """The password was not typed the same way twice."""

    def __init__(self) -> None:
        super().__init__("两次输入的密码不一样，没有改动。请再运行一次。")


class NotAllowedAtWorkbenchError(StudyError):
    """The workbench is for authors and administrators."""

    def __init__(self, login_name: str) -> None:
        super().__init__(
            f"{login_name} 不是管理员或者教员，不能打开工作台。"
            "请用 --as 写明管理员或者教员的登录名。"
        )
        self.login_name = login_name


class WorkbenchInUseError(StudyError):
    """Only one person works at the workbench at a time."""

    def __init__(self, name: str) -> None:
        super().__init__(f"工作台正由{name}使用，请等对方关闭后再打开。")
        self.name = name


class InvalidInstrumentNameError(StudyError):
    """What stands behind --as is not the name of an instrument."""

    def __init__(self, given: str) -> None:
        super().__init__(
            f"--as 后面的写法不对：{given}。请写标识，或者 标识@施行日，"
            "如 air-pollution-law-2018@2018-10-26；标识见 xuefa statutes list。"
        )
        self.given = given


class OneFileOnlyError(StudyError):
    """--as was given with several files."""

    def __init__(self) -> None:
        super().__init__("--as 只能用于一个文件。请逐个文件导入，每次写明它的标识。")


class UnknownVariantError(StudyError):
    """A paper has no variant with this letter."""

    def __init__(self, paper_id: str, letter: str, letters: str) -> None:
        super().__init__(f"试卷 {paper_id} 没有{letter[:20]}卷，只有{'、'.join(letters)}卷。")
        self.paper_id = paper_id
        self.letter = letter


class OutputNotWritableError(StudyError):
    """Files cannot be written into the folder that was named."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"不能写入 {folder}（{reason}）。请用 --output 写明另一个文件夹，再试一次。"
        )
        self.folder = folder
        self.reason = reason


class FileThereError(StudyError):
    """A file of this name is there already; it may hold somebody's work."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"已经有这个文件，没有改动：{file}。请把它移走或者改名，再试一次。")
        self.file = file


class FileUnreadableError(StudyError):
    """A file that was named cannot be read."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"读不了文件 {file}（{reason}）。请核对文件名和权限。")
        self.file = file
        self.reason = reason


class FormatNotToldError(StudyError):
    """Neither the name of a file nor an option tells its format."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"看不出 {file.name} 是什么格式，请用 --format 写明。")
        self.file = file


class OutwardFormatError(StudyError):
    """Questions go out in this format and never come in."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} 只能导出，不能导入。")
        self.name = name
