"""The machine a bundle is for: which wheels fit it and which markers hold there."""

import sys
from dataclasses import dataclass
from enum import StrEnum

from widgets.cli.packing.errors import UnknownPythonError

# glibc 2.28 is what the long-lived Linux distributions of 2018 and later have at least.
_NEWEST_GLIBC_MINOR = 28
_OLDEST_GLIBC_MINOR = 5
OLDEST_PYTHON = "3.11"
_OLDEST_MINOR = 11
_NAMED_MANYLINUX = ("manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64")


class Platform(StrEnum):
    """An operating system that a bundle can be made for (64-bit x86)."""

    LINUX = "linux"
    WINDOWS = "windows"


@dataclass(frozen=True, slots=True)
class Target:
    """A platform with a Python version such as "3.11". Raises UnknownPythonError."""

    platform: Platform
    python: str

    def __post_init__(self) -> None:
        major, _, minor = self.python.partition(".")
        if major != "3" or not minor.isdecimal() or int(minor) < _OLDEST_MINOR:
            raise UnknownPythonError(self.python)

    @property
    def label(self) -> str:
        """Return what a clerk calls this machine."""
        system = "Windows 10/11" if self.platform is Platform.WINDOWS else "Linux"
        return f"{system}（64 位），Python {self.python}"

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the platform tags of wheels that run there, the best first."""
        if self.platform is Platform.WINDOWS:
            return ("win_amd64",)
        minors = range(_NEWEST_GLIBC_MINOR, _OLDEST_GLIBC_MINOR - 1, -1)
        return (*(f"manylinux_2_{minor}_x86_64" for minor in minors), *_NAMED_MANYLINUX)

    def markers(self, extra: str = "") -> dict[str, str]:
        """Return the values of environment markers there.

        pip evaluates markers for the machine it runs on even when it fetches for another platform,
        so that `pywinpty; os_name == "nt"` would be left out of a bundle made on Linux.
        """
        windows = self.platform is Platform.WINDOWS
        return {
            "extra": extra,
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.0",
            "os_name": "nt" if windows else "posix",
            "platform_machine": "AMD64" if windows else "x86_64",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": "Windows" if windows else "Linux",
            "platform_version": "",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": "win32" if windows else "linux",
        }


def this_machine() -> Target:
    """Return the machine that this runs on, as far as it matters to a bundle."""
    platform = Platform.WINDOWS if sys.platform == "win32" else Platform.LINUX
    return Target(platform, f"{sys.version_info.major}.{sys.version_info.minor}")
