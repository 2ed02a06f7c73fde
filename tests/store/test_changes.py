"""What changed between two steps of the journal, against the record and against a slow comparison of snapshots."""

import random
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.changes import Deed
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.exchange.tables import execute, plan_import
from dicas_desktop.store import compaction, register
from dicas_desktop.store.bin import empty
from dicas_desktop.store.changes import Change, Changes, Gathered, changes, gathered, of_forum
from dicas_desktop.store.changes_told import Telling, ToldChange, field_words
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.db import Db, Result
from dicas_desktop.store.listing import find
from dicas_desktop.store.store import Store
from tests.make import SAMPLE, Clock, new_store, reopen

IMPORTED = 2  # the step after which the sample workspace stands as the public record


def net(store: Store, since: int = IMPORTED, until: int | None = None) -> Changes:
    with store.read() as db:
        return changes(db, since, until)


def told(store: Store, since: int = IMPORTED, until: int | None = None) -> list[ToldChange]:
    with store.read() as db:
        found = changes(db, since, until)
        return Telling(db, found).tell(found.items)


def row_of(store: Store, table: str, name: str) -> int:
    with store.read() as db:
        found = find(db, table, name)
    assert found is not None
    return found


def update(store: Store, table: str, row_id: int, **values: Any) -> None:  # noqa: ANN401 - stored values
    with store.write("Change one") as step:
        step.update(table, row_id, values)


def test_nothing_changed_since_the_last_step(sample: Store) -> None:
    assert net(sample) == Changes(IMPORTED, IMPORTED, (), {})
    update(sample, "action_items", 1, note="One")
    assert net(sample, 3).items == ()


def test_every_deed_is_found_in_its_forum_and_kind(sample: Store) -> None:
    meeting = row_of(sample, "meetings", "dicas-2024-06-09")
    dicas, action = row_of(sample, "forums", "dicas"), row_of(sample, "action_items", "AI-0005")
    with sample.write("Note what was agreed") as step:
        new = step.add("action_items", {"description": "Example text", "meeting_id": meeting})
        step.update("action_items", action, {"status": "done"})
        step.update("milestones", 24, {"date": "2024-08-09", "date_precision": "day"})
        step.update("facilities", 1, {"city": "Example city"})
    with sample.write("Delete one") as step:
        step.delete("decisions", [6])
    found = [(c.forum, c.table, c.deed, c.row_id) for c in net(sample).items]
    assert found == [
        (dicas, "action_items", Deed.ADDED, new.id),
        (dicas, "action_items", Deed.CLOSED, action),
        (dicas, "decisions", Deed.DELETED, 6),
        (dicas, "milestones", Deed.MOVED, 24),
        (None, "facilities", Deed.CHANGED, 1),
    ]
    assert [c.table for c in of_forum(net(sample), None).items] == ["facilities"]
    assert len(of_forum(net(sample), dicas).items) == 4


def test_what_was_undone_and_what_came_out_of_the_bin_again_is_nothing(sample: Store) -> None:
    update(sample, "action_items", 1, note="One")
    with sample.write("Delete") as step:
        batch = step.delete("meetings", [3]).batch
    with sample.write("Add") as step:
        step.add("forums", {"name_en": "Example forum"})
    assert {c.deed for c in net(sample).items} == {Deed.CHANGED, Deed.DELETED, Deed.ADDED}
    sample.undo()
    with sample.write("Restore") as step:
        step.restore(batch)
    update(sample, "action_items", 1, note="Non-binding")  # as the record has it
    assert net(sample).items == ()
    back = net(sample, 4).items  # since the step that deleted: it came back, and the note changed
    assert {c.deed for c in back} == {Deed.RESTORED, Deed.CHANGED}


def test_a_record_changed_while_and_after_it_was_in_the_bin_is_compared_with_what_it_was(sample: Store) -> None:
    with sample.write("Delete") as step:
        batch = step.delete("milestones", [1]).batch
    with sample.write("Restore and change") as step:
        step.restore(batch)
        step.update("milestones", 1, {"title": "Example text"})
    (change,) = net(sample).items
    assert (change.deed, change.outcome.after) == (Deed.CHANGED, {"title": "Example text"})


