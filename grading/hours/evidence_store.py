"""Where uploaded files lie: one folder, one file for each content, for the owner alone."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from grading.hours.errors import DamagedEvidenceError
from grading.hours.file_kinds import file_kind
from grading.hours.model import FileKind, StoredFile
from grading.owner_only import create_once, make_private_folder

_LONGEST_NAME = 120


class EvidenceStore:
    """Files in a folder, each named by the SHA-256 of its content and never changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(
        self, content: bytes, name: str, kind_of: Callable[[bytes], FileKind] = file_kind
    ) -> StoredFile:
        """Store a file; one that is there already stays. `kind_of` says which are taken.

        Raises UnreadableFileError and OSError.
        """
        kind = kind_of(content)
        sha256 = hashlib.sha256(content).hexdigest()
        make_private_folder(self._folder)
        create_once(self._folder / sha256, content)
        return StoredFile(sha256, kind, len(content), shown_name(name, kind.ending))

    def read(self, sha256: str) -> bytes:
        """Return a content that is just as it was stored. Raises DamagedEvidenceError."""
        try:
            content = (self._folder / sha256).read_bytes()
        except (OSError, ValueError) as error:  # ValueError: no name of a file at all
            raise DamagedEvidenceError(sha256) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedEvidenceError(sha256)
        return content


def shown_name(name: str, ending: str) -> str:
    """Return what a sent file is called on screen: its last part, without what cannot be seen."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(character for character in last if character.isprintable()).strip()
    return seen[-_LONGEST_NAME:] or f"未命名{ending}"
