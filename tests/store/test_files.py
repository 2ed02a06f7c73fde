"""Making and opening files: each way to fail has its own sentence and leaves the disk as it was."""

import errno
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import lock
from dicas_desktop.store.connection import APPLICATION_ID, DatabaseError, IntegrityError, connect
from dicas_desktop.store.faults import InUse, NeedsPassphrase, ReadOnlyFile, WrongPassphrase, problem_of
from dicas_desktop.store.key import SALT_BYTES, raw_key
from dicas_desktop.store.store import Store, create_store, open_store
from tests.make import PASSPHRASE, WHO, Clock, dump, new_store, reopen

HIDDEN = "a plain placeholder that must not be read from the file"
ROOT = Path(__file__).parents[2]
PAGE = 4096


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The bytes of a plain and an encrypted workspace that hold one organization."""
    folder = tmp_path_factory.mktemp("both")
    for name, passphrase in (("plain", None), ("encrypted", PASSPHRASE)):
        store = new_store(folder / name, passphrase)
        add(store, HIDDEN)
        store.close()
    return {name: (folder / name).read_bytes() for name in ("plain", "encrypted")}


def add(store: Store, name: str = "Example organization") -> None:
    with store.write("Add") as step:
        step.add("organizations", {"name_en": name})


def on_disk(folder: Path) -> dict[str, bytes]:
    """Every file of a folder; of SQLite's index of its log, which readers write too, only the name."""
    return {
        path.name: b"" if path.name.endswith("-shm") else path.read_bytes()
        for path in folder.iterdir()
        if path.is_file()
    }


def refused(path: Path, passphrase: str | None = None, *, read_only: bool = False) -> UserProblem:
    """Open, see it refused with one plain line, and nothing changed in the folder."""
    before = on_disk(path.parent) if path.parent.is_dir() else {}
    with pytest.raises(UserProblem) as problem:
        reopen(path, passphrase, read_only=read_only)
    assert (on_disk(path.parent) if path.parent.is_dir() else {}) == before
    assert "\n" not in str(problem.value)
    return problem.value


@pytest.mark.parametrize(
    "name", ["what?.dicas", "half #2.dicas", "100% done.dicas", "%3f.dicas", "作業部会.dicas", "a&b=c.dicas"]
)
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    new_store(tmp_path / name).close()
    with closing(reopen(tmp_path / name)) as store:
        add(store)
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_nothing_of_the_content_is_left_beside_the_file_or_in_its_free_pages(
    tmp_path: Path, passphrase: str | None
) -> None:
    path = tmp_path / "w.dicas"
    with closing(new_store(path, passphrase)) as store:
        with store.read() as db:
            assert db.execute("PRAGMA temp_store").scalar() == 2  # in memory
        with store.write("Add") as step:
            step.add_many("organizations", [{"name_en": HIDDEN} for _number in range(500)])
            assert step.raw.execute("PRAGMA secure_delete").fetchone()[0] == 1
            assert step.raw.execute("PRAGMA temp_store").fetchone()[0] == 2
        assert (tmp_path / "w.dicas-wal").exists()
    assert [each.name for each in tmp_path.iterdir()] == ["w.dicas"]
    assert (HIDDEN.encode() in path.read_bytes()) is (passphrase is None)


