"""Outreach: the log of a year with its figures, one activity, and the forms about it."""

from collections.abc import Sequence
from http import HTTPStatus

from courses.clock import local_date
from courses.errors import StudyError
from grading.audit.exports import note_export
from grading.hours.checks import LONGEST_REASON, LONGEST_TEXT, citation_label
from grading.hours.errors import WrongEntryError
from grading.hours.file_kinds import LARGEST_FILE
from grading.outreach.checks import LONGEST_TOLD, MOST_COUNTED
from grading.outreach.errors import ReplacedActivityError
from grading.outreach.model import Activity, OutreachForm
from grading.outreach.outreach import (
    MOST_PHOTOS,
    SentPhoto,
    TypedActivity,
    may_correct,
    may_record,
)
from grading.outreach.summary import find, sum_up
from grading.outreach.workbook import outreach_workbook
from widgets.portal.access import may_see_outreach
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.pages.download import XLSX
from widgets.portal.pages.group_study import shown_citations
from widgets.portal.pages.hours import asked_year, is_number
from widgets.portal.uploading import SentFile, UploadHandler

OUTREACH = "/outreach"
_HOME = (Link("首页", "/"), Link("普法", OUTREACH))
_FIELDS = ("title", "on", "form", "place", "audience", "reached", "materials", "cites", "told")


class OutreachHandler(PageHandler):
    """A page of the log, for everybody in the bureau."""

    def check_role(self) -> None:
        """Refuse people of enterprises."""
        if not may_see_outreach(self.person):
            raise self.forbid("outreach")


class OutreachPage(OutreachHandler):
    """A year: its figures in pictures, and its activities."""

    async def get(self) -> None:
        """Show them, newest first; `q` and `form` choose among the activities."""
        self.check_role()
        services = self.services
        this_year = local_date(services.clock(), services.zone).year
        year = asked_year(self, this_year)
        wanted, form = self.get_argument("q", "").strip(), self.get_argument("form", "")
        form = form if form in set(OutreachForm) else ""
        activities = await services.on_records(services.outreach().in_year, year)
        self.page(
            "outreach.html",
            title="普法",
            crumbs=(Link("首页", "/"), Link("普法", None)),
            year=year,
            this_year=this_year,
            figures=sum_up(year, activities),
            shown=find(activities, wanted, form, services.registry),
            wanted=wanted,
            form=form,
            forms=tuple(OutreachForm),
            records=may_record(self.person),
            last_withdrawn=self.get_argument("withdrawn", "") == "1",
        )


class OutreachWorkbook(OutreachHandler):
    """A year as a workbook."""

    async def get(self, year: str) -> None:
        """Send it; the trail tells of it."""
        self.check_role()
        services = self.services
        activities = await services.on_records(services.outreach().in_year, int(year))
        name = f"{year}年普法活动.xlsx"
        content = outreach_workbook(int(year), activities, services.registry)
        await services.on_records(note_export, services.database, name, content)
        self.set_header("Content-Type", XLSX)
        self.set_attachment_header(name)
        self.finish(content)


class ActivityPage(OutreachHandler):
    """One activity with its photos, and what was corrected in it."""

    async def get(self, activity_id: str) -> None:
        """Show what a row says; one that was corrected leads to the row that holds."""
        self.check_role()
        history = await self.services.on_records(self.services.outreach().history, int(activity_id))
        self.show(history)

    def show(self, history: Sequence[Activity], fault: WrongEntryError | None = None) -> None:
        """Draw the page; `fault` is what is wrong with a withdrawal."""
        activity, *earlier = history
        is_open = activity.corrected_by is None and not activity.is_withdrawn
        self.page(
            "outreach_activity.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title=activity.title,
            crumbs=(*_HOME, Link(activity.title, None)),
            activity=activity,
            earlier=earlier,
            cites=shown_citations(activity.cites, self.services.registry, activity.on),
            may_correct=is_open and may_correct(self.person, activity),
            fault=fault,
            reason=self.get_body_argument("reason", ""),
            longest_reason=LONGEST_REASON,
        )


class ActivityPhoto(OutreachHandler):
    """A photo, drawn by the pages about its activity."""

    async def get(self, activity_id: str, place: str) -> None:
        """Send it, of the type that its content was checked for; nothing else can be in it."""
        self.check_role()
        photo, content = await self.services.on_records(
            self.services.outreach().photo, int(activity_id), int(place)
        )
        self.set_header("Content-Type", photo.kind.value)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
        # A browser may keep it, but asks each time whether it may still show it.
        self.set_header("Cache-Control", "private, no-cache")
        self.finish(content)


