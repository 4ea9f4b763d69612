"""The law as the platform knows it: the registry and every table, in one bundle."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from courses.problem import Problem
from courses.statutes.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The registry with the tables that go with it; nothing in it changes while it is used."""

    registry: Registry

    @staticmethod
    def embedded() -> "Law":
        """Return the law that comes with the package; always the same object."""
        return _embedded()

    @staticmethod
    def with_own(folder: Path) -> tuple["Law", list[Problem]]:
        """Return the embedded law with the instruments that a bureau added in a folder.

        See `Registry.with_own`: what has a fault is left out, and told.
        """
        registry, problems = Registry.with_own(folder)
        return _with(registry), problems


@cache
def _embedded() -> Law:
    return _with(Registry.embedded())


def _with(registry: Registry) -> Law:
    return Law(registry=registry)
