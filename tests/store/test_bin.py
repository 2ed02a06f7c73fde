"""The bin: what a deletion took along, who and when, how it comes out again, and how it is emptied."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import bin as bin_
from dicas_desktop.store.bin import Batch, Deletion
from dicas_desktop.store.store import Store
from tests.make import Clock, dump, new_store, reopen

NOW = Clock().moment
LATER = NOW + timedelta(days=91)


def in_bin(store: Store) -> list[Deletion]:
    with store.read() as db:
        return bin_.deletions(db, bin_.batches(db))


def delete(store: Store, table: str, *ids: int) -> None:
    with store.write(f"Delete {len(ids)} of {table}") as step:
        step.delete(table, ids)


def meeting(store: Store, title: str = "Example meeting") -> tuple[int, int]:
    """A meeting with one agenda item."""
    with store.write("Add a meeting") as step:
        added = step.add("meetings", {"title": title})
        item = step.add("agenda_items", {"meeting_id": added.id, "seq": 1, "topic": "Example topic"})
    return added.id, item.id


def test_a_deletion_is_listed_with_all_it_took_along_and_who_and_when(sample: Store) -> None:
    with sample.read() as db:
        row_id = db.execute("SELECT meeting_id FROM delegations LIMIT 1").scalar()
        number = db.execute("SELECT count(*) FROM delegations WHERE meeting_id = ?", (row_id,)).scalar()
        title, ref = db.execute("SELECT title, ref FROM meetings WHERE id = ?", (row_id,)).first() or ("", "")
    delete(sample, "meetings", row_id)
    (found,) = in_bin(sample)
    assert found.first == ("meetings", row_id)
    assert found.called == f"{ref} {title}"
    assert found.counts["meetings"] == 1
    assert found.counts["delegations"] == number
    assert found.size == sum(found.counts.values()) > 1 + number
    assert (found.label, found.who, found.workstation) == ("Delete 1 of meetings", "Example officer", "example-desk")
    assert found.step_id == sample.head.steps
    with sample.read() as db:
        names = bin_.contents(db, found.batch)
    assert len(names) == found.size
    assert names[0] == ("meetings", row_id, f"{ref} {title}")


def test_the_last_deletion_stands_first(empty: Store) -> None:
    first, second = meeting(empty, "One")[0], meeting(empty, "Two")[0]
    delete(empty, "meetings", second)
    delete(empty, "meetings", first)
    assert [each.called for each in in_bin(empty)] == ["M-0001 One", "M-0002 Two"]


@pytest.mark.parametrize(("days", "left"), [(0, 90), (1, 89), (89, 1), (90, 0), (400, 0), (-5, 90)])
def test_ninety_days_are_counted_from_the_deletion(empty: Store, days: int, left: int) -> None:
    delete(empty, "meetings", meeting(empty)[0])
    (found,) = in_bin(empty)
    at = datetime.fromisoformat(found.deleted_at)
    assert found.days_left(at + timedelta(days=days)) == left


def test_a_deletion_comes_out_whole_as_one_step_also_after_a_restart(tmp_path: Path) -> None:
    store = new_store(tmp_path / "w.dicas")
    row_id, _item = meeting(store)
    before = dump(store)
    delete(store, "meetings", row_id)
    store.close()
    store = reopen(tmp_path / "w.dicas")
    (found,) = in_bin(store)
    assert bin_.restore(store, [found.batch]) == (
        "Out of the bin: M-0001 Example meeting, with 1 record that went along."
    )
    assert dump(store) == before
    assert in_bin(store) == []
    assert store.undo() == "Restore from the bin: M-0001 Example meeting"
    assert [each.size for each in in_bin(store)] == [2]
    store.close()


def test_what_is_no_longer_in_the_bin_is_told(empty: Store) -> None:
    delete(empty, "meetings", meeting(empty)[0])
    (found,) = in_bin(empty)
    empty.undo()
    with pytest.raises(UserProblem, match="no longer in the bin"):
        bin_.restore(empty, [found.batch])


def test_a_child_whose_parent_has_gone_names_the_deletion_of_the_parent(empty: Store) -> None:
    row_id, item = meeting(empty)
    before = dump(empty)
    delete(empty, "agenda_items", item)
    delete(empty, "meetings", row_id)
    parent, child = in_bin(empty)
    with empty.read() as db:
        assert bin_.parents_of(db, [child.batch]) == [parent.batch]
        assert bin_.parents_of(db, [parent.batch]) == []
        assert bin_.parents_of(db, [child.batch, parent.batch]) == []
    bin_.restore(empty, [child.batch, parent.batch])
    assert dump(empty) == before


def test_the_parents_of_a_parent_are_named_too(empty: Store) -> None:
    row_id, _item = meeting(empty)
    with empty.write("Add a delegation") as step:
        side = step.add("delegations", {"meeting_id": row_id, "side": "JP"}).id
        member = step.add("delegation_members", {"delegation_id": side, "role_note": "Example"}).id
    for table, each in (("delegation_members", member), ("delegations", side), ("meetings", row_id)):
        delete(empty, table, each)
    above, middle, below = (each.batch for each in in_bin(empty))
    with empty.read() as db:
        assert bin_.parents_of(db, [below]) == [middle, above]


def test_a_record_says_in_which_batch_it_lies(empty: Store) -> None:
    row_id, item = meeting(empty)
    with empty.read() as db:
        assert bin_.batch_of(db, "meetings", row_id) is None
        assert bin_.batch_of(db, "meetings", 99) is None
    delete(empty, "meetings", row_id)
    (found,) = in_bin(empty)
    with empty.read() as db:
        mine = bin_.batch_of(db, "agenda_items", item)
    assert mine is not None
    assert mine.name == found.batch.name


def test_a_batch_that_the_journal_does_not_know_is_left_out(empty: Store) -> None:
    with empty.read() as db:
        assert bin_.deletions(db, [Batch("no such batch", "no such record")]) == []
        assert bin_.contents(db, Batch("no such batch", "no such record")) == []


def test_only_what_is_older_than_ninety_days_is_emptied_and_the_check_still_passes(empty: Store) -> None:
    first, second = meeting(empty, "One")[0], meeting(empty, "Two")[0]
    delete(empty, "meetings", first)
    with pytest.raises(UserProblem, match="older than 90 days"):
        bin_.empty(empty, NOW + timedelta(days=89))
    whole = dump(empty)
    assert bin_.empty(empty, LATER) == 2
    assert in_bin(empty) == []
    assert [row[0] for row in dump(empty)["meetings"]] == [second]
    assert empty.check() == []
    assert empty.undo() == "Empty the bin of 2 records"
    assert dump(empty) == whole
    assert empty.check() == []


def test_what_a_record_elsewhere_points_to_stays_in_the_bin(empty: Store) -> None:
    gone, item = meeting(empty)
    with empty.write("Add an action") as step:
        step.add("action_items", {"description": "Example", "meeting_id": gone})
    delete(empty, "meetings", gone)
    with empty.read() as db:
        found = bin_.old(db, LATER)
    assert found.rows == {"agenda_items": frozenset({item})}
    assert found.kept == 1
    assert bin_.empty(empty, LATER) == 1
    assert [each.counts for each in in_bin(empty)] == [{"meetings": 1}]
    assert empty.check() == []


def test_records_that_point_to_each_other_go_together(empty: Store) -> None:
    row_id, _item = meeting(empty)
    with empty.write("Add an action") as step:
        action = step.add("action_items", {"description": "Example", "meeting_id": row_id}).id
    delete(empty, "action_items", action)
    delete(empty, "meetings", row_id)
    assert bin_.empty(empty, LATER) == 3
    assert not any(dump(empty).values())
    assert empty.check() == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_after_any_deletions_taking_everything_out_gives_the_workspace_back(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    choose = random.Random(seed)
    store = new_store(tmp_path_factory.mktemp("bin") / "w.dicas")
    made = [meeting(store, f"Example {n}") for n in range(4)]
    before = dump(store)
    for _deed in range(choose.randint(1, 6)):
        row_id, item = choose.choice(made)
        table, target = choose.choice([("meetings", row_id), ("agenda_items", item)])
        delete(store, table, target)
    gone = in_bin(store)
    assert gone
    choose.shuffle(gone)
    for each in gone:
        bin_.restore(store, [each.batch])
    assert dump(store) == before
    assert store.check() == []
    store.close()


def test_a_deletion_says_its_moment_in_utc(empty: Store) -> None:
    delete(empty, "meetings", meeting(empty)[0])
    (found,) = in_bin(empty)
    assert datetime.fromisoformat(found.deleted_at).astimezone(UTC).isoformat().startswith("2024-07-15T05:03")
