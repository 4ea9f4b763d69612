"""How a running portal hears that it should stop."""

import asyncio
import signal
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def asked_to_stop() -> asyncio.Event:
    """Return an event of the running loop that Ctrl-C and SIGTERM set, now and from now on.

    Neither breaks into what is going on: whatever is half done is ended in order by whoever waits
    for the event. Handlers of the standard library, as Windows has no others.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def ask(*_: Any) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(stop.set)

    for number in SIGNALS:
        signal.signal(number, ask)
    return stop
