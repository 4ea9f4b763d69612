"""Who is asking: a browser by its session cookie, a phone by its pass, a kernel by its token."""

import secrets
from dataclasses import dataclass
from typing import Any

from jupyter_server.auth import IdentityProvider, User

from grading.people.logins import session_of
from grading.people.model import LoginSession, Person
from grading.settings import Settings
from grading.training.passes import SessionPass
from widgets.portal.page_tokens import PageBinding, PageTokens
from widgets.portal.services import Services

COOKIE = "xuefa-session"
PASS_COOKIE = "xuefa-pass"  # noqa: S105 - the name of one
PHONE_COOKIE = "xuefa-phone"
_BEARER = "Bearer "
_PHONE_BYTES = 16


@dataclass
class PortalUser(User):
    """A person behind a request.

    `binding` is set when a page's kernel asks, `session_pass` when a phone does that holds nothing
    but a pass to one training session.
    """

    person: Person | None = None
    session_token: str = ""
    binding: PageBinding | None = None
    session_pass: SessionPass | None = None


def user_of(person: Person, **more: Any) -> PortalUser:
    """Return the Jupyter user for a person; the opaque learner id serves as name of the account."""
    return PortalUser(username=person.learner_id, name=person.name, person=person, **more)


class PortalIdentity(IdentityProvider):
    """Knows browsers by a server-side session and kernels by a page token, and nobody else.

    Headers and query strings that claim an identity have no effect. A page token is looked at only
    where the handler says so (`accepts_page_token`), and never turns into a cookie; there a session
    counts only where the handler says that too (`accepts_session`). A pass to a training session
    is looked at only by handlers that say so (`accepts_pass`), after a login: to all others its
    holder is a stranger.
    """

    services: Services
    tokens: PageTokens

    def __init__(self, **kwargs: Any) -> None:
        from widgets.portal.pages.login import LoginPage, LogoutPage  # noqa: PLC0415 - cycle

        # Voila passes its own login handler as a keyword, which beats any configuration.
        kwargs["login_handler_class"] = LoginPage
        kwargs["logout_handler_class"] = LogoutPage
        kwargs["token"] = ""  # no shared token, ever
        super().__init__(**kwargs)
        portal: Any = self.parent
        self.services, self.tokens = portal.services, portal.tokens

    async def get_user(self, handler: Any) -> PortalUser | None:
        """Return the user of a request, or None."""
        if getattr(handler, "accepts_page_token", False):
            user = self._user_of_token(handler)
            if user is not None or not getattr(handler, "accepts_session", False):
                return user
        value = handler.get_signed_cookie(COOKIE)
        user = None if value is None else await self._user_of_session(value.decode())
        if user is None and getattr(handler, "accepts_pass", False):
            return await self._user_of_pass(handler)
        return user

    def _user_of_token(self, handler: Any) -> PortalUser | None:
        header = handler.request.headers.get("Authorization", "")
        if not header.startswith(_BEARER):
            return None
        binding = self.tokens.find(header.removeprefix(_BEARER))
        if binding is None:
            return None
        handler._token_authenticated = True  # jupyter_server's own mark: no XSRF check needed
        return user_of(binding.person, binding=binding)

    async def _user_of_session(self, token: str) -> PortalUser | None:
        session = await self.services.on_records(self._find_session, token)
        return user_of(session.person, session_token=token) if session else None

    async def _user_of_pass(self, handler: Any) -> PortalUser | None:
        value = handler.get_signed_cookie(PASS_COOKIE)
        if value is None:
            return None
        held = await self.services.on_records(self.services.passes().find, value.decode())
        return user_of(held.person, session_pass=held) if held else None

    def _find_session(self, token: str) -> LoginSession | None:
        return session_of(self.services.database, self.services.clock, token)

    def start_session(self, handler: Any, session: LoginSession) -> None:
        """Give the browser the cookie of a session; it ends with the browser."""
        handler.set_signed_cookie(
            COOKIE,
            session.token,
            expires_days=None,
            httponly=True,
            samesite="Lax",
            secure=has_https(self.services.settings),
            path=handler.base_url,
        )

    def end_session(self, handler: Any) -> None:
        """Take the cookie back."""
        handler.clear_cookie(COOKIE, path=handler.base_url)

    def start_pass(self, handler: Any, held: SessionPass) -> None:
        """Give the phone the cookie of a pass; it outlives the browser, which phones end often."""
        handler.set_signed_cookie(
            PASS_COOKIE,
            held.token,
            expires_days=None,
            expires=held.expires_at,
            httponly=True,
            samesite="Lax",
            secure=has_https(self.services.settings),
            path=handler.base_url,
        )

    def phone(self, handler: Any) -> str:
        """Return what this browser alone knows, to which sign-in forms are bound; begin it."""
        value = handler.get_signed_cookie(PHONE_COOKIE)
        if value is not None:
            return str(value.decode())
        phone = secrets.token_urlsafe(_PHONE_BYTES)
        handler.set_signed_cookie(
            PHONE_COOKIE,
            phone,
            expires_days=None,
            httponly=True,
            samesite="Lax",
            secure=has_https(self.services.settings),
            path=handler.base_url,
        )
        return phone

    def end_pass(self, handler: Any) -> None:
        """Take the cookie of a pass back."""
        handler.clear_cookie(PASS_COOKIE, path=handler.base_url)

    def may_hold_pass(self, handler: Any) -> bool:
        """Say whether the phone has the cookie of a pass, valid still or not."""
        return handler.get_signed_cookie(PASS_COOKIE) is not None

    def get_handlers(self) -> list[tuple[str, Any]]:
        """Return no routes: the portal lists its own."""
        return []


def has_https(settings: Settings) -> bool:
    """Whether browsers reach us over https, through the proxy at `public_url`."""
    return (settings.public_url or "").startswith("https:")


def client_address(services: Services, handler: Any) -> str:
    """Return the browser's address; forwarded addresses count only from trusted proxies."""
    address = str(handler.request.remote_ip)
    trusted = set(services.settings.trusted_proxies)
    forwarded = handler.request.headers.get("X-Forwarded-For", "")
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    while address in trusted and hops:
        address = hops.pop()
    return address
