"""Moodle XML as Moodle's description of the format has it, and files that mean harm."""

import base64

import pytest
from builders.questions import make_ordering, make_single
from lxml import etree

from quizzes.exchange.moodle_xml_in import read_moodle_xml
from quizzes.exchange.moodle_xml_out import write_moodle_xml
from quizzes.exchange.report import MAX_BYTES, UnreadableExchangeError

HEAD = "<name><text>q-1</text></name><questiontext format='html'><text>{}</text></questiontext>"


def quiz(*questions):
    return f"<?xml version='1.0' ?>\n<quiz>{''.join(questions)}</quiz>".encode()


def question(kind, *parts, stem="示范题？"):
    return f"<question type='{kind}'>{HEAD.format(stem)}{''.join(parts)}</question>"


def answer(text, fraction, *parts):
    return f"<answer fraction='{fraction}'><text>{text}</text>{''.join(parts)}</answer>"


def feedback(text):
    return f"<feedback><text>{text}</text></feedback>"


def entry(*questions):
    (draft,) = read_moodle_xml(quiz(*questions)).drafts
    return draft.entry


def notes(*questions):
    return [note.what for note in read_moodle_xml(quiz(*questions)).left_out]


def test_a_single_choice():
    found = entry(
        question(
            "multichoice",
            "<single>true</single><shuffleanswers>1</shuffleanswers>",
            "<answernumbering>abc</answernumbering>",
            "<defaultgrade>2.0000000</defaultgrade>",
            answer("甲", 100),
            answer("乙", 0, feedback("错因乙")),
        )
    )
    assert (found["kind"], found["key"], found["points"]) == ("single_choice", ["A"], 2)
    assert found["mistakes"] == {"B": "错因乙"}


def test_cdata_with_html_becomes_plain_text():
    stem = "<![CDATA[<p>第一段 &amp; 甲</p><p>第二段<br/>次行</p>]]>"
    assert entry(question("shortanswer", answer("甲", 100), stem=stem))["stem"] == (
        "第一段 & 甲\n第二段\n次行"
    )


def test_formats_of_html_are_named():
    stem = "<![CDATA[<p>H<sub>2</sub>O <script>alert(1)</script><strong>注意</strong></p>]]>"
    made = question("shortanswer", answer("甲", 100), stem=stem)
    assert entry(made)["stem"] == "H2O 注意"
    assert notes(made) == [
        "格式 <sub>只留下文字",
        "脚本没有导入",
        "格式 <strong>只留下文字",
    ]


def test_fractions_from_minus_to_plus_a_hundred():
    made = question(
        "multichoice",
        "<single>false</single>",
        answer("甲", "33.33333"),
        answer("乙", "33.33333"),
        answer("丙", "33.33333"),
        answer("丁", "-100"),
    )
    assert (entry(made)["key"], entry(made)["policy"]) == (["A", "B", "C"], "part_marks")
    assert notes(made) == []


def test_fractions_that_the_bank_does_not_know_are_named():
    made = question(
        "multichoice",
        "<single>false</single>",
        answer("甲", "75"),
        answer("乙", "25"),
        answer("丙", "-50"),
        answer("丁", "一半"),
    )
    assert notes(made) == [
        "得分比例 一半 不是数，按不得分处理",
        "选项 A 的得分比例 75%，改为平均分配",
        "选项 B 的得分比例 25%，改为平均分配",
        "选项 C 的得分比例 -50%，改为选了就不得分",
        "选项 D 的得分比例 0%，改为选了就不得分",
    ]


def test_true_and_false():
    made = question("truefalse", answer("true", 0, feedback("错因")), answer("false", 100))
    assert (entry(made)["key"], entry(made)["mistakes"]) == (False, {"true": "错因"})


def test_a_number_with_its_unit_and_tolerance():
    unit = "<units><unit><multiplier>1</multiplier><unit_name>万元</unit_name></unit></units>"
    made = question("numerical", answer("20", 100, "<tolerance>1</tolerance>"), unit)
    assert entry(made)["answer"] == {"value": "20万元", "tolerance": "1万元"}


