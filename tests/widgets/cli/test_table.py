"""Columns line up although a Chinese character is twice as wide."""

from hypothesis import given
from hypothesis import strategies as st

from widgets.cli.table import columns_of, lined_up

CELLS = st.text(alphabet="ab 学法：1", max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS.map(lambda cell: f"|{cell}"))))
def test_last_cells_begin_in_the_same_column(rows):
    starts = {columns_of(line.split("|")[0]) for line in lined_up(rows)}
    assert len(starts) <= 1


def test_a_chinese_character_takes_two_places():
    assert columns_of("学法 ab") == 7


def test_no_rows_give_no_lines():
    assert lined_up([]) == []
