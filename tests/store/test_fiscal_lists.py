"""Lists filtered and grouped by fiscal years, against a model that looks at every record."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dicas_desktop.domain.dates import japan_fiscal_year, us_fiscal_year
from dicas_desktop.domain.periods import bounds
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.groups import groups_of
from dicas_desktop.store.listing import Condition, Listing, Sort, count, ordered_ids
from dicas_desktop.store.store import Store
from dicas_desktop.store.totals import group_totals_of
from dicas_desktop.store.typed_filter import filtered_ids, first_ids
from tests.make import TODAY

PERIODS = st.sampled_from([f"{kind}{year}{quarter}" for kind in ("FY", "JFY") for year in range(2022, 2028)
                           for quarter in ("", " Q1", " Q2", " Q3", " Q4")])  # fmt: skip
TABLES = {"action_items": "due_date", "meetings": "start_date", "milestones": "date", "decisions": "decision_date"}


def days(store: Store, table: str) -> dict[int, str | None]:
    with store.read() as db:
        return dict(db.execute(f"SELECT id, {TABLES[table]} FROM {table} WHERE deleted_at IS NULL").all())


def listed(store: Store, listing: Listing) -> list[int]:
    with store.read() as db:
        return list(ordered_ids(db, listing, TODAY))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(sorted(TABLES)), st.lists(PERIODS, min_size=1, max_size=3, unique=True))
def test_a_filter_by_periods_holds_exactly_the_records_with_a_day_in_one_of_them(
    sample: Store, table: str, periods: list[str]
) -> None:
    found = listed(sample, Listing(table, (Condition(TABLES[table], "during", tuple(periods)),)))
    spans = [bounds(period) for period in periods]
    wanted = {i for i, day in days(sample, table).items() if day and any(a <= day <= b for a, b in spans)}
    assert set(found) == wanted
    assert len(found) == len(wanted)


@pytest.mark.parametrize("table", sorted(TABLES))
@pytest.mark.parametrize(("years", "year_of"), [("FY", us_fiscal_year), ("JFY", japan_fiscal_year)])
@pytest.mark.parametrize("down", [False, True])
def test_groups_by_fiscal_year_agree_with_the_year_of_each_record(
    sample: Store,
    table: str,
    years: str,
    year_of: Callable[[date], int],
    down: bool,
) -> None:
    column = TABLES[table]
    listing = Listing(table, sort=(Sort(column, down),), group=f"{column}:{years}")
    with sample.read() as db:
        groups = groups_of(db, listing, TODAY)
        totals = group_totals_of(db, listing, TODAY, [column])
    counted: dict[int | None, int] = {}
    for day in days(sample, table).values():
        key = year_of(date.fromisoformat(day)) if day else None
        counted[key] = counted.get(key, 0) + 1
    assert {group.key: group.records for group in groups} == counted
    known = [group.key for group in groups if group.key is not None]
    assert known == sorted(known, reverse=down)
    assert None not in counted or groups[-1].key is None
    assert set(totals) == set(counted)
    # the records stand in the order of their groups
    keys = [day and year_of(date.fromisoformat(day)) for day in map(days(sample, table).get, listed(sample, listing))]
    assert [key for n, key in enumerate(keys) if not n or keys[n - 1] != key] == [group.key for group in groups]


def test_a_fiscal_year_typed_into_the_filter_finds_days_and_words(sample: Store) -> None:
    with sample.write("Add an action") as step:
        named = step.add("action_items", {"description": "Plan the budget of FY2026"}).id
        dated = step.add("action_items", {"description": "Example", "due_date": "2025-10-01"}).id
        step.add("action_items", {"description": "Example", "due_date": "2025-09-30"})
    for typed in ("FY2026", "fy2026"):
        found = set(listed(sample, Listing("action_items", text=typed)))
        first, last = bounds("FY2026")
        dated_so = {i for i, day in days(sample, "action_items").items() if day and first <= day <= last}
        assert found == dated_so | {named}
        assert dated in dated_so
        with sample.read() as db:
            order = ordered_ids(db, Listing("action_items"), TODAY)
            assert set(filtered_ids(db, "action_items", typed, order)) == found
            assert first_ids(db, "action_items", typed, order, 1) is None
            assert count(db, Listing("action_items", text=typed), TODAY) == len(found)
    japanese = set(listed(sample, Listing("action_items", text="令和7年度")))
    assert dated in japanese
    assert set(listed(sample, Listing("action_items", text="令和7年度 Example"))) < japanese


def test_a_period_that_is_none_is_refused(sample: Store) -> None:
    with pytest.raises(UserProblem, match="'soon' is not a date"):
        listed(sample, Listing("action_items", (Condition("due_date", "during", ("soon",)),)))
