"""Another passphrase: everything is there under the new one, and an interruption at any point loses nothing."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.connection import connect
from dicas_desktop.store.faults import InUse, NeedsPassphrase, TakenOver, WrongPassphrase
from dicas_desktop.store.files import Mode
from dicas_desktop.store.history import steps
from dicas_desktop.store.key import SALT_BYTES
from dicas_desktop.store.rekey import Rekeyed, change_passphrase
from dicas_desktop.store.search import search
from dicas_desktop.store.store import Store, open_store
from tests.make import PASSPHRASE, WHO, Clock, dump, new_store, reopen, sample_store

ROOT = Path(__file__).parents[2]
OTHER = "six other placeholder words of ours"
CHILD = """
import os, signal, sys
from pathlib import Path
from tests.make import WHO, Clock
from dicas_desktop.store.rekey import change_passphrase

path, old, new, stop = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
calls = 0

def progress(_done, _total, _text):
    global calls
    calls += 1
    if calls == stop:
        os.kill(os.getpid(), signal.SIGKILL)
    return True

print("begun", flush=True)
change_passphrase(path, old, new, WHO, Clock(), progress)
print(calls, flush=True)
"""


def change(path: Path, old: str | None = PASSPHRASE, new: str = OTHER) -> Rekeyed:
    return change_passphrase(path, old, new, WHO, Clock())


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public record in an encrypted file."""
    path = tmp_path_factory.mktemp("rekey") / "w.dicas"
    sample_store(path).close()
    change(path, None, PASSPHRASE)
    return path


@pytest.fixture
def path(encrypted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(encrypted, tmp_path / "w.dicas"))


def only_file(path: Path) -> bool:
    return [each.name for each in path.parent.iterdir()] == [path.name]


def test_everything_is_there_under_the_new_passphrase_only(path: Path) -> None:
    with closing(reopen(path, PASSPHRASE)) as store:
        before, head, undo = dump(store), store.head, store.undo_label
    salt = path.read_bytes()[:SALT_BYTES]
    done = change(path)
    assert only_file(path)
    assert path.read_bytes()[:SALT_BYTES] != salt
    with pytest.raises(WrongPassphrase):
        reopen(path, PASSPHRASE)
    with closing(reopen(path, OTHER)) as store:
        assert dump(store) == before
        assert store.undo_label == undo
        assert store.check() == []
        assert store.head.steps == head.steps + 1
        assert (done.rows, done.head.digest) == (sum(map(len, before.values())), store.head.digest)
        with store.read() as db:
            step = steps(db, 1)[0]
            assert search(db, "艦船") != []
        assert (step.kind, step.label, step.who) == ("passphrase", "Change the passphrase", WHO.name)
        with store.write("Add") as writing:
            writing.add("organizations", {"name_en": "Example organization"})


