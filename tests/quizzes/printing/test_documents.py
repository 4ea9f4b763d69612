"""What stands in the printed paper, what in its key, and that the two belong together."""

from io import BytesIO

import docx
import pytest
from builders.content import make_paper, make_pool, make_quizzes
from builders.questions import (
    make_essay,
    make_single,
    make_variant,
    make_variant_of_every_kind,
)

from courses.statutes.registry import Registry
from quizzes.draw import draw_variants
from quizzes.model import Case
from quizzes.printing.key import WARNING, print_key
from quizzes.printing.paper import print_paper
from quizzes.printing.sheet import lay_out

REGISTRY = Registry.embedded()


def paragraphs(content):
    return docx.Document(BytesIO(content)).paragraphs


def read(content):
    """Return all text of a Word file: body, tables and foot."""
    document = docx.Document(BytesIO(content))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    foot = [p.text for p in document.sections[0].footer.paragraphs]
    return "\n".join([*(p.text for p in document.paragraphs), *cells, *foot])


@pytest.fixture(scope="module")
def sheet():
    return lay_out(make_paper(), make_variant_of_every_kind())


@pytest.fixture(scope="module")
def paper(sheet):
    return read(print_paper(sheet))


@pytest.fixture(scope="module")
def key(sheet):
    return read(print_key(sheet, REGISTRY))


def test_the_paper_has_its_rules_and_room_for_who_writes_it(paper):
    assert "示范试卷（A卷）" in paper
    assert "考试时间 30 分钟　满分 50 分" in paper
    for label in ("姓名", "单位", "部门", "日期", "得分", "阅卷人"):
        assert label in paper


def test_every_question_and_every_part_is_on_the_paper(sheet, paper):
    for section in sheet.sections:
        assert section.heading in paper
        for question in section.questions:
            assert f"{question.number}. {question.stem}" in paper
            assert all(line in paper for line in question.lines)


def test_the_paper_gives_nothing_away(paper):
    assert "示范解析" not in paper
    assert "《" not in paper
    assert "答案" not in paper.replace("把答案写在横线上", "")


def test_the_key_has_answers_explanations_and_the_law(sheet, key):
    assert WARNING in key
    for section in sheet.sections:
        for question in section.questions:
            first, *more = question.answer_text.split("\n")
            told = question.short_answer if question.rubric else first
            assert f"{question.number}. {told}" in key
            assert all(line in key for line in (first, *more, question.short_answer))
    assert "解析：示范解析。" in key
    assert "依据：《生态环境行政处罚办法》第四十六条" in key


def test_paper_and_key_name_each_other(sheet, paper, key):
    assert sheet.name in paper
    assert f"只用于页脚写着 {sheet.name} 的试卷" in key


def test_a_changed_question_makes_another_paper():
    other = make_variant()
    first = other.questions[0]
    changed = first.model_copy(update={"question": make_single(stem="示范：改过的题")})
    edited = other.model_copy(update={"questions": (changed, *other.questions[1:])})
    assert lay_out(make_paper(), other).name != lay_out(make_paper(), edited).name


def test_printing_again_gives_the_same_order():
    (variant, _) = draw_variants(make_paper(), make_quizzes(pool=make_pool()).bank)
    assert lay_out(make_paper(), variant) == lay_out(make_paper(), variant)


def test_numbers_run_through_and_kinds_stay_together(sheet):
    numbers = [one.number for section in sheet.sections for one in section.questions]
    assert numbers == list(range(1, 15))
    assert [section.label for section in sheet.sections] == [
        "单选题",
        "多选题",
        "判断题",
        "填空题",
        "排序题",
        "连线题",
        "简答题",
        "案例分析题",
    ]


def test_points_are_told_with_a_question_only_where_they_differ(paper):
    assert "四、填空题（共 2 题，共 5 分）" in paper
    assert "（3 分）" in paper
    assert "一、单选题（共 1 题，每题 5 分，共 5 分）" in paper
    assert "（5 分）" not in paper


def test_marking_is_told_with_a_question_only_where_it_differs(sheet):
    uniform = lay_out(make_paper(), make_variant())
    multiple = next(s for s in uniform.sections if s.label == "多选题")
    assert "多选、少选、错选都不得分" in multiple.direction
    assert multiple.remarks(multiple.questions[0]) == ""
    mixed = next(s for s in sheet.sections if s.label == "多选题")
    assert "得分" not in mixed.direction
    assert {mixed.remarks(one) for one in mixed.questions} == {
        "（多选、少选、错选都不得分）",
        "（少选的按选对的个数得分，有选错的不得分）",
    }


def essays(sheet):
    return [one for section in sheet.sections for one in section.questions if one.rubric]


