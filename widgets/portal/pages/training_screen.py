"""The screen of a session: a QR code and six digits for phones, changed every half minute."""

import io
from ipaddress import ip_address
from typing import Any

import segno
from markupsafe import Markup

from grading.training.codes import STEP
from grading.training.sign_in import Screen
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
        base = self.base_address()
        address = f"{base}/t/{screen.session.id}?k={screen.code.token}" if screen.code else ""
        return {
            "screen": screen,
            "session": screen.session,
            "step_seconds": STEP,
            "address": address,
            "qr": qr_code(address) if address else "",
            "typed_address": f"{base}/t",
            "is_local": is_local(base),
            "reload": min(_RELOAD_SECONDS, screen.code.seconds_left + 1) if screen.code else STEP,
        }

    def base_address(self) -> str:
        """Return the address at which phones reach the platform, as far as is known.

        Without `public_url` it is the one that this browser uses.
        """
        public = self.services.settings.public_url
        return public.rstrip("/") if public else f"{self.request.protocol}://{self.request.host}"


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


def is_local(base: str) -> bool:
    """Say whether an address reaches nothing but the machine that it is used on."""
    host = base.partition("://")[2].partition("/")[0]
    host = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
