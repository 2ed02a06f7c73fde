"""Workspaces of every released schema: opened, brought to a newer one with all that is in them, or left as they were.

The newer schema is one of the tests alone: a migration after the newest that is shipped.
"""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import backups, schema, upgrade
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.connection import OperationalError, connect
from dicas_desktop.store.faults import TakenOver
from dicas_desktop.store.files import Mode, open_file
from dicas_desktop.store.history import steps
from dicas_desktop.store.key import SALT_BYTES, raw_key
from dicas_desktop.store.restore import restore
from dicas_desktop.store.search import search
from dicas_desktop.store.store import Store, open_store
from tests.make import PASSPHRASE, WHO, Clock, dump, new_store, reopen
from tests.make_later import LATER, NEWEST, later_migrations, migration_of
from tests.make_released import fill, released, write

ROOT = Path(__file__).parents[2]
BROKEN = LATER + '    op.execute("SELECT 1 FROM nowhere")\n'
ORPHANS = LATER + '    op.execute("DELETE FROM persons")\n'
every_release = pytest.mark.parametrize("name", sorted(released()))


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations with one more; the program works with it."""
    folder = later_migrations(tmp_path / "migrations")
    monkeypatch.setattr(schema, "migrations", lambda: folder)
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder for a workspace alone."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def kept(name: str, place: Path) -> tuple[Path, str | None]:
    """A copy of a kept workspace, and its passphrase."""
    path, passphrase = released()[name]
    return Path(shutil.copy(path, place / "w.dicas")), passphrase


def facts(store: Store) -> dict[str, Any]:
    """What a person would miss."""
    with store.read() as db:
        return {
            "children": db.execute(
                "SELECT m.title, m.title_ja, d.side, p.name_ja "
                "FROM meetings m JOIN delegations d ON d.meeting_id = m.id "
                "JOIN delegation_members x ON x.delegation_id = d.id JOIN persons p ON p.id = x.person_id"
            ).all(),
            "agenda": db.execute("SELECT topic, meeting_id FROM agenda_items").all(),
            "bin": db.execute("SELECT count(*) FROM delegations WHERE deleted_at IS NOT NULL").scalar(),
            "found": [hit.ref for hit in search(db, "艦船修理")],
            "counters": db.execute("SELECT * FROM counters ORDER BY 1").all(),
            "uid": db.execute("SELECT value FROM store_facts WHERE name = 'uid'").scalar(),
            "labels": [step.label for step in steps(db, 99)][::-1][:7],
        }


# ---------------------------------------------------------------------- what is on the officers' disks
def test_workspaces_of_every_released_schema_are_kept_plain_and_encrypted() -> None:
    names = {f"schema-{number:04d}{ending}" for number in range(1, NEWEST + 1) for ending in ("", "-encrypted")}
    # the files of a schema are made at its release
    unreleased = {name for name in names if f"{NEWEST:04d}" in name}
    assert set(released()) in (names, names - unreleased)
    assert "schema-0001" in released()


def test_a_kept_file_is_never_written_again(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(FileExistsError):
        write(tmp_path)


@every_release
def test_a_kept_file_has_the_schema_that_its_migrations_make(name: str, tmp_path: Path, place: Path) -> None:
    """A released migration is never edited: officers' files would not be what it makes."""
    path, passphrase = kept(name, place)
    key = None if passphrase is None else raw_key(passphrase, path.read_bytes()[:SALT_BYTES])
    with closing(connect(path, key, "ro", immutable=True)) as old, closing(connect(tmp_path / "n", None, "rwc")) as new:
        revision = schema.revision_of(old)
        assert int(name[7:11]) == revision
        schema.upgrade(new, revision)
        statement = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'search_index%'"
        assert dict(old.execute(statement).fetchall()) == dict(new.execute(statement).fetchall())
        assert schema.revision_of(new) == revision


@every_release
def test_a_workspace_of_every_released_schema_opens_with_all_that_is_in_it(name: str, place: Path) -> None:
    path, passphrase = kept(name, place)
    with closing(reopen(path, passphrase)) as store:
        assert store.check() == []
        found = facts(store)
        assert found["children"] == [("Example plenary", "例示本会合", "JP", "例示 太郎")]
        assert found["agenda"] == [("艦船修理 / ship repair", 1)]
        assert found["bin"] == 1
        assert found["found"] == ["AG-0001"]
        with store.write("Go on") as step:
            assert step.add("meetings", {"title": "Another"}).ref == "M-0003"
        assert store.check() == []