def test_a_new_file_refuses_to_overwrite(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    path.write_text("precious")
    with pytest.raises(UserProblem) as problem:
        new_store(path)
    assert str(problem.value) == f"{path} exists already: choose another name; nothing was overwritten."
    assert on_disk(tmp_path) == {"w.dicas": b"precious"}


def test_a_file_that_came_into_being_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    path.symlink_to(tmp_path / "nowhere")  # nothing exists by that name, yet the name is taken
    with pytest.raises(UserProblem) as problem:
        new_store(path)
    assert str(problem.value) == f"{path} could not be made: File exists."
    assert path.is_symlink()
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_takes_its_name_where_links_are_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(_source: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    new_store(tmp_path / "w.dicas").close()
    assert list(on_disk(tmp_path)) == ["w.dicas"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("missing/w.dicas", "There is no folder {folder}/missing: make it first, or choose another."),
        ("file/w.dicas", "There is no folder {folder}/file: make it first, or choose another."),
        ("x" * 300, "{folder}/" + "x" * 300 + " could not be made: File name too long."),
        ("/proc/w.dicas", "/proc/w.dicas could not be made: No such file or directory."),
    ],
)
def test_a_place_that_cannot_take_a_file_is_told(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UserProblem) as problem:
        new_store(tmp_path / name)
    assert str(problem.value) == sentence.format(folder=tmp_path)
    assert list(on_disk(tmp_path)) == ["file"]


@pytest.mark.parametrize("passphrase", ["", "  \n"])
def test_an_empty_passphrase_is_refused(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(UserProblem) as problem:
        new_store(tmp_path / "w.dicas", passphrase)
    assert str(problem.value) == "The passphrase is empty: enter one, or choose a plain file."
    assert on_disk(tmp_path) == {}


def test_what_a_crash_left_of_a_new_file_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / ".w.dicas.new").write_bytes(b"half a file")
    new_store(tmp_path / "w.dicas").close()
    assert list(on_disk(tmp_path)) == ["w.dicas"]


def test_a_plain_file_is_one_file_for_its_owner_only(tmp_path: Path) -> None:
    store = new_store(tmp_path / "w.dicas", ceiling="C")
    assert (store.encrypted, store.read_only, store.ceiling, store.path) == (False, False, "C", tmp_path / "w.dicas")
    add(store, HIDDEN)
    store.close()
    store.close()
    assert list(on_disk(tmp_path)) == ["w.dicas"]
    assert (tmp_path / "w.dicas").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "w.dicas").read_bytes().startswith(b"SQLite format 3\0")


def test_an_encrypted_file_shows_nothing_of_its_content(both: dict[str, bytes]) -> None:
    assert HIDDEN.encode() in both["plain"]
    for trace in (HIDDEN.encode(), HIDDEN[:12].encode(), b"SQLite", b"CREATE TABLE", b"organizations"):
        assert trace not in both["encrypted"]
    assert len(set(both["encrypted"])) == 256
    assert both["encrypted"][:SALT_BYTES] != both["plain"][:SALT_BYTES]


def test_what_an_encrypted_store_writes_beside_the_file_shows_nothing_either(tmp_path: Path) -> None:
    store = new_store(tmp_path / "w.dicas", PASSPHRASE)
    add(store, HIDDEN)
    beside = on_disk(tmp_path)
    assert {"w.dicas-wal", ".w.dicas.owner"} <= beside.keys()
    assert len(beside["w.dicas-wal"]) > PAGE
    assert not any(HIDDEN.encode() in content for content in beside.values())
    store.close()
    assert list(on_disk(tmp_path)) == ["w.dicas"]


def test_two_files_of_one_passphrase_have_two_keys() -> None:
    salts = (bytes(16), bytes(15) + b"\1")
    assert len({raw_key(PASSPHRASE, salt) for salt in salts}) == 2
    assert raw_key(PASSPHRASE, salts[0]) == raw_key(PASSPHRASE, salts[0])
    assert raw_key("\uff41\u00e9", salts[0]) == raw_key("ae\u0301", salts[0]), "the same words from another keyboard"
    assert raw_key("half \ud800", salts[0]) != raw_key("half ?", salts[0])


def test_a_closed_store_says_so_and_leaves_no_file(tmp_path: Path) -> None:
    store = new_store(tmp_path / "w.dicas")
    with store.read() as db:
        store.close()  # while somebody reads
        assert db.execute("SELECT count(*) FROM organizations").scalar() == 0
    for use in (lambda: store.head, lambda: store.history("organizations", 1), store.check):
        with pytest.raises(UserProblem) as problem:
            use()
        assert str(problem.value) == "w.dicas is closed: open it again."
    with pytest.raises(UserProblem):
        store.undo()
    assert list(on_disk(tmp_path)) == ["w.dicas"]


