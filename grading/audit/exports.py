"""Files that are given out, told of in the trail."""

from grading.records.engine import RecordsDatabase


def note_export(database: RecordsDatabase, name: str, content: bytes) -> None:
    """Tell of a file before it is given out."""
    with database.begin() as records:
        records.audit.note_export(name, content)
