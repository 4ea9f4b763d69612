"""Making the yearly plan of leadership study, adopting it, and changing it with a reason."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from courses.clock import Clock, local_date
from courses.statutes.registry import Registry
from grading.hours.checks import LONGEST_REASON, read_citations, read_day, read_text
from grading.hours.errors import UnknownGroupStudyError, WrongEntryError
from grading.hours.model import StudyForm
from grading.leadership.errors import (
    AlreadyAdoptedError,
    EmptyPlanError,
    UnknownPlanItemError,
    WithdrawnItemError,
)
from grading.leadership.law_choices import LawChoice, law_choices
from grading.leadership.model import NewPlanItem, PlanAction, PlanItem, instruments_of
from grading.leadership.plan_progress import MONTHS
from grading.people.model import Person
from grading.records.engine import RecordsDatabase
from grading.records.records import Records

LONGEST_WHO = 60
"""Characters that say for whom an item is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPlanItem:
    """What a manager typed; `law` is the id of an instrument, `cites` are further lines of law.

    Without a topic it is that the law is studied.
    """

    law: str = ""
    topic: str = ""
    cites: str = ""
    form: str = ""
    month: str = ""
    who: str = ""
    reason: str = ""


class StudyPlans:
    """Changing plans; any thread may use it. How far they are is told by `LeadershipYears`.

    Methods raise WrongEntryError for what was typed wrongly, UnknownPlanItemError and
    WithdrawnItemError for items.
    """

    def __init__(
        self, database: RecordsDatabase, registry: Registry, clock: Clock, zone: ZoneInfo
    ) -> None:
        self._database = database
        self._registry = registry
        self._clock = clock
        self._zone = zone

    def choices(self, year: int) -> tuple[LawChoice, ...]:
        """Return which law can be planned for a year, new law first."""
        return law_choices(self._registry, year, self._today())

    def item(self, item_id: int) -> PlanItem:
        """Return an item as it stands."""
        with self._database.read() as records:
            return _get(records, item_id)

    def add(self, manager: Person, year: int, typed: TypedPlanItem) -> PlanItem:
        """Add an item; once the plan is adopted, with a reason."""
        new = self._checked(year, typed)
        with self._database.begin() as records:
            _refuse_same(records, new)
            reason = _reason(typed.reason, is_needed=records.study_plans.adoption(year) is not None)
            item_id = records.study_plans.add(new, manager.id, self._clock(), reason)
            return _get(records, item_id)

    def move(self, manager: Person, item_id: int, month: str, reason: str) -> PlanItem:
        """Plan an item for another month; once the plan is adopted, with a reason."""
        other = read_month(month)
        with self._database.begin() as records:
            item = _standing(records, item_id)
            if other == item.month:
                raise WrongEntryError("month", "月份没有变。要改期的，请选另一个月。")
            is_adopted = records.study_plans.adoption(item.year) is not None
            said = _reason(reason, is_needed=is_adopted)
            self._refuse_after_end(item.year, other, item.cites)
            self._change(records, manager, item, PlanAction.MOVED, said, month=other)
            return _get(records, item_id)

    def withdraw(self, manager: Person, item_id: int, reason: str) -> PlanItem:
        """Take an item out of the plan, with a reason."""
        said = read_text("reason", "撤下的理由", reason, LONGEST_REASON)
        with self._database.begin() as records:
            item = _standing(records, item_id)
            self._change(records, manager, item, PlanAction.WITHDRAWN, said)
            return _get(records, item_id)

    def link(self, manager: Person, item_id: int, study_id: int) -> PlanItem:
        """Say that a group study of the year fulfils an item. Raises UnknownGroupStudyError."""
        with self._database.begin() as records:
            item = _standing(records, item_id)
            study = records.group_study.find(study_id)
            if study is None or study.is_withdrawn or study.on.year != item.year:
                raise UnknownGroupStudyError(study_id)
            if study_id not in item.links:
                self._change(records, manager, item, PlanAction.LINKED, "", study_id=study_id)
            return _get(records, item_id)

    def unlink(self, manager: Person, item_id: int, study_id: int) -> PlanItem:
        """Take back that a group study fulfils an item."""
        with self._database.begin() as records:
            item = _standing(records, item_id)
            if study_id in item.links:
                self._change(records, manager, item, PlanAction.UNLINKED, "", study_id=study_id)
            return _get(records, item_id)

    def adopt(self, manager: Person, year: int, on: str, where: str) -> None:
        """Record that the plan was adopted, in its year or the one before; there is no way back.

        Raises AlreadyAdoptedError and EmptyPlanError.
        """
        day = read_day(on, self._today())
        if day.year not in (year - 1, year):
            raise WrongEntryError(
                "on", f"{year} 年的计划应在 {year} 年或者上一年通过，请核对年份。"
            )
        said = read_text("where", "在哪里通过", where)
        with self._database.begin() as records:
            if records.study_plans.adoption(year) is not None:
                raise AlreadyAdoptedError(year)
            if all(item.withdrawn is not None for item in records.study_plans.in_year(year)):
                raise EmptyPlanError(year)
            records.study_plans.adopt(year, day, said, manager.id, self._clock())

    def _today(self) -> date:
        return local_date(self._clock(), self._zone)

    def _change(
        self,
        records: Records,
        manager: Person,
        item: PlanItem,
        action: PlanAction,
        reason: str,
        *,
        month: int | None = None,
        study_id: int | None = None,
    ) -> None:
        records.study_plans.change(
            item.id,
            action,
            manager.id,
            self._clock(),
            reason=reason,
            month=month,
            study_id=study_id,
        )

    def _checked(self, year: int, typed: TypedPlanItem) -> NewPlanItem:
        law = self._law(typed.law)
        more = read_citations(typed.cites, self._registry) if typed.cites.strip() else ()
        topic = typed.topic
        if not topic.strip() and law:
            topic = f"学习《{self._registry.short_title(law[0])}》"
        cites = tuple(dict.fromkeys((*law, *more)))
        self._refuse_repealed(year, cites)
        month = read_month(typed.month)
        self._refuse_after_end(year, month, cites)
        return NewPlanItem(
            year=year,
            topic=read_text("topic", "主题，或者选一部法律", topic),
            cites=cites,
            form=read_form(typed.form),
            month=month,
            who=read_text("who", "参加范围", typed.who, LONGEST_WHO),
        )

    def _law(self, given: str) -> tuple[str, ...]:
        if not given:
            return ()
        if given not in self._registry:
            raise WrongEntryError("law", "法规库里没有这部法律。请重新选择。")
        return (given,)

    def _refuse_repealed(self, year: int, cites: tuple[str, ...]) -> None:
        """Refuse law that nobody should plan to study any more."""
        offered = {choice.id for choice in self.choices(year)}
        for cite in cites:
            instrument = cite.partition(":")[0]
            if instrument not in offered:
                title = self._registry.short_title(instrument)
                raise WrongEntryError(
                    "cites", f"《{title}》在这一年已经废止或者还没有施行，请改列现行有效的法律。"
                )

    def _refuse_after_end(self, year: int, month: int, cites: tuple[str, ...]) -> None:
        """Refuse a month in which a law is not in force on any day."""
        for law in map(self._registry.get_instrument, self._known(cites)):
            end = law.repealed
            if end is not None and end <= date(year, month, 1):
                raise WrongEntryError(
                    "month",
                    f"《{law.short_title}》{end.year}年{end.month}月{end.day}日起废止，"
                    "请排在那以前，或者改列代替它的法律。",
                )

    def _known(self, cites: tuple[str, ...]) -> list[str]:
        """Return the instruments of citations; the bureau's own may be gone from the registry."""
        return sorted(one for one in instruments_of(cites) if one in self._registry)


