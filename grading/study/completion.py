"""When a course is complete: every lesson studied, every paper of the course passed."""

from datetime import datetime

from courses.catalogue import Course
from grading.attempts.summaries import percent_of
from grading.records.records import Records
from grading.study.model import CourseProgress


def course_progress(records: Records, person_id: int, course: Course) -> CourseProgress:
    """Return how far a person is with a course."""
    lessons = records.study.lessons_of(person_id)
    studied = [
        lessons[lesson.id].studied_at if lesson.id in lessons else None for lesson in course.lessons
    ]
    passed = _passed(records, person_id)
    papers = [passed.get(paper_id) for paper_id in course.papers]
    done = [moment for moment in (*studied, *papers) if moment is not None]
    is_complete = len(done) == len(studied) + len(papers)
    return CourseProgress(
        course_id=course.id,
        lessons_studied=sum(moment is not None for moment in studied),
        lessons_total=len(studied),
        papers_passed=sum(moment is not None for moment in papers),
        papers_total=len(papers),
        completed_at=max(done) if is_complete and done else None,
    )


def _passed(records: Records, person_id: int) -> dict[str, datetime]:
    """Return when each paper was first passed, by the pass mark that the attempt began under."""
    results = {result.attempt_id: result for result in records.results.current(person_id)}
    passed: dict[str, datetime] = {}
    for attempt in reversed(records.attempts.of_person(person_id)):
        result = results.get(attempt.id)
        if result is None or percent_of(result.earned, result.possible) < attempt.paper.pass_mark:
            continue
        passed.setdefault(attempt.paper.id, result.handed_in_at)
    return passed
