"""Earlier versions of one record: what they were and how they come back as new ones."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.store import Store
from dicas_desktop.store.versions import Version, restore_version, version
from tests.make import dump, new_store


def at(store: Store, table: str, row_id: int, step_id: int) -> Version:
    with store.read() as db:
        return version(db, table, row_id, step_id)


def office(store: Store, **values: object) -> int:
    with store.write("Add an office") as step:
        return step.add("organizations", {"name_en": "Example", **values}).id


def change(store: Store, table: str, row_id: int, **values: object) -> int:
    with store.write("Change it") as step:
        step.update(table, row_id, values)
    return store.head.steps


def test_a_version_comes_back_as_a_new_one(empty: Store) -> None:
    row_id = office(empty, name_ja="例", abbreviation="one")
    first = empty.head.steps
    before = dump(empty)
    change(empty, "organizations", row_id, abbreviation="two", name_ja=None)
    change(empty, "organizations", row_id, name_en="Other example")
    wanted = at(empty, "organizations", row_id, first)
    assert {(told.label, told.before, told.after) for told in wanted.changes} >= {
        ("Abbreviation", "two", "one"),
    }
    assert restore_version(empty, wanted) == f"O-0001 is again as it was at step {first}."
    assert dump(empty) == before
    assert empty.head.steps == first + 3
    assert empty.undo() == f"Restore O-0001 as of step {first}"
    assert empty.check() == []


def test_a_version_that_is_the_one_of_today_is_told(empty: Store) -> None:
    row_id = office(empty)
    wanted = at(empty, "organizations", row_id, empty.head.steps)
    assert wanted.changes == ()
    with pytest.raises(UserProblem, match="O-0001 is as it was at step 2 already"):
        restore_version(empty, wanted)
    assert empty.head.steps == 2


def test_a_record_has_no_version_before_it_was_made(empty: Store) -> None:
    row_id = office(empty)
    with pytest.raises(UserProblem, match="O-0001 was not there at step 1"):
        at(empty, "organizations", row_id, 1)
    with pytest.raises(UserProblem, match="no longer in its table"):
        at(empty, "organizations", 99, 1)


def test_a_version_that_points_to_something_in_the_bin_offers_to_restore_it(empty: Store) -> None:
    lead = office(empty)
    with empty.write("Add an action") as step:
        row_id = step.add(
            "action_items", {"description": "Example", "kind": "plan", "owner_side": "US", "owner_org_id": lead}
        ).id
    first = empty.head.steps
    change(empty, "action_items", row_id, owner_org_id=None)
    with empty.write("Delete the office") as step:
        batch = step.delete("organizations", [lead]).batch
    wanted = at(empty, "action_items", row_id, first)
    assert [each.name for each in wanted.parents] == [batch]
    restore_version(empty, wanted, parents=True)
    with empty.read() as db:
        assert db.execute("SELECT owner_org_id FROM action_items").scalar() == lead
        assert db.execute("SELECT deleted_at FROM organizations").scalar() is None
    empty.undo()
    restore_version(empty, at(empty, "action_items", row_id, first))
    with empty.read() as db:
        assert db.execute("SELECT deleted_at FROM organizations").scalar() is not None


def test_a_version_of_a_record_in_the_bin_takes_it_out_with_what_it_belongs_to(empty: Store) -> None:
    with empty.write("Add a meeting") as step:
        meeting = step.add("meetings", {"title": "Example"}).id
        item = step.add("agenda_items", {"meeting_id": meeting, "seq": 1, "topic": "One"}).id
    first = empty.head.steps
    before = dump(empty)
    change(empty, "agenda_items", item, topic="Two")
    for table, row_id in (("agenda_items", item), ("meetings", meeting)):
        with empty.write("Delete") as step:
            step.delete(table, [row_id])
    wanted = at(empty, "agenda_items", item, first)
    assert len(wanted.parents) == 2
    restore_version(empty, wanted, parents=True)
    assert dump(empty) == before


def test_a_version_that_points_to_what_is_gone_is_refused(empty: Store) -> None:
    lead = office(empty)
    added = empty.head.steps
    with empty.write("Add an action") as step:
        row_id = step.add(
            "action_items", {"description": "Example", "kind": "plan", "owner_side": "US", "owner_org_id": lead}
        ).id
    first = empty.head.steps
    change(empty, "action_items", row_id, owner_org_id=None)
    empty.undo(added)
    head = empty.head
    with pytest.raises(UserProblem, match=r"Lead \(OPR\) pointed to a record that is no longer there"):
        restore_version(empty, at(empty, "action_items", row_id, first))
    assert empty.head == head


def test_a_version_that_breaks_a_rule_of_today_is_refused(empty: Store) -> None:
    with empty.write("Add a repair") as step:
        row_id = step.add("repair_schedules", {"planned_start": "2024-01-01", "planned_start_precision": "day"}).id
        step.raw.execute(
            "UPDATE repair_schedules SET planned_end = '2023-01-01', planned_end_precision = 'day' WHERE id = ?",
            (row_id,),
        )
    first = empty.head.steps
    change(empty, "repair_schedules", row_id, planned_end="2024-02-01")
    head = empty.head
    with pytest.raises(UserProblem, match="is before the beginning"):
        restore_version(empty, at(empty, "repair_schedules", row_id, first))
    assert empty.head == head


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), length=st.integers(1, 10))
def test_any_version_comes_back_exactly(tmp_path_factory: pytest.TempPathFactory, seed: int, length: int) -> None:
    choose = random.Random(seed)
    store = new_store(tmp_path_factory.mktemp("versions") / "w.dicas")
    row_id = office(store)
    states = {store.head.steps: dump(store)}
    for _number in range(length):
        column = choose.choice(["name_en", "name_ja", "abbreviation", "slug", "country"])
        value = choose.choice(["JP", "US"] if column == "country" else ["例", "x" * 300, "=1+1", "one two"])
        head = store.head.steps
        if change(store, "organizations", row_id, **{column: value}) > head:
            states[store.head.steps] = dump(store)
    for step_id in choose.sample(list(states), min(4, len(states))):
        wanted = at(store, "organizations", row_id, step_id)
        if wanted.changes:
            restore_version(store, wanted)
        assert dump(store) == states[step_id]
    assert store.check() == []
    store.close()
