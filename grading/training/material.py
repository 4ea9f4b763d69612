"""Material of a session: files for everybody who signed in, checked by what is in them."""

import io
import zipfile

from courses.clock import Clock
from grading.hours.errors import UnreadableFileError
from grading.hours.evidence_store import EvidenceStore
from grading.hours.file_kinds import file_kind
from grading.hours.model import FileKind
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.training.errors import MoveRefusedError, UnknownMaterialError
from grading.training.model import Material
from grading.training.planning import get_session

LARGEST_MATERIAL = 20 * 1024 * 1024
"""Bytes."""

MOST_FILES = 20

_ZIP = b"PK\x03\x04"
_CONTENTS = "[Content_Types].xml"
_OFFICE = {"word/document.xml": FileKind.DOCX, "ppt/presentation.xml": FileKind.PPTX}
_WITH_MACROS = ("vbaproject.bin", "vbadata.xml")


class Materials:
    """Keeping and giving out material; any thread may use it."""

    def __init__(self, database: RecordsDatabase, store: EvidenceStore, clock: Clock) -> None:
        self._database = database
        self._store = store
        self._clock = clock

    def of_session(self, session_id: int) -> list[Material]:
        """Return what is given out."""
        with self._database.read() as records:
            return records.training.materials(session_id)

    def add(self, staff: Person, session_id: int, content: bytes, name: str) -> None:
        """Give out a file.

        Raises UnreadableFileError, MoveRefusedError and UnknownTrainingSessionError.
        """
        file = self._store.keep(content, name, material_kind)
        with self._database.begin() as records:
            session, held = get_session(records, session_id), records.training.materials(session_id)
            if session.is_cancelled:
                raise MoveRefusedError("已经取消的培训不再发资料。")
            if len(held) >= MOST_FILES:
                raise MoveRefusedError(f"一期培训至多 {MOST_FILES} 份资料。请先撤下不用的。")
            if any(one.file.sha256 == file.sha256 for one in held):
                raise UnreadableFileError("同样的文件已经上传过，不用再传。")
            records.training.add_material(session_id, file, staff.id, self._clock())

    def remove(self, staff: Person, session_id: int, material_id: int) -> None:
        """Give a file out no more. Raises UnknownMaterialError."""
        with self._database.begin() as records:
            material = _get(records.training.materials(session_id), material_id)
            records.training.end_material(material.id, staff.id, self._clock())

    def content(self, session_id: int, material_id: int) -> tuple[Material, bytes]:
        """Return a file that is given out. Raises UnknownMaterialError, DamagedEvidenceError."""
        with self._database.read() as records:
            material = _get(records.training.materials(session_id), material_id)
        return material, self._store.read(material.file.sha256)


def material_kind(content: bytes) -> FileKind:
    """Return what a file is: PDF, PPTX, DOCX, PNG or JPG. Raises UnreadableFileError."""
    if len(content) > LARGEST_MATERIAL:
        raise UnreadableFileError("文件超过 20 MB。请压缩图片后另存，或者分成几个文件上传。")
    if content.startswith(_ZIP):
        return _office_kind(content)
    try:
        return file_kind(content, LARGEST_MATERIAL)
    except UnreadableFileError as error:
        raise UnreadableFileError(
            "只收 PDF、PPTX、DOCX、PNG、JPG 文件，以内容为准，并且要完整。"
            "旧格式的 PPT、DOC 请另存为 PPTX、DOCX 或者 PDF。"
        ) from error


def _office_kind(content: bytes) -> FileKind:
    """Look at the names of what is packed; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFileError("文件不完整，可能没有传完。请打开看一看，再上传一次。") from error
    if any(name.casefold().endswith(_WITH_MACROS) for name in names):
        raise UnreadableFileError("文件里有宏，不能发给学员。请另存为不带宏的格式再上传。")
    kinds = [kind for part, kind in _OFFICE.items() if part in names]
    if _CONTENTS not in names or len(kinds) != 1:
        raise UnreadableFileError("压缩包不能当资料上传。请上传 PDF、PPTX、DOCX、PNG、JPG 文件。")
    return kinds[0]


def _get(materials: list[Material], material_id: int) -> Material:
    for material in materials:
        if material.id == material_id:
            return material
    raise UnknownMaterialError(material_id)
