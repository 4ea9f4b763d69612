"""The law as the platform knows it: the registry and every table, in one bundle."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from courses.problem import Problem
from courses.statutes.library.store import Library
from courses.statutes.registry import Registry
from courses.statutes.tables.overrides import Override, embedded_overrides
from courses.statutes.tables.penalties import Row as PenaltyRow
from courses.statutes.tables.penalties import embedded_penalties
from courses.statutes.tables.permit_catalogue import PermitCategory, embedded_permit_catalogue
from courses.statutes.tables.procedure import ProcedureRule, embedded_procedure
from courses.statutes.tables.structure import Structure, embedded_structure
from courses.statutes.tables.succession import Succession, embedded_succession


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The registry with the tables that go with it; nothing in them changes while they are used.

    `library` holds what was imported, older versions among it; None where nothing can be.
    """

    registry: Registry
    structure: Structure
    succession: tuple[Succession, ...]
    overrides: tuple[Override, ...]
    penalties: tuple[PenaltyRow, ...]
    procedure: tuple[ProcedureRule, ...]
    permit_catalogue: tuple[PermitCategory, ...]
    library: Library | None = None

    @staticmethod
    def embedded() -> "Law":
        """Return the law that comes with the package; always the same object."""
        return _embedded()

    @staticmethod
    def with_own(folder: Path) -> tuple["Law", list[Problem]]:
        """Return the embedded law with what a bureau keeps in a folder: instruments and texts.

        See `Registry.with_own`: what has a fault is left out, and told.
        """
        registry, problems = Registry.with_own(folder)
        return replace(_with(registry), library=Library.open(folder)), problems


@cache
def _embedded() -> Law:
    return _with(Registry.embedded())


def _with(registry: Registry) -> Law:
    return Law(
        registry=registry,
        structure=embedded_structure(),
        succession=embedded_succession(),
        overrides=embedded_overrides(),
        penalties=embedded_penalties(),
        procedure=embedded_procedure(),
        permit_catalogue=embedded_permit_catalogue(),
    )
