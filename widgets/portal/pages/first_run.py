"""The first run: names the bureau and makes the first administrator."""

import secrets

from jupyter_server.auth.decorator import allow_unauthenticated

from courses.errors import StudyError
from grading.people.setup import set_up_bureau
from widgets.portal.pages.base import PageHandler, Refusal

FIELDS = ("bureau", "login_name", "name")


class FirstRunPage(PageHandler):
    """Reachable only with the code printed where the platform was started."""

    @allow_unauthenticated
    def get(self) -> None:
        """Show the form."""
        self._check_code()
        self._form()

    @allow_unauthenticated
    async def post(self) -> None:
        """Set the platform up, once."""
        self._check_code()
        if self._password() != self.get_body_argument("password_again", "", strip=False):
            self._form(message="两次输入的密码不一样，请重新输入。", status=400)
            return
        values = self._values()
        try:
            await self.services.on_records(
                set_up_bureau,
                self.services.database,
                self.services.clock,
                bureau=values["bureau"],
                login_name=values["login_name"],
                name=values["name"],
                password=self._password(),
            )
        except StudyError as error:
            self._form(message=str(error), status=400)
        else:
            self.settings["first_run"].close()
            self.redirect("/login")

    def _check_code(self) -> None:
        if not self.settings["first_run"].accepts(self.get_argument("code", "")):
            raise Refusal(403, "启动码不对，或者平台已经设置好。启动码打印在启动平台的窗口里。")

    def _values(self) -> dict[str, str]:
        return {field: self.get_body_argument(field, "") for field in FIELDS}

    def _password(self) -> str:
        return str(self.get_body_argument("password", "", strip=False))

    def _form(self, *, message: str | None = None, status: int = 200) -> None:
        self.page(
            "first_run.html",
            title="首次设置",
            status=status,
            code=self.get_argument("code", ""),
            message=message,
            values=self._values() if self.request.method == "POST" else dict.fromkeys(FIELDS, ""),
        )


class FirstRun:
    """Guards the first run: one code, until the platform is set up."""

    def __init__(self, code: str | None) -> None:
        self._code = code

    def accepts(self, code: str) -> bool:
        """Whether this is the printed code and the platform is not set up yet."""
        return self._code is not None and secrets.compare_digest(code.encode(), self._code.encode())

    def close(self) -> None:
        """Accept no code any more."""
        self._code = None
