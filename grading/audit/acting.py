"""Who is acting: known to everything that a request or a command calls."""

import getpass
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from grading.audit.model import Actor, Origin

PLATFORM = Actor(None, "", Origin.PLATFORM)
"""The platform by itself: scoring, closing what is over."""

_acting: ContextVar[Actor | None] = ContextVar("acting", default=None)


def current_actor() -> Actor:
    """Return who is acting; where nobody said so, it is a command of this machine's user."""
    return _acting.get() or machine_user()


def machine_user() -> Actor:
    """Return the account on the machine under which this process runs."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in a container
        name = ""
    return Actor(None, name, Origin.COMMAND, platform.node())


def act_as(actor: Actor) -> None:
    """Let everything else in this task or thread be done by an actor."""
    _acting.set(actor)


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Let everything inside be done by an actor."""
    token = _acting.set(actor)
    try:
        yield
    finally:
        _acting.reset(token)
