"""What can keep a file from being imported."""

from pathlib import Path

from courses.errors import StudyError


class RefusedFileError(StudyError):
    """A file is not imported; the message says why and what to do."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(reason)
        self.file = file


class UnreadableFileError(RefusedFileError):
    """The content of a file cannot be read: damaged, encrypted, too large, of another kind."""


class ForeignFileError(RefusedFileError):
    """A file is of a kind in which no law is published; found in a folder, it is passed over."""


class UnidentifiedFileError(RefusedFileError):
    """Nothing says for certain which instrument, or which version of it, a file holds."""


class NumberingError(RefusedFileError):
    """Numbers are missing or stand twice, so that citations would point to the wrong place."""


class NothingToImportError(StudyError):
    """A path that does not exist, or a folder without files."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}：{reason}")
        self.path = path
