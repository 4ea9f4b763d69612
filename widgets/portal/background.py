"""What the portal does without being asked: scoring, carrying points, closing what is over."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from tornado.ioloop import IOLoop, PeriodicCallback

from grading.audit.acting import PLATFORM, acting_as
from grading.audit.model import Actor, Origin
from grading.gradebook.workers import current_worker
from grading.marking.model import Marker
from widgets.portal.services import Services

log = logging.getLogger("xuefa.background")

SWEEP_SECONDS = 10
KERNEL_SECONDS = 5

UNNAMED = Marker(None, "（工作台，未登记姓名）")


class Background:
    """Repeated work of one portal; failures are logged and tried again."""

    def __init__(self, services: Services, kernels: Any) -> None:
        self._services, self._kernels = services, kernels
        self._timers = [
            _timer(self._carry_points, services.settings.carry_seconds),
            _timer(self._sweep, SWEEP_SECONDS),
            _timer(self._tidy_kernels, KERNEL_SECONDS),
        ]

    def start(self) -> None:
        """Begin, with what an earlier run left unfinished."""
        for timer in self._timers:
            timer.start()
        IOLoop.current().add_callback(_guarded(self._sweep))

    def stop(self) -> None:
        """End."""
        for timer in self._timers:
            timer.stop()

    def score_soon(self, attempt_id: str) -> None:
        """Have an attempt scored in the gradebook's thread."""
        services = self._services

        async def score() -> None:
            await services.at_desk(services.examinations.score, attempt_id)

        IOLoop.current().add_callback(_guarded(score))

    async def _sweep(self) -> None:
        examinations = self._services.examinations
        await self._services.at_desk(examinations.sweep)
        await self._services.at_desk(examinations.score_pending)

    async def _tidy_kernels(self) -> None:
        await self._kernels.tidy(IOLoop.current().time())

    async def _carry_points(self) -> None:
        marker = self._changed_by()
        with acting_as(Actor(marker.id, marker.name, Origin.WORKBENCH)):
            carry = self._services.examinations.carry_changes
            await self._services.at_desk(carry, self._changed_by)

    def _changed_by(self) -> Marker:
        worker = current_worker(self._services.home.workbench)
        return Marker(worker.person_id, worker.name) if worker else UNNAMED


def _timer(work: Callable[[], Awaitable[None]], seconds: int) -> PeriodicCallback:
    return PeriodicCallback(_guarded(work), seconds * 1000)


def _guarded(work: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        try:
            with acting_as(PLATFORM):  # whoever's request began it
                await work()
        except Exception:
            log.exception("background work failed: %s", getattr(work, "__name__", work))

    return run
