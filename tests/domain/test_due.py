"""The grammar of deadlines that hang on events, and their days against an independent, slow model."""

from contextlib import suppress
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dicas_desktop.domain.anchors import Days, days_of, resolve
from dicas_desktop.domain.due import BOTH_WORK, DAY, FARTHEST, WORKING_DAY, Anchored, Offset, read_anchor, show_anchor
from dicas_desktop.domain.problems import UserProblem

NAMES = st.sampled_from(["2+2", "DICAS#2", "WG-Ship#1", "scc-2024-07-28", "M-0012", "Second DICAS", "協議委員会"])
NUMBERS = st.integers(-FARTHEST, FARTHEST).filter(bool)
OFFSETS = st.one_of(
    st.just(Offset(None)),
    st.just(Offset(0)),
    NUMBERS.map(Offset),
    st.builds(lambda n, calendar: Offset(n, WORKING_DAY, calendar), NUMBERS, st.sampled_from(["US", "JP", BOTH_WORK])),
)
WORKED = st.builds(
    lambda n, calendar: Offset(n, WORKING_DAY, calendar),
    st.integers(-60, 60).filter(bool), st.sampled_from(["US", "JP", BOTH_WORK]),
)  # fmt: skip
DAYS = st.dates(date(2020, 3, 1), date(2035, 9, 30))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before 2+2", Anchored("2+2", Offset(None))),
        ("before the next 2+2", Anchored("2+2", Offset(None))),
        ("BEFORE next DICAS", Anchored("DICAS", Offset(None))),
        ("on scc-2024-07-28", Anchored("scc-2024-07-28", Offset(0))),
        ("after DICAS#2", Anchored("DICAS#2", Offset(1))),
        ("2+2", Anchored("2+2", Offset(0), plain=True)),
        ("2+2 -10d", Anchored("2+2", Offset(-10))),
        ("2+2 - 10 days", Anchored("2+2", Offset(-10))),
        ("2+2 +0d", Anchored("2+2", Offset(0))),
        ("WG-Ship#2 +5wd", Anchored("WG-Ship#2", Offset(5, WORKING_DAY, BOTH_WORK))),
        ("WG-Ship#2 +5wd JP", Anchored("WG-Ship#2", Offset(5, WORKING_DAY, "JP"))),
        ("DICAS#3 +2w", Anchored("DICAS#3", Offset(14))),
        ("10 working days US before 2+2", Anchored("2+2", Offset(-10, WORKING_DAY, "US"))),
        ("3 days after M-0012", Anchored("M-0012", Offset(3))),
        ("2+2の前", Anchored("2+2", Offset(None))),
        ("次回の2+2の前日", Anchored("2+2", Offset(None))),
        ("2+2前日まで", Anchored("2+2", Offset(None))),
        ("2+2の当日", Anchored("2+2", Offset(0))),
        ("2+2の翌日", Anchored("2+2", Offset(1))),
        ("2+2の10日前", Anchored("2+2", Offset(-10))),
        ("２＋２の５営業日後", Anchored("2+2", Offset(5, WORKING_DAY, BOTH_WORK))),
        ("艦船整備作業部会の2週間前", Anchored("艦船整備作業部会", Offset(-14))),
    ],
)
def test_a_deadline_that_hangs_on_an_event_is_read(text: str, expected: Anchored) -> None:
    assert read_anchor(text) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2+2-10d", "'2+2-10d': write a blank before -10d"),
        ("DICAS#2+5wd", "'DICAS#2+5wd': write a blank before +5wd"),
        ("2+2 -4000d", "'2+2 -4000d': 4000 days are more than ten years; write a smaller offset"),
        ("2+2 -600w", "'2+2 -600w': 4200 days are more than ten years; write a smaller offset"),
        ("2+2 -10d JP", "'2+2 -10d JP': the calendar jp goes with working days; write wd, or leave it out"),
    ],
)
def test_what_makes_no_sense_is_pointed_at(text: str, sentence: str) -> None:
    with pytest.raises(UserProblem) as problem:
        read_anchor(text)
    assert str(problem.value) == sentence


