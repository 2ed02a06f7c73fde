"""Backups: whole, verified, of the same key, thinned; and a failure leaves nothing but the older ones."""

import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import backup_place, backups
from dicas_desktop.store.backups import Backup, back_up, keys_of, listed, needed, newest_good, opened
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.connection import connect
from dicas_desktop.store.faults import Damaged, WrongPassphrase
from dicas_desktop.store.rekey import change_passphrase
from dicas_desktop.store.store import Store
from tests.make import PASSPHRASE, WHO, Clock, dump, reopen, sample_store

ROOT = Path(__file__).parents[2]
NOW = datetime(2024, 7, 15, 5, 3, tzinfo=UTC)
PAGE = 4096


@pytest.fixture(scope="module")
def encrypted_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public record in an encrypted file."""
    path = tmp_path_factory.mktemp("backups") / "w.dicas"
    sample_store(path).close()
    change_passphrase(path, None, PASSPHRASE, WHO, Clock())
    return path


@pytest.fixture(params=["plain", "encrypted"])
def store(request: pytest.FixtureRequest, encrypted_file: Path, tmp_path: Path) -> Iterator[Store]:
    """The public record, open, plain and encrypted."""
    path = tmp_path / "w.dicas"
    if request.param == "plain":
        store = sample_store(path)
    else:
        store = reopen(Path(shutil.copy(encrypted_file, path)), PASSPHRASE)
    yield store
    store.close()


def make(store: Store, reason: str = "asked", now: datetime = NOW) -> Backup:
    return back_up(store.hold.file, reason, now)


def add(store: Store, name: str = "Example organization") -> None:
    with store.write("Add") as step:
        step.add("organizations", {"name_en": name})


def names(store: Store) -> list[str]:
    folder = backup_place.folder_of(store.path)
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


def test_a_backup_is_a_workspace_of_the_same_key_that_holds_everything(store: Store) -> None:
    before, head = dump(store), store.head
    made = make(store)
    assert made.path == store.path.with_name("w.dicas.backups") / "2024-07-15T050300Z-asked.dicas"
    assert names(store) == [made.path.name]
    assert (b"SQLite format 3" in made.path.read_bytes()[:16]) is not store.encrypted
    assert made.path.read_bytes()[:16] == store.path.read_bytes()[:16]
    with closing(reopen(made.path, PASSPHRASE if store.encrypted else None, read_only=True)) as copy:
        assert dump(copy) == before
        assert copy.head == head
        assert copy.check() == []
    assert names(store) == [made.path.name]


def test_folder_and_file_are_for_the_officer_alone(store: Store) -> None:
    path = make(store).path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_list_tells_what_stands_in_the_backups_themselves(store: Store) -> None:
    first = make(store, "open")
    add(store)
    second = make(store, "import", NOW + timedelta(hours=1))
    renamed = first.path.rename(first.path.with_name("2020-01-01T000000Z-asked.dicas"))
    keys = keys_of(store.hold.file.key)
    found = listed(store.path, keys)
    assert [(each.path, each.at, each.reason) for each in found] == [
        (second.path, NOW + timedelta(hours=1), "import"),
        (renamed, NOW, "open"),
    ]
    newer, older = (each.content for each in found)
    assert newer is not None
    assert older is not None
    assert (newer.head, newer.uid) == (store.head, older.uid)
    assert newer.rows["organizations"] == older.rows["organizations"] + 1
    assert newer.total == older.total + 1
    assert [each.bytes for each in found] == [each.path.stat().st_size for each in found]


def test_records_in_the_bin_are_not_counted(store: Store) -> None:
    before = make(store).content
    with store.write("Delete") as step:
        gone = step.delete("meetings", [1])
    after = make(store, now=NOW + timedelta(hours=1)).content
    assert before is not None
    assert after is not None
    assert before.total - after.total == sum(gone.counts.values())


def test_what_is_written_during_a_backup_is_not_in_it_and_not_lost(store: Store) -> None:
    head = store.head
    calls = []

    def progress(done: int, _total: int, _text: str) -> bool:
        calls.append(done)
        if len(calls) == 1:
            writer = threading.Thread(target=add, args=(store,))
            writer.start()
            writer.join()
        return True

    made = back_up(store.hold.file, "work", NOW, progress)
    assert calls
    assert made.content is not None
    assert made.content.head == head
    assert store.head.steps == head.steps + 1
    assert store.check() == []


def test_a_backup_is_needed_after_a_change_only(store: Store) -> None:
    assert needed(store.hold.file)
    make(store)
    assert not needed(store.hold.file)
    add(store)
    assert needed(store.hold.file)


def test_two_in_one_second_have_two_names(store: Store) -> None:
    assert [make(store).path.name for _each in range(3)] == [
        "2024-07-15T050300Z-asked.dicas",
        "2024-07-15T050300Z-asked-2.dicas",
        "2024-07-15T050300Z-asked-3.dicas",
    ]


@pytest.mark.parametrize("stop", [1, 2])
def test_cancel_leaves_nothing(store: Store, stop: int) -> None:
    make(store, now=NOW - timedelta(hours=1))
    before, calls = names(store), []

    def progress(done: int, _total: int, _text: str) -> bool:
        calls.append(done)
        return len(calls) < stop

    with pytest.raises(Cancelled):
        back_up(store.hold.file, "work", NOW, progress)
    assert names(store) == before


def test_a_backup_made_under_another_passphrase_says_so(store: Store) -> None:
    if not store.encrypted:
        return
    make(store)
    path = store.path
    store.close()
    change_passphrase(path, PASSPHRASE, "six other placeholder words of ours", WHO, Clock())
    with closing(reopen(path, "six other placeholder words of ours")) as changed:
        (found,) = listed(path, keys_of(changed.hold.file.key))
        assert found.content is None
        assert found.problem == f"{found.path.name} was made under another passphrase."
        with pytest.raises(WrongPassphrase):
            opened(found.path, keys_of(changed.hold.file.key))
    assert listed(path, keys_of(None, PASSPHRASE))[0].content is not None
    assert listed(path, keys_of(None, "wrong words"))[0].content is None


def test_the_newest_good_one_is_found_behind_damaged_ones(store: Store) -> None:
    good, bad, worse = (make(store, now=NOW + timedelta(hours=n)) for n in range(3))
    spoil(bad.path, 20)
    worse.path.write_bytes(b"nothing of it is left" * 10)
    found = newest_good(store.path, keys_of(store.hold.file.key))
    assert found is not None
    assert found.path == good.path
    assert listed(store.path, keys_of(store.hold.file.key))[0].content is None
    spoil(good.path, 20)
    assert newest_good(store.path, keys_of(store.hold.file.key)) is None


def spoil(path: Path, page: int) -> None:
    """Overwrite the head of a page, as a bad sector does."""
    content = bytearray(path.read_bytes())
    content[page * PAGE : page * PAGE + 64] = bytes(64)
    path.write_bytes(content)


def test_a_damaged_workspace_is_not_backed_up_and_older_backups_stay(store: Store) -> None:
    make(store)
    before, path, encrypted = names(store), store.path, store.encrypted
    with store.read() as db:
        roots = db.execute("SELECT rootpage FROM sqlite_master WHERE name IN ('supply_items', 'sources')").scalars()
    store.close()
    for root in roots:
        spoil(path, root - 1)
    with closing(reopen(path, PASSPHRASE if encrypted else None, read_only=True)) as spoiled:
        with pytest.raises(Damaged) as problem:
            make(spoiled, now=NOW + timedelta(days=400))
        assert str(problem.value).startswith("No backup of w.dicas was made: ")
        assert names(spoiled) == before


def test_a_broken_chain_is_no_backup(tmp_path: Path) -> None:
    sample_store(tmp_path / "w.dicas").close()
    with closing(connect(tmp_path / "w.dicas", None, "rw")) as raw:
        raw.execute("UPDATE journal_steps SET who = 'Somebody else' WHERE id = 1")
    with closing(reopen(tmp_path / "w.dicas")) as store, pytest.raises(Damaged, match=r"Step 1 of the journal"):
        make(store)
    assert list((tmp_path / "w.dicas.backups").iterdir()) == []


def test_the_program_thins_its_own_and_leaves_other_files(empty: Store) -> None:
    kept_by_hand = backup_place.folder_of(empty.path) / "before the visit.dicas"
    kept_by_hand.parent.mkdir()
    kept_by_hand.write_text("a file of the officer's own")
    asked = make(empty, "asked", NOW - timedelta(minutes=1))
    for n in range(20):
        make(empty, "work", NOW + timedelta(minutes=2 * n))
    left = names(empty)
    assert len(left) == 5 + 2
    assert kept_by_hand.name in left
    assert asked.path.name in left
    assert f"{NOW + timedelta(minutes=38):%Y-%m-%dT%H%M%SZ}-work.dicas" in left


def test_nothing_is_thinned_after_half_the_records_went(store: Store) -> None:
    for n in range(8):
        make(store, "work", NOW + timedelta(minutes=n))
    assert len(names(store)) == 5
    with store.write("Delete nearly all") as step:
        for table in store.entities.keys() - {"extensions"}:  # which are never deleted
            with store.read() as db:
                step.delete(table, db.execute(f"SELECT id FROM {table}").scalars())
    make(store, "work", NOW + timedelta(minutes=9))
    assert len(names(store)) == 6


def test_half_written_backups_of_long_ago_are_swept_and_young_ones_not(empty: Store) -> None:
    folder = backup_place.folder_of(empty.path)
    folder.mkdir()
    for name in (".old.part", ".young.part"):
        (folder / name).write_text("half")
    os.utime(folder / ".old.part", (0, 0))
    made = make(empty)
    assert names(empty) == sorted([".young.part", made.path.name])


def test_a_backup_through_a_link_lies_beside_the_file_itself(empty: Store, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere"
    link.mkdir()
    (link / "link.dicas").symlink_to(empty.path)
    with closing(reopen(link / "link.dicas", read_only=True)) as store:
        assert make(store).path.parent == empty.path.with_name("empty.dicas.backups")


def test_where_the_folder_cannot_be_a_sentence_says_so(empty: Store) -> None:
    backup_place.folder_of(empty.path).write_text("a file in the way")
    with pytest.raises(UserProblem) as problem:
        make(empty)
    assert str(problem.value) == ("No backup of empty.dicas was made: File exists. The workspace itself is as it was.")


LIMITED = """
import resource, signal, sys
from pathlib import Path
from datetime import UTC, datetime
from tests.make import *
from dicas_desktop.store.backups import back_up
store = reopen(Path(sys.argv[1]), read_only=True)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    back_up(store.hold.file, "work", datetime(2024, 7, 15, tzinfo=UTC))
except BaseException as problem:
    print(type(problem).__name__, problem)
