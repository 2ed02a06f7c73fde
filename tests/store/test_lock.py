"""One writer: who has the file, taking it over, and the one who lost it noticing before its next write."""

import json
import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dicas_desktop.store import lock
from dicas_desktop.store.connection import connect
from dicas_desktop.store.faults import InUse, ReadOnlyFile, RiskyFolder, TakenOver
from dicas_desktop.store.files import Mode
from dicas_desktop.store.history import steps
from dicas_desktop.store.journal import Who
from dicas_desktop.store.lock import OwnerLock
from dicas_desktop.store.store import Store, create_store, open_store
from tests.make import PASSPHRASE, WHO, Clock, dump, new_store, reopen

ROOT = Path(__file__).parents[2]
COLLEAGUE = Who("Example colleague", "example-desk")
TAKE = Mode.WRITE | Mode.TAKE_OVER
HOLDER = """
import sys
from pathlib import Path
from tests.make import reopen, Clock
from dicas_desktop.domain.problems import UserProblem

store = reopen(Path(sys.argv[1]), *sys.argv[2:])
print("open", flush=True)
for line in sys.stdin:
    try:
        with store.write(line.strip()) as step:
            step.add("organizations", {"name_en": line.strip()})
        print("written", flush=True)
    except UserProblem as problem:
        print(type(problem).__name__, problem, flush=True)
store.close()
print("closed", flush=True)
"""


