"""Working days against a model that writes the two governments' holidays out by rule."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.domain.calendars import add_working_days, has_holidays, is_working_day, working_days_between
from dicas_desktop.domain.problems import UserProblem

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
CALENDARS = ("US", "JP", "joint")
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


def nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def us_federal(year: int) -> set[date]:
    """Give the federal holidays in law, moved off the weekend: Saturday to Friday, Sunday to Monday."""
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25), date(year + 1, 1, 1)]
    if year >= 2021:
        fixed.append(date(year, 6, 19))
    last_monday = nth(year, 6, MONDAY, 1) - timedelta(days=7)
    days = {nth(year, 1, MONDAY, 3), nth(year, 2, MONDAY, 3), last_monday, nth(year, 9, MONDAY, 1)}
    days |= {nth(year, 10, MONDAY, 2), nth(year, 11, THURSDAY, 4)}
    shift = {SATURDAY: -1, SUNDAY: 1}
    return days | {day + timedelta(days=shift.get(day.weekday(), 0)) for day in fixed}


def japan_holidays(year: int) -> set[date]:
    """Give the national holidays by rule, without the substitutes."""
    spring = int(20.8431 + 0.242194 * (year - 1980)) - (year - 1980) // 4
    autumn = int(23.2488 + 0.242194 * (year - 1980)) - (year - 1980) // 4
    sea, mountain, sports = nth(year, 7, MONDAY, 3), date(year, 8, 11), nth(year, 10, MONDAY, 2)
    if year == 2020:  # moved for the Olympic Games
        sea, mountain, sports = date(2020, 7, 23), date(2020, 8, 10), date(2020, 7, 24)
    if year == 2021:
        sea, mountain, sports = date(2021, 7, 22), date(2021, 8, 8), date(2021, 7, 23)
    fixed = {(1, 1), (2, 11), (2, 23), (3, spring), (4, 29), (5, 3), (5, 4), (5, 5), (9, autumn), (11, 3), (11, 23)}
    days = {date(year, month, day) for month, day in fixed}
    return days | {nth(year, 1, MONDAY, 2), nth(year, 9, MONDAY, 3), sea, mountain, sports}


def japan_government(year: int) -> set[date]:
    """Add substitutes, days between two holidays, and the closing of offices from 29 December to 3 January."""
    days = japan_holidays(year)
    one = timedelta(days=1)
    for day in sorted(days):
        if day.weekday() == SUNDAY:
            substitute = day + one
            while substitute in days:
                substitute += one
            days.add(substitute)
    between = {day + one for day in days if day + 2 * one in days and (day + one).weekday() != SUNDAY}
    closing = {date(year, 12, day) for day in (29, 30, 31)} | {date(year, 1, day) for day in (1, 2, 3)}
    return days | between | closing


@cache
def closed(calendar: str, year: int) -> set[date]:
    us = us_federal(year) | us_federal(year - 1)
    return {"US": us, "JP": japan_government(year), "joint": us | japan_government(year)}[calendar]


def model(day: date, calendar: str) -> bool:
    return day.weekday() < SATURDAY and day not in closed(calendar, day.year)


@pytest.mark.parametrize("calendar", CALENDARS)
def test_working_days_agree_with_the_rules_of_law_day_by_day_from_2020_to_2035(calendar: str) -> None:
    day = date(2020, 1, 1)
    while day <= date(2035, 12, 31):
        assert is_working_day(day, calendar) == model(day, calendar), day
        day += timedelta(days=1)


@given(DAYS, st.integers(-60, 60), st.sampled_from(CALENDARS))
def test_the_nth_working_day_is_found_as_by_walking(day: date, n: int, calendar: str) -> None:
    found = add_working_days(day, n, calendar)
    step = timedelta(days=1 if n > 0 else -1)
    walked, left = day, abs(n)
    while left:
        walked += step
        left -= model(walked, calendar) if 2020 <= walked.year <= 2035 else is_working_day(walked, calendar)
    assert found == walked
    assert n == 0 or is_working_day(found, calendar)


@given(DAYS, st.integers(-60, 60), st.sampled_from(CALENDARS))
def test_counting_working_days_undoes_adding_them(day: date, n: int, calendar: str) -> None:
    assert working_days_between(day, add_working_days(day, n, calendar), calendar) == n


@given(DAYS, st.integers(-400, 400), st.sampled_from(CALENDARS))
def test_working_days_between_are_the_ones_after_the_first_day_up_to_the_last(a: date, n: int, calendar: str) -> None:
    b = a + timedelta(days=n)
    span = range(1, n + 1) if n >= 0 else range(n, 0)
    count = sum(is_working_day(a + timedelta(days=k), calendar) for k in span)
    assert working_days_between(a, b, calendar) == (count if n >= 0 else -count)


def test_a_joint_day_needs_both_offices_open() -> None:
    assert is_working_day(date(2024, 7, 4), "JP")
    assert not is_working_day(date(2024, 7, 4), "joint")
    assert is_working_day(date(2024, 7, 15), "US")
    assert not is_working_day(date(2024, 7, 15), "joint")
    assert add_working_days(date(2024, 7, 28), 5, "joint") == date(2024, 8, 2)


def test_japanese_offices_close_at_the_turn_of_the_year() -> None:
    assert add_working_days(date(2024, 12, 27), 1, "JP") == date(2025, 1, 6)
    assert add_working_days(date(2024, 12, 27), 1, "US") == date(2024, 12, 30)


def test_a_calendar_that_is_not_known_is_refused_with_the_names_of_the_known_ones() -> None:
    with pytest.raises(UserProblem, match="'EU' is not a calendar; choose US, JP or joint"):
        is_working_day(date(2024, 7, 4), "EU")


def test_a_year_without_a_list_has_weekends_only_and_says_so() -> None:
    assert has_holidays(2024, "joint")
    assert not has_holidays(2150, "JP")
    assert is_working_day(date(2150, 5, 5), "JP")
    assert not is_working_day(date(2150, 5, 9), "JP")
