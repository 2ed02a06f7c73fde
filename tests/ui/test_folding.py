"""Folding as plain data: which rows are left, and where what is looked for stands then."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.groups import Group
from dicas_desktop.store.listing import Record
from dicas_desktop.ui.folding import Folding, Rows, laid_out
from dicas_desktop.ui.row_cells import Look
from dicas_desktop.ui.row_source import RowSource
from tests.make import TODAY

GROUPS = st.lists(st.integers(1, 5), min_size=1, max_size=8)


def grouped(sizes: list[int], folding: Folding, first: int | None = None) -> Rows:
    groups = tuple(Group(f"key {number}", size) for number, size in enumerate(sizes))
    return laid_out(array("q", range(1, sum(sizes) + 1))[:first], groups, folding)


def slowly(sizes: list[int], folding: Folding) -> list[int]:
    """The rows one by one."""
    rows, row_id = [], 0
    for number, size in enumerate(sizes):
        rows.append(-number - 1)
        for _record in range(size):
            row_id += 1
            rows += [] if folding.holds(f"key {number}") else [row_id]
    return rows


@given(GROUPS, st.booleans(), st.frozensets(st.integers(0, 7).map("key {}".format)))
def test_rows_are_those_of_open_groups_and_every_head(sizes: list[int], every: bool, but: frozenset[str]) -> None:
    folding = Folding("status", every, but)
    rows = grouped(sizes, folding)
    assert list(rows.ids) == slowly(sizes, folding)
    assert [rows.ids[place] for place in rows.heads] == [-number - 1 for number in range(len(sizes))]
    for place, row_id in enumerate(rows.ids):
        number = rows.number_at(place)
        assert rows.heads[number] <= place
        assert row_id < 0 or rows.number_of(row_id) == number
    for first in range(sum(sizes) + 1):
        part = grouped(sizes, folding, first)
        assert rows.ids[: len(part.ids)] == part.ids, "what is there first stays when the rest comes"


def test_a_folding_holds_for_its_column_only_and_turns_one_group() -> None:
    folding = Folding("status").turned("done")
    assert folding.holds("done")
    assert not folding.holds("open")
    assert folding.turned("done") == Folding("status")
    assert not folding.of("priority").holds("done")
    everything = Folding("status", every=True)
    assert everything.holds("what comes up later")
    assert not everything.turned("done").holds("done")


def test_a_record_that_is_folded_away_is_stood_for_by_the_head_of_its_group() -> None:
    def fetch(ids: object) -> list[Record]:
        raise AssertionError(ids)

    source = RowSource(fetch, Look(ENTITIES["forums"], TODAY, "U", {}))
    source.show(grouped([3, 2, 4], Folding("status").turned("key 1")))
    assert list(source.ids) == [-1, 1, 2, 3, -2, -3, 6, 7, 8, 9]
    assert source.records == 9
    assert source.place_of_mark(5) == 4
    assert source.place_of_mark(6) == 6
    assert source.place_of_mark(("key 1",)) == 4
    assert source.place_of_mark(("key 2",)) == 6, "below the head of an open group"
    assert source.place_of_mark(("no such",)) == -1
    assert source.place_of_mark(99) == -1
    assert [source.mark(place) for place in (1, 4, 99)] == [1, ("key 1",), None]


def test_a_million_rows_are_folded_without_being_looked_at() -> None:
    found, groups = array("q", range(1, 1_000_001)), [Group(number, 1_000) for number in range(1_000)]
    rows = laid_out(found, groups, Folding("status", every=True))
    assert len(rows.ids) == 1_000
    assert laid_out(found, (), Folding()).ids is found, "without groups nothing is copied"
    assert len(laid_out(found, groups, rows.folding.turned(7)).ids) == 2_000
