"""Fiscal years and quarters as they are typed, kept and shown, against a model that counts month by month."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.domain.periods import (
    bounds,
    fiscal_period,
    period_words,
    periods_around,
    span_words,
    year_words,
)

BEGINS = {"FY": 10, "JFY": 4}
DAYS = st.dates(date(1988, 1, 1), date(2092, 12, 31))
KINDS = st.sampled_from(["FY", "JFY"])


@pytest.mark.parametrize(
    ("typed", "kept", "shown", "span"),
    [
        ("FY2026", "FY2026", "FY2026", "1 Oct 2025 – 30 Sep 2026"),
        ("fy26 q2", "FY2026 Q2", "FY2026 Q2", "1 Jan 2026 – 31 Mar 2026"),
        ("FY2026Q4", "FY2026 Q4", "FY2026 Q4", "1 Jul 2026 – 30 Sep 2026"),
        ("JFY2025", "JFY2025", "JFY2025 令和7年度", "1 Apr 2025 – 31 Mar 2026"),
        ("JFY25 Q4", "JFY2025 Q4", "JFY2025 Q4 令和7年度第4四半期", "1 Jan 2026 – 31 Mar 2026"),
        ("令和7年度", "JFY2025", "JFY2025 令和7年度", "1 Apr 2025 – 31 Mar 2026"),
        ("令和元年度", "JFY2019", "JFY2019 令和元年度", "1 Apr 2019 – 31 Mar 2020"),
        ("平成30年度", "JFY2018", "JFY2018 平成30年度", "1 Apr 2018 – 31 Mar 2019"),
        ("2025年度 第1四半期", "JFY2025 Q1", "JFY2025 Q1 令和7年度第1四半期", "1 Apr 2025 – 30 Jun 2025"),
        ("２０２５年度", "JFY2025", "JFY2025 令和7年度", "1 Apr 2025 – 31 Mar 2026"),
    ],
)
def test_a_fiscal_year_is_read_kept_and_shown(typed: str, kept: str, shown: str, span: str) -> None:
    assert fiscal_period(typed) == kept
    assert (period_words(kept), span_words(kept)) == (shown, span)
    assert fiscal_period(kept) == kept


@pytest.mark.parametrize("typed", ["2026", "Jul 2026", "FY", "FY3000", "平成99年度", "FY2026 Q5", "fiscal", "", "年度"])
def test_anything_else_is_no_fiscal_year(typed: str) -> None:
    assert fiscal_period(typed) == ""


@given(
    KINDS, st.integers(1990, 2090), st.sampled_from([None, 1, 2, 3, 4]), st.dates(date(1988, 1, 1), date(2092, 12, 31))
)
def test_a_day_lies_in_a_period_exactly_if_counting_its_months_says_so(
    kind: str, year: int, quarter: int | None, day: date
) -> None:
    period = f"{kind}{year}" + (f" Q{quarter}" if quarter else "")
    first, last = bounds(period)
    # slow model: walk through the twelve months of the year one by one
    month, of = BEGINS[kind], year - (kind == "FY")
    months = []
    for _step in range(12):
        months.append((of, month))
        of, month = (of + 1, 1) if month == 12 else (of, month + 1)
    mine = months if quarter is None else months[3 * quarter - 3 : 3 * quarter]
    assert (first <= day.isoformat() <= last) == ((day.year, day.month) in mine)


@given(KINDS, st.integers(1990, 2090))
def test_the_quarters_of_a_year_follow_each_other_and_fill_it(kind: str, year: int) -> None:
    spans = [bounds(f"{kind}{year} Q{n}") for n in range(1, 5)]
    assert (spans[0][0], spans[-1][1]) == bounds(f"{kind}{year}")
    for (_first, last), (following, _last) in itertools.pairwise(spans):
        assert date.fromisoformat(last) + timedelta(days=1) == date.fromisoformat(following)


def test_the_years_around_a_day_are_offered_with_the_quarters_of_its_own() -> None:
    assert list(periods_around(date(2024, 10, 1)))[:7] == [
        "FY2025", "FY2026", "FY2024", "FY2025 Q1", "FY2025 Q2", "FY2025 Q3", "FY2025 Q4"
    ]  # fmt: skip
    assert list(periods_around(date(2024, 3, 31)))[7:10] == ["JFY2023", "JFY2024", "JFY2022"]


def test_the_head_of_a_group_tells_from_when_to_when() -> None:
    assert year_words("FY", 2026) == "FY2026, 1 Oct 2025 – 30 Sep 2026"
    assert year_words("JFY", 2025) == "JFY2025 令和7年度, 1 Apr 2025 – 31 Mar 2026"
