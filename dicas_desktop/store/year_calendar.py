"""A year of a calendar: its holidays with their names, the closures that hold in it, and its working days by month."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dicas_desktop.domain.calendars import CALENDARS, Closed, is_working_day
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import japan_fiscal_year, read_period, show_date, us_fiscal_year
from dicas_desktop.domain.days_off import COUNTRY_NAMES, days_off, without_list
from dicas_desktop.domain.due import BOTH_WORK
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.closures import Closures
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import fetch, find, label_of

GOVERNMENTS = {"US": N_("U.S. federal"), "JP": N_("Japanese national"), BOTH_WORK: N_("Joint: both work")}
PLACES = ("organizations", "facilities")
YEAR, US_FISCAL, JAPAN_FISCAL = "", "FY", "JFY"  # how a year is written: before its number
_DAYS_OF_A_YEAR = (365, 366)


class Calendar(NamedTuple):
    """A calendar that can be asked for: of the governments, or of an office or facility with its own closures."""

    name: str  # in words
    holidays: str  # "US", "JP" or "joint"
    table: str = ""  # of the office or facility, else empty
    id: int = 0


class Off(NamedTuple):
    """A line of the year: a holiday, or a closure (`id`) from its first to its last day."""

    first: date
    last: date
    name: str
    name_ja: str
    whose: str
    id: int = 0
    ref: str = ""
    country: str = ""  # of a holiday


class Month(NamedTuple):
    """The first day of a month and how many of its days are worked."""

    first: date
    working: int


class Year(NamedTuple):
    """All of it. `unlisted` says of which years no holidays are known."""

    calendar: Calendar
    first: date
    last: date
    off: tuple[Off, ...]
    months: tuple[Month, ...]
    unlisted: str

    @property
    def working(self) -> int:
        """The number of working days of the year."""
        return sum(month.working for month in self.months)

    @property
    def days(self) -> int:
        """The number of all its days."""
        return (self.last - self.first).days + 1

    def closed(self, day: date) -> tuple[Off, ...]:
        """Return the lines that hold on a day."""
        return tuple(off for off in self.off if off.first <= day <= off.last)


def calendar_named(db: Db, text: str) -> Calendar:
    """Return the calendar of a name: US, JP, joint, or an office or a facility by reference, id or name."""
    wanted = text.strip()
    for name in CALENDARS:
        if wanted.casefold() in (name.casefold(), _(GOVERNMENTS[name]).casefold()):
            return Calendar(_(GOVERNMENTS[name]), name)
    for table in PLACES:
        row_id = find(db, table, wanted)
        if row_id is not None:
            return calendar_of(db, table, row_id)
    problem = _("There is no calendar {name}: use US, JP, joint, or an office or a facility.")
    raise UserProblem(problem.format(name=wanted or "“”"))


def calendar_of(db: Db, table: str, row_id: int) -> Calendar:
    """Return the calendar of an office or facility: the holidays of its country, of both where that is not theirs."""
    values = fetch(db, table, [row_id])[0].values
    holidays = values["country"] if values["country"] in CALENDARS else BOTH_WORK
    return Calendar(label_of(ENTITIES[table], values), holidays, table, row_id)


def year_named(text: str) -> tuple[date, date]:
    """Return the first and last day of a typed year: 2026, FY2026, JFY2026, 令和8年度. UserProblem if it is none."""
    first, last = read_period(text)
    if (last - first).days + 1 not in _DAYS_OF_A_YEAR:
        raise UserProblem(_("“{text}” is not a year: write 2026, FY2026 or JFY2026.").format(text=text.strip()))
    return first, last


def name_of_year(first: date) -> str:
    """Return how a year that begins on this day is written: 2026, FY2026, JFY2026."""
    if (first.month, first.day) == (1, 1):
        return str(first.year)
    if first.month == 10:  # noqa: PLR2004 - October
        return f"{US_FISCAL}{us_fiscal_year(first)}"
    return f"{JAPAN_FISCAL}{japan_fiscal_year(first)}"


def year_of(db: Db, calendar: Calendar, first: date, last: date) -> Year:
    """Return a year of a calendar with the closures that hold for everybody and for its office or facility."""
    closed = Closures(db.raw).of(calendar.table, calendar.id or None)
    off = sorted((*_holidays(calendar, first, last), *_closures(db, calendar, first, last)))
    years = range(first.year, last.year + 1)
    return Year(
        calendar, first, last, tuple(off),
        tuple(Month(start, _working(start, calendar.holidays, closed)) for start in _months(first, last)),
        without_list(years, calendar.holidays),
    )  # fmt: skip


def _holidays(calendar: Calendar, first: date, last: date) -> Iterator[Off]:
    for day in days_off(calendar.holidays, first, last):
        yield Off(day.day, day.day, day.name, day.name_ja, _(COUNTRY_NAMES[day.country]), country=day.country)


def _closures(db: Db, calendar: Calendar, first: date, last: date) -> Iterator[Off]:
    column = {"organizations": "org_id", "facilities": "facility_id"}.get(calendar.table)
    own = "" if column is None else f" OR {column} = {int(calendar.id)}"
    ids = db.execute(
        "SELECT id FROM closures WHERE deleted_at IS NULL AND first_day <= ? AND last_day >= ? "
        f"AND ((org_id IS NULL AND facility_id IS NULL){own})",
        (last.isoformat(), first.isoformat()),
    ).scalars()
    for record in fetch(db, "closures", ids):
        values = record.values
        whose = record.labels.get("org_id") or record.labels.get("facility_id") or _("Everybody")
        begin, end = date.fromisoformat(values["first_day"]), date.fromisoformat(values["last_day"])
        yield Off(begin, end, values["reason"], "", whose, values["id"], values["ref"])


def _months(first: date, last: date) -> Iterator[date]:
    start = first
    while start <= last:
        yield start
        start = (start + timedelta(days=31)).replace(day=1)


def _working(start: date, holidays: str, closed: Closed | None) -> int:
    end = (start + timedelta(days=31)).replace(day=1)
    days = (start + timedelta(days=n) for n in range((end - start).days))
    return sum(is_working_day(day, holidays, closed) for day in days)


def show_span(off: Off) -> str:
    """Return the day or days of a line: "Mon 20 Jul 2026", "Mon 10 Aug 2026 – Fri 14 Aug 2026"."""
    first, last = (show_date(day.isoformat(), weekday=True) for day in (off.first, off.last))
    return first if off.first == off.last else f"{first} – {last}"