@given(NAMES, OFFSETS)
def test_what_is_shown_reads_back_to_the_same(name: str, offset: Offset) -> None:
    read = read_anchor(show_anchor(name, offset))
    assert (read.event, read.offset) == (name, offset)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    with suppress(UserProblem):
        read = read_anchor(text)
        assert read.offset.number is None or abs(read.offset.number) <= FARTHEST


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (("2024-07-28", None, "day"), Days(date(2024, 7, 28), date(2024, 7, 28), "day")),
        (("2024-07-28", "2024-07-30", "day"), Days(date(2024, 7, 28), date(2024, 7, 30), "day")),
        (("2024-08-01", None, "month"), Days(date(2024, 8, 1), date(2024, 8, 31), "month")),
        (("2024-08-31", None, "month"), Days(date(2024, 8, 1), date(2024, 8, 31), "month")),
        (("2027-12-31", None, "year"), Days(date(2027, 1, 1), date(2027, 12, 31), "year")),
        (("2024-12-15", None, "month"), Days(date(2024, 12, 1), date(2024, 12, 31), "month")),
        (("2025-03-31", None, "by"), Days(date(2025, 3, 31), date(2025, 3, 31), "by")),
    ],
)  # fmt: skip
def test_the_days_of_an_event_are_all_that_is_known_of_it(stored: tuple[str, str | None, str], expected: Days) -> None:
    assert days_of(*stored) == expected
    assert days_of(None, None, None) is None


def is_free(day: date, calendar: str) -> bool:
    """The independent model: holidays of the law, weekends, and the turn of the year in Japan."""
    free = day.weekday() in (5, 6)
    if calendar in ("US", BOTH_WORK):
        free = free or day in holidays.country_holidays("US", years=day.year)
    if calendar in ("JP", BOTH_WORK):
        turn = (day.month, day.day) in {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
        free = free or turn or day in holidays.country_holidays("JP", years=day.year)
    return free


@settings(deadline=None)  # the first day of a year asks for its holidays
@given(DAYS, st.integers(0, 10), WORKED, st.sets(st.integers(-90, 90), max_size=8))
def test_working_days_from_an_event_are_those_counted_one_by_one(
    first: date, length: int, offset: Offset, closed: set[int]
) -> None:
    event = Days(first, first + timedelta(days=length), "day")
    shut = {first + timedelta(days=n) for n in closed}
    assert offset.number is not None
    day, way = (event.first, -1) if offset.number < 0 else (event.last, 1)
    for _each in range(abs(offset.number)):
        day += timedelta(days=way)
        while is_free(day, offset.calendar) or day in shut:
            day += timedelta(days=way)
    assert resolve(offset, event, shut.__contains__) == (day.isoformat(), "day")


@given(DAYS, st.integers(0, 10), st.integers(-400, 400))
def test_days_from_an_event_go_from_its_nearer_end(first: date, length: int, number: int) -> None:
    last = first + timedelta(days=length)
    expected = (first if number < 0 else last) + timedelta(days=number)
    assert resolve(Offset(number), Days(first, last, "day"))[0] == expected.isoformat()
    assert resolve(Offset(None), Days(first, last, "day"))[0] == (first - timedelta(days=1)).isoformat()


def test_on_an_event_keeps_how_much_of_it_is_known() -> None:
    august = Days(date(2024, 8, 1), date(2024, 8, 31), "month")
    assert resolve(Offset(0), august) == ("2024-08-31", "month")
    assert resolve(Offset(None), august) == ("2024-07-31", "day")
    assert resolve(Offset(1), august) == ("2024-09-01", "day")


def test_a_day_beyond_what_can_be_kept_is_refused() -> None:
    with pytest.raises(UserProblem, match=r"The deadline would lie outside 1800 to 2199: write a smaller offset\."):
        resolve(Offset(400), Days(date(2199, 6, 1), date(2199, 6, 1), "day"))
    with pytest.raises(UserProblem, match="would lie outside"):
        resolve(Offset(5, WORKING_DAY, "JP"), Days(date(2199, 12, 31), date(2199, 12, 31), "day"), lambda _day: True)
    assert resolve(Offset(5, DAY), Days(date(2199, 6, 1), date(2199, 6, 1), "day")) == ("2199-06-06", "day")