# ---------------------------------------------------------------------- a newer schema
@every_release
def test_the_upgrade_keeps_everything_and_journals_what_it_changed(name: str, place: Path, later: Path) -> None:
    path, passphrase = kept(name, place)
    whole = path.read_bytes()
    with closing(reopen(path, passphrase)) as store:
        assert store.check() == []
        found = facts(store)
        assert found["children"] == [("Example plenary", "例示本会合", "JP", "例示 太郎")]
        assert (found["bin"], found["found"]) == (1, ["AG-0001"])
        assert found["labels"][:2] == ["Create the workspace, ceiling U", "Add a meeting with its delegation"]
        with store.read() as db:
            newest = steps(db, 1)[0]
            assert db.execute("SELECT DISTINCT rooms FROM meetings").scalars() == [1]
            assert db.execute("SELECT name_en, name_ja FROM organizations").all() == [
                ("Example organization (renamed)", "例示機構")
            ]
            assert db.execute("SELECT count(*) FROM decisions").scalar() == 0
            assert db.execute("SELECT count(*) FROM visits").scalar() == 0
            assert [hit.ref for hit in search(db, "renamed")] == ["O-0001"]
        assert newest.kind == "migrate"
        assert newest.label == f"Bring the file from schema {int(name[7:11])} to {NEWEST + 1}"
        assert (newest.who, newest.workstation) == (WHO.name, WHO.workstation)
        assert store.undo_label is None
        assert store.history("meetings", 1)[0].changes == (("rooms", None, 1),)
        assert store.encrypted == (passphrase is not None)
    assert sorted(each.name for each in place.iterdir()) == ["w.dicas", "w.dicas.backups"]
    (backup,) = backups.named(path)
    assert backup.reason == "migration"
    if passphrase is None:
        assert backup.path.stat().st_size > len(whole) / 2
    assert not migration_of(later).with_name("nothing").exists()


@every_release
def test_an_upgraded_file_is_not_upgraded_again_and_can_be_worked_in(name: str, place: Path, later: Path) -> None:
    path, passphrase = kept(name, place)
    reopen(path, passphrase).close()
    first = path.read_bytes()
    with closing(reopen(path, passphrase)) as store:
        steps_then = store.head.steps
        with store.write("Go on") as step:
            step.update("organizations", 1, {"name_en": "Third name"})
        store.undo()
        assert store.head.steps == steps_then + 2
        assert store.check() == []
    assert path.read_bytes() != first
    assert len(backups.named(path)) == 1
    assert later.exists()


@every_release
@pytest.mark.parametrize(("text", "error"), [(BROKEN, OperationalError), (ORPHANS, UserProblem)])
def test_a_migration_that_fails_leaves_the_original(
    name: str, text: str, error: type[Exception], place: Path, later: Path
) -> None:
    path, passphrase = kept(name, place)
    before = path.read_bytes()
    migration_of(later).write_text(text, encoding="utf-8")
    with pytest.raises((error, UserProblem)):
        reopen(path, passphrase)
    assert path.read_bytes() == before
    assert sorted(each.name for each in place.iterdir()) == ["w.dicas", "w.dicas.backups"]
    migration_of(later).unlink()
    with closing(reopen(path, passphrase)) as store:
        assert store.check() == []


def test_a_file_that_is_only_read_is_not_upgraded(place: Path, later: Path) -> None:
    path, _none = kept("schema-0001", place)
    before = path.read_bytes()
    with pytest.raises(UserProblem) as problem:
        reopen(path, read_only=True)
    assert str(problem.value) == (
        "w.dicas was written by an older DICAS Desktop: open it once for writing, which brings it up to date and makes "
        "a backup first."
    )
    assert path.read_bytes() == before
    assert [each.name for each in place.iterdir()] == ["w.dicas"]
    assert later.exists()


def test_a_file_that_another_program_changed_is_not_upgraded(place: Path, later: Path) -> None:
    """Else the journal would call its changes the migration's."""
    path, _none = kept("schema-0001", place)
    with closing(connect(path, None, "rw")) as raw:
        raw.execute("UPDATE organizations SET name_en = 'Somebody else'")
    before = path.read_bytes()
    with pytest.raises(UserProblem, match="another program changed name_en"):
        reopen(path)
    assert path.read_bytes() == before
    assert later.exists()


@pytest.mark.parametrize("stop", [1, 2, 4])
def test_cancel_leaves_the_original(place: Path, later: Path, stop: int) -> None:
    path, passphrase = kept("schema-0001-encrypted", place)
    before = path.read_bytes()
    calls: list[int] = []

    def progress(done: int, _total: int, _text: str) -> bool:
        calls.append(done)
        return len(calls) < stop

    file = open_file(path, passphrase, WHO, Clock())
    assert file.lock is not None
    with pytest.raises(Cancelled):
        upgrade.upgrade_file(file, WHO, Clock(), progress)
    file.lock.release()
    assert path.read_bytes() == before
    assert {each.name for each in place.iterdir()} <= {"w.dicas", "w.dicas.backups"}
    assert later.exists()


def test_one_who_loses_the_file_meanwhile_upgrades_nothing(place: Path, later: Path) -> None:
    path, passphrase = kept("schema-0001-encrypted", place)
    before = path.read_bytes()
    file = open_file(path, passphrase, WHO, Clock())
    taken = open_file(path, passphrase, WHO, Clock(), mode=Mode.WRITE | Mode.TAKE_OVER)
    with pytest.raises(TakenOver):
        upgrade.upgrade_file(file, WHO, Clock())
    assert path.read_bytes() == before
    for each in (file, taken):
        assert each.lock is not None
        each.lock.release()
    assert later.exists()


