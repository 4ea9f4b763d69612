"""Gathering the wheels of one bundle."""

from collections.abc import Callable, Iterable
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from widgets.cli.packing.closure import Package, closure, unmet
from widgets.cli.packing.errors import FetchError, IncompleteBundleError, PlatformBoundError
from widgets.cli.packing.metadata import in_wheel, installed
from widgets.cli.packing.pip_run import PipRun
from widgets.cli.packing.target import Target

_BATCH = 8

Progress = Callable[[int, int], None]
"""Told how many packages are there and how many there will be."""


def gather(
    own_wheel: Path, target: Target, pip: PipRun, progress: Progress
) -> dict[NormalizedName, Package]:
    """Bring every dependency of our own wheel into its folder, at the versions installed here.

    Returns all packages by name. Raises FetchError, PlatformBoundError or IncompleteBundleError.
    """
    folder = own_wheel.parent
    own = in_wheel(own_wheel)

    def describe(requirement: Requirement) -> Package:
        here = installed(requirement.name)
        return here if here is not None else _fetch_other(requirement, target, pip, folder)

    needed = closure(own.requires, target, describe)
    _fetch_all(needed.values(), target, pip, folder, progress)
    gathered = wheels_in(folder)
    if missing := unmet(own.requires, target, gathered):
        raise IncompleteBundleError(missing)
    return gathered


def wheels_in(folder: Path) -> dict[NormalizedName, Package]:
    """Return the packages whose wheels lie in a folder."""
    packages = (in_wheel(wheel) for wheel in sorted(folder.glob("*.whl")))
    return {package.name: package for package in packages}


def _fetch_other(requirement: Requirement, target: Target, pip: PipRun, folder: Path) -> Package:
    """Fetch what only the target needs; its version is the newest that the requirement allows."""
    wanted = f"{requirement.name}{requirement.specifier}"
    before = set(folder.glob("*.whl"))
    if not pip.fetch([wanted], target, folder):
        raise FetchError(wanted, pip.log)
    return in_wheel((set(folder.glob("*.whl")) - before).pop())


def _fetch_all(
    packages: Iterable[Package], target: Target, pip: PipRun, folder: Path, progress: Progress
) -> None:
    there = wheels_in(folder)
    pins = sorted(p.pin for p in packages if p.name not in there)
    progress(0, len(pins))
    for start in range(0, len(pins), _BATCH):
        batch = pins[start : start + _BATCH]
        if not pip.fetch(batch, target, folder):
            for pin in batch:
                _fetch_or_build(pin, target, pip, folder)
        progress(start + len(batch), len(pins))


def _fetch_or_build(pin: str, target: Target, pip: PipRun, folder: Path) -> None:
    """Fetch a ready wheel, or build one from source if that fits every machine."""
    name = canonicalize_name(Requirement(pin).name)
    if name in wheels_in(folder) or pip.fetch([pin], target, folder):
        return
    wheel = pip.build(pin, folder, pin)
    if not wheel.name.endswith("-none-any.whl"):
        wheel.unlink()
        raise PlatformBoundError(wheel.name)
