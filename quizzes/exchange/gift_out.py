"""Questions as GIFT, the text format of Moodle.

Written after Moodle's description of the format (docs.moodle.org, GIFT format). Texts are [plain],
so that no character of them is taken for HTML; what GIFT has no place for stands in tags in the
comment above a question, where Moodle reads it from too. Only we read what is for graders.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction

from quizzes.exchange.leaving_out import holdable, place_of
from quizzes.exchange.moodle_question import FULL, NOTHING, MoodleAnswer, MoodleQuestion
from quizzes.exchange.report import Exported, LeftOut
from quizzes.exchange.safe_xml import UNWRITABLE, is_writable
from quizzes.exchange.to_moodle import moodle_fault, to_moodle
from quizzes.model import Question

ESCAPED = "\\#=~{}:"
ARROW = "->"
GRADER = "// 阅卷："
"""What begins the comments with the reference answer and the rubric of an essay."""
_NOT_FOR_MOODLE = "参考答案和评分要点写在注释里，Moodle 不会读入"


def write_gift(questions: Iterable[Question]) -> Exported:
    """Return a GIFT file of questions; ordering has no form in it and is left out."""
    blocks = []
    kept, left_out = holdable(questions, _fault)
    for question in kept:
        moodle, notes = to_moodle(question)
        blocks.append(_block(moodle))
        left_out += notes
        if moodle.grader:
            left_out.append(LeftOut(place_of(question), _NOT_FOR_MOODLE))
    return Exported("\n\n".join(blocks).encode() + b"\n", tuple(left_out))


def _fault(question: Question) -> str:
    """Say what keeps a question from being written as GIFT, or nothing."""
    moodle, _ = to_moodle(question)
    texts = [moodle.stem, moodle.explanation, moodle.grader, *moodle.labels]
    texts += sum(moodle.pairs, ())
    texts += [text for answer in moodle.answers for text in (answer.text, answer.feedback)]
    if not all(is_writable(text) for text in texts):
        return UNWRITABLE
    if any(mark in f"{label}]" for label in moodle.labels for mark in ("\n", "\\]")):
        return "标签里有换行或者反斜杠，GIFT 读不回来，整题没有导出"
    if moodle.kind not in _ANSWERS:
        return "GIFT 没有排序题，整题没有导出（可以改用 Moodle XML）"
    if moodle.kind == "match" and any(ARROW in left for left, _ in moodle.pairs):
        return f"左边的文字里有 {ARROW}，GIFT 会当成分隔符，整题没有导出"
    if moodle.kind == "shortanswer" and any(ARROW in a.text + a.feedback for a in moodle.answers):
        return f"答案里有 {ARROW}，GIFT 会当成配对题，整题没有导出"
    return moodle_fault(question)


def _block(moodle: MoodleQuestion) -> str:
    tags = " ".join(f"[tag:{_tag(label)}]" for label in moodle.labels)
    explanation = f"\t####{_text(moodle.explanation)}\n" if moodle.explanation else ""
    grader = "".join(f"{GRADER}{line}\n" for line in moodle.grader.split("\n") if moodle.grader)
    return (
        f"// [id:{moodle.id_number}] {tags}\n{grader}"
        f"::{_escape(moodle.name)}::[plain]{_escape(moodle.stem)}{{"
        f"{_ANSWERS[moodle.kind](moodle)}{explanation}}}"
    )


def _choices(moodle: MoodleQuestion) -> str:
    lines = (f"\t{_weight(a, moodle)}{_text(a.text)}{_feedback(a)}\n" for a in moodle.answers)
    return "\n" + "".join(lines)


def _weight(answer: MoodleAnswer, moodle: MoodleQuestion) -> str:
    if answer.fraction == FULL and moodle.single:
        return "="
    if answer.fraction == NOTHING and not answer.text.startswith("%"):
        return "~"
    return f"~%{percent(answer.fraction)}%"


def _true_false(moodle: MoodleQuestion) -> str:
    right = next(answer.text for answer in moodle.answers if answer.fraction == FULL)
    wrong = next(answer for answer in moodle.answers if answer.fraction != FULL)
    return f"{right.upper()}{_feedback(wrong)}\n"


def _short_answers(moodle: MoodleQuestion) -> str:
    lines = (f"\t=%{percent(a.fraction)}%{_text(a.text)}{_feedback(a)}\n" for a in moodle.answers)
    return "\n" + "".join(lines)


def _pairs(moodle: MoodleQuestion) -> str:
    lines = (f"\t={_text(left)} {ARROW} {_escape(right)}\n" for left, right in moodle.pairs)
    return "\n" + "".join(lines)


def percent(fraction: Fraction) -> str:
    """Return a share as Moodle writes it: 50, 33.33333, -100."""
    return f"{float(fraction):.5f}".rstrip("0").rstrip(".")


def _feedback(answer: MoodleAnswer) -> str:
    return f"#{_text(answer.feedback)}" if answer.feedback else ""


def _text(text: str) -> str:
    """Escape a text that takes its format from the question unless it seems to name its own."""
    return f"[plain]{_escape(text)}" if text.startswith("[") else _escape(text)


def _escape(text: str) -> str:
    escaped = "".join(f"\\{sign}" if sign in ESCAPED else sign for sign in text)
    return escaped.replace("\n", "\\n")


def _tag(label: str) -> str:
    return label.replace("]", "\\]")


_ANSWERS: dict[str, Callable[[MoodleQuestion], str]] = {
    "multichoice": _choices,
    "truefalse": _true_false,
    "shortanswer": _short_answers,
    "match": _pairs,
    "essay": lambda _moodle: "",
}
