"""Signing in to training sessions: phones, desk, paper lists, and taking it back."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from builders.people import make_person
from builders.proofs import JPEG
from builders.training import TrainingRoom

from grading.assessment.model import HoursKind
from grading.hours.errors import OwnHoursError, WrongEntryError
from grading.people.accounts import add_person
from grading.people.model import Role
from grading.training.attendees import without_suffix
from grading.training.errors import (
    AlreadySignedInError,
    AlreadyWithdrawnError,
    CancelledSessionError,
    ExpiredCodeError,
    ExpiredTicketError,
    ExpiredTokenError,
    FixedBySignInsError,
    FullSessionError,
    NamesakesError,
    NoEnterpriseError,
    NoNameError,
    NoSuchColleagueError,
    NotYetOpenError,
    OwnSignInError,
    SignInOverError,
    SlowedCodesError,
    StaffOnlyByLoginError,
    UnknownSignInError,
    UnknownTrainingSessionError,
)
from grading.training.model import SignInWay
from grading.training.paper_list import TypedRow

MILL = "示范轧花厂"


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    room = TrainingRoom(tmp_path_factory.mktemp("training"))
    room.enterprises(MILL, "示范滴灌带有限公司")
    with room.database.begin() as records:
        records.bureau.establish("示范生态环境分局", is_demo=False, now=room.clock())
    yield room
    room.database.close()


@pytest.fixture
def room(shared):
    shared.at("2026-09-01 09:00")
    return shared


def hours_of(room, session, person_id):
    """Return the hours that count of a person for a session, None without a line."""
    with room.database.read() as records:
        lines = records.hours.lines_of(HoursKind.SESSION, str(session.id))
    held = [line for line in lines if line.person_id == person_id and not line.corrected_by]
    return held[0].hours if held else None


def test_a_scan_and_a_name_make_a_person_a_sign_in_and_hours(room):
    session = room.open(hours="2.5")
    room.at("2026-09-01 09:10")
    made = room.desk.sign_ins.sign_in_trainee(room.scan(session), " 古丽•示范 ", "示范轧花厂 ")
    assert (made.name, made.enterprise, made.way) == ("古丽·示范", MILL, SignInWay.QR)
    assert (made.is_late, made.recorded_by, made.counts) == (False, None, True)
    assert hours_of(room, session, made.person_id) == session.plan.hours
    with room.database.read() as records:
        person = records.people.find(made.person_id)
        line = records.hours.lines_of(HoursKind.SESSION, str(session.id))[0]
        assert records.people.password_hash(made.person_id) is None
    assert (person.roles, person.learner_id) == (frozenset({Role.TRAINEE}), made.learner_id)
    assert (line.recorded_by, line.on.isoformat()) == ("示范教员", "2026-09-01")
    assert person.name not in person.login_name


def test_the_same_name_and_enterprise_is_the_same_person_next_time_and_refused_twice(room):
    first, second = room.open(), room.open()
    sign_ins = room.desk.sign_ins
    one = sign_ins.sign_in_trainee(room.scan(first), "阿迪力・示范", MILL)
    again = sign_ins.sign_in_trainee(room.scan(second), "阿迪力·示范", "示 范 轧 花 厂")
    assert again.person_id == one.person_id
    elsewhere = sign_ins.sign_in_trainee(room.scan(first), "阿迪力·示范", "示范滴灌带有限公司")
    assert elsewhere.person_id != one.person_id
    with pytest.raises(AlreadySignedInError, match=r"已在 09:00 签到.*凭证码"):
        sign_ins.sign_in_trainee(room.scan(first), "阿迪力•示范", MILL)
    namesake = sign_ins.sign_in_at_desk(room.instructor, first.id, "阿迪力·示范（化验室）", MILL)
    assert namesake.person_id not in {one.person_id, elsewhere.person_id}
    assert without_suffix(namesake.name) == "阿迪力·示范"


def test_people_of_one_name_in_the_roster_are_told_apart_at_the_desk(room):
    with room.database.begin() as records:
        for number in range(2):
            make_trainee(records, room, f"tongming{number}", "示范同名")
    session, sign_ins = room.open(), room.desk.sign_ins
    with pytest.raises(NamesakesError, match="签到台"):
        sign_ins.sign_in_trainee(room.scan(session), "示范同名", MILL)
    people = {
        sign_ins.sign_in_at_desk(room.instructor, session.id, "示范同名", MILL).person_id
        for _ in range(2)
    }
    assert len(people) == 2
    with pytest.raises(AlreadySignedInError):
        sign_ins.sign_in_at_desk(room.instructor, session.id, "示范同名", MILL)


def make_trainee(records, room, login_name, name):
    add_person(
        records, room.clock, login_name=login_name, name=name, roles=[Role.TRAINEE], enterprise=MILL
    )


def test_somebody_late_is_marked_after_the_minutes_of_grace(room):
    session = room.open(late_after="10")
    late = []
    for moment in ("09:10:00", "09:10:01"):
        room.at(f"2026-09-01 {moment}")
        name = f"示范迟到{moment[-1]}"
        late.append(room.desk.sign_ins.sign_in_trainee(room.scan(session), name, MILL).is_late)
    assert late == [False, True]


def test_a_code_gives_a_form_for_minutes_and_an_old_one_none(room):
    session, sign_ins = room.open(), room.desk.sign_ins
    code = sign_ins.screen(session.id).code
    ticket = sign_ins.ticket_by_code(f" {code.digits[:3]} {code.digits[3:]}", "10.0.0.5")
    room.clock.advance(minutes=9)
    opened, _ = sign_ins.of_ticket(ticket.text)
    made = sign_ins.sign_in_trainee(ticket.text, "示范慢打", MILL)
    assert (opened.id, made.way) == (session.id, SignInWay.CODE)
    assert sign_ins.sign_in_trainee(ticket.text, "示范慢打", MILL) == made
    with pytest.raises(ExpiredTicketError):
        sign_ins.sign_in_trainee(ticket.text, "示范代签", MILL)
    for attempt in (code.digits, "", "12345", "1234567"):
        with pytest.raises(ExpiredCodeError, match="大屏幕"):
            sign_ins.ticket_by_code(attempt, "10.0.0.5")
    with pytest.raises(ExpiredTokenError, match="转发"):
        sign_ins.ticket_by_token(session.id, code.token)
    other = room.open()
    with pytest.raises(ExpiredTokenError):
        sign_ins.ticket_by_token(other.id, sign_ins.screen(session.id).code.token)
    with pytest.raises(UnknownTrainingSessionError):
        sign_ins.ticket_by_token(10**6, "k")


def test_a_form_works_on_the_phone_alone_that_asked_for_it(room):
    session, sign_ins = room.open(), room.desk.sign_ins
    shown = sign_ins.screen(session.id).code
    scanned = sign_ins.ticket_by_token(session.id, shown.token, phone="here").text
    typed = sign_ins.ticket_by_code(shown.digits, "10.0.0.5", phone="here").text
    made = sign_ins.sign_in_trainee(scanned, "示范本机", MILL, phone="here")
    assert sign_ins.sign_in_trainee(scanned, "示范本机", MILL, phone="here") == made
    officer = make_person(room.database, "benji", name="示范本机执法员")
    for ticket in (scanned, typed):
        for phone in ("there", ""):
            with pytest.raises(ExpiredTicketError, match="换了手机"):
                sign_ins.sign_in_trainee(ticket, "示范本机", MILL, phone=phone)
            with pytest.raises(ExpiredTicketError):
                sign_ins.sign_in_member(ticket, officer, phone=phone)
            with pytest.raises(ExpiredTicketError):
                sign_ins.of_ticket(ticket, phone=phone)
    assert sign_ins.of_ticket(typed, phone="here")[0].id == session.id


def test_who_guesses_codes_has_to_wait_while_others_and_the_qr_code_go_on(room):
    session, sign_ins = room.open(), room.desk.sign_ins
    right = sign_ins.screen(session.id).code.digits
    for _ in range(60):
        with pytest.raises(ExpiredCodeError):
            sign_ins.ticket_by_code("000000" if right != "000000" else "1", "10.9.9.9")
    with pytest.raises(SlowedCodesError):
        sign_ins.ticket_by_code(right, "10.9.9.9")
    assert sign_ins.ticket_by_code(right, "10.9.9.8").session_id == session.id
    assert sign_ins.of_ticket(room.scan(session))[0].id == session.id


def test_people_of_the_bureau_sign_in_as_themselves(room):
    officer = make_person(room.database, "zhifa", name="示范执法员")
    session, sign_ins = room.open(), room.desk.sign_ins
    ticket = room.scan(session)
    made = sign_ins.sign_in_member(ticket, officer)
    assert (made.person_id, made.enterprise_id, made.recorded_by) == (officer.id, None, None)
    assert hours_of(room, session, officer.id) == session.plan.hours
    sign_ins.sign_in_trainee(room.scan(session), "示范企业来的", MILL)
    with room.database.read() as records:
        assert {line.person_name for line in records.hours.latest(50)} <= {officer.name}
    assert sign_ins.sign_in_member(ticket, officer) == made
    with pytest.raises(AlreadySignedInError):
        sign_ins.sign_in_member(room.scan(session), officer)
    for name in ("本单位", "示范生态环境分局"):
        with pytest.raises(StaffOnlyByLoginError, match="登录"):
            sign_ins.sign_in_trainee(room.scan(session), "示范外人", name)
    with pytest.raises(NoSuchColleagueError):
        sign_ins.sign_in_at_desk(room.instructor, session.id, "示范外人", "本单位")
    other = room.open()
    desk = sign_ins.sign_in_at_desk(room.instructor, other.id, "示范执法员", "本单位")
    assert (desk.person_id, desk.recorded_by) == (officer.id, "示范教员")


def test_nobody_records_hours_of_their_own(room):
    session, sign_ins, other = room.open(), room.desk.sign_ins, make_colleague(room, "tongshi")
    with pytest.raises(OwnSignInError, match="另一位"):
        sign_ins.sign_in_member(room.scan(session), room.instructor)
    with pytest.raises(OwnSignInError):
        sign_ins.sign_in_at_desk(room.instructor, session.id, "示范教员", "本单位")
    rows = [TypedRow("示范教员", "本单位"), TypedRow("示范同行", MILL)]
    done = room.desk.paper_lists.enter(room.instructor, session.id, rows, JPEG, "签到表.jpg")
    assert [one.name for one in done.kept] == ["示范同行"]
    assert "另一位" in done.faulty[0].fault
    assert hours_of(room, session, room.instructor.id) is None
    sign_ins.sign_in_at_desk(other, session.id, "示范教员", "本单位")
    assert hours_of(room, session, room.instructor.id) == session.plan.hours


def make_colleague(room, login_name):
    return make_person(room.database, login_name, name="示范同事", roles=[Role.MANAGER])


def test_names_that_are_none_are_refused(room):
    session = room.open()
    for name in ("", "甲", "（化验室）", "示" * 65, "👷👷", "示范甲🙂"):
        with pytest.raises(NoNameError):
            room.desk.sign_ins.sign_in_trainee(room.scan(session), name, MILL)
    for name in ("", "厂", "示" * 129):
        with pytest.raises(NoEnterpriseError):
            room.desk.sign_ins.sign_in_trainee(room.scan(session), "示范甲", name)
    assert room.desk.sign_ins.of_session(session.id) == []


def test_signs_that_nobody_sees_make_no_other_name(room):
    session, sign_ins = room.open(), room.desk.sign_ins
    sign_ins.sign_in_trainee(room.scan(session), "示范葛\U000e0100", MILL)
    for name, enterprise in (("示范葛", MILL), ("示范\u3164葛\ufe0f", f"{MILL}\ufe0f")):
        with pytest.raises(AlreadySignedInError):
            sign_ins.sign_in_trainee(room.scan(session), name, enterprise)
    with pytest.raises(StaffOnlyByLoginError):
        sign_ins.sign_in_trainee(room.scan(session), "示范外人", "本单位\ufe0f")
    for blank in ("\u3164\u3164", "\u2800\u2800", "\uffa0\u115f"):
        with pytest.raises(NoNameError):
            sign_ins.sign_in_trainee(room.scan(session), blank, MILL)
        with pytest.raises(NoEnterpriseError):
            sign_ins.sign_in_trainee(room.scan(session), "示范甲", blank)


def test_nobody_signs_in_unless_the_session_takes_sign_ins(room):
    sessions, sign_ins = room.desk.sessions, room.desk.sign_ins
    planned, full, over = room.plan(), room.open(capacity="1"), room.open()
    with pytest.raises(NotYetOpenError):
        sign_ins.ticket_by_token(planned.id, "k")
    early, late = room.scan(full), room.scan(full)
    sign_ins.sign_in_trainee(early, "示范头一个", MILL)
    with pytest.raises(FullSessionError, match="1 人已满"):
        sign_ins.sign_in_trainee(late, "示范第二个", MILL)
    ticket = room.scan(over)
    room.at("2026-09-01 12:00:01")
    assert sign_ins.screen(over.id).code is None
    with pytest.raises(SignInOverError):
        sign_ins.ticket_by_token(over.id, "k")
    room.at("2026-09-01 09:01")
    sessions.close(room.instructor, over.id)
    with pytest.raises(SignInOverError):
        sign_ins.sign_in_trainee(ticket, "示范晚了", MILL)
    sessions.cancel(room.instructor, planned.id, "示范停电")
    with pytest.raises(CancelledSessionError, match="示范停电"):
        sign_ins.sign_in_at_desk(room.instructor, planned.id, "示范白来", MILL)


def test_a_sign_in_is_taken_back_with_its_hours_and_may_come_again(room):
    session, sign_ins = room.open(), room.desk.sign_ins
    made = sign_ins.sign_in_trainee(room.scan(session), "示范误签", MILL)
    with pytest.raises(WrongEntryError):
        sign_ins.withdraw(room.instructor, session.id, made.id, " ")
    gone = sign_ins.withdraw(room.instructor, session.id, made.id, "签错了期")
    assert (gone.withdrawal.reason, gone.withdrawal.by) == ("签错了期", "示范教员")
    assert hours_of(room, session, made.person_id) == 0
    with pytest.raises(AlreadyWithdrawnError):
        sign_ins.withdraw(room.instructor, session.id, made.id, "再来一次")
    again = sign_ins.sign_in_trainee(room.scan(session), "示范误签", MILL)
    assert (again.person_id, again.id != made.id) == (made.person_id, True)
    assert hours_of(room, session, made.person_id) == session.plan.hours
    assert [one.counts for one in sign_ins.of_session(session.id)] == [False, True]
    assert sign_ins.screen(session.id).signed_in == 1
    with pytest.raises(UnknownSignInError):
        sign_ins.withdraw(room.instructor, room.plan().id, again.id, "别的一期")
    colleague = make_colleague(room, "biezhe")
    own = sign_ins.sign_in_at_desk(colleague, session.id, "示范教员", "本单位")
    with pytest.raises(OwnHoursError):
        sign_ins.withdraw(room.instructor, session.id, own.id, "自己")


def test_other_hours_of_a_session_reach_who_signed_in_but_its_day_stays(room):
    session = room.open(hours="2", topic="示范改学时")
    made = room.desk.sign_ins.sign_in_trainee(room.scan(session), "示范改时", MILL)
    change = room.desk.sessions.change
    change(room.instructor, session.id, room.typed(topic="示范改学时", hours="3"))
    assert hours_of(room, session, made.person_id) == 3
    with pytest.raises(WrongEntryError, match="日期不能再改"):
        change(room.instructor, session.id, room.typed(on="2026-09-02"))
    with pytest.raises(FixedBySignInsError, match="撤销"):
        room.desk.sessions.cancel(room.instructor, session.id, "不办了")


def test_a_paper_list_keeps_good_rows_and_tells_of_each_bad_one(room):
    session = room.plan(late_after="5", capacity="1")
    rows = [
        TypedRow("示范纸一", MILL, "８：５0"),
        TypedRow("示范纸二", "示范新来企业", "09:06"),
        TypedRow("示范纸三", MILL),
        TypedRow("", "", ""),
        TypedRow("示范纸一", MILL, "09:00"),
        TypedRow("示范纸四", "", "09:00"),
        TypedRow("示范纸五", MILL, "25:00"),
        TypedRow("示范纸六", MILL, "13:00"),
        TypedRow("示范纸七", "本单位"),
    ]
    lists = room.desk.paper_lists
    room.at("2026-09-01 08:59")
    with pytest.raises(WrongEntryError, match="还没有开始"):
        lists.enter(room.instructor, session.id, rows, JPEG, "签到表.jpg")
    room.at("2026-09-01 11:30")
    for wrong, content in (([], JPEG), (rows, b"<html>")):
        with pytest.raises(WrongEntryError):
            lists.enter(room.instructor, session.id, wrong, content, "签到表.jpg")
    done = lists.enter(room.instructor, session.id, rows, JPEG, "签到表.jpg")
    assert [(one.name, one.is_late) for one in done.kept] == [
        ("示范纸一", False),
        ("示范纸二", True),
        ("示范纸三", False),
    ]
    told = [(one.row.name, one.fault) for one in done.faulty]
    for (name, fault), (expected, word) in zip(
        told,
        [
            ("示范纸一", "已在 08:50 签到"),
            ("示范纸四", "写单位全称"),
            ("示范纸五", "09:00 这样"),
            ("示范纸六", "不在这一期"),
            ("示范纸七", "本单位没有"),
        ],
        strict=True,
    ):
        assert name == expected
        assert word in fault
    kept = done.kept[0]
    assert (kept.way, kept.recorded_by, kept.scan.name) == (
        SignInWay.PAPER_LIST,
        "示范教员",
        "签到表.jpg",
    )
    assert hours_of(room, session, kept.person_id) == session.plan.hours
    assert lists.scan(session.id, kept.id)[2] == JPEG
    with pytest.raises(UnknownSignInError):
        lists.scan(session.id + 1, kept.id)


def test_as_many_sign_in_at_once_as_there_are_places(room):
    session, sign_ins = room.open(capacity="3"), room.desk.sign_ins
    tickets = [room.scan(session) for _ in range(8)]

    def come(number):
        try:
            return sign_ins.sign_in_trainee(tickets[number], f"示范同时{number}", MILL)
        except FullSessionError:
            return None

    with ThreadPoolExecutor(8) as pool:
        came = [one for one in pool.map(come, range(8)) if one is not None]
    assert len(came) == len({one.person_id for one in came}) == 3
    assert sign_ins.screen(session.id).signed_in == 3


def test_a_room_of_phones_signs_in_within_one_code(room):
    session = room.open(capacity="12")
    for number in range(12):
        ticket = room.desk.sign_ins.ticket_by_code(
            room.desk.sign_ins.screen(session.id).code.digits, "10.0.0.1"
        )
        room.desk.sign_ins.sign_in_trainee(ticket.text, f"示范学员{number:02}", MILL)
    assert room.desk.sign_ins.screen(session.id).signed_in == 12