CHILD = """
import os, signal, sys
from pathlib import Path
from dicas_desktop.store import schema, upgrade
from dicas_desktop.store.files import open_file
from tests.make import WHO, Clock

schema.migrations = lambda: Path(sys.argv[3])
calls = 0
def progress(_done, _total, _text):
    global calls
    calls += 1
    if calls == int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)
    return True
file = open_file(Path(sys.argv[1]), sys.argv[2] or None, WHO, Clock())
upgrade.upgrade_file(file, WHO, Clock(), progress)
print(calls)
"""


def child(
    path: Path, passphrase: str | None, later: Path, stop: int, before: str = ""
) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", before + CHILD, str(path), passphrase or "", str(later), str(stop)]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("stop", [2, 5, 9])
@pytest.mark.parametrize("name", ["schema-0001", "schema-0001-encrypted"])
def test_a_process_killed_on_its_way_leaves_the_original(name: str, place: Path, later: Path, stop: int) -> None:
    path, passphrase = kept(name, place)
    before = path.read_bytes()
    assert child(path, passphrase, later, stop).returncode == -signal.SIGKILL
    assert path.read_bytes() == before
    with closing(reopen(path, passphrase)) as store:
        assert store.check() == []
        assert facts(store)["bin"] == 1
    assert not [each.name for each in place.iterdir() if "upgrade" in each.name]


@pytest.mark.skipif(os.name == "nt", reason="the limit is one of Unix")
def test_a_full_disk_leaves_the_original_and_is_told(place: Path, later: Path) -> None:
    path, passphrase = kept("schema-0001-encrypted", place)
    before = path.read_bytes()
    limit = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
    )
    ran = child(path, passphrase, later, 0, limit)
    assert "UserProblem" in ran.stderr.splitlines()[-1]
    assert path.read_bytes() == before
    assert not [each for each in place.iterdir() if "upgrade" in each.name]


def test_a_backup_of_an_older_schema_is_restored_and_brought_up(
    place: Path, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    path, _none = kept("schema-0001", place)
    file = open_file(path, None, WHO, Clock())
    backup = backups.back_up(file, "asked", Clock()())
    assert file.lock is not None
    file.lock.release()
    monkeypatch.setattr(schema, "migrations", lambda: later)
    reopen(path).close()
    restored = restore(path, None, backup.path, WHO, Clock())
    with closing(reopen(path)) as store, store.read() as db:
        assert [step.kind for step in steps(db, 2)] == ["restore", "migrate"]
        assert store.head == restored.content.head
        assert store.check() == []
        assert db.execute("SELECT count(rooms) FROM meetings").scalar() == 2


def test_the_older_program_names_the_version_that_is_needed(
    place: Path, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, passphrase = kept("schema-0001-encrypted", place)
    monkeypatch.setattr(schema, "VERSION", "7.3.1")
    reopen(path, passphrase).close()
    monkeypatch.undo()
    before = path.read_bytes()
    with pytest.raises(UserProblem) as problem:
        reopen(path, passphrase)
    assert str(problem.value) == (
        f"w.dicas was written by a newer DICAS Desktop (schema {NEWEST + 1}; this program knows {NEWEST}): "
        "open it with DICAS Desktop 7.3.1 or later."
    )
    assert path.read_bytes() == before
    assert later.exists()


def test_a_new_workspace_is_of_the_newest_schema(place: Path, later: Path) -> None:
    with closing(new_store(place / "w.dicas", PASSPHRASE)) as store:
        fill(store)
        assert store.check() == []
        assert set(dump(store)) == set(ENTITIES)
        with store.read() as db:
            assert db.execute("PRAGMA user_version").scalar() == NEWEST + 1
    assert [each.name for each in place.iterdir()] == ["w.dicas"]
    open_store(place / "w.dicas", PASSPHRASE, who=WHO, now=Clock()).close()
    assert later.exists()


@pytest.mark.parametrize(
    ("due", "offset"), [("2024-07-21", -7), ("2024-07-28", 0), ("2024-08-01", 4), ("2024-07-27", None)]
)
def test_a_deadline_that_hung_on_a_meeting_keeps_its_day(tmp_path: Path, due: str, offset: int | None) -> None:
    path, _passphrase = released()["schema-0001"]
    shutil.copyfile(path, tmp_path / "w.dicas")
    with closing(connect(tmp_path / "w.dicas", None, "rw")) as raw:
        raw.execute("UPDATE action_items SET due_meeting_id = 1, due_date = ?", (due,))
        schema.upgrade(raw)
        row = raw.execute("SELECT due_date, due_meeting_id, due_offset, due_offset_unit FROM action_items").fetchall()
    assert row == [(due, 1, offset, None if offset is None else "day")]
