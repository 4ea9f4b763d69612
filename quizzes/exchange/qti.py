"""Questions as a QTI 2.1 package: a zip with a manifest and one item a question, for export only.

Written after the 1EdTech (IMS) QTI 2.1 specification. Explanation, mistakes and tags stand in a
rubric block for tutors, so that candidates do not see them; the tags are keywords of the manifest.
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from lxml import etree

from quizzes.exchange.cases import ABOVE_STEM
from quizzes.exchange.entries import entry_of
from quizzes.exchange.labels import labels_of
from quizzes.exchange.leaving_out import holdable, place_of
from quizzes.exchange.report import Exported, LeftOut
from quizzes.exchange.rubric_text import write_for_graders
from quizzes.exchange.safe_xml import UNWRITABLE
from quizzes.model import ChoiceQuestion, Essay, FillIn, Matching, Ordering, Question, TrueFalse

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/LOM"
_RESPONSE = "RESPONSE"
_MADE = (1980, 1, 1, 0, 0, 0)
"""The time in the archive: the same questions give the same bytes."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What differs between kinds: the type of the response, the right one, and the interaction.

    `shares` are points by response, for marking in part; without them all or nothing is marked.
    """

    base_type: str
    cardinality: str
    right: tuple[str, ...]
    interaction: Any
    shares: dict[str, Fraction] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def write_qti(questions: Iterable[Question]) -> Exported:
    """Return a package with an item for every question."""
    memory = io.BytesIO()
    manifest, resources = _manifest()
    kept, left_out = holdable(questions, _fault)
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as package:
        for question in kept:
            parts = _WRITERS[question.kind](question)
            notes = (*parts.notes, *([ABOVE_STEM] if question.case else []))
            left_out += [LeftOut(place_of(question), note) for note in notes]
            _write(package, f"items/{question.id}.xml", _item(question, parts))
            _add_resource(resources, question)
        _write(package, "imsmanifest.xml", manifest)
    return Exported(memory.getvalue(), tuple(left_out))


def _fault(question: Question) -> str:
    """Say what keeps a question from being written as an item, or nothing."""
    try:
        _item(question, _WRITERS[question.kind](question))
    except ValueError:
        return UNWRITABLE
    return ""


def _item(question: Question, parts: _Parts) -> Any:
    item = etree.Element(f"{{{QTI}}}assessmentItem", nsmap={None: QTI})
    item.set("identifier", f"item-{question.id}")
    item.set("title", question.id)
    item.set("adaptive", "false")
    item.set("timeDependent", "false")
    _declare(item, question, parts)
    body = _add(item, "itemBody")
    for text in (*([question.case.text] if question.case else []), question.stem):
        block = _add(body, "div")
        for line in text.split("\n"):
            _add(block, "p", text=line)
    paragraph = parts.interaction.tag.endswith("textEntryInteraction")
    (_add(body, "p") if paragraph else body).append(parts.interaction)
    _rubric(body, question)
    _process(item, question, parts)
    return item


def _declare(item: Any, question: Question, parts: _Parts) -> None:
    declaration = _add(item, "responseDeclaration", identifier=_RESPONSE)
    declaration.set("cardinality", parts.cardinality)
    declaration.set("baseType", parts.base_type)
    correct = _add(declaration, "correctResponse") if parts.right else None
    for value in parts.right:
        _add(correct, "value", text=value)
    if parts.shares:
        mapping = _add(declaration, "mapping", defaultValue="0", lowerBound="0")
        mapping.set("upperBound", str(question.points))
        for key, share in parts.shares.items():
            _add(mapping, "mapEntry", mapKey=key, mappedValue=f"{float(share):.6f}")
    outcome = _add(item, "outcomeDeclaration", identifier="SCORE", cardinality="single")
    outcome.set("baseType", "float")
    outcome.set("normalMaximum", str(question.points))
    _add(_add(outcome, "defaultValue"), "value", text="0")


def _process(item: Any, question: Question, parts: _Parts) -> None:
    if not parts.right:  # somebody has to read it
        return
    processing = _add(item, "responseProcessing")
    if parts.shares:
        outcome = _add(processing, "setOutcomeValue", identifier="SCORE")
        _add(outcome, "mapResponse", identifier=_RESPONSE)
        return
    met = _add(_add(processing, "responseCondition"), "responseIf")
    match = _add(met, "match")
    _add(match, "variable", identifier=_RESPONSE)
    _add(match, "correct", identifier=_RESPONSE)
    outcome = _add(met, "setOutcomeValue", identifier="SCORE")
    _add(outcome, "baseValue", text=str(question.points), baseType="float")


def _rubric(body: Any, question: Question) -> None:
    rubric = _add(body, "rubricBlock", view="tutor scorer")
    _add(rubric, "p", text=f"解析：{question.explanation}")
    mistakes: dict[str, str] = getattr(question, "mistakes", {})
    for sign, told in mistakes.items():
        _add(rubric, "p", text=f"错因 {sign}：{told}")
    if isinstance(question, Essay):
        for line in write_for_graders(question).split("\n"):
            _add(rubric, "p", text=line)
    for label in labels_of(entry_of(question)):
        _add(rubric, "p", text=label)


def _single(question: ChoiceQuestion) -> _Parts:
    interaction = _choices(question.options, most=1)
    return _Parts("identifier", "single", question.key, interaction)


def _multiple(question: ChoiceQuestion) -> _Parts:
    interaction = _choices(question.options, most=0)
    shares = {}
    if getattr(question, "policy", "all_or_nothing") == "part_marks":
        share = Fraction(question.points, max(len(question.key), 1))
        wrong = -Fraction(question.points)
        shares = {o: share if o in question.key else wrong for o in question.options}
    return _Parts("identifier", "multiple", question.key, interaction, shares)


def _true_false(question: TrueFalse) -> _Parts:
    interaction = _choices({"true": "正确", "false": "错误"}, most=1, shuffle="false")
    return _Parts("identifier", "single", (str(question.key).lower(),), interaction)


def _choices(options: dict[str, str], most: int, shuffle: str = "true") -> Any:
    interaction = _new("choiceInteraction", responseIdentifier=_RESPONSE, shuffle=shuffle)
    interaction.set("maxChoices", str(most))
    for letter, text in options.items():
        _add(interaction, "simpleChoice", text=text, identifier=letter)
    return interaction


def _fill_in(question: FillIn) -> _Parts:
    right = question.accepted
    notes = []
    if question.answer:
        right = (question.answer.value,)
        notes.append("QTI 的填空只认列出的写法，数字换一种写法会判错")
        if question.answer.tolerance:
            notes.append(f"容差 {question.answer.tolerance}没有写进评分规则")
        if question.unit:
            notes.append(f"空格后面的单位 {question.unit}没有写进评分规则")
    interaction = _new("textEntryInteraction", responseIdentifier=_RESPONSE, expectedLength="40")
    shares = dict.fromkeys(right, Fraction(question.points))
    return _Parts("string", "single", right[:1], interaction, shares, tuple(notes))


def _ordering(question: Ordering) -> _Parts:
    interaction = _new("orderInteraction", responseIdentifier=_RESPONSE, shuffle="true")
    for letter, text in question.steps.items():
        _add(interaction, "simpleChoice", text=text, identifier=letter)
    is_part = question.policy == "part_marks"
    notes = ("QTI 不能按相邻两步给部分分，改为全对才得分",) if is_part else ()
    return _Parts("identifier", "ordered", question.key, interaction, notes=notes)


def _matching(question: Matching) -> _Parts:
    interaction = _new("matchInteraction", responseIdentifier=_RESPONSE, shuffle="true")
    interaction.set("maxAssociations", str(len(question.left)))
    left, right = _add(interaction, "simpleMatchSet"), _add(interaction, "simpleMatchSet")
    for letter, text in question.left.items():
        _add(left, "simpleAssociableChoice", text=text, identifier=letter, matchMax="1")
    for number, text in question.right.items():
        name = f"R{number}"
        _add(right, "simpleAssociableChoice", text=text, identifier=name, matchMax="0")
    pairs = tuple(f"{pair[0]} R{pair[1:]}" for pair in question.key)
    is_part = question.policy == "part_marks"
    share = Fraction(question.points, max(len(pairs), 1))
    shares = dict.fromkeys(pairs, share) if is_part else {}
    return _Parts("directedPair", "multiple", pairs, interaction, shares)


def _essay(_question: Essay) -> _Parts:
    interaction = _new("extendedTextInteraction", responseIdentifier=_RESPONSE)
    interaction.set("expectedLines", "15")
    interaction.set("format", "plain")
    return _Parts("string", "single", (), interaction, notes=("QTI 里没有写评分规则，由人阅卷",))


def _manifest() -> tuple[Any, Any]:
    manifest = etree.Element(f"{{{_PACKAGE}}}manifest", nsmap={None: _PACKAGE, "lom": _LOM})
    manifest.set("identifier", "xuefa-questions")
    metadata = etree.SubElement(manifest, f"{{{_PACKAGE}}}metadata")
    etree.SubElement(metadata, f"{{{_PACKAGE}}}schema").text = "QTIv2.1 Package"
    etree.SubElement(metadata, f"{{{_PACKAGE}}}schemaversion").text = "1.0.0"
    etree.SubElement(manifest, f"{{{_PACKAGE}}}organizations")
    return manifest, etree.SubElement(manifest, f"{{{_PACKAGE}}}resources")


def _add_resource(resources: Any, question: Question) -> None:
    href = f"items/{question.id}.xml"
    resource = etree.SubElement(resources, f"{{{_PACKAGE}}}resource")
    resource.set("identifier", f"resource-{question.id}")
    resource.set("type", "imsqti_item_xmlv2p1")
    resource.set("href", href)
    metadata = etree.SubElement(resource, f"{{{_PACKAGE}}}metadata")
    lom = etree.SubElement(metadata, f"{{{_LOM}}}lom")
    general = etree.SubElement(lom, f"{{{_LOM}}}general")
    for label in labels_of(entry_of(question)):
        keyword = etree.SubElement(general, f"{{{_LOM}}}keyword")
        text = etree.SubElement(keyword, f"{{{_LOM}}}string", language="zh-CN")
        text.text = label
    etree.SubElement(resource, f"{{{_PACKAGE}}}file", href=href)


def _write(package: zipfile.ZipFile, name: str, root: Any) -> None:
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    info = zipfile.ZipInfo(name, date_time=_MADE)
    package.writestr(info, content, zipfile.ZIP_DEFLATED)


def _new(name: str, text: str | None = None, **attributes: str) -> Any:
    element = etree.Element(f"{{{QTI}}}{name}", attributes)
    element.text = text
    return element


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    element = _new(name, text, **attributes)
    parent.append(element)
    return element


_WRITERS: dict[str, Callable[[Any], _Parts]] = {
    "single_choice": _single,
    "multiple_choice": _multiple,
    "true_false": _true_false,
    "fill_in": _fill_in,
    "ordering": _ordering,
    "matching": _matching,
    "essay": _essay,
}