def test_a_plain_file_becomes_an_encrypted_one(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    with closing(sample_store(path)) as store:
        before = dump(store)
    assert b"SQLite format 3" in path.read_bytes()
    change(path, None, OTHER)
    assert only_file(path)
    content = path.read_bytes()
    assert b"SQLite format 3" not in content
    assert b"organizations" not in content
    with pytest.raises(NeedsPassphrase):
        reopen(path)
    with closing(reopen(path, OTHER)) as store:
        assert dump(store) == before
        assert store.check() == []
        with store.read() as db:
            assert search(db, "艦船") != []


def test_the_permissions_of_the_file_stay(path: Path) -> None:
    path.chmod(0o640)
    change(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.dicas"
    link.symlink_to(path)
    change(link)
    assert link.is_symlink()
    reopen(path, OTHER).close()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (PASSPHRASE, "  ", "The new passphrase is empty: enter one; nothing was changed."),
        (PASSPHRASE, PASSPHRASE, "The new passphrase is the old one: enter another; nothing was changed."),
        ("wrong words", OTHER, "The passphrase does not open w.dicas: type it again."),
        (None, OTHER, "w.dicas is encrypted: give its passphrase."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(path: Path, old: str | None, new: str, told: str) -> None:
    before = path.read_bytes()
    with pytest.raises(UserProblem) as problem:
        change(path, old, new)
    assert str(problem.value) == told
    assert path.read_bytes() == before
    assert only_file(path)


def test_a_file_in_use_is_not_changed(path: Path) -> None:
    with closing(reopen(path, PASSPHRASE)), pytest.raises(InUse):
        change(path)
    reopen(path, PASSPHRASE).close()


def test_a_file_that_another_window_reads_is_not_changed(path: Path) -> None:
    with closing(reopen(path, PASSPHRASE)), closing(reopen(path, PASSPHRASE, read_only=True)) as reader, reader.read():
        pass
    with closing(reopen(path, PASSPHRASE, read_only=True)) as reader, reader.read() as db:
        db.execute("SELECT count(*) FROM persons").scalar()
        with pytest.raises(UserProblem) as problem:
            change(path)
        assert "close that program and try again" in str(problem.value)
        assert db.execute("SELECT count(*) FROM persons").scalar() > 0
    with closing(reopen(path, PASSPHRASE)) as store:
        assert store.check() == []


def test_one_who_loses_the_file_meanwhile_changes_nothing(path: Path) -> None:
    taker: list[Store] = []

    def take(_done: int, _total: int, _text: str) -> bool:
        if not taker:
            mode = Mode.WRITE | Mode.TAKE_OVER
            taker.append(open_store(path, PASSPHRASE, who=WHO, now=Clock(), mode=mode))
        return True

    with pytest.raises((TakenOver, UserProblem)):
        change_passphrase(path, PASSPHRASE, OTHER, WHO, Clock(), take)
    assert not taker[0].hold.lost
    assert taker[0].check() == []
    taker[0].close()
    reopen(path, PASSPHRASE).close()


@pytest.mark.parametrize("stop", [1, 2, 3, 5, 20])
def test_cancel_leaves_the_file_as_it_was(path: Path, stop: int) -> None:
    calls = []

    def progress(done: int, _total: int, _text: str) -> bool:
        calls.append(done)
        return len(calls) < stop

    with pytest.raises(Cancelled):
        change_passphrase(path, PASSPHRASE, OTHER, WHO, Clock(), progress)
    assert only_file(path)
    with closing(reopen(path, PASSPHRASE)) as store:
        assert store.check() == []


def child(path: Path, stop: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, str(path), PASSPHRASE, OTHER, str(stop)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def opens_with_one(path: Path, rows: int) -> str:
    """Open with the passphrase that fits, find everything, and nothing left beside the file."""
    fitting = []
    for passphrase in (PASSPHRASE, OTHER):
        try:
            store = reopen(path, passphrase)
        except WrongPassphrase:
            continue
        with closing(store):
            assert store.check() == []
            assert sum(map(len, dump(store).values())) == rows
        fitting.append(passphrase)
    assert len(fitting) == 1
    assert only_file(path)
    return fitting[0]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("stop", [1, 2, 4, 12, 20])
def test_a_process_killed_on_its_way_leaves_the_file_with_its_old_passphrase(path: Path, stop: int) -> None:
    with closing(reopen(path, PASSPHRASE)) as store:
        rows = sum(map(len, dump(store).values()))
    with child(path, stop) as process:
        process.communicate()
        assert process.returncode == -signal.SIGKILL
    assert path.with_name(".w.dicas.rekey").exists()
    assert opens_with_one(path, rows) == PASSPHRASE
    change(path)
    assert opens_with_one(path, rows) == OTHER


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_process_killed_at_any_moment_leaves_a_file_that_opens(encrypted: Path, tmp_path: Path) -> None:
    with closing(reopen(encrypted, PASSPHRASE)) as store:
        rows = sum(map(len, dump(store).values()))
    for moment in range(6):
        path = tmp_path / str(moment) / "w.dicas"
        path.parent.mkdir()
        shutil.copy(encrypted, path)
        with child(path, 0) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            time.sleep(0.11 * moment + 0.05)
            process.kill()
        opens_with_one(path, rows)


@pytest.mark.skipif(os.name == "nt", reason="the limit is one of Unix")
def test_a_full_disk_leaves_the_file_as_it_was(path: Path) -> None:
    script = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n" + CHILD
    )
    command = [sys.executable, "-c", script, str(path), PASSPHRASE, OTHER, "0"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "UserProblem" in run.stderr.splitlines()[-1]
    assert only_file(path)
    with closing(reopen(path, PASSPHRASE)) as store:
        assert store.check() == []


def test_a_log_that_a_crash_left_is_taken_along(path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from tests.make import *\n"
        "store = reopen(Path(sys.argv[1]), sys.argv[2])\n"
        "with store.write('Add') as step: step.add('organizations', {'name_en': 'In the log only'})\n"
        "os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", script, str(path), PASSPHRASE], cwd=ROOT, check=False)
    assert path.with_name("w.dicas-wal").stat().st_size > 0
    change(path)
    assert only_file(path)
    with closing(reopen(path, OTHER)) as store, store.read() as db:
        assert db.execute("SELECT count(*) FROM organizations WHERE name_en = 'In the log only'").scalar() == 1


def test_a_damaged_file_keeps_its_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    sample_store(path).close()
    with closing(connect(path, None, "rw")) as raw:
        raw.execute("UPDATE persons SET ref = 'P-9999' WHERE id = 1")
    before = path.read_bytes()
    with pytest.raises(UserProblem) as problem:
        change(path, None, OTHER)
    assert str(problem.value).startswith("The passphrase was not changed: ")
    assert path.read_bytes()[100:] == before[100:]
    assert only_file(path)


def test_a_workspace_in_a_synchronised_folder_is_changed_by_insisting_only(tmp_path: Path) -> None:
    new_store(tmp_path / "w.dicas", PASSPHRASE).close()
    (tmp_path / "Dropbox").mkdir()
    path = (tmp_path / "w.dicas").rename(tmp_path / "Dropbox" / "w.dicas")
    with pytest.raises(UserProblem):
        change(path)
    change_passphrase(path, PASSPHRASE, OTHER, WHO, Clock(), mode=Mode.WRITE | Mode.INSIST)
    assert only_file(path)
    reopen(path, OTHER, read_only=True).close()
