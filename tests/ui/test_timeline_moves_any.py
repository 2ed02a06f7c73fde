"""Moves of schedules with any dates: the plan and the facts stay, one step, and back again."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.planning.lanes import Bar
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.store import Store
from dicas_desktop.ui.timeline.editing import Part, move, why_not
from dicas_desktop.ui.timeline.loading import REPAIRS, load
from tests.make import dump

TODAY = date(2024, 7, 15)
ANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FACTS = ("planned_start", "planned_end", "actual_start", "actual_end")

moves = st.tuples(st.sampled_from(Part), st.integers(-400, 400).filter(bool))


@st.composite
def schedules(draw: st.DrawFn) -> dict[str, Any]:
    """Columns of a repair that a person could have entered before today."""
    first = draw(st.integers(-900, 900))
    length, late = draw(st.integers(0, 300)), draw(st.integers(0, 60))
    start = TODAY + timedelta(days=first)
    end = start + timedelta(days=length)
    values: dict[str, Any] = {"status": "planned"}
    if draw(st.booleans()):
        values |= {"planned_start": start.isoformat()}
    if draw(st.booleans()):
        values |= {"planned_end": end.isoformat()}
    if draw(st.booleans()):
        values |= {"forecast_end": (end + timedelta(days=late)).isoformat()}
    if draw(st.booleans()) and start <= TODAY:
        values |= {"actual_start": start.isoformat(), "status": "in_progress"}
        if draw(st.booleans()) and end <= TODAY:
            values |= {"actual_end": end.isoformat(), "status": "completed"}
    return values


def stored(store: Store, row: int) -> dict[str, Any]:
    with store.read() as db:
        return fetch(db, REPAIRS, [row])[0].values


def added(store: Store, values: dict[str, Any]) -> Bar | None:
    with store.write("Add") as step:
        row = step.add(REPAIRS, values)
    found = load(store, TODAY).find(REPAIRS, row.id)
    return found if isinstance(found, Bar) else None


def moves_at_all(store: Store, bar: Bar, part: Part, days: int) -> bool:
    try:
        move(store, bar, part, days)
    except UserProblem:
        return False
    return True


@ANY
@given(values=schedules(), wanted=moves)
def test_a_move_changes_the_forecast_alone_or_nothing_at_all(
    empty: Store, values: dict[str, Any], wanted: tuple[Part, int]
) -> None:
    bar = added(empty, values)
    if bar is None:
        return
    before, steps, whole = stored(empty, bar.id), empty.head.steps, dump(empty)
    if not moves_at_all(empty, bar, *wanted):
        assert dump(empty) == whole
        assert empty.head.steps == steps
        return
    after = stored(empty, bar.id)
    assert [after[name] for name in FACTS] == [before[name] for name in FACTS]
    changed = {name for name in after if after[name] != before[name]}
    assert changed
    assert changed <= {f"forecast_{end}{more}" for end in ("start", "end") for more in ("", "_precision")}
    assert empty.head.steps == steps + 1


@ANY
@given(values=schedules(), wanted=moves)
def test_undo_takes_any_move_back_wholly(empty: Store, values: dict[str, Any], wanted: tuple[Part, int]) -> None:
    bar = added(empty, values)
    before = dump(empty)
    if bar is None or why_not(bar, wanted[0]):
        return
    if not moves_at_all(empty, bar, *wanted):
        return
    assert empty.undo_label is not None
    assert bar.ref in empty.undo_label
    empty.undo()
    assert dump(empty) == before
    empty.redo()
    assert dump(empty) != before


@ANY
@given(values=schedules(), wanted=moves)
def test_there_and_back_again_ends_on_the_same_days(
    empty: Store, values: dict[str, Any], wanted: tuple[Part, int]
) -> None:
    part, days = wanted
    bar = added(empty, values)
    if bar is None or why_not(bar, part):
        return
    if not moves_at_all(empty, bar, part, days):
        return
    there = load(empty, TODAY).find(REPAIRS, bar.id)
    assert isinstance(there, Bar)
    if not moves_at_all(empty, there, part, -days):
        return
    back = load(empty, TODAY).find(REPAIRS, bar.id)
    assert isinstance(back, Bar)
    assert (back.shape.first, back.shape.last) == (bar.shape.first, bar.shape.last)


@ANY
@given(values=schedules())
def test_what_is_over_never_moves_and_what_has_begun_keeps_its_start(empty: Store, values: dict[str, Any]) -> None:
    bar = added(empty, values)
    if bar is None:
        return
    if values["status"] == "completed":
        assert all(why_not(bar, part) for part in Part)
    elif values["status"] == "in_progress":
        assert why_not(bar, Part.WHOLE)
        assert why_not(bar, Part.START)
        assert not why_not(bar, Part.END)
    else:
        assert not why_not(bar, Part.WHOLE)
