"""Planning training sessions, inviting enterprises, giving out material."""

from dataclasses import replace
from fractions import Fraction

import pytest
from builders.people import make_person
from builders.proofs import JPEG, PDF, PNG
from builders.training import TrainingRoom, office_file

from grading.hours.errors import UnreadableFileError, WrongEntryError
from grading.hours.model import FileKind
from grading.people.model import Role
from grading.training.errors import (
    MoveRefusedError,
    UnknownMaterialError,
    UnknownTrainingSessionError,
)
from grading.training.material import LARGEST_MATERIAL, material_kind
from grading.training.model import Period, TrainingState


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    room = TrainingRoom(tmp_path_factory.mktemp("planning"))
    room.ids = room.enterprises("示范轧花一厂", "示范轧花二厂", "示范轧花三厂")
    yield room
    room.database.close()


@pytest.fixture
def room(shared):
    shared.at("2026-09-01 09:00")
    return shared


def test_a_session_is_as_it_was_typed_and_numbered_within_its_year(room):
    first = room.plan(hours="2.5", invited=[str(one) for one in room.ids[:2]])
    second = room.plan(
        industry="", on="2026-12-31", starts="９:5".replace("９", "9"), ends="12：30"
    )
    other = room.plan(on="2027-01-01")
    assert (first.year, second.number) == (2026, first.number + 1)
    assert (other.year, other.number) == (2027, 1)
    assert first.label == f"2026 年第 {first.number} 期"
    assert (first.plan.hours, second.plan.industry) == (Fraction(5, 2), None)
    assert second.plan.ends_at.strftime("%H:%M") == "04:30"  # kept in UTC
    assert (first.state, first.planned_by) == (TrainingState.PLANNED, "示范教员")
    invited = room.desk.sessions.invited(first.id)
    assert [one.name for one in invited] == ["示范轧花一厂", "示范轧花二厂"]


def test_each_faulty_field_is_named(room):
    faults = {
        "topic": [{"topic": " "}, {"topic": "示" * 121}],
        "place": [{"place": ""}],
        "on": [{"on": "9月1日"}, {"on": "1999-12-31"}, {"on": "2031-01-01"}],
        "starts": [{"starts": ""}, {"starts": "24:00"}, {"starts": "9"}, {"starts": "09:60"}],
        "ends": [{"ends": "09:00"}, {"ends": "08:00"}, {"starts": "01:00", "ends": "23:00"}],
        "capacity": [{"capacity": "0"}, {"capacity": "2001"}, {"capacity": "-5"}],
        "hours": [{"hours": "0"}, {"hours": "13"}, {"hours": "1.3"}],
        "late_after": [{"late_after": "241"}, {"late_after": ""}],
        "paper_id": [{"paper_id": "no-such"}],
        "invited": [{"invited": ["1", "999999"]}, {"invited": ["x"]}, {"invited": ["9" * 5000]}],
    }
    for field, cases in faults.items():
        for fields in cases:
            with pytest.raises(WrongEntryError) as refused:
                room.plan(**fields)
            assert refused.value.field == field, fields


def test_a_change_keeps_the_number_and_who_is_invited_follows_the_form(room):
    session = room.plan(invited=[str(one) for one in room.ids[:2]])
    typed = room.typed(topic="示范改过的主题", invited=[str(one) for one in room.ids[1:]])
    changed = room.desk.sessions.change(room.instructor, session.id, typed)
    assert (changed.label, changed.plan.topic) == (session.label, "示范改过的主题")
    invited = [one.enterprise_id for one in room.desk.sessions.invited(session.id)]
    assert sorted(invited) == room.ids[1:]
    with pytest.raises(UnknownTrainingSessionError):
        room.desk.sessions.change(room.instructor, 10**6, typed)
    with pytest.raises(WrongEntryError, match="另一年"):
        room.desk.sessions.change(room.instructor, session.id, room.typed(on="2027-01-01"))


def test_a_firm_that_has_closed_stays_invited_although_the_form_offers_it_no_more(room):
    open_, closed = room.enterprises("示范开着的厂", "示范关了的厂")
    session = room.plan(invited=[str(open_), str(closed)])
    with room.database.begin() as records:
        (state,) = (one.state for one in records.enterprises.known() if one.id == closed)
        records.enterprises.hold([(closed, replace(state, is_ended=True))], room.clock())
    offered = {one.id for one in room.desk.sessions.enterprises()}
    assert (open_ in offered, closed in offered) == (True, False)
    room.desk.sessions.change(room.instructor, session.id, room.typed(invited=[]))
    assert [one.enterprise_id for one in room.desk.sessions.invited(session.id)] == [closed]


