"""The day that counts as today: the computer's, or one given on the command line so that pictures repeat."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.zones import TOKYO, WASHINGTON

_HOUR = time(9)  # the hour shown in pictures of a given day, Tokyo time


class Clock:
    """Tells today and now. `as_of` stops it at nine in the morning of that day in Tokyo."""

    def __init__(self, as_of: date | None = None) -> None:
        """Take the day that counts as today; None follows the computer's clock."""
        self.as_of = as_of

    def today(self) -> date:
        """Return the day that counts as today, by the computer's own zone."""
        return self.as_of or datetime.now().astimezone().date()

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        if self.as_of is None:
            return datetime.now(UTC)
        return datetime.combine(self.as_of, _HOUR, ZoneInfo(TOKYO)).astimezone(UTC)

    def asked(self) -> datetime | None:
        """Return what the computer's clock says, None where the day was given by hand."""
        return None if self.as_of is not None else self.now()

    def told(self, moment: datetime) -> datetime:
        """Return a moment as it is told: one that lies after the day the clock stands at is told as now."""
        return moment if self.as_of is None or moment.date() <= self.as_of else self.now()


def utc_now() -> datetime:
    """Return the present moment in UTC, by the computer's clock."""
    return datetime.now(UTC)


def both_capitals(moment: datetime) -> str:
    """Return the time of day in Tokyo and Washington: "14:03 JST · 01:03 EDT", "09:14 JST · 14 Jul 20:14 EDT"."""
    tokyo, washington = moment.astimezone(ZoneInfo(TOKYO)), moment.astimezone(ZoneInfo(WASHINGTON))
    day = "" if tokyo.date() == washington.date() else show_date(washington.date().isoformat(), today=tokyo.date())
    return f"{tokyo:%H:%M} JST · " + f"{day} {washington:%H:%M %Z}".lstrip()


def day_and_time(moment: datetime, zone: str, today: date) -> str:
    """Return "1 Jul 20:14" on the clocks of a zone, for a place that names the zone itself."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{show_date(local.date().isoformat(), today=today)} {local:%H:%M}"
