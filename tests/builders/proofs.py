"""Files for proofs and minutes, and forms that carry them."""

import zlib

PDF = b"%PDF-1.4\nsample\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0sample\xff\xd9"
_HEADER = b"IHDR" + bytes(13)
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"
    + _HEADER
    + zlib.crc32(_HEADER).to_bytes(4, "big")
    + b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
PNG_OF_WRONG_HEADER = PNG.replace(_HEADER, b"IHDR" + b"\x01" * 13)

_BOUNDARY = "sample-boundary"
MULTIPART = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
"""The headers of a form with a file."""


def form_with_file(
    fields: list[tuple[str, str]], content: bytes, file_name: str = "sample.pdf"
) -> bytes:
    """Return the body of a form with a file, as a browser sends it."""
    parts = [f"--{_BOUNDARY}\r\n{_named(name)}{value}\r\n".encode() for name, value in fields]
    head = (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{file_name}"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    return b"".join([*parts, head.encode(), content, f"\r\n--{_BOUNDARY}--\r\n".encode()])


def _named(name: str) -> str:
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n'
