"""`calendar`: a year of a calendar with its holidays, closures and working days, for the terminal."""

import sys
from argparse import Namespace

from dicas_desktop.cli.columns import aligned
from dicas_desktop.cli.workspace import as_of, opened
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import _
from dicas_desktop.store.year_calendar import Year, calendar_named, name_of_year, show_span, year_named, year_of


def show(arguments: Namespace) -> int:
    """Print the year."""
    first, last = year_named(arguments.year or str(as_of(arguments).year))
    with opened(arguments, read_only=True) as store, store.read() as db:
        year = year_of(db, calendar_named(db, arguments.calendar), first, last)
    for line in _lines(year):
        sys.stdout.write(f"{line}\n")
    return 0


def _lines(year: Year) -> list[str]:
    first, last = (show_date(day.isoformat(), weekday=True) for day in (year.first, year.last))
    head = _("{calendar}, {year} ({first} – {last})").format(
        calendar=year.calendar.name, year=name_of_year(year.first), first=first, last=last
    )
    worked = _("{n} working days of {days}; Saturdays and Sundays are off").format(n=year.working, days=year.days)
    rows = [[show_span(off), off.name, off.name_ja, off.whose, off.ref] for off in year.off]
    names = [_("Day off"), _("Name"), _("In Japanese"), _("Whose"), _("Closure")]
    months = [[show_date(month.first.isoformat(), "month"), str(month.working)] for month in year.months]
    return [
        head, worked, *filter(None, [year.unlisted]), "", *aligned(names, rows, [False] * len(names)), "",
        *aligned([_("Month"), _("Working days")], months, [False, True]),
    ]  # fmt: skip
