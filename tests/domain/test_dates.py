"""Dates with a precision: every form that can be typed, every way they are shown, and the way back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.domain.dates import (
    Precision,
    days_left,
    japan_fiscal_year,
    read_date,
    read_time,
    reiwa,
    show_date,
    us_fiscal_year,
)
from dicas_desktop.domain.problems import UserProblem

DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2199, 12, 31))
LANGUAGES = st.sampled_from(["en", "ja"])


@pytest.mark.parametrize(
    ("typed", "start", "end", "precision"),
    [
        ("2024-07-28", "2024-07-28", "2024-07-28", "day"),
        ("2024-7-8", "2024-07-08", "2024-07-08", "day"),
        ("2024/07/28", "2024-07-28", "2024-07-28", "day"),
        ("2024.7.28", "2024-07-28", "2024-07-28", "day"),
        ("20240728", "2024-07-28", "2024-07-28", "day"),
        ("28 Jul 2024", "2024-07-28", "2024-07-28", "day"),
        ("28-jul-2024", "2024-07-28", "2024-07-28", "day"),
        ("  28   July  2024 ", "2024-07-28", "2024-07-28", "day"),
        ("Jul 28, 2024", "2024-07-28", "2024-07-28", "day"),
        ("July 28 2024", "2024-07-28", "2024-07-28", "day"),
        ("Sept. 3 2024", "2024-09-03", "2024-09-03", "day"),
        ("Tue 11 Jun 2024", "2024-06-11", "2024-06-11", "day"),
        ("Tuesday, 11 June 2024", "2024-06-11", "2024-06-11", "day"),
        ("\uff12\uff10\uff12\uff14年\uff17月28日", "2024-07-28", "2024-07-28", "day"),  # full-width digits
        ("Jul 2024", "2024-07-01", "2024-07-31", "month"),
        ("February 2024", "2024-02-01", "2024-02-29", "month"),
        ("Dec 2023", "2023-12-01", "2023-12-31", "month"),
        ("2024-07", "2024-07-01", "2024-07-31", "month"),
        ("2024/7", "2024-07-01", "2024-07-31", "month"),
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("by 2025-03", "2025-03-31", "2025-03-31", "by"),
        ("by Mar 2025", "2025-03-31", "2025-03-31", "by"),
        ("By 15 Mar 2025", "2025-03-15", "2025-03-15", "by"),
        ("by 2025", "2025-12-31", "2025-12-31", "by"),
        ("from 2025", "2025-01-01", "2025-01-01", "from"),
        ("from 1 Sep 2020", "2020-09-01", "2020-09-01", "from"),
        ("FY2026", "2025-10-01", "2026-09-30", None),
        ("fy 26", "2025-10-01", "2026-09-30", None),
        ("by FY2026", "2026-09-30", "2026-09-30", "by"),
        ("from FY2026", "2025-10-01", "2025-10-01", "from"),
        ("JFY2025", "2025-04-01", "2026-03-31", None),
        ("JFY 2025", "2025-04-01", "2026-03-31", None),
        ("FY2026 Q1", "2025-10-01", "2025-12-31", None),
        ("FY26Q4", "2026-07-01", "2026-09-30", None),
        ("JFY2025 Q1", "2025-04-01", "2025-06-30", None),
        ("JFY2025 Q4", "2026-01-01", "2026-03-31", None),
        ("令和7年度第4四半期", "2026-01-01", "2026-03-31", None),
        ("2025年度 第2四半期", "2025-07-01", "2025-09-30", None),
        ("令和7年度", "2025-04-01", "2026-03-31", None),
        ("2025年度", "2025-04-01", "2026-03-31", None),
        ("令和6年6月11日", "2024-06-11", "2024-06-11", "day"),
        ("令和６年６月１１日", "2024-06-11", "2024-06-11", "day"),
        ("令和元年5月1日", "2019-05-01", "2019-05-01", "day"),
        ("令和8年3月", "2026-03-01", "2026-03-31", "month"),
        ("令和6年", "2024-01-01", "2024-12-31", "year"),
        ("R6.6.11", "2024-06-11", "2024-06-11", "day"),
        ("R6/6/11", "2024-06-11", "2024-06-11", "day"),
        ("R8.3", "2026-03-01", "2026-03-31", "month"),
        ("平成31年4月30日", "2019-04-30", "2019-04-30", "day"),
        ("H31.4.30", "2019-04-30", "2019-04-30", "day"),
        ("昭和22年4月28日", "1947-04-28", "1947-04-28", "day"),
        ("2024年7月28日", "2024-07-28", "2024-07-28", "day"),
        ("2024年6月11日(火)", "2024-06-11", "2024-06-11", "day"),
        ("2024年7月", "2024-07-01", "2024-07-31", "month"),
        ("2025年3月まで", "2025-03-31", "2025-03-31", "by"),
        ("2020年9月1日から", "2020-09-01", "2020-09-01", "from"),
    ],
)
def test_a_typed_date_is_read_with_its_precision(typed: str, start: str, end: str, precision: str | None) -> None:
    assert read_date(typed) == (start, precision or "from")
    assert read_date(typed, end=True) == (end, precision or "by")


@pytest.mark.parametrize(
    ("typed", "wrong", "cure"),
    [
        ("", "empty", "28 Jul 2024"),
        ("   ", "empty", "28 Jul 2024"),
        ("tomorrow", "'tomorrow'", "28 Jul 2024"),
        ("by", "'by'", "by 2025-03"),
        ("03/04/2024", "'03/04/2024'", "2024-04-03"),
        ("3.4.24", "'3.4.24'", "3 Apr 2024"),
        ("28 Jul", "year is missing in '28 Jul'", "28 Jul 2024"),
        ("July 28", "year is missing", "28 Jul 2024"),
        ("7月28日", "year is missing", "28 Jul 2024"),
        ("28 Jly 2024", "'Jly'", "Jul"),
        ("31 Feb 2024", "Feb 2024 has no day 31", "1 to 29"),
        ("29 Feb 2023", "Feb 2023 has no day 29", "1 to 28"),
        ("2024-06-31", "no day 31", "1 to 30"),
        ("2024-06-00", "no day 00", "1 to 30"),
        ("2024-13", "no month 13", "1 to 12"),
        ("2024-00-01", "no month 00", "1 to 12"),
        ("1799", "1799", "1800 to 2199"),
        ("1 Jan 2200", "2200", "1800 to 2199"),
        ("Mon 11 Jun 2024", "is a Tue, not a Mon", "correct"),
        ("Tue Jun 2024", "no day", "28 Jul 2024"),
        ("令和1年4月30日", "令和", "2019-05-01"),
        ("平成31年5月1日", "平成", "2019-04-30"),
        ("昭和65年", "昭和", "1989-01-07"),
        ("2024年6月11日(月)", "is a Tue", "correct"),
        ("2024-07-28 10:00", "'2024-07-28 10:00'", "28 Jul 2024"),
        ("202407", "'202407'", "2025-03"),
        ("{text}", "'{text}'", "28 Jul 2024"),
    ],
)
def test_a_date_that_cannot_be_read_names_the_wrong_word_and_the_cure(typed: str, wrong: str, cure: str) -> None:
    with pytest.raises(UserProblem) as caught:
        read_date(typed)
    assert wrong in str(caught.value)
    assert cure in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=30))
def test_any_text_gives_a_date_or_a_problem_and_never_another_error(typed: str) -> None:
    try:
        day, precision = read_date(typed)
    except UserProblem:
        return
    assert date.fromisoformat(day).isoformat() == day
    assert precision in list(Precision)


@given(DAYS, st.sampled_from([Precision.DAY, Precision.BY, Precision.FROM]), st.booleans(), LANGUAGES, st.booleans())
def test_what_is_shown_reads_back_the_same(
    day: date,
    precision: Precision,
    weekday: bool,
    language: str,
    end: bool,
) -> None:
    stored = (day.isoformat(), precision.value)
    assert read_date(show_date(*stored, weekday=weekday, language=language), end) == stored


@given(DAYS, st.sampled_from(["month", "year"]), st.booleans(), LANGUAGES)
def test_a_month_or_a_year_reads_back_to_its_first_or_last_day(
    day: date,
    precision: str,
    end: bool,
    language: str,
) -> None:
    typed = f"{day:%Y-%m}" if precision == "month" else f"{day:%Y}"
    stored = read_date(typed, end)
    assert stored[1] == precision
    assert read_date(show_date(*stored, language=language), end) == stored


@pytest.mark.parametrize(
    ("day", "precision", "english", "japanese"),
    [
        ("2024-07-28", "day", "28 Jul 2024", "2024年7月28日"),
        ("2024-08-31", "month", "Aug 2024", "2024年8月"),
        ("2024-12-31", "year", "2024", "2024年"),
        ("2025-03-31", "by", "by Mar 2025", "2025年3月まで"),
        ("2025-03-15", "by", "by 15 Mar 2025", "2025年3月15日まで"),
        ("2020-09-01", "from", "from 1 Sep 2020", "2020年9月1日から"),
    ],
)
def test_a_date_is_shown_as_much_as_it_is_known(day: str, precision: str, english: str, japanese: str) -> None:
    assert show_date(day, precision) == english
    assert show_date(day, precision, language="ja") == japanese


def test_the_year_of_a_full_day_is_left_out_only_when_it_is_this_year() -> None:
    today = date(2024, 6, 10)
    assert show_date("2024-07-19", today=today) == "19 Jul"
    assert show_date("2025-07-19", today=today) == "19 Jul 2025"
    assert show_date("2024-07-19", today=today, weekday=True) == "Fri 19 Jul"
    assert show_date("2024-07-19", today=today, language="ja", weekday=True) == "7月19日(金)"
    assert show_date("2024-07-15", "by", today=today) == "by 15 Jul"
    assert show_date("2024-08-31", "month", today=today) == "Aug 2024"
    assert show_date("2024-07-31", "by", today=today) == "by Jul 2024"


def test_an_unknown_date_is_shown_as_nothing_and_a_missing_precision_as_a_day() -> None:
    assert show_date(None) == ""
    assert show_date("", "month") == ""
    assert show_date("2024-07-28", None) == "28 Jul 2024"


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("930", "09:30"),
        ("0930", "09:30"),
        ("9:30", "09:30"),
        ("9.30", "09:30"),
        ("16:00", "16:00"),
        ("9", "09:00"),
        ("0:00", "00:00"),
        ("2359", "23:59"),
        ("9時", "09:00"),
        ("９時３０分", "09:30"),
        ("9:30 pm", "21:30"),
        ("12 am", "00:00"),
        ("12:15 PM", "12:15"),
    ],
)
def test_a_typed_time_becomes_hours_and_minutes(typed: str, time: str) -> None:
    assert read_time(typed) == time
    assert read_time(time) == time


@pytest.mark.parametrize("typed", ["", "noon", "9:3", "12:345", "-1:00", "9:30:00"])
def test_what_is_no_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UserProblem, match="is not a time of day; write it as 09:30"):
        read_time(typed)


@pytest.mark.parametrize("typed", ["24:00", "2460", "9:60", "13 pm", "0 am"])
def test_a_time_that_is_not_on_the_clock_is_refused(typed: str) -> None:
    with pytest.raises(UserProblem, match="is not on the clock"):
        read_time(typed)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 6, 11), "令和6年6月11日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 12, 31), "令和元年12月31日"),
        (date(2020, 1, 1), "令和2年1月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 24), "1926年12月24日"),
    ],
)
def test_a_day_is_told_in_its_era(day: date, text: str) -> None:
    assert reiwa(day) == text
    assert read_date(text) == (day.isoformat(), "day")


@pytest.mark.parametrize(
    ("day", "us", "japan"),
    [
        (date(2024, 6, 10), 2024, 2024),
        (date(2024, 9, 30), 2024, 2024),
        (date(2024, 10, 1), 2025, 2024),
        (date(2025, 3, 31), 2025, 2024),
        (date(2025, 4, 1), 2025, 2025),
    ],
)
def test_fiscal_years_begin_in_october_and_in_april(day: date, us: int, japan: int) -> None:
    assert us_fiscal_year(day) == us
    assert japan_fiscal_year(day) == japan


@given(DAYS.filter(lambda day: 1801 <= day.year <= 2198))
def test_a_day_lies_within_the_fiscal_year_that_is_told_for_it(day: date) -> None:
    for prefix, year in (("FY", us_fiscal_year(day)), ("JFY", japan_fiscal_year(day))):
        first, last = read_date(f"{prefix}{year}")[0], read_date(f"{prefix}{year}", end=True)[0]
        assert first <= day.isoformat() <= last


def test_days_left_are_counted_from_today() -> None:
    today = date(2024, 7, 15)
    assert days_left("2024-07-19", today) == 4
    assert days_left("2024-07-15", today) == 0
    assert days_left("2024-07-14", today) == -1
