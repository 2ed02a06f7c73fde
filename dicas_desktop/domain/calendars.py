"""Working days of the two governments: United States federal, Japanese government, and days on which both work.

A year for which the library has no list (Japan before 1949 or after 2099) has weekends only; `has_holidays` tells.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from dicas_desktop.domain.dates import FIRST_YEAR, LAST_YEAR
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _

Closed = Callable[[date], bool]
CALENDARS = ("US", "JP", "joint")
_SATURDAY = 5


@lru_cache(maxsize=512)
def holiday_names(country: str, year: int, language: str = "en_US") -> Mapping[date, str]:
    """Return the holidays of a year by law, without the closing of Japanese offices at its turn, with their names.

    `language` is "en_US", or "ja" for Japan.
    """
    # Imported here: the library costs 0.3 s at start, and most commands never ask for working days.
    import holidays

    return dict(holidays.country_holidays(country, years=year, language=language))


def _holidays(country: str, year: int) -> frozenset[date]:
    return frozenset(holiday_names(country, year))


@lru_cache(maxsize=512)
def _closed_days(country: str, year: int) -> frozenset[date]:
    """Return the year's holidays; Japanese offices also close from 29 December to 3 January by law."""
    closed = _holidays(country, year)
    return closed.union(turn_of_the_year(year)) if closed and country == "JP" else closed


def turn_of_the_year(year: int) -> tuple[date, ...]:
    """Return the days on which Japanese offices close by law beside the holidays, 1 January among them."""
    return (*(date(year, 1, day) for day in (1, 2, 3)), *(date(year, 12, day) for day in (29, 30, 31)))


def countries_of(calendar: str) -> tuple[str, ...]:
    """Return whose holidays count in a calendar; UserProblem if there is none of this name."""
    if calendar not in CALENDARS:
        text = _("'{calendar}' is not a calendar; choose US, JP or joint")
        raise UserProblem(text.format(calendar=calendar))
    return ("US", "JP") if calendar == "joint" else (calendar,)


def has_holidays(year: int, calendar: str) -> bool:
    """Tell whether holidays of that year are known; if not, only weekends are taken off."""
    return all(_holidays(country, year) for country in countries_of(calendar))


def is_working_day(day: date, calendar: str, closed: Closed | None = None) -> bool:
    """Tell whether offices of the calendar ("US", "JP", or "joint" for both) work on that day.

    `closed` tells the days on which one office or facility does not work beside the holidays.
    """
    countries = countries_of(calendar)
    if day.weekday() >= _SATURDAY or any(day in _closed_days(country, day.year) for country in countries):
        return False
    return closed is None or not closed(day)


def add_working_days(day: date, n: int, calendar: str, closed: Closed | None = None) -> date:
    """Return the n-th working day after the day, before it for a negative n; zero returns the day itself.

    OverflowError if the years that can be kept end before.
    """
    step = timedelta(days=1 if n > 0 else -1)
    left = abs(n)
    while left:
        day += step
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise OverflowError
        left -= is_working_day(day, calendar, closed)
    return day


def working_days_between(a: date, b: date, calendar: str) -> int:
    """Count the working days after `a` up to and with `b`; negative, counted back from `a`, when `b` lies before."""
    if b < a:
        return -sum(is_working_day(b + timedelta(days=n), calendar) for n in range((a - b).days))
    return sum(is_working_day(a + timedelta(days=n), calendar) for n in range(1, (b - a).days + 1))
