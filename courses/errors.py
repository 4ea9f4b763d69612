"""The root of every error that xuefa raises on purpose."""


class StudyError(Exception):
    """Something a caller may handle; the message is a Chinese sentence fit for a user."""


class UnknownCourseError(StudyError):
    """No course with this id in the catalogue."""

    def __init__(self, course_id: str) -> None:
        super().__init__(f"没有这门课程：{course_id}")
        self.course_id = course_id


class UnknownLessonError(StudyError):
    """No lesson with this id in the catalogue."""

    def __init__(self, lesson_id: str) -> None:
        super().__init__(f"没有这一课：{lesson_id}")
        self.lesson_id = lesson_id
