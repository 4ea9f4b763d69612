"""Any instrument comes back from any kind of file as it was written there."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from builders.statute_files import (
    HISTORY,
    TITLE,
    registry_of,
    text_of,
    write_docx,
    write_html,
    write_markdown,
    write_plain,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.statutes.library.text import ArticleText, Heading, InstrumentText, Level, Paragraph

WORDS = st.sampled_from(
    [
        "排污单位应当",
        "按照规定",
        "保存记录五年",
        "，处二万元以上十万元以下的罚款",
        "《示范条例》",
        "“示范区”",
        "250吨",
        "GB 12523",
        "（以下称示范单位）",
        "、",
        "依照第三十条的规定",
        "其他有关部门",
    ]
)
BEGINNINGS = st.sampled_from(["国家", "县级以上", "违反本法", "单位和个人", "前款所称", "本法所称"])
REFERENCES = st.sampled_from(["第三十条规定的示范", "第五条、第六条所列", "第二条第一款的示范"])


def sentences(end: str, *, may_refer: bool = False):
    """Make sentences; those behind the first of an article may begin with a reference."""
    first = st.one_of(BEGINNINGS, REFERENCES) if may_refer else BEGINNINGS
    middle = st.lists(WORDS, min_size=1, max_size=8).map("".join)
    return st.builds(lambda begin, rest: f"{begin}{rest}{end}", first, middle)


@st.composite
def paragraphs(draw, *, may_refer: bool) -> Paragraph:
    if not draw(st.booleans()):
        return Paragraph(draw(sentences("。", may_refer=may_refer)))
    items = draw(st.lists(sentences("；"), min_size=1, max_size=4))
    return Paragraph(draw(sentences("：", may_refer=may_refer)), (*items, draw(sentences("。"))))


@st.composite
def articles(draw, number: int, headings: tuple[Heading, ...], insert: int | None) -> ArticleText:
    first = draw(paragraphs(may_refer=False))
    rest = draw(st.lists(paragraphs(may_refer=True), max_size=2))
    return ArticleText(number, (first, *rest), headings, insert)


TITLES = st.sampled_from(["总则", "一般规定", "监督管理", "法律责任", "附则", "规划和标准"])


@st.composite
def headings(draw) -> list[tuple[Heading, ...]]:
    """Make the headings of an instrument: chapters, perhaps with sections, perhaps in parts."""
    if draw(st.booleans()):
        return [()]
    parts = draw(st.integers(1, 2)) if draw(st.booleans()) else 0
    found = []
    for part in range(1, (parts or 1) + 1):
        above = (Heading(Level.PART, part, draw(TITLES)),) if parts else ()
        for chapter in range(1, draw(st.integers(1, 3)) + 1):
            stack = (*above, Heading(Level.CHAPTER, chapter, draw(TITLES)))
            sections = draw(st.integers(0, 2))
            found += [
                (*stack, Heading(Level.SECTION, n, draw(TITLES))) for n in range(1, sections + 1)
            ] or [stack]
    return found


@st.composite
def instruments(draw) -> InstrumentText:
    made: list[ArticleText] = []
    number = 0
    for stack in draw(headings()):
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            made.append(draw(articles(number, stack, None)))
            inserts = draw(st.sampled_from([0, 0, 0, 2]))
            made += [draw(articles(number, stack, n)) for n in range(1, inserts + 1)]
    return InstrumentText(
        "shifan-law-2020", TITLE, date(2020, 1, 1), articles=tuple(made), history=HISTORY
    )


@st.composite
def documents(draw) -> InstrumentText:
    """Make a document without articles: its sections count through all headings."""
    made: list[ArticleText] = []
    for topic in range(1, draw(st.integers(1, 3)) + 1):
        lead = tuple(draw(st.lists(sentences("。"), max_size=1)))
        heading = Heading(Level.TOPIC, topic, draw(TITLES), lead)
        for _ in range(draw(st.integers(1, 3))):
            texts = draw(st.lists(sentences("。"), min_size=1, max_size=3))
            made.append(ArticleText(len(made) + 1, tuple(map(Paragraph, texts)), (heading,)))
    preamble = ("各示范单位：", draw(sentences("。")))
    return InstrumentText(
        "shifan-opinion-2020",
        "关于示范工作的指导意见",
        date(2020, 1, 1),
        sections=tuple(made),
        preamble=preamble,
        closing=draw(st.sampled_from([(), ("示范办公室", "2019年12月1日")])),
    )


ANY_TEXT = st.one_of(instruments(), documents())
often = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_back(text: InstrumentText, name: str, write) -> InstrumentText:
    with TemporaryDirectory() as folder:
        return text_of(write(Path(folder) / name, text), registry_of(text))


@often
@given(ANY_TEXT)
def test_a_word_document_comes_back(text):
    assert read_back(text, "示范.docx", write_docx) == text


@often
@given(ANY_TEXT)
def test_a_page_comes_back(text):
    assert read_back(text, "示范.html", write_html) == text


@often
@given(ANY_TEXT)
def test_markdown_comes_back(text):
    assert read_back(text, "示范.md", write_markdown) == text


@often
@given(ANY_TEXT, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_plain_text_comes_back_in_every_encoding(text, encoding):
    def write(file, one):
        return write_plain(file, one, encoding, width=None)

    assert read_back(text, "示范.txt", write) == text


@often
@given(instruments(), st.integers(30, 60))
def test_plain_text_comes_back_whatever_width_it_was_broken_at(text, width):
    def write(file, one):
        return write_plain(file, one, "utf-8", width)

    assert read_back(text, "示范.txt", write) == text