def test_sign_in_opens_closes_and_opens_again_and_cancelling_is_for_good(room):
    sessions, other = room.desk.sessions, make_person(room.database, "lingyi", roles=[Role.MANAGER])
    session = room.plan()
    assert session.opened_by_id is None
    assert sessions.open(room.instructor, session.id).opened_by_id == room.instructor.id
    with pytest.raises(MoveRefusedError, match="已经开始"):
        sessions.open(room.instructor, session.id)
    assert sessions.close(room.instructor, session.id).state is TrainingState.CLOSED
    with pytest.raises(MoveRefusedError):
        sessions.close(room.instructor, session.id)
    assert sessions.open(other, session.id).opened_by_id == other.id
    with pytest.raises(WrongEntryError, match="原因"):
        sessions.cancel(room.instructor, session.id, "")
    assert sessions.cancel(room.instructor, session.id, "示范停电").reason == "示范停电"
    for again in (sessions.open, sessions.close):
        with pytest.raises(MoveRefusedError):
            again(room.instructor, session.id)
    with pytest.raises(MoveRefusedError, match="另建"):
        sessions.change(room.instructor, session.id, room.typed())


def test_sign_in_opens_only_around_the_session(room):
    session = room.plan(on="2026-09-03")
    for moment, word in {"2026-09-02 08:59": "一天以上", "2026-09-03 12:01": "纸质名单"}.items():
        room.at(moment)
        with pytest.raises(MoveRefusedError, match=word):
            room.desk.sessions.open(room.instructor, session.id)
    room.at("2026-09-02 09:00")
    room.desk.sessions.open(room.instructor, session.id)


def test_the_list_of_a_year_goes_by_time_and_by_the_home_zone(room):
    room.at("2028-01-01 09:30")
    days = {"past": "2028-01-01", "going_on": "2028-01-01", "upcoming": "2028-03-01"}
    hours = {
        "past": ("00:10", "01:00"),
        "going_on": ("09:00", "10:00"),
        "upcoming": ("9:00", "10:00"),
    }
    made = {
        part: room.plan(on=day, starts=hours[part][0], ends=hours[part][1])
        for part, day in days.items()
    }
    year = room.desk.sessions.in_year(2028)
    assert [one.session.id for one in year.past] == [made["past"].id]
    assert [one.session.id for one in year.going_on] == [made["going_on"].id]
    assert [one.session.id for one in year.upcoming] == [made["upcoming"].id]
    assert (year.total, year.held, year.upcoming[0].period) == (3, 0, Period.UPCOMING)


def test_material_is_known_by_its_content():
    kinds = {
        PDF: FileKind.PDF,
        JPEG: FileKind.JPEG,
        PNG: FileKind.PNG,
        office_file(): FileKind.PPTX,
        office_file("word/document.xml"): FileKind.DOCX,
    }
    assert {content: material_kind(content) for content in kinds} == kinds
    bad = {
        b"": "只收",
        b"<script>": "只收",
        b"\xd0\xcf\x11\xe0 old office": "旧格式",
        office_file()[:-30]: "不完整",
        office_file("xl/workbook.xml"): "压缩包",
        office_file("ppt/presentation.xml", "word/document.xml"): "压缩包",
        office_file("ppt/presentation.xml", "ppt/vbaProject.bin"): "宏",
        PDF + bytes(LARGEST_MATERIAL): "20 MB",
    }
    for content, word in bad.items():
        with pytest.raises(UnreadableFileError, match=word):
            material_kind(content)
    assert material_kind(PDF[:-5] + bytes(6 * 1024 * 1024) + b"%%EOF") is FileKind.PDF


def test_material_is_given_out_until_it_is_taken_off(room):
    session, materials = room.plan(), room.desk.materials
    materials.add(room.instructor, session.id, office_file(), "讲义.pptx")
    with pytest.raises(UnreadableFileError, match="已经上传过"):
        materials.add(room.instructor, session.id, office_file(), "讲义2.pptx")
    (held,) = materials.of_session(session.id)
    assert (held.file.name, held.file.kind.label, held.added_by) == (
        "讲义.pptx",
        "PPTX",
        "示范教员",
    )
    assert materials.content(session.id, held.id)[1] == office_file()
    with pytest.raises(UnknownMaterialError):
        materials.content(session.id + 1, held.id)
    materials.remove(room.instructor, session.id, held.id)
    for refused in (materials.content, lambda *ids: materials.remove(room.instructor, *ids)):
        with pytest.raises(UnknownMaterialError):
            refused(session.id, held.id)
