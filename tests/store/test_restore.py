"""Restoring: the file is as the backup was, what was there is kept, and no interruption leaves anything between."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import backups, trial
from dicas_desktop.store.backups import back_up
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.connection import connect
from dicas_desktop.store.faults import Damaged, InUse, TakenOver, WrongPassphrase
from dicas_desktop.store.files import Mode
from dicas_desktop.store.history import steps
from dicas_desktop.store.rekey import change_passphrase
from dicas_desktop.store.restore import FewerRows, Restored, restore
from dicas_desktop.store.search import search
from dicas_desktop.store.store import Store, open_store
from tests.make import PASSPHRASE, WHO, Clock, dump, new_store, reopen, sample_store

ROOT = Path(__file__).parents[2]
NOW = datetime(2024, 7, 14, 5, 3, tzinfo=UTC)
PAGE = 4096
OTHER = "six other placeholder words of ours"
CHILD = """
import os, signal, sys
from pathlib import Path
from tests.make import WHO, Clock
from dicas_desktop.store.restore import restore

path, passphrase, backup, stop = Path(sys.argv[1]), sys.argv[2] or None, Path(sys.argv[3]), int(sys.argv[4])
calls = 0

def progress(_done, _total, _text):
    global calls
    calls += 1
    if calls == stop:
        os.kill(os.getpid(), signal.SIGKILL)
    return True

print("begun", flush=True)
restore(path, passphrase, backup, WHO, Clock(), progress)
print(calls, flush=True)
"""


class Kept:
    """A closed workspace with one backup, from before a record was added."""

    def __init__(self, path: Path, passphrase: str | None) -> None:
        """Make the backup and add the record."""
        self.path, self.passphrase = path, passphrase
        with self.open() as store:
            self.before = dump(store)
            self.backup = back_up(store.hold.file, "asked", NOW).path
            with store.write("Add") as step:
                step.add("organizations", {"name_en": "Example organization"})
            self.after, self.head = dump(store), store.head

    def open(self) -> "closing[Store]":
        """Open the workspace for a block."""
        return closing(reopen(self.path, self.passphrase))

    def restore(self, mode: Mode = Mode.WRITE) -> Restored:
        """Restore the backup."""
        return restore(self.path, self.passphrase, self.backup, WHO, Clock(), mode=mode)

    def content(self) -> dict[str, list[tuple[object, ...]]]:
        """Open, find it whole, and return every row."""
        with self.open() as store:
            assert store.check() == []
            return dump(store)

    def beside(self) -> list[str]:
        """The names of everything in the folder."""
        return sorted(each.name for each in self.path.parent.iterdir())


@pytest.fixture(scope="module")
def encrypted_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public record in an encrypted file."""
    path = tmp_path_factory.mktemp("restore") / "w.dicas"
    sample_store(path).close()
    change_passphrase(path, None, PASSPHRASE, WHO, Clock())
    return path


@pytest.fixture(params=["plain", "encrypted"])
def kept(request: pytest.FixtureRequest, encrypted_file: Path, tmp_path: Path) -> Kept:
    """The public record with a backup, plain and encrypted."""
    folder = tmp_path / "office"
    folder.mkdir()
    path = folder / "w.dicas"
    if request.param == "encrypted":
        shutil.copy(encrypted_file, path)
        return Kept(path, PASSPHRASE)
    sample_store(path).close()
    return Kept(path, None)


def spoil(path: Path, pages: range) -> None:
    """Overwrite pages, as bad sectors do."""
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * PAGE : (page + 1) * PAGE] = b"\xa5" * PAGE
    path.write_bytes(content)


