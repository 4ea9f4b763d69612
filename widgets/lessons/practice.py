"""The place in a lesson where the portal puts its practice questions."""

import re

from IPython.display import HTML, display

from courses.errors import StudyError

_LESSON_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


class MalformedLessonIdError(StudyError):
    """A lesson's id holds something else than letters, digits and single hyphens."""

    def __init__(self, lesson_id: str) -> None:
        super().__init__(
            f"课程编号的写法不对：{lesson_id}。只能用字母、数字和连字符，例如 penalty-1-3。"
        )
        self.lesson_id = lesson_id


def placeholder(lesson_id: str) -> str:
    """Return the element that the page's script fills with questions.

    It names the lesson and nothing else: questions and keys never pass through a kernel. Raises
    MalformedLessonIdError.
    """
    if _LESSON_ID.fullmatch(lesson_id) is None:
        raise MalformedLessonIdError(lesson_id)
    return (
        f'<div class="practice" data-lesson="{lesson_id}">'
        "<p>练习题由页面载入……如果一直没有出现，请刷新页面。</p></div>"
    )


def show(lesson_id: str) -> None:
    """Show the place for the practice questions of a lesson."""
    display(HTML(placeholder(lesson_id)))
