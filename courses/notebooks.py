"""Checking that a lesson's notebook is there and can be read."""

import warnings
from pathlib import Path

# what nbformat raises for a file that is no JSON, or JSON that is no notebook, besides its own
_UNREADABLE = (ValueError, OSError, AttributeError, KeyError, TypeError, Warning)


def notebook_fault(file: Path, folder: Path) -> str | None:
    """Say, in Chinese, what is wrong with a notebook of a course folder; None if nothing is."""
    if file.parent != folder or file.suffix != ".ipynb":
        return f"应是课程文件夹里的 .ipynb 文件名，不带路径：{file.name}"
    if not file.is_file():
        return f"找不到文件 {file.name}"
    import nbformat  # noqa: PLC0415 - slow, and most commands read no notebook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            notebook = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
            nbformat.validate(notebook)
    except (nbformat.ValidationError, *_UNREADABLE) as error:
        return (
            f"{file.name} 不是合格的笔记本（{_first_line(error)}），请用 JupyterLab 打开后重新保存"
        )
    return None


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:120] if lines else type(error).__name__
