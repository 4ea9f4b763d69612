"""The folders of the nbgrader course, and files that are replaced as a whole."""

import os
from dataclasses import dataclass
from pathlib import Path

from grading.gradebook.names import NOTEBOOK, safe_name

_OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """The folder of the one course of a home.

    Sources hold keys and submissions hold answers: only the owner of the home may look inside.
    """

    root: Path

    def create(self) -> None:
        """Create the folders that are missing."""
        self.root.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        for folder in (self.incoming, self.settings, self.exchange):
            folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)

    @property
    def incoming(self) -> Path:
        """Files that are being written; nbgrader never looks here."""
        return self.root / "incoming"

    @property
    def settings(self) -> Path:
        """The Jupyter settings of the workbench."""
        return self.root / "settings"

    @property
    def exchange(self) -> Path:
        """Where nbgrader puts released feedback."""
        return self.root / "exchange"

    @property
    def database_url(self) -> str:
        """The address of the gradebook that lies in the folder."""
        return f"sqlite:///{(self.root / 'gradebook.db').absolute().as_posix()}"

    def source(self, assignment: str) -> Path:
        """Return the source notebook of an assignment."""
        return self._notebook("source", ".", assignment)

    def release(self, assignment: str) -> Path:
        """Return the notebook of an assignment for learners."""
        return self._notebook("release", ".", assignment)

    def submitted(self, learner_id: str, assignment: str) -> Path:
        """Return the notebook that a learner handed in."""
        return self._notebook("submitted", safe_name("学员编号", learner_id), assignment)

    def autograded(self, learner_id: str, assignment: str) -> Path:
        """Return the scored notebook of a learner, as formgrader shows it."""
        return self._notebook("autograded", safe_name("学员编号", learner_id), assignment)

    def feedback(self, learner_id: str, assignment: str) -> Path:
        """Return the page that tells a learner the points."""
        page = self._notebook("feedback", safe_name("学员编号", learner_id), assignment)
        return page.with_suffix(".html")

    def write(self, file: Path, content: bytes) -> None:
        """Replace a file as a whole: a reader sees the old or the new content, never a part.

        A write that was cut off leaves its part in `incoming`, where the next one overwrites it.
        """
        part = self._part(file)
        part.write_bytes(content)
        self._put(part, file)

    def link(self, file: Path, original: Path) -> None:
        """Replace a file by a second name of another one, which is much cheaper than a copy.

        Where the file system knows no second names, it is a copy.
        """
        if file.exists() and file.samefile(original):
            return  # to rename one name of a file to the other would do nothing
        part = self._part(file)
        part.unlink(missing_ok=True)
        try:
            part.hardlink_to(original)
        except OSError:
            part.write_bytes(original.read_bytes())
        self._put(part, file)

    def _put(self, part: Path, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.replace(part, file)  # noqa: PTH105 - replaces on every platform

    def _part(self, file: Path) -> Path:
        return self.incoming / "+".join(file.relative_to(self.root).parts)

    def _notebook(self, step: str, person: str, assignment: str) -> Path:
        return self.root / step / person / safe_name("试卷编号", assignment) / f"{NOTEBOOK}.ipynb"
