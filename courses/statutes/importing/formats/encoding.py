"""The bytes of a text file as text, in the encodings that official texts come in."""

import codecs
from pathlib import Path

from courses.statutes.importing.errors import ForeignFileError, UnreadableFileError

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = dict.fromkeys(set(range(32)) - {9, 10, 11, 12, 13})


def decoded(file: Path, content: bytes) -> str:
    """Decode UTF-8, UTF-16 with a mark, or GB18030, with one kind of line end.

    Raises ForeignFileError for what is no text at all and UnreadableFileError for a text in another
    encoding.
    """
    text = _decoded(file, content)
    if any(map(_CONTROLS.__contains__, map(ord, set(text)))):
        raise ForeignFileError(file, "不是文本文件。请使用 docx、html、md 或者 txt 文件。")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\f", "\n")


def _decoded(file: Path, content: bytes) -> str:
    for mark, encoding in _MARKED:
        if content.startswith(mark):
            return _strictly(file, content, encoding)
    if b"\0" in content:
        raise ForeignFileError(file, "不是文本文件。请使用 docx、html、md 或者 txt 文件。")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(file, content, "gb18030")


def _strictly(file: Path, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        reason = "看不懂文字编码。请用记事本打开，另存为 UTF-8 编码，再导入。"
        raise UnreadableFileError(file, reason) from None
