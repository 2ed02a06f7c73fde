"""Dates that say how much of them is known: typed, shown, counted.

A stored date is a full ISO day and a precision beside it. For `month` and `year` the unknown part is filled in: the
first day of the period for starts, the last day for ends and deadlines. `by` means on or before the day, `from` on or
after it.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _

FIRST_YEAR = 1800
LAST_YEAR = 2199
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_WORDS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS_JA = "月火水木金土日"
_QUARTER_JA = r"(?: ?第(?P<q>[1-4])四半期)?"
_REIWA_START = date(2019, 5, 1)
_DECEMBER = 12
_NOON, _DAY, _HOUR = 12, 24, 60


class Precision(StrEnum):
    """How much of a stored day is real."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    BY = "by"
    FROM = "from"


class _Period(NamedTuple):
    """A typed day, month or year. `precision` is None for a fiscal year or quarter, which no single word can tell."""

    first: date
    last: date
    precision: Precision | None


class _Era(NamedTuple):
    """A Japanese era: year 1 is the calendar year after `before`; the last day is None while it lasts."""

    before: int
    first: date
    last: date | None


_ERAS = {
    "令和": _Era(2018, _REIWA_START, None),
    "平成": _Era(1988, date(1989, 1, 8), date(2019, 4, 30)),
    "昭和": _Era(1925, date(1926, 12, 25), date(1989, 1, 7)),
}
_ERA_LETTERS = {"R": "令和", "H": "平成", "S": "昭和"}


def read_date(text: str, end: bool = False) -> tuple[str, str]:  # noqa: FBT001, FBT002 - read_date(text, field.end)
    """Read a typed date and return its ISO day and precision.

    `end` fills a month or a year with its last day. "by" always takes the last day, "from" always the first. A fiscal
    year becomes "by" its last day or "from" its first, because it is neither a calendar year nor a day.
    Raises UserProblem that names the word that was not understood and what to write instead.
    """
    words = " ".join(unicodedata.normalize("NFKC", text).split())
    bound, rest = _split_bound(words)
    period = _read_period(rest, text.strip())
    precision = bound or period.precision or (Precision.BY if end else Precision.FROM)
    last = precision is Precision.BY or (end and precision is not Precision.FROM)
    return (period.last if last else period.first).isoformat(), precision.value


def read_period(text: str) -> tuple[date, date]:
    """Return the first and the last day of a typed day, month, year, fiscal year or quarter; UserProblem as above."""
    words = " ".join(unicodedata.normalize("NFKC", text).split())
    period = _read_period(words, text.strip())
    return period.first, period.last


def _split_bound(words: str) -> tuple[Precision | None, str]:
    """Take "by" or "from" (in Japanese まで and から, at the end) off the text."""
    found = re.fullmatch(r"(by|from) (.+)", words, re.IGNORECASE)
    if found:
        return Precision(found[1].lower()), found[2]
    for mark, bound in (("まで", Precision.BY), ("から", Precision.FROM)):
        if words.endswith(mark):
            return bound, words.removesuffix(mark).rstrip()
    return None, words


def _read_period(words: str, typed: str) -> _Period:
    """Read a day, month or year; a weekday before it or behind it in brackets must be the right one."""
    weekday, rest = _split_weekday(words)
    for pattern, flags, reader in _READERS:
        found = re.fullmatch(pattern, rest, flags)
        if found:
            period = reader(found)
            _check_weekday(period, weekday, typed)
            return period
    raise UserProblem(_hint(rest).format(text=typed))


