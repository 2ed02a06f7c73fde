"""Compacting: smaller on the disk, the same inside, never silent."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import backups, compaction
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.store import Store
from tests.make import PASSPHRASE, dump, new_store, reopen

NOW = datetime(2024, 7, 15, 6, 0, tzinfo=UTC)


def make_room(store: Store) -> None:
    """Leave free pages: rows that are written and taken away past the records."""
    with store.write("Make room", kind="note") as step:
        step.raw.execute("CREATE TABLE ballast (body TEXT)")
        step.raw.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
            "INSERT INTO ballast SELECT hex(randomblob(500)) FROM n"
        )
        step.raw.execute("DROP TABLE ballast")


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_the_file_gets_smaller_and_stays_the_same_inside(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "w.dicas"
    store = new_store(path, passphrase)
    with store.write("Add") as step:
        step.add("organizations", {"name_en": "Example"})
    make_room(store)
    before, steps = dump(store), store.head.steps
    room = compaction.room(store)
    assert room.free > 1_000_000
    done = compaction.compact(store, NOW)
    assert (done.before, done.after) == (room.size, compaction.room(store).size)
    assert done.after < done.before - 1_000_000
    assert path.stat().st_size == done.after or not list(tmp_path.glob("*-wal"))
    assert dump(store) == before
    assert store.head.steps == steps + 1
    assert store.check() == []
    assert store.undo_label == "Add"
    assert [each.reason for each in backups.named(path)] == ["compact"]
    with store.write("Still writes") as step:
        step.update("organizations", 1, {"name_en": "Other"})
    store.undo()
    assert dump(store) == before
    store.close()
    again = reopen(path, passphrase)
    assert again.check() == []
    assert dump(again) == before
    assert path.stat().st_size < room.size - 1_000_000
    again.close()


def test_the_journal_says_the_sizes(empty: Store) -> None:
    make_room(empty)
    done = compaction.compact(empty, NOW)
    with empty.read() as db:
        label, kind = db.execute("SELECT label, kind FROM journal_steps ORDER BY id DESC LIMIT 1").first() or ("", "")
    assert kind == "compact"
    sizes = [compaction.megabytes(size) for size in (done.before, done.after)]
    assert label == f"Compact the file: {sizes[0]} became {sizes[1]}"
    assert compaction.megabytes(12_345_678) == "12.3 MB"


def test_what_is_cancelled_or_open_read_only_is_not_compacted(empty: Store) -> None:
    head = empty.head
    with pytest.raises(Cancelled):
        compaction.compact(empty, NOW, lambda _done, _total, _text: False)
    assert empty.head == head
    reader = reopen(empty.path, read_only=True)
    with pytest.raises(UserProblem, match="read-only"):
        compaction.compact(reader, NOW)
    reader.close()


def test_somebody_who_reads_meanwhile_is_not_disturbed(empty: Store) -> None:
    make_room(empty)
    with empty.read() as db:
        before = db.execute("SELECT count(*) FROM journal_steps").scalar()
        compaction.compact(empty, NOW)
        assert db.execute("SELECT count(*) FROM journal_steps").scalar() == before
    assert empty.check() == []
