"""Activities of outreach with their photos; rows are only ever added, corrections name the old."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Row,
    Select,
    String,
    Text,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from grading.hours.model import FileKind, StoredFile
from grading.outreach.model import Activity, Correction, NewActivity, OutreachForm
from grading.records.append_only import append_only
from grading.records.base import Base
from grading.records.people import PersonRow


@append_only
class OutreachActivityRow(Base):
    """An activity as it was recorded.

    `corrects_id` names the row that this one replaces; each is replaced at most once.
    """

    __tablename__ = "outreach_activities"
    __table_args__ = (
        CheckConstraint(
            "form IN ('enterprise', 'school', 'community', 'square', 'media', 'cases', 'other')",
            name="form",
        ),
        CheckConstraint("reached >= 0 AND materials >= 0", name="counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(128))
    on: Mapped[date] = mapped_column(index=True)
    form: Mapped[str] = mapped_column(String(16))
    place: Mapped[str] = mapped_column(String(128))
    audience: Mapped[str] = mapped_column(String(128))
    reached: Mapped[int]
    materials: Mapped[int]
    cites: Mapped[list[str]] = mapped_column(JSON)
    told: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[int] = mapped_column(ForeignKey(PersonRow.id))
    at: Mapped[datetime]
    corrects_id: Mapped[int | None] = mapped_column(
        ForeignKey("outreach_activities.id"), unique=True
    )
    reason: Mapped[str] = mapped_column(Text)
    is_withdrawal: Mapped[bool]


@append_only
class OutreachPhotoRow(Base):
    """A photo of an activity; `place` is where it stands among them, from 1."""

    __tablename__ = "outreach_photos"
    __table_args__ = (UniqueConstraint("activity_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey(OutreachActivityRow.id))
    place: Mapped[int]
    file_sha256: Mapped[str] = mapped_column(String(64))
    file_kind: Mapped[str] = mapped_column(String(32))
    file_name: Mapped[str] = mapped_column(String(128))
    size: Mapped[int]


class OutreachRecords:
    """Reading and adding activities within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, new: NewActivity, recorded_by: int, at: datetime, correction: Correction | None = None
    ) -> int:
        """Add an activity and return its number; the database refuses a second correction."""
        row = OutreachActivityRow(
            title=new.title,
            on=new.on,
            form=new.form.value,
            place=new.place,
            audience=new.audience,
            reached=new.reached,
            materials=new.materials,
            cites=list(new.cites),
            told=new.told,
            recorded_by=recorded_by,
            at=at,
            corrects_id=None if correction is None else correction.corrects,
            reason="" if correction is None else correction.reason,
            is_withdrawal=correction is not None and correction.is_withdrawal,
        )
        self._session.add(row)
        self._session.flush()
        self._session.add_all(_photo_rows(row.id, new.photos))
        self._session.flush()
        return row.id

    def find(self, activity_id: int) -> Activity | None:
        """Return an activity as this row says it."""
        found = self._read(_activities().where(OutreachActivityRow.id == activity_id))
        return found[0] if found else None

    def in_year(self, year: int) -> list[Activity]:
        """Return what holds of the activities of a year, newest first; what was withdrawn is not.

        A correction may move an activity into another year.
        """
        later = select(OutreachActivityRow.corrects_id).where(
            OutreachActivityRow.corrects_id.is_not(None)
        )
        query = (
            _activities()
            .where(OutreachActivityRow.on.between(date(year, 1, 1), date(year, 12, 31)))
            .where(OutreachActivityRow.id.not_in(later))
            .where(OutreachActivityRow.is_withdrawal.is_(False))
            .order_by(OutreachActivityRow.on.desc(), OutreachActivityRow.id.desc())
        )
        return self._read(query)

    def files(self) -> list[tuple[int, str]]:
        """Return the number of the activity of every photo with the SHA-256 of its file."""
        query = select(OutreachPhotoRow.activity_id, OutreachPhotoRow.file_sha256)
        rows = self._session.execute(query.order_by(OutreachPhotoRow.id))
        return [(id_, sha256) for id_, sha256 in rows]

    def _read(self, query: "_Activities") -> list[Activity]:
        found = self._session.execute(query).all()
        photos = self._photos([row.id for row, _, _ in found])
        return [_activity(one, photos.get(one[0].id, ())) for one in found]

    def _photos(self, activity_ids: Sequence[int]) -> dict[int, tuple[StoredFile, ...]]:
        query = (
            select(OutreachPhotoRow)
            .where(OutreachPhotoRow.activity_id.in_(activity_ids))
            .order_by(OutreachPhotoRow.activity_id, OutreachPhotoRow.place)
        )
        photos: dict[int, tuple[StoredFile, ...]] = {}
        for row in self._session.scalars(query):
            file = StoredFile(row.file_sha256, FileKind(row.file_kind), row.size, row.file_name)
            photos[row.activity_id] = (*photos.get(row.activity_id, ()), file)
        return photos


_Activities = Select[OutreachActivityRow, str, int | None]


def _activities() -> _Activities:
    later = aliased(OutreachActivityRow)
    return (
        select(OutreachActivityRow, PersonRow.name, later.id)
        .join(PersonRow, PersonRow.id == OutreachActivityRow.recorded_by)
        .outerjoin(later, later.corrects_id == OutreachActivityRow.id)
    )


def _photo_rows(activity_id: int, photos: Iterable[StoredFile]) -> list[OutreachPhotoRow]:
    return [
        OutreachPhotoRow(
            activity_id=activity_id,
            place=place,
            file_sha256=photo.sha256,
            file_kind=photo.kind.value,
            file_name=photo.name,
            size=photo.size,
        )
        for place, photo in enumerate(photos, start=1)
    ]


def _activity(
    found: Row[OutreachActivityRow, str, int | None], photos: tuple[StoredFile, ...]
) -> Activity:
    row, recorder, corrected_by = found
    correction = None
    if row.corrects_id is not None:
        correction = Correction(
            corrects=row.corrects_id, reason=row.reason, is_withdrawal=row.is_withdrawal
        )
    return Activity(
        id=row.id,
        title=row.title,
        on=row.on,
        form=OutreachForm(row.form),
        place=row.place,
        audience=row.audience,
        reached=row.reached,
        materials=row.materials,
        cites=tuple(row.cites),
        told=row.told,
        photos=photos,
        recorded_by_id=row.recorded_by,
        recorded_by=recorder,
        at=row.at,
        correction=correction,
        corrected_by=corrected_by,
    )
