"""Rows read out of pages are those that SQLite wrote, whatever their sizes, and garbage raises nothing."""

import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.connection import PAGE_BYTES, connect
from dicas_desktop.store.pages import read_pages
from dicas_desktop.store.records import Row, owners, rows_of
from dicas_desktop.store.store import Store

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
values = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.sampled_from([0, 1, -1, 127, 128, -128, -129, 2**15, 2**23, 2**31, 2**47]),
    st.floats(allow_nan=False),
    texts,
    texts.map(lambda text: text * 400),
    st.binary(max_size=9000),
)


def read(path: Path) -> list[Row]:
    rows = list(rows_of(read_pages(path, None, lambda _done, _total, _text: True, "").whole))
    assert None not in rows
    return [row for row in rows if row is not None]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-(2**63), 2**63 - 1), values, values, values), unique_by=lambda row: row[0]))
def test_every_row_comes_back_as_it_was_written(rows: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t"
        with closing(connect(path, None, "rwc")) as raw:
            raw.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b, c)")
            raw.execute("BEGIN")
            raw.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
            raw.execute("COMMIT")
            written = {row[0]: tuple(row[1:]) for row in raw.execute("SELECT * FROM t")}
        found = {row.rowid: row.values[1:] for row in read(path) if row.values[0] != "table"}
    # a fraction that is whole (2.0) is kept as an integer where the column has no type
    assert {rowid: list(map(as_number, kept)) for rowid, kept in found.items()} == {
        rowid: list(map(as_number, kept)) for rowid, kept in written.items()
    }


def as_number(value: Any) -> Any:  # noqa: ANN401 - any value that SQLite keeps
    return float(value) if isinstance(value, float) else value


def test_every_record_and_its_table_are_found_in_the_sample(sample: Store) -> None:
    with sample.read() as db:
        told = {table: db.execute(f"SELECT * FROM {table} ORDER BY id").all() for table in ENTITIES}
        roots = dict(db.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table' AND rootpage > 0").all())
    sample.close()
    pages = read_pages(sample.path, None, lambda _done, _total, _text: True, "").whole
    place = owners(pages, {**roots, "sqlite_schema": 1})
    found: dict[str, list[tuple[Any, ...]]] = {table: [] for table in ENTITIES}
    for row in rows_of(pages):
        assert row is not None
        table = place[row.page]
        if table in found:
            found[table].append((row.rowid, *row.values[1:]))
    assert {table: sorted(rows) for table, rows in found.items()} == told


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600), st.integers(0, 2), st.booleans())
def test_garbage_raises_nothing_and_ends(content: bytes, place: int, branch: bool) -> None:
    page = (b"\x05" if branch else b"\x0d") + content.ljust(PAGE_BYTES - 1, content[:1] or b"\xff")
    pages = dict.fromkeys(range(1, place + 2), page)
    pages[1] = bytes(100) + page[:-100]
    for row in rows_of(pages):
        assert row is None or len(row.values) > 0
    owners(pages, {"one": 1, "two": 2, "beyond": 999})


@pytest.mark.parametrize("length", [3900, 4030, 4057, 4061, 4062, 8200, 100_000])
def test_a_long_text_is_gathered_from_its_overflow_pages(tmp_path: Path, length: int) -> None:
    text = "".join(chr(0x3041 + n % 80) for n in range(length // 3))
    with closing(connect(tmp_path / "t", None, "rwc")) as raw:
        raw.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a)")
        raw.execute("INSERT INTO t VALUES (7, ?)", (text,))
    assert [row.values for row in read(tmp_path / "t") if row.rowid == 7] == [(None, text)]


def test_a_text_that_lost_an_overflow_page_is_no_row(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "t", None, "rwc")) as raw:
        raw.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a)")
        raw.execute("INSERT INTO t VALUES (7, ?)", ("a" * 20_000,))
        raw.execute("INSERT INTO t VALUES (8, 'short')")
    pages = read_pages(tmp_path / "t", None, lambda _done, _total, _text: True, "").whole
    del pages[max(pages)]
    found = list(rows_of(pages))
    assert found.count(None) == 1
    assert [row.values for row in found if row is not None and row.rowid == 8] == [(None, "short")]
