"""No file makes an import fail in another way than by a sentence."""

import io

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from quizzes.exchange.bank_file import write_draft_file
from quizzes.exchange.columns import COLUMNS
from quizzes.exchange.gift_in import read_gift
from quizzes.exchange.moodle_xml_in import read_moodle_xml
from quizzes.exchange.xlsx_in import mark_faults, read_xlsx

SIGNS = r"{ } = ~ # : % \ [ ] < > & 甲 1 T :: -> #### // TRUE %50% [html] .. $CATEGORY: {# {1:SA:="
TAGS = "[tag:难度:x] [tag:次序:AB] [tag:配对:A1] [tag:答案:]"
signs = st.lists(
    st.sampled_from([*SIGNS.split(), *TAGS.split(), " ", "\n", "\n\n"]), max_size=40
).map("".join)
ELEMENTS = (
    "name questiontext answer subquestion text tags tag units unit unit_name tolerance feedback "
    "defaultgrade single gradingtype file graderinfo"
)
elements = st.sampled_from(ELEMENTS.split())
KINDS = "multichoice truefalse shortanswer numerical matching ordering cloze category essay"
kinds = st.sampled_from([*KINDS.split(), ""])
cells = st.one_of(
    st.booleans(), st.integers(-3, 12), st.floats(-9, 9), st.dates(), signs.filter(bool)
)


def is_told(imported):
    """Whether every draft says what is wrong and can be written down."""
    write_draft_file(imported.drafts)
    return all(draft.faults and all(map(str, draft.faults)) for draft in imported.drafts)


@given(signs)
def test_any_text_is_read_as_gift(text):
    assert is_told(read_gift(text.encode()))


def trees(depth):
    children = st.lists(trees(depth - 1), max_size=4) if depth else st.just([])
    return st.tuples(elements, signs, children)


def build(parent, part):
    name, text, children = part
    element = etree.SubElement(parent, name)
    element.text = text
    element.set("fraction", text if text else "100")
    for child in children:
        build(element, child)


@settings(max_examples=50)
@given(st.lists(st.tuples(kinds, st.lists(trees(3), max_size=5)), max_size=3))
def test_any_elements_are_read_as_moodle_xml(questions):
    quiz = etree.Element("quiz")
    for kind, parts in questions:
        element = etree.SubElement(quiz, "question", type=kind)
        for part in parts:
            build(element, part)
    assert is_told(read_moodle_xml(etree.tostring(quiz)))


@settings(max_examples=50)
@given(st.dictionaries(st.integers(1, len(COLUMNS)), cells, max_size=20))
def test_any_cells_are_read_as_a_workbook_and_marked(filled):
    book = openpyxl.Workbook()
    book.active.append([column.heading for column in COLUMNS])
    for number, value in filled.items():
        book.active.cell(2, number).value = value
    memory = io.BytesIO()
    book.save(memory)
    imported = read_xlsx(memory.getvalue())
    assert is_told(imported)
    assert mark_faults(memory.getvalue(), imported)
