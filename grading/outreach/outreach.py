"""The log of outreach: recording activities, correcting and withdrawing them, reading them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from courses.clock import Clock, local_date
from courses.statutes.registry import Registry
from grading.hours.checks import LONGEST_REASON, read_day, read_text
from grading.hours.errors import WrongEntryError
from grading.hours.evidence_store import EvidenceStore
from grading.hours.model import StoredFile
from grading.outreach.checks import read_count, read_form, read_optional_citations, read_told
from grading.outreach.errors import (
    OthersActivityError,
    ReplacedActivityError,
    UnknownActivityError,
    UnknownPhotoError,
)
from grading.outreach.model import Activity, Correction, NewActivity
from grading.outreach.photos import clean_photo
from grading.people.model import Person, Role
from grading.records.engine import RecordsDatabase
from grading.records.records import Records

MOST_PHOTOS = 6
"""Of one activity."""

RECORDERS = frozenset({Role.OFFICER, Role.MANAGER, Role.ADMINISTRATOR})
"""Record activities, and correct their own."""

_CORRECTORS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
"""Correct what anybody recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedActivity:
    """What somebody typed about an activity."""

    title: str = ""
    on: str = ""
    form: str = ""
    place: str = ""
    audience: str = ""
    reached: str = ""
    materials: str = ""
    cites: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class SentPhoto:
    """A photo as it was sent; the name is for showing only."""

    content: bytes
    name: str


class OutreachLog:
    """Activities of outreach; any thread may use it."""

    def __init__(
        self,
        database: RecordsDatabase,
        store: EvidenceStore,
        registry: Registry,
        clock: Clock,
        zone: ZoneInfo,
    ) -> None:
        self._database = database
        self._store = store
        self._registry = registry
        self._clock = clock
        self._zone = zone

    def record(
        self, recorder: Person, typed: TypedActivity, photos: Sequence[SentPhoto] = ()
    ) -> Activity:
        """Keep an activity with its photos. Raises WrongEntryError; nothing is kept then."""
        new, now = self._checked(typed), self._clock()
        cleaned = _cleaned(photos, already=0)
        new = replace(new, photos=self._kept(cleaned))
        with self._database.begin() as records:
            _refuse_same(records, new)
            return _get(records, records.outreach.add(new, recorder.id, now))

    def correct(
        self,
        corrector: Person,
        activity_id: int,
        typed: TypedActivity,
        *,
        reason: str,
        kept: Sequence[int] = (),
        photos: Sequence[SentPhoto] = (),
    ) -> Activity:
        """Add a row that holds in the place of an earlier one, which stays readable.

        `kept` are the places of the earlier photos that stay, `photos` come behind them. Raises
        WrongEntryError, UnknownActivityError, ReplacedActivityError and OthersActivityError.
        """
        new, now = self._checked(typed), self._clock()
        said = read_text("reason", "更正的理由", reason, LONGEST_REASON)
        correction = Correction(corrects=activity_id, reason=said)
        with self._database.read() as records:
            old = _correctable(records, corrector, activity_id)
        staying = tuple(
            photo for place, photo in enumerate(old.photos, start=1) if place in set(kept)
        )
        cleaned = _cleaned(photos, already=len(staying))
        new = replace(new, photos=_distinct((*staying, *self._kept(cleaned))))
        with self._database.begin() as records:
            _correctable(records, corrector, activity_id)  # again: two may correct at once
            _refuse_same(records, new, beside=activity_id)
            return _get(records, records.outreach.add(new, corrector.id, now, correction))

    def withdraw(self, corrector: Person, activity_id: int, reason: str) -> Activity:
        """Take an activity back that should not have been recorded; it stays readable.

        Raises WrongEntryError without a reason, and as `correct` does.
        """
        said = read_text("reason", "撤销的理由", reason, LONGEST_REASON)
        correction = Correction(corrects=activity_id, reason=said, is_withdrawal=True)
        with self._database.begin() as records:
            old = _correctable(records, corrector, activity_id)
            added = records.outreach.add(_again(old), corrector.id, self._clock(), correction)
            return _get(records, added)

    def in_year(self, year: int) -> list[Activity]:
        """Return what holds of the activities of a year, newest first."""
        with self._database.read() as records:
            return records.outreach.in_year(year)

    def history(self, activity_id: int) -> list[Activity]:
        """Return an activity as a row says it, then the earlier rows, each that it corrects.

        Raises UnknownActivityError.
        """
        with self._database.read() as records:
            found = [_get(records, activity_id)]
            while (correction := found[-1].correction) is not None:
                found.append(_get(records, correction.corrects))
        return found

    def photo(self, activity_id: int, place: int) -> tuple[StoredFile, bytes]:
        """Return a photo; places count from 1.

        Raises UnknownActivityError, UnknownPhotoError and DamagedEvidenceError.
        """
        with self._database.read() as records:
            photos = _get(records, activity_id).photos
        if not 1 <= place <= len(photos):
            raise UnknownPhotoError(activity_id, place)
        photo = photos[place - 1]
        return photo, self._store.read(photo.sha256)

    def _checked(self, typed: TypedActivity) -> NewActivity:
        form = read_form(typed.form)
        return NewActivity(
            title=read_text("title", "活动名称", typed.title),
            on=read_day(typed.on, local_date(self._clock(), self._zone)),
            form=form,
            place=read_text("place", "地点", typed.place),
            audience=read_text("audience", "对象", typed.audience),
            reached=read_count("reached", form.reached_label, typed.reached),
            materials=read_count("materials", "宣传资料的份数", typed.materials),
            cites=read_optional_citations(typed.cites, self._registry),
            told=read_told(typed.told),
            photos=(),
        )

    def _kept(self, photos: Sequence[SentPhoto]) -> tuple[StoredFile, ...]:
        """Store photos, when everything else is right."""
        return _distinct(self._store.keep(photo.content, photo.name) for photo in photos)


