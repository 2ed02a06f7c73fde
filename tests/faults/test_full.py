"""A bounded run of the full disk, and what it has found; the long run is `python -m tests.faults.full`."""

import struct
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dicas_desktop.domain import machine
from dicas_desktop.store import faults
from dicas_desktop.store.connection import DatabaseError, OperationalError
from dicas_desktop.store.wal import frames
from tests.faults.full import DEEDS, OPEN, PAGE, mounting
from tests.make import PASSPHRASE, dump, new_store, reopen

ROOT = Path(__file__).resolve().parents[2]
COUNT = struct.Struct(">I")


@pytest.mark.parametrize("deed", [OPEN, *DEEDS])
def test_on_a_full_disk_a_deed_is_refused_in_a_sentence_and_done_when_there_is_room(tmp_path: Path, deed: str) -> None:
    _way, reason = mounting(tmp_path)
    if reason:
        pytest.skip(f"no small disk can be mounted here: {reason}")
    command = [sys.executable, "-m", "tests.faults.full", "0", deed]
    ran = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "wrong: 0" in ran.stdout
    assert f"{deed}, plain: refused " in ran.stdout
    assert f"{deed}, encrypted: refused " in ran.stdout
    assert "refused 0 times" not in ran.stdout


def test_the_judge_of_full_disks_sees_a_deed_that_leaves_half_a_file(tmp_path: Path) -> None:
    _way, reason = mounting(tmp_path)
    if reason:
        pytest.skip(f"no small disk can be mounted here: {reason}")
    code = (
        "import sys; from pathlib import Path; from tests.faults import full\n"
        "from dicas_desktop.domain.problems import UserProblem\n"
        "def half(disk):\n"
        "    (disk.folder / 'half').touch()\n"
        "    raise UserProblem('The disk is full')\n"
        "full.DEEDS['half'] = half\n"
        "outcome = full.run(['half'], Path(sys.argv[1]), [0])\n"
        "print(outcome.wrong)\n"
    )
    way, _reason = mounting(tmp_path)
    ran = subprocess.run(
        [*way, sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert "left or changed: ['half']" in ran.stdout, ran.stdout + ran.stderr


# ------------------------------------------------------------------------------------ a log that was half taken over
def half_emptied(path: Path, passphrase: str | None) -> tuple[object, bytes]:
    """Make a workspace whose log was being emptied into it when there was no more room: it is shorter than it says."""
    store = new_store(path, passphrase)
    store.close()
    log = path.with_name(f"{path.name}-wal")
    store = reopen(path, passphrase)
    with store.write("Grow") as step:
        step.add_many("meetings", [{"title": f"Example {number} " + "x" * 500} for number in range(200)])
    content = dump(store)
    before, kept = path.read_bytes(), log.read_bytes()
    store.close()
    first = [frame.page for frame in frames(kept) if frame.number == 1][-1]
    path.write_bytes(first + before[PAGE:])
    log.write_bytes(kept)
    if passphrase is None:
        assert COUNT.unpack_from(first, 28)[0] * PAGE > len(before)
    return content, kept


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_file_whose_log_was_half_emptied_into_it_opens_whole(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "w.dicas"
    content, _log = half_emptied(path, passphrase)
    with closing(reopen(path, passphrase, read_only=True)) as store:
        assert dump(store) == content
    with closing(reopen(path, passphrase)) as store:
        assert store.check() == []
        assert store.undo_label == "Grow"
    assert not path.with_name("w.dicas-wal").exists()


def test_a_wrong_passphrase_does_not_touch_a_half_emptied_log(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    _content, log = half_emptied(path, PASSPHRASE)
    before = path.read_bytes()
    with pytest.raises(faults.WrongPassphrase):
        reopen(path, "other words than those")
    assert path.read_bytes() == before
    assert path.with_name("w.dicas-wal").read_bytes() == log


def test_a_file_cut_short_whose_log_does_not_hold_the_rest_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    half_emptied(path, None)
    path.with_name("w.dicas-wal").unlink()
    with pytest.raises(faults.Damaged):
        reopen(path)


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_file_cut_short_is_damaged_if_one_page_is_in_no_log_and_nothing_is_touched(
    tmp_path: Path, passphrase: str | None
) -> None:
    path = tmp_path / "w.dicas"
    _content, log = half_emptied(path, passphrase)
    place = path.with_name("w.dicas-wal")
    place.write_bytes(log[: -PAGE * 3])
    path.write_bytes(path.read_bytes()[: -PAGE * 2])
    before = path.read_bytes(), place.read_bytes()
    with pytest.raises(faults.Damaged):
        reopen(path, passphrase)
    assert (path.read_bytes(), place.read_bytes()) == before


@pytest.mark.parametrize("odd", [1, 100, 4095])
def test_a_page_half_written_when_the_log_was_emptied_is_no_damage(tmp_path: Path, odd: int) -> None:
    path = tmp_path / "w.dicas"
    content, _log = half_emptied(path, PASSPHRASE)
    with path.open("ab") as file:
        file.write(bytes(odd))
    with closing(reopen(path, PASSPHRASE)) as store:
        assert dump(store) == content
        assert store.check() == []


# ------------------------------------------------------------------------------------------------ what is called full
def test_an_error_of_the_disk_is_called_full_only_where_there_is_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.dicas"
    error: DatabaseError = OperationalError("disk I/O error")
    assert not faults.is_full(error, path)
    assert str(faults.problem_of(error, path)) == "w.dicas could not be used: disk I/O error."
    assert faults.is_full(OperationalError("database or disk is full"), path)
    assert faults.is_full(OSError(28, "No space left on device"), path)
    assert not faults.is_full(OSError(13, "Permission denied"), path)
    monkeypatch.setattr(machine, "_ROOM", 2**62)
    assert faults.is_full(error, path)
    assert faults.reason_of(error, path) == "the disk is full"
    assert faults.reason_of(OSError(13, "Permission denied"), path) == "Permission denied"


def test_a_disk_that_does_not_say_how_much_room_it_has_is_not_called_full() -> None:
    assert machine.has_room(Path("/proc"))
    assert machine.has_room(Path("/nowhere/at/all"))


# ------------------------------------------------------------------------------- a rollback journal, as shares have it
KILLED = """
import os, sys; from pathlib import Path; from dicas_desktop.store.connection import connect
from dicas_desktop.store.key import raw_key
path, words = Path(sys.argv[1]), sys.argv[2]
raw = connect(path, raw_key(words, path.read_bytes()[:16]) if words else None, "rw")
raw.execute("PRAGMA journal_mode = DELETE")
raw.execute("PRAGMA cache_size = 5")
raw.execute("BEGIN IMMEDIATE")
raw.execute("DELETE FROM journal_changes")
raw.execute("UPDATE meetings SET title = title || 'half a change, that is long enough to need more pages than before'")
raw.execute("CREATE TABLE more AS SELECT * FROM meetings")
os._exit(1)
"""


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
@pytest.mark.parametrize("read_only", [False, True])
def test_a_writer_killed_without_a_log_leaves_a_file_that_opens_as_it_was(
    tmp_path: Path, passphrase: str | None, read_only: bool
) -> None:
    path = tmp_path / "w.dicas"
    with closing(new_store(path, passphrase)) as store:
        with store.write("Grow") as step:
            step.add_many("meetings", [{"title": f"Example {number} " + "x" * 500} for number in range(200)])
        content = dump(store)
    subprocess.run([sys.executable, "-c", KILLED, str(path), passphrase or ""], cwd=ROOT, check=False)
    assert path.with_name("w.dicas-journal").read_bytes()[:1] != b"\0"
    with closing(reopen(path, passphrase, read_only=read_only)) as store:
        assert dump(store) == content
        assert store.check() == []
