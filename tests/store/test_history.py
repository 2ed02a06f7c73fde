"""The list of steps: what is asked for, page by page, and what each step's neighbours say of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dicas_desktop.store import history
from dicas_desktop.store.bin import empty as empty_bin
from dicas_desktop.store.history import Wanted
from dicas_desktop.store.journal import Who
from dicas_desktop.store.store import Store, create_store, open_store


class SetClock:
    """A clock that says what it is told."""

    def __init__(self) -> None:
        self.moment = datetime(2024, 7, 15, 5, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


def fill(store: Store, number: int = 3) -> None:
    for n in range(number):
        with store.write(f"Add office {n}") as step:
            step.add("organizations", {"name_en": f"Example {n}"})


def found(store: Store, **wanted: str) -> list[int]:
    with store.read() as db:
        return list(history.step_ids(db, Wanted(**wanted)))


def test_everything_stands_newest_first(empty: Store) -> None:
    fill(empty)
    assert found(empty) == [4, 3, 2, 1]
    assert Wanted().everything
    assert not Wanted(text="x").everything


def test_a_text_is_found_in_the_label_as_it_is_typed(empty: Store) -> None:
    with empty.write("Import 100 % of_it") as step:
        step.add("organizations", {"name_en": "Example"})
    fill(empty, 1)
    assert found(empty, text="OFFICE") == [3]
    assert found(empty, text="100 %") == [2]
    assert found(empty, text="of_it") == [2]
    assert found(empty, text="ofxit") == []
    assert found(empty, text=" \\ ") == []


def test_steps_are_found_by_kind_who_record_and_day_of_tokyo(tmp_path: Path) -> None:
    clock, path = SetClock(), tmp_path / "w.dicas"
    store = create_store(path, None, who=Who("First officer", "desk"), now=clock)
    clock.moment = datetime(2024, 7, 15, 14, 59, tzinfo=UTC)  # 23:59 in Tokyo
    fill(store, 1)
    store.close()
    store = open_store(path, who=Who("Second officer", "desk"), now=clock)
    clock.moment = datetime(2024, 7, 15, 15, 0, tzinfo=UTC)  # midnight in Tokyo
    with store.write("Change it") as step:
        step.update("organizations", 1, {"name_en": "Other"})
    store.undo()
    assert found(store, who="First officer") == [2, 1]
    assert found(store, kind="undo") == [4]
    assert found(store, since="2024-07-16") == [4, 3]
    assert found(store, until="2024-07-15") == [2, 1]
    assert found(store, since="2024-07-15", until="2024-07-15") == [2, 1]
    assert found(store, who="Second officer", text="Change", kind="edit") == [3]
    with store.read() as db:
        uid = history.uid_of(db, "organizations", 1)
        assert history.writers(db) == ["First officer", "Second officer"]
    assert uid is not None
    assert found(store, record=uid) == [4, 3, 2]
    store.close()


def test_a_step_says_what_took_it_back_until_it_is_made_again(empty: Store) -> None:
    fill(empty)
    empty.undo()
    empty.undo()
    empty.redo()
    with empty.read() as db:
        rows = history.listed(db, history.step_ids(db))
    assert [(row.step.id, row.step.kind, row.step.undoes, row.undone_by) for row in rows] == [
        (7, "redo", 3, None), (6, "undo", 3, None), (5, "undo", 4, None), (4, "edit", None, 5), (3, "edit", None, None),
        (2, "edit", None, None), (1, "create", None, None),
    ]  # fmt: skip


def test_rows_come_in_the_order_asked_for_and_what_is_not_there_is_left_out(empty: Store) -> None:
    fill(empty)
    with empty.read() as db:
        assert [row.step.id for row in history.listed(db, [2, 99, 4])] == [2, 4]
        assert history.listed(db, []) == []


def test_a_clock_that_goes_backwards_is_flagged_at_the_step_where_it_did(tmp_path: Path) -> None:
    clock = SetClock()
    store = create_store(tmp_path / "w.dicas", None, who=Who("Example officer", "desk"), now=clock)
    fill(store, 1)
    clock.moment -= timedelta(hours=2)
    fill(store, 2)
    clock.moment += timedelta(hours=3)
    fill(store, 1)
    with store.read() as db:
        assert [row.clock_back for row in history.listed(db, [1, 2, 3, 4, 5])] == [0, 0, 7200, 0, 0]
    assert store.check() == []
    store.close()


@pytest.mark.parametrize("typed", ["O-0001", "o-1", " o1 "])
def test_a_record_is_found_by_its_reference_in_the_bin_too(empty: Store, typed: str) -> None:
    fill(empty)
    with empty.write("Delete it") as step:
        step.delete("organizations", [1])
    with empty.read() as db:
        assert history.record_in(db, typed) == ("organizations", 1)
        assert history.record_in(db, "O-0099") is None
        assert history.record_in(db, "QQ-0001") is None
        assert history.record_in(db, "no reference") is None


def test_a_record_that_was_emptied_from_the_bin_still_has_its_history(empty: Store) -> None:
    fill(empty, 1)
    with empty.write("Delete it") as step:
        step.delete("organizations", [1])
    empty_bin(empty, datetime(2025, 7, 15, tzinfo=UTC))
    assert [entry.label for entry in empty.history("organizations", 1)] == [
        "Empty the bin of 1 record", "Delete it", "Add office 0"
    ]  # fmt: skip
    assert empty.history("organizations", 99) == []


def test_a_long_journal_is_paged_without_reading_it_whole(empty: Store) -> None:
    fill(empty, 5)
    with empty.write("Copy steps", kind="note") as step:  # as many as years of work leave
        step.raw.execute(
            "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 100099) "
            "INSERT INTO journal_steps SELECT i, 'copy-' || i, 'Copied ' || i, 'Example', 'desk', "
            "'2024-07-15T05:00:00.000+00:00', 'edit', NULL, 0, '' FROM n"
        )
    with empty.read() as db:
        ids = history.step_ids(db)
        assert ids.itemsize * len(ids) < 1_000_000
        assert len(ids) == 100_007
        assert list(history.step_ids(db, Wanted(text="Copied 50000"))) == [50_000]
        assert [row.step.id for row in history.listed(db, ids[:3])] == [100_099, 100_098, 100_097]
