import json
import math
import random
import subprocess
import sys
from dataclasses import dataclass

import pytest
from builders.people import make_person
from builders.questions import (
    EVERY_KIND,
    make_multiple,
    make_single,
    make_true_false,
    random_answers,
)
from builders.records import fresh_database
from builders.scored_exams import add_handed_in, add_scored, change_points

from grading.records.engine import RecordsDatabase
from grading.reports.catalogue import REPORTS, Sources
from grading.reports.exam_statistics import exam_statistics
from grading.reports.keyless_rows import variant_row
from grading.reports.question_faults import FEW, FEWEST, QuestionFault, doubt_of, faults_of
from grading.reports.statistics_model import (
    Counted,
    NothingScoredError,
    QuestionStatistics,
    UnknownCountError,
    VariantStatistics,
)
from quizzes.draw import PaperQuestion, Variant
from quizzes.kinds import KINDS, kind_of

PAPER = "sample-paper"
SAMPLES = [make for make, _, _ in EVERY_KIND]


def make_test(*questions, letter="A", paper_id=PAPER, points=2) -> Variant:
    entries = [
        PaperQuestion.model_validate({"question": question, "points": points})
        for question in questions
    ]
    return Variant(paper_id=paper_id, title="示范试卷", letter=letter, questions=tuple(entries))


def singles(count: int) -> list:
    return [make_single(id=f"single-{number}") for number in range(1, count + 1)]


@dataclass
class Hall:
    """A records database in which people sit exams."""

    database: RecordsDatabase
    people: int = 0

    def newcomer(self) -> int:
        self.people += 1
        return make_person(self.database, f"someone{self.people}").id

    def sit(self, variant: Variant, *letters: str | bool | tuple[str, ...] | None) -> str:
        """Somebody new answers the questions in their order; None leaves one open."""
        return add_scored(self.database, variant, self.newcomer(), answered(variant, *letters))

    def statistics(self, counted: Counted = Counted.FIRST) -> VariantStatistics:
        (only,) = exam_statistics(self.database, PAPER, counted)
        return only


def answered(variant, *letters):
    ids = [entry.question.id for entry in variant.questions]
    return {name: value for name, value in zip(ids, letters, strict=True) if value is not None}


def at_place(statistics: VariantStatistics, place: int) -> QuestionStatistics:
    return next(row for row in statistics.questions if row.place == place)


@pytest.fixture
def hall(tmp_path):
    database = fresh_database(tmp_path)
    yield Hall(database)
    database.close()


def test_everybody_is_counted_as_right_partly_wrong_or_open(hall):
    variant = make_test(*singles(2))
    for first, second in [("B", "B"), ("A", "B"), (None, "C"), ("B", None)]:
        hall.sit(variant, first, second)
    first, second = (at_place(hall.statistics(), place) for place in (1, 2))
    assert (first.right, first.partly, first.wrong, first.left_open) == (2, 0, 1, 1)
    assert (second.right, second.partly, second.wrong, second.left_open) == (2, 0, 1, 1)
    assert first.facility == 0.5


def test_the_paper_is_summed_up_in_percent(hall):
    variant = make_test(*singles(2))
    hall.sit(variant, "B", "B")
    hall.sit(variant, "A", "A")
    statistics = hall.statistics()
    assert (statistics.people, statistics.mean, statistics.spread) == (2, 50, 50)
    assert sorted(statistics.percents) == [0, 100]
    assert (statistics.alpha, statistics.kr20) == (pytest.approx(1), pytest.approx(1))
    assert statistics.standard_error == pytest.approx(0)


def test_options_are_counted_for_everybody_and_both_groups(hall):
    variant = make_test(*singles(3))
    answers = [("B", "B", "B"), ("C", "B", "B"), ("C", "A", "B"), ("D", "A", "A")]
    for letters in answers:
        hall.sit(variant, *letters)
    counts = {one.letter: one for one in at_place(hall.statistics(), 1).options}
    assert {letter: one.picked for letter, one in counts.items()} == {
        "A": 0, "B": 1, "C": 2, "D": 1,
    }  # fmt: skip
    assert (counts["B"].upper, counts["B"].lower) == (1, 0)
    assert (counts["D"].upper, counts["D"].lower) == (0, 1)
    assert [letter for letter, one in counts.items() if one.is_right] == ["B"]


def test_each_letter_of_a_multiple_choice_and_each_word_of_a_statement_is_counted(hall):
    variant = make_test(make_multiple(), make_true_false())
    hall.sit(variant, ("A", "C"), False)
    hall.sit(variant, ("A", "B"), True)
    statistics = hall.statistics()
    picked = [{o.letter: o.picked for o in at_place(statistics, n).options} for n in (1, 2)]
    assert picked == [{"A": 2, "B": 1, "C": 1, "D": 0}, {"对": 1, "错": 1}]


