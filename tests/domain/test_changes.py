"""The net of many changes to one record, and its word."""

from collections.abc import Mapping
from typing import Any

import pytest

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.changes import Deed, Judge, Outcome, Trail, days_moved, days_words, deed_words

ACTIONS = ENTITIES["action_items"]
ROW = {"id": 1, "uid": "u", "ref": "AI-0001", "description": "Example text", "status": "open"}


def changed(*pairs: tuple[Mapping[str, Any], Mapping[str, Any]], table: str = "action_items") -> Outcome | None:
    trail = Trail()
    for step, (before, after) in enumerate(pairs, 1):
        trail.change(step, before, after)
    return Judge(ENTITIES[table]).outcome(trail, in_bin=False)


def test_a_field_changed_and_changed_back_is_no_change() -> None:
    assert changed(({"note": None}, {"note": "One"}), ({"note": "One"}, {"note": None})) is None


def test_only_the_first_and_the_last_value_count() -> None:
    found = changed(({"note": "One"}, {"note": "Two"}), ({"note": "Two"}, {"note": "Three"}))
    assert found == Outcome(Deed.CHANGED, {"note": "One"}, {"note": "Three"})


def test_a_column_that_no_declaration_has_is_no_change() -> None:
    assert changed(({"of_another_schema": 1}, {"of_another_schema": 2})) is None


@pytest.mark.parametrize(
    ("table", "old", "new", "deed"),
    [
        ("action_items", "open", "done", Deed.CLOSED),
        ("action_items", "blocked", "cancelled", Deed.CLOSED),
        ("action_items", None, "done", Deed.CLOSED),
        ("action_items", "done", "in_progress", Deed.REOPENED),
        ("action_items", "done", "cancelled", Deed.CHANGED),
        ("action_items", "open", "unknown", Deed.CHANGED),
        ("repair_schedules", "in_progress", "completed", Deed.CLOSED),
        ("repair_schedules", "in_progress", "unknown", Deed.CHANGED),
        ("meetings", "planned", "held", Deed.CLOSED),
        ("milestones", "planned", "done", Deed.CLOSED),
        ("supply_items", "open", "available", Deed.CHANGED),
    ],
)
def test_a_status_that_leaves_nothing_to_do_closes(table: str, old: str | None, new: str, deed: Deed) -> None:
    found = changed(({"status": old}, {"status": new}), table=table)
    assert found is not None
    assert found.deed is deed


def test_a_date_that_moved_tells_by_how_many_days() -> None:
    found = changed(({"due_date": "2024-02-28"}, {"due_date": "2024-03-01"}))
    assert found is not None
    assert (found.deed, found.days) == (Deed.MOVED, 2)
    assert deed_words(found.deed, found.days) == "Moved +2 days"


def test_the_date_that_moved_most_names_the_move() -> None:
    before = {"planned_start": "2024-07-01", "planned_end": "2024-08-01"}
    found = changed((before, {"planned_start": "2024-07-02", "planned_end": "2024-07-25"}), table="repair_schedules")
    assert found is not None
    assert (found.deed, found.days) == (Deed.MOVED, -7)
    assert deed_words(found.deed, found.days) == "Moved −7 days"


def test_a_closed_record_is_closed_although_its_date_moved_too() -> None:
    before, after = {"status": "open", "due_date": "2024-07-01"}, {"status": "done", "due_date": "2024-07-09"}
    found = changed((before, after))
    assert found == Outcome(Deed.CLOSED, before, after, 8)


def test_a_day_mended_in_a_record_without_a_status_is_a_change() -> None:
    found = changed(({"from_date": "2021-10-04"}, {"from_date": "2021-10-05"}), table="persons")
    assert found is not None
    assert (found.deed, found.days) == (Deed.CHANGED, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [(None, "2024-07-01"), ("2024-07-01", None), ("2024-07-01", "2024-07-01"), ("some day", "2024-07-01")],
)
def test_a_date_that_came_or_went_or_is_none_has_not_moved(old: str | None, new: str | None) -> None:
    assert days_moved({"due_date": old}, {"due_date": new}, "due_date") == 0


def test_what_came_and_went_is_nothing_and_what_went_and_came_back_is_compared() -> None:
    came = Trail()
    came.add(1, ROW)
    came.change(2, {"note": None}, {"note": "One"})
    came.remove(3, {**ROW, "note": "One"})
    assert Judge(ACTIONS).outcome(came, in_bin=False) is None

    back = Trail()
    back.remove(1, ROW)
    back.add(2, ROW)
    assert Judge(ACTIONS).outcome(back, in_bin=False) is None
    back.change(3, {"status": "open"}, {"status": "blocked"})
    assert Judge(ACTIONS).outcome(back, in_bin=False) == Outcome(
        Deed.CHANGED, {"status": "open"}, {"status": "blocked"}
    )


def test_a_row_that_comes_back_without_a_column_lost_it() -> None:
    trail = Trail()
    trail.remove(1, {**ROW, "note": "One"})
    trail.add(2, ROW)
    assert Judge(ACTIONS).outcome(trail, in_bin=False) == Outcome(Deed.CHANGED, {"note": "One"}, {"note": None})


def test_into_the_bin_and_out_of_it_again_is_nothing() -> None:
    gone, here = {"deleted_at": "2024-07-15T05:03:00.000+00:00", "deleted_batch": "b"}, dict.fromkeys(
        ("deleted_at", "deleted_batch")
    )  # fmt: skip
    trail = Trail()
    trail.change(1, here, gone)
    assert Judge(ACTIONS).outcome(trail, in_bin=True) == Outcome(Deed.DELETED, {}, {})
    trail.change(2, gone, here)
    assert Judge(ACTIONS).outcome(trail, in_bin=False) is None
    restored = Trail()
    restored.change(1, gone, here)
    assert Judge(ACTIONS).outcome(restored, in_bin=False) == Outcome(Deed.RESTORED, {}, {})


def test_what_left_its_table_counts_as_deleted_only_if_it_was_not_in_the_bin_before() -> None:
    trail = Trail()
    trail.remove(1, ROW)
    assert Judge(ACTIONS).outcome(trail, in_bin=False) == Outcome(Deed.DELETED, {}, {})
    emptied = Trail()
    emptied.remove(1, {**ROW, "deleted_at": "2024-01-01T00:00:00.000+00:00"})
    assert Judge(ACTIONS).outcome(emptied, in_bin=False) is None


def test_a_trail_knows_the_step_that_set_each_column_last() -> None:
    trail = Trail()
    trail.change(4, {"note": None, "status": "open"}, {"note": "One", "status": "blocked"})
    trail.change(7, {"note": "One"}, {"note": "Two"})
    assert (trail.steps, trail.step) == ({"note": 7, "status": 4}, 7)


@pytest.mark.parametrize(("days", "words"), [(1, "+1 day"), (12, "+12 days"), (-1, "−1 day"), (-30, "−30 days")])
def test_days_bear_their_sign(days: int, words: str) -> None:
    assert days_words(days) == words


def test_every_deed_has_its_word() -> None:
    words = [deed_words(deed) for deed in Deed]
    assert words == ["Added", "Closed", "Reopened", "Moved", "Changed", "Restored", "Deleted"]
