"""The first login: with the code of the login slip, setting a password."""

from jupyter_server.auth.decorator import allow_unauthenticated

from grading.people.errors import WeakPasswordError
from grading.people.first_login import CodeRefusedError, first_log_in
from grading.people.logins import LoginSlowedError
from widgets.portal.identity import client_address
from widgets.portal.pages.base import PageHandler


class FirstLoginPage(PageHandler):
    """Reachable by anybody, like the login; guesses are slowed down together with those there."""

    @allow_unauthenticated
    def get(self) -> None:
        """Show the form, or go on when somebody is logged in already."""
        if self.current_user:
            self.redirect("/")
            return
        self._form()

    @allow_unauthenticated
    async def post(self) -> None:
        """Check the code, set the password and start a session on the server."""
        password = self._text("password")
        if password != self._text("password_again"):
            self._form(status=400, message="两次输入的密码不一样，请重新输入。")
            return
        try:
            session = await self.services.on_records(
                first_log_in,
                self.services.database,
                self.services.clock,
                self._text("login_name"),
                code=self._text("code"),
                password=password,
                address=client_address(self.services, self),
                hours=self.services.settings.session_hours,
            )
        except LoginSlowedError as error:
            self.set_header("Retry-After", str(error.wait_seconds))
            self._form(status=429, message=str(error))
        except CodeRefusedError as error:
            self._form(status=401, message=str(error))
        except WeakPasswordError as error:
            self._form(status=400, message=str(error))
        else:
            self.identity.start_session(self, session)
            self.redirect("/")

    def _text(self, field: str) -> str:
        return str(self.get_body_argument(field, "", strip=False))

    def _form(self, *, status: int = 200, message: str | None = None) -> None:
        typed = self.request.method == "POST"
        self.page(
            "first_login.html",
            title="第一次登录",
            status=status,
            message=message,
            login_name=self._text("login_name") if typed else "",
            code=self._text("code") if typed else "",
        )