def test_only_the_first_attempt_counts_unless_all_are_asked_for(hall):
    variant = make_test(*singles(2))
    person = hall.newcomer()
    for number, letters in enumerate([("A", "A"), ("B", "B")], start=1):
        answers = answered(variant, *letters)
        add_scored(hall.database, variant, person, answers, number=number)
    assert (hall.statistics().people, hall.statistics().mean) == (1, 0)
    everything = hall.statistics(Counted.ALL)
    assert (everything.people, everything.mean) == (2, 50)


def test_an_attempt_without_a_result_is_not_counted(hall):
    variant = make_test(*singles(2))
    hall.sit(variant, "B", "B")
    waiting = hall.newcomer()
    with hall.database.begin() as records:
        add_handed_in(records, variant, waiting, answered(variant, "A", "A"))
    assert hall.statistics().people == 1


def test_points_that_were_changed_by_hand_count_as_changed(hall):
    variant = make_test(*singles(2))
    attempt = hall.sit(variant, "B", "B")
    change_points(hall.database, variant, attempt, q1=1)
    row = at_place(hall.statistics(), 1)
    assert (row.right, row.partly, row.facility) == (0, 1, 0.5)


def test_variants_are_told_apart(hall):
    first, second = make_test(*singles(2)), make_test(*singles(3), letter="B")
    hall.sit(first, "B", "B")
    hall.sit(second, "A", "A", "A")
    found = exam_statistics(hall.database, PAPER)
    assert [(one.letter, one.people, one.mean) for one in found] == [("A", 1, 100), ("B", 1, 0)]


def test_other_papers_are_left_out(hall):
    hall.sit(make_test(*singles(2)), "B", "B")
    hall.sit(make_test(*singles(2), paper_id="other-paper"), "A", "A")
    assert hall.statistics().people == 1


@pytest.mark.parametrize("paper_id", [PAPER, "", "no-such-paper"])
def test_a_paper_without_results_is_refused(hall, paper_id):
    with pytest.raises(NothingScoredError, match="还没有人考过"):
        exam_statistics(hall.database, paper_id)


def test_one_person_alone_has_no_discrimination_and_no_reliability(hall):
    hall.sit(make_test(*singles(2)), "B", "A")
    statistics = hall.statistics()
    assert math.isnan(statistics.alpha)
    assert all(math.isnan(row.discrimination) for row in statistics.questions)


def test_a_wrong_key_is_found_and_comes_first(hall):
    """Question 3 has the wrong letter as its key: the better somebody is, the worse it goes."""
    wrong_key = make_single(id="single-3", key=("D",), mistakes=dict.fromkeys("ABC", "示范错误"))
    variant = make_test(*singles(2), wrong_key, *singles(6)[3:])
    for person in range(20):
        good = person < 10
        letters = ["B" if person < 19 - 3 * n else "A" for n in range(5)]
        hall.sit(variant, *letters[:2], "B" if good else "D", *letters[2:])
    worst = hall.statistics().questions[0]
    assert worst.place == 3
    assert worst.faults[:2] == (QuestionFault.NEGATIVE, QuestionFault.TEMPTING)
    assert worst.discrimination < 0
    assert worst.rest_correlation < 0


@pytest.mark.parametrize("people", [1, FEWEST - 1, FEWEST, FEW - 1, FEW, 400])
def test_few_people_are_said_to_be_few(people):
    doubt = doubt_of(people)
    assert (doubt is None) == (people >= FEW)
    assert doubt is None or f"只有 {people} 人" in doubt
    assert (faults_of(people, 0.1, (-1, -1), ()) == ()) == (people < FEWEST)


def test_extreme_facilities_are_faults():
    assert faults_of(100, 0.19, (0.3, 0.3), ()) == (QuestionFault.HARD,)
    assert faults_of(100, 0.96, (0.3, 0.3), ()) == (QuestionFault.EASY,)
    assert faults_of(100, 1.0, (math.nan, math.nan), ()) == (QuestionFault.EASY,)
    assert faults_of(100, 0.5, (0.3, 0.3), ()) == ()


def test_what_is_shown_as_zero_is_not_called_negative():
    assert faults_of(100, 0.5, (-0.004, 0.0), ()) == ()
    assert faults_of(100, 0.5, (0.2, -0.006), ()) == (QuestionFault.NEGATIVE,)


def test_a_distractor_that_nobody_picks_is_a_fault_among_many_people_only(hall):
    variant = make_test(*singles(2))
    for person in range(FEW):
        if person == FEW - 1:
            assert not has_unused(hall.statistics())
        letters = ("A", "C") if person % 3 else ("B", "B")
        hall.sit(variant, *letters)
    assert has_unused(hall.statistics())


def has_unused(statistics: VariantStatistics) -> bool:
    return any(QuestionFault.UNUSED in row.faults for row in statistics.questions)


def test_every_fault_says_what_to_do():
    assert all(fault.label and fault.advice.endswith("。") for fault in QuestionFault)