def test_pairs():
    sub = "<subquestion><text>{}</text><answer><text>{}</text></answer></subquestion>"
    made = question(
        "matching", sub.format("甲", "一"), sub.format("乙", "二"), sub.format("", "三")
    )
    found = entry(made)
    pairs = {found["left"][p[0]]: found["right"][p[1:]] for p in found["key"]}
    assert pairs == {"甲": "一", "乙": "二"}
    assert len(found["right"]) == 3


def test_an_ordering_gets_letters_that_do_not_tell_the_order():
    steps = [answer(text, 100) for text in ("一", "二", "三", "四")]
    found = entry(question("ordering", "<gradingtype>ALL_OR_NOTHING</gradingtype>", *steps))
    assert [found["steps"][letter] for letter in found["key"]] == ["一", "二", "三", "四"]
    assert found["key"] != sorted(found["key"])


def test_categories_are_named():
    made = "<question type='category'><category><text>$course$/甲</text></category></question>"
    assert notes(made) == ["分类 $course$/甲 没有对应的项目"]


def test_embedded_files_are_named():
    picture = base64.b64encode(b"picture").decode()
    stem = '<![CDATA[<img src="@@PLUGINFILE@@/a.png"/>示范？]]>'
    text = f"<questiontext format='html'><text>{stem}</text>"
    text += f"<file name='a.png' encoding='base64'>{picture}</file></questiontext>"
    name = "<name><text>q-1</text></name>"
    made = f"<question type='shortanswer'>{name}{text}{answer('甲', 100)}</question>"
    assert notes(made) == ["附件 a.png 没有导入", "图片 @@PLUGINFILE@@/a.png 没有导入"]


def test_cloze_is_named_blank_by_blank():
    stem = "由{1:SHORTANSWER:=甲~%50%乙}批准，{2:NUMERICAL:=5:0.1}日内。"
    assert notes(question("cloze", stem=stem)) == [
        "第 1 个空（SHORTANSWER）",
        "第 2 个空（NUMERICAL）",
        "完形填空（cloze） multianswer 没有对应的题型，整题没有导入",
    ]


@pytest.mark.parametrize("kind", ["SHORTANSWER", "SA", "MW"])
def test_a_cloze_with_one_blank_for_a_word_is_a_blank(kind):
    stem = f"应当由{{1:{kind}:=听证~%100%申请听证~复议\\#一#错因}}决定。"
    found = entry(question("multianswer", stem=stem))
    assert (found["kind"], found["stem"]) == ("fill_in", "应当由____决定。")
    assert found["accepted"] == ["听证", "申请听证"]
    assert found["mistakes"] == {"复议#一": "错因"}


def test_a_cloze_with_one_blank_to_choose_for_is_a_choice():
    stem = "由{1:MULTICHOICE_VS:甲#错因甲~=乙~丙}决定。"
    found = entry(question("cloze", stem=stem))
    assert (found["kind"], found["key"]) == ("single_choice", ["B"])
    assert (found["stem"], found["mistakes"]) == ("由____决定。", {"A": "错因甲"})


def test_a_cloze_with_one_number_has_its_tolerance():
    made = question("cloze", stem="共{:NUMERICAL:=5:0.1}日。")
    assert entry(made)["answer"] == {"value": "5", "tolerance": "0.1"}
    assert notes(made) == ["数值 5 没有单位，题库里的数字要写明单位"]


@pytest.mark.parametrize("kind", ["description", "calculated", "ddwtos", "unheard"])
def test_kinds_without_a_place_are_named(kind):
    (note,) = notes(question(kind))
    assert f"{kind} 没有对应的题型，整题没有导入" in note


def test_an_essay_has_its_rubric_and_reference_from_what_graders_see():
    grader = "参考答案：<br>甲。<br>评分要点：<br>说出甲（2 分）<br>说出乙（3分）。"
    info = f"<graderinfo format='html'><text><![CDATA[<p>{grader}</p>]]></text></graderinfo>"
    found = entry(question("essay", info, "<defaultgrade>15</defaultgrade>"))
    assert (found["kind"], found["points"], found["reference"]) == ("essay", 15, "甲。")
    assert found["rubric"] == [{"text": "说出甲", "points": 2}, {"text": "说出乙", "points": 3}]


