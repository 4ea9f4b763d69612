"""Photos without what cameras and phones write beside the picture: where, when, with what, by whom.

Only the parts of a file that draw the picture are kept, and how it has to be turned.
"""

import re
import struct
import zlib
from collections.abc import Iterator

from grading.hours.errors import UnreadableFileError
from grading.hours.file_kinds import LARGEST_FILE

MOST_PIXELS = 100_000_000
"""Of one photo: what cameras of today take; a browser has to hold all of them."""

_BROKEN = "这张照片读不出来，可能没有传完。请打开看一看，换一张再上传。"
_NOT_A_PHOTO = "照片只收 JPG、PNG 文件，以内容为准，改扩展名没有用。请另存为 JPG 后再上传。"
_TOO_LARGE = "照片超过 5 MB，请缩小以后再上传。"

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT")
)

_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_SCAN, _END = 0xDA, 0xD9
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers that tell the size of the picture."""
_TABLES = _FRAMES | {0xC4, 0xCC, 0xDA, 0xDB, 0xDC, 0xDD}
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""What ends the coded picture of a scan; zeros and restarts belong to it."""

_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112
_UPRIGHT, _MOST_TURNED = 1, 8
_SHORT = 3


def clean_photo(content: bytes) -> bytes:
    """Return a photo with its picture alone. Raises UnreadableFileError where it is none."""
    if len(content) > LARGEST_FILE:
        raise UnreadableFileError(_TOO_LARGE)
    clean = next((one for begin, one in _KINDS if content.startswith(begin)), None)
    if clean is None:
        raise UnreadableFileError(_NOT_A_PHOTO)
    try:
        return clean(content)
    except (struct.error, IndexError) as error:  # it ends in the middle of a part
        raise UnreadableFileError(_BROKEN) from error


def _clean_png(content: bytes) -> bytes:
    kept = [_PNG_SIGNATURE]
    for name, chunk in _png_chunks(content):
        if name == b"IHDR":
            _check_size(*struct.unpack_from(">II", chunk, 8))
        if name in _PNG_KEPT:
            kept.append(chunk)
    return b"".join(kept)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and bytes of each chunk up to the last one."""
    place, name = len(_PNG_SIGNATURE), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        (check,) = struct.unpack_from(">I", content, end - 4)
        if zlib.crc32(content[place + 4 : end - 4]) != check:
            raise UnreadableFileError(_BROKEN)
        yield name, content[place:end]
        place = end


def _clean_jpeg(content: bytes) -> bytes:
    """Keep tables, frames and scans, colours and how the picture is turned, up to its end."""
    kept, has_frame, has_scan = [_JPEG_START], False, False
    for marker, segment, scan in _jpeg_segments(content):
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
            _check_size(width, height)
            has_frame = True
        has_scan = has_scan or marker == _SCAN
        kept += [_kept_segment(marker, segment), scan]
    if not has_frame or not has_scan:
        raise UnreadableFileError(_BROKEN)
    return b"".join([*kept, _JPEG_END])


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield marker and bytes of each segment, and the coded picture behind those that have one."""
    place = len(_JPEG_START)
    while True:
        if content[place] != 0xFF:  # noqa: PLR2004 - every marker begins with it
            raise UnreadableFileError(_BROKEN)
        while content[place + 1] == 0xFF:  # noqa: PLR2004 - fill bytes
            place += 1
        marker = content[place + 1]
        if marker == _END:
            return
        (length,) = struct.unpack_from(">H", content, place + 2)
        end = place + 2 + length
        segment = content[place:end]
        place = _scan_end(content, end) if marker == _SCAN else end
        yield marker, segment, content[end:place]


def _scan_end(content: bytes, start: int) -> int:
    found = _NEXT_MARKER.search(content, start)
    if found is None:
        raise UnreadableFileError(_BROKEN)
    return found.start()


def _kept_segment(marker: int, segment: bytes) -> bytes:
    """Return what is kept of a segment: nothing where it may tell of more than the picture."""
    if marker in _TABLES:
        return segment
    if marker == _APP0 and segment[4:9] == b"JFIF\0":
        return segment[:2] + struct.pack(">H", 16) + segment[4:16] + b"\0\0"  # no small picture
    if marker == _APP1 and segment[4:10] == _EXIF:
        return _turned(_orientation(segment[10:]))
    is_colour = (marker, segment[4:16]) == (_APP2, b"ICC_PROFILE\0")
    is_colour = is_colour or (marker, segment[4:9]) == (_APP14, b"Adobe")
    return segment if is_colour else b""


def _orientation(tiff: bytes) -> int:
    """Return how the camera was held, upright where nothing can be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return _UPRIGHT
    try:
        (place,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, place)
        for number in range(count):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, place + 2 + 12 * number)
            if (tag, kind) == (_ORIENTATION, _SHORT):
                return int(value)
    except struct.error:
        pass
    return _UPRIGHT


def _turned(orientation: int) -> bytes:
    """Return a segment that says nothing but how the picture is turned."""
    if not _UPRIGHT < orientation <= _MOST_TURNED:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, orientation, 0)
    body = _EXIF + b"MM\0*" + struct.pack(">IH", 8, 1) + entry + bytes(4)
    return struct.pack(">BBH", 0xFF, _APP1, len(body) + 2) + body


_KINDS = ((b"\xff\xd8\xff", _clean_jpeg), (_PNG_SIGNATURE, _clean_png))


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise UnreadableFileError(_BROKEN)
    if width * height > MOST_PIXELS:
        raise UnreadableFileError("照片的尺寸太大，请缩小以后再上传。")
