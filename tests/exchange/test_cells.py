"""Rows read together, column by column: the same values and the same faults as each row read by itself."""

import gc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.exchange.cells import Known, RowReader
from dicas_desktop.store.collection import without_collection

HEADER = ["action_id", "description", "due_date", "due_precision", "meeting_id", "status", "due_offset", "unknown"]
CELLS = (
    ["act-1", " act-2 ", "艦船-3", ""],
    ["Example", " \t", "", "x" * 1_001, "例\r\nの\u3000", "a\0b", "x" * 200_000],
    ["2024-07-28", "Jul 2024", "by Mar 2025", "", " 2024-07-28", "2024-02-30"],
    ["", "day", "by", "week"],
    ["", "m-1", " m-2", "m-unknown"],
    ["", "open", "Open", "late"],
    ["", "3", "-1", "three"],
    ["", "left out"],
)
ROWS = st.lists(st.tuples(*(st.sampled_from(cells) for cells in CELLS)).map(list), min_size=1, max_size=8)


def reader() -> RowReader:
    known = {table: Known({}, frozenset()) for table in ENTITIES} | {
        "meetings": Known({"m-1": 1, "m-2": 2}, frozenset())
    }
    return RowReader(ENTITIES["action_items"], HEADER, known)


@given(rows=ROWS)
def test_rows_read_together_are_what_each_is_by_itself(rows: list[list[str]]) -> None:
    alone = reader()
    assert list(reader().read_all(rows)) == [alone.read(row) for row in rows]


@given(rows=ROWS, width=st.integers(0, 9))
def test_a_row_of_another_width_is_told_and_the_others_are_read(rows: list[list[str]], width: int) -> None:
    alone, odd = reader(), ["act-9"] * width
    rows = [*rows, odd, *rows]
    assert list(reader().read_all(rows)) == [alone.read(row) for row in rows]


def test_good_rows_need_not_be_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(RowReader, "read")
    good = [[cells[0] for cells in CELLS], [cells[1] for cells in CELLS]]
    good[1][3] = ""  # the wording of the date says its precision
    assert list(reader().read_all(good)) == [
        ("act-1", "Example", "2024-07-28", None, None, None, None),
        ("act-2", None, "2024-07-31", "month", 1, "open", 3),
    ]


def test_bytes_that_are_no_text_are_told_among_good_rows() -> None:
    rows = [["act-1", "Example", "", "", "", "", "", ""], ["act-2", "\udc83", "", "", "", "", "", ""]]
    first, second = reader().read_all(rows, broken=True)
    assert first[0] == "act-1"
    assert isinstance(second, list)
    assert second[0][0] == "description"


def test_the_search_for_circles_of_objects_goes_on_after_an_import_also_one_that_failed() -> None:
    with suppress(KeyError), without_collection():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()
    gc.disable()
    try:
        with without_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