def _split_weekday(words: str) -> tuple[int | None, str]:
    """Take the weekday off "Tue 11 Jun 2024" and "2024年6月11日(火)"."""
    found = re.fullmatch(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? (.+)", words, re.IGNORECASE)
    if found:
        return _WEEKDAYS.index(found[1].title()), found[2]
    found = re.fullmatch(rf"(.+日) ?\(([{_WEEKDAYS_JA}])\)", words)
    if found:
        return _WEEKDAYS_JA.index(found[2]), found[1]
    return None, words


def _check_weekday(period: _Period, weekday: int | None, typed: str) -> None:
    if weekday is None:
        return
    right = period.first.weekday()
    if period.precision is not Precision.DAY or right != weekday:
        if period.precision is Precision.DAY:
            text = _("'{text}' is a {right}, not a {wrong}; correct the weekday or the day")
            raise UserProblem(text.format(text=typed, right=_WEEKDAYS[right], wrong=_WEEKDAYS[weekday]))
        text = _("'{text}' names a weekday but no day; write a day such as 28 Jul 2024")
        raise UserProblem(text.format(text=typed))


def _hint(words: str) -> str:
    """Say what is wrong with a text that no pattern fits; `{text}` is left to be filled in."""
    if not words:
        return _("The date is empty; write a day such as 28 Jul 2024, a month such as Jul 2024 or a year")
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", words):
        return _("'{text}' can be read in two ways; write it as 3 Apr 2024 or 2024-04-03")
    if re.fullmatch(r"\d{1,2} ?[A-Za-z]{3,9}|[A-Za-z]{3,9} \d{1,2}|\d{1,2}月\d{1,2}日", words):
        return _("The year is missing in '{text}'; write it as 28 Jul 2024")
    return _("'{text}' is not a date; write a day such as 28 Jul 2024, a month such as Jul 2024, a year, or by 2025-03")


def _year(word: str) -> int:
    year = int(word)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        text = _("The year {year} is outside {first} to {last}; correct the year")
        raise UserProblem(text.format(year=word, first=FIRST_YEAR, last=LAST_YEAR))
    return year


def _month(word: str) -> int:
    """Return 1 to 12 for a number or an English name of at least three letters."""
    if word.isdecimal():
        month = int(word)
        if not 1 <= month <= _DECEMBER:
            text = _("There is no month {month}; months go from 1 to 12")
            raise UserProblem(text.format(month=word))
        return month
    for number, name in enumerate(_MONTH_WORDS, 1):
        if word.lower() in {name, name[:3]} or (word.lower() == "sept" and name == "september"):
            return number
    text = _("'{word}' is not a month; write Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov or Dec")
    raise UserProblem(text.format(word=word))


def _month_end(year: int, month: int) -> date:
    following = date(year + month // _DECEMBER, month % _DECEMBER + 1, 1)
    return following - timedelta(days=1)


def _day_period(year: int, month: int, day: str) -> _Period:
    last = _month_end(year, month)
    if not 1 <= int(day) <= last.day:
        text = _("{month} {year} has no day {day}; its days go from 1 to {last}")
        raise UserProblem(text.format(month=_MONTHS[month - 1], year=year, day=day, last=last.day))
    exact = date(year, month, int(day))
    return _Period(exact, exact, Precision.DAY)


def _period(year: int, month: str | None = None, day: str | None = None) -> _Period:
    if month is None:
        return _Period(date(year, 1, 1), date(year, _DECEMBER, 31), Precision.YEAR)
    number = _month(month)
    if day is None:
        return _Period(date(year, number, 1), _month_end(year, number), Precision.MONTH)
    return _day_period(year, number, day)


def _western(found: re.Match[str]) -> _Period:
    parts = found.groupdict()
    return _period(_year(parts["y"]), parts.get("m"), parts.get("d"))


def _fiscal(found: re.Match[str]) -> _Period:
    year = _year(found["y"] if len(found["y"]) > 2 else "20" + found["y"])  # noqa: PLR2004 - FY26
    return _fiscal_period(date(year, 4, 1) if found["j"] else date(year - 1, 10, 1), found["q"])


def _fiscal_period(begin: date, quarter: str | None) -> _Period:
    """Return the year that begins on a first of a month, or one of its quarters."""
    months = 12 if quarter is None else 3
    start = begin.month - 1 + (0 if quarter is None else 3 * (int(quarter) - 1))
    first = date(begin.year + start // 12, start % 12 + 1, 1)
    end = start + months - 1
    return _Period(first, _month_end(begin.year + end // 12, end % 12 + 1), None)


def _era_year(name: str | None, word: str) -> int:
    """Return the calendar year of an era's year (元 is 1), or of a plain year where no era is named."""
    if not name:
        return _year(word)
    return _ERAS[name].before + (1 if word == "元" else int(word))


def _check_era(period: _Period, name: str | None) -> _Period:
    """Refuse what lies wholly outside the era; the month or the year in which it begins or ends is good."""
    if not name:
        return period
    era = _ERAS[name]
    if period.last < era.first or (era.last and period.first > era.last) or period.last.year > LAST_YEAR:
        text = _("{era} has no such year or day; it runs from {first} to {last}")
        last = era.last.isoformat() if era.last else _("today")
        raise UserProblem(text.format(era=name, first=era.first.isoformat(), last=last))
    return period


def _japanese(found: re.Match[str]) -> _Period:
    name = _ERA_LETTERS.get(found["e"] or "", found["e"])
    year = _era_year(name, found["y"])
    parts = found.groupdict()
    if parts.get("fiscal"):
        return _check_era(_fiscal_period(date(year, 4, 1), parts["q"]), name)
    return _check_era(_period(year, parts.get("m"), parts.get("d")), name)


# pattern, its flags, what reads it
_READERS: tuple[tuple[str, int, Callable[[re.Match[str]], _Period]], ...] = (
    (r"(?P<y>\d{4})(?:([-/.])(?P<m>\d{1,2})(?:\2(?P<d>\d{1,2}))?)?", 0, _western),
    (r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)", 0, _western),
    (r"(?P<j>J?)FY ?(?P<y>\d{4}|\d\d)(?: ?Q(?P<q>[1-4]))?", re.IGNORECASE, _fiscal),
    (r"(?:(?P<d>\d{1,2})[ -]?)?(?P<m>[A-Za-z]{3,9})\.?,?[ -]?(?P<y>\d{4})", re.ASCII, _western),
    (r"(?P<m>[A-Za-z]{3,9})\.? (?P<d>\d{1,2}),? (?P<y>\d{4})", re.ASCII, _western),
    (rf"(?P<e>令和|平成|昭和)(?P<y>元|\d{{1,2}})年(?P<fiscal>度){_QUARTER_JA}", 0, _japanese),
    (rf"(?P<e>)(?P<y>\d{{4}})年(?P<fiscal>度){_QUARTER_JA}", 0, _japanese),
    (r"(?P<e>令和|平成|昭和)(?P<y>元|\d{1,2})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?", 0, _japanese),
    (r"(?P<e>)(?P<y>\d{4})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?", 0, _japanese),
    (r"(?P<e>[RHS])(?P<y>\d{1,2})[./](?P<m>\d{1,2})(?:[./](?P<d>\d{1,2}))?", 0, _japanese),
)


def show_date(
    day: str | None,
    precision: str | None = "day",
    *,
    today: date | None = None,
    weekday: bool = False,
    language: str = "en",
) -> str:
    """Show a stored date as much as it is known: "19 Jul", "by Mar 2025", "Aug 2024", "2024", "from 1 Sep 2020".

    The year of a full day is left out when it is the year of `today`. `weekday` adds the weekday to a full day.
    None or "" gives "". What is shown without leaving out the year, `read_date` reads back to the same values.
    """
    if not day:
        return ""
    value = date.fromisoformat(day)
    hide_year = today is not None and today.year == value.year
    show = _show_japanese if language == "ja" else _show_english
    return show(value, Precision(precision or Precision.DAY), hide_year=hide_year, weekday=weekday)


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _show_english(day: date, precision: Precision, *, hide_year: bool, weekday: bool) -> str:
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    if precision is Precision.YEAR:
        return str(day.year)
    if precision is Precision.MONTH:
        return month
    if precision is Precision.BY and _is_month_end(day):
        return f"by {month}"
    text = f"{day.day} {_MONTHS[day.month - 1]}" + ("" if hide_year else f" {day.year}")
    if weekday:
        text = f"{_WEEKDAYS[day.weekday()]} {text}"
    return text if precision is Precision.DAY else f"{precision.value} {text}"


def _show_japanese(day: date, precision: Precision, *, hide_year: bool, weekday: bool) -> str:
    month = f"{day.year}年{day.month}月"
    if precision is Precision.YEAR:
        return f"{day.year}年"
    if precision is Precision.MONTH:
        return month
    if precision is Precision.BY and _is_month_end(day):
        return f"{month}まで"
    text = ("" if hide_year else f"{day.year}年") + f"{day.month}月{day.day}日"
    if weekday:
        text += f"({_WEEKDAYS_JA[day.weekday()]})"
    return text + {Precision.BY: "まで", Precision.FROM: "から"}.get(precision, "")


def read_time(text: str) -> str:
    """Read a typed time of day ("930", "9:30", "0930", "9時30分", "9:30 pm") and return it as HH:MM."""
    words = "".join(unicodedata.normalize("NFKC", text).split()).lower()
    found = re.fullmatch(r"(\d{1,2})(?:[:.h時]?(\d\d)分?|時)?(am|pm)?", words, re.ASCII)
    if not found:
        problem = _("'{text}' is not a time of day; write it as 09:30 or 0930")
        raise UserProblem(problem.format(text=text.strip()))
    hour, minute = int(found[1]), int(found[2] or 0)
    half = found[3]
    if minute >= _HOUR or hour >= _DAY or (half and not 1 <= hour <= _NOON):
        problem = _("'{text}' is not on the clock; hours go from 0 to 23 and minutes from 0 to 59")
        raise UserProblem(problem.format(text=text.strip()))
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    return f"{hour:02}:{minute:02}"


def reiwa(day: date) -> str:
    """Return the day in its era: 令和6年6月11日, before 2019-05-01 in 平成 or 昭和, before 1926-12-25 without one."""
    for name, era in _ERAS.items():
        if day >= era.first:
            year = day.year - era.before
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def us_fiscal_year(day: date) -> int:
    """Return the U.S. fiscal year of the day: it begins on 1 October of the year before."""
    october = 10
    return day.year + (day.month >= october)


def japan_fiscal_year(day: date) -> int:
    """Return the Japanese fiscal year of the day: it begins on 1 April of its own year."""
    april = 4
    return day.year - (day.month < april)


def days_left(day: str, today: date) -> int:
    """Return the calendar days from today to the ISO day; negative when it has passed."""
    return (date.fromisoformat(day) - today).days
