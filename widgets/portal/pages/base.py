"""What every page of the portal shares: its person, its frame, and its errors."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from markupsafe import Markup
from tornado import web

from courses.clock import local_date
from courses.errors import StudyError
from grading.audit.acting import act_as
from grading.audit.model import Actor, Origin
from grading.people.model import Person
from grading.records.errors import DatabaseError
from widgets.portal.access import may_see_keys
from widgets.portal.identity import PortalIdentity, PortalUser, client_address
from widgets.portal.kernels import PageKernels
from widgets.portal.navigation import navigation
from widgets.portal.services import Services

STATIC_FOLDER = Path(__file__).parents[1] / "static"

STRICT_POLICY = (
    "default-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
"""Plain pages run no inline script and load nothing from another host."""


_SECRET = re.compile(r"((?:[?&]|%3F|%26)(?:k|ticket|code)(?:=|%3D)).*?(?=&|%26|$)", re.IGNORECASE)
"""What an address carries that signs somebody in to a training session, or brings a pass to it."""

_LONGEST_LOGGED = 300


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the breadcrumbs; the page itself has no address there."""

    title: str
    href: str | None


class Refusal(web.HTTPError):
    """A page that is refused with a sentence for the user."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status)
        self.sentence = message


class PageHandler(JupyterHandler):
    """A page of the portal."""

    has_navigation = True
    """Whether it is drawn with the links in the header; what scripts ask for is not."""

    essays_waiting = 0
    """How many answers wait for the person to mark them."""

    async def prepare(self, **how: Any) -> None:
        """Let in who may come in, and count what the header tells."""
        await super().prepare(**how)
        act_as(self._actor())
        if self.has_navigation and self.current_user and may_see_keys(self.person):
            marking = self.services.examinations.marking
            self.essays_waiting = await self.services.on_records(marking.waiting_for, self.person)

    def _actor(self) -> Actor:
        """Return who asks and from where, for the audit trail."""
        address = client_address(self.services, self)
        if not self.current_user:
            return Actor(None, "", Origin.PORTAL, address)
        return Actor(self.person.id, self.person.name, Origin.PORTAL, address)

    @property
    def services(self) -> Services:
        """What handlers work with."""
        services: Services = self.settings["services"]
        return services

    @property
    def kernels(self) -> PageKernels:
        """The kernels of open pages."""
        kernels: PageKernels = self.settings["kernel_manager"]
        return kernels

    @property
    def identity(self) -> PortalIdentity:
        """Who knows sessions and page tokens."""
        identity: PortalIdentity = self.settings["identity_provider"]
        return identity

    @property
    def user(self) -> PortalUser:
        """The user of this request; handlers without login do not ask."""
        user: PortalUser = self.current_user
        return user

    @property
    def person(self) -> Person:
        """The person of this request."""
        assert self.user.person is not None  # noqa: S101 - our identity provider always sets it
        return self.user.person

    def get_login_url(self) -> str:
        """Lead strangers to the login, holders of a pass back to what it opens."""
        if self.identity.may_hold_pass(self):
            return "/pass"
        return str(super().get_login_url())

    def get_current_user(self) -> Any:
        """Return nobody, where a request failed before its identity was asked for."""

    @property
    def content_security_policy(self) -> str:
        """The policy of plain pages."""
        return STRICT_POLICY

    def set_default_headers(self) -> None:
        """Keep pages with personal data out of caches and frames."""
        super().set_default_headers()
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")

    def frame(self, *, title: str, crumbs: tuple[Link, ...] = ()) -> dict[str, Any]:
        """Return what the frame of every page is drawn from."""
        person = self.person if self.current_user else None
        today = local_date(self.services.clock(), self.services.zone)
        holds_pass = person is not None and self.user.session_pass is not None
        return {
            "title": title,
            "site": self.settings["letterhead"].site(today.year),
            "person": person,
            "nav": navigation(
                None if holds_pass else person, self.request.path, self.essays_waiting
            ),
            "crumbs": crumbs,
            "xsrf": Markup(self.xsrf_form_html()),  # noqa: S704 - made by tornado
            "static": static_address,
            "zone": self.services.zone,
        }

    def page(
        self,
        template: str,
        *,
        title: str,
        crumbs: tuple[Link, ...] = (),
        status: int = 200,
        **context: Any,
    ) -> None:
        """Finish with a page."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        rendered = self.settings["pages"].get_template(template)
        self.finish(rendered.render(**self.frame(title=title, crumbs=crumbs), **context))

    def forbid(self, what: str) -> Refusal:
        """Log who asked for what, and return the refusal to raise."""
        self.log.warning(
            "403 %s: person %s has no role for %s", self.request.path, self.person.id, what
        )
        return Refusal(403, "您的角色不能打开这个页面。如果需要，请联系管理员调整角色。")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Show an error page in Chinese; unknown errors are logged and shown by id only."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        fault = describe_error(status_code, error)
        if fault.error_id:
            self.log.error("error %s at %s", fault.error_id, self.request.path, exc_info=error)
        self.page("error.html", title=fault.title, status=fault.status, **fault.context)

    def _request_summary(self) -> str:
        """Say for the log who asked for what."""
        request = self.request
        return f"{request.method} {without_secrets(request.uri or '')} ({request.remote_ip})"

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Leave known errors to `write_error`, which says them to the user."""
        if not isinstance(value, web.HTTPError | StudyError):
            self.log.error("uncaught: %s", self._request_summary(), exc_info=(typ, value, tb))


def without_secrets(address: str) -> str:
    """Return an address as the log may tell it, to people who may read the log only."""
    told = _SECRET.sub(r"\1…", address)
    return told if len(told) <= _LONGEST_LOGGED else f"{told[:_LONGEST_LOGGED]}…"


@dataclass(frozen=True, slots=True)
class Fault:
    """An error as a user sees it."""

    status: int
    title: str
    message: str
    error_id: str | None = None

    @property
    def context(self) -> dict[str, Any]:
        """What the error page is drawn from."""
        return {"code": self.status, "message": self.message, "error_id": self.error_id}


SENTENCES = {
    400: ("请求有误", "服务器看不懂这次请求。请返回上一页重试。"),
    403: ("不能打开", "没有权限，或者页面放得太久。请返回后刷新页面再试。"),
    404: ("没有这个页面", "地址可能写错了，或者内容已经下架。请从首页重新进入。"),
    405: ("请求有误", "这个地址不接受这种请求。请从首页重新进入。"),
    413: ("文件太大", "文件太大，没有上传。请返回上一页，换一个小一些的。"),
    503: ("系统繁忙", "系统繁忙，请稍候再试。"),
}


def describe_error(status: int, error: BaseException | None) -> Fault:
    """Turn an error into what its user sees.

    StudyError carries a sentence for the user; HTTP errors have fixed sentences; anything else
    becomes an id under which the log holds the rest, a database out of reach among them.
    """
    if isinstance(error, Refusal):
        return Fault(
            error.status_code, SENTENCES.get(error.status_code, SENTENCES[403])[0], error.sentence
        )
    if isinstance(error, DatabaseError):  # no fault of whoever asks, and nothing for them to read
        return Fault(503, *SENTENCES[503], secrets.token_hex(4))
    if isinstance(error, StudyError):
        status = 404 if type(error).__name__.startswith("Unknown") else 400
        return Fault(status, SENTENCES[status][0], str(error))
    if isinstance(error, web.HTTPError) and status in SENTENCES:
        return Fault(status, *SENTENCES[status])
    error_id = secrets.token_hex(4)
    message = "出了意外的错误，已经记录。请重试；如果仍然不行，请把错误编号告诉管理员。"
    return Fault(500 if status < 400 else status, "出错了", message, error_id)  # noqa: PLR2004


@lru_cache(maxsize=256)
def _content_hash(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def static_address(name: str) -> str:
    """Return the address of a static file; another content has another address."""
    file = STATIC_FOLDER / name
    return f"/static/{name}?v={_content_hash(file, file.stat().st_mtime_ns)}"