def test_emptying_the_bin_tells_nothing_that_was_not_told_when_it_went_there(sample: Store) -> None:
    clock = Clock()
    with sample.write("Delete") as step:
        step.delete("sources", [row_of(sample, "sources", _unused_source(sample))])
    clock.moment = clock.moment.replace(year=clock.moment.year + 1)
    empty(sample, clock())
    assert [c.deed for c in net(sample).items] == [Deed.DELETED]
    assert net(sample, 3).items == ()
    (one,) = told(sample)
    assert one.ref.startswith("S-")
    assert one.title
    sample.undo()
    assert [c.deed for c in net(sample, 3).items] == []


def _unused_source(store: Store) -> str:
    names = [(e.table, f.name) for e in ENTITIES.values() for f in e.fields if f.target == "sources"]
    used = " UNION ".join(f"SELECT {name} FROM {table} WHERE {name} IS NOT NULL" for table, name in names)
    with store.read() as db:
        found = db.execute(f"SELECT ref FROM sources WHERE id NOT IN ({used}) ORDER BY id").scalar()
    if found is None:
        with store.write("Add") as step:
            return step.add("sources", {"title": "Example source"}).ref
    return str(found)


def test_a_change_is_told_field_by_field_with_its_steps(sample: Store) -> None:
    action = row_of(sample, "action_items", "AI-0002")
    with sample.write("Extend") as step:
        step.update("action_items", action, {"due_date": "2025-04-12", "due_precision": "day"})
    update(sample, "action_items", action, owner_org_id=row_of(sample, "organizations", "us-dod"))
    (one,) = told(sample)
    assert (one.ref, one.word) == ("AI-0002", "Moved +12 days")
    assert one.title == "Award the Japanese GPI contract after a public offering"
    assert [field_words(field) for field in one.fields] == [
        "Lead (OPR): O-0025 Ministry of Defense -> O-0001 U.S. Department of Defense",
        "Due: by Mar 2025 -> 12 Apr 2025 (+12 days)",
    ]
    assert [field.step for field in one.fields] == [4, 3]
    assert [(step.id, step.label) for step in one.steps] == [(3, "Extend"), (4, "Change one")]


def extended(store: Store, reason: str = "Example reason", day: str = "2024-09-12") -> int:
    """Extend an open action that was due on 31 August; return its id."""
    with store.write("Add") as step:
        row_id = step.add("action_items", {"description": "Example text", "due_date": "2024-08-31", "status": "open",
                                           "owner_org_id": 1, "entered_on": "2024-06-09"}).id  # fmt: skip
    with store.write("Extend") as step:
        register.extend(step, row_id, {"due_date": day}, reason, "Example side")
    return row_id


def test_a_moved_suspense_is_told_with_the_reason_of_its_extension(sample: Store) -> None:
    row_id = extended(sample)
    moved, extension = told(sample, 3)
    assert (moved.change.row_id, moved.word) == (row_id, "Moved +12 days")
    due = next(field for field in moved.fields if field.column == "due_date")
    assert field_words(due) == "Due: 31 Aug 2024 -> 12 Sep 2024 (+12 days: Example reason)"
    assert due.why is not None
    assert (due.why.table, due.why.row_id) == ("extensions", extension.change.row_id)
    assert extension.word == "Added"


def test_the_reason_of_the_last_extension_to_that_day_is_told_and_none_of_another_day(sample: Store) -> None:
    row_id = extended(sample)
    with sample.write("Extend again") as step:
        register.extend(step, row_id, {"due_date": "2024-09-20"}, "Second reason", "Example side")
    due = next(field for field in told(sample, 3)[0].fields if field.column == "due_date")
    assert field_words(due).endswith("(+20 days: Second reason)")
    with sample.write("Close") as step:
        step.update("milestones", 24, {"date": "2024-08-09", "date_precision": "day"})
    plain = next(one for one in told(sample, 5) if one.change.table == "milestones")
    assert all(field.why is None for field in plain.fields)


