"""An empty gradebook that was created once: creating one takes seconds, copying one does not."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from grading.gradebook.gradebook import ScoringDesk


@cache
def empty_gradebook_file() -> Path:
    """Return a gradebook that was created once for all tests of this process; to be copied."""
    folder = Path(tempfile.mkdtemp(prefix="xuefa-gradebook-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    ScoringDesk.open(folder).close()
    return folder / "gradebook.db"


def give_empty_gradebook(course: Path) -> None:
    """Put a copy into the course folder of a home, so that opening it finds one."""
    course.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copy(empty_gradebook_file(), course)
