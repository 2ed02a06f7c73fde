from datetime import date
from typing import Any

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.planning.lanes import Bar
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.store import Store
from dicas_desktop.ui.timeline.editing import Part, move, why_not
from dicas_desktop.ui.timeline.loading import REPAIRS, load
from tests.make import dump

TODAY = date(2024, 7, 15)


def added(store: Store, **values: str) -> Bar:
    with store.write("Add") as step:
        ship = step.add("platforms", {"kind": "ship", "name": "Example ship"})
        row = step.add(REPAIRS, {"platform_id": ship.id, "status": "planned", **values})
    found = load(store, TODAY).find(REPAIRS, row.id)
    assert isinstance(found, Bar)
    return found


def dates(store: Store, bar: Bar) -> tuple[Any, ...]:
    with store.read() as db:
        values = fetch(db, REPAIRS, [bar.id])[0].values
    return tuple(values[name] for name in ("planned_start", "planned_end", "forecast_start", "forecast_end"))


PLANNED = {"planned_start": "2024-07-01", "planned_end": "2024-08-10"}


def test_moving_a_planned_bar_keeps_the_plan_and_makes_a_forecast(empty: Store) -> None:
    bar = added(empty, **PLANNED)
    assert move(empty, bar, Part.WHOLE, 3) == "Move RS-0001 by 3 days"
    assert dates(empty, bar) == ("2024-07-01", "2024-08-10", "2024-07-04", "2024-08-13")


def test_moving_again_moves_the_forecast_on(empty: Store) -> None:
    bar = added(empty, **PLANNED)
    move(empty, bar, Part.WHOLE, 3)
    assert move(empty, bar, Part.WHOLE, -1) == "Move RS-0001 by −1 day"
    assert dates(empty, bar)[2:] == ("2024-07-03", "2024-08-12")


def test_pulling_one_end_leaves_the_other(empty: Store) -> None:
    bar = added(empty, **PLANNED)
    assert move(empty, bar, Part.END, 5) == "Move the end of RS-0001 by 5 days"
    assert dates(empty, bar)[2:] == (None, "2024-08-15")
    assert move(empty, bar, Part.START, -2) == "Move the start of RS-0001 by −2 days"
    assert dates(empty, bar)[2:] == ("2024-06-29", "2024-08-15")


def test_a_moved_date_is_known_to_the_day(empty: Store) -> None:
    bar = added(empty, planned_start="2024-07-01", planned_start_precision="month")
    move(empty, bar, Part.WHOLE, 1)
    with empty.read() as db:
        values = fetch(db, REPAIRS, [bar.id])[0].values
    assert (values["forecast_start"], values["forecast_start_precision"]) == ("2024-07-02", "day")
    assert values["planned_start_precision"] == "month"


def test_an_open_end_that_is_pulled_becomes_a_forecast(empty: Store) -> None:
    bar = added(empty, planned_start="2024-07-01")
    assert bar.shape.open_end
    move(empty, bar, Part.END, 10)
    assert dates(empty, bar)[3] == date.fromordinal(bar.last + 10).isoformat()


def test_a_move_is_one_step_that_undo_takes_back_wholly(empty: Store) -> None:
    bar = added(empty, **PLANNED)
    before, steps = dump(empty), empty.head.steps
    move(empty, bar, Part.WHOLE, 3)
    assert empty.head.steps == steps + 1
    assert empty.undo() == "Move RS-0001 by 3 days"
    assert dump(empty) == before


def test_completed_work_says_why_it_cannot_be_moved(empty: Store) -> None:
    bar = added(empty, actual_start="2024-05-01", actual_end="2024-06-01", status="completed")
    assert "its dates are facts" in why_not(bar, Part.END)
    with pytest.raises(UserProblem, match="facts"):
        move(empty, bar, Part.WHOLE, 1)


def test_work_that_has_begun_moves_only_at_its_end(empty: Store) -> None:
    bar = added(empty, **PLANNED, actual_start="2024-07-02", status="in_progress")
    assert "has begun" in why_not(bar, Part.WHOLE)
    assert "has begun" in why_not(bar, Part.START)
    move(empty, bar, Part.END, 6)
    assert dates(empty, bar)[2:] == (None, "2024-08-16")


def test_an_end_before_the_start_or_outside_the_years_is_refused_and_nothing_is_written(empty: Store) -> None:
    bar = added(empty, **PLANNED)
    before = dump(empty)
    with pytest.raises(UserProblem, match="before it starts"):
        move(empty, bar, Part.END, -60)
    with pytest.raises(UserProblem, match="1990 to 2100"):
        move(empty, bar, Part.WHOLE, 40_000)
    assert dump(empty) == before


def test_a_record_deleted_meanwhile_is_told(empty: Store) -> None:
    bar = added(empty, **PLANNED)
    bar.id = 999
    with pytest.raises(UserProblem, match="no longer there"):
        move(empty, bar, Part.WHOLE, 1)
