"""Attempts as a pass sees them: only those of its own session."""

from http import HTTPStatus
from typing import Any

from widgets.portal.pages.base import PageHandler, Refusal


class OwnAttempt(PageHandler):
    """A page or address about an attempt, its first argument; a pass opens those of its session."""

    accepts_pass = True

    async def prepare(self, **how: Any) -> None:
        """Let in who may come in, holders of a pass only to attempts of their session."""
        await super().prepare(**how)
        held = self.user.session_pass if self.current_user else None
        if self._finished or held is None:
            return
        owns = await self.services.on_records(
            self.services.quick_quizzes().owns, held.person, held.session_id, self.path_args[0]
        )
        if not owns:
            raise Refusal(
                HTTPStatus.FORBIDDEN, "学员凭证只能打开本期自己的测验。请从培训页面进入。"
            )
