from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.planning.ticks import DAY, LONG, MONTH, QUARTER, WEEK, YEAR, Unit, label, ticks, units, weekends

JUNE = date(2024, 6, 1).toordinal()


@given(st.floats(0.01, 80))
def test_at_any_zoom_the_finest_row_has_room_for_its_labels(width: float) -> None:
    unit = units(width)[-1]
    days = unit.days or unit.months * 30.4375
    assert days * width >= unit.room - 1 or unit is LONG[-1]


@pytest.mark.parametrize(
    ("width", "expected"),
    [(46, (MONTH, DAY)), (15, (MONTH, WEEK)), (8.6, (MONTH,)), (0.9, (QUARTER,)), (0.28, (YEAR,)), (0.04, (LONG[1],))],
)
def test_the_scale_goes_from_days_to_years(width: float, expected: tuple[Unit, ...]) -> None:
    assert units(width) == expected


@given(st.integers(200_000, 900_000), st.integers(0, 20_000), st.sampled_from([DAY, WEEK, MONTH, QUARTER, YEAR, *LONG]))
def test_ticks_go_on_without_a_gap_from_the_one_that_holds_the_first_day(first: int, length: int, unit: Unit) -> None:
    found = ticks(first, first + min(length, 300 * max(unit.days, unit.months * 30)), unit)
    assert found[0] <= first
    assert all(before < after for before, after in pairwise(found))
    assert ticks(found[0], found[-1], unit) == found


def test_weeks_begin_on_monday_and_months_on_their_first() -> None:
    assert date.fromordinal(ticks(JUNE, JUNE, WEEK)[0]) == date(2024, 5, 27)
    assert [date.fromordinal(day) for day in ticks(JUNE + 3, JUNE + 40, MONTH)] == [date(2024, 6, 1), date(2024, 7, 1)]


def test_labels_say_the_year_where_it_begins_or_where_asked() -> None:
    january = date(2025, 1, 1).toordinal()
    assert label(JUNE, MONTH, whole=True) == "Jun 2024"
    assert label(JUNE, MONTH, whole=False) == "Jun"
    assert label(january, MONTH, whole=False) == "Jan 2025"
    assert label(january, QUARTER, whole=False) == "2025"
    assert label(january, YEAR, whole=False) == "2025"
    assert label(JUNE, WEEK, whole=False) == "1 Jun"
    assert label(JUNE, DAY, whole=False) == "Sat 1"


def test_weekends_are_found_even_if_only_their_sunday_is_in_view() -> None:
    assert weekends(JUNE + 1, JUNE + 8) == [JUNE, JUNE + 7]


@given(st.integers(date(1950, 1, 1).toordinal(), date(2090, 1, 1).toordinal()))
def test_a_label_says_the_day_it_stands_on(day: int) -> None:
    when = date.fromordinal(day)
    assert label(day, DAY, whole=False).endswith(f" {when.day}")
    assert label(day, WEEK, whole=False).startswith(f"{when.day} ")
    assert label(day, MONTH, whole=True).endswith(f" {when.year}")
    assert label(day, YEAR, whole=False) == str(when.year)


@given(st.integers(date(1950, 1, 1).toordinal(), date(2090, 1, 1).toordinal()), st.integers(0, 400))
def test_every_weekend_in_view_is_shaded_once(first: int, length: int) -> None:
    found = weekends(first, first + length)
    assert all(date.fromordinal(day).weekday() == 5 for day in found)
    assert len(set(found)) == len(found)
    shaded = {day + n for day in found for n in (0, 1)}
    free = {day for day in range(first, first + length + 1) if date.fromordinal(day).weekday() >= 5}
    assert free <= shaded
