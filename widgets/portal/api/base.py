"""What every API address shares: JSON in, JSON out, errors as one Chinese sentence."""

import json
from typing import Any

from courses.errors import StudyError
from grading.people.model import Person
from quizzes.errors import MalformedAnswerError
from widgets.portal.identity import PortalUser
from widgets.portal.page_tokens import PageBinding
from widgets.portal.pages.base import PageHandler, Refusal, describe_error

MAX_BODY = 64 * 1024
"""Bytes; an answer is far smaller."""

LOGGED_OUT = "登录已经过期，请重新登录。已经保存的内容不会丢失。"

MOVED_ON = "学员凭证已经失效，或者换到了别的手机。请向工作人员要凭证码。已经保存的内容不会丢失。"
"""Said to a phone, whose holder has no login."""


class JsonHandler(PageHandler):
    """An address that answers with JSON."""

    has_navigation = False

    max_body = MAX_BODY

    async def prepare(self, **_: Any) -> None:
        """Refuse strangers with a sentence instead of a redirect to the login page."""
        await super().prepare(_redirect_to_login=False)

    def reply(self, status: int = 200, **content: Any) -> None:
        """Finish with a JSON object."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(content, ensure_ascii=False))

    def read_object(self) -> dict[str, Any]:
        """Return the JSON object that was sent; raise Refusal when it is none."""
        if len(self.request.body) > self.max_body:
            raise Refusal(413, "发来的内容太大。")
        try:
            content = json.loads(self.request.body)
            json.dumps(content, ensure_ascii=False).encode()  # half a character cannot be answered
        except (UnicodeError, json.JSONDecodeError, RecursionError):
            content = None
        if not isinstance(content, dict):
            raise Refusal(400, "发来的内容读不懂，请刷新页面后重试。")
        return content

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what is wrong in one sentence; unknown errors by id."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        fault = describe_error(status_code, error)
        if fault.error_id:
            self.log.error("error %s at %s", fault.error_id, self.request.path, exc_info=error)
        is_stranger = status_code in {401, 403} and not self.current_user
        if is_stranger and not isinstance(error, Refusal):
            held = self.identity.may_hold_pass(self)
            self.reply(401, message=MOVED_ON if held else LOGGED_OUT)
            return
        self.reply(_status(fault.status, error), message=fault.message, error_id=fault.error_id)


class KernelHandler(JsonHandler):
    """An address for kernels: asked with a page token, never with a cookie."""

    accepts_page_token = True

    @property
    def binding(self) -> PageBinding:
        """The page whose kernel asks."""
        user: PortalUser = self.current_user
        assert user.binding is not None  # noqa: S101 - our identity provider always sets it
        return user.binding

    @property
    def person(self) -> Person:
        """The person who opened the page."""
        return self.binding.person


def _status(status: int, error: BaseException | None) -> int:
    if isinstance(error, MalformedAnswerError):
        return 422
    if isinstance(error, StudyError) and type(error).__name__.startswith(
        ("Already", "AttemptClosed")
    ):
        return 409
    return status
