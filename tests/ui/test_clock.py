"""The day that counts as today, and both clocks."""

from datetime import UTC, date, datetime

from dicas_desktop.domain.zones import TOKYO
from dicas_desktop.ui.clock import Clock, both_capitals, day_and_time, utc_now


def test_a_given_day_stands_still_at_nine_in_tokyo() -> None:
    clock = Clock(date(2024, 7, 15))
    assert clock.today() == date(2024, 7, 15)
    assert clock.now() == datetime(2024, 7, 15, 0, 0, tzinfo=UTC)


def test_without_a_day_the_computers_clock_counts() -> None:
    clock = Clock()
    assert abs((clock.now() - utc_now()).total_seconds()) < 60
    assert abs((clock.today() - date.today()).days) <= 1  # noqa: DTZ011 - the computer's own day is meant


def test_both_clocks_follow_summer_time() -> None:
    assert both_capitals(datetime(2024, 7, 15, 5, 3, tzinfo=UTC)) == "14:03 JST · 01:03 EDT"
    assert both_capitals(datetime(2024, 1, 15, 5, 3, tzinfo=UTC)) == "14:03 JST · 00:03 EST"


def test_the_year_is_told_when_it_is_not_this_one() -> None:
    moment = datetime(2024, 7, 2, 0, 14, tzinfo=UTC)
    assert day_and_time(moment, TOKYO, date(2024, 7, 15)) == "2 Jul 09:14"
    assert day_and_time(moment, TOKYO, date(2025, 1, 1)) == "2 Jul 2024 09:14"


def test_the_day_in_washington_is_told_when_it_is_another_one() -> None:
    assert both_capitals(datetime(2024, 7, 2, 0, 14, tzinfo=UTC)) == "09:14 JST · 1 Jul 20:14 EDT"
    assert both_capitals(datetime(2024, 12, 31, 23, 0, tzinfo=UTC)) == "08:00 JST · 31 Dec 2024 18:00 EST"


def test_what_lies_after_a_given_day_is_told_as_now() -> None:
    clock = Clock(date(2024, 7, 15))
    same_day, later = datetime(2024, 7, 15, 5, 3, tzinfo=UTC), datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
    assert clock.told(same_day) == same_day
    assert clock.told(later) == clock.now()
    assert Clock().told(later) == later