def test_a_step_whose_change_was_overwritten_is_not_named(sample: Store) -> None:
    update(sample, "action_items", 1, note="One")
    update(sample, "action_items", 1, note="Two")
    (one,) = told(sample)
    assert [step.id for step in one.steps] == [4]


def test_a_window_in_the_past_is_told_as_it_was_then(sample: Store) -> None:
    update(sample, "milestones", 1, title="First words")
    with sample.write("Delete") as step:
        step.delete("milestones", [1])
    (one,) = told(sample, IMPORTED, 3)
    assert (one.word, one.title) == ("Changed", "First words")
    (gone,) = told(sample, 3)
    assert gone.word == "Deleted"
    assert net(sample, 4).items == ()


def test_a_record_that_was_renamed_twice_since_is_called_as_it_was_at_the_end_of_the_window(sample: Store) -> None:
    for words in ("First words", "Second words", "Third words"):
        update(sample, "milestones", 1, title=words)
    assert [one.title for one in told(sample, IMPORTED, 3)] == ["First words"]
    assert [one.title for one in told(sample, IMPORTED, 4)] == ["Second words"]
    assert [one.title for one in told(sample)] == ["Third words"]


def test_a_record_in_the_bin_at_the_end_of_a_past_window_is_deleted_although_it_came_back_since(sample: Store) -> None:
    with sample.write("Delete") as step:
        batch = step.delete("milestones", [1]).batch
    with sample.write("Restore") as step:
        step.restore(batch)
    assert [c.deed for c in net(sample, IMPORTED, 3).items] == [Deed.DELETED]
    assert net(sample, IMPORTED, 4).items == ()


def test_records_that_an_import_brought_are_named_as_such_and_told_as_one(sample: Store) -> None:
    found = net(sample, 0)
    assert len(found.items) == sum(1 for _row in _all_rows(sample))
    assert {found.origin(c.step) for c in found.items} == {"import"}
    rows = list(gathered(found, 5))
    many = [row for row in rows if isinstance(row, Gathered)]
    assert sum(len(row.items) for row in many) + sum(isinstance(row, Change) for row in rows) == len(found.items)
    with sample.read() as db:
        telling = Telling(db, found)
        actions = next(row for row in many if row.table == "action_items" and row.forum == 2)
        assert telling.gathered(actions) == f"Added by import: {len(actions.items)} action items"
        single = next(row for row in rows if isinstance(row, Change))
        assert telling.tell([single])[0].word == "Added by import"


def _all_rows(store: Store) -> list[int]:
    with store.read() as db:
        return [row for table in ENTITIES for row in db.execute(f"SELECT id FROM {table}").scalars()]


def test_an_import_over_what_an_officer_changed_is_partly_by_import(sample: Store, tmp_path: Path) -> None:
    update(sample, "forums", 2, purpose="Example purpose")
    folder = tmp_path / "in"
    folder.mkdir()
    lines = (SAMPLE / "forums.csv").read_text(encoding="utf-8").replace("Systems and Technology Forum", "Example forum")
    (folder / "forums.csv").write_text(lines, encoding="utf-8")
    with sample.read() as db:
        plan = plan_import(db, folder, ENTITIES)
    execute(sample, plan, "Import again")
    words = {one.ref: one.word for one in told(sample)}
    assert words["F-0001"] == "Changed by import"
    update(sample, "forums", 1, purpose="Example purpose")
    words = {one.ref: one.word for one in told(sample)}
    assert words["F-0001"] == "Changed, partly by import"
    sample.undo()
    sample.undo()
    sample.redo()
    assert {one.ref: one.word for one in told(sample)}["F-0001"] == "Changed by import"


