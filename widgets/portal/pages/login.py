"""Logging in and out."""

from jupyter_server.auth.decorator import allow_unauthenticated

from grading.people.logins import LoginRefusedError, LoginSlowedError, log_in, log_out
from widgets.portal.identity import client_address
from widgets.portal.pages.base import PageHandler
from widgets.portal.pages.phone_sign_in import SIGN_IN, end_pass


def safe_next(target: str) -> str:
    """Return a local address to go on to; anything else leads to the front page.

    Browsers take a backslash for a slash, and leave out tabs and line ends: `/<tab>/host` is
    another host to them.
    """
    is_local = target.startswith("/") and not target.startswith("//")
    is_plain = "\\" not in target and target.isprintable()
    return target if is_local and is_plain else "/"


class LoginPage(PageHandler):
    """The login form."""

    @allow_unauthenticated
    def get(self) -> None:
        """Show the form, or go on when somebody is logged in already."""
        if self.current_user:
            self.redirect(safe_next(self.get_argument("next", "/")))
            return
        self._form()

    @allow_unauthenticated
    async def post(self) -> None:
        """Check name and password; start a session on the server."""
        name = self.get_body_argument("login_name", "")
        try:
            session = await self.services.on_records(
                log_in,
                self.services.database,
                self.services.clock,
                name,
                self.get_body_argument("password", "", strip=False),
                client_address(self.services, self),
                hours=self.services.settings.session_hours,
            )
        except LoginSlowedError as error:
            self.set_header("Retry-After", str(error.wait_seconds))
            self._form(status=429, message=str(error), login_name=name)
        except LoginRefusedError as error:
            self._form(status=401, message=str(error), login_name=name)
        else:
            self.identity.start_session(self, session)
            self.redirect(safe_next(self.get_argument("next", "/")))

    def _form(self, *, status: int = 200, message: str | None = None, login_name: str = "") -> None:
        self.page(
            "login.html",
            title="登录",
            status=status,
            message=message,
            login_name=login_name,
            next=safe_next(self.get_argument("next", "/")),
        )


class LogoutPage(PageHandler):
    """Ends the session, or the pass of a phone; only by POST, so that no link can do it."""

    accepts_pass = True

    @allow_unauthenticated
    async def post(self) -> None:
        """Forget the session on the server and the cookie in the browser."""
        if self.current_user and self.user.session_pass is not None:
            await end_pass(self)
            self.redirect(SIGN_IN)
            return
        if self.current_user:
            await self.services.on_records(
                log_out, self.services.database, self.services.clock, self.user.session_token
            )
        self.identity.end_session(self)
        self.redirect("/login")
