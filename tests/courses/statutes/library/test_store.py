"""The library keeps every version whole, and sees at once what others imported."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders.statutes import make_article, make_instrument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.statutes.citation import parse_citation
from courses.statutes.library import folder as library_folder
from courses.statutes.library.folder import LibraryNotWritableError
from courses.statutes.library.store import Library, SameVersionTwiceError
from courses.statutes.library.stored_text import decode, encode
from courses.statutes.library.text import Heading, InstrumentText, Level

FIRST = make_instrument("示范条文，旧的说法。")
SECOND = replace(
    make_instrument("示范条文，新的说法。", "增加的示范条文。"), effective=date(2024, 7, 1)
)
UNDATED = replace(make_instrument("示范条文，日期不明。"), effective=None)


def files(library):
    return {path.name: path.read_bytes() for path in library.folder.iterdir()}


def test_a_library_whose_folder_is_not_there_is_empty(library):
    assert (library.held(), library.problems()) == ((), ())
    assert library.find_text("shifan-law-2020") is None
    assert not library.folder.exists()


def test_a_version_that_was_added_comes_back_as_it_was(library):
    assert library.add(FIRST) is True
    assert Library.open(library.folder).find_text("shifan-law-2020") == FIRST


def test_adding_a_version_again_changes_nothing(library):
    library.add_all([FIRST, SECOND])
    before = files(library)
    assert library.add_all([FIRST, SECOND]) == (False, False)
    assert files(library) == before


def test_another_text_of_a_version_replaces_it(library):
    library.add(FIRST)
    corrected = make_instrument("示范条文，改正的说法。")
    assert library.add(corrected) is True
    assert library.find_text("shifan-law-2020") == corrected


def test_a_text_given_twice_in_one_batch_is_kept_once(library):
    assert library.add_all([FIRST, FIRST]) == (True, False)


def test_two_texts_of_one_version_in_one_batch_are_refused(library):
    with pytest.raises(SameVersionTwiceError, match="shifan-law-2020"):
        library.add_all([FIRST, make_instrument("另一份示范条文。")])
    assert not library.folder.exists()


def test_an_id_that_would_leave_the_folder_is_not_taken(library):
    with pytest.raises(ValueError, match="not the id"):
        library.add(replace(FIRST, instrument="../outside"))


def test_what_is_held_is_told_with_dates_and_counts(library):
    library.add_all([SECOND, FIRST])
    told = [
        (one.effective, one.article_count, one.section_count, one.title) for one in library.held()
    ]
    assert told == [(date(2020, 1, 1), 1, 0, "示范法"), (date(2024, 7, 1), 2, 0, "示范法")]


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (date(2019, 12, 31), None),
        (date(2020, 1, 1), FIRST),
        (date(2024, 6, 30), FIRST),
        (date(2024, 7, 1), SECOND),
        (None, SECOND),
    ],
)
def test_the_version_of_a_day_is_the_last_that_had_begun(library, on, found):
    library.add_all([FIRST, SECOND, UNDATED])
    assert library.find_text("shifan-law-2020", on) == found


def test_a_version_without_a_date_is_better_than_none_at_all(library):
    library.add(UNDATED)
    assert library.find_text("shifan-law-2020", date(2020, 1, 1)) == UNDATED


def test_a_version_is_found_by_its_exact_first_day(library):
    library.add_all([FIRST, UNDATED])
    assert library.find_version("shifan-law-2020", None) == UNDATED
    assert library.find_version("shifan-law-2020", date(2020, 1, 2)) is None


def test_what_another_library_object_adds_is_seen_at_once(library):
    reader = Library.open(library.folder)
    assert reader.held() == ()
    library.add(FIRST)
    assert reader.find_text("shifan-law-2020") == FIRST
    library.add(make_instrument("示范条文，改正的说法。"))
    assert reader.find_text("shifan-law-2020") != FIRST
    (library.folder / "shifan-law-2020@2020-01-01.json").unlink()
    assert reader.find_text("shifan-law-2020") is None


NARROWED = make_instrument(
    make_article(1, "第一款。", ("第二款有下列情形：", "甲情形；", "乙情形。")),
    make_article(2, "被插条的前一条。"),
    make_article(2, "后来加的条。", insert=1),
)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("1", "第一款。\n第二款有下列情形：\n（一）甲情形；\n（二）乙情形。"),
        ("1.1", "第一款。"),
        ("1.2", "第二款有下列情形：\n（一）甲情形；\n（二）乙情形。"),
        ("1.2.2", "乙情形。"),
        ("2-1", "后来加的条。"),
        ("1.3", None),
        ("1.2.3", None),
        ("3", None),
        ("s1", None),
    ],
)
def test_the_words_of_a_citation_are_those_it_points_to(library, place, words):
    library.add(NARROWED)
    assert library.text_of(parse_citation(f"shifan-law-2020:{place}")) == words


def test_a_numbered_section_is_found_where_there_are_no_articles(library):
    outline = InstrumentText(
        "shifan-outline", "示范纲要", None, sections=(make_article(34, "示范事项。"),)
    )
    library.add(outline)
    assert library.text_of(parse_citation("shifan-outline:s34")) == "示范事项。"


DAMAGE = {
    "cut off": (lambda content: content[: len(content) // 2], "重新导入"),
    "empty": (lambda content: b"", "重新导入"),
    "not UTF-8": (lambda content: b"\xff\xfe" + content, "重新导入"),
    "other shape": (lambda content: b'{"format": 1, "text": []}', "重新导入"),
    "of a later program": (lambda content: content.replace(b'"format": 1', b'"format": 9'), "重新"),
    "another version": (lambda content: content.replace(b"2020-01-01", b"2021-01-01"), "同一版本"),
    "no articles": (
        lambda content: encode(InstrumentText("shifan-law-2020", "示范法", date(2020, 1, 1))),
        "应当有条",
    ),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_file_is_named_and_the_others_are_read(library, kind):
    damage, told = DAMAGE[kind]
    library.add_all([FIRST, SECOND])
    file = library.folder / "shifan-law-2020@2020-01-01.json"
    file.write_bytes(damage(file.read_bytes()))
    (problem,) = library.problems()
    assert problem.file == file
    assert told in problem.message
    assert [one.effective for one in library.held()] == [SECOND.effective]


def test_importing_again_heals_a_damaged_file(library):
    library.add(FIRST)
    (library.folder / "shifan-law-2020@2020-01-01.json").write_bytes(b"{")
    assert library.find_text("shifan-law-2020") is None
    assert library.add(FIRST) is True
    assert (library.problems(), library.find_text("shifan-law-2020")) == ((), FIRST)


@pytest.mark.parametrize("name", ["notes.json", "shifan@2020-13-45.json", "Shifan@unknown.json"])
def test_a_file_that_is_no_text_of_ours_is_named(library, name):
    library.add(FIRST)
    (library.folder / name).write_bytes(encode(FIRST))
    assert [problem.file.name for problem in library.problems()] == [name]


def test_a_folder_in_the_place_of_a_text_is_named(library):
    (library.folder / "shifan-law-2020@2020-01-01.json").mkdir(parents=True)
    assert "读不出来" in library.problems()[0].message


def test_a_batch_that_fails_on_the_way_changes_nothing(library, monkeypatch):
    library.add(FIRST)
    before = files(library)
    replaced = []

    def fail_at_the_second(source, target):
        if len(replaced) == 1:
            monkeypatch.undo()
            raise OSError(28, "No space left on device")
        replaced.append(target)
        Path(source).replace(target)

    monkeypatch.setattr(library_folder.os, "replace", fail_at_the_second)
    with pytest.raises(LibraryNotWritableError, match="没有作任何改动"):
        library.add_all([make_instrument("示范条文，改正的说法。"), SECOND])
    assert files(library) == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_rights_is_told(library):
    library.folder.mkdir(parents=True, mode=0o500)
    with pytest.raises(LibraryNotWritableError):
        library.add(FIRST)


def test_a_file_in_the_place_of_the_folder_is_told(library):
    library.folder.parent.mkdir(parents=True, exist_ok=True)
    library.folder.write_bytes(b"")
    assert library.held() == ()
    with pytest.raises(LibraryNotWritableError):
        library.add(FIRST)


def test_what_a_killed_import_left_behind_is_swept_up(library):
    library.add(FIRST)
    (library.folder / ".shifan-law-2020@2020-01-01.json-abc.part").write_bytes(b"{")
    library.add(SECOND)
    assert not list(library.folder.glob(".*.part"))


def test_readers_see_whole_texts_while_others_import(library):
    texts = [make_instrument(*[f"第{turn}回的示范条文。"] * 50) for turn in range(10)]
    library.add(texts[0])

    def read(_):
        return library.find_text("shifan-law-2020") in texts

    with ThreadPoolExecutor(4) as pool:
        seen = pool.map(read, range(200))
        for text in texts:
            Library.open(library.folder).add(text)
        assert all(seen)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ARTICLES = st.builds(
    make_article,
    st.integers(1, 9999),
    st.tuples(WORDS, WORDS),
    insert=st.none() | st.integers(1, 9),
    headings=st.lists(
        st.builds(Heading, st.sampled_from(Level), st.integers(1, 99), WORDS), max_size=3
    ).map(tuple),
)
TEXTS = st.builds(
    InstrumentText,
    st.just("shifan-law-2020"),
    WORDS,
    st.none() | st.dates(),
    articles=st.lists(ARTICLES, min_size=1, max_size=3).map(tuple),
    history=WORDS,
    preamble=st.lists(WORDS, max_size=2).map(tuple),
    tables=st.just(((("栏目", "数值"), ("示范", "1")),)),
)


@given(TEXTS)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_every_text_comes_back_from_its_file(text):
    day = "unknown" if text.effective is None else text.effective.isoformat()
    assert decode(f"shifan-law-2020@{day}.json", encode(text)) == text