def lived(store: Store) -> None:
    """Deeds of every kind in a few steps, some of them to the same records again."""
    action = row_of(store, "action_items", "AI-0002")
    update(store, "action_items", action, due_date="2025-04-12", due_precision="day")
    with store.write("Delete") as step:
        step.delete("milestones", [1])
        step.delete("sources", [row_of(store, "sources", _unused_source(store))])
    with store.write("Change many") as step:
        for row_id in range(1, 9):
            step.update("facilities", row_id, {"city": f"Example city {row_id}", "slug": f"example-{row_id}"})
    first, second = extended(store), extended(store, "Another reason", "2024-09-30")
    update(store, "action_items", first, description="Later words")
    update(store, "action_items", second, status="done")


class Counted(Db):
    """A snapshot that counts what is asked of it."""

    asked = 0

    def execute(self, statement: Any, parameters: Any = ()) -> Result:  # noqa: ANN401 - as it is declared
        self.asked += 1
        return super().execute(statement, parameters)


def test_what_is_told_of_many_at_once_is_what_is_told_of_each_alone(sample: Store) -> None:
    lived(sample)
    last = sample.head.steps
    for until in range(IMPORTED + 1, last + 1):
        with sample.read() as db:
            found = changes(db, IMPORTED, until)
            together = Telling(db, found).tell(found.items)
            assert [Telling(db, found).tell([change])[0] for change in found.items] == together
            states = Telling(db, found).states(found.items)
        assert len(states) == len(found.items)
        for one in together:
            assert str(states[one.change.uid]["ref"]) == one.ref
    reasons = [f.why.text for one in told(sample, 5, last - 2) for f in one.fields if f.why]
    assert reasons == []  # of what came since, nothing moved
    reasons = [f.why.text for one in (*told(sample, 6, 7), *told(sample, 8, 9)) for f in one.fields if f.why]
    assert reasons == ["Example reason", "Another reason"]


def test_many_records_are_told_by_as_many_queries_as_one(sample: Store) -> None:
    lived(sample)
    with sample.read() as db:
        found = changes(db, IMPORTED, sample.head.steps - 1)
        facilities = [change for change in found.items if change.table == "facilities"]
        asked = []
        for some in (facilities[:1], facilities):
            counted = Counted(db.raw)
            Telling(counted, found).tell(some)
            asked.append(counted.asked)
    assert len(facilities) == 8
    assert asked[0] == asked[1]


def test_how_much_of_a_date_is_known_is_told_with_the_date_that_stayed(sample: Store) -> None:
    with sample.write("Add") as step:
        row_id = step.add("milestones", {"title": "Example text", "date": "2024-08-31", "date_precision": "month"}).id
    update(sample, "milestones", row_id, date_precision="by")
    (one,) = told(sample, 3)
    assert (one.word, [field_words(field) for field in one.fields]) == ("Changed", ["Date: Aug 2024 -> by Aug 2024"])


def test_a_name_of_the_file_is_told_as_a_field(sample: Store) -> None:
    update(sample, "facilities", 1, slug="example-yard")
    (one,) = told(sample)
    assert [(f.column, f.label, f.after, f.step) for f in one.fields] == [("slug", "facility_id", "example-yard", 3)]


def test_the_fold_tells_how_far_it_is_and_stops_when_it_is_asked_to(sample: Store) -> None:
    lived(sample)
    told: list[tuple[int, int]] = []

    def going(done: int, total: int, text: str) -> bool:
        assert text == "Finding what changed"
        told.append((done, total))
        return len(told) != 3

    with sample.read() as db, pytest.raises(Cancelled):
        changes(db, 0, progress=going)
    assert len(told) == 3
    with sample.read() as db:
        changes(db, 0, progress=going)
        rows = db.execute("SELECT count(*) FROM journal_changes").scalar()
    assert told[3:] == sorted(told[3:])
    assert told[-1] == (2 * rows, 2 * rows)