def test_the_workspace_is_as_it_was_and_the_journal_says_so(kept: Kept) -> None:
    done = kept.restore()
    assert kept.content() == kept.before
    assert kept.beside() == ["w.dicas", "w.dicas.backups"]
    with kept.open() as store:
        with store.read() as db:
            step = steps(db, 1)[0]
            facts = dict(db.execute("SELECT name, value FROM store_facts").all())
            assert search(db, "艦船") != []
        assert (step.kind, step.who) == ("restore", WHO.name)
        assert step.label == (
            f"Restore the backup of 14 Jul 2024 14:03 JST / 01:03 EDT; the journal stood at step {kept.head.steps}, "
            f"head {kept.head.short}"
        )
        assert store.undo_label is None
        assert done.content.head == store.head
        assert not {name for name in facts if name.startswith("backup")}
        trial.keep(store)
        with store.write("Add") as writing:
            writing.add("organizations", {"name_en": "Example organization"})
        assert store.check() == []


def test_what_was_there_is_a_backup_that_can_be_restored_in_turn(kept: Kept) -> None:
    done = kept.restore()
    assert done.kept is not None
    assert done.kept.name.endswith("-restore.dicas")
    with closing(reopen(done.kept, kept.passphrase, read_only=True)) as store:
        assert dump(store) == kept.after
        assert store.head == kept.head
    restore(kept.path, kept.passphrase, done.kept, WHO, Clock())
    assert kept.content() == kept.after


def test_the_permissions_of_the_file_stay_and_a_link_stays_a_link(kept: Kept, tmp_path: Path) -> None:
    kept.path.chmod(0o640)
    link = tmp_path / "link.dicas"
    link.symlink_to(kept.path)
    restore(link, kept.passphrase, kept.backup, WHO, Clock())
    assert link.is_symlink()
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o640
    assert kept.content() == kept.before


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("pages", ["first", "schema", "short"])
def test_opening_a_damaged_workspace_names_its_newest_good_backup(kept: Kept, pages: str, read_only: bool) -> None:
    with kept.open() as store:
        worse = back_up(store.hold.file, "asked", NOW + timedelta(hours=1)).path
    spoil(worse, range(200, 240))
    content = bytearray(kept.path.read_bytes())
    if pages == "first":
        content[16:PAGE] = bytes(PAGE - 16)
    elif pages == "schema":
        content[PAGE : 40 * PAGE] = bytes(39 * PAGE)
    else:
        content = content[: 30 * PAGE - 7]
    kept.path.write_bytes(content)
    with pytest.raises(Damaged) as problem:
        reopen(kept.path, kept.passphrase, read_only=read_only)
    assert str(problem.value) == (
        "w.dicas is damaged and was not opened. Its newest good backup is of 14 Jul 2024 14:03 JST / 01:03 EDT: "
        f"dicas-desktop restore w.dicas {kept.backup.name} puts it in its place."
    )
    assert problem.value.backup == kept.backup
    assert kept.path.read_bytes() == bytes(content)
    assert kept.beside() == ["w.dicas", "w.dicas.backups"]


def test_a_wrong_passphrase_of_a_whole_file_is_still_a_wrong_passphrase(kept: Kept) -> None:
    if kept.passphrase is not None:
        with pytest.raises(WrongPassphrase):
            reopen(kept.path, "wrong words")
        change_passphrase(kept.path, PASSPHRASE, OTHER, WHO, Clock())
        with pytest.raises(WrongPassphrase):
            reopen(kept.path, PASSPHRASE)


def test_a_damaged_workspace_is_restored_and_its_bytes_are_kept(kept: Kept) -> None:
    spoil(kept.path, range(1, 40))
    bytes_before = kept.path.read_bytes()
    done = kept.restore()
    assert kept.content() == kept.before
    assert done.kept is not None
    assert done.kept.name.endswith("-damaged.dicas")
    assert done.kept.read_bytes() == bytes_before
    assert stat.S_IMODE(done.kept.stat().st_mode) == 0o600
    assert done.kept not in [each.path for each in backups.named(kept.path)]


def test_a_workspace_whose_first_page_is_spoiled_is_restored(kept: Kept) -> None:
    content = bytearray(kept.path.read_bytes())
    content[16:PAGE] = bytes(PAGE - 16)
    kept.path.write_bytes(content)
    kept.restore()
    assert kept.content() == kept.before