@pytest.fixture
def place(tmp_path: Path, both: dict[str, bytes]) -> Callable[[str], Path]:
    def write(kind: str) -> Path:
        path = tmp_path / "w.dicas"
        path.write_bytes(both[kind])
        return path

    return write


def test_a_missing_passphrase_is_asked_for(place: Callable[[str], Path]) -> None:
    problem = refused(place("encrypted"))
    assert isinstance(problem, NeedsPassphrase)
    assert str(problem) == "w.dicas is encrypted: give its passphrase."


@pytest.mark.parametrize("read_only", [False, True])
def test_a_wrong_passphrase_is_told(place: Callable[[str], Path], read_only: bool) -> None:
    problem = refused(place("encrypted"), "wrong", read_only=read_only)
    assert isinstance(problem, WrongPassphrase)
    assert str(problem) == "The passphrase does not open w.dicas: type it again."


def test_the_right_passphrase_opens_and_a_plain_file_needs_none(place: Callable[[str], Path]) -> None:
    for kind, passphrase in (("encrypted", PASSPHRASE), ("plain", None), ("plain", "not needed")):
        with closing(reopen(place(kind), passphrase)) as store:
            assert dump(store)["organizations"][0][4] == HIDDEN
            assert store.encrypted == (kind == "encrypted")


DAMAGED = (
    "w.dicas is damaged and was not opened: restore a backup, or recover what can be read (dicas-desktop recover)."
)
NOT_OURS = "w.dicas is not a DICAS workspace: choose a file that ends in .dicas."
WRONG = "The passphrase does not open w.dicas: type it again."


@pytest.mark.parametrize(
    ("kind", "offset", "sentence"),
    [
        ("plain", 0, "w.dicas is encrypted: give its passphrase."),  # its first bytes are all that tells it apart
        ("plain", 17, DAMAGED),
        ("plain", 60, NOT_OURS),
        ("plain", 104, DAMAGED),
        ("encrypted", 0, WRONG),
        ("encrypted", 17, DAMAGED),  # other pages prove that the passphrase is right
        ("encrypted", PAGE - 100, DAMAGED),
    ],
)
def test_a_damaged_first_page_is_told(place: Callable[[str], Path], kind: str, offset: int, sentence: str) -> None:
    path = place(kind)
    spoil(path, offset)
    assert str(refused(path, PASSPHRASE if kind == "encrypted" else None)) == sentence


def spoil(path: Path, offset: int, number: int = 32) -> None:
    content = bytearray(path.read_bytes())
    content[offset : offset + number] = bytes(byte ^ 0xFF for byte in content[offset : offset + number])
    path.write_bytes(content)


@pytest.mark.parametrize("kind", ["plain", "encrypted"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.97])
def test_damage_further_back_is_told_at_opening_or_by_check(
    place: Callable[[str], Path], kind: str, share: float
) -> None:
    path = place(kind)
    size = path.stat().st_size
    offset = int(size * share) // PAGE * PAGE
    spoil(path, offset, PAGE)
    before = on_disk(path.parent)
    found = findings(path, PASSPHRASE if kind == "encrypted" else None)
    assert found
    assert all(line == DAMAGED or line.startswith("The file is damaged: ") for line in found)
    assert not any("\n" in line for line in found)
    assert on_disk(path.parent) == before


def findings(path: Path, passphrase: str | None) -> list[str]:
    try:
        with closing(reopen(path, passphrase)) as store:
            return store.check()
    except UserProblem as problem:
        return [str(problem)]


@pytest.mark.parametrize("kind", ["plain", "encrypted"])
def test_reading_a_damaged_page_is_told(place: Callable[[str], Path], kind: str) -> None:
    passphrase = PASSPHRASE if kind == "encrypted" else None
    path = place(kind)
    with closing(reopen(path, passphrase)) as store, store.read() as db:
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'organizations'").scalar()
    spoil(path, (root - 1) * PAGE, PAGE)
    with closing(reopen(path, passphrase, read_only=True)) as store, pytest.raises(UserProblem) as problem:
        dump(store)
    assert str(problem.value) == DAMAGED