"""


@pytest.mark.skipif(os.name == "nt", reason="the limit is one of Unix")
@pytest.mark.parametrize("limit", [0, 4096, 300_000, 1_000_000])
def test_a_full_disk_is_told_and_leaves_nothing_half_written(tmp_path: Path, limit: int) -> None:
    path = tmp_path / "w.dicas"
    sample_store(path).close()
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), str(limit)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    assert run.stdout.startswith("UserProblem No backup of w.dicas was made: ")
    assert run.stdout.endswith("The workspace itself is as it was.\n")
    assert list((tmp_path / "w.dicas.backups").iterdir()) == []
    with closing(reopen(path)) as store:
        assert store.check() == []
        assert make(store).path.exists()


def test_a_name_that_only_looks_like_a_time_is_no_backup(empty: Store) -> None:
    folder = backup_place.folder_of(empty.path)
    folder.mkdir()
    for name in ("2024-13-45T996199Z-asked.dicas", "2024-07-15T050300Z-other.dicas", "x.dicas"):
        (folder / name).write_text("x")
    (folder / "2024-07-15T050300Z-asked.dicas").mkdir()
    assert backups.named(empty.path) == []


def test_reading_the_list_can_be_stopped(empty: Store) -> None:
    make(empty)
    with pytest.raises(Cancelled):
        listed(empty.path, keys_of(None), lambda _done, _total, _text: False)
