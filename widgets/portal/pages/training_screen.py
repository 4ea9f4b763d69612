"""The screen of a session: a QR code and six digits for phones, changed every half minute."""

import io
from typing import Any
from urllib.parse import urlsplit

import segno
from markupsafe import Markup

from grading.settings import Settings
from grading.training.codes import STEP
from grading.training.sign_in import Screen
from widgets.portal.addresses import ANYWHERE, is_local_only, page_addresses
from widgets.portal.pages.hours import is_number
from widgets.portal.pages.training import TrainingHandler

_QUIET_MODULES = 4
_RELOAD_SECONDS = 10
"""Without a script the page is loaded again this often, and when the code changes."""


class ScreenHandler(TrainingHandler):
    """What draws the code of a session."""

    has_navigation = False

    async def show(self, template: str, session_id: int) -> None:
        """Show the code as it is now."""
        self.check_role()
        screen: Screen = await self.services.on_records(self.training.sign_ins.screen, session_id)
        self.page(template, title=f"签到：{screen.session.plan.topic}", **self._shown(screen))

    def _shown(self, screen: Screen) -> dict[str, Any]:
        bases = phone_addresses(self.services.settings, self.request.protocol, self.request.host)
        asked = self.get_query_argument("network", "")
        chosen = int(asked) if is_number(asked) and int(asked) < len(bases) else 0
        base, code = bases[chosen], screen.code
        address = f"{base}/t/{screen.session.id}?k={code.token}" if code else ""
        return {
            "screen": screen,
            "session": screen.session,
            "step_seconds": STEP,
            "address": address,
            "qr": qr_code(address) if address else "",
            "typed_address": f"{base}/t",
            "bases": bases,
            "chosen": chosen,
            "is_local": is_local(base),
            "reload": min(_RELOAD_SECONDS, code.seconds_left + 1) if code else STEP,
        }


class ScreenPage(ScreenHandler):
    """The page for the projector."""

    async def get(self, session_id: str) -> None:
        """Show it."""
        await self.show("training_screen.html", int(session_id))


class ScreenNow(ScreenHandler):
    """What changes on the screen, asked for by its script."""

    async def get(self, session_id: str) -> None:
        """Send it."""
        await self.show("training_screen_now.html", int(session_id))


def qr_code(address: str) -> Markup:
    """Return the QR code of an address as SVG, to stand inside a page."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=_QUIET_MODULES,
        svgclass="qr-code",
        lineclass=None,
        light="#fff",
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704 - drawn from modules, without text


def phone_addresses(settings: Settings, protocol: str, host: str) -> tuple[str, ...]:
    """Return the addresses at which phones may reach the platform, as far as is known.

    That is `public_url`, else the one which the browser of the screen uses. Where that reaches
    this machine alone and the platform listens to its networks too, it is the ones in there.
    """
    if settings.public_url:
        return (settings.public_url.rstrip("/"),)
    used = f"{protocol}://{host}"
    if not is_local(used) or settings.host not in ANYWHERE:
        return (used,)
    port = urlsplit(used).port or 80
    return page_addresses(settings.host, port, None)


def is_local(base: str) -> bool:
    """Say whether an address reaches nothing but the machine that it is used on."""
    return is_local_only((urlsplit(base).hostname or "").casefold())