def test_an_essay_has_lines_to_write_on_by_its_points(sheet):
    ruled = [p.text for p in paragraphs(print_paper(sheet))].count("\t")
    assert ruled == sum(one.rules for one in essays(sheet)) == 2 * (6 + 2)
    entry = make_variant(count=1).questions[0].model_copy(update={"question": make_essay()})
    rules = [
        lay_out(make_paper(), make_variant(questions=(entry.model_copy(update={"points": n}),)))
        .sections[0]
        .questions[0]
        .rules
        for n in (1, 8, 100)
    ]
    assert rules == [4, 10, 18]


def test_the_key_tells_how_an_essay_is_marked_and_the_paper_does_not(paper, key):
    for told in ("参考答案：示范参考答案", "要点一：说出告知的内容（2 分）", "第 11 题按评分要点"):
        assert told in key
        assert told not in paper
    assert "第 14 题按评分要点阅卷" in key


def test_the_points_of_a_rubric_are_those_of_the_paper():
    entry = make_variant(count=1).questions[0]
    worth = entry.model_copy(update={"question": make_essay(), "points": 12})
    printed = lay_out(make_paper(), make_variant(questions=(worth,)))
    (question,) = essays(printed)
    assert [line[-5:] for line in question.rubric] == ["（4 分）", "（2 分）", "（6 分）"]


def test_a_case_stands_above_its_questions_and_says_how_each_is_answered(sheet, paper, key):
    section = sheet.sections[-1]
    (case,) = section.cases
    assert section.heading == "八、案例分析题（共 1 题，每题 10 分，共 10 分）"
    assert [one.number for one in case.questions] == [12, 13, 14]
    assert "单选题：每题只有一个正确的选项" in section.direction
    for printed in (paper, key):
        assert "案例一（10 分）" in printed
        assert printed.index(case.text) < printed.rindex("12. ")
    assert "12. 示范单选题：哪一项正确？（单选题，2 分）" in paper
    assert f"14. {case.questions[2].stem}（简答题，6 分）" in paper


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("示范公司停产。", "（行为发生在2026年8月10日）示范公司停产。"),
        ("2026年8月10日，示范公司停产。", "2026年8月10日，示范公司停产。"),
    ],
)
def test_the_day_of_the_act_is_told_with_the_case(text, printed):
    case = Case(id="sample-case-001", text=text)
    parts = [
        make(id=f"sample-case-001-{n}", case=case, acts_on="2026-08-10")
        for n, make in enumerate((make_single, make_essay), start=1)
    ]
    entry = make_variant(count=1).questions[0]
    entries = tuple(entry.model_copy(update={"question": part}) for part in parts)
    (section,) = lay_out(make_paper(), make_variant(questions=entries)).sections
    assert section.cases[0].text == printed
    assert [one.stem for one in section.questions] == [part.stem for part in parts]


def test_markup_in_a_text_stays_text():
    tricky = make_single(stem='<w:p>示范</w:p> & "引号"\u2028')
    variant = make_variant(count=1)
    entry = variant.questions[0].model_copy(update={"question": tricky})
    printed = lay_out(make_paper(), variant.model_copy(update={"questions": (entry,)}))
    assert '<w:p>示范</w:p> & "引号"' in read(print_paper(printed))


def test_characters_that_no_word_file_holds_are_left_out():
    entry = make_variant(count=1).questions[0]
    odd = entry.model_copy(update={"question": make_single(stem="示范\x01单\ufffe选题")})
    printed = make_variant().model_copy(update={"questions": (odd,)})
    assert "1. 示范单选题" in read(print_paper(lay_out(make_paper(), printed)))


@pytest.mark.parametrize(
    ("stem", "printed"),
    [
        ("示范：应当怎样？", "（行为发生在2026年8月10日）示范：应当怎样？"),
        ("某厂2026年8月10日排污，应当怎样？", "某厂2026年8月10日排污，应当怎样？"),
    ],
)
def test_the_day_of_the_act_is_told_once(stem, printed):
    variant = make_variant(count=1)
    dated = make_single(stem=stem, acts_on="2026-08-10")
    entry = variant.questions[0].model_copy(update={"question": dated})
    sheet = lay_out(make_paper(), variant.model_copy(update={"questions": (entry,)}))
    assert sheet.sections[0].questions[0].stem == printed


def test_a_quick_quiz_has_one_row_for_all_answers_in_the_place_of_the_score():
    quiz = make_paper(mode="session_quiz")
    (variant, *_) = draw_variants(quiz, make_quizzes(quiz).bank)
    document = docx.Document(BytesIO(print_paper(lay_out(quiz, variant))))
    rows = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert rows == [["题号", "1", "2", "3", "4"], ["答案", "", "", "", ""]]
    assert "成绩以答题栏为准" in "\n".join(one.text for one in document.paragraphs)
