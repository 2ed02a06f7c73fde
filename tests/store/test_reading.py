"""Reading: many ids at once, and connections that are ready for those who read next."""

import tracemalloc
from array import array

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.store import Store

MANY = 25_001  # more than are taken from SQLite together, and no multiple of it
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n"


@pytest.mark.parametrize("count", [1, 10_000, MANY])
def test_ids_come_whole_and_in_order(empty: Store, count: int) -> None:
    with empty.read() as db:
        assert db.execute(NUMBERS, (count,)).ids() == array("q", range(1, count + 1))


def test_no_ids_are_an_empty_array(empty: Store) -> None:
    with empty.read() as db:
        assert db.execute("SELECT id FROM persons WHERE id < 0").ids() == array("q")


def test_a_million_ids_are_never_a_list(empty: Store) -> None:
    with empty.read() as db:
        tracemalloc.start()
        try:
            found = db.execute(NUMBERS, (1_000_000,)).ids()
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert len(found) == 1_000_000
    assert peak < 20 * 2**20  # 8 MiB of ids, grown by copying; as a list they would take 44


def test_a_reader_keeps_little_of_what_it_read(empty: Store) -> None:
    with empty.read() as db:
        assert db.execute("PRAGMA cache_size").scalar() == -8_000


def test_readers_made_ready_are_those_that_read_next(empty: Store) -> None:
    readers = empty.hold.readers
    readers.warm(3)
    with readers.snapshot() as one, readers.snapshot() as two, readers.snapshot() as three:
        warmed = {id(db.raw) for db in (one, two, three)}
    readers.warm(3)
    with readers.snapshot() as one, readers.snapshot() as two, readers.snapshot() as three:
        assert {id(db.raw) for db in (one, two, three)} == warmed


def test_nothing_is_made_ready_in_a_closed_file(empty: Store) -> None:
    readers = empty.hold.readers
    empty.close()
    with pytest.raises(UserProblem, match="closed"):
        readers.warm(1)
