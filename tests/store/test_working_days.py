"""Deadlines of records on days off: what is said, and that nothing moves by itself."""

from datetime import date
from typing import Any

import pytest

from dicas_desktop.domain.days_off import Beside
from dicas_desktop.store.due_list import due_list
from dicas_desktop.store.events import find_event
from dicas_desktop.store.store import Store
from dicas_desktop.store.working_days import beside_deadline
from tests.make import TODAY


def said(store: Store, **values: Any) -> Beside | None:  # noqa: ANN401 - stored values
    with store.write("Add an action") as step:
        added = step.add("action_items", {"description": "Example", **values})
    with store.read() as db:
        row = db.execute("SELECT * FROM action_items WHERE id = ?", (added.id,)).mappings()[0]
        assert row["due_date"] == values.get("due_date")
        return beside_deadline(db, "action_items", row)


@pytest.mark.parametrize("precision", ["day", "by"])
def test_a_deadline_on_a_holiday_is_told_and_stays(empty: Store, precision: str) -> None:
    found = said(empty, due_date="2024-07-15", due_precision=precision)
    assert found is not None
    assert (found.before, found.after) == (date(2024, 7, 12), date(2024, 7, 16))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"due_date": "2024-07-16", "due_precision": "day"},
        {"due_date": "2024-06-30", "due_precision": "month"},
        {"due_date": "2023-12-31", "due_precision": "year"},
        {"due_date": "2024-07-15", "due_precision": "from"},
        {"due_date": "2024-07-15", "due_precision": "day", "status": "cancelled"},
    ],
)
def test_nothing_is_said_of_a_working_day_a_period_or_what_is_done_with(empty: Store, values: dict[str, Any]) -> None:
    assert said(empty, **values) is None


def test_the_closures_of_the_lead_count_and_those_of_others_do_not(sample: Store) -> None:
    with sample.read() as db:
        mine, other = db.execute("SELECT id FROM organizations ORDER BY id LIMIT 2").scalars()
    with sample.write("Enter closures") as step:
        step.add("closures", {"first_day": "2024-08-13", "last_day": "2024-08-16", "reason": "Example", "org_id": mine})
    found = said(sample, due_date="2024-08-14", due_precision="day", owner_org_id=mine)
    assert found is not None
    assert found.why == ("Example",)
    assert (found.before, found.after) == (date(2024, 8, 9), date(2024, 8, 19))
    assert said(sample, due_date="2024-08-14", due_precision="day", owner_org_id=other) is None


def test_a_milestone_is_told_too_and_a_meeting_has_no_deadline(empty: Store) -> None:
    with empty.read() as db:
        milestone = {"date": "2024-07-04", "date_precision": "day", "status": "planned", "facility_id": None}
        found = beside_deadline(db, "milestones", milestone)
        assert found is not None
        assert found.before == date(2024, 7, 3)
        assert beside_deadline(db, "meetings", {"start_date": "2024-07-04"}) is None


def test_the_list_of_what_is_due_says_it_of_each_line(sample: Store) -> None:
    with sample.read() as db:
        lines = due_list(db, find_event(db, "2+2", TODAY), TODAY)
    told = {line.ref: line.beside for line in lines if line.beside}
    assert set(told) == {"AI-0005", "AI-0006"}
    assert told["AI-0005"].startswith("Sun 28 Jul 2024 is no joint working day (Sunday): the one before is Fri 26 Jul")
