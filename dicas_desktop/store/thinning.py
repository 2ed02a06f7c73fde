"""Which backups are kept: close together while they are young, farther apart as they age. Pure arithmetic on times."""

from collections.abc import Callable, Iterable
from datetime import datetime

NEWEST = 5  # kept whatever their times are
HOURS, DAYS, WEEKS, MONTHS = 12, 7, 4, 24

_Span = Callable[[datetime], tuple[int, ...]]
_SPANS: tuple[tuple[int, _Span], ...] = (
    (HOURS, lambda at: (at.year, at.month, at.day, at.hour)),
    (DAYS, lambda at: (at.year, at.month, at.day)),
    (WEEKS, lambda at: at.isocalendar()[:2]),
    (MONTHS, lambda at: (at.year, at.month)),
)


def kept(times: Iterable[datetime]) -> set[datetime]:
    """Return the times to keep, all of one time zone: the newest few, and the newest of each span.

    Spans without a backup do not count, so a year without work drops nothing, and neither does a clock set back or
    forward: no time of now is asked.
    """
    ordered = sorted(times, reverse=True)
    keep = set(ordered[:NEWEST])
    for number, span in _SPANS:
        newest: dict[tuple[int, ...], datetime] = {}
        for at in ordered:
            newest.setdefault(span(at), at)
        keep.update(list(newest.values())[:number])
    return keep
