"""Who has earned a certificate of a training session, and what is still missing."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from grading.training.model import SignIn, TrainingSession


@dataclass(frozen=True, slots=True)
class Earned:
    """Whether somebody has earned it; `missing` is a sentence about what is missing, else ""."""

    missing: str = ""

    @property
    def is_earned(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def earned(
    session: TrainingSession, sign_in: SignIn | None, passed: Set[int], now: datetime
) -> Earned:
    """Say whether a sign-in has earned a certificate; `passed` are people who passed the quiz.

    A quiz that is passed proves that the training was heard. Without a quiz whoever signed in has
    to be there until the end, so that nothing is earned before it, also where the sign-in was
    closed long before.
    """
    if session.is_cancelled:
        return Earned("这一期培训已经取消，不发证书。")
    if sign_in is None or not sign_in.counts:
        return Earned("没有这一期培训的签到记录，不能发证书。请向签到台核对。")
    if session.plan.paper_id is not None:
        is_passed = sign_in.person_id in passed
        return Earned() if is_passed else Earned("随堂测验合格以后，才能领取证书。")
    if now < session.plan.ends_at:
        return Earned("培训结束以后，才能领取证书。")
    return Earned()
