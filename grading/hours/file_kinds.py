"""What a file is, by its content: names and media types that a browser sends mean nothing."""

import zlib
from collections.abc import Callable

from grading.hours.errors import UnreadableFileError
from grading.hours.model import FileKind

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND\xaeB`\x82"
_TAIL = 2048
_HEADER_END = 29


def file_kind(content: bytes, largest: int = LARGEST_FILE) -> FileKind:
    """Return what a whole file of at most so many bytes is. Raises UnreadableFileError."""
    if not content:
        raise UnreadableFileError("请选择一个文件，文件不能是空的。")
    if len(content) > largest:
        raise UnreadableFileError(
            "文件超过 5 MB。请用手机重拍一张小一些的照片，或者把 PDF 压缩后再上传。"
        )
    for kind, beginning, is_whole in _KINDS:
        if content.startswith(beginning):
            if not is_whole(content):
                raise UnreadableFileError("文件不完整，可能没有传完。请打开看一看，再上传一次。")
            return kind
    raise UnreadableFileError(
        "只收 PDF、JPG、PNG 文件，以内容为准，改扩展名没有用。请拍照或者另存为 PDF 后再上传。"
    )


def _is_whole_pdf(content: bytes) -> bool:
    return b"%%EOF" in content[-_TAIL:]


def _is_whole_jpeg(content: bytes) -> bool:
    return b"\xff\xd9" in content[2:]  # some cameras write more behind the end of the picture


def _is_whole_png(content: bytes) -> bool:
    """Say whether the header is sound and the end is there."""
    header, check = content[12:_HEADER_END], content[_HEADER_END : _HEADER_END + 4]
    is_sound = header[:4] == b"IHDR" and zlib.crc32(header) == int.from_bytes(check, "big")
    return is_sound and _PNG_END in content[-_TAIL:]


_KINDS: tuple[tuple[FileKind, bytes, Callable[[bytes], bool]], ...] = (
    (FileKind.PDF, b"%PDF-", _is_whole_pdf),
    (FileKind.JPEG, b"\xff\xd8\xff", _is_whole_jpeg),
    (FileKind.PNG, _PNG, _is_whole_png),
)
