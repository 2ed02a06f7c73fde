from array import array

from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.planning.packing import pack, runs, shown

intervals = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 60)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=60
).map(sorted)


@given(intervals)
def test_no_two_intervals_of_one_row_overlap(given_intervals: list[tuple[int, int]]) -> None:
    last: dict[int, int] = {}
    for (first, end), row in zip(given_intervals, pack(given_intervals), strict=True):
        assert first > last.get(row, -1)
        last[row] = end


@given(intervals)
def test_packing_uses_no_more_rows_than_the_busiest_day_needs(given_intervals: list[tuple[int, int]]) -> None:
    rows = pack(given_intervals)
    days = {first for first, _last in given_intervals}
    busiest = max((sum(first <= day <= last for first, last in given_intervals) for day in days), default=0)
    assert len(set(rows)) == busiest
    assert set(rows) == set(range(busiest))


def test_a_bar_that_begins_the_day_after_another_ends_shares_its_row() -> None:
    assert pack([(1, 5), (6, 9)]) == [0, 0]
    assert pack([(1, 5), (5, 9)]) == [0, 1]


def apart(given_intervals: list[tuple[int, int]]) -> tuple["array[int]", "array[int]"]:
    kept = [pair for pair, row in zip(given_intervals, pack(given_intervals), strict=True) if row == 0]
    return array("l", [first for first, _ in kept]), array("l", [last for _, last in kept])


@given(intervals, st.integers(-10, 400), st.integers(0, 100))
def test_what_is_shown_is_exactly_what_touches_the_window(
    given_intervals: list[tuple[int, int]], left: int, width: int
) -> None:
    starts, ends = apart(given_intervals)
    begin, stop = shown(starts, ends, left, left + width)
    touching = [n for n in range(len(starts)) if starts[n] <= left + width and ends[n] >= left]
    assert list(range(begin, stop)) == touching


@given(intervals, st.floats(0.5, 50))
def test_runs_cover_every_interval_once_and_in_order(given_intervals: list[tuple[int, int]], least: float) -> None:
    starts, ends = apart(given_intervals)
    covered = [n for begin, stop in runs(starts, ends, (0, len(starts)), least) for n in range(begin, stop)]
    assert covered == list(range(len(starts)))


def test_the_number_of_runs_depends_on_the_width_and_not_on_the_number_of_bars() -> None:
    days = range(100_000)
    starts = array("l", days)
    assert len(list(runs(starts, starts, (0, len(starts)), 500))) == 200


def test_bars_wide_enough_are_drawn_each() -> None:
    starts, ends = array("l", [0, 10, 20]), array("l", [9, 19, 29])
    assert list(runs(starts, ends, (0, 3), 10)) == [(0, 1), (1, 2), (2, 3)]
    assert list(runs(starts, ends, (0, 3), 11)) == [(0, 2), (2, 3)]
