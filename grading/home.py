"""The home: the one folder that holds everything a bureau's platform keeps."""

import os
import re
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from courses.errors import StudyError
from courses.system_faults import reason_of
from grading.owner_only import (
    create_once,
    keep_private,
    keep_private_with_content,
    make_private_folder,
)

HOME_VARIABLE = "XUEFA_HOME"
_SECRET_BYTES = 32
_SECRET_NAME = re.compile(r"[a-z][a-z0-9-]*")


class HomeNotWritableError(StudyError):
    """The home cannot be created, or nothing can be written into it."""

    def __init__(self, root: Path, reason: str) -> None:
        super().__init__(
            f"不能写入数据目录 {root}（{reason}）。"
            f"请检查目录权限和磁盘空间，或者用 --home 另外指定一个目录。"
        )
        self.root = root
        self.reason = reason


class HomeInUseError(StudyError):
    """Another process of the platform works on the home."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"数据目录 {root} 正由另一个学法程序使用，请先停止它，再试一次。")
        self.root = root


LASTING_SECRETS = frozenset({"audit", "certificates"})
"""What was written with these can be checked with nothing else."""


class DamagedSecretError(StudyError):
    """A secret file is not as the platform wrote it."""

    def __init__(self, file: Path) -> None:
        otherwise = (
            "没有它，以前写下的内容就无从核对。确实没有备份的，先把这个文件移到别处保存，再照提示办。"
            if file.name in LASTING_SECRETS
            else "没有备份时可以删除它，程序会另建一个，此后所有人要重新登录。"
        )
        super().__init__(f"密钥文件已损坏：{file}。请从备份恢复它；{otherwise}")
        self.file = file


@dataclass(frozen=True, slots=True)
class Home:
    """Where things lie in the home; nothing is created before `prepare` is called."""

    root: Path

    @classmethod
    def default(cls, environ: Mapping[str, str] | None = None) -> "Home":
        """Return the home that XUEFA_HOME names, else the one in the user's data folder."""
        named = (os.environ if environ is None else environ).get(HOME_VARIABLE, "").strip()
        root = Path(named).expanduser() if named else user_data_path("xuefa", appauthor=False)
        return cls(root.absolute())

    @property
    def settings_file(self) -> Path:
        """Settings written by the administrator; it need not exist."""
        return self.root / "xuefa.toml"

    @property
    def records_file(self) -> Path:
        """The records database, unless the settings name another."""
        return self.root / "records.db"

    @property
    def course(self) -> Path:
        """The folder of the nbgrader course."""
        return self.root / "course"

    @property
    def gradebook_file(self) -> Path:
        """The gradebook of nbgrader, unless the settings name another."""
        return self.course / "gradebook.db"

    @property
    def secrets(self) -> Path:
        """Keys that sign cookies and commands; for the owner alone."""
        return self.root / "secrets"

    @property
    def calendars(self) -> Path:
        """Dated calendars of working days that the bureau adds."""
        return self.root / "calendars"

    @property
    def courses(self) -> Path:
        """Courses that the bureau adds."""
        return self.root / "courses"

    @property
    def bank(self) -> Path:
        """Questions that the bureau adds, in one folder per course."""
        return self.root / "bank"

    @property
    def papers(self) -> Path:
        """Papers that the bureau adds."""
        return self.root / "papers"

    @property
    def with_keys(self) -> tuple[Path, ...]:
        """The folders with the bureau's own questions, their keys, and papers."""
        return (self.bank, self.papers)

    @property
    def statutes(self) -> Path:
        """Texts of instruments that were imported, and the bureau's own instruments."""
        return self.root / "statutes"

    @property
    def evidence(self) -> Path:
        """Files that people sent as evidence of their study, named by their hashes."""
        return self.root / "evidence"

    @property
    def logs(self) -> Path:
        """What the platform logs."""
        return self.root / "logs"

    @property
    def workbench(self) -> Path:
        """Where authors work in JupyterLab."""
        return self.root / "workbench"

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder of the home."""
        return (
            self.course,
            self.secrets,
            self.calendars,
            self.courses,
            self.bank,
            self.papers,
            self.statutes,
            self.evidence,
            self.logs,
            self.workbench,
        )

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever kept here: no folder, or an empty one."""
        return not self.root.exists() or not any(self.root.iterdir())

    def prepare(self) -> None:
        """Create what is missing and change nothing else but rights. Raises HomeNotWritableError.

        A home that is made here is for its owner alone, as it holds records about people. Secrets,
        questions and papers are for the owner alone in every home, whoever wrote them there.
        """
        try:
            make_private_folder(self.root)
            for folder in self.folders:
                make_private_folder(folder)
            keep_private(self.secrets)
            for folder in self.with_keys:
                keep_private_with_content(folder)
            for folder in (self.root, *self.folders):
                with tempfile.TemporaryFile(dir=folder):
                    pass
        except OSError as error:
            raise HomeNotWritableError(self.root, reason_of(error)) from error

    def secret(self, name: str) -> bytes:
        """Return 32 random bytes that stay the same for this home; made at first use.

        A file that others may read is taken from them, and this is logged. Raises
        DamagedSecretError and HomeNotWritableError.
        """
        if not _SECRET_NAME.fullmatch(name):
            raise ValueError(f"not the name of a secret: {name!r}")
        file = self.secrets / name
        try:
            if not file.exists():
                make_private_folder(self.secrets)
                create_once(file, secrets.token_bytes(_SECRET_BYTES))
            keep_private(self.secrets)
            keep_private(file)
            content = file.read_bytes()
        except OSError as error:
            raise HomeNotWritableError(self.root, reason_of(error)) from error
        if len(content) != _SECRET_BYTES:
            raise DamagedSecretError(file)
        return content

    @contextmanager
    def serve_lock(self, wait_seconds: float = 0) -> Iterator[None]:
        """Hold the home for one process that serves or writes; a killed one lets go of it.

        Raises HomeInUseError when another process holds it for longer than `wait_seconds`.
        """
        lock = FileLock(self.root / ".lock", timeout=wait_seconds)
        try:
            lock.acquire()
        except Timeout as error:
            raise HomeInUseError(self.root) from error
        except OSError as error:
            raise HomeNotWritableError(self.root, reason_of(error)) from error
        try:
            yield
        finally:
            lock.release()
