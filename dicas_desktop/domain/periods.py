"""Fiscal years and their quarters as filters and heads of groups: FY2026, FY2026 Q2, JFY2025, 令和7年度.

The U.S. fiscal year begins on 1 October of the year before, the Japanese one on 1 April.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from dicas_desktop.domain.dates import japan_fiscal_year, read_period, reiwa, show_date, us_fiscal_year
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import N_, _

US, JAPAN = "FY", "JFY"  # how a fiscal year is written before its number
YEARS = {US: N_("U.S. fiscal year"), JAPAN: N_("Japanese fiscal year")}
_WRITTEN = re.compile(r"(?P<kind>J?FY) ?(?P<year>\d{4}|\d\d)(?: ?Q(?P<quarter>[1-4]))?", re.IGNORECASE)
_ERA = re.compile(r"(?:令和|平成|昭和)?(?:元|\d{1,4})年度(?: ?第(?P<quarter>[1-4])四半期)?")
_FIRST_MONTHS = {US: 10, JAPAN: 4}


def fiscal_period(text: str) -> str:
    """Return how a typed fiscal year or quarter is kept: "FY2026", "JFY2025 Q1"; empty if the text is none."""
    words = " ".join(unicodedata.normalize("NFKC", text).split())
    if found := _WRITTEN.fullmatch(words):
        year = found["year"] if len(found["year"]) > 2 else f"20{found['year']}"  # noqa: PLR2004 - FY26
        kind, quarter = found["kind"].upper(), found["quarter"]
    elif found := _ERA.fullmatch(words):
        try:
            first, _last = read_period(words.partition("第")[0].strip())
        except UserProblem:
            return ""
        kind, year, quarter = JAPAN, str(japan_fiscal_year(first)), found["quarter"]
    else:
        return ""
    kept = f"{kind}{year}" + (f" Q{quarter}" if quarter else "")
    return kept if _is_period(kept) else ""


def _is_period(text: str) -> bool:
    try:
        read_period(text)
    except UserProblem:
        return False
    return True


def bounds(period: str) -> tuple[str, str]:
    """Return the first and the last day (ISO) of a typed period, a day among them. UserProblem if it is none."""
    first, last = read_period(period)
    return first.isoformat(), last.isoformat()


def period_words(period: str) -> str:
    """Return a period as it is shown: "FY2026 Q2", "JFY2025 令和7年度"; another one as it stands."""
    found = _WRITTEN.fullmatch(period)
    if not found or found["kind"].upper() != JAPAN:
        return period
    # by its first of May: the year in which Reiwa began is 令和元年度
    era = reiwa(date(int(found["year"]), 5, 1)).partition("年")[0]
    quarter = f"第{found['quarter']}四半期" if found["quarter"] else ""
    return f"{period} {era}年度{quarter}"


def span_words(period: str) -> str:
    """Return from when to when a period goes: "1 Oct 2025 – 30 Sep 2026"."""
    return " – ".join(map(show_date, bounds(period)))


def periods_around(today: date) -> Iterator[str]:
    """Yield the fiscal years around a day and the quarters of its own ones, those of the United States first."""
    for kind, year in ((US, us_fiscal_year(today)), (JAPAN, japan_fiscal_year(today))):
        yield from (f"{kind}{near}" for near in (year, year + 1, year - 1))
        yield from (f"{kind}{year} Q{quarter}" for quarter in range(1, 5))


def fiscal_year_sql(column: str, kind: str) -> str:
    """Return the SQL of the number of the fiscal year of a day, NULL where there is none."""
    year, month = f"CAST(substr({column}, 1, 4) AS INTEGER)", f"substr({column}, 6, 2)"
    return f"{year} + ({month} >= '10')" if kind == US else f"{year} - ({month} < '04')"


def year_words(kind: str, year: int) -> str:
    """Return the head of a group: "FY2026, 1 Oct 2025 – 30 Sep 2026", "JFY2025 令和7年度, 1 Apr 2025 – 31 Mar 2026"."""
    begin = date(year - (kind == US), _FIRST_MONTHS[kind], 1)
    end = date(begin.year + 1, begin.month, 1) - timedelta(days=1)
    words = period_words(f"{kind}{year}") if kind == JAPAN else f"{kind}{year}"
    return _("{year}, {first} – {last}").format(
        year=words, first=show_date(begin.isoformat()), last=show_date(end.isoformat())
    )
