"""Stretches of days as a chart needs them: where an edge is, and over which days it may really fall.

Days are proleptic ordinals (`date.toordinal`), both ends included. A stored day with a precision is read as in
`domain.dates`: a month or a year is filled in to its first day for a start and to its last for an end.
"""

from dataclasses import dataclass
from datetime import date

from dicas_desktop.domain.dates import Precision

BOUND_DAYS = 30  # how far "by" reaches back and "from" reaches on, for the eye only

Soft = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, None where not recorded; a soft edge may fall on any day of its range."""

    start: int | None = None
    end: int | None = None
    soft_start: Soft | None = None
    soft_end: Soft | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A span made drawable: always two ends, the ranges over which they are soft, and which ends nobody recorded.

    An open end is drawn no further than something is known; how it goes on from there is the painter's.
    """

    first: int
    last: int
    fade_in: Soft | None = None
    fade_out: Soft | None = None
    open_start: bool = False
    open_end: bool = False


def span_of(start: str | None, start_precision: str | None, end: str | None, end_precision: str | None) -> Span | None:
    """Return the span of two stored dates, None if neither is recorded."""
    if not start and not end:
        return None
    first, soft_start = edge(start, start_precision) if start else (None, None)
    last, soft_end = edge(end, end_precision) if end else (None, None)
    if first is not None and soft_start is not None:
        first = min(first, soft_start[0])
    if last is not None and soft_end is not None:
        last = max(last, soft_end[1])
    return Span(first, last, soft_start, soft_end)


def edge(day: str, precision: str | None) -> tuple[int, Soft | None]:
    """Return the ordinal of a stored day and the days on which it may really fall, None if it is exact."""
    stored = date.fromisoformat(day)
    number = stored.toordinal()
    kind = Precision(precision or Precision.DAY)
    if kind is Precision.MONTH:
        return number, (stored.replace(day=1).toordinal(), _month_end(stored))
    if kind is Precision.YEAR:
        return number, (date(stored.year, 1, 1).toordinal(), date(stored.year, 12, 31).toordinal())
    if kind is Precision.BY:
        return number, (number - BOUND_DAYS, number)
    if kind is Precision.FROM:
        return number, (number, number + BOUND_DAYS)
    return number, None


def live(baseline: Span | None, forecast: Span | None, actual: Span | None) -> Span | None:
    """Return what holds now: each edge from the fact, else the forecast, else the plan. None without any date."""
    spans = [span for span in (actual, forecast, baseline) if span is not None]
    begin = next((span for span in spans if span.start is not None), None)
    finish = next((span for span in spans if span.end is not None), None)
    if begin is None and finish is None:
        return None
    return Span(
        begin.start if begin else None,
        finish.end if finish else None,
        begin.soft_start if begin else None,
        finish.soft_end if finish else None,
    )


def shape_of(span: Span, under_way_on: int | None = None) -> Shape:
    """Make a span drawable. Work that is under way on a day reaches at least to it from the end that is known."""
    if span.start is None:
        if span.end is None:
            raise ValueError("a span without any date has no shape")
        sure = span.soft_end[0] if span.soft_end else span.end
        return Shape(min(sure, under_way_on or sure), span.end, None, span.soft_end, open_start=True)
    sure = span.soft_start[1] if span.soft_start else span.start
    if span.end is None:
        return Shape(span.start, max(sure, under_way_on or sure), span.soft_start, None, open_end=True)
    return Shape(span.start, max(span.start, span.end), span.soft_start, span.soft_end)


def _month_end(day: date) -> int:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following.toordinal() - 1
