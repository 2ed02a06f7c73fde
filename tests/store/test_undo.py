"""What undo would do, before it does it; one step among others; several steps back to one."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import undo
from dicas_desktop.store.store import Store
from dicas_desktop.store.undo import Preview
from tests.make import dump, new_store, reopen


def previewed(store: Store, step_id: int, *, redo: bool = False) -> Preview:
    with store.read() as db:
        return undo.preview(db, step_id, redo=redo)


OWED = {"kind": "plan", "owner_side": "US"}  # what a side owes needs no lead to be open


def told(preview: Preview) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """What a preview says of each record: how it is called, what becomes of it, its fields."""
    return [
        (each.called, each.deed, [(field.label, field.before, field.after) for field in each.fields])
        for each in preview.records
    ]


def action(store: Store, **values: object) -> int:
    with store.write("Add an action") as step:
        return step.add("action_items", {"description": "Example action", **OWED, **values}).id


def change(store: Store, row_id: int, **values: object) -> int:
    with store.write("Change an action") as step:
        step.update("action_items", row_id, values)
    return store.head.steps


def test_undo_of_a_change_is_told_field_by_field_from_now_to_then(empty: Store) -> None:
    row_id = action(empty, due_date="2024-07-31", due_precision="day", status="open")
    step = change(empty, row_id, due_date="2025-03-31", due_precision="by", status="blocked")
    seen = previewed(empty, step)
    assert (seen.label, seen.total, seen.problem, seen.parents) == ("Change an action", 1, "", ())
    assert told(seen) == [
        ("AI-0001 Example action", "change", [("Due", "by Mar 2025", "31 Jul 2024"), ("Status", "Blocked", "Open")])
    ]
    empty.undo()
    assert told(previewed(empty, step, redo=True)) == [
        ("AI-0001 Example action", "change", [("Due", "31 Jul 2024", "by Mar 2025"), ("Status", "Open", "Blocked")])
    ]


def test_undo_of_an_addition_says_that_the_record_goes_and_what_it_holds(empty: Store) -> None:
    action(empty, note="Example note")
    (record,) = previewed(empty, empty.head.steps).records
    assert (record.called, record.deed) == ("AI-0001 Example action", "remove")
    assert ("Note", "Example note", "—") in [(f.label, f.before, f.after) for f in record.fields]
    empty.undo()
    (record,) = previewed(empty, empty.head.steps - 1, redo=True).records
    assert (record.called, record.deed) == ("AI-0001 Example action", "add")


def test_undo_of_a_deletion_names_everything_that_comes_out_of_the_bin(sample: Store) -> None:
    with sample.write("Delete a meeting") as step:
        number = sum(step.delete("meetings", [1]).counts.values())
    seen = previewed(sample, sample.head.steps)
    assert {each.deed for each in seen.records} == {"unbin"}
    assert len(seen.records) == seen.total == number
    sample.undo()
    assert {each.deed for each in previewed(sample, seen.step_id, redo=True).records} == {"bin"}


def test_references_are_told_by_name(empty: Store) -> None:
    with empty.write("Add two offices") as step:
        first, second = (
            added.id
            for added in step.add_many("organizations", [{"name_en": "Example one"}, {"name_en": "Example two"}])
        )
    row_id = action(empty, owner_org_id=first)
    seen = previewed(empty, change(empty, row_id, owner_org_id=second))
    assert [(f.before, f.after) for f in seen.records[0].fields] == [("O-0002 Example two", "O-0001 Example one")]


def test_changes_of_one_record_in_one_step_are_told_as_one(empty: Store) -> None:
    row_id = action(empty, status="open", note="one")
    with empty.write("Change it twice") as step:
        step.update("action_items", row_id, {"note": "two"})
        step.update("action_items", row_id, {"note": "three", "status": "blocked"})
    seen = previewed(empty, empty.head.steps)
    assert told(seen)[0][2] == [("Status", "Blocked", "Open"), ("Note", "three", "one")]


def test_a_step_of_many_records_names_the_first_and_counts_all(sample: Store) -> None:
    seen = previewed(sample, 2)
    assert len(seen.records) == undo.SHOWN
    assert seen.total == 597 + 4  # four deadlines that hang on a meeting were given their offset


def test_a_step_of_more_records_than_are_told_does_not_stand_in_its_own_way(sample: Store) -> None:
    """The whole public record points to itself far beyond the first records of its import."""
    full = dump(sample)
    assert previewed(sample, 2).problem == ""
    assert undo.undo_step(sample, 2) == "Import the public record"
    assert not any(dump(sample).values())
    assert previewed(sample, 2, redo=True).problem == ""
    sample.redo()
    assert dump(sample) == full


def test_a_step_that_is_not_there_is_told(empty: Store) -> None:
    with pytest.raises(UserProblem, match="There is no step 99"):
        previewed(empty, 99)


def test_a_step_among_others_is_taken_back_alone(empty: Store) -> None:
    row_id = action(empty, note="one", status="open")
    step = change(empty, row_id, note="two")
    later = change(empty, row_id, status="done")
    assert undo.undo_step(empty, step) == "Change an action"
    with empty.read() as db:
        assert db.execute("SELECT note, status FROM action_items").first() == ("one", "done")
    assert empty.hold.must_write().stacks.undo[-1] == later
    assert empty.redo() == "Change an action"
    with empty.read() as db:
        assert db.execute("SELECT note, status FROM action_items").first() == ("two", "done")
    assert empty.check() == []


def test_a_step_that_a_later_one_stands_upon_changes_nothing_and_says_which(empty: Store) -> None:
    row_id = action(empty, note="one")
    step = change(empty, row_id, note="two")
    with empty.write("Write three") as later:
        later.update("action_items", row_id, {"note": "three"})
    before, head = dump(empty), empty.head
    assert "“Write three” has changed the same record since" in previewed(empty, step).problem
    with pytest.raises(UserProblem, match="“Write three” has changed the same record since"):
        undo.undo_step(empty, step)
    assert (dump(empty), empty.head) == (before, head)


def test_an_addition_that_something_points_to_is_not_taken_back(empty: Store) -> None:
    with empty.write("Add an office") as step:
        office = step.add("organizations", {"name_en": "Example"}).id
    added = empty.head.steps
    action(empty, owner_org_id=office)
    before = dump(empty)
    with pytest.raises(UserProblem, match="AI-0001 Example action points to it"):
        undo.undo_step(empty, added)
    assert dump(empty) == before


def test_a_step_is_not_taken_back_to_point_to_what_is_gone(empty: Store) -> None:
    with empty.write("Add an office") as step:
        office = step.add("organizations", {"name_en": "Example"}).id
    added = empty.head.steps
    row_id = action(empty, owner_org_id=office)
    step_id = change(empty, row_id, owner_org_id=None)
    undo.undo_step(empty, added)  # nothing points to the office any more
    with pytest.raises(UserProblem, match="is no longer there, and AI-0001 would point to it"):
        undo.undo_step(empty, step_id)


def test_undo_of_what_lies_in_the_bin_offers_to_take_its_parent_out(empty: Store) -> None:
    with empty.write("Add a meeting") as step:
        meeting = step.add("meetings", {"title": "Example meeting"}).id
        item = step.add("agenda_items", {"meeting_id": meeting, "seq": 1, "topic": "One"}).id
    with empty.write("Change the topic") as step:
        step.update("agenda_items", item, {"topic": "Two"})
    changed = empty.head.steps
    with empty.write("Delete the meeting") as step:
        batch = step.delete("meetings", [meeting]).batch
    assert [each.name for each in previewed(empty, changed).parents] == [batch]
    undo.undo_step(empty, changed, parents=True)
    with empty.read() as db:
        assert db.execute("SELECT topic, deleted_at FROM agenda_items").first() == ("One", None)
        assert db.execute("SELECT deleted_at FROM meetings").scalar() is None
    assert empty.undo_label == "Restore from the bin: M-0001 Example meeting"


def test_undo_that_would_point_to_something_in_the_bin_offers_that_too(empty: Store) -> None:
    with empty.write("Add an office") as step:
        office = step.add("organizations", {"name_en": "Example"}).id
    row_id = action(empty, owner_org_id=office)
    step_id = change(empty, row_id, owner_org_id=None)
    with empty.write("Delete the office") as step:
        batch = step.delete("organizations", [office]).batch
    assert [each.name for each in previewed(empty, step_id).parents] == [batch]
    undo.undo_step(empty, step_id)  # it may also stay there
    with empty.read() as db:
        assert db.execute("SELECT owner_org_id FROM action_items").scalar() == office
        assert db.execute("SELECT deleted_at FROM organizations").scalar() is not None


def test_a_step_that_is_undone_already_is_not_undone_again(empty: Store) -> None:
    action(empty)
    step = empty.head.steps
    empty.undo()
    with pytest.raises(UserProblem, match="There is nothing to undo"):
        empty.undo(step)
    action(empty)
    with pytest.raises(UserProblem, match=f"Step {step} is not one that can be undone now"):
        empty.undo(step)


def test_two_hundred_steps_and_more_go_back_after_a_restart(tmp_path: Path) -> None:
    store = new_store(tmp_path / "w.dicas")
    row_id = action(store, note="0")
    before = dump(store)
    first = change(store, row_id, note="1")
    for number in range(2, 231):
        change(store, row_id, note=str(number))
    whole = dump(store)
    store.close()
    store = reopen(tmp_path / "w.dicas")
    steps = undo.back_to(store, first)
    assert len(steps) == 230
    assert steps == sorted(steps, reverse=True)
    assert undo.undo_back_to(store, steps) == undo.Back(("Change an action",) * 230)
    assert dump(store) == before
    for _step in steps:
        store.redo()
    assert dump(store) == whole
    assert store.check() == []
    store.close()


def test_undo_back_stops_at_the_first_step_that_cannot_be_and_says_why(empty: Store) -> None:
    row_id = action(empty, note="one")
    first = change(empty, row_id, note="two")
    change(empty, row_id, status="done")
    steps = undo.back_to(empty, first)
    with empty.write("Write over it", kind="note") as step:  # an event: undo does not reach it
        step.update("action_items", row_id, {"note": "other"})
    came = undo.undo_back_to(empty, steps)
    assert came.done == ("Change an action",)
    assert "“Write over it” has changed the same record since" in came.problem


def test_undo_back_stops_when_asked_to(empty: Store) -> None:
    row_id = action(empty)
    for number in range(3):
        change(empty, row_id, note=str(number))
    came = undo.undo_back_to(empty, undo.back_to(empty, 2), lambda done, _total, _text: done < 2)
    assert len(came.done) == 2
    assert came.problem == "Stopped after 2 of 4 steps."


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), length=st.integers(3, 14))
def test_undo_back_to_any_step_gives_the_state_before_it(
    tmp_path_factory: pytest.TempPathFactory, seed: int, length: int
) -> None:
    choose = random.Random(seed)
    store = new_store(tmp_path_factory.mktemp("undo") / "w.dicas")
    states: dict[int, object] = {}
    for _number in range(length):
        before = dump(store)
        live = [row[0] for row in before["action_items"]]
        deed = choose.choice(["add", "change", "delete"]) if live else "add"
        with store.write(f"{deed} one") as step:
            if deed == "add":
                step.add("action_items", {"description": "Example", "status": choose.choice(["open", "done"])})
            elif deed == "change":
                step.update("action_items", choose.choice(live), {"note": str(choose.random())})
            else:
                step.delete("action_items", [choose.choice(live)])
        if dump(store) != before:
            states[store.head.steps] = before
    target = choose.choice(list(states))
    whole = dump(store)
    steps = undo.back_to(store, target)
    assert undo.undo_back_to(store, steps).problem == ""
    assert dump(store) == states[target]
    for step_id in reversed(steps):
        assert previewed(store, step_id, redo=True).problem == ""
        store.redo()
    assert dump(store) == whole
    assert store.check() == []
    store.close()
