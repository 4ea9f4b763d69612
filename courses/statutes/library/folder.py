"""The files of a folder: seeing that they changed, and replacing several of them as one."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from courses.errors import StudyError
from courses.statutes.library.stored_text import SUFFIX

_LOCK = ".lock"
_PART = ".part"
_WAIT_SECONDS = 60


class LibraryNotWritableError(StudyError):
    """The texts cannot be written; nothing was changed."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"不能写入法规目录 {folder}（{reason}），没有作任何改动。请检查目录权限和磁盘空间。"
        )
        self.folder = folder
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Stamp:
    """What changes when a file is replaced or written to."""

    modified: int
    size: int
    inode: int


def stamps(folder: Path) -> dict[str, Stamp]:
    """Return the stamps of the texts in a folder by name; none when there is no such folder."""
    found: dict[str, Stamp] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(SUFFIX) and not entry.name.startswith("."):
                    with suppress(FileNotFoundError):  # taken away since the folder was listed
                        found[entry.name] = stamp_of(entry.path)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    return dict(sorted(found.items()))


def stamp_of(file: Path | str) -> Stamp:
    """Return the stamp of a file. Raises OSError."""
    status = os.stat(file)  # noqa: PTH116 - the many files of a folder come as strings
    return Stamp(status.st_mtime_ns, status.st_size, status.st_ino)


def new_part(folder: Path, name: str) -> tuple[int, Path]:
    """Make an empty file that is to become the file of this name; return it opened, and its path.

    Raises OSError.
    """
    handle, path = tempfile.mkstemp(dir=folder, prefix=f".{name}-", suffix=_PART)
    return handle, Path(path)


def sweep(folder: Path, names: str) -> None:
    """Take away the parts of files of these names that a killed process left behind.

    For whoever holds the lock under which these files are written. Raises OSError.
    """
    for left in folder.glob(f".{names}-*{_PART}"):
        left.unlink(missing_ok=True)


def replace_files(folder: Path, contents: Mapping[str, bytes]) -> frozenset[str]:
    """Write files whole, all of them or none; return the names of those that were different.

    A reader sees of every file the old or the new content. Only a power cut in the moment of the
    renaming can leave some files new and others old; writing them once more completes it. Waits
    while another process writes. Raises LibraryNotWritableError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _writing_alone(folder):
            old = {name: _content(folder / name) for name in contents}
            new = {name: content for name, content in contents.items() if content != old[name]}
            _put_in_place(folder, _write_parts(folder, new), old)
    except OSError as error:
        raise LibraryNotWritableError(folder, error.strerror or str(error)) from error
    return frozenset(new)


@contextmanager
def _writing_alone(folder: Path) -> Iterator[None]:
    try:
        with FileLock(folder / _LOCK, timeout=_WAIT_SECONDS):
            sweep(folder, f"*{SUFFIX}")
            yield
    except Timeout as error:
        reason = "另一个程序正在导入，请等它完成后再试"
        raise LibraryNotWritableError(folder, reason) from error


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _write_parts(folder: Path, contents: Mapping[str, bytes]) -> dict[str, Path]:
    parts: dict[str, Path] = {}
    try:
        for name, content in contents.items():
            parts[name] = _write_part(folder, name, content)
    except BaseException:
        for part in parts.values():
            part.unlink(missing_ok=True)
        raise
    return parts


def _write_part(folder: Path, name: str, content: bytes) -> Path:
    handle, part = new_part(folder, name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _put_in_place(folder: Path, parts: Mapping[str, Path], old: Mapping[str, bytes | None]) -> None:
    """Rename the parts; when one renaming fails, bring back what the others replaced."""
    done: list[str] = []
    try:
        for name, part in parts.items():
            os.replace(part, folder / name)  # noqa: PTH105 - replaces on every platform
            done.append(name)
    except BaseException:
        for name in done:
            _bring_back(folder, name, old[name])
        for part in parts.values():
            part.unlink(missing_ok=True)
        raise


def _bring_back(folder: Path, name: str, content: bytes | None) -> None:
    if content is None:
        (folder / name).unlink(missing_ok=True)
    else:
        os.replace(_write_part(folder, name, content), folder / name)  # noqa: PTH105
