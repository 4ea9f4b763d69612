"""The paper: what learners get."""

from quizzes.printing.sheet import PrintedQuestion, Section, Sheet
from quizzes.printing.word import WIDTH, WordPaper

_WHO = ("姓名", "单位", "部门", "日期")
_LABEL_WIDTH, _MARKER_WIDTH = 1.6, 2.2
_SHORT, _MIDDLE = 8, 19
"""Options of at most so many characters stand four or two in a row."""


def print_paper(sheet: Sheet) -> bytes:
    """Return the paper as a Word file; it holds neither keys nor explanations."""
    word = WordPaper(sheet.full_title, sheet.name)
    word.title(sheet.full_title)
    word.note(
        f"考试时间 {sheet.minutes} 分钟　满分 {sheet.points} 分"
        f"　得分达到满分的 {sheet.pass_mark}% 为合格"
    )
    blank = (WIDTH - len(_WHO) * _LABEL_WIDTH) / len(_WHO)
    word.table([[text for label in _WHO for text in (label, "")]], [_LABEL_WIDTH, blank] * 4)
    word.note("")
    if sheet.has_answer_row:
        _write_answer_row(word, sheet)
    else:
        _write_score_table(word, sheet)
    for section in sheet.sections:
        word.section(section.heading, section.direction)
        for case, questions in section.groups:
            if case:
                word.case(case.heading, case.text)
            for question in questions:
                _write_question(word, section, question)
    return word.save()


def _write_answer_row(word: WordPaper, sheet: Sheet) -> None:
    numbers = [str(one.number) for section in sheet.sections for one in section.questions]
    rest = (WIDTH - _LABEL_WIDTH) / len(numbers)
    widths = [_LABEL_WIDTH] + [rest] * len(numbers)
    word.note("请把每题的答案抄进答题栏，成绩以答题栏为准。")
    word.table([["题号", *numbers], ["答案", *("" for _ in numbers)]], widths)


def _write_score_table(word: WordPaper, sheet: Sheet) -> None:
    heads = ["题号", *(section.heading.partition("、")[0] for section in sheet.sections)]
    heads += ["总分", "阅卷人"]
    rows = [heads, ["得分"] + [""] * (len(heads) - 1)]
    rest = (WIDTH - _MARKER_WIDTH) / (len(heads) - 1)
    word.table(rows, [rest] * (len(heads) - 1) + [_MARKER_WIDTH])


def _write_question(word: WordPaper, section: Section, question: PrintedQuestion) -> None:
    number = f"{question.form.blank}{question.number}."
    first = f"{number} {question.stem}{section.remarks(question)}"
    word.block(first, question.lines, _columns(question), rules=question.rules)


def _columns(question: PrintedQuestion) -> int:
    longest = max(map(len, question.lines), default=0)
    if question.form.is_list or longest > _MIDDLE:
        return 1
    return 4 if longest <= _SHORT else 2
