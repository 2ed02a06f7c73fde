"""Clocks of the two capitals: zones of places, times shown in both, local time to UTC.

A meeting keeps its local time and an IANA zone. Zone data comes from the `tzdata` package where the system has none.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _

TOKYO = "Asia/Tokyo"
WASHINGTON = "America/New_York"

# Countries with one clock. The United States and Australia have several: there the city decides.
_COUNTRIES = {
    "JP": TOKYO,
    "KR": "Asia/Seoul",
    "SG": "Asia/Singapore",
    "TW": "Asia/Taipei",
    "PH": "Asia/Manila",
    "TH": "Asia/Bangkok",
    "IN": "Asia/Kolkata",
    "GB": "Europe/London",
    "FR": "Europe/Paris",
    "DE": "Europe/Berlin",
    "IT": "Europe/Rome",
    "PL": "Europe/Warsaw",
    "BE": "Europe/Brussels",
}
_CITIES = {
    ("US", "washington"): WASHINGTON,
    ("US", "camp david"): WASHINGTON,
    ("US", "arlington"): WASHINGTON,
    ("US", "pentagon"): WASHINGTON,
    ("US", "norfolk"): WASHINGTON,
    ("US", "new york"): WASHINGTON,
    ("US", "honolulu"): "Pacific/Honolulu",
    ("US", "hawaii"): "Pacific/Honolulu",
    ("US", "pearl harbor"): "Pacific/Honolulu",
    ("US", "huntsville"): "America/Chicago",
    ("US", "tucson"): "America/Phoenix",
    ("US", "san diego"): "America/Los_Angeles",
    ("US", "guam"): "Pacific/Guam",
    ("AU", "canberra"): "Australia/Sydney",
    ("AU", "sydney"): "Australia/Sydney",
}


def zone_of(country: str, city: str = "") -> str | None:
    """Return the IANA zone of a place (ISO country of two letters), or None where the place does not settle it."""
    place = city.partition(",")[0].strip().casefold()
    return _CITIES.get((country, place)) or _COUNTRIES.get(country)


def zone_named(name: str) -> ZoneInfo:
    """Return the zone of an IANA name; UserProblem if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        text = _("'{name}' is not a time zone; write it as Asia/Tokyo or America/New_York")
        raise UserProblem(text.format(name=name)) from None


def both_zones(day: str, time: str | None, zone: str | None) -> str:
    """Show a meeting's local time and, in brackets, the time in the capitals that have another clock.

    "Tue 11 Jun 2024, 09:30 JST (Mon 20:30 EDT)". The second weekday is left out when it is the same. A time that is not
    recorded is said so, and so is a zone.
    """
    head = show_date(day, weekday=True)
    if not time:
        return f"{head}, {_('time not recorded')}"
    if not zone:
        return f"{head}, {time} ({_('zone not recorded')})"
    local = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=zone_named(zone))
    others = [local.astimezone(ZoneInfo(name)) for name in (WASHINGTON, TOKYO)]
    shown = [_clock(other, local) for other in others if other.utcoffset() != local.utcoffset()]
    return f"{head}, {time} {_abbreviation(local)} ({', '.join(shown)})"


def _clock(moment: datetime, local: datetime) -> str:
    weekday = "" if moment.date() == local.date() else show_date(moment.date().isoformat(), weekday=True)[:4]
    return f"{weekday}{moment:%H:%M} {_abbreviation(moment)}"


def _abbreviation(moment: datetime) -> str:
    """Return "JST", "EDT"; zones without letters of their own ("+08") as "UTC+8"."""
    name = moment.tzname() or ""
    if name[:1] not in {"+", "-"}:
        return name
    return f"UTC{name[0]}{name[1:3].lstrip('0')}" + (f":{name[3:]}" if name[3:] else "")


def local_to_utc(day: str, time: str, zone: str, fold: int | None = None) -> datetime:
    """Return the UTC moment of a local time.

    A time that the clock skips (spring) is refused. One that comes twice (autumn) is refused unless `fold` says which:
    0 the first, 1 the second.
    """
    place = zone_named(zone)
    local = datetime.fromisoformat(f"{day}T{time}")
    first = local.replace(tzinfo=place, fold=0)
    second = local.replace(tzinfo=place, fold=1)
    if first.astimezone(UTC).astimezone(place).replace(tzinfo=None) != local:
        text = _("{time} on {day} does not exist in {zone}: the clock goes forward there; choose a time an hour later")
        raise UserProblem(text.format(time=time, day=day, zone=zone))
    if first.utcoffset() != second.utcoffset() and fold is None:
        text = _(
            "{time} on {day} comes twice in {zone}, where the clock goes back; say whether {first} or {second} is meant"
        )
        names = {"first": _abbreviation(first), "second": _abbreviation(second)}
        raise UserProblem(text.format(time=time, day=day, zone=zone, **names))
    return (second if fold else first).astimezone(UTC)


def day_in_tokyo(moment: datetime) -> str:
    """Return the day (ISO) of a moment in Tokyo, where the days of a workspace begin."""
    return moment.astimezone(ZoneInfo(TOKYO)).date().isoformat()