@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
@pytest.mark.parametrize("kind", ["plain", "encrypted"])
@pytest.mark.parametrize("whole_pages", [True, False])
def test_a_file_cut_short_is_told(place: Callable[[str], Path], kind: str, share: float, whole_pages: bool) -> None:
    path = place(kind)
    length = int(path.stat().st_size * share) // PAGE * PAGE + (0 if whole_pages else 100)
    with path.open("r+b") as file:
        file.truncate(length)
    odd = "w.dicas is not a DICAS workspace, or it was cut short: restore a backup."
    sentence = odd if kind == "encrypted" and not whole_pages else DAMAGED
    assert str(refused(path, PASSPHRASE if kind == "encrypted" else None)) == sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", NOT_OURS),
        (b"short", NOT_OURS),
        (b"This is a letter, not a workspace.\n" * 9,
         "w.dicas is not a DICAS workspace, or it was cut short: restore a backup."),
        (b"SQLite format 3\0" + b"no database" * 400, DAMAGED),
        (b"\xff" * PAGE * 3, "w.dicas is encrypted: give its passphrase."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workspace_is_told(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "w.dicas").write_bytes(content)
    assert str(refused(tmp_path / "w.dicas")) == sentence


def test_a_folder_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "w.dicas").mkdir()
    assert str(refused(tmp_path / "w.dicas")) == NOT_OURS


def test_the_database_of_another_program_is_no_workspace(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "w.dicas")) as other:
        other.execute("CREATE TABLE journal_steps (id INTEGER)")
    assert str(refused(tmp_path / "w.dicas")) == NOT_OURS


def test_a_file_that_bears_our_mark_only_is_told(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "w.dicas")) as other:
        other.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        other.execute("CREATE TABLE lonely (id INTEGER)")
    assert str(refused(tmp_path / "w.dicas")) == "w.dicas could not be used: no such table: store_facts."


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_of_a_newer_program_is_told(place: Callable[[str], Path], read_only: bool) -> None:
    path = place("plain")
    with closing(connect(path, None, "rw")) as raw:
        raw.execute("PRAGMA user_version = 99")
    assert str(refused(path, read_only=read_only)) == (
        "w.dicas was written by a newer DICAS Desktop (schema 99; this program knows 2): "
        "open it with DICAS Desktop 0.1.0 or later."
    )


@pytest.mark.parametrize("name", ["w.dicas", "missing/w.dicas"])
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert str(refused(path)) == f"There is no file {path}: check the name, or make it with New."


def test_a_name_that_cannot_be_looked_up_is_told(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300)
    assert str(refused(path)) == f"{path} could not be read: File name too long."


@pytest.mark.parametrize("kind", ["plain", "encrypted"])
def test_a_read_only_file_is_told_and_opens_read_only(place: Callable[[str], Path], kind: str) -> None:
    path, passphrase = place(kind), PASSPHRASE if kind == "encrypted" else None
    path.chmod(0o444)
    problem = refused(path, passphrase)
    assert isinstance(problem, ReadOnlyFile)
    assert str(problem) == "w.dicas is read-only: change its permission, or open it read-only."
    before = on_disk(path.parent)
    with closing(reopen(path, passphrase, read_only=True)) as store:
        assert store.check() == []
        assert on_disk(path.parent) == before
    assert on_disk(path.parent) == before


def test_a_folder_that_takes_no_owner_file_is_told(place: Callable[[str], Path]) -> None:
    path = place("plain")
    (path.parent / ".w.dicas.owner").mkdir()
    assert str(refused(path)) == "The folder of w.dicas cannot be written (Is a directory): open it read-only."


def test_a_store_open_read_only_refuses_every_write(place: Callable[[str], Path]) -> None:
    path = place("plain")
    before = on_disk(path.parent)
    with closing(reopen(path, read_only=True)) as store:
        assert store.read_only
        assert (store.undo_label, store.redo_label) == (None, None)
        for write in (lambda: add(store), store.undo, store.redo):
            with pytest.raises(UserProblem) as problem:
                write()
            assert str(problem.value) == "w.dicas is open read-only: nothing can be changed."
        with store.read() as db, pytest.raises(DatabaseError, match="readonly"):
            db.execute("DELETE FROM organizations")
        assert store.check() == []
    assert on_disk(path.parent) == before