def test_a_workspace_that_was_cut_short_or_is_gone_is_restored(kept: Kept) -> None:
    kept.path.write_bytes(kept.path.read_bytes()[: PAGE * 7 + 100])
    kept.restore()
    assert kept.content() == kept.before
    kept.path.unlink()
    assert kept.restore().kept is None
    assert kept.content() == kept.before
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600


def test_a_damaged_log_goes_aside_with_the_damaged_file(kept: Kept) -> None:
    spoil(kept.path, range(1, 40))
    log = kept.path.with_name("w.dicas-wal")
    log.write_bytes(b"what a crash left" * 100)
    done = kept.restore()
    assert done.kept is not None
    assert done.kept.with_name(f"{done.kept.name}-wal").read_bytes() == b"what a crash left" * 100
    assert not log.exists()
    assert kept.content() == kept.before


def test_a_log_that_a_crash_left_is_in_what_is_kept(kept: Kept) -> None:
    script = (
        "import os, sys; from pathlib import Path; from tests.make import *\n"
        "store = reopen(Path(sys.argv[1]), sys.argv[2] or None)\n"
        "with store.write('Add') as step: step.add('organizations', {'name_en': 'In the log only'})\n"
        "os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", script, str(kept.path), kept.passphrase or ""], cwd=ROOT, check=False)
    assert kept.path.with_name("w.dicas-wal").stat().st_size > 0
    done = kept.restore()
    assert kept.content() == kept.before
    assert done.kept is not None
    with closing(reopen(done.kept, kept.passphrase, read_only=True)) as store, store.read() as db:
        assert db.execute("SELECT count(*) FROM organizations WHERE name_en = 'In the log only'").scalar() == 1


def test_a_backup_with_fewer_than_half_the_records_is_restored_only_if_it_is_meant(kept: Kept) -> None:
    with kept.open() as opened, opened.write("Delete nearly all") as step:
        for table in [name for name in opened.entities if name != "extensions"]:  # those are never deleted
            step.delete(table, [row[0] for row in step.raw.execute(f"SELECT id FROM {table}").fetchall()])
    with kept.open() as opened:
        kept.backup = back_up(opened.hold.file, "asked", NOW + timedelta(hours=1)).path
        opened.undo()
    before = kept.content()
    with pytest.raises(FewerRows) as problem:
        kept.restore()
    assert "fewer than half" in str(problem.value)
    assert kept.content() == before
    assert len(list(kept.backup.parent.iterdir())) == 2
    done = kept.restore(Mode.WRITE | Mode.FEWER)
    assert done.content.total == 0
    assert kept.content()["meetings"] != []  # in the bin


def test_a_backup_of_another_workspace_is_refused(kept: Kept, tmp_path: Path) -> None:
    with closing(new_store(tmp_path / "other.dicas", kept.passphrase)) as other:
        foreign = back_up(other.hold.file, "asked", NOW).path
    with pytest.raises(UserProblem, match="is a backup of another workspace: nothing was restored"):
        restore(kept.path, kept.passphrase, foreign, WHO, Clock())
    assert kept.content() == kept.after


def test_a_damaged_backup_is_refused_and_nothing_changes(kept: Kept) -> None:
    spoil(kept.backup, range(30, 60))
    with pytest.raises(UserProblem):
        kept.restore()
    assert kept.content() == kept.after
    assert kept.beside() == ["w.dicas", "w.dicas.backups"]


def test_a_tampered_backup_is_refused(tmp_path: Path) -> None:
    sample_store(tmp_path / "w.dicas").close()
    kept = Kept(tmp_path / "w.dicas", None)
    with closing(connect(kept.backup, None, "rw")) as raw:
        raw.execute("UPDATE persons SET ref = 'P-9999' WHERE id = 1")
    with pytest.raises(UserProblem, match=r"is not good: persons P-9999 is not as the journal has it"):
        kept.restore()
    assert kept.content() == kept.after


def test_a_wrong_passphrase_and_one_of_before_are_told(kept: Kept) -> None:
    if kept.passphrase is None:
        return
    with pytest.raises(WrongPassphrase):
        restore(kept.path, "wrong words", kept.backup, WHO, Clock())
    change_passphrase(kept.path, PASSPHRASE, OTHER, WHO, Clock())
    for passphrase in (PASSPHRASE, OTHER):
        with pytest.raises(WrongPassphrase):
            restore(kept.path, passphrase, kept.backup, WHO, Clock())
    kept.passphrase = OTHER
    assert kept.content() == kept.after


