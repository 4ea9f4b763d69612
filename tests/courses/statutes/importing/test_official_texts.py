"""The official texts, where they are at hand: every article comes back from every kind of file."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from builders.statute_files import (
    read_one,
    write_docx,
    write_html,
    write_markdown,
    write_plain,
)

from courses.statutes.importing.importer import import_files, read_files
from courses.statutes.importing.report import FileReport, Outcome
from courses.statutes.library.store import Library
from courses.statutes.registry import Registry
from courses.statutes.tables.structure import embedded_structure
from courses.statutes.tables.structure_maker import structure_table

TEXTS = Path(__file__).resolve().parents[5] / "shared" / "statutes"
RESTARTING = "ee-enforcement-reform-opinion-2018"
"""Its sections are its headings; the builder writes （一） before them."""


@pytest.fixture(scope="module")
def read() -> list[FileReport]:
    if not TEXTS.is_dir():
        pytest.skip("the official texts are not at hand")
    return read_files([TEXTS], Registry.embedded(), embedded_structure())


@pytest.fixture(scope="module")
def texts(read):
    return [one.text for one in read if one.text is not None]


def test_every_instrument_is_read_whole_and_without_doubt(read):
    with (TEXTS / "index.csv").open(encoding="utf-8") as index:
        wanted = {row["slug"]: int(row["article_count"]) for row in csv.DictReader(index)}
    found = {one.text.instrument: len(one.text.articles) for one in read if one.text}
    assert found == wanted
    assert [one.doubts for one in read if one.doubts] == []
    assert not [one for one in read if one.outcome is Outcome.REFUSED]


def test_files_that_are_no_instruments_are_named(read):
    passed = {one.file.name for one in read if one.outcome is Outcome.PASSED_OVER}
    assert passed == {"README.md", "MISSING.md", "check.py", "index.csv"}


def test_the_permit_catalogue_brings_its_table(texts):
    (catalogue,) = [one for one in texts if one.tables]
    ((heading, *rows),) = catalogue.tables
    assert heading[:3] == ("number", "section", "industry")
    assert [row[0] for row in rows] == [str(number) for number in range(1, 113)]


@pytest.mark.parametrize(
    ("instrument", "count"),
    [
        ("discretion-benchmark-opinion-2022", 16),
        ("ee-penalty-discretion-guidance-2019", 16),
        ("three-systems-guidance-2018", 23),
        ("rule-of-law-government-outline-2021-2025", 35),
        (RESTARTING, 4),
    ],
)
def test_sections_are_what_the_registry_cites(texts, instrument, count):
    (text,) = [one for one in texts if one.instrument == instrument]
    assert [one.number for one in text.sections] == list(range(1, count + 1))
    assert Registry.embedded().get_instrument(instrument).section_count == count


def test_the_table_of_structure_is_made_from_these_texts(texts):
    shipped = Path("courses/statutes/tables/structure.csv")
    made = structure_table(texts)
    assert made == (Path(__file__).parents[4] / shipped).read_text(encoding="utf-8")


def test_importing_them_twice_changes_nothing(tmp_path):
    if not TEXTS.is_dir():
        pytest.skip("the official texts are not at hand")
    library = Library.open(tmp_path)
    how = ([TEXTS], library, Registry.embedded(), embedded_structure())
    assert len(import_files(*how).of(Outcome.IMPORTED)) == len(library.held())
    again = import_files(*how)
    assert len(again.of(Outcome.UNCHANGED)) == len(library.held())
    assert again.of(Outcome.IMPORTED, Outcome.REPLACED) == ()


WRITERS = {
    "docx": write_docx,
    "html": write_html,
    "md": write_markdown,
    "txt": lambda file, text: write_plain(file, text, "gb18030", width=None),
    "broken.txt": lambda file, text: write_plain(file, text, "gb18030", width=37),
}


@pytest.mark.parametrize("kind", WRITERS)
def test_they_come_back_from_every_kind_of_file(texts, kind, tmp_path):
    structure = embedded_structure()
    for text in texts:
        if text.instrument != RESTARTING:
            bare = replace(text, tables=())
            report = read_one(
                WRITERS[kind](tmp_path / f"示范.{kind}", bare), Registry.embedded(), structure
            )
            assert (report.text, report.doubts) == (bare, ())
