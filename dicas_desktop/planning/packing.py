"""Intervals in as few rows as they need, and only those of a row that a window of days shows."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array


def pack(intervals: Sequence[tuple[int, int]]) -> list[int]:
    """Return the row of each interval so that none of a row overlap; both ends belong to an interval.

    The fewest rows possible; the lowest free row is taken. Intervals must be ordered by their first day.
    """
    busy: list[tuple[int, int]] = []  # last day, row
    free: list[int] = []
    rows = []
    for first, last in intervals:
        while busy and busy[0][0] < first:
            heappush(free, heappop(busy)[1])
        row = heappop(free) if free else len(busy)
        heappush(busy, (last, row))
        rows.append(row)
    return rows


def shown(starts: "array[int]", ends: "array[int]", first: float, last: float) -> tuple[int, int]:
    """Return the half-open range of intervals of one row that touch the days from `first` to `last`."""
    begin = bisect_left(ends, first)
    return begin, max(begin, bisect_right(starts, last))


def runs(starts: "array[int]", ends: "array[int]", window: tuple[int, int], least: float) -> Iterator[tuple[int, int]]:
    """Yield half-open ranges of a row's intervals that are to be drawn as one each.

    What is shorter than `least` days is gathered with its neighbours over that many days, so that the number of ranges
    depends on the width alone.
    """
    place, stop = window
    while place < stop:
        following = place + 1
        if ends[place] + 1 - starts[place] < least:
            following = bisect_left(starts, starts[place] + least, following, stop)
        yield place, following
        place = following
