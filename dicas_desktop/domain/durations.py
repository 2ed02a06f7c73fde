"""Durations as they are typed, in whole minutes: `1.5h`, `90m`, `1:30`, `90`, `1 h 30 min`, `1時間30分`."""

import re
import unicodedata
from typing import TYPE_CHECKING

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _

if TYPE_CHECKING:
    from fractions import Fraction

DAY = 24 * 60  # the longest duration, minutes
_HOUR = 60
_DIGITS = r"\d{1,6}"
_NUMBER = rf"{_DIGITS}(?:[.,]\d{{1,6}})?"
_HOURS, _MINUTES = r"(?:hours?|hrs?|h|時間)", r"(?:minutes?|mins?|m|分)"
_PATTERNS = (
    rf"(?P<hours>{_NUMBER}) ?{_HOURS}",
    rf"(?P<whole>{_DIGITS}) ?{_HOURS} ?(?P<rest>\d{{1,2}}) ?{_MINUTES}?",
    rf"(?P<whole>{_DIGITS}):(?P<rest>\d{{2}})",
    rf"(?P<minutes>{_DIGITS}) ?{_MINUTES}?",
)


def read_duration(text: str) -> int:
    """Return the minutes, 1 to 1440, of a typed duration. A number without a unit is minutes.

    UserProblem says what is wrong: nothing, negative, more than a day, minutes beyond 59, a part of a minute, no
    duration at all.
    """
    words = " ".join(unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").split())
    words = re.sub(r"^(\d),(\d{3})$", r"\1\2", words)  # as a table shows a thousand
    said = text.strip()
    if words.startswith("-") and _parts(words[1:].lstrip()) is not None:
        raise UserProblem(_("“{text}” is negative: a duration is longer than nothing.").format(text=said))
    parts = _parts(words)
    if parts is None:
        raise UserProblem(_("“{text}” is not a duration: write it as 1.5h, 90m, 1:30 or 90.").format(text=said))
    if "rest" in parts and int(parts["rest"]) >= _HOUR:
        raise UserProblem(_("“{text}” has more than 59 minutes beside its hours.").format(text=said))
    minutes = _minutes(parts)
    if minutes.denominator != 1:
        raise UserProblem(_("“{text}” is not a number of whole minutes.").format(text=said))
    if not minutes:
        raise UserProblem(_("“{text}” is no time at all: a duration is longer than nothing.").format(text=said))
    if minutes > DAY:
        raise UserProblem(_("“{text}” is longer than 24 hours: divide it over several days.").format(text=said))
    return int(minutes)


def show_duration(minutes: int) -> str:
    """Return a number of minutes, not negative, as "1 h 30 min", "45 min", "2 h" or "0 min"."""
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return _("{m} min").format(m=rest)
    return _("{h} h {m} min").format(h=hours, m=rest) if rest else _("{h} h").format(h=hours)


def _parts(words: str) -> dict[str, str] | None:
    for pattern in _PATTERNS:
        if found := re.fullmatch(pattern, words, re.IGNORECASE):
            return found.groupdict()
    return None


def _minutes(parts: dict[str, str]) -> "Fraction":
    # imported here: with the decimal numbers behind them they cost a start more than reading any duration does
    from fractions import Fraction

    if "hours" in parts:
        return Fraction(parts["hours"].replace(",", ".")) * _HOUR
    if "rest" in parts:
        return Fraction(int(parts["whole"]) * _HOUR + int(parts["rest"]))
    return Fraction(int(parts["minutes"]))
