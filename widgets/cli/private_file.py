"""Files that a command writes for its caller alone: papers, keys, banks."""

from pathlib import Path

from courses.system_faults import reason_of
from grading.owner_only import create_once, make_private_folder
from widgets.cli.errors import FileThereError, OutputNotWritableError


def write_private(file: Path, content: bytes) -> bool:
    """Write a file unless it is there, with its folder; say whether it was written.

    Raises OutputNotWritableError.
    """
    try:
        make_private_folder(file.parent)
        return create_once(file, content)
    except OSError as error:
        raise OutputNotWritableError(file.parent.absolute(), reason_of(error)) from error


def write_new(file: Path, content: bytes) -> None:
    """Write a file that must not be there yet. Raises FileThereError too."""
    if not write_private(file, content):
        raise FileThereError(file)
