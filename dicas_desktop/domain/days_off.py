"""Why a day is no working day, in words, and the working days beside it. A deadline on such a day stays where it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dicas_desktop.domain.calendars import (
    Closed,
    add_working_days,
    countries_of,
    has_holidays,
    holiday_names,
    is_working_day,
    turn_of_the_year,
)
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.due import BOTH_WORK
from dicas_desktop.domain.texts import N_, _

COUNTRY_NAMES = {"US": N_("U.S."), "JP": N_("Japan")}
_HOLIDAYS_OF = {"US": N_("U.S. holidays"), "JP": N_("Japanese holidays"), BOTH_WORK: N_("U.S. and Japanese holidays")}
_WORKING = {"US": N_("U.S. working day"), "JP": N_("Japanese working day"), BOTH_WORK: N_("joint working day")}
_OFFICES_CLOSED, _OFFICES_CLOSED_JA = N_("Government offices closed"), "行政機関の休日"
_WEEKEND = {5: N_("Saturday"), 6: N_("Sunday")}


class DayOff(NamedTuple):
    """A holiday of one country, or a day on which its offices close by law."""

    day: date
    country: str
    name: str
    name_ja: str  # of a Japanese one, else empty


def days_off(calendar: str, first: date, last: date) -> list[DayOff]:
    """Return the holidays of a calendar from the first to the last day, weekends among them, in their order."""
    found = [
        day
        for country in countries_of(calendar)
        for year in range(first.year, last.year + 1)
        for day in _of_year(country, year)
        if first <= day.day <= last
    ]
    return sorted(found)


def _of_year(country: str, year: int) -> Iterable[DayOff]:
    names = holiday_names(country, year)
    japanese = holiday_names(country, year, "ja") if country == "JP" else {}
    for day, name in names.items():
        yield DayOff(day, country, _(name), japanese.get(day, ""))
    for day in turn_of_the_year(year) if names and country == "JP" else ():
        if day not in names:
            yield DayOff(day, country, _(_OFFICES_CLOSED), _OFFICES_CLOSED_JA)


def without_list(years: Iterable[int], calendar: str) -> str:
    """Say of which of these years no holidays are known, so that weekends alone are taken off; empty if of none."""
    missing = {
        country: sorted({year for year in years if not has_holidays(year, country)})
        for country in countries_of(calendar)
    }
    found = {country: some for country, some in missing.items() if some}
    if not found:
        return ""
    whose = BOTH_WORK if len(found) > 1 else next(iter(found))
    known = sorted({year for some in found.values() for year in some})
    text = _("No list of {holidays} for {years}: weekends only are taken off.")
    return text.format(holidays=_(_HOLIDAYS_OF[whose]), years=", ".join(map(str, known)))


@dataclass(frozen=True, slots=True)
class Beside:
    """A day that is no working day of a calendar, why, and the working days before and after it (None: there is none).

    Of a working day `why` is empty. `unlisted` says of which years only weekends are known.
    """

    day: date
    why: tuple[str, ...]
    before: date | None
    after: date | None
    unlisted: str
    calendar: str = BOTH_WORK

    @property
    def words(self) -> str:
        """Return all of it as one sentence or two."""
        return " ".join(filter(None, (self._off(), self.unlisted)))

    @property
    def brief(self) -> str:
        """Return it without the days, for a place that names them beside it."""
        if not self.why:
            return self.unlisted
        text = _("no {kind} ({why})").format(kind=_(_WORKING[self.calendar]), why=", ".join(self.why))
        return f"{text}. {self.unlisted}" if self.unlisted else text

    def _off(self) -> str:
        if not self.why:
            return ""
        text = _("{day} is no {kind} ({why}): the one before is {before}, the next {after}.")
        none = _("none")
        before, after = (show_date(day.isoformat(), weekday=True) if day else none for day in (self.before, self.after))
        return text.format(
            day=show_date(self.day.isoformat(), weekday=True), kind=_(_WORKING[self.calendar]),
            why=", ".join(self.why), before=before, after=after,
        )  # fmt: skip


def beside(
    day: date, calendar: str = BOTH_WORK, closed: Closed | None = None, reasons: Iterable[str] = ()
) -> Beside | None:
    """Return why a day is no working day and what stands beside it; None if nothing is to be said about it.

    `closed` tells the closures that count, `reasons` why they hold on this day.
    """
    off = not is_working_day(day, calendar, closed)
    why = tuple(dict.fromkeys((*_reasons(day, calendar), *reasons))) if off else ()
    before = _next(day, -1, calendar, closed) if off else None
    after = _next(day, 1, calendar, closed) if off else None
    years = [day.year, *(near.year for near in (before, after) if near is not None)]
    unlisted = without_list(years, calendar)
    return Beside(day, why, before, after, unlisted, calendar) if off or unlisted else None


def _reasons(day: date, calendar: str) -> Iterable[str]:
    if day.weekday() in _WEEKEND:
        yield _(_WEEKEND[day.weekday()])
    for found in days_off(calendar, day, day):
        yield _("{name}, {country}").format(name=found.name, country=_(COUNTRY_NAMES[found.country]))


def _next(day: date, n: int, calendar: str, closed: Closed | None) -> date | None:
    try:
        return add_working_days(day, n, calendar, closed)
    except OverflowError:
        return None
