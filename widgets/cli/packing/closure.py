"""Which packages a set of requirements brings along on the target machine."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from widgets.cli.packing.target import Target


@dataclass(frozen=True, slots=True)
class Package:
    """A package at one version with what it requires, as its own metadata states it."""

    name: NormalizedName
    version: Version
    requires: tuple[Requirement, ...]

    @property
    def pin(self) -> str:
        """Return the exact requirement, as pip takes it."""
        return f"{self.name}=={self.version}"


Describe = Callable[[Requirement], Package]
"""Finds the package that answers a requirement."""


def closure(
    roots: Iterable[Requirement], target: Target, describe: Describe
) -> dict[NormalizedName, Package]:
    """Return every package needed on the target, by canonical name.

    `describe` is asked once for each name. Extras are followed, markers are evaluated for the
    target.
    """
    found: dict[NormalizedName, Package] = {}
    seen: set[tuple[NormalizedName, str]] = set()
    waiting = [r for r in roots if _applies(r, target, "")]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name not in found:
            found[name] = describe(requirement)
        for extra in {"", *requirement.extras} - {e for n, e in seen if n == name}:
            seen.add((name, extra))
            waiting += [r for r in found[name].requires if _applies(r, target, extra)]
    return found


def unmet(
    roots: Iterable[Requirement], target: Target, packages: dict[NormalizedName, Package]
) -> tuple[str, ...]:
    """Return the requirements that these packages leave open on the target, sorted."""
    missing: set[str] = set()

    def look_up(requirement: Requirement) -> Package:
        name = canonicalize_name(requirement.name)
        if name in packages:
            return packages[name]
        missing.add(str(requirement))
        return Package(name, Version("0"), ())

    needed = closure(roots, target, look_up)
    for package in needed.values():
        for requirement in package.requires:
            held = packages.get(canonicalize_name(requirement.name))
            if held is None or not _applies(requirement, target, ""):
                continue
            if not requirement.specifier.contains(held.version, prereleases=True):
                missing.add(str(requirement))
    return tuple(sorted(missing))


def _applies(requirement: Requirement, target: Target, extra: str) -> bool:
    marker = requirement.marker
    return marker is None or marker.evaluate(dict(target.markers(extra)))
