"""Days that are no working days: their names, the sentence about them, and the years of which no holidays are known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.domain.calendars import is_working_day
from dicas_desktop.domain.days_off import Beside, beside, days_off, without_list

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2098, 12, 31))


def words(day: str, calendar: str = "joint") -> str:
    found = beside(date.fromisoformat(day), calendar)
    return "" if found is None else found.words


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (
            "2024-07-15",
            (
                "Mon 15 Jul 2024 is no joint working day (Marine Day, Japan): "
                "the one before is Fri 12 Jul 2024, the next Tue 16 Jul 2024."
            ),
        ),
        (
            "2024-07-04",
            (
                "Thu 4 Jul 2024 is no joint working day (Independence Day, U.S.): "
                "the one before is Wed 3 Jul 2024, the next Fri 5 Jul 2024."
            ),
        ),
        (
            "2024-07-27",
            (
                "Sat 27 Jul 2024 is no joint working day (Saturday): "
                "the one before is Fri 26 Jul 2024, the next Mon 29 Jul 2024."
            ),
        ),
        (
            "2024-12-29",
            (
                "Sun 29 Dec 2024 is no joint working day (Sunday, Government offices closed, Japan): "
                "the one before is Fri 27 Dec 2024, the next Mon 6 Jan 2025."
            ),
        ),
        ("2024-07-16", ""),
    ],
)
def test_a_day_off_says_why_and_what_stands_beside_it(day: str, sentence: str) -> None:
    assert words(day) == sentence


def test_each_calendar_has_its_own_days() -> None:
    assert words("2024-07-15", "US") == ""
    assert words("2024-07-04", "JP") == ""
    assert words("2024-07-15", "JP").startswith("Mon 15 Jul 2024 is no Japanese working day (Marine Day, Japan)")
    assert words("2024-07-04", "US").startswith("Thu 4 Jul 2024 is no U.S. working day (Independence Day, U.S.)")


def test_a_closure_counts_and_says_its_reason() -> None:
    summer = (date(2024, 8, 13), date(2024, 8, 16))
    found = beside(date(2024, 8, 14), closed=lambda day: summer[0] <= day <= summer[1], reasons=["Summer closing"])
    assert found == Beside(date(2024, 8, 14), ("Summer closing",), date(2024, 8, 9), date(2024, 8, 19), "")


@pytest.mark.parametrize(
    ("day", "calendar", "sentence"),
    [
        ("1948-03-03", "JP", "No list of Japanese holidays for 1948: weekends only are taken off."),
        ("1948-03-03", "joint", "No list of Japanese holidays for 1948: weekends only are taken off."),
        ("1948-03-03", "US", ""),
        ("2100-03-03", "JP", "No list of Japanese holidays for 2100: weekends only are taken off."),
        ("2150-05-05", "joint", "No list of U.S. and Japanese holidays for 2150: weekends only are taken off."),
        ("2150-01-02", "JP", "No list of Japanese holidays for 2150: weekends only are taken off."),
    ],
)
def test_a_year_without_a_list_has_weekends_only_and_is_said_so(day: str, calendar: str, sentence: str) -> None:
    assert words(day, calendar) == sentence


def test_a_weekend_of_such_a_year_says_both() -> None:
    assert words("2150-05-09") == (
        "Sat 9 May 2150 is no joint working day (Saturday): the one before is Fri 8 May 2150, the next Mon 11 May 2150."
        " No list of U.S. and Japanese holidays for 2150: weekends only are taken off."
    )


def test_at_the_end_of_the_years_that_can_be_kept_there_is_no_next_day() -> None:
    found = beside(date(2199, 12, 31), closed=lambda _day: True, reasons=["Example"])
    assert found is not None
    assert (found.after, found.before) == (None, None)
    assert "the one before is none, the next none." in found.words


def test_several_years_are_told_together() -> None:
    assert without_list([2099, 2100, 2101], "JP") == (
        "No list of Japanese holidays for 2100, 2101: weekends only are taken off."
    )
    assert without_list([2024], "joint") == ""


def test_japanese_holidays_bear_both_names_and_american_ones_their_own() -> None:
    found = days_off("joint", date(2026, 1, 1), date(2026, 1, 19))
    assert [(day.day.day, day.country, day.name, day.name_ja) for day in found] == [
        (1, "JP", "New Year's Day", "元日"),
        (1, "US", "New Year's Day", ""),
        (2, "JP", "Government offices closed", "行政機関の休日"),
        (3, "JP", "Government offices closed", "行政機関の休日"),
        (12, "JP", "Coming of Age Day", "成人の日"),
        (19, "US", "Martin Luther King Jr. Day", ""),
    ]


@given(DAYS, st.sampled_from(["US", "JP", "joint"]))
def test_what_is_said_agrees_with_walking_from_the_day(day: date, calendar: str) -> None:
    found = beside(day, calendar)
    if is_working_day(day, calendar):
        assert found is None
        return
    assert found is not None
    back, on = day - timedelta(days=1), day + timedelta(days=1)
    while not is_working_day(back, calendar):
        back -= timedelta(days=1)
    while not is_working_day(on, calendar):
        on += timedelta(days=1)
    assert (found.before, found.after) == (back, on)
    assert found.why
