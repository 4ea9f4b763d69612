"""Photos as cameras write them, with a place and a device beside the picture."""

import struct
import zlib

SECRET = b"GPS 44.43 84.68 shifan phone"
"""What a photo tells beside its picture."""

COLOURS = b"ICC_PROFILE\0\1\1sample"
SCAN = b"\x12\xff\x00\x34\xff\xd0\x56"
"""A coded picture with an escaped byte and a restart in it."""


def png(shade: int = 200, *more: tuple[bytes, bytes]) -> bytes:
    """Return a picture of one shade, 8 by 8, with chunks that tell more."""
    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes([shade]) * 8) * 8)
    chunks = [(b"IHDR", header), *more, (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def jpeg(orientation: int = 6, order: str = ">", size: tuple[int, int] = (8, 8)) -> bytes:
    """Return a file of the shape of a camera's JPEG, with a second picture behind its end."""
    width, height = size
    exif = b"Exif\0\0" + _tiff(orientation, order) + SECRET
    segments = [
        (0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1" + b"\7\7\7"),
        (0xE1, exif),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
        (0xE2, COLOURS),
        (0xE2, b"MPF\0" + SECRET),
        (0xED, SECRET),
        (0xFE, SECRET),
        (0xDB, bytes(65)),
        (0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"),
        (0xC4, bytes(20)),
        (0xDA, b"\1\1\0\0\x3f\0"),
    ]
    head = b"".join(struct.pack(">BBH", 0xFF, m, len(b) + 2) + b for m, b in segments)
    return b"\xff\xd8" + head + SCAN + b"\xff\xd9" + SECRET + b"\xff\xd9"


def _chunk(name: bytes, body: bytes) -> bytes:
    check = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)


def _tiff(orientation: int, order: str) -> bytes:
    mark = b"MM\0*" if order == ">" else b"II*\0"
    maker = struct.pack(f"{order}HHII", 0x010F, 2, 4, 0)
    turned = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return mark + struct.pack(f"{order}IH", 8, 2) + maker + turned + bytes(4)
