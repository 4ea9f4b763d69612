"""Files that cannot be read: each is told in one Chinese sentence, none stops the others."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from builders.statute_files import article_lines, read_one, registry_with, write_text

from courses.statutes.importing.errors import NothingToImportError
from courses.statutes.importing.formats import docx_file, reading
from courses.statutes.importing.importer import read_files
from courses.statutes.importing.report import Outcome
from courses.statutes.tables.structure import Structure

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def packed(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def whole_docx() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


BAD = {
    "empty.md": (b"", "空文件"),
    "blank.txt": (b" \r\n\t\n", "空文件"),
    "nulls.txt": (b"\x00\x01\x02" * 50, "不是文本文件"),
    "picture.docx": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "不是完好的 Word 文档"),
    "cut.docx": (whole_docx()[:2000], "不是完好的 Word 文档"),
    "other.docx": (packed(a=b"b"), "不是完好的 Word 文档"),
    "broken.docx": (packed(word__document_xml=b"<w:document"), "不是完好的 Word 文档"),
    "archive.zip": (packed(a=b"b"), "压缩文件"),
    "locked.docx": (OLE + b"\x00" * 90 + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    "old.doc": (OLE + b"\x00" * 600, "请先另存为 docx"),
    "renamed.docx": (OLE + b"\x00" * 600, "请先另存为 docx"),
    "scan.pdf": (b"%PDF-1.7\n", "PDF"),
    "shift.txt": ("第一条　示范。".encode() + b"\xff\xfe\xfd", "文字编码"),
    "nothing.html": (b"<!-- -->", "没有"),
    "picture.png": (b"PNG", "这类文件不收"),
    "letter.txt": ("各位同事：\n今天开会。\n".encode(), "没有登记过的标题"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_one_sentence(tmp_path, name):
    content, told = BAD[name]
    file = tmp_path / name
    file.write_bytes(content)
    report = read_one(file, registry_with(1))
    assert report.outcome is Outcome.REFUSED
    assert told in report.reason
    assert re.search(r"。$", report.reason)
    assert "\n" not in report.reason


def test_a_huge_file_is_refused_unread(tmp_path, monkeypatch):
    file = tmp_path / "示范.txt"
    with file.open("wb") as out:
        out.truncate(reading.GREATEST_SIZE + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    assert "超过 32 MB" in read_one(file, registry_with(1)).reason


def test_a_document_that_unpacks_to_far_more_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "示范.docx"
    file.write_bytes(whole_docx())
    monkeypatch.setattr(docx_file, "_GREATEST_UNPACKED", 1000)
    assert "展开后过大" in read_one(file, registry_with(1)).reason


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    file = write_text(tmp_path / "示范.txt", *article_lines(1))

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "没有读取它的权限" in read_one(file, registry_with(1)).reason


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir])
def test_a_path_with_nothing_in_it_is_told(tmp_path, make):
    path = tmp_path / "空"
    make(path)
    with pytest.raises(NothingToImportError, match="请核对路径"):
        read_files([path], registry_with(1), Structure({}))


def test_hidden_files_and_words_marks_are_no_files(tmp_path):
    write_text(tmp_path / ".示范.txt", *article_lines(1))
    write_text(tmp_path / "~$示范.docx", *article_lines(1))
    with pytest.raises(NothingToImportError):
        read_files([tmp_path], registry_with(1), Structure({}))
