"""Check the target machine's Python, and every file of the bundle against SHA256SUMS."""

import hashlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def wrong_files() -> list[str]:
    """Return the names of files that are missing or differ."""
    wrong = []
    for line in (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        file = HERE / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            wrong.append(name)
    return wrong


if __name__ == "__main__":
    if sys.maxsize <= 2**32:
        sys.stderr.write("这是 32 位的 Python，请改装 64 位 Python @PYTHON@。\n")
        sys.exit(2)
    if found := wrong_files():
        sys.stderr.write(f"这些文件缺失或者损坏，请重新复制离线安装包：{'、'.join(found)}\n")
        sys.exit(2)
