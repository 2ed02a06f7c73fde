"""How far away an event is, told no more exactly than its date is known."""

from datetime import date
from typing import NamedTuple

from dicas_desktop.domain.anchors import PERIODS, days_of
from dicas_desktop.domain.dates import Precision
from dicas_desktop.domain.texts import _

AT_LEAST, AT_MOST = "≥", "≤"


class Countdown(NamedTuple):
    """Days to an event (negative: it is over) and how exact they are.

    `bound` is ≥ before the month or year in which it falls, ≤ within it, empty where the day is known. `under_way`: it
    has begun and is not over.
    """

    days: int
    bound: str = ""
    under_way: bool = False

    @property
    def figure(self) -> str:
        """Return "13 d", "≥ 17 d", "≤ 6 d", "now" or "3 d ago"."""
        if self.under_way:
            return _("now")
        if self.days < 0:
            return _("{n} d ago").format(n=f"{-self.days:,}")
        return f"{self.bound} {_('{n} d').format(n=f'{self.days:,}')}".strip()

    @property
    def words(self) -> str:
        """Return the same for a line of text: "in 13 d", "today", "in 17 d or more", "within 6 d", "under way"."""
        if self.under_way:
            return _("under way")
        if self.days < 0:
            return self.figure
        if self.bound:
            return (_("in {n} d or more") if self.bound == AT_LEAST else _("within {n} d")).format(n=f"{self.days:,}")
        return _("today") if self.days == 0 else _("in {n} d").format(n=f"{self.days:,}")


def countdown(first: str, last: str | None, precision: str | None, today: date) -> Countdown:
    """Count from a day to an event by its stored dates; `last` may be empty."""
    event = days_of(first, last or None, precision)
    if event is None:
        raise ValueError(first)
    if event.precision == Precision.FROM:
        return Countdown(max((event.first - today).days, 0), AT_LEAST)
    if today > event.last:
        return Countdown((event.last - today).days)
    if event.precision in PERIODS:
        if today < event.first:
            return Countdown((event.first - today).days, AT_LEAST)
        return Countdown((event.last - today).days, AT_MOST)
    if event.precision == Precision.BY:
        return Countdown((event.last - today).days, AT_MOST)
    return Countdown((event.first - today).days, under_way=event.first < today)
