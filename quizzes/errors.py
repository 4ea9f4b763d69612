"""Errors of the bank, of papers and of single answers."""

from courses.errors import StudyError


class UnknownQuestionError(StudyError):
    """No question with this id in the bank."""

    def __init__(self, question_id: str) -> None:
        super().__init__(f"题库中没有这道题：{question_id}")
        self.question_id = question_id


class UnknownPaperError(StudyError):
    """No paper with this id."""

    def __init__(self, paper_id: str) -> None:
        super().__init__(f"没有这份试卷：{paper_id}")
        self.paper_id = paper_id


class MalformedAnswerError(StudyError):
    """An answer in a form that the question does not take; it is sent back, not marked wrong."""

    def __init__(self, question_id: str, given: object, allowed: str) -> None:
        super().__init__(f"答案格式不对（{str(given)[:40]}）：{allowed}")
        self.question_id = question_id
        self.given = given


class EmptyDrawError(StudyError):
    """The bank holds fewer questions than a paper asks for."""

    def __init__(self, paper_id: str, wanted: int, found: int, what: str) -> None:
        super().__init__(
            f"试卷 {paper_id} 要抽 {wanted} 道{what}，题库中符合条件的只有 {found} 道，"
            "请补充题目或者减少抽题数。"
        )
        self.paper_id = paper_id
