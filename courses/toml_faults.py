"""Why a TOML file cannot be read, in Chinese; parser and system speak English."""

import re
import tomllib

from courses.system_faults import reason_of

_PLACE = re.compile(r"at line (\d+), column (\d+)")


def why_unreadable(error: OSError | ValueError) -> str:
    """Say why reading a TOML file failed, and where in it something is the matter."""
    if isinstance(error, OSError):
        return f"读不出来：{reason_of(error)}"
    if not isinstance(error, tomllib.TOMLDecodeError):
        return "不是 UTF-8 编码的文本，请另存为 UTF-8"
    found = _PLACE.search(str(error))
    where = f"第 {found[1]} 行第 {found[2]} 个字附近" if found else "文件末尾"
    return f"不是合格的 TOML：{where}写法不对，请检查引号、括号、等号和重复的名称"