def run_python(source: str, *arguments: str) -> subprocess.Popen[str]:
    program = "from tests.make import *\nimport os, signal, sys\n" + textwrap.dedent(source)
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_file_in_use_by_another_process_is_told_and_opens_read_only(place: Callable[[str], Path]) -> None:
    path = place("plain")
    source = """
        store = reopen(Path(sys.argv[1]))
        print("open", flush=True)
        sys.stdin.readline()
        store.close()
    """
    with run_python(source, str(path)) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        problem = refused(path)
        assert isinstance(problem, InUse)
        assert str(problem) == (
            "w.dicas is in use by Example officer on example-desk since 15 Jul 2024 14:03 JST / 01:03 EDT "
            f"(process {other.pid}): close it there, open it read-only, or take it over."
        )
        with closing(reopen(path, read_only=True)) as store:
            assert len(dump(store)["organizations"]) == 1
        other.communicate("\n")
    assert list(on_disk(path.parent)) == ["w.dicas"]
    with closing(reopen(path)) as store:
        add(store)


def test_a_link_to_a_file_in_use_is_the_same_file(place: Callable[[str], Path], tmp_path: Path) -> None:
    path = place("plain")
    link = tmp_path / "link.dicas"
    link.symlink_to(path)
    with closing(reopen(link)) as store:
        assert isinstance(refused(path), InUse)
        add(store)
        (tmp_path / ".w.dicas.owner").write_text("spoiled")
        assert "link.dicas is in use by another program: close it there" in str(refused(link))
    assert sorted(on_disk(tmp_path)) == ["link.dicas", "w.dicas"]


def test_the_owner_file_of_a_crashed_program_holds_nobody_out(place: Callable[[str], Path]) -> None:
    path = place("plain")
    (path.parent / ".w.dicas.owner").write_text('{"who": "gone"}')
    reopen(path).close()
    assert list(on_disk(path.parent)) == ["w.dicas"]


