"""What the exam page saves and asks."""

from grading.attempts.model import AttemptState
from widgets.portal.api.base import JsonHandler
from widgets.portal.pages.own_attempt import OwnAttempt


class AttemptApi(OwnAttempt, JsonHandler):
    """How an attempt stands."""

    async def get(self, attempt_id: str) -> None:
        """Tell state, seconds left and saved answers of one's own attempt."""
        examinations = self.services.examinations
        state = await self.services.on_records(examinations.state, self.person, attempt_id)
        if state is not AttemptState.OPEN:
            self.reply(state=state.value, seconds_left=0, answers={})
            return
        exam = await self.services.on_records(examinations.open_exam, self.person, attempt_id)
        self.reply(state=state.value, seconds_left=exam.seconds_left, answers=exam.answers)


class AnswerApi(OwnAttempt, JsonHandler):
    """One answer of an open attempt."""

    async def put(self, attempt_id: str, question_id: str) -> None:
        """Save an answer at once; null takes it back."""
        sent = self.read_object()
        saved = await self.services.on_records(
            self.services.examinations.save_answer,
            self.person,
            attempt_id,
            question_id,
            sent.get("answer"),
            sequence=_sequence(sent.get("sequence")),
        )
        self.reply(saved_at=saved.saved_at.isoformat(), seconds_left=saved.seconds_left)


def _sequence(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
