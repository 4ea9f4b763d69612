"""A quick quiz on paper, entered by grid."""

import pytest
from builders.classroom import QUIZ, Classroom, make_classroom
from builders.proofs import PDF

from grading.training.grid import TypedRow
from quizzes.printing.sheet import lay_out


@pytest.fixture(scope="module")
def classroom(tmp_path_factory) -> Classroom:
    return make_classroom(tmp_path_factory.mktemp("grid"))


@pytest.fixture
def session(classroom):
    return classroom.open_session()


def key_of(classroom, letter, *, wrong=0):
    """The letters of the printed key, the first so many of them wrong."""
    room = classroom.room
    variant = room.examinations.entering.variants(QUIZ)["AB".index(letter)]
    sheet = lay_out(room.quizzes.shelf.paper(QUIZ), variant)
    printed = [one for section in sheet.sections for one in section.questions]
    other = {"√": "×", "×": "√", "A": "B", "B": "A", "C": "A", "D": "A"}
    return tuple(
        other[one.short_answer] if place < wrong else one.short_answer.lower()
        for place, one in enumerate(printed)
    )


def enter(classroom, session, *rows, staff=None):
    scan = classroom.grid.keep_scan(PDF, "答卷.pdf")
    done = classroom.grid.enter(staff or classroom.staff, session.id, rows, scan)
    classroom.room.examinations.score_pending()
    return done


def standing_of(classroom, session, person):
    found = classroom.quizzes.results(session.id).standings
    return next(one for one in found if one.sign_in.person_id == person.id)


def test_the_grid_has_a_column_for_each_question_whatever_the_variant(classroom, session):
    form = classroom.grid.form(session.id)
    assert form.letters == ("A", "B")
    assert [one.kind_label for one in form.columns] == ["单选题", "单选题", "判断题", "判断题"]


def test_rows_become_attempts_scored_like_those_of_phones(classroom, session):
    ann, bob = (classroom.come(session, name) for name in ("示范甲", "示范乙"))
    done = enter(
        classroom,
        session,
        TypedRow(person_id=ann.id, letter="a", answers=key_of(classroom, "A")),
        TypedRow(person_id=bob.id, letter="B", answers=key_of(classroom, "B", wrong=3)),
    )
    assert done.faults == {}
    assert [standing_of(classroom, session, one).best.percent for one in (ann, bob)] == [100, 20]
    with classroom.room.database.read() as records:
        kept = records.quick_quizzes.find(done.attempts[0])
        scans = records.quick_quizzes.scans()
    assert (kept.session, kept.entry.entered_by) == (session.id, classroom.staff.id)
    assert (session.id, kept.entry.scan.sha256) in scans
    assert classroom.grid.earlier_scan(session.id).name == "答卷.pdf"


def test_a_faulty_row_is_told_and_the_others_are_kept(classroom, session):
    people = [classroom.come(session, f"示范{word}") for word in "丙丁戊己"]
    good = key_of(classroom, "A")
    rows = [
        TypedRow(person_id=people[0].id, letter="A", answers=("z", *good[1:])),
        TypedRow(person_id=people[1].id, letter="", answers=good),
        TypedRow(person_id=people[2].id, letter="A", answers=good),
        TypedRow(person_id=people[3].id, letter="", answers=("", "", "", " ")),
    ]
    done = enter(classroom, session, *rows)
    assert len(done.attempts) == 1
    assert "第 1 题" in str(done.faults[people[0].id])
    assert "哪一卷" in str(done.faults[people[1].id])
    assert set(done.faults) == {people[0].id, people[1].id}


def test_what_was_sent_twice_is_entered_once_and_the_limit_holds(classroom, session):
    person = classroom.come(session, "示范庚")
    row = TypedRow(person_id=person.id, letter="A", answers=key_of(classroom, "A", wrong=4))
    first = enter(classroom, session, row).attempts[0]
    again = enter(classroom, session, row)
    assert again.attempts == ()
    assert "两遍" in str(again.faults[person.id])
    second = TypedRow(
        person_id=person.id, letter="B", answers=key_of(classroom, "B"), last_known=first
    )
    (second_id,) = enter(classroom, session, second).attempts
    third = TypedRow(person_id=person.id, letter="A", answers=second.answers, last_known=second_id)
    assert "用完" in str(enter(classroom, session, third).faults[person.id])


def test_a_correction_names_the_old_entry_which_counts_no_more(classroom, session):
    person = classroom.come(session, "示范辛")
    typed = {"person_id": person.id, "letter": "A"}
    (old,) = enter(classroom, session, TypedRow(**typed, answers=key_of(classroom, "A"))).attempts
    assert standing_of(classroom, session, person).is_passed
    right = key_of(classroom, "A", wrong=4)
    (new,) = enter(
        classroom, session, TypedRow(**typed, answers=right, last_known=old, corrects=True)
    ).attempts
    standing = standing_of(classroom, session, person)
    assert ([one.attempt_id for one in standing.attempts], standing.is_passed) == ([new], False)
    with classroom.room.database.read() as records:
        assert records.quick_quizzes.find(new).entry.corrects == old
        assert records.attempts.find(old) is not None


def test_nobody_is_answered_for_who_answers_on_the_screen(classroom, session):
    person = classroom.come(session, "示范壬")
    begun = classroom.quizzes.begin(person, session.id)
    row = TypedRow(
        person_id=person.id, letter="A", answers=key_of(classroom, "A"), last_known=begun
    )
    assert "手机上作答" in str(enter(classroom, session, row).faults[person.id])
    classroom.room.examinations.hand_in(person, begun)
    corrected = TypedRow(
        person_id=person.id,
        letter="A",
        answers=row.answers,
        last_known=begun,
        corrects=True,
    )
    assert "可以更正" in str(enter(classroom, session, corrected).faults[person.id])
    assert enter(classroom, session, row).faults == {}


def test_sheets_are_of_those_who_came_and_nobody_types_the_own(classroom, session):
    other = classroom.open_session()
    absent = classroom.come(other, "示范癸")
    answers = key_of(classroom, "A")
    done = enter(classroom, session, TypedRow(person_id=absent.id, letter="A", answers=answers))
    assert "签到" in str(done.faults[absent.id])
    classroom.come(session, "示范教员", "本单位")
    own = TypedRow(person_id=classroom.staff.id, letter="A", answers=answers)
    assert "别的工作人员" in str(enter(classroom, session, own).faults[classroom.staff.id])


def test_a_blank_sheet_is_entered_when_it_is_said_to_be_one(classroom, session):
    person = classroom.come(session, "示范子")
    letter_alone = TypedRow(person_id=person.id, letter="ａ", answers=("",))
    assert "白卷" in str(enter(classroom, session, letter_alone).faults[person.id])
    blank = TypedRow(person_id=person.id, letter="ａ", answers=("-",))
    assert enter(classroom, session, blank).faults == {}
    assert standing_of(classroom, session, person).best.earned == 0
