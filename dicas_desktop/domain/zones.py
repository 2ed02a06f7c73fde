"""Clocks of the two capitals: zones of places, and what a clock is called (`clocks` shows times in both).

A meeting keeps its local time and an IANA zone. Zone data comes from the `tzdata` package where the system has none.
"""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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


def abbreviation(moment: datetime) -> str:
    """Return "JST", "EDT"; zones without letters of their own ("+08") as "UTC+8"."""
    name = moment.tzname() or ""
    if name[:1] not in {"+", "-"}:
        return name
    return f"UTC{name[0]}{name[1:3].lstrip('0')}" + (f":{name[3:]}" if name[3:] else "")


def day_in_tokyo(moment: datetime) -> str:
    """Return the day (ISO) of a moment in Tokyo, where the days of a workspace begin."""
    return moment.astimezone(ZoneInfo(TOKYO)).date().isoformat()