def test_a_lock_on_an_owner_file_that_was_just_removed_does_not_count(
    place: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = place("plain")
    owner = path.parent / ".w.dicas.owner"
    hold, tries = lock.hold, []

    def hold_late(file: object) -> bool | None:
        tries.append(file)
        if len(tries) == 1:
            owner.unlink()
        if len(tries) == 2:
            owner.rename(owner.with_name("moved"))
            owner.touch()
        return hold(file)  # type: ignore[arg-type]  # a file, whatever its type

    monkeypatch.setattr(lock, "hold", hold_late)
    store = reopen(path)
    assert len(tries) == 3
    monkeypatch.undo()
    assert isinstance(refused(path), InUse)
    store.close()


def test_a_file_locked_by_another_program_is_told(place: Callable[[str], Path]) -> None:
    path = place("plain")
    source = """
        import sqlite3
        other = sqlite3.connect(sys.argv[1], isolation_level=None)
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        print("locked", flush=True)
        sys.stdin.readline()
        other.execute("ROLLBACK")
        other.close()
    """
    with run_python(source, str(path)) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        problem = refused(path)
        assert str(problem) == "w.dicas is locked by another program: close that program and try again."
        other.communicate("\n")
    assert list(on_disk(path.parent)) == ["w.dicas"]


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["plain", "encrypted"])
def test_a_killed_program_loses_nothing_that_was_acknowledged(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "w.dicas"
    source = """
        store = new_store(Path(sys.argv[1]), sys.argv[2] or None)
        with store.write("Acknowledged") as step:
            step.add("organizations", {"name_en": "Acknowledged"})
        print("acknowledged", flush=True)
        with store.write("Cut off") as step:
            step.add_many("organizations", [{"name_en": "Cut off", "role_note": "x" * 1000}] * 3000)
            print("in mid-step", flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
    """
    with run_python(source, str(path), passphrase or "") as program:
        out, _err = program.communicate()
    assert (out, program.returncode) == ("acknowledged\nin mid-step\n", -signal.SIGKILL)
    assert "w.dicas-wal" in on_disk(tmp_path)
    if passphrase:
        assert isinstance(refused(path, "wrong"), WrongPassphrase)
        assert "w.dicas-wal" in on_disk(tmp_path)
    with closing(reopen(path, passphrase, read_only=True)) as store:
        assert store.head.steps == 2
    with closing(reopen(path, passphrase)) as store:
        assert store.check() == []
        assert [row[4] for row in dump(store)["organizations"]] == ["Acknowledged"]
        assert store.undo() == "Acknowledged"
        assert store.check() == []
    assert list(on_disk(tmp_path)) == ["w.dicas"]


def test_a_program_killed_right_after_a_step_has_written_it(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    source = """
        store = new_store(Path(sys.argv[1]))
        with store.write("Acknowledged") as step:
            step.add("organizations", {"name_en": "Acknowledged"})
        os.kill(os.getpid(), signal.SIGKILL)
    """
    with run_python(source, str(path)) as program:
        program.communicate()
    with closing(reopen(path)) as store:
        assert store.check() == []
        assert store.undo_label == "Acknowledged"


def test_a_program_killed_while_it_makes_a_file_leaves_no_half_of_it(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    source = """
        from dicas_desktop.store import search
        search.create = lambda raw: os.kill(os.getpid(), signal.SIGKILL)
        new_store(Path(sys.argv[1]))
    """
    with run_python(source, str(path)) as program:
        program.communicate()
    assert not path.exists()
    new_store(path).close()
    assert list(on_disk(tmp_path)) == ["w.dicas"]


def test_an_opened_store_takes_the_officer_and_the_clock_that_are_given(tmp_path: Path) -> None:
    store = create_store(tmp_path / "w.dicas", None, who=WHO, now=Clock())
    store.close()
    assert open_store(tmp_path / "w.dicas", who=WHO, now=Clock(), read_only=True).who == WHO


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("database or disk is full", "The disk is full: w.dicas was not changed. Free some space and try again."),
        ("attempt to write a readonly database", "w.dicas cannot be written: its permission was taken away."),
        ("database is locked", "w.dicas is locked by another program: close that program and try again."),
        ("database disk image is malformed", DAMAGED),
        ("file is not a database", DAMAGED),
        ("vtable constructor failed: search_index", DAMAGED),
        ("disk I/O error", "w.dicas could not be used: disk I/O error."),
    ],
)
def test_what_sqlite_says_becomes_a_sentence(error: str, sentence: str) -> None:
    assert str(problem_of(DatabaseError(error), Path("folder/w.dicas"))) == sentence


def test_a_refused_change_becomes_a_sentence() -> None:
    error = IntegrityError("UNIQUE constraint failed: meetings.slug")
    assert str(problem_of(error, Path("w.dicas"))) == (
        "w.dicas refused the change: UNIQUE constraint failed: meetings.slug."
    )


def test_a_file_that_vanishes_before_it_is_written_is_told(
    place: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = place("plain")
    take = lock.OwnerLock.__init__

    def vanish(*arguments: object, **options: bool) -> None:
        take(*arguments, **options)  # type: ignore[arg-type]  # passed on as they came
        os.unlink(path)  # noqa: PTH108 - what another program would do

    monkeypatch.setattr(lock.OwnerLock, "__init__", vanish)
    with pytest.raises(UserProblem) as problem:
        reopen(path)
    assert str(problem.value) == "w.dicas could not be used: unable to open database file."
    assert on_disk(path.parent) == {}


@pytest.mark.parametrize("content", [b"", bytes(512)], ids=["empty", "header never written"])
def test_an_empty_journal_that_an_interruption_left_is_removed_at_the_next_opening(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "w.dicas"
    new_store(path).close()
    left = tmp_path / "w.dicas-journal"
    left.write_bytes(content)
    with closing(reopen(path)) as store:
        assert not left.exists()
        assert store.check() == []
    assert [each.name for each in tmp_path.iterdir()] == ["w.dicas"]