def test_an_essay_from_elsewhere_is_a_draft_that_says_what_it_lacks():
    made = question("essay", "<graderinfo><text>要说到甲</text></graderinfo>")
    (draft,) = read_moodle_xml(quiz(made)).drafts
    assert draft.entry["reference"] == "要说到甲"
    assert "rubric：缺少这一项" in [str(fault) for fault in draft.faults]


def test_what_an_essay_asks_for_beside_a_text_is_named():
    made = question(
        "essay",
        "<responseformat>noinline</responseformat><responsefieldlines>10</responsefieldlines>",
        "<attachments>2</attachments><attachmentsrequired>0</attachmentsrequired>",
        "<responsetemplate><text>示范模板</text></responsetemplate>",
    )
    assert notes(made) == [
        "在 Moodle 里只交附件，这里用文字作答",
        "可交附件的个数“2”没有导入",
        "答题模板“示范模板”没有导入",
    ]


def test_other_elements_are_named():
    made = question(
        "shortanswer",
        answer("甲", 100),
        "<penalty>0.5</penalty><hidden>0</hidden>",
        "<hint format='html'><text>想一想</text></hint>",
        "<correctfeedback><text>很好</text></correctfeedback><novelty>新</novelty>",
    )
    assert notes(made) == [
        "再次作答的扣分比例“0.5”没有导入",
        "提示“想一想”没有导入",
        "答对时的总反馈“很好”没有导入",
        "<novelty>“新”没有导入",
    ]


def test_settings_that_change_what_is_right_are_named():
    made = question("shortanswer", answer("A", 100), "<usecase>1</usecase><hidden>1</hidden>")
    assert notes(made) == [
        "答案在 Moodle 里区分大小写，这里不区分",
        "题目在 Moodle 里已隐藏，这里照常导入",
    ]


def test_a_statement_without_a_right_answer_is_told_to_lack_its_key():
    made = question("truefalse", answer("true", 0), answer("false", 0))
    (draft,) = read_moodle_xml(quiz(made)).drafts
    assert "key：缺少这一项" in [str(fault) for fault in draft.faults]


def test_a_single_choice_without_a_right_option_stays_a_single_choice():
    made = question("multichoice", "<single>true</single>", answer("甲", 50), answer("乙", 0))
    assert (entry(made)["kind"], entry(made)["key"]) == ("single_choice", [])


def test_a_grade_that_is_not_whole_is_named():
    made = question("shortanswer", answer("甲", 100), "<defaultgrade>1.5</defaultgrade>")
    assert notes(made) == ["分值 1.5 不是 1 到 10 的整数"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no xml",
        b"<quiz>",
        b"<html></html>",
        b"<!DOCTYPE quiz [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><quiz>&x;</quiz>",
        b"<!DOCTYPE quiz SYSTEM 'http://127.0.0.1:9/a.dtd'><quiz/>",
        b"<!DOCTYPE q [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><quiz>&b;</quiz>",
        b" " * (MAX_BYTES + 1),
    ],
)
def test_files_of_another_kind_or_that_mean_harm_are_refused(content):
    with pytest.raises(UnreadableExchangeError):
        read_moodle_xml(content)


def test_what_is_written_has_the_elements_of_the_description():
    root = etree.fromstring(write_moodle_xml([make_single()]).content)
    (made,) = root
    assert (root.tag, made.get("type")) == ("quiz", "multichoice")
    assert made.findtext("name/text") == made.findtext("idnumber") == "sample-single-001"
    assert [a.get("fraction") for a in made.findall("answer")] == ["0", "100", "0", "0"]
    assert made.findtext("single") == "true"


@pytest.mark.parametrize("policy", ["all_or_nothing", "part_marks"])
def test_the_marking_of_an_ordering_comes_along_without_tags(policy):
    content = write_moodle_xml([make_ordering(policy=policy)]).content
    root = etree.fromstring(content)
    (tags,) = root.iter("tags")
    tags.clear()
    (draft,) = read_moodle_xml(etree.tostring(root)).drafts
    assert draft.entry["policy"] == policy
