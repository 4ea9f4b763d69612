"""The key of a printed paper: for whoever marks it, with explanations and the law."""

from courses.statutes.citation import parse_citation
from courses.statutes.numerals import chinese_numeral
from courses.statutes.registry import Registry
from courses.statutes.wording.writing import write_citations
from quizzes.model import Question
from quizzes.printing.forms import BY_RUBRIC
from quizzes.printing.sheet import PrintedQuestion, Section, Sheet
from quizzes.printing.word import WIDTH, WordPaper

WARNING = "内有全部答案，只给阅卷人；考试结束以前不得让应考人员看到"
_MOST_IN_A_ROW = 10
_ROOM = 50
"""Capital letters in a row; a Chinese character takes the room of two."""
_HEAD = 1.5


def print_key(sheet: Sheet, registry: Registry) -> bytes:
    """Return the key as a Word file; citations are written out with the names of `registry`."""
    word = WordPaper(f"{sheet.full_title}参考答案", f"{sheet.name}　参考答案")
    word.title(f"{sheet.full_title}参考答案")
    word.warning(WARNING)
    word.note(f"只用于页脚写着 {sheet.name} 的试卷")
    for section in sheet.sections:
        word.section(section.heading, _marking(section))
        _write_short_answers(word, section)
    for section in sheet.sections:
        word.section(f"{section.label}解析")
        for case, questions in section.groups:
            if case:
                word.case(case.heading, case.text)
            for question in questions:
                _write_answer(word, section, question, registry)
    return word.save()


def _marking(section: Section) -> str:
    """Tell how a section is marked, and which of its questions somebody has to read."""
    read = "、".join(str(one.number) for one in section.questions if one.rubric)
    told = f"第 {read} 题{BY_RUBRIC}阅卷，要点见后面的解析。" if read else ""
    return (section.marking or "") + told


def _write_short_answers(word: WordPaper, section: Section) -> None:
    """Write the answers in rows, so that a marker finds them at a glance."""
    questions = [one for one in section.questions if not one.rubric]
    if not questions:
        return
    columns = _columns([one.short_answer for one in questions])
    for start in range(0, len(questions), columns):
        row = questions[start : start + columns]
        padding = [""] * (columns - len(row))
        rows = [
            ["题号", *(str(one.number) for one in row), *padding],
            ["答案", *(one.short_answer for one in row), *padding],
        ]
        word.table(rows, [_HEAD, *[(WIDTH - _HEAD) / columns] * columns])


def _columns(answers: list[str]) -> int:
    """Return how many answers stand in a row: the longer, the fewer."""
    longest = max(len(answer.encode("gb18030")) for answer in answers)
    return max(1, min(_MOST_IN_A_ROW, _ROOM // (longest + 1)))


def _write_answer(
    word: WordPaper, section: Section, question: PrintedQuestion, registry: Registry
) -> None:
    said, *more = _answer_lines(question)
    lines = [
        *more,
        f"解析：{question.question.explanation}",
        f"依据：{_law(question.question, registry)}",
    ]
    word.block(f"{question.number}. {said}{section.remarks(question)}", lines)


def _answer_lines(question: PrintedQuestion) -> list[str]:
    """Tell what is right: the answer and what else counts, or what the points are given for."""
    answer = question.answer_text.split("\n")
    if question.rubric:
        points = [f"要点{chinese_numeral(n)}：{text}" for n, text in enumerate(question.rubric, 1)]
        return [f"{BY_RUBRIC}给分", *points, f"参考答案：{answer[0]}", *answer[1:]]
    also_right = question.form.also_right(question.question)
    return [*answer, *([f"评分：{also_right}"] if also_right else [])]


def _law(question: Question, registry: Registry) -> str:
    return write_citations([parse_citation(text) for text in question.cites], registry)