def test_changes_are_the_same_after_compaction(sample: Store) -> None:
    update(sample, "action_items", 1, status="done")
    before = net(sample)
    compaction.compact(sample, Clock()(), lambda *_told: True)
    after = net(sample)
    assert (after.items, after.until) == (before.items, before.until + 1)


def test_a_spoiled_row_of_the_journal_says_to_run_check(sample: Store) -> None:
    update(sample, "action_items", 1, status="done")
    sample.close()
    with closing(sqlite3.connect(sample.path)) as raw, raw:
        raw.execute("UPDATE journal_changes SET before = '[1' WHERE step_id = 3")
    store = reopen(sample.path)
    with pytest.raises(UserProblem, match="run Check"):
        net(store)
    store.close()


# --------------------------------------------------------------------------------- against a comparison of snapshots
Snapshot = dict[tuple[str, int], dict[str, Any]]


def snapshot(store: Store) -> Snapshot:
    """The records outside the bin, by kind and id."""
    with store.read() as db:
        return {
            (table, row["id"]): row
            for table in ENTITIES
            for row in db.execute(f"SELECT * FROM {table} WHERE deleted_at IS NULL").mappings()
        }


def compared(before: Snapshot, after: Snapshot) -> dict[tuple[str, int], Mapping[str, Any] | str]:
    """What differs, the slow way: "came", "went", or the columns with their new values."""
    found: dict[tuple[str, int], Mapping[str, Any] | str] = {}
    for key in before.keys() | after.keys():
        if key not in before or key not in after:
            found[key] = "went" if key in before else "came"
        elif differing := {n: v for n, v in after[key].items() if before[key][n] != v}:
            found[key] = differing
    return found


def folded(found: Changes) -> dict[tuple[str, int], Mapping[str, Any] | str]:
    words = {Deed.ADDED: "came", Deed.RESTORED: "came", Deed.DELETED: "went"}
    return {(c.table, c.row_id): words.get(c.deed, c.outcome.after) for c in found.items}


def act(store: Store, chance: random.Random) -> None:
    """Do one thing that an officer may do."""
    with store.read() as db:
        live = db.execute("SELECT id FROM meetings WHERE deleted_at IS NULL").scalars()
        actions = db.execute("SELECT id FROM action_items WHERE deleted_at IS NULL").scalars()
        bins = db.execute("SELECT DISTINCT deleted_batch FROM meetings WHERE deleted_batch IS NOT NULL").scalars()
    what = chance.choice(["add", "change", "change", "delete", "restore", "undo", "redo"])
    if what == "undo" and store.undo_label:
        store.undo()
    elif what == "redo" and store.redo_label:
        store.redo()
    elif what == "restore" and bins:
        with store.write("Restore") as step:
            step.restore(chance.choice(bins))
    elif what == "delete" and live:
        with store.write("Delete") as step:
            step.delete("meetings", [chance.choice(live)])
    elif what == "change" and actions:
        with store.write("Change") as step:
            step.update("action_items", chance.choice(actions), {"note": chance.choice([None, "One", "Two"])})
    else:
        with store.write("Add") as step:
            meeting = step.add("meetings", {"title": "Example meeting"}).id
            step.add("agenda_items", {"meeting_id": meeting, "seq": 1, "topic": "Example topic"})
            step.add("action_items", {"description": "Example text", "meeting_id": meeting})


@pytest.mark.parametrize("seed", range(3))
def test_the_fold_of_any_window_is_what_a_comparison_of_its_two_ends_finds(tmp_path: Path, seed: int) -> None:
    store, chance = new_store(tmp_path / "any.dicas"), random.Random(seed)
    stood: dict[int, Snapshot] = {store.head.steps: snapshot(store)}
    for _n in range(35):
        try:
            act(store, chance)
        except UserProblem:
            continue  # a later step stands in the way of an undo: nothing happened
        stood[store.head.steps] = snapshot(store)
    assert len(stood) > 20
    for since, before in stood.items():
        for until, after in stood.items():
            if since <= until:
                assert folded(net(store, since, until)) == compared(before, after), (since, until)
    store.close()
