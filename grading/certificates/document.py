"""Certificates as PDF: what a page says, and the page itself as typst sets it."""

import io
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from importlib.resources import as_file, files
from typing import Any, Final

import segno
import typst

from grading.certificates.check_codes import CheckKey, printed_code
from grading.certificates.fonts import chinese_fonts
from grading.certificates.model import Certificate

HEADING = "培训证书"
_STANDARD: Final = "a-2a"
"""PDF/A-2a: every font embedded, every sign findable as text, for keeping and reading aloud."""


def certificates_pdf(
    certificates: Sequence[Certificate],
    key: CheckKey,
    *,
    public_url: str | None,
    is_demo: bool = False,
) -> bytes:
    """Return one PDF with a page for each certificate; there is at least one.

    The same certificates give the same file. Raises NoChineseFontError and UnsettableTextError.
    """
    fonts = chinese_fonts()
    fonts.refuse_missing("".join(map(_text, certificates)))
    first, last = certificates[0], certificates[-1]
    numbers = str(first.number) if first is last else f"{first.number} 至 {last.number}"
    told = {
        "title": f"{HEADING} {numbers}",
        "bureau": first.bureau,
        "heading": HEADING,
        "keywords": [HEADING],
        "title_fonts": fonts.title,
        "text_fonts": fonts.text,
        "certificates": [_page(one, key, public_url, is_demo) for one in certificates],
    }
    issued = datetime.combine(max(one.issued_on for one in certificates), time(), UTC)
    with as_file(files("grading.certificates")) as folder:
        compiler = typst.Compiler(
            folder / "certificate.typ",
            root=folder,
            font_paths=fonts.searched,
            ignore_system_fonts=True,
        )
        content = compiler.compile(
            format="pdf",
            sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
            pdf_standards=_STANDARD,
            timestamp=issued,
        )
    assert isinstance(content, bytes)  # noqa: S101 - a PDF is one file
    return content


def unsettable(certificates: Iterable[Certificate]) -> dict[int, str]:
    """Return which certificates cannot be set, by id, with the signs that no font has.

    Raises NoChineseFontError.
    """
    texts = {one.id: _text(one) for one in certificates}
    missing = chinese_fonts().missing("".join(texts.values()))
    found = {id_: "".join(sign for sign in missing if sign in text) for id_, text in texts.items()}
    return {id_: signs for id_, signs in found.items() if signs}


def check_address(certificate: Certificate, key: CheckKey, public_url: str) -> str:
    """Return the address at which anybody sees whether a certificate holds."""
    return f"{public_url.rstrip('/')}/verify/{certificate.number}/{key.code(certificate)}"


def _text(one: Certificate) -> str:
    return "".join(one.said().values())


def _page(one: Certificate, key: CheckKey, public_url: str | None, is_demo: bool) -> dict[str, Any]:
    stamp = "示范数据" if is_demo else ""
    where = ["请凭编号和核验码", f"向{one.bureau}核验"]
    if public_url:
        where = ["扫描二维码，或者打开", f"{public_url.rstrip('/')}/verify"]
    return {
        "name": one.name,
        "enterprise": one.enterprise,
        "sentences": [{"text": text, "strong": strong} for text, strong in _sentences(one)],
        "number": str(one.number),
        "code": printed_code(key.code(one)),
        "where": where,
        "qr": _qr_code(check_address(one, key, public_url)) if public_url else "",
        "qr_alt": "核验这张证书的二维码",
        "issued": _day(one.issued_on),
        "stamp": stamp if one.is_valid else "已作废",
    }


def _sentences(one: Certificate) -> list[tuple[str, bool]]:
    """Return the letter in pieces, each with whether it stands out."""
    days = _day(one.first) if one.first == one.last else f"{_day(one.first)}至{_day(one.last)}"
    hours = f"{float(one.hours):.2f}".rstrip("0").rstrip(".")
    passed = "，随堂测验合格" if one.has_quiz else ""
    place = f"在{one.place}" if one.place else ""
    kind = "" if one.topic.endswith("培训") else "培训"
    return [
        (f"于{days}{place}参加我局举办的", False),
        (f"“{one.topic}”", True),
        (f"{kind}，学习 {hours} 学时{passed}。特发此证。", False),
    ]


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _qr_code(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()
