"""Citations are found inside running text, and nothing that only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.statutes.citation import parse_citation
from courses.statutes.registry import Registry
from courses.statutes.tables.structure import ArticleStructure
from courses.statutes.wording.mentions import find_mentions

REGISTRY = Registry.embedded()
AIR, CODE = "air-pollution-law-2018", "ecological-environment-code"
MEASURES = "ee-administrative-penalty-measures-2023"


def found(text, within=None, **more):
    """Return what was found: the words, and the first and last citation of each."""
    return [
        (text[one.start : one.end], *sorted({str(one.citations[0]), str(one.citations[-1])}))
        for one in find_mentions(text, REGISTRY, within, **more)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("旧法轻，用大气法第98条。", [("大气法第98条", f"{AIR}:98")]),
        (
            "按《生态环境法典》第一千一百零二条第一款第（二）项处罚",
            [("《生态环境法典》第一千一百零二条第一款第（二）项", f"{CODE}:1102.1.2")],
        ),
        (
            "大气分编是法典第187–265条，罚则在后面",
            [("法典第187–265条", f"{CODE}:187", f"{CODE}:265")],
        ),
        (
            "见《大气污染防治法》第98、99条和第一百条至第一百零二条",
            [
                ("《大气污染防治法》第98", f"{AIR}:98"),
                ("99条", f"{AIR}:99"),
                ("第一百条至第一百零二条", f"{AIR}:100", f"{AIR}:102"),
            ],
        ),
        (
            "〔大气法第24条 → 法典第184条〕",
            [("大气法第24条", f"{AIR}:24"), ("法典第184条", f"{CODE}:184")],
        ),
        (
            "〔处罚办法第89条；第52条〕",
            [("处罚办法第89条", f"{MEASURES}:89"), ("第52条", f"{MEASURES}:52")],
        ),
        (
            "《大气污染防治法》第九十八条规定了罚款，同法第九十九条也规定了罚款，但该法第一百条没有",
            [
                ("《大气污染防治法》第九十八条", f"{AIR}:98"),
                ("同法第九十九条", f"{AIR}:99"),
                ("该法第一百条", f"{AIR}:100"),
            ],
        ),
        (
            "大气法第98条规定了罚款，第99条规定了停产",
            [("大气法第98条", f"{AIR}:98"), ("第99条", f"{AIR}:99")],
        ),
        (
            "《大气污染防治法》（2018年修正）第九十九条",
            [("《大气污染防治法》（2018年修正）第九十九条", f"{AIR}:99")],
        ),
        (
            "2018年修正的《大气污染防治法》第九十九条",
            [("《大气污染防治法》第九十九条", f"{AIR}:99")],
        ),
        (
            "《大气污染防治法》第九十九条第一款第（一）项、第（二）项",
            [
                ("《大气污染防治法》第九十九条第一款第（一）项", f"{AIR}:99.1.1"),
                ("第（二）项", f"{AIR}:99.1.2"),
            ],
        ),
        (
            "《建设项目环境保护管理条例》（以下简称《条例》）已经公布。依照《条例》第十五条处理",
            [("《条例》第十五条", "construction-project-environment-regulation-2017:15")],
        ),
        (
            "适用《中华人民共和国大气污染防治法》（以下简称大气法）第九十八条",
            [
                (
                    "《中华人民共和国大气污染防治法》（以下简称大气法）第九十八条",
                    f"{AIR}:98",
                )
            ],
        ),
        (
            "依照查封、扣押办法第15条办理",
            [("查封、扣押办法第15条", "seizure-measures-2014:15")],
        ),
        ("大气法第99条第一款第一项第1目", [("大气法第99条第一款第一项", f"{AIR}:99.1.1")]),
    ],
)
def test_a_citation_is_found_with_the_words_that_make_it(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "第五条规定了期限",
        "依照刑法第十七条、第十八条不负刑事责任",
        "《中华人民共和国监察法》第十五条第二项规定的人员，第十六条也是",
        "兽药管理条例第五条",
        "某市水资源利用管理条例第五条",
        "某市养犬保护和管理条例第五条",
        "某市数据条例第五条",
        "规划、建设、管理条例第五条",
        "《大气污染防治法》（2015年修订）第九十九条",
        "2015年《大气污染防治法》第九十九条",
        "《生态环境法典（草案）》第五条",
        "《某某规定》（以下简称《条例》）公布后，《条例》第五条",
        "处罚办法共八章92条，2023年7月1日施行",
        "这是法典的三条红线",
        "法典一条一条地读",
        "第十条例外，第三条件",
        "本法第五条",
        "前款规定的情形，本条第二款",
        "合同第五条约定",
        "基本法第三条",
        "合同法第三条",
        "名录第96、109类",
        "大气法第一百二条",
        "第一项、第二款",
        "大气法第99999条",
        "办案共有12条线索",
    ],
)
def test_what_is_not_clear_is_not_found(text):
    assert found(text) == []


def test_an_article_without_a_name_is_that_of_the_instrument_that_the_text_is_about():
    assert found("对照第八十九条看，不符合第五十二条", MEASURES) == [
        ("第八十九条", f"{MEASURES}:89"),
        ("第五十二条", f"{MEASURES}:52"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "《大气污染防治法》第九十八条规定了罚款，另外，第九十九条也规定了罚款。",
        "《大气污染防治法》也有规定，第九十九条规定了罚款。",
        "大气法也有规定，第九十九条规定了罚款。",
        "《刑法》第十七条规定了年龄，第十八条规定了别的。",
    ],
)
def test_an_article_without_a_name_is_left_alone_where_its_sentence_names_another(text):
    articles = {one for _, *ends in found(text, MEASURES) for one in ends}
    assert articles <= {f"{AIR}:98"}
    assert found(f"{text}第九条另有规定", MEASURES)[-1] == ("第九条", f"{MEASURES}:9")


def test_words_of_a_statute_are_read_from_where_they_stand():
    at = parse_citation(f"{MEASURES}:52.2.1")
    text = "前款规定的情形，依照本办法第五十条、本条第三款办理；本办法所称，见前条"
    assert found(text, at=at) == [
        ("前款", f"{MEASURES}:52.1"),
        ("本办法第五十条", f"{MEASURES}:50"),
        ("本条第三款", f"{MEASURES}:52.3"),
        ("前条", f"{MEASURES}:51"),
    ]


def test_the_instrument_itself_is_known_in_the_middle_of_words():
    assert found("发现有本法第九十一条规定情形之一", AIR) == [("本法第九十一条", f"{AIR}:91")]
    assert found("认为通过本条例第三条所列方式", AIR) == []


def test_an_item_that_several_paragraphs_have_is_cited_as_its_article():
    class TwoLists:
        def article(self, _citation):
            return ArticleStructure((3, 3), ((), ()))

    text = "违反大气法第99条第二项"
    assert found(text, structures=TwoLists()) == [("大气法第99条第二项", f"{AIR}:99")]


@given(
    st.text(
        alphabet="《》（）〈第一二十百0１条款项之至、和；，。法典大气前本同 \n<&前两", max_size=60
    )
)
def test_any_text_is_gone_through_without_overlap(text):
    for where in ({}, {"within": CODE}, {"at": parse_citation(f"{CODE}:5.2.1")}):
        mentions = find_mentions(text, REGISTRY, **where)
        ends = [position for one in mentions for position in (one.start, one.end)]
        assert ends == sorted(ends)
        assert all(0 <= one.start < one.end <= len(text) and one.citations for one in mentions)
