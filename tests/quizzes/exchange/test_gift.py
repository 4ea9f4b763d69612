"""GIFT from elsewhere: what is understood, and that everything else is named."""

from pathlib import Path

import pytest
from builders.questions import make_essay, make_matching, make_multiple, make_single, make_term

from quizzes.exchange.gift_in import read_gift
from quizzes.exchange.gift_out import write_gift
from quizzes.exchange.report import MAX_BYTES, UnreadableExchangeError

GIVEN = {
    "points": 1,
    "difficulty": 1,
    "topics": ["sample-topic"],
    "cites": ["administrative-penalty-law-2021:29"],
    "explanation": "示范解析。",
}
FIXTURE = Path("/work/shared/moodle/questions.gift.txt")


def entry(text):
    """Read one question that may lack what GIFT does not know."""
    imported = read_gift(text.encode())
    (draft,) = imported.drafts
    return draft.entry


def notes(text):
    return [note.what for note in read_gift(text.encode()).left_out]


def test_a_single_choice_on_one_line():
    found = entry("::q-1::示范地点在哪里？{~甲地 =乙地 ~丙地}")
    assert found["options"] == {"A": "甲地", "B": "乙地", "C": "丙地"}
    assert (found["kind"], found["key"], found["id"]) == ("single_choice", ["B"], "q-1")


def test_a_missing_word_becomes_a_blank():
    assert entry("示范由{~甲 =乙}负责。")["stem"] == "示范由____负责。"


def test_answers_after_the_stem_leave_no_blank():
    assert entry("示范题。{=甲}")["stem"] == "示范题。"


def test_escaped_signs_are_signs():
    found = entry(r"::q-1::示范 \{a\=b\} \: c\\d\n次行 {=\~甲\#}")
    assert found["stem"] == "示范 {a=b} : c\\d\n次行"
    assert found["accepted"] == ["~甲#"]


def test_shares_of_several_right_options_are_part_marks():
    found = entry("示范？{~%50%甲 ~%50%乙 ~%-100%丙#错因}")
    assert (found["kind"], found["key"]) == ("multiple_choice", ["A", "B"])
    assert (found["policy"], found["mistakes"]) == ("part_marks", {"C": "错因"})


def test_other_shares_are_named():
    assert notes("::q::示范？{~%70%甲 ~%30%乙 ~%-20%丙}") == [
        "选项 A 的得分比例 70%，改为平均分配",
        "选项 B 的得分比例 30%，改为平均分配",
        "选项 C 的得分比例 -20%，改为选了就不得分",
    ]


def test_part_of_the_grade_for_a_wrong_option_of_a_single_choice_is_named():
    assert notes("::q::示范？{=甲 ~%40%乙 ~丙}") == ["选项 B 的得分比例 40%，改为不得分"]


@pytest.mark.parametrize(("word", "key"), [("T", True), ("TRUE", True), ("F", False)])
def test_true_and_false(word, key):
    assert entry(f"示范说法。{{{word}}}")["key"] is key


def test_feedback_becomes_mistake_and_explanation():
    found = entry("示范说法。{FALSE#错在这里####示范解析。}")
    assert (found["mistakes"], found["explanation"]) == ({"true": "错在这里"}, "示范解析。")


def test_pairs_with_an_extra_on_the_right():
    found = entry("示范连线。{=甲 -> 一 =乙 -> 二 =丙 -> 一 = -> 三}")
    pairs = {found["left"][p[0]]: found["right"][p[1:]] for p in found["key"]}
    assert pairs == {"甲": "一", "乙": "二", "丙": "一"}
    assert set(found["right"].values()) == {"一", "二", "三"}


def test_a_range_without_unit_is_told_to_lack_its_unit():
    imported = read_gift("::q::示范数？{#1..5}".encode())
    assert imported.drafts[0].entry["answer"] == {"value": "3", "tolerance": "2"}
    assert [note.what for note in imported.left_out] == ["数值 3 没有单位，题库里的数字要写明单位"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("$CATEGORY: 甲/乙", "分类 甲/乙 没有对应的项目"),
        ("::q::只有说明。", "说明文字 description 没有对应的题型，整题没有导入"),
        ("::q::括号{=甲", "花括号没有成对，整题没有导入"),
        ("::q::多少？{#多}", "多 不是数，整题没有导入"),
        ("::q::连线。{=甲 -> 一 =乙}", "“乙”没有 ->，整题没有导入"),
    ],
)
def test_what_has_no_place_is_named_and_not_imported(text, what):
    imported = read_gift(text.encode())
    assert (imported.questions, imported.drafts) == ((), ())
    assert [note.what for note in imported.left_out] == [what]


def test_an_essay_without_what_it_is_marked_by_is_a_draft_that_says_so():
    (draft,) = read_gift("::q::写一写。{####示范解析。}".encode(), given=GIVEN).drafts
    assert draft.entry["explanation"] == "示范解析。"
    assert [str(fault) for fault in draft.faults] == [
        "rubric：缺少这一项",
        "reference：缺少这一项",
    ]


def test_what_an_essay_is_marked_by_stands_in_comments_and_is_told_to_stay_there():
    essay = make_essay(reference="第一行\n\n[tag:难度:3] // [id:x]")
    exported = write_gift([essay])
    comments = [line for line in exported.content.decode().split("\n") if line[:2] == "//"]
    assert "// 阅卷：说出告知的内容（2分）" in comments
    assert [note.what for note in exported.left_out] == [
        "参考答案和评分要点写在注释里，Moodle 不会读入"
    ]
    assert read_gift(exported.content).questions == (essay,)


