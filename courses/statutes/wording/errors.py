"""What cannot be read as a citation."""

from courses.errors import StudyError


class UnreadableCitationError(StudyError):
    """A text is not a citation as lawyers write it; `part` is what was not understood."""

    def __init__(self, given: str, part: str, why: str) -> None:
        super().__init__(f"看不懂引用“{given.strip()}”里的“{part.strip()}”：{why}")
        self.given = given
        self.part = part


class AmbiguousCitationError(UnreadableCitationError):
    """A citation, or the name in it, may mean several things; none of them was chosen."""


class UnclearPartError(StudyError):
    """Why a part was not understood; the entrances turn it into an error or leave the part out.

    `part` is empty where only the entrance knows the words in question.
    """

    def __init__(self, why: str, part: str = "", *, is_ambiguous: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.part = part
        self.is_ambiguous = is_ambiguous

    def about(self, given: str, words: str) -> UnreadableCitationError:
        """Return the error for a reader who gave this text; `words` stand in it."""
        kind = AmbiguousCitationError if self.is_ambiguous else UnreadableCitationError
        return kind(given, self.part or words, self.why)
