"""The index is only made from the texts: missing, old or damaged, it is made again."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from builders.statutes import make_instrument

from courses.statutes.library import index
from courses.statutes.library.store import Library

FIRST = make_instrument("示范条文，夜间停工。")
OTHER = make_instrument("夜间的另一条。", instrument="shifan-other-law", title="另一部示范法")


def search_file(library):
    return library.folder / index.FILE_NAME


def test_what_another_process_adds_is_found_without_a_restart(library):
    library.add(FIRST)
    assert library.search("夜间").total == 1
    Library.open(library.folder).add(OTHER)
    assert library.search("夜间").total == 2
    (library.folder / "shifan-other-law@2020-01-01.json").unlink()
    assert library.search("夜间").total == 1


def test_an_index_that_fits_the_texts_is_left_as_it_is(library):
    library.add(FIRST)
    library.index()
    before = search_file(library).stat()
    assert Library.open(library.folder).search("夜间").total == 1
    assert search_file(library).stat().st_mtime_ns == before.st_mtime_ns


def ruin_the_middle(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 3 : len(content) * 2 // 3] = b"\x00" * (len(content) // 3)
    file.write_bytes(content)


def drop_a_table(file):
    connection = sqlite3.connect(file)
    connection.execute("DROP TABLE article")
    connection.close()


DAMAGE = {
    "missing": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "no database": lambda file: file.write_bytes(b"notes of somebody" * 1000),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:5000]),
    "ruined": ruin_the_middle,
    "without a table": drop_a_table,
}


@pytest.mark.parametrize("is_new", [False, True], ids=["in use", "at the start"])
@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_index_is_made_again(library, kind, is_new):
    library.add_all([FIRST, OTHER])
    library.index()
    DAMAGE[kind](search_file(library))
    reader = Library.open(library.folder) if is_new else library
    assert reader.search("夜间").total == 2
    assert Library.open(library.folder).search("夜间").total == 2


def test_damage_that_only_a_search_meets_is_made_good(library, monkeypatch):
    library.add(FIRST)
    library.index()
    drop_a_table(search_file(library))
    monkeypatch.setattr(index.SearchIndex, "_is_good", lambda *_: True)
    assert library.search("夜间").total == 1


def test_a_damaged_text_is_left_out_of_the_search(library):
    library.add_all([FIRST, OTHER])
    (library.folder / "shifan-other-law@2020-01-01.json").write_bytes(b"{")
    assert [hit.title for hit in library.search("夜间").hits] == ["示范法"]


@pytest.mark.parametrize("fault", [OSError(28, "No space left"), sqlite3.OperationalError("full")])
def test_a_folder_that_cannot_be_written_is_searched_from_memory(library, monkeypatch, fault):
    library.add(FIRST)
    made = []

    def refuse(*_):
        made.append(1)
        raise fault

    monkeypatch.setattr(index, "_replace", refuse)
    assert library.search("夜间").total == 1
    assert library.search("停工").total == 1
    assert len(made) == 1
    assert not search_file(library).exists()
    library.add(OTHER)
    assert library.search("夜间").total == 2


def test_a_folder_in_the_place_of_the_index_is_no_fault_of_the_reader(library):
    library.add(FIRST)
    search_file(library).mkdir()
    assert library.search("夜间").total == 1


def test_no_part_of_an_index_is_left_behind(library):
    library.add(FIRST)
    library.index()
    names = {path.name for path in library.folder.iterdir()}
    assert names <= {"shifan-law-2020@2020-01-01.json", "search.db", ".lock", ".search.lock"}


def test_an_import_leaves_the_index_alone_that_another_process_is_just_making(library, monkeypatch):
    library.add(FIRST)
    fill = index._fill

    def fill_while_another_imports(connection, fingerprint, texts):
        Library.open(library.folder).add(OTHER)
        fill(connection, fingerprint, texts)

    monkeypatch.setattr(index, "_fill", fill_while_another_imports)
    assert library.search("夜间").total in {1, 2}
    assert search_file(library).exists()


def test_what_a_killed_process_left_of_an_index_is_swept_up(library):
    library.add(FIRST)
    left = library.folder / f".{index.FILE_NAME}-abc.part"
    left.write_bytes(b"half an index")
    library.index()
    assert not left.exists()


def test_many_threads_search_while_others_import(library):
    texts = [
        make_instrument(*["夜间的示范条文。"] * 30, instrument=f"shifan-law-{number}")
        for number in range(8)
    ]
    library.add(texts[0])

    def search(_):
        results = library.search("夜间", count=5)
        return results.total % 30 == 0 and len(results.hits) == 5

    with ThreadPoolExecutor(4) as pool:
        searches = pool.map(search, range(100))
        for text in texts[1:]:
            Library.open(library.folder).add(text)
        assert all(searches)
    assert library.search("夜间").total == 240


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forking is for systems that have it")
def test_two_processes_may_make_the_index_at_once(library):
    library.add_all([FIRST, OTHER])
    children = []
    for _ in range(3):
        child = os.fork()
        if child == 0:
            os._exit(0 if Library.open(library.folder).search("夜间").total == 2 else 1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
