"""A year of a calendar: holidays, closures and working days, counted against a model that walks through the days."""

from datetime import date, timedelta

import pytest

from dicas_desktop.domain.calendars import is_working_day
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.store import Store
from dicas_desktop.store.year_calendar import Year, calendar_named, name_of_year, show_span, year_named, year_of


def year(store: Store, calendar: str, text: str) -> Year:
    with store.read() as db:
        return year_of(db, calendar_named(db, calendar), *year_named(text))


@pytest.mark.parametrize(
    ("text", "first", "last", "name"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
        ("2024年", date(2024, 1, 1), date(2024, 12, 31), "2024"),
        ("FY2026", date(2025, 10, 1), date(2026, 9, 30), "FY2026"),
        ("fy26", date(2025, 10, 1), date(2026, 9, 30), "FY2026"),
        ("JFY2025", date(2025, 4, 1), date(2026, 3, 31), "JFY2025"),
        ("令和7年度", date(2025, 4, 1), date(2026, 3, 31), "JFY2025"),
    ],
)
def test_a_year_is_written_in_three_ways(text: str, first: date, last: date, name: str) -> None:
    assert year_named(text) == (first, last)
    assert name_of_year(first) == name


@pytest.mark.parametrize("text", ["FY2026 Q2", "Jul 2026", "3 Jul 2026"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(UserProblem, match=f"“{text}” is not a year: write 2026, FY2026 or JFY2026."):
        year_named(text)


@pytest.mark.parametrize("calendar", ["US", "JP", "joint"])
@pytest.mark.parametrize("text", ["2024", "FY2026", "JFY2025"])
def test_working_days_of_each_month_agree_with_walking(empty: Store, calendar: str, text: str) -> None:
    made = year(empty, calendar, text)
    assert len(made.months) == 12
    day, counted = made.first, dict.fromkeys((month.first for month in made.months), 0)
    while day <= made.last:
        counted[day.replace(day=1)] += is_working_day(day, calendar)
        day += timedelta(days=1)
    assert {month.first: month.working for month in made.months} == counted
    assert made.working == sum(counted.values())
    assert made.unlisted == ""


def test_closures_stand_among_the_holidays_and_take_their_days_off(sample: Store) -> None:
    before = year(sample, "joint", "2024").working
    with sample.read() as db:
        yard = db.execute("SELECT id FROM facilities WHERE country = 'JP' ORDER BY id").scalars()[0]
        name = db.execute("SELECT name_en FROM facilities WHERE id = ?", (yard,)).scalar()
    with sample.write("Enter closures") as step:
        everybody = {"first_day": "2024-08-13", "last_day": "2024-08-16", "reason": "Summer closing"}
        step.add("closures", everybody)
        step.add(
            "closures", {"first_day": "2024-11-29", "last_day": "2024-11-29", "reason": "Own", "facility_id": yard}
        )
    joint, own = year(sample, "joint", "2024"), year(sample, name, "2024")
    assert joint.working == before - 4
    found = [off for off in joint.off if off.id]
    assert [(show_span(off), off.name, off.whose) for off in found] == [
        ("Tue 13 Aug 2024 – Fri 16 Aug 2024", "Summer closing", "Everybody")
    ]
    assert [off.name for off in joint.closed(date(2024, 8, 14))] == ["Summer closing"]
    assert (own.calendar.name, own.calendar.holidays) == (name, "JP")
    assert [off.name for off in own.off if off.id] == ["Summer closing", "Own"]
    assert own.working == year(sample, "JP", "2024").working - 1
    assert year(sample, "joint", "2023").working == year(sample, "joint", "2023").working


def test_a_closure_that_begins_the_year_before_reaches_into_it(empty: Store) -> None:
    with empty.write("Enter a closure") as step:
        step.add("closures", {"first_day": "2024-12-20", "last_day": "2025-01-10", "reason": "Example"})
    assert [off.name for off in year(empty, "US", "2025").off if off.id] == ["Example"]
    assert [off.name for off in year(empty, "US", "2026").off if off.id] == []


def test_a_year_without_a_list_says_weekends_only(empty: Store) -> None:
    made = year(empty, "JP", "2150")
    assert made.unlisted == "No list of Japanese holidays for 2150: weekends only are taken off."
    assert made.off == ()
    assert made.working == 261


def test_an_office_of_neither_country_takes_the_joint_calendar(sample: Store) -> None:
    with sample.write("Add an office") as step:
        step.add("organizations", {"name_en": "Example organization", "country": "AU"})
    with sample.read() as db:
        assert calendar_named(db, "Example organization").holidays == "joint"


@pytest.mark.parametrize("name", ["EU", "", "nobody"])
def test_a_calendar_that_is_none_is_refused_with_what_can_be_asked_for(sample: Store, name: str) -> None:
    with sample.read() as db, pytest.raises(UserProblem) as told:
        calendar_named(db, name)
    quoted = name or "“”"
    assert str(told.value) == f"There is no calendar {quoted}: use US, JP, joint, or an office or a facility."
