"""The QTI 2.1 package: its manifest, its items, and how they are marked."""

import io
import zipfile

import pytest
from builders.questions import make_essay, make_figure, make_multiple, make_variant_of_every_kind
from lxml import etree

from quizzes.exchange.qti import QTI, write_qti

SPACE = {"q": QTI, "p": "http://www.imsglobal.org/xsd/imscp_v1p1"}
QUESTIONS = [entry.question for entry in make_variant_of_every_kind().questions]


def package(*questions):
    with zipfile.ZipFile(io.BytesIO(write_qti(questions).content)) as packed:
        return {name: etree.fromstring(packed.read(name)) for name in packed.namelist()}


def item(question):
    return package(question)[f"items/{question.id}.xml"]


def values(element, path):
    return [found.text for found in element.iterfind(path, SPACE)]


def test_the_manifest_names_every_item_that_is_there():
    files = package(*QUESTIONS)
    manifest = files.pop("imsmanifest.xml")
    resources = manifest.findall("p:resources/p:resource", SPACE)
    assert {resource.get("href") for resource in resources} == set(files)
    assert {resource.get("type") for resource in resources} == {"imsqti_item_xmlv2p1"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_item_declares_its_response_and_score_and_what_it_asks(question):
    made = item(question)
    children = [etree.QName(child).localname for child in made]
    processing = [] if question.kind == "essay" else ["responseProcessing"]
    assert children == ["responseDeclaration", "outcomeDeclaration", "itemBody", *processing]
    case = [question.case.text] if question.case else []
    assert values(made, "q:itemBody/q:div/q:p") == [*case, question.stem]
    assert made.find(".//*[@responseIdentifier='RESPONSE']") is not None
    assert made.find("q:outcomeDeclaration", SPACE).get("normalMaximum") == str(question.points)


INTERACTIONS = {
    "single_choice": ("choiceInteraction", "single"),
    "multiple_choice": ("choiceInteraction", "multiple"),
    "true_false": ("choiceInteraction", "single"),
    "fill_in": ("textEntryInteraction", "single"),
    "ordering": ("orderInteraction", "ordered"),
    "matching": ("matchInteraction", "multiple"),
    "essay": ("extendedTextInteraction", "single"),
}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_kind_has_its_interaction(question):
    made = item(question)
    interaction, cardinality = INTERACTIONS[question.kind]
    assert made.find(f".//q:{interaction}", SPACE) is not None
    assert made.find("q:responseDeclaration", SPACE).get("cardinality") == cardinality


def test_the_right_answers_are_declared():
    path = "q:responseDeclaration/q:correctResponse/q:value"
    right = {q.id: values(item(q), path) for q in QUESTIONS}
    assert right["sample-single-001"] == ["B"]
    assert right["sample-multiple-001"] == ["A", "C"]
    assert right["sample-true-false-001"] == ["false"]
    assert right["sample-ordering-001"] == ["C", "A", "D", "B"]
    assert right["sample-matching-001"] == ["A R3", "B R1", "C R3"]


def test_part_marks_are_shares_and_a_wrong_pick_loses_everything():
    made = item(make_multiple(policy="part_marks", points=3))
    mapping = made.find("q:responseDeclaration/q:mapping", SPACE)
    shares = {m.get("mapKey"): float(m.get("mappedValue")) for m in mapping}
    assert shares == {"A": 1.5, "B": -3, "C": 1.5, "D": -3}
    assert (mapping.get("lowerBound"), mapping.get("upperBound")) == ("0", "3")


def test_the_explanation_is_for_tutors_and_not_for_candidates():
    for question in QUESTIONS:
        made = item(question)
        (rubric,) = made.iterfind("q:itemBody/q:rubricBlock", SPACE)
        assert rubric.get("view") == "tutor scorer"
        assert f"解析：{question.explanation}" in values(rubric, "q:p")
        assert "".join(made.itertext()).count(question.explanation) == 1


def test_rubric_and_reference_of_an_essay_are_for_tutors():
    made = item(make_essay())
    told = values(made, "q:itemBody/q:rubricBlock/q:p")
    assert {"示范参考答案：告知什么、何时告知、不告知会怎样。", "说出告知的时间（1分）"} <= set(
        told
    )
    assert made.find(".//q:correctResponse", SPACE) is None
    assert any("由人阅卷" in note.what for note in write_qti([make_essay()]).left_out)


def test_what_qti_cannot_mark_is_named():
    question = make_figure(answer={"value": "20万元", "tolerance": "1万元"})
    named = [note.what for note in write_qti([question]).left_out]
    assert any("容差 1万元" in what for what in named)


def test_the_same_questions_make_the_same_file():
    assert write_qti(QUESTIONS).content == write_qti(QUESTIONS).content
