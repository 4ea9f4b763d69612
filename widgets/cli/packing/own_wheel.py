"""A wheel of xuefa itself, from a checkout or from what is installed."""

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import widgets
from widgets.cli.packing.errors import NoSourceError
from widgets.cli.packing.pip_run import PipRun

NAME = "xuefa"
_LEFT_OUT = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
_FIXED_TIME = (2026, 1, 1, 0, 0, 0)


def make_own_wheel(folder: Path, pip: PipRun) -> Path:
    """Write a wheel of xuefa into the folder and return it, or raise NoSourceError.

    In a checkout, and in an editable installation, the wheel is built from the source. An
    installation from a wheel is packed again file by file, so that no source is needed.
    """
    source = source_folder()
    if source is not None:
        return pip.build(str(source), folder, NAME)
    try:
        distribution = metadata.distribution(NAME)
    except metadata.PackageNotFoundError:
        raise NoSourceError from None
    return pack_again(distribution, folder)


def source_folder() -> Path | None:
    """Return the checkout that this code runs from, None when it runs from an installation."""
    beside = Path(widgets.__file__).resolve().parents[1]
    if (beside / "pyproject.toml").is_file():
        return beside
    try:
        origin = metadata.distribution(NAME).read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return None
    told = json.loads(origin) if origin else {}
    if not told.get("dir_info", {}).get("editable"):
        return None
    folder = Path(url2pathname(urlsplit(told["url"]).path))
    return folder if (folder / "pyproject.toml").is_file() else None


def pack_again(distribution: metadata.Distribution, folder: Path) -> Path:
    """Write the files of an installed distribution back into a wheel.

    Left out is what the installer made: scripts, compiled files and its own records.
    """
    tag = _tag(distribution)
    wheel = folder / f"{NAME}-{distribution.version}-{tag}.whl"
    rows = []
    record = f"{NAME}-{distribution.version}.dist-info/RECORD"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in _packed(distribution.files or ()):
            content = Path(str(distribution.locate_file(file))).read_bytes()
            _write(archive, file.as_posix(), content)
            rows.append(f"{_quoted(file.as_posix())},{_digest(content)},{len(content)}")
        _write(archive, record, "\n".join([*rows, f"{record},,", ""]).encode())
    return wheel


def _packed(files: Iterable[metadata.PackagePath]) -> list[metadata.PackagePath]:
    return sorted(
        file
        for file in files
        if ".." not in file.parts
        and "__pycache__" not in file.parts
        and not (file.parts[0].endswith(".dist-info") and file.name in _LEFT_OUT)
    )


def _tag(distribution: metadata.Distribution) -> str:
    lines = (distribution.read_text("WHEEL") or "").splitlines()
    return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("Tag:"))


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _digest(content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
    return f"sha256={digest.decode()}"


def _quoted(name: str) -> str:
    return f'"{name}"' if "," in name else name