def every_kind() -> Variant:
    """A variant of the kinds with options; each option and key has a word of its own."""
    single = make_single(options={letter: f"选项文字{letter}" for letter in "ABCD"})
    multiple = make_multiple(options={letter: f"选项文字{letter}" for letter in "ABCD"})
    return make_test(single, multiple, make_true_false())


def test_rows_for_kernels_hold_no_letter_no_option_and_no_key(hall):
    variant, chance = every_kind(), random.Random(3)
    for _ in range(12):
        add_scored(hall.database, variant, hall.newcomer(), random_answers(variant, chance))
    (row,) = rows_of(hall, "exam-statistics", paper=PAPER)
    text = json.dumps(row, ensure_ascii=False, allow_nan=False)
    assert "选项文字" not in text
    assert "示范解析" not in text
    assert "当成" not in text, "a mistake tells which option it belongs to"
    for question in row["questions"]:
        assert set(question) == {
            "place", "id", "kind", "stem", "facility", "discrimination", "rest_correlation",
            "alpha_without", "right", "partly", "wrong", "left_open", "faults", "right_options",
            "distractors",
        }  # fmt: skip
        assert all(set(one) == {"share", "upper", "lower"} for one in question["right_options"])
        assert all(
            set(one) == {"number", "picked", "upper", "lower"} for one in question["distractors"]
        )


def test_which_letter_is_the_key_changes_nothing_in_the_rows(hall, tmp_path):
    """With the options in another order the key is another letter; the kernel sees the same."""
    rows = []
    for number, right in enumerate("ABCD"):
        (tmp_path / right).mkdir()
        other = Hall(fresh_database(tmp_path / right))
        turned = {letter: "ABCD"[(place + number) % 4] for place, letter in enumerate("ABCD")}
        mistakes = {turned[letter]: "示范错误" for letter in "BCD"}
        question = make_single(key=(right,), mistakes=dict(sorted(mistakes.items())))
        variant = make_test(question, make_single(id="second"))
        for letter in "AABBBCDA":
            other.sit(variant, turned[letter], "B" if letter == "A" else "C")
        row = variant_row(other.statistics())
        rows.append({name: value for name, value in row.items() if name != "assignment"})
        other.database.close()
    assert rows[0] == rows[1] == rows[2] == rows[3]


def test_distractors_are_numbered_from_the_most_picked(hall):
    variant = make_test(*singles(2))
    for letter in "ACCDDDB":
        hall.sit(variant, letter, "B")
    row = variant_row(hall.statistics())
    question = next(one for one in row["questions"] if one["place"] == 1)
    assert [(one["number"], one["picked"]) for one in question["distractors"]] == [
        (1, 3), (2, 2), (3, 1),
    ]  # fmt: skip


def test_undefined_measures_are_none_in_rows(hall):
    hall.sit(make_test(*singles(2)), "B", "A")
    row = variant_row(hall.statistics())
    assert row["alpha"] is None
    assert row["questions"][0]["rest_correlation"] is None


def test_papers_are_listed_with_how_often_they_were_scored(hall):
    hall.sit(make_test(*singles(2)), "B", "B")
    hall.sit(make_test(*singles(2)), "A", "B")
    hall.sit(make_test(*singles(2), paper_id="other-paper"), "A", "A")
    rows = [tuple(row.values()) for row in rows_of(hall, "exam-papers")]
    assert rows == [("other-paper", "示范试卷", 1), (PAPER, "示范试卷", 2)]


def test_which_attempts_are_counted_is_read_or_refused(hall):
    hall.sit(make_test(*singles(2)), "B", "B")
    assert rows_of(hall, "exam-statistics", paper=PAPER, attempts="all")
    with pytest.raises(UnknownCountError, match="first"):
        rows_of(hall, "exam-statistics", paper=PAPER, attempts="some")


def test_listing_reports_does_not_wait_for_pandas():
    """The portal lists them at its start; only the statistics need it."""
    ask = "import sys, grading.reports.catalogue; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", ask], check=False).returncode == 0


def rows_of(hall, report, **parameters):
    sources = Sources(database=hall.database, assessment=None, leadership=None, zone=None)
    return REPORTS[report](sources, parameters)


def test_there_is_a_sample_of_every_kind():
    assert {make().kind for make in SAMPLES} == set(KINDS)


@pytest.mark.parametrize("make", SAMPLES)
def test_answers_of_every_kind_are_counted(hall, make):
    question = make()
    kind = kind_of(question)
    variant = make_test(question, make_single(id="second"))
    wrong = list(kind.wrong_answers(question))[:8]
    for answer in [kind.right_answer(question), *wrong, None]:
        hall.sit(variant, answer, "B")
    row = at_place(hall.statistics(), 1)
    right = 0 if kind.by_hand else 1  # nobody has marked the essays
    assert (row.right, row.partly + row.wrong, row.left_open) == (right, len(wrong) + 1 - right, 1)
    assert (bool(row.options) != bool(row.common_wrong)) is not kind.by_hand
