"""Another program at the file: what it does to journal or data is named by check; undo and history stay calm."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import check, search
from dicas_desktop.store.check import Cancelled, first_fault
from dicas_desktop.store.connection import connect
from dicas_desktop.store.journal import StepRow, digest_of
from dicas_desktop.store.key import SALT_BYTES, raw_key
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.store import Store
from tests.make import PASSPHRASE, dump, new_store, reopen

STEP_NOT_AS_WRITTEN = "Step {id} of the journal, “{label}”, is not as it was written."


both_kinds = pytest.mark.parametrize("store", [None, PASSPHRASE], indirect=True, ids=["plain", "encrypted"])


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path, empty_file: Path) -> Iterator[Store]:
    """Steps: 1 creation, 2 three organizations, 3 rename of the first, 4 a note for the second, 5 deletion."""
    path, passphrase = tmp_path / "w.dicas", getattr(request, "param", None)
    if passphrase is None:
        shutil.copyfile(empty_file, path)
    opened = reopen(path) if passphrase is None else new_store(path, passphrase)
    with opened.write("Add three") as step:
        step.add_many("organizations", [{"name_en": f"Example {n}", "role_note": "note"} for n in (1, 2, 3)])
    with opened.write("Rename the first") as step:
        step.update("organizations", 1, {"name_en": "Renamed"})
    with opened.write("Note for the second") as step:
        step.update("organizations", 2, {"role_note": "changed"})
    with opened.write("Delete the third") as step:
        step.delete("organizations", [3])
    yield opened
    opened.close()


def tamper(store: Store, *statements: str, parameters: tuple[Any, ...] = ()) -> None:
    """Run statements on a connection of another program that knows the passphrase."""
    key = raw_key(PASSPHRASE, store.path.read_bytes()[:SALT_BYTES]) if store.encrypted else None
    with closing(connect(store.path, key, "rw")) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            raw.execute(statement, parameters)


def not_as_written(*ids: int) -> list[str]:
    labels = {1: "Create the workspace, ceiling U", 2: "Add three", 3: "Rename the first", 4: "Note for the second",
              5: "Delete the third"}  # fmt: skip
    return [STEP_NOT_AS_WRITTEN.format(id=i, label=labels[i]) for i in ids]


@both_kinds
def test_an_honest_file_is_good(store: Store) -> None:
    assert store.check() == []


@pytest.mark.parametrize("column", ["uid", "who", "workstation", "at_utc", "kind", "undoes", "change_count", "digest"])
def test_an_edit_of_a_column_of_a_step_is_named(store: Store, column: str) -> None:
    value = {"kind": "'import'", "undoes": "1", "change_count": "9", "at_utc": "'2023-01-01T00:00:00.000+00:00'"}
    tamper(store, f"UPDATE journal_steps SET {column} = {value.get(column, repr('f' * 64))} WHERE id = 3")
    expected = not_as_written(3, 4) if column == "digest" else not_as_written(3)
    assert store.check() == expected


@both_kinds
def test_an_edit_of_the_label_of_a_step_is_named(store: Store) -> None:
    tamper(store, "UPDATE journal_steps SET label = 'Innocent' WHERE id = 3")
    assert store.check() == [STEP_NOT_AS_WRITTEN.format(id=3, label="Innocent")]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("row_id", "row_id + 7"),
        ("row_uid", "'0'"),
        ("operation", "'D'"),
        ("table_name", "'persons'"),
        ("before", '\'{"name_en":"Other"}\''),
        ("before", "NULL"),
        ("after", '\'{"name_en":"Other"}\''),
        ("after", "'no json'"),
        ("after", "'[1]'"),
        ("after", "NULL"),
        ("after", "after || char(0)"),
    ],
)
def test_an_edit_of_a_change_is_named(store: Store, column: str, value: str) -> None:
    tamper(store, f"UPDATE journal_changes SET {column} = {value} WHERE step_id = 3")
    assert store.check()[0] == not_as_written(3)[0]


def test_an_empty_value_is_not_taken_for_none(store: Store) -> None:
    tamper(store, "UPDATE journal_changes SET before = '' WHERE step_id = 2 AND row_id = 1")
    assert store.check() == not_as_written(2)


def test_a_row_moved_into_the_text_of_another_is_named(store: Store) -> None:
    tamper(
        store,
        "UPDATE journal_changes SET after = after || char(0) || char(0) || (SELECT table_name || char(0) || row_id "
        "|| char(0) || row_uid || char(0) || operation || char(0) || char(0) || after FROM journal_changes "
        "WHERE step_id = 2 ORDER BY id DESC LIMIT 1) "
        "WHERE id = (SELECT id FROM journal_changes WHERE step_id = 2 ORDER BY id LIMIT 1 OFFSET 1)",
        "DELETE FROM journal_changes WHERE id = (SELECT max(id) FROM journal_changes WHERE step_id = 2)",
    )
    assert store.check()[0] == not_as_written(2)[0]


@both_kinds
def test_a_deleted_change_is_named(store: Store) -> None:
    tamper(store, "DELETE FROM journal_changes WHERE step_id = 4")
    assert store.check() == [
        *not_as_written(4),
        "organizations O-0002 is not as the journal has it: another program changed role_note.",
    ]


@pytest.mark.parametrize("step", [3, 9])
def test_an_inserted_change_is_named(store: Store, step: int) -> None:
    tamper(
        store,
        "INSERT INTO journal_changes (step_id, table_name, row_id, row_uid, operation, before, after) "
        f"SELECT {step}, table_name, row_id, row_uid, operation, before, after FROM journal_changes WHERE step_id = 3",
    )
    stray = "The journal holds changes of step 9, which is not there."
    assert store.check() == ([stray] if step == 9 else not_as_written(3))


def test_a_deleted_step_is_named(store: Store) -> None:
    tamper(store, "DELETE FROM journal_steps WHERE id = 3")
    assert store.check() == [
        "The journal lacks step 3.",
        "The journal holds changes of step 3, which is not there.",
        *not_as_written(4),
    ]
    tamper(store, "DELETE FROM journal_changes WHERE step_id = 3")
    assert store.check()[:2] == ["The journal lacks step 3.", not_as_written(4)[0]]


def test_the_last_step_taken_away_leaves_its_changes_behind(store: Store) -> None:
    tamper(store, "DELETE FROM journal_steps WHERE id = 5")
    assert store.check() == ["The journal holds changes of step 5, which is not there."]


@both_kinds
def test_two_swapped_steps_are_named(store: Store) -> None:
    tamper(
        store,
        *(f"UPDATE {table} SET {column} = 99 WHERE {column} = 3" for table, column in JOURNAL),
        *(f"UPDATE {table} SET {column} = 3 WHERE {column} = 4" for table, column in JOURNAL),
        *(f"UPDATE {table} SET {column} = 4 WHERE {column} = 99" for table, column in JOURNAL),
    )
    assert store.check() == [
        STEP_NOT_AS_WRITTEN.format(id=3, label="Note for the second"),
        STEP_NOT_AS_WRITTEN.format(id=4, label="Rename the first"),
        *not_as_written(5),
    ]


JOURNAL = (("journal_steps", "id"), ("journal_changes", "step_id"))


def test_two_swapped_changes_are_named(store: Store) -> None:
    tamper(
        store,
        "UPDATE journal_changes SET id = -1 WHERE id = 1",
        "UPDATE journal_changes SET id = 1 WHERE id = 2",
        "UPDATE journal_changes SET id = 2 WHERE id = -1",
    )
    assert store.check() == not_as_written(2)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE organizations SET name_en = 'Other', country = 'US' WHERE id = 2",
         "organizations O-0002 is not as the journal has it: another program changed name_en, country."),
        ("UPDATE organizations SET deleted_at = NULL WHERE id = 3",
         "organizations O-0003 is not as the journal has it: another program changed deleted_at."),
        ("DELETE FROM organizations WHERE id = 1",
         "organizations O-0001 is gone from its table, though the journal still has it."),
        ("INSERT INTO organizations (id, uid, ref, name_en) VALUES (8, 'zz', 'O-0008', 'Smuggled in')",
         "organizations O-0008 is not in the journal: another program added it."),
        ("INSERT INTO persons (id, uid, ref, name_en, org_id) VALUES (1, 'zz', 'PE-0001', 'Smuggled in', 77)",
         "A record of persons points to one of organizations that is not there."),
    ],
)  # fmt: skip
def test_a_change_of_the_data_by_another_program_is_named(store: Store, statement: str, sentence: str) -> None:
    tamper(store, statement)
    assert sentence in store.check()


def test_two_rows_that_changed_places_are_named(store: Store) -> None:
    tamper(
        store,
        "UPDATE organizations SET id = -1 WHERE id = 1",
        "UPDATE organizations SET id = 1 WHERE id = 2",
        "UPDATE organizations SET id = 2 WHERE id = -1",
    )
    assert sorted(store.check()) == [
        f"organizations {ref} is not as the journal has it: another program changed id." for ref in ("O-0001", "O-0002")
    ]


def test_undo_stops_where_another_program_changed_the_record(store: Store) -> None:
    tamper(store, "UPDATE organizations SET name_en = 'Other' WHERE id = 1")
    assert store.undo() == "Delete the third"
    assert store.undo() == "Note for the second"
    before, head = dump(store), store.head
    with pytest.raises(UserProblem) as refused:
        store.undo()
    assert str(refused.value) == (
        "“Rename the first” cannot be taken back: another program has changed the same record since. Undo that first."
    )
    assert (dump(store), store.head, store.undo_label) == (before, head, "Rename the first")


def test_undo_stops_at_a_later_step_and_names_it(store: Store) -> None:
    # a step that undo does not know of, as another instance would write it
    tamper(
        store,
        "UPDATE organizations SET role_note = 'later' WHERE id = 2",
        "INSERT INTO journal_steps VALUES (6, 'u', 'Later edit', 'w', 'w', 't', 'edit', NULL, 1, 'd')",
        "INSERT INTO journal_changes (step_id, table_name, row_id, row_uid, operation, before, after) SELECT 6, "
        "'organizations', 2, uid, 'U', '{\"role_note\":\"changed\"}', '{\"role_note\":\"later\"}' FROM organizations "
        "WHERE id = 2",
    )
    store.undo()
    with pytest.raises(UserProblem) as refused:
        store.undo()
    assert str(refused.value) == (
        "“Note for the second” cannot be taken back: “Later edit” has changed the same record since. Undo that first."
    )


@pytest.mark.parametrize("change", ["UPDATE organizations SET country = 'US' WHERE id = 2",
                                    "DELETE FROM organizations WHERE id = 2"])  # fmt: skip
def test_undo_of_an_addition_does_not_destroy_what_was_filled_in_since(store: Store, change: str) -> None:
    for _ in range(3):
        store.undo()
    tamper(store, change)
    before = dump(store)
    with pytest.raises(UserProblem, match="“Add three” cannot be taken back"):
        store.undo()
    assert dump(store) == before


def test_redo_stops_where_another_program_put_a_record_in_the_place(store: Store) -> None:
    uid = dump(store)["organizations"][1][1]
    for _ in range(4):
        store.undo()
    tamper(store, f"INSERT INTO organizations (id, uid, ref, name_en) VALUES (2, '{uid}', 'O-0002', 'In the way')")
    with pytest.raises(UserProblem, match="cannot be taken back"):
        store.redo()
    assert len(dump(store)["organizations"]) == 1


@pytest.mark.parametrize("do", [Store.undo, lambda store: store.history("organizations", 3)])
def test_a_spoiled_change_is_told_in_a_sentence(store: Store, do: Callable[[Store], object]) -> None:
    tamper(store, "UPDATE journal_changes SET before = 'no json', after = 'no json' WHERE step_id = 5")
    with pytest.raises(UserProblem) as refused:
        do(store)
    assert str(refused.value) == "A change in the journal cannot be read: run Check to see which step it belongs to."


def test_search_and_lists_bear_what_another_program_took_away(store: Store) -> None:
    tamper(store, "UPDATE organizations SET parent_org_id = 77 WHERE id = 2", "DELETE FROM organizations WHERE id = 1")
    with store.read() as db:
        assert [hit.ref for hit in search.search(db, "Example")] == ["O-0002"]
        assert search.search(db, "Renamed") == []
        assert fetch(db, "organizations", [1, 2])[0].labels == {"parent_org_id": ""}


def test_check_names_fifty_findings_and_says_that_there_are_more(empty: Store) -> None:
    with empty.write("Add") as step:
        step.add_many("organizations", [{"name_en": "Example organization"}] * 60)
    tamper(empty, "UPDATE organizations SET name_en = 'Other'")
    found = empty.check()
    assert len(found) == 51
    assert found[-1] == "More was found; only the first 50 are named."


def test_check_tells_how_far_it_is_and_can_be_cancelled(sample: Store) -> None:
    told: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, text: str) -> bool:
        told.append((done, total, text))
        return len(told) < 5

    with pytest.raises(Cancelled):
        sample.check(progress)
    assert len(told) == 5
    assert told[0][2] == "Reading the file"
    assert all(done <= total for done, total, _text in told)


def test_check_reports_within_long_journals(empty: Store) -> None:
    digest, rows = empty.head.digest, []
    for number in range(2, 2_002):
        step = StepRow(number, str(number), "Example", "w", "w", "t", "edit", None, 0, "")
        digest = digest_of(step, digest, iter(()))
        rows.append((*astuple(step)[:-1], digest))
    with closing(connect(empty.path, None, "rw")) as raw:
        raw.execute("BEGIN")
        raw.executemany(f"INSERT INTO journal_steps VALUES ({', '.join('?' * 10)})", rows)
        raw.execute("COMMIT")
    with empty.write("Add") as write:
        write.add_many("organizations", [{"name_en": "Example organization"}] * 2_100)
    told: list[str] = []

    def progress(_done: int, _total: int, text: str) -> bool:
        told.append(text)
        return True

    assert empty.check(progress) == []
    assert told.count("Checking the chain of steps") == 1
    assert told.count("Replaying the journal: organizations") == 2


# ---------------------------------------------------------------------- what each paper is made after
def first_fault_of(store: Store) -> str:
    with store.hold.readers.snapshot(fresh=True) as db:
        return first_fault(db, list(ENTITIES))


@both_kinds
def test_a_journal_that_holds_has_no_first_fault(store: Store) -> None:
    assert first_fault_of(store) == ""


@both_kinds
def test_the_first_fault_is_what_the_chain_shows_before_what_the_records_show(store: Store) -> None:
    tamper(store, "UPDATE organizations SET name_en = 'Somebody else' WHERE id = 1")
    assert first_fault_of(store).endswith("is not as the journal has it: another program changed name_en.")
    tamper(store, "UPDATE journal_steps SET who = 'Somebody else' WHERE id IN (3, 4)")
    assert [first_fault_of(store)] == not_as_written(3)


def test_a_long_journal_is_not_replayed_for_each_paper(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    tamper(store, "UPDATE organizations SET name_en = 'Somebody else' WHERE id = 1")
    monkeypatch.setattr(check, "REPLAYED", 5)
    assert first_fault_of(store) == ""
    assert store.check()
    tamper(store, "UPDATE journal_steps SET who = 'Somebody else' WHERE id = 4")
    assert [first_fault_of(store)] == not_as_written(4)
