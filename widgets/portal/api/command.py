"""Commands of the same machine, carried out by the running portal so that one process writes."""

import secrets
from urllib.parse import unquote

from jupyter_server.auth.decorator import allow_unauthenticated

from grading.attempts.commands import EXAM_COMMANDS, run_exam_command
from grading.audit.acting import act_as
from grading.audit.model import Actor, Origin
from grading.people.commands import run_command
from widgets.portal.api.base import JsonHandler
from widgets.portal.pages.base import Refusal

MAX_BODY = 16 * 1024 * 1024
"""Bytes; a roster comes as a whole."""

SECRET_HEADER = "X-Xuefa-Command"  # noqa: S105 - the name of a header
USER_HEADER = "X-Xuefa-User"


class CommandApi(JsonHandler):
    """Takes commands with the home's own secret, from this machine only."""

    max_body = MAX_BODY

    @allow_unauthenticated
    async def post(self, name: str) -> None:
        """Carry out a command and return what to print, or what an exam command found."""
        self._check_caller()
        user = unquote(self.request.headers.get(USER_HEADER, ""))
        act_as(Actor(None, user, Origin.COMMAND, str(self.request.remote_ip)))
        services, arguments = self.services, self.read_object()
        if name in EXAM_COMMANDS:
            found = await services.at_desk(run_exam_command, services.examinations, name, arguments)
            self.reply(found=found)
            return
        text = await services.on_records(
            run_command, services.database, services.clock, name, arguments
        )
        self.reply(text=text)

    def check_xsrf_cookie(self) -> None:
        """Need no token: no browser knows the secret, and no cookie counts here."""

    def _check_caller(self) -> None:
        given = self.request.headers.get(SECRET_HEADER, "").encode()
        expected = self.services.home.secret("command").hex().encode()
        # a portal on one address of a network is reached there by its own machine too
        is_local = self.request.remote_ip in {"127.0.0.1", "::1", self.services.settings.host}
        if not is_local or not secrets.compare_digest(given, expected):
            self.log.warning("403 command from %s refused", self.request.remote_ip)
            raise Refusal(403, "这个地址只供本机命令使用。")