def test_a_file_in_use_is_not_restored_unless_it_is_taken_over(kept: Kept) -> None:
    with kept.open() as opened:
        with pytest.raises(InUse):
            kept.restore()
        with opened.read() as db:
            db.execute("SELECT count(*) FROM persons").scalar()
            with pytest.raises(UserProblem, match="close that program and try again"):
                kept.restore(Mode.WRITE | Mode.TAKE_OVER)
    assert kept.content() == kept.after


def test_one_who_loses_the_file_meanwhile_restores_nothing(kept: Kept) -> None:
    taker: list[Store] = []

    def take(_done: int, _total: int, text: str) -> bool:
        if not taker and text == "Copying the backup":
            mode = Mode.WRITE | Mode.TAKE_OVER
            taker.append(open_store(kept.path, kept.passphrase, who=WHO, now=Clock(), mode=mode))
        return True

    with pytest.raises((TakenOver, UserProblem)):
        restore(kept.path, kept.passphrase, kept.backup, WHO, Clock(), take)
    assert not taker[0].hold.lost
    assert taker[0].check() == []
    taker[0].close()
    assert kept.content() == kept.after


@pytest.mark.parametrize("stop", [1, 2, 3, 4, 9])
def test_cancel_leaves_the_file_as_it_was(kept: Kept, stop: int) -> None:
    calls = []

    def progress(done: int, _total: int, _text: str) -> bool:
        calls.append(done)
        return len(calls) < stop

    with pytest.raises(Cancelled):
        restore(kept.path, kept.passphrase, kept.backup, WHO, Clock(), progress)
    assert kept.content() == kept.after
    assert kept.beside() == ["w.dicas", "w.dicas.backups"]


def child(kept: Kept, stop: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, str(kept.path), kept.passphrase or "", str(kept.backup), str(stop)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("stop", [1, 3, 5, 20])
def test_a_process_killed_on_its_way_leaves_the_old_file(kept: Kept, stop: int) -> None:
    with child(kept, stop) as process:
        process.communicate()
        assert process.returncode == -signal.SIGKILL
    assert kept.content() == kept.after
    assert kept.beside() == ["w.dicas", "w.dicas.backups"]
    kept.restore()
    assert kept.content() == kept.before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_process_killed_at_any_moment_leaves_the_old_file_or_the_new_one(kept: Kept) -> None:
    whole = kept.path.read_bytes()
    for moment in range(6):
        kept.path.write_bytes(whole)
        with child(kept, 0) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            time.sleep(0.1 * moment + 0.05)
            process.kill()
        assert kept.content() in (kept.before, kept.after)
        journal = kept.path.with_name("w.dicas-journal")
        if journal.exists():  # begun and not yet used: SQLite passes over it, and writes over it when it needs one
            assert journal.read_bytes()[:1] in (b"", b"\0")
            journal.unlink()
        assert kept.beside() == ["w.dicas", "w.dicas.backups"]


@pytest.mark.skipif(os.name == "nt", reason="the limit is one of Unix")
@pytest.mark.parametrize("limit", [1000, 200_000])
def test_a_full_disk_leaves_the_file_as_it_was(kept: Kept, limit: int) -> None:
    script = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n" + CHILD
    )
    command = [sys.executable, "-c", script, str(kept.path), kept.passphrase or "", str(kept.backup), "0"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "UserProblem" in run.stderr.splitlines()[-1]
    assert kept.content() == kept.after
    assert kept.beside() == ["w.dicas", "w.dicas.backups"]


def test_a_read_only_file_is_not_restored(kept: Kept) -> None:
    kept.path.chmod(0o400)
    with pytest.raises(UserProblem, match="is read-only: change its permission"):
        kept.restore()
    kept.path.chmod(0o600)
    assert kept.content() == kept.after
