"""The log of outreach: what is kept, corrected, withdrawn and counted."""

import io
from datetime import date
from itertools import count

import openpyxl
import pytest
from builders.clock import SetClock
from builders.people import make_person
from builders.photos import SECRET, jpeg, png
from builders.records import fresh_database

from courses.clock import HOME_ZONE
from courses.statutes.registry import Registry
from grading.hours.errors import WrongEntryError
from grading.hours.evidence_store import EvidenceStore
from grading.outreach.errors import (
    OthersActivityError,
    ReplacedActivityError,
    UnknownActivityError,
    UnknownPhotoError,
)
from grading.outreach.model import OutreachForm
from grading.outreach.outreach import MOST_PHOTOS, OutreachLog, SentPhoto, TypedActivity
from grading.outreach.summary import find, sum_up
from grading.outreach.workbook import outreach_workbook
from grading.people.model import Role

REGISTRY = Registry.embedded()
NOISE = "《中华人民共和国噪声污染防治法》"
_numbers = count(1)


class Bureau:
    """A database with the log and people; tests share it and add people and years of their own."""

    def __init__(self, folder):
        self.clock = SetClock()
        self.database = fresh_database(folder)
        store = EvidenceStore(folder / "evidence")
        self.log = OutreachLog(self.database, store, REGISTRY, self.clock, HOME_ZONE)
        self.officer, self.other = self.person(), self.person()
        self.manager = self.person(Role.MANAGER)

    def person(self, role=Role.OFFICER):
        return make_person(self.database, f"shifan{next(_numbers)}", roles=[role])

    def record(self, *photos, **fields):
        return self.log.record(self.officer, typed(**fields), photos)

    def ids(self, year=2026):
        return [one.id for one in self.log.in_year(year)]


def typed(**fields):
    usual = {
        "title": f"示范活动{next(_numbers)}",
        "on": "2026-06-05",
        "form": "square",
        "place": "示范广场",
        "audience": "群众",
        "reached": "1,200",
        "materials": "１０００",
        "cites": f"{NOISE}第十条",
    }
    return TypedActivity(**usual | fields)


def photo(content=None):
    return SentPhoto(png(next(_numbers)) if content is None else content, "现场.png")


@pytest.fixture(scope="module")
def bureau(tmp_path_factory):
    bureau = Bureau(tmp_path_factory.mktemp("outreach"))
    yield bureau
    bureau.database.close()


def test_an_activity_is_kept_with_its_photos_cleaned(bureau):
    activity = bureau.record(photo(jpeg()), photo(), told="  摆放展板 \n\n 发放 资料 ")
    assert (activity.reached, activity.materials) == (1200, 1000)
    assert activity.told == "摆放展板\n\n发放 资料"
    assert activity.cites == ("noise-pollution-law-2021:10",)
    assert activity.recorded_by == bureau.officer.name
    stored, content = bureau.log.photo(activity.id, 1)
    assert SECRET not in content
    assert len(content) == stored.size
    for place in (0, 3):
        with pytest.raises(UnknownPhotoError):
            bureau.log.photo(activity.id, place)
    with pytest.raises(UnknownActivityError):
        bureau.log.photo(9999, 1)


def test_the_same_picture_is_kept_once_and_only_so_many(bureau):
    once = photo()
    assert len(bureau.record(once, photo(), once).photos) == 2
    with pytest.raises(WrongEntryError, match="至多 6 张"):
        bureau.record(*[photo() for _ in range(MOST_PHOTOS + 1)])


@pytest.mark.parametrize(
    ("field", "given", "reason"),
    [
        ("title", " ", "请填写活动名称"),
        ("title", "\u202e示范", "看不见"),
        ("on", "2999-01-01", "还没有到"),
        ("form", "parade", "请选择活动形式"),
        ("place", "", "请填写地点"),
        ("audience", "", "请填写对象"),
        ("reached", "-1", "整数"),
        ("reached", "12.5", "整数"),
        ("materials", "99999999", "太大"),
        ("cites", "《并无此法》", "不在法规库里"),
        ("told", "长" * 501, "至多 500 字"),
    ],
)
def test_a_faulty_field_is_named_and_nothing_is_kept(bureau, field, given, reason):
    before = bureau.ids()
    with pytest.raises(WrongEntryError, match=reason) as fault:
        bureau.record(**{field: given})
    assert fault.value.field == field
    assert bureau.ids() == before


def test_a_faulty_photo_is_named_by_its_place(bureau):
    with pytest.raises(WrongEntryError, match="第 2 张照片：照片只收") as fault:
        bureau.record(photo(), photo(b"<svg onload=alert(1)>"))
    assert fault.value.field == "photos"