def test_pictures_links_and_formats_are_named():
    found = notes('::q::[html]看<img src\\="a.png"/>和<a href\\="b">此处</a><em>注意</em>{=甲}')
    assert found == ["图片 a.png 没有导入", "链接 b只留下文字", "格式 <em>只留下文字"]


def test_markdown_stays_and_is_named():
    assert notes("::q::[markdown]**示范**{=甲}") == ["markdown 格式标记原样留在文字里"]


def test_tags_and_id_are_read_from_the_comment():
    found = entry("// [id:my-id] [tag:难度:3] [tag:§gb-1:2] [tag:别的]\n::名::示范？{=甲}")
    assert (found["id"], found["difficulty"], found["cites"]) == ("my-id", 3, ["gb-1:2"])
    assert notes("// [id:my-id] [tag:别的]\n::名::示范？{=甲}") == [
        "题名“名”没有对应的项目，编号是 my-id",
        "标签 别的 没有对应的项目，没有导入",
    ]


def test_a_name_that_is_no_id_is_named_and_its_substitute_stays_the_same():
    text = "::某题::示范？{=甲}\n\n::某题::示范？{=甲}"
    ids = [draft.entry["id"] for draft in read_gift(text.encode()).drafts]
    assert len(set(ids)) == 2
    assert ids == [draft.entry["id"] for draft in read_gift(text.encode()).drafts]
    assert notes(text)[0].startswith("题名“某题”不能作编号")


def test_a_second_answer_block_is_named():
    assert notes("::q::由{=甲}和{=乙}负责。") == ["第二处花括号里的答案，原样留在题干里"]


def test_of_two_fully_right_answers_the_second_is_named():
    assert notes("::q::示范？{=甲 =乙 ~丙}") == ["选项 B 的得分比例 100%，改为不得分"]


def test_what_is_given_makes_whole_questions():
    text = "::q-1::示范？{=甲 ~乙#错因乙 ~丙#错因丙}"
    imported = read_gift(text.encode(), given=GIVEN)
    assert [q.id for q in imported.questions] == ["q-1"]


@pytest.mark.parametrize("content", ["示范".encode("gbk"), b"x" * (MAX_BYTES + 1)])
def test_files_that_are_no_text_or_too_large_are_refused(content):
    with pytest.raises(UnreadableExchangeError):
        read_gift(content)


def test_what_would_be_read_as_something_else_is_not_written():
    left = {"A": "甲->", "B": "乙", "C": "丙"}
    exported = write_gift([make_matching(left=left), make_term(accepted=("a->b",))])
    assert exported.content.strip() == b""
    assert len(exported.left_out) == 2


def test_shares_are_written_as_moodle_knows_them():
    text = write_gift([make_multiple(key=("A", "B", "C"), mistakes={"D": "错"})]).content.decode()
    assert text.count("~%33.33333%") == 3
    assert "~%-100%" in text


def test_options_that_look_like_marks_of_gift_are_guarded():
    options = {"A": "%50%甲", "B": "[html]乙", "C": "%0%丙", "D": "丁"}
    questions = tuple(
        make_single(
            id=f"q-{key}", options=options, key=(key,), mistakes=dict.fromkeys(others, "错")
        )
        for key, others in {"A": "BCD", "B": "ACD"}.items()
    )
    assert read_gift(write_gift(questions).content).questions == questions


@pytest.mark.skipif(not FIXTURE.exists(), reason="Moodle's own GIFT file is not here")
def test_moodles_own_file_is_imported_with_every_unsupported_part_named():
    imported = read_gift(FIXTURE.read_bytes())
    kinds = [draft.entry["kind"] for draft in imported.drafts]
    assert imported.questions == ()
    assert kinds == [
        "essay",
        "matching",
        "single_choice",
        "multiple_choice",
        "fill_in",
        "fill_in",
        "true_false",
        "true_false",
        "true_false",
    ]
    lacks = {str(fault) for fault in imported.drafts[0].faults}
    assert {"rubric：缺少这一项", "reference：缺少这一项"} <= lacks
    named = {(note.place.split(" ")[1], note.what.split("，")[0]) for note in imported.left_out}
    assert {place for place, _ in named} == {"2", "3", "4", "5", "6", "7", "8", "9"}
    words = " ".join(str(note) for note in imported.left_out)
    for part in (
        "格式 <b>",
        "“right; good!”",
        "数值 3 没有单位",
        "“Completely wrong”",
        "答案“Cat”得部分分（50%）",
        "“Good!”",
        "“You gave the right answer.”",
        "“2-08 TSL”不能作编号",
    ):
        assert part in words


@pytest.mark.skipif(not FIXTURE.exists(), reason="Moodle's own GIFT file is not here")
def test_moodles_own_file_becomes_drafts_with_the_texts_in_place():
    _, *drafts = read_gift(FIXTURE.read_bytes()).drafts
    match, colour = drafts[0].entry, drafts[1].entry
    pairs = {match["right"][p[1:]]: match["left"][p[0]] for p in match["key"]}
    assert pairs["Forum"] == "An activity supporting asynchronous discussions."
    assert "Chat" in match["right"].values()
    assert colour["options"] == {"A": "yellow", "B": "red", "C": "blue"}
    assert colour["mistakes"] == {"B": "wrong, it's yellow", "C": "wrong, it's yellow"}
    assert drafts[3].entry["answer"] == {"value": "3", "tolerance": "2"}