class ActivityForm(UploadHandler):
    """A form about an activity, with photos."""

    most_bytes = MOST_PHOTOS * LARGEST_FILE * 3 // 4
    """Fewer than the largest photos allowed, together: what is read of a request ends there."""

    told_too_large = (
        "照片一共超过 22 MB，没有登记。请返回上一页，少选几张，或者换小一些的照片再提交。"
    )

    def check_role(self) -> None:
        """Refuse everybody who does not record activities."""
        if not may_record(self.person):
            raise self.forbid("recording outreach")

    def read_typed(self) -> tuple[TypedActivity, list[SentPhoto]]:
        """Return what was typed and sent."""
        photos = [_photo(file) for file in self.read_files() if file.content]
        fields = {name: self.get_body_argument(name, "") for name in _FIELDS}
        return TypedActivity(**fields), photos

    def show_form(
        self,
        typed: TypedActivity,
        fault: StudyError | None = None,
        *,
        old: Activity | None = None,
        kept: Sequence[int] = (),
        photos_lost: bool = False,
    ) -> None:
        """Draw the form; with `old` it is one for a correction, `kept` the photos that stay."""
        services = self.services
        title = "登记普法活动" if old is None else "更正普法活动"
        leading = () if old is None else (Link(old.title, f"{OUTREACH}/{old.id}"),)
        self.page(
            "outreach_form.html",
            status=HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST,
            title=title,
            crumbs=(*_HOME, *leading, Link("登记" if old is None else "更正", None)),
            forms=tuple(OutreachForm),
            titles=[f"《{one.short_title}》" for one in services.registry],
            today=local_date(services.clock(), services.zone),
            typed=typed,
            fault=fault,
            old=old,
            kept=kept,
            reason=self.get_body_argument("reason", ""),
            photos_lost=photos_lost,
            most_photos=MOST_PHOTOS,
            most_counted=MOST_COUNTED,
            longest=LONGEST_TEXT,
            longest_told=LONGEST_TOLD,
            longest_reason=LONGEST_REASON,
        )


class NewActivityPage(ActivityForm):
    """The form for an activity that took place."""

    async def get(self) -> None:
        """Show the form."""
        self.show_form(TypedActivity())

    async def post(self) -> None:
        """Keep the activity; what is wrong is said above what was typed."""
        typed, photos = self.read_typed()
        outreach = self.services.outreach()
        try:
            activity = await self.services.on_records(outreach.record, self.person, typed, photos)
        except WrongEntryError as fault:
            self.show_form(typed, fault, photos_lost=bool(photos))
            return
        self.redirect(f"{OUTREACH}/{activity.id}")


class CorrectActivityPage(ActivityForm):
    """The form for what was wrong in an activity."""

    async def get(self, activity_id: str) -> None:
        """Show the form with what was recorded; what no longer holds leads to its page."""
        old = await self._old(activity_id)
        if old.corrected_by is not None or old.is_withdrawn or not may_correct(self.person, old):
            self.redirect(f"{OUTREACH}/{old.id}")
            return
        places = range(1, len(old.photos) + 1)
        self.show_form(self._recorded(old), old=old, kept=places)

    async def post(self, activity_id: str) -> None:
        """Keep the correction; what is wrong is said above what was typed."""
        typed, photos = self.read_typed()
        kept = [int(place) for place in self.get_body_arguments("kept") if is_number(place)]
        try:
            activity = await self.services.on_records(
                self.services.outreach().correct,
                self.person,
                int(activity_id),
                typed,
                reason=self.get_body_argument("reason", ""),
                kept=kept,
                photos=photos,
            )
        except WrongEntryError as fault:
            old = await self._old(activity_id)
            self.show_form(typed, fault, old=old, kept=kept, photos_lost=bool(photos))
            return
        except ReplacedActivityError as fault:
            old = await self._latest(activity_id)
            if old.is_withdrawn or not may_correct(self.person, old):
                raise
            places = range(1, len(old.photos) + 1)
            self.show_form(typed, fault, old=old, kept=places, photos_lost=bool(photos))
            return
        self.redirect(f"{OUTREACH}/{activity.id}")

    async def _old(self, activity_id: str) -> Activity:
        history = await self.services.on_records(self.services.outreach().history, int(activity_id))
        return history[0]

    async def _latest(self, activity_id: str) -> Activity:
        """Return the row that holds in the place of one that was corrected."""
        found = await self._old(activity_id)
        while found.corrected_by is not None:
            found = await self._old(str(found.corrected_by))
        return found

    def _recorded(self, old: Activity) -> TypedActivity:
        registry = self.services.registry
        return TypedActivity(
            title=old.title,
            on=old.on.isoformat(),
            form=old.form.value,
            place=old.place,
            audience=old.audience,
            reached=str(old.reached),
            materials=str(old.materials),
            cites="\n".join(citation_label(cited, registry) for cited in old.cites),
            told=old.told,
        )


class WithdrawActivity(ActivityPage):
    """Takes an activity back that should not have been recorded."""

    async def get(self, activity_id: str) -> None:
        """Lead to the activity, where somebody comes back after the login."""
        self.redirect(f"{OUTREACH}/{activity_id}")

    async def post(self, activity_id: str) -> None:
        """Keep the withdrawal and lead to the year; without a reason say so."""
        if not may_record(self.person):
            raise self.forbid("withdrawing outreach")
        outreach = self.services.outreach()
        reason = self.get_body_argument("reason", "")
        try:
            withdrawn = await self.services.on_records(
                outreach.withdraw, self.person, int(activity_id), reason
            )
        except WrongEntryError as fault:
            history = await self.services.on_records(outreach.history, int(activity_id))
            self.show(history, fault)
            return
        self.redirect(f"{OUTREACH}?year={withdrawn.on.year}&withdrawn=1")


def _photo(file: SentFile) -> SentPhoto:
    return SentPhoto(file.content, file.name)
