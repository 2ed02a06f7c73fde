"""The scale of days: where its lines stand and what is written beside them, for any width of a day."""

from dataclasses import dataclass
from datetime import date

from dicas_desktop.domain.texts import N_, _

MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)
WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
SATURDAY = 5
_EARLIEST, _LATEST = date.min.toordinal() + 366 * 100, date.max.toordinal() - 366 * 100


@dataclass(frozen=True, slots=True)
class Unit:
    """A step of the scale: so many days (1 or 7) or months; `room` is the width in px its label needs."""

    days: int = 0
    months: int = 0
    room: int = 0


DAY, WEEK = Unit(days=1, room=46), Unit(days=7, room=64)
MONTH, QUARTER, YEAR = Unit(months=1, room=68), Unit(months=3, room=68), Unit(months=12, room=44)
LONG = tuple(Unit(months=12 * years, room=44) for years in (2, 5, 10, 25, 50, 100))
_TWO_ROWS = 12.0  # px a day from which months stand above weeks or days


def units(day_width: float) -> tuple[Unit, ...]:
    """Return the rows of the scale, coarse first, for a day of so many px at 100 %."""
    if day_width >= _TWO_ROWS:
        return MONTH, DAY if day_width >= DAY.room else WEEK
    for unit in (MONTH, QUARTER, YEAR, *LONG):
        if day_width * unit.months * 365.25 / 12 >= unit.room:
            return (unit,)
    return (LONG[-1],)


def ticks(first: float, last: float, unit: Unit) -> list[int]:
    """Return the days on which a unit begins, from the one that holds `first` to the last not after `last`."""
    begin = int(min(max(first, _EARLIEST), _LATEST))
    stop = min(last, _LATEST)
    if unit.days:
        start = begin - (begin - 1) % unit.days  # ordinal 1 is a Monday
        return list(range(start, int(stop) + 1, unit.days))
    held = date.fromordinal(begin)
    months = (held.year * 12 + held.month - 1) // unit.months * unit.months
    found = []
    day = _month_start(months)
    while day <= stop:
        found.append(day)
        months += unit.months
        day = _month_start(months)
    return found


def label(day: int, unit: Unit, *, whole: bool) -> str:
    """Return what stands beside a line: "Jun 2024" where `whole`, else "Jun"; a January always says its year."""
    when = date.fromordinal(day)
    if unit.days == 1:
        return f"{_(WEEKDAYS[when.weekday()])} {when.day}"
    if unit.days:
        return f"{when.day} {_(MONTHS[when.month - 1])}"
    if unit.months >= YEAR.months or (unit.months > 1 and when.month == 1):
        return str(when.year)
    name = _(MONTHS[when.month - 1])
    return f"{name} {when.year}" if whole or when.month == 1 else name


def weekends(first: float, last: float) -> list[int]:
    """Return the Saturdays whose weekend touches these days."""
    begin = int(first) - 2
    return list(range(begin + (SATURDAY - (begin - 1)) % 7, int(last) + 1, 7))


def _month_start(months: int) -> int:
    return date(months // 12, months % 12 + 1, 1).toordinal()