def test_the_same_activity_is_refused_and_an_activity_about_no_law_is_not(bureau):
    first = bureau.record(cites="", reached="", title="示范宣传日")
    assert (first.cites, first.reached) == ((), 0)
    with pytest.raises(WrongEntryError, match="登记过"):
        bureau.record(title="示范宣传日")


def test_a_correction_holds_from_then_on_and_the_old_row_stays_readable(bureau):
    old = bureau.record(photo(), photo(), title="示范更正")
    new = bureau.log.correct(
        bureau.officer,
        old.id,
        typed(title="示范更正", on="2025-06-05", reached="900"),
        reason="人数写错了",
        kept=[2],
        photos=[photo()],
    )
    assert new.photos[0] == old.photos[1]
    assert len(new.photos) == 2
    assert old.id not in bureau.ids()
    assert bureau.ids(2025) == [new.id]
    latest, earlier = bureau.log.history(new.id)
    assert (latest.reached, earlier.reached) == (900, 1200)
    assert earlier.corrected_by == new.id
    assert latest.correction.reason == "人数写错了"
    for change in (
        lambda: bureau.log.correct(bureau.officer, old.id, typed(), reason="再改"),
        lambda: bureau.log.withdraw(bureau.officer, old.id, "再改"),
    ):
        with pytest.raises(ReplacedActivityError):
            change()
    with pytest.raises(WrongEntryError, match="理由"):
        bureau.log.correct(bureau.officer, new.id, typed(), reason=" ")


def test_what_others_recorded_is_corrected_by_managers_alone(bureau):
    activity = bureau.record()
    with pytest.raises(OthersActivityError):
        bureau.log.withdraw(bureau.other, activity.id, "重复登记")
    with pytest.raises(WrongEntryError, match="撤销的理由"):
        bureau.log.withdraw(bureau.manager, activity.id, " ")
    withdrawn = bureau.log.withdraw(bureau.manager, activity.id, "重复登记")
    assert withdrawn.is_withdrawn
    assert not {activity.id, withdrawn.id} & set(bureau.ids())
    with pytest.raises(ReplacedActivityError):
        bureau.log.withdraw(bureau.manager, withdrawn.id, "再撤")
    bureau.record(title=activity.title)  # what was withdrawn may be recorded anew


def test_the_year_is_summed_up_by_form_and_month(bureau):
    year = {"on": "2024-06-05", "cites": "《噪声污染防治法》"}
    bureau.record(**year, title="六五环境日", reached="800", materials="1000")
    bureau.record(**year | {"on": "2024-07-12"}, reached="50", materials="0", form="school")
    bureau.record(**year, form="media", place="示范公众号", reached="3000", materials="0")
    activities = bureau.log.in_year(2024)
    figures = sum_up(2024, activities)
    assert (figures.sum.people, figures.sum.readings, figures.sum.materials) == (850, 3000, 1000)
    assert [one.form for one in figures.forms] == [
        OutreachForm.SCHOOL,
        OutreachForm.SQUARE,
        OutreachForm.MEDIA,
    ]
    assert [one.sum.activities for one in figures.months] == [0] * 5 + [2, 1] + [0] * 5
    assert figures.sentence == (
        "2024年共开展普法活动3次，其中进学校1次、广场宣传1次、新媒体1次；"
        "参加活动850人次，发放宣传资料1000份，新媒体阅读3000次。"
    )
    assert sum_up(2019, []).sentence == ""
    assert [one.title for one in find(activities, "环境日 广场", "", REGISTRY)] == ["六五环境日"]
    assert len(find(activities, "噪声污染", "media", REGISTRY)) == 1
    assert find(activities, "没有", "", REGISTRY) == []


def test_the_workbook_holds_every_activity_and_no_formula(bureau):
    bureau.record(on="2023-03-01", title="=HYPERLINK(1)", told="+1")
    bureau.record(on="2023-01-01", form="media", reached="70")
    content = outreach_workbook(2023, bureau.log.in_year(2023), REGISTRY)
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = list(book["普法活动"].iter_rows(min_row=2, values_only=True))
    assert [row[1].date() for row in rows] == [date(2023, 1, 1), date(2023, 3, 1)]
    assert (rows[0][6], rows[0][7]) == (0, 70)
    assert rows[1][2] == "=HYPERLINK(1)"
    assert book["普法活动"]["C3"].data_type == "s"
    assert [row[0] for row in book["按月"].iter_rows(min_row=2, values_only=True)][-1] == "合计"
    assert next(reversed(list(book["按形式"].values)))[1:] == (2, 1200, 70, 2000)
