"""What can be wrong with an answer in practice."""

from datetime import datetime

from courses.errors import StudyError


class UnknownPlaceError(StudyError):
    """The round of practice has no such place."""

    def __init__(self, place: int) -> None:
        super().__init__(f"这一轮练习没有第 {place} 题。请刷新页面。")
        self.place = place


class AlreadyRightError(StudyError):
    """The question at this place has been answered right."""

    def __init__(self, place: int) -> None:
        super().__init__("这道题已经答对了，不用再答。请看下一题。")
        self.place = place


class AlreadyAnsweredError(StudyError):
    """The question was answered wrong; another one is put at `next_at` (aware)."""

    def __init__(self, place: int, next_at: datetime) -> None:
        super().__init__("这道题已经答过。请先看解析，一分钟后会换一道同一知识点的题。")
        self.place = place
        self.next_at = next_at


class AlreadyReplacedError(StudyError):
    """The answer is for a question that is no longer put, as from an old tab."""

    def __init__(self, place: int, question_id: str) -> None:
        super().__init__("这里已经换了另一道题。请刷新页面，回答现在的题。")
        self.place = place
        self.question_id = question_id


class NoPracticeError(StudyError):
    """The bank has too few questions for the practice of a lesson."""

    def __init__(self, lesson_id: str) -> None:
        super().__init__(f"这一课（{lesson_id}）的练习题不够，暂时不能练习。请告诉管理员。")
        self.lesson_id = lesson_id


class UnknownMistakeError(StudyError):
    """The question is not in the person's book of mistakes."""

    def __init__(self, question_id: str) -> None:
        super().__init__("您的错题本里没有这道题。请刷新页面。")
        self.question_id = question_id


class AlreadyAnsweredHereError(StudyError):
    """The answer is for a turn that is over, or comes too soon after a wrong one."""

    def __init__(self, question_id: str) -> None:
        super().__init__("这道题刚刚答过。请先看解析，过一分钟再换一组题。")
        self.question_id = question_id
