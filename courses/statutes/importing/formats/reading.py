"""Reading a file of any kind: what it is, is seen from its content, not from its name alone."""

import re
from pathlib import Path

from courses.statutes.importing.document import SourceDocument
from courses.statutes.importing.errors import ForeignFileError, UnreadableFileError
from courses.statutes.importing.formats.docx_file import read_docx
from courses.statutes.importing.formats.encoding import decoded
from courses.statutes.importing.formats.html_page import decode_page, read_html
from courses.statutes.importing.formats.markdown_text import read_markdown
from courses.statutes.importing.formats.plain_text import read_plain_text

GREATEST_SIZE = 32 * 1024 * 1024
"""Bytes; the longest law has half a million."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_WORD = b"word/document.xml"
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I)
_HTML_SUFFIXES = {".html", ".htm", ".xhtml", ".shtml"}
_MARKDOWN_SUFFIXES = {".md", ".markdown"}
_TEXT_SUFFIXES = {".txt", ".text", ""}
_WORD_SUFFIXES = {".docx", ".docm", ".doc", ".wps"}

READ_SUFFIXES = frozenset(_HTML_SUFFIXES | _MARKDOWN_SUFFIXES | _TEXT_SUFFIXES | _WORD_SUFFIXES)
"""The endings, in small letters, of files that may hold a text of the law."""


def read_document(file: Path) -> SourceDocument:
    """Read a file of any kind. Raises UnreadableFileError and ForeignFileError."""
    content = _content(file)
    suffix = file.suffix.lower()
    if content.startswith(_OLE):
        raise UnreadableFileError(file, _about_ole(content))
    if content.startswith(_ZIP) or suffix in (".docx", ".docm"):
        return _read_packed(file, content)
    if content.startswith(b"%PDF"):
        reason = "是 PDF，读不出可靠的条文。请下载 docx 版本，或者另存为 docx 后再导入。"
        raise UnreadableFileError(file, reason)
    if suffix not in READ_SUFFIXES:
        raise ForeignFileError(file, "这类文件不收。请使用 docx、html、md 或者 txt 文件。")
    return _read_text(file, content, suffix)


def _content(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > GREATEST_SIZE:
            reason = f"有 {size // 1024 // 1024} MB，超过 32 MB，不像法规文本。请检查文件。"
            raise UnreadableFileError(file, reason)
        content = file.read_bytes()
    except PermissionError:
        reason = "没有读取它的权限。请检查文件权限，或者复制到自己的文件夹再导入。"
        raise UnreadableFileError(file, reason) from None
    except OSError as error:
        reason = f"读不出来（{error.strerror or error}）。请检查文件和磁盘。"
        raise UnreadableFileError(file, reason) from None
    if not content.strip():
        raise UnreadableFileError(file, "是空文件。请重新下载。")
    return content


def _about_ole(content: bytes) -> str:
    if _ENCRYPTED in content:
        return "有打开密码。请在 Word 里去掉密码，另存为 docx，再导入。"
    return "是旧格式的 Word 文档（.doc）。请先另存为 docx，再导入。"


def _read_packed(file: Path, content: bytes) -> SourceDocument:
    if content.startswith(_ZIP) and _WORD not in content and file.suffix.lower() != ".docx":
        raise ForeignFileError(file, "是压缩文件，不是法规文本。请先解压，再导入里面的文件。")
    return read_docx(file, content)


def _read_text(file: Path, content: bytes, suffix: str) -> SourceDocument:
    if suffix in _HTML_SUFFIXES:
        return read_html(file, decode_page(file, content))
    text = decoded(file, content)
    if _MARKUP.match(text):
        return read_html(file, decode_page(file, content))
    if suffix in _MARKDOWN_SUFFIXES:
        return read_markdown(text)
    return read_plain_text(text)
