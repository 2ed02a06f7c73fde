"""Which backups are kept as they age: what must hold for any times, and the plain case by name."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.store.thinning import DAYS, HOURS, MONTHS, NEWEST, WEEKS, kept

START = datetime(2024, 7, 15, 5, 3, tzinfo=UTC)
TIMES = st.lists(st.integers(-3_000_000, 3_000_000).map(lambda n: START + timedelta(minutes=n)), max_size=200)


@given(TIMES)
def test_what_is_kept_was_there_and_the_newest_are_kept(times: list[datetime]) -> None:
    keep = kept(times)
    assert keep <= set(times)
    assert set(sorted(times)[-NEWEST:]) <= keep


@given(TIMES)
def test_thinning_what_was_thinned_removes_nothing_more(times: list[datetime]) -> None:
    keep = kept(times)
    assert kept(keep) == keep


@given(TIMES)
def test_never_more_are_kept_than_the_spans_hold(times: list[datetime]) -> None:
    assert len(kept(times)) <= NEWEST + HOURS + DAYS + WEEKS + MONTHS


@given(TIMES)
def test_each_of_the_newest_months_keeps_its_newest(times: list[datetime]) -> None:
    keep = kept(times)
    months = sorted({(at.year, at.month) for at in times})[-MONTHS:]
    for month in months:
        assert max(at for at in times if (at.year, at.month) == month) in keep


@given(st.lists(st.integers(1, 3 * 24 * 60), min_size=1, max_size=300))
def test_a_store_backed_up_again_and_again_keeps_each_day_of_the_last_week(minutes: list[int]) -> None:
    """As in use: one more, then thinned, then one more."""
    at, there, made = START, set[datetime](), set[datetime]()
    for step in minutes:
        at += timedelta(minutes=step)
        made.add(at)
        there = kept(there | {at})
        assert at in there
    days = sorted({each.date() for each in made})[-DAYS:]
    assert {each.date() for each in there} >= set(days)


@given(TIMES, st.integers(-5_000, 5_000))
def test_whole_weeks_more_or_less_on_the_clock_change_little(times: list[datetime], weeks: int) -> None:
    """A clock set back or forward drops nothing of the hours, days and weeks: no time of now is asked."""
    shift = timedelta(weeks=weeks % 400)
    moved = {at - shift for at in kept(at + shift for at in times)}
    assert set(sorted(times)[-NEWEST:]) <= moved


def test_a_year_of_half_hours_leaves_what_the_readme_says() -> None:
    times = [START - timedelta(minutes=30 * n) for n in range(2 * 24 * 365)]
    keep = sorted(kept(times), reverse=True)
    assert keep[:NEWEST] == times[:NEWEST]
    gaps = [later - earlier for later, earlier in pairwise(keep)]
    assert gaps == sorted(gaps) or max(gaps) <= timedelta(days=31)
    assert len(keep) < NEWEST + HOURS + DAYS + WEEKS + 13
    assert START - keep[-1] > timedelta(days=330)
    assert kept([]) == set()
