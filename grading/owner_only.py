"""Files and folders that only their owner may read; the one place where rights are set.

On Windows the rights of the user's own folder apply, and nothing is set here.
"""

import logging
import os
import stat
import tempfile
from pathlib import Path

_log = logging.getLogger(__name__)
_HAS_MODES = os.name == "posix"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_FOLDER_MODE = stat.S_IRWXU
_FILE_MODE = stat.S_IRUSR | stat.S_IWUSR


def make_private_folder(folder: Path) -> None:
    """Create a folder that only its owner may enter. Raises OSError."""
    folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)


def keep_private(path: Path, level: int = logging.WARNING) -> None:
    """Take the rights of others off a file or folder, and log it where there were any."""
    if not _HAS_MODES or not others_may_use(path):
        return
    path.chmod(_FOLDER_MODE if path.is_dir() else _FILE_MODE)
    _log.log(level, "others could use %s; their rights were taken away", path)


def keep_private_with_content(folder: Path) -> None:
    """Take the rights of others off a folder and everything below it. Raises OSError.

    Links are left alone: what they lead to may lie anywhere. Authors write files as their editors
    do, so that this is no warning.
    """
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            keep_private(path, logging.INFO)


def others_may_use(path: Path) -> bool:
    """Say whether anybody but the owner has rights on a file or folder."""
    return _HAS_MODES and bool(path.stat().st_mode & _OTHERS)


def create_once(file: Path, content: bytes) -> bool:
    """Write a private file whole, unless it is there already; say whether it was written.

    Two processes that do so at once agree: one of them writes, and nobody sees half a file.
    Raises OSError.
    """
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    made = Path(name)  # mkstemp gives it to the owner alone
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        return _put_in_place(made, file)
    finally:
        made.unlink(missing_ok=True)


def _put_in_place(made: Path, file: Path) -> bool:
    try:
        file.hardlink_to(made)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links, such as a memory stick's
        if file.exists():
            return False
        made.replace(file)
    return True