def may_record(person: Person) -> bool:
    """Say whether a person records activities."""
    return bool(person.roles & RECORDERS)


def may_correct(person: Person, activity: Activity) -> bool:
    """Say whether a person corrects an activity: managers any, others their own."""
    is_own = activity.recorded_by_id == person.id and may_record(person)
    return is_own or bool(person.roles & _CORRECTORS)


def _cleaned(photos: Sequence[SentPhoto], already: int) -> list[SentPhoto]:
    """Return photos without what is not the picture. Raises WrongEntryError naming the photo."""
    if already + len(photos) > MOST_PHOTOS:
        raise WrongEntryError("photos", f"一次活动至多 {MOST_PHOTOS} 张照片，请少选几张。")
    cleaned = []
    for number, photo in enumerate(photos, start=1):
        try:
            cleaned.append(replace(photo, content=clean_photo(photo.content)))
        except WrongEntryError as error:
            raise WrongEntryError("photos", f"第 {number} 张照片：{error}") from error
    return cleaned


def _distinct(photos: Iterable[StoredFile]) -> tuple[StoredFile, ...]:
    """Return photos without those that show the very same picture again."""
    return tuple({photo.sha256: photo for photo in photos}.values())


def _get(records: Records, activity_id: int) -> Activity:
    activity = records.outreach.find(activity_id)
    if activity is None:
        raise UnknownActivityError(activity_id)
    return activity


def _correctable(records: Records, corrector: Person, activity_id: int) -> Activity:
    activity = _get(records, activity_id)
    if activity.corrected_by is not None or activity.is_withdrawn:
        raise ReplacedActivityError(activity_id)
    if not may_correct(corrector, activity):
        raise OthersActivityError
    return activity


def _refuse_same(records: Records, new: NewActivity, beside: int | None = None) -> None:
    """Refuse what was recorded before: it would be counted twice."""
    for one in records.outreach.in_year(new.on.year):
        is_same = (one.title, one.on, one.form) == (new.title, new.on, new.form)
        if is_same and one.id != beside:
            raise WrongEntryError(
                "title", f"这一天的这次活动已经由{one.recorded_by}登记过，不用再登记。"
            )


def _again(old: Activity) -> NewActivity:
    return NewActivity(
        title=old.title,
        on=old.on,
        form=old.form,
        place=old.place,
        audience=old.audience,
        reached=old.reached,
        materials=old.materials,
        cites=old.cites,
        told=old.told,
        photos=old.photos,
    )
