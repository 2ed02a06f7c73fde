"""Resolving a deadline that hangs on an event: from the event's days and an offset to one day.

"Before" an event is the day before its first day, in the event's own zone: a meeting keeps its local days. Of an event
of which only the month or the year is known, the first day of that period is the beginning and its last day the end.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dicas_desktop.domain.calendars import Closed, add_working_days
from dicas_desktop.domain.dates import FIRST_YEAR, LAST_YEAR, Precision
from dicas_desktop.domain.due import BOTH_WORK, WORKING_DAY, Offset
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _

_DECEMBER = 12
PERIODS = (Precision.MONTH, Precision.YEAR)


@dataclass(frozen=True, slots=True)
class Days:
    """The days of an event: its first, its last, and how much of them is known."""

    first: date
    last: date
    precision: str


def days_of(first: str | None, last: str | None, precision: str | None) -> Days | None:
    """Return the days of an event from its stored dates, None if it has none yet.

    A month or a year that is stored as one of its days is the whole period.
    """
    if not first:
        return None
    begin = date.fromisoformat(first)
    end = date.fromisoformat(last) if last and last >= first else begin
    known = precision or Precision.DAY
    if known in PERIODS:
        begin, end = _period(begin, known)[0], _period(end, known)[1]
    return Days(begin, end, known)


def resolve(offset: Offset, event: Days, closed: Closed | None = None) -> tuple[str, str]:
    """Return the ISO day and the precision of a deadline. `closed` tells the days on which an office does not work.

    UserProblem if the day lies outside the years that can be kept.
    """
    try:
        day = _day(offset, event, closed)
    except OverflowError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UserProblem(_("The deadline would lie outside {first} to {last}: write a smaller offset.").format(
            first=FIRST_YEAR, last=LAST_YEAR
        ))  # fmt: skip
    return day.isoformat(), event.precision if offset.number == 0 else Precision.DAY.value


def _day(offset: Offset, event: Days, closed: Closed | None) -> date:
    number = offset.number
    if number is None:
        return event.first - timedelta(days=1)
    if number == 0:
        return event.last
    start = event.first if number < 0 else event.last
    if offset.unit == WORKING_DAY:
        return add_working_days(start, number, offset.calendar or BOTH_WORK, closed)
    return start + timedelta(days=number)


def _period(day: date, precision: str) -> tuple[date, date]:
    if precision == Precision.YEAR:
        return date(day.year, 1, 1), date(day.year, _DECEMBER, 31)
    following = date(day.year + day.month // _DECEMBER, day.month % _DECEMBER + 1, 1)
    return day.replace(day=1), following - timedelta(days=1)
