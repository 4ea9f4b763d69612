"""Small PDF files for minutes, proofs and lists: one page of text, plainly invented."""

from collections.abc import Sequence

_TITLE, _TEXT, _LINE = 20, 12, 26
_LEFT, _TOP = 72, 760
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H "
    "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> "
    "/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 "
    "/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 "
    "/StemV 93 >> >>] >>"
)


def pdf(title: str, lines: Sequence[str]) -> bytes:
    """Return a page with a title and lines below it; a reader brings the Chinese font along."""
    content = "\n".join(
        [
            "BT",
            f"/F1 {_TITLE} Tf {_LEFT} {_TOP} Td {_hex(title)} Tj",
            f"/F1 {_TEXT} Tf 0 -{2 * _LINE} Td",
            *(f"{_hex(line)} Tj 0 -{_LINE} Td" for line in lines),
            "ET",
        ]
    )
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources << /Font << /F1 5 0 R >> >> >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
            _FONT,
        ]
    )


def _hex(text: str) -> str:
    return f"<{text.encode('utf-16-be').hex()}>"


def _file(objects: Sequence[str]) -> bytes:
    """Return a file of numbered objects with the table of where each begins."""
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = (
        f"xref\n0 {count}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    )
    return bytes(written) + end.encode("ascii")
