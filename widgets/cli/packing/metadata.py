"""What a package says about itself: installed here, or inside a wheel file."""

import zipfile
from email.parser import BytesHeaderParser
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from widgets.cli.packing.closure import Package


def installed(name: str) -> Package | None:
    """Return the installed package of this name, None when there is none."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    requires = tuple(Requirement(line) for line in found.requires or ())
    return Package(canonicalize_name(name), Version(found.version), requires)


def in_wheel(wheel: Path) -> Package:
    """Return the package inside a wheel file."""
    with zipfile.ZipFile(wheel) as archive:
        inside = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        headers = BytesHeaderParser().parsebytes(archive.read(inside))
    requires = tuple(Requirement(line) for line in headers.get_all("Requires-Dist", ()))
    return Package(canonicalize_name(headers["Name"]), Version(headers["Version"]), requires)