class Other:
    """Another process that has the file open for writing."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def write(self, name: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        return self.hear()

    def close(self) -> str:
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.hear()


@contextmanager
def holding(path: Path, *passphrase: str) -> Iterator[Other]:
    command = [sys.executable, "-c", textwrap.dedent(HOLDER), str(path), *passphrase]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        other = Other(process)
        try:
            assert other.hear() == "open"
            yield other
        finally:
            process.kill()


def taken(path: Path, passphrase: str | None = None) -> Store:
    return open_store(path, passphrase, who=COLLEAGUE, now=Clock(), mode=TAKE)


def names(store: Store) -> list[str]:
    with store.read() as db:
        return [row[0] for row in db.execute("SELECT name_en FROM organizations ORDER BY id").all()]


def owner_file(path: Path) -> Path:
    return path.with_name(f".{path.name}.owner")


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "encrypted"])
def secret(request: pytest.FixtureRequest) -> str | None:
    passphrase: str | None = request.param
    return passphrase


def test_the_owner_file_says_who_where_when_and_which_process(empty: Store) -> None:
    file = owner_file(empty.path)
    said = json.loads(file.read_text(encoding="utf-8"))
    assert (said["who"], said["workstation"]) == (WHO.name, WHO.workstation)
    assert (said["at_utc"], said["pid"]) == ("2024-07-15T05:03:01+00:00", os.getpid())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_is_taken_over_is_written_by_one_only(tmp_path: Path, secret: str | None) -> None:
    path = tmp_path / "w.dicas"
    new_store(path, secret).close()
    with holding(path, *filter(None, [secret])) as other:
        assert other.write("Before") == "written"
        with closing(taken(path, secret)) as store:
            told = other.write("After")
            assert told == (
                "TakenOver w.dicas was taken over by Example colleague on example-desk since 15 Jul 2024 14:03 JST / "
                f"01:03 EDT (process {os.getpid()}): nothing was written. "
                "It can only be read here until that one closes."
            )
            with store.write("Mine") as step:
                step.add("organizations", {"name_en": "Mine"})
            assert other.write("Again").startswith("TakenOver")
            assert names(store) == ["Before", "Mine"]
            assert other.close() == "closed"
            # the one who lost the file takes nothing of the new owner's with it
            assert store.hold.file.lock is not None
            assert store.hold.file.lock.holds()
            assert not store.hold.lost
        assert not owner_file(path).exists()
    with closing(reopen(path, secret)) as store:
        assert names(store) == ["Before", "Mine"]
        assert store.check() == []


def test_taking_over_is_a_step_of_the_journal_and_leaves_undo_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    new_store(path).close()
    with holding(path) as other:
        assert other.write("Before") == "written"
        with closing(taken(path)) as store:
            with store.read() as db:
                newest = steps(db, 1)[0]
            assert (newest.kind, newest.who, newest.change_count) == ("take_over", COLLEAGUE.name, 0)
            pid = other.process.pid
            owner = f"Example officer on example-desk since 15 Jul 2024 14:03 JST / 01:03 EDT (process {pid})"
            assert newest.label == f"Take the file over from {owner}"
            assert store.undo() == "Before"
            assert store.check() == []


def test_of_two_who_take_over_only_the_last_one_writes(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    new_store(path).close()
    with holding(path) as first, closing(taken(path)) as second, closing(taken(path)) as third:
        assert first.write("First").startswith("TakenOver")
        with pytest.raises(TakenOver), second.write("Second") as step:
            step.add("organizations", {"name_en": "Second"})
        assert second.read_only
        assert second.hold.lost
        with third.write("Third") as step:
            step.add("organizations", {"name_en": "Third"})
        second.close()
        assert third.hold.file.lock is not None
        assert third.hold.file.lock.holds()
        assert names(third) == ["Third"]


def test_undo_too_is_refused_once_the_file_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    with closing(new_store(path)) as store:
        with store.write("Add") as step:
            step.add("organizations", {"name_en": "Example organization"})
        before = dump(store)
        with closing(taken(path)):
            with pytest.raises(TakenOver):
                store.undo()
            assert dump(store) == before
            assert store.read_only


def test_without_the_wish_to_take_over_nothing_is_taken(empty: Store) -> None:
    with pytest.raises(InUse) as problem:
        reopen(empty.path)
    assert f"(process {os.getpid()})" in str(problem.value)
    assert empty.hold.file.lock is not None
    assert empty.hold.file.lock.holds()


def test_an_owner_file_of_a_dead_process_is_cleared_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    new_store(path).close()
    with holding(path) as other:
        pid = other.process.pid
        other.process.kill()
        other.process.wait()
    assert owner_file(path).exists()
    with closing(reopen(path)) as store:
        owner = f"Example officer on example-desk since 15 Jul 2024 14:03 JST / 01:03 EDT (process {pid})"
        assert store.notes == (f"The owner file of a program that ended without closing was cleared: {owner}.",)
    with closing(reopen(path)) as store:
        assert store.notes == ()


def test_the_owner_file_of_another_workstation_counts_though_no_lock_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    new_store(path).close()
    said = {"who": "Example colleague", "workstation": "elsewhere", "at_utc": "2024-07-15T04:00:00+00:00", "pid": 7}
    owner_file(path).write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(InUse) as problem:
        reopen(path)
    assert "Example colleague on elsewhere since 15 Jul 2024 13:00 JST / 00:00 EDT (process 7)" in str(problem.value)
    assert json.loads(owner_file(path).read_text(encoding="utf-8")) == said
    with closing(taken(path)) as store, store.read() as db:
        assert "elsewhere" in steps(db, 1)[0].label


@pytest.mark.parametrize(
    "content",
    ["", "spoiled", "[]", "{}", "null", '"text"', "7", '{"who": "gone"}', "{" * 9_000, '{"pid": 1e999}',
     '{"who": 1, "workstation": [], "at_utc": null, "pid": "x"}', "\x00" * 300],
)  # fmt: skip
def test_an_owner_file_of_nonsense_holds_nobody_out(tmp_path: Path, content: str) -> None:
    path = tmp_path / "w.dicas"
    new_store(path).close()
    owner_file(path).write_text(content, encoding="utf-8")
    with closing(reopen(path)) as store:
        assert store.notes == ()
        assert not store.read_only


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300)
    | st.recursive(
        st.none() | st.integers() | st.floats() | st.text(max_size=30),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["who", "workstation", "at_utc", "pid", "token"]) | st.text(max_size=5), inner
            )
        ),
        max_leaves=8,
    ).map(lambda value: json.dumps(value).encode())
)
def test_whatever_an_owner_file_holds_it_is_taken_or_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "w.dicas"
    path.touch()
    owner_file(path).write_bytes(content)
    try:
        mine = OwnerLock(path, WHO, "now")
    except InUse as problem:
        told = str(problem)
        mine = OwnerLock(path, WHO, "now", take_over=True)
    else:
        told = mine.note
    assert "\n" not in told
    assert len(told) < 1_000
    assert mine.holds()
    mine.release()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_laid_in_place_of_the_owner_file_is_not_written_through(tmp_path: Path) -> None:
    path, victim = tmp_path / "w.dicas", tmp_path / "letter.txt"
    new_store(path).close()
    victim.write_text("precious", encoding="utf-8")
    owner_file(path).symlink_to(victim)
    with pytest.raises(ReadOnlyFile):
        reopen(path)
    assert victim.read_text(encoding="utf-8") == "precious"


def test_an_owner_file_with_hostile_names_is_told_in_one_short_line(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    new_store(path).close()
    said = {"who": "x\n" * 900, "workstation": "a\tb", "at_utc": "now", "pid": 7}
    owner_file(path).write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(InUse) as problem:
        reopen(path)
    assert "\n" not in str(problem.value)
    assert len(str(problem.value)) < 600


def test_an_owner_file_that_is_gone_stops_the_writer(empty: Store) -> None:
    owner_file(empty.path).unlink()
    with pytest.raises(TakenOver) as problem, empty.write("Add") as step:
        step.add("organizations", {"name_en": "Example organization"})
    assert str(problem.value) == (
        "empty.dicas lost its owner file: somebody else may have written. Close it and open it again."
    )
    assert names(empty) == []


def test_where_nothing_can_be_locked_a_living_process_counts_and_a_dead_one_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "hold", lambda _file: None)  # a file system without locks cannot be had in a test
    path = tmp_path / "w.dicas"
    path.touch()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        said = {"who": "Example colleague", "workstation": WHO.workstation, "at_utc": "now", "pid": process.pid}
        owner_file(path).write_text(json.dumps(said), encoding="utf-8")
        with pytest.raises(InUse):
            OwnerLock(path, WHO, "now")
        process.communicate(b"\n")
    mine = OwnerLock(path, WHO, "now")
    assert "was cleared" in mine.note
    mine.release()
    assert not owner_file(path).exists()


def test_where_no_open_file_can_be_replaced_the_token_is_put_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.dicas"
    path.touch()
    first = OwnerLock(path, WHO, "now")

    def refuse(_source: Path, _target: Path) -> None:
        raise PermissionError  # as Windows answers

    monkeypatch.setattr(Path, "replace", refuse)
    second = OwnerLock(path, COLLEAGUE, "later", take_over=True)
    assert second.holds()
    assert not first.holds()
    first.release()
    assert second.holds()
    second.release()
    assert list(tmp_path.iterdir()) == [path]


def test_a_synchronised_folder_is_refused_for_writing_unless_one_insists(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox" / "office"
    folder.mkdir(parents=True)
    new_store(tmp_path / "w.dicas").close()
    path = (tmp_path / "w.dicas").rename(folder / "w.dicas")
    with pytest.raises(RiskyFolder) as problem:
        reopen(path)
    assert str(problem.value) == (
        "w.dicas lies in a folder that Dropbox copies to other machines, where two writers could spoil it: "
        "open it read-only, or move it to a local disk."
    )
    assert list(folder.iterdir()) == [path]
    with closing(reopen(path, read_only=True)) as store:
        assert store.check() == []
    with closing(open_store(path, who=WHO, now=Clock(), mode=Mode.WRITE | Mode.INSIST)) as store:
        assert store.notes == (
            "w.dicas lies in a folder that Dropbox copies to other machines: take care that nobody else writes to it.",
        )
        with store.write("Add") as step:
            step.add("organizations", {"name_en": "Example organization"})
        # one file, no log that the service would copy at another moment
        assert sorted(each.name for each in folder.iterdir()) == [".w.dicas.owner", "w.dicas"]
        with store.read() as db:
            assert db.execute("PRAGMA journal_mode").scalar() == "delete"
        assert store.check() == []
    back = path.rename(tmp_path / "back.dicas")
    with closing(reopen(back)), closing(connect(back, None, "rw")) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_new_workspace_is_made_in_a_synchronised_folder_by_insisting_only(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    with pytest.raises(RiskyFolder):
        new_store(tmp_path / "OneDrive" / "w.dicas")
    assert list((tmp_path / "OneDrive").iterdir()) == []
    insisting = Mode.WRITE | Mode.INSIST
    create_store(tmp_path / "OneDrive" / "w.dicas", None, who=WHO, now=Clock(), mode=insisting).close()
    assert [each.name for each in (tmp_path / "OneDrive").iterdir()] == ["w.dicas"]