def read_form(given: str) -> StudyForm:
    """Return a form of group study. Raises WrongEntryError."""
    if given not in {form.value for form in StudyForm}:
        raise WrongEntryError("form", "请选择学习形式。")
    return StudyForm(given)


def read_month(given: str) -> int:
    """Return a month, 1 to 12. Raises WrongEntryError."""
    if given not in map(str, MONTHS):
        raise WrongEntryError("month", "请选择月份。")
    return int(given)


def _reason(given: str, *, is_needed: bool) -> str:
    if not is_needed and not given.strip():
        return ""
    return read_text("reason", "调整的理由（计划已经通过）", given, LONGEST_REASON)


def _refuse_same(records: Records, new: NewPlanItem) -> None:
    for item in records.study_plans.in_year(new.year):
        if item.withdrawn is None and (item.topic, item.month) == (new.topic, new.month):
            raise WrongEntryError("topic", "这个月已经列入了同样主题的一项，不用再列。")


def _get(records: Records, item_id: int) -> PlanItem:
    item = records.study_plans.find(item_id)
    if item is None:
        raise UnknownPlanItemError(item_id)
    return item


def _standing(records: Records, item_id: int) -> PlanItem:
    item = _get(records, item_id)
    if item.withdrawn is not None:
        raise WithdrawnItemError(item_id)
    return item
