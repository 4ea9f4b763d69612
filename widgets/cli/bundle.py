"""xuefa bundle: a folder that installs the platform on a machine without internet."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from widgets.cli.packing.errors import FolderTakenError
from widgets.cli.packing.gather import gather
from widgets.cli.packing.metadata import in_wheel
from widgets.cli.packing.own_wheel import NAME, make_own_wheel
from widgets.cli.packing.pip_run import PipRun
from widgets.cli.packing.target import OLDEST_PYTHON, Platform, Target
from widgets.cli.packing.write import NOTES, WHEELS, write_files

_MEGABYTE = 1024 * 1024


def bundle(
    platform: Annotated[
        Platform, typer.Option(help="目标机器的系统：linux 或 windows", metavar="系统")
    ],
    python: Annotated[
        str,
        typer.Option(
            help="目标机器的 Python 版本，如 3.11，不低于 3.11",
            metavar="版本",
        ),
    ] = OLDEST_PYTHON,
    output: Annotated[
        Path | None, typer.Option(help="写到哪个文件夹，须不存在或者为空", metavar="文件夹")
    ] = None,
) -> None:
    """Write a bundle at the versions that are installed here; pip has to reach an index."""
    target = Target(platform, python)
    made = make_bundle(target, output)
    size = sum(file.stat().st_size for file in made.rglob("*") if file.is_file())
    typer.echo(f"离线安装包已写好：{made}（{size / _MEGABYTE:.0f} MB，{target.label}）。")
    typer.echo(f"把整个文件夹复制到目标机器，按其中的 {NOTES} 安装。")


def make_bundle(target: Target, output: Path | None = None) -> Path:
    """Write a bundle for the target and return its folder.

    The folder appears under its final name only when it is complete. Raises FolderTakenError,
    FetchError, PlatformBoundError, IncompleteBundleError or NoSourceError.
    """
    named = Path(output) if output else Path(f"{NAME}-{target.platform}-py{target.python}")
    final = named.absolute()
    if final.exists() and (not final.is_dir() or any(final.iterdir())):
        raise FolderTakenError(final)
    final.parent.mkdir(parents=True, exist_ok=True)
    partial = final.with_name(f"{final.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    (partial / WHEELS).mkdir(parents=True)
    log = final.with_name(f"{final.name}.log")
    try:
        _fill(partial, target, PipRun(log))
        if final.exists():
            final.rmdir()
        partial.rename(final)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    log.unlink(missing_ok=True)
    return final


def _fill(folder: Path, target: Target, pip: PipRun) -> None:
    typer.echo("正在打包 xuefa 自身……")
    own_wheel = make_own_wheel(folder / WHEELS, pip)
    typer.echo(f"正在收集 {in_wheel(own_wheel).pin} 需要的程序包……")
    with typer.progressbar(length=1, label="下载程序包") as bar:

        def show(done: int, of: int) -> None:
            bar.length = max(of, 1)
            bar.update(done - bar.pos)

        packages = gather(own_wheel, target, pip, show)
    write_files(folder, target, packages.values())
