"""Two repairs in one dock on one day."""

from collections.abc import Iterable
from itertools import pairwise

from dicas_desktop.planning.lanes import Bar, Clash
from dicas_desktop.planning.spans import Span, live


def clash_of(earlier: Span, later: Span, turnaround: int = 0) -> bool:
    """Whether two spans in one dock overlap, `turnaround` days between them included.

    What has no recorded start or end cannot be told to clash.
    """
    if earlier.start is None or earlier.end is None or later.start is None or later.end is None:
        return False
    return earlier.start < later.end + 1 + turnaround and later.start < earlier.end + 1 + turnaround


def mark(bars: Iterable[Bar], turnaround: int = 0) -> int:
    """Set `clash` of each bar whose dock is still held by the one before it; return how many there are."""
    docks: dict[str, list[tuple[int, int, Bar, Span]]] = {}
    for bar in bars:
        span = live(bar.baseline, bar.forecast, bar.actual)
        bar.clash = None
        if bar.dock and bar.state != "cancelled" and span and span.start is not None and span.end is not None:
            docks.setdefault(bar.dock, []).append((span.start, bar.id, bar, span))
    found = 0
    for dock, held in docks.items():
        held.sort(key=lambda entry: entry[:2])
        holder = held[0]
        for _before, entry in pairwise(held):
            if clash_of(holder[3], entry[3], turnaround):
                entry[2].clash = Clash(holder[2], dock, (holder[3].end or 0) + turnaround)
                found += 1
            if (entry[3].end or 0) > (holder[3].end or 0):
                holder = entry
    return found
