"""What can be wrong with a mark."""

from fractions import Fraction

from courses.errors import StudyError


class UnknownEssayError(StudyError):
    """No answer that this person may mark: there is none, or it is the person's own."""

    def __init__(self, attempt_id: str, question_id: str) -> None:
        super().__init__("没有这份要阅的答卷，或者它是您自己的。请从“阅卷”页重新进入。")
        self.attempt_id = attempt_id
        self.question_id = question_id


class MarkOutOfRangeError(StudyError):
    """The points for one point of the rubric are no step between 0 and what it is worth."""

    def __init__(self, given: str, possible: Fraction) -> None:
        super().__init__(
            f"要点得分 {given} 不对：应在 0 到 {float(possible):g} 之间，以 0.5 分为一档。"
        )
        self.given = given
        self.possible = possible


class CommentTooLongError(StudyError):
    """A marker's comment is longer than it may be."""

    def __init__(self, length: int, longest: int) -> None:
        super().__init__(f"评语有 {length} 字，至多 {longest} 字。请删短后再提交。")
        self.length = length


class MarkedMeanwhileError(StudyError):
    """Enough others have marked this essay since the page was opened."""

    def __init__(self, question_id: str) -> None:
        super().__init__("这份答卷已由别人阅完，您的打分没有记入。请接着阅下一份。")
        self.question_id = question_id
