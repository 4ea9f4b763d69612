"""What can go wrong while a bundle is made."""

from pathlib import Path

from courses.errors import StudyError


class UnknownPythonError(StudyError):
    """A version of Python for which no bundle can be made."""

    def __init__(self, version: str) -> None:
        super().__init__(f"Python 版本不对：{version}。请写成 3.11 这样，不低于 3.11。")
        self.version = version


class FolderTakenError(StudyError):
    """The folder for the bundle holds something already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"文件夹已有内容：{folder}。请换一个 --output，或者先把它移走。")
        self.folder = folder


class FetchError(StudyError):
    """pip could not bring a package for the target machine."""

    def __init__(self, requirement: str, log: Path) -> None:
        super().__init__(
            f"取不到安装包 {requirement}。请检查这台机器能否访问 pip 的软件源，"
            f"详细经过见 {log}；解决后重新运行，已下载的不会再下载。"
        )
        self.requirement = requirement
        self.log = log


class PlatformBoundError(StudyError):
    """A package without a ready wheel turned out to be bound to this machine."""

    def __init__(self, wheel: str) -> None:
        super().__init__(
            f"{wheel} 只能用在打包用的这台机器上；请在与目标相同的系统上运行 xuefa bundle。"
        )
        self.wheel = wheel


class IncompleteBundleError(StudyError):
    """The wheels gathered do not satisfy each other."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(
            f"离线安装包不完整，还缺：{'、'.join(missing)}。请先修复本机的安装再打包。"
        )
        self.missing = missing


class NoSourceError(StudyError):
    """Neither a checkout nor an installed distribution of xuefa was found."""

    def __init__(self) -> None:
        super().__init__("找不到 xuefa 自身的安装记录，无法打包。请先用 pip install 安装 xuefa。")
