"""Questions out of Moodle XML, with all that could not be taken over.

Read after Moodle's description of the format (docs.moodle.org, Moodle XML format): a `quiz` of
`question` elements, of which those of the type category stand for no question; texts in `text`
elements, perhaps as CDATA, in a format of their own; fractions in per cent from −100 to 100;
embedded files in Base64; embedded answers (cloze) inside the text of a question.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from quizzes.exchange.cloze import one_blank
from quizzes.exchange.entries import QuestionCheck, judge, no_check
from quizzes.exchange.from_moodle import from_moodle
from quizzes.exchange.moodle_question import NOTHING, MoodleAnswer, MoodleQuestion, Notes
from quizzes.exchange.moodle_xml_out import GRADING
from quizzes.exchange.plain_text import plain_text
from quizzes.exchange.report import Imported, LeftOut, UnreadableExchangeError
from quizzes.exchange.safe_xml import read_xml

EXPECTED = "Moodle XML"
_NAMES = {"matching": "match", "cloze": "multianswer"}
_POLICIES = {grading: policy for policy, grading in GRADING.items()}
_HTML = ("html", "moodle_auto_format", "")

_SILENT = {
    "name",
    "questiontext",
    "generalfeedback",
    "defaultgrade",
    "idnumber",
    "answer",
    "subquestion",
    "tags",
    "single",
    "shuffleanswers",
    "answernumbering",
    "usecase",
    "units",
    "file",
    "hidden",
    "layouttype",
    "selecttype",
    "selectcount",
    "gradingtype",
    "showgrading",
    "numberingstyle",
    "showstandardinstruction",
    "shownumcorrect",
    "graderinfo",
    "responseformat",
    "responserequired",
    "responsefieldlines",
}
"""Elements that are read, or that say only how Moodle shows a question."""

_SAID = {
    "hint": "提示",
    "penalty": "再次作答的扣分比例",
    "correctfeedback": "答对时的总反馈",
    "partiallycorrectfeedback": "部分答对时的总反馈",
    "incorrectfeedback": "答错时的总反馈",
    "unitgradingtype": "单位的评分方式",
    "unitpenalty": "单位写错的扣分",
    "responsetemplate": "答题模板",
    "attachments": "可交附件的个数",
    "attachmentsrequired": "必交附件的个数",
    "filetypeslist": "附件的类型",
    "maxbytes": "附件的大小",
    "minwordlimit": "最少的词数",
    "maxwordlimit": "最多的词数",
}
_MEANT = {
    "usecase": (("1", "true"), "答案在 Moodle 里区分大小写，这里不区分"),
    "responseformat": (("noinline",), "在 Moodle 里只交附件，这里用文字作答"),
    "hidden": (("1", "true"), "题目在 Moodle 里已隐藏，这里照常导入"),
    "selecttype": (
        ("RANDOM", "CONTIGUOUS", "1", "2"),
        "在 Moodle 里每次只抽一部分步骤，这里全部列出",
    ),
}
"""Elements that are named only with some of their words."""
_UNUSED = {
    "penalty": ("0", "1", "0.3333333"),
    **dict.fromkeys(("unitgradingtype", "unitpenalty"), ("0",)),
    **dict.fromkeys(("attachments", "attachmentsrequired", "maxbytes"), ("0",)),
}


def read_moodle_xml(
    content: bytes, *, given: Mapping[str, Any] | None = None, check: QuestionCheck = no_check
) -> Imported:
    """Read a Moodle XML file; raise UnreadableExchangeError for one that is none."""
    root = read_xml(content, EXPECTED)
    if root.tag != "quiz":
        raise UnreadableExchangeError(EXPECTED, f"最外层应当是 <quiz>，不是 <{root.tag}>")
    found, left_out = [], []
    for number, element in enumerate(root, start=1):
        notes = Notes(f"第 {number} 题")
        moodle = _question(element, notes)
        entry = from_moodle(moodle, number, notes) if moodle else None
        left_out += [LeftOut(notes.place, what) for what in notes.what]
        if entry is not None:
            found.append((notes.place, entry))
    return judge(found, left_out, given=given, check=check)


def _question(element: Any, notes: Notes) -> MoodleQuestion | None:
    kind = element.get("type", "")
    kind = _NAMES.get(kind, kind)
    if element.tag != "question":
        notes.add(f"<{element.tag}> 不是题目，没有导入")
        return None
    if kind == "category":
        notes.add(f"分类 {_raw(element.find('category'))} 没有对应的项目")
        return None
    name = _raw(element.find("name"))
    notes.place += f" {name}" if name else ""
    _name_others(element, notes)
    stem = _read(element.find("questiontext"), notes)
    grade = element.findtext("defaultgrade", "").strip()
    moodle = MoodleQuestion(
        kind=kind,
        name=name,
        stem=stem,
        explanation=_read(element.find("generalfeedback"), notes),
        single=element.findtext("single", "true").strip() not in ("false", "0"),
        answers=tuple(_answer(child, kind, notes) for child in element.findall("answer")),
        pairs=tuple(_pair(child, notes) for child in element.findall("subquestion")),
        labels=tuple(_raw(tag) for tag in element.iterfind("tags/tag")),
        id_number=element.findtext("idnumber", "").strip(),
        grade=grade,
        unit=_unit(element, notes),
        policy=_policy(element, notes),
        grader=_read(element.find("graderinfo"), notes),
    )
    return one_blank(moodle, notes) if kind == "multianswer" else moodle


def _answer(element: Any, kind: str, notes: Notes) -> MoodleAnswer:
    try:
        fraction = Fraction(element.get("fraction", "0").strip())
    except (ValueError, ZeroDivisionError):
        notes.add(f"得分比例 {element.get('fraction')} 不是数，按不得分处理")
        fraction = NOTHING
    is_html = kind in ("multichoice", "ordering")
    text = _read(element, notes) if is_html else _raw(element)
    text = text.lower() if kind == "truefalse" else text
    tolerance = element.findtext("tolerance", "").strip()
    return MoodleAnswer(text, fraction, _read(element.find("feedback"), notes), tolerance)


def _pair(element: Any, notes: Notes) -> tuple[str, str]:
    return _read(element, notes), _raw(element.find("answer"))


def _unit(element: Any, notes: Notes) -> str:
    names = [name.text or "" for name in element.iterfind("units/unit/unit_name")]
    notes.add(*(f"另一个单位 {name}没有导入" for name in names[1:]))
    return names[0].strip() if names else ""


def _policy(element: Any, notes: Notes) -> str:
    grading = element.findtext("gradingtype", "").strip()
    if grading and grading not in _POLICIES:
        notes.add(f"排序题的计分方式 {grading}，改为全对才得分")
    return _POLICIES.get(grading, "")


def _name_others(element: Any, notes: Notes) -> None:
    """Name the files and the elements that nothing is made of."""
    for file in element.iter("file"):
        notes.add(f"附件 {file.get('name', '')} 没有导入")
    for tag, (meant, what) in _MEANT.items():
        if element.findtext(tag, "").strip() in meant:
            notes.add(what)
    for child in element:
        if child.tag in _SILENT or not "".join(child.itertext()).strip():
            continue
        words = " ".join("".join(child.itertext()).split())
        if not _is_unused(child.tag, words):
            notes.add(f"{_SAID.get(child.tag, f'<{child.tag}>')}“{words[:40]}”没有导入")


def _is_unused(tag: str, words: str) -> bool:
    return any(words.rstrip("0").rstrip(".") in (unused, "") for unused in _UNUSED.get(tag, ()))


def _read(element: Any, notes: Notes) -> str:
    """Return the text of an element without format, and note what of it is lost."""
    if element is None:
        return ""
    text = _raw(element)
    style = element.get("format", "html")
    if style == "markdown" and re.search(r"[*_`#\[\]]", text):
        notes.add("markdown 格式标记原样留在文字里")
    if style in _HTML and re.search(r"<[A-Za-z/!]|&[#\w]+;|\n", text):
        text, lost = plain_text(text if style == "html" else text.replace("\n", "<br>"))
        notes.add(*lost)
    return text


def _raw(element: Any) -> str:
    if element is None:
        return ""
    inner = element.find("text")
    return ("" if inner is None else "".join(inner.itertext())).strip()
