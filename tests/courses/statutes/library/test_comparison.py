"""Two articles side by side: what stayed, went and came, in stretches that can be read."""

from itertools import pairwise

import pytest
from builders.statutes import make_article
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.figures import find_figures
from courses.statutes.library.comparison import Kind, compare, new_lines, old_lines

SHOWN = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "[+{}+]"}


def shown(old, new):
    return "".join(SHOWN[piece.kind].format(piece.text) for piece in compare(old, new))


def text_of(pieces, left_out):
    return "".join(piece.text for piece in pieces if piece.kind is not left_out)


COMPARED = {
    "nothing changed": ("示范单位应当申报。", "示范单位应当申报。", "示范单位应当申报。"),
    "a word went": ("示范单位应当及时申报。", "示范单位应当申报。", "示范单位应当[-及时-]申报。"),
    "a word came": ("示范单位应当申报。", "示范单位应当如实申报。", "示范单位应当[+如实+]申报。"),
    "a word for a word": (
        "责令停产，并处罚款。",
        "责令停业，并处罚款。",
        "责令[-停产-][+停业+]，并处罚款。",
    ),
    "an amount": (
        "处一万元以上十万元以下的罚款。",
        "处二万元以上十万元以下的罚款。",
        "处[-一万元-][+二万元+]以上十万元以下的罚款。",
    ),
    "both amounts": (
        "处一万元以上十万元以下的罚款。",
        "处二万元以上二十万元以下的罚款。",
        "处[-一万元以上十万元-][+二万元以上二十万元+]以下的罚款。",
    ),
    "an amount that is part of the other": (
        "罚款十万元。",
        "罚款二十万元。",
        "罚款[-十万元-][+二十万元+]。",
    ),
    "a number written otherwise": ("期限为30日。", "期限为三十日。", "期限为[-30日-][+三十日+]。"),
    "a decimal": ("浓度为0.5毫克。", "浓度为0.55毫克。", "浓度为[-0.5-][+0.55+]毫克。"),
    "a reference": (
        "依照第八十二条处罚。",
        "依照第一千零八十二条处罚。",
        "依照[-第八十二条-][+第一千零八十二条+]处罚。",
    ),
    "what is the same between two changes is too short": (
        "由环境保护部门负责监督。",
        "由生态环境部门负责监督。",
        "由[-环境保护-][+生态环境+]部门负责监督。",
    ),
    "a clause went": (
        "示范单位应当申报，并且保存原始记录，接受检查。",
        "示范单位应当申报，接受检查。",
        "示范单位应当申报，[-并且保存原始记录，-]接受检查。",
    ),
    "a sentence came": (
        "示范单位应当申报。",
        "示范单位应当申报。申报的内容要真实。",
        "示范单位应当申报。[+申报的内容要真实。+]",
    ),
    "nothing alike": (
        "夜间禁止作业。",
        "违者处以罚款。",
        "[-夜间禁止作业。-][+违者处以罚款。+]",
    ),
    "all is new": ("", "示范单位应当申报。", "[+示范单位应当申报。+]"),
    "both empty": ("", "", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", COMPARED)
def test_a_reader_sees_what_changed(case):
    old, new, expected = COMPARED[case]
    assert shown(old, new) == expected


def test_items_are_compared_with_their_numbers():
    old = make_article(1, ("有下列情形的：", "拒绝检查；", "夜间作业。"))
    new = make_article(1, ("有下列情形的：", "夜间作业；", "弄虚作假。"))
    assert shown(old, new) == (
        "有下列情形的：\n[-（一）拒绝检查；\n（二）-][+（一）+]夜间作业[-。-][+；\n（二）弄虚作假。+]"
    )


def test_each_side_has_its_own_lines():
    pieces = compare(
        make_article(1, "第一款不变。", "第二款很旧。"),
        make_article(1, "第一款不变。", "插入的一款。", "第二款很新。"),
    )
    left = ["".join(piece.text for piece in line) for line in old_lines(pieces)]
    right = ["".join(piece.text for piece in line) for line in new_lines(pieces)]
    assert left == ["第一款不变。", "第二款很旧。"]
    assert right == ["第一款不变。", "插入的一款。", "第二款很新。"]
    assert Kind.ADDED not in {piece.kind for line in old_lines(pieces) for piece in line}


TEXT = st.lists(
    st.sampled_from(
        ["示范", "单位", "应当", "停产", "停业", "，", "。", "；\n", "二十万元", "十万元", "30日",
         "百分之三", "第八条", "的", "以上", "、", "由", "3倍", "（一）", "0.5", "10人"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(TEXT, TEXT)
def test_the_pieces_make_up_both_texts(old, new):
    pieces = compare(old, new)
    assert text_of(pieces, Kind.ADDED) == old
    assert text_of(pieces, Kind.REMOVED) == new
    assert all(piece.text for piece in pieces)


@given(TEXT)
def test_a_text_is_the_same_as_itself(text):
    assert {piece.kind for piece in compare(text, text)} <= {Kind.SAME}


@given(TEXT, TEXT)
def test_no_figure_is_ever_cut(old, new):
    pieces = compare(old, new)
    for text, left_out in ((old, Kind.ADDED), (new, Kind.REMOVED)):
        edges, place = set(), 0
        for piece in pieces:
            if piece.kind is not left_out:
                edges.add(place)
                place += len(piece.text)
        for figure in find_figures(text):
            assert not edges & set(range(figure.start + 1, figure.end))


@given(TEXT, TEXT)
def test_neighbouring_pieces_are_of_different_kinds(old, new):
    kinds = [piece.kind for piece in compare(old, new)]
    assert all(first is not second for first, second in pairwise(kinds))
