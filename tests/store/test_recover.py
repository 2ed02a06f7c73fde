"""What can be read of a damaged workspace is saved, and nothing is missing without being named."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.attachments import attach, content_of
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.connection import PAGE_BYTES, connect
from dicas_desktop.store.faults import Damaged, NeedsPassphrase, WrongPassphrase
from dicas_desktop.store.heads import find_head
from dicas_desktop.store.history import steps
from dicas_desktop.store.key import SALT_BYTES, raw_key
from dicas_desktop.store.meetings.drafts import drafts, save_draft
from dicas_desktop.store.pages import read_pages
from dicas_desktop.store.records import owners, rows_of
from dicas_desktop.store.recover import Recovered, recover
from dicas_desktop.store.recovery_report import lines
from dicas_desktop.store.rekey import change_passphrase
from dicas_desktop.store.search import search
from tests.make import PASSPHRASE, WHO, Clock, dump, new_store, reopen, sample_store

ROOT = Path(__file__).parents[2]
NAMED = ("from_journal", "corrected", "unknown", "completed", "stood_in", "missing", "refused")
Dump = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str | None, Path]:
    """The public record with a few steps more, plain and encrypted."""
    folder = tmp_path_factory.mktemp("whole")
    with closing(sample_store(folder / "plain.dicas")) as store:
        with store.write("Rename the first") as step:
            step.update("organizations", 1, {"name_en": "Renamed organization", "name_ja": "改名"})
        with store.write("Add two") as step:
            step.add_many("action_items", [{"description": f"Placeholder {n} " + "長い文" * 2000} for n in (1, 2)])
        with store.write("Delete a meeting") as step:
            step.delete("meetings", [3])
        store.undo()
    shutil.copyfile(folder / "plain.dicas", folder / "encrypted.dicas")
    change_passphrase(folder / "encrypted.dicas", None, PASSPHRASE, WHO, Clock())
    return {None: folder / "plain.dicas", PASSPHRASE: folder / "encrypted.dicas"}


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "encrypted"])
def passphrase(request: pytest.FixtureRequest) -> str | None:
    given: str | None = request.param
    return given


@pytest.fixture
def path(sources: dict[str | None, Path], passphrase: str | None, tmp_path: Path) -> Path:
    """A copy to be damaged."""
    return Path(shutil.copy(sources[passphrase], tmp_path / "w.dicas"))


@pytest.fixture
def secret(sources: dict[str | None, Path], tmp_path: Path) -> Path:
    """An encrypted copy to be damaged."""
    return Path(shutil.copy(sources[PASSPHRASE], tmp_path / "w.dicas"))


def mend(path: Path, passphrase: str | None) -> tuple[Recovered, Path]:
    out = path.with_name("out.dicas")
    before = path.read_bytes()
    report = recover(path, out, passphrase, WHO, Clock())
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir() if each.name.startswith((".out", "out"))) == ["out.dicas"]
    return report, out


def content(path: Path, passphrase: str | None) -> Dump:
    with closing(reopen(path, passphrase)) as store:
        assert store.check() == []
        return dump(store)


def key_of(path: Path, passphrase: str | None) -> str | None:
    return None if passphrase is None else raw_key(passphrase, path.read_bytes()[:SALT_BYTES])


def pages_of(path: Path, passphrase: str | None, *tables: str) -> list[int]:
    """The pages of some tables, by the way from their roots."""
    key = key_of(path, passphrase)
    with closing(connect(path, key, "ro", immutable=True)) as raw:
        roots = {
            t: raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (t,)).fetchone()[0] for t in tables
        }
    return sorted(owners(read_pages(path, key, lambda _d, _t, _x: True, "").whole, roots))


def break_pages(path: Path, *numbers: int) -> None:
    damaged = bytearray(path.read_bytes())
    for number in numbers:
        damaged[(number - 1) * PAGE_BYTES : number * PAGE_BYTES] = os.urandom(PAGE_BYTES)
    path.write_bytes(damaged)


def named(report: Recovered) -> set[str]:
    return {ref for loss in report.losses.values() for name in NAMED for ref in getattr(loss, name)}


def nothing_missing_in_silence(before: Dump, after: Dump, report: Recovered) -> None:
    """Each record is as it was or is named; what was not there before is named, too."""
    told = named(report)
    for table, rows in before.items():
        now = {row[0]: row for row in after[table]}
        changed = {row[2] for row in rows if now.pop(row[0], None) != row}
        start = report.losses[table].from_here
        later = {ref for ref in changed if start and int(ref.rpartition("-")[2]) >= int(start.rpartition("-")[2])}
        assert (changed - later) | {row[2] for row in now.values()} <= told, table


# ---------------------------------------------------------------------- whole files
def test_of_a_whole_file_nothing_is_missing(path: Path, passphrase: str | None) -> None:
    report, out = mend(path, passphrase)
    assert report.complete
    assert (named(report), report.findings, report.pages_lost) == (set(), [], 0)
    assert lines(report)[-1] == "Nothing is missing."
    assert content(out, passphrase) == content(path, passphrase)
    with closing(reopen(path, passphrase)) as old, closing(reopen(out, passphrase)) as new:
        assert new.ceiling == old.ceiling
        assert new.head == report.head
        with new.read() as db:
            newest = steps(db, 1)[0]
            assert find_head(db, old.head.digest).since == 1
            assert search(db, "改名") != []
        assert (newest.kind, newest.label, newest.who) == ("recover", "Recover what could be read of w.dicas", WHO.name)
        assert new.undo_label is None
        with old.read() as one, new.read() as other:
            for fact in ("uid", "created_at", "ceiling"):
                statement = "SELECT value FROM store_facts WHERE name = ?"
                assert one.execute(statement, (fact,)).scalar() == other.execute(statement, (fact,)).scalar()
            counters = "SELECT * FROM counters ORDER BY 1"
            assert one.execute(counters).all() == other.execute(counters).all()


def test_the_new_file_can_be_worked_in(path: Path, passphrase: str | None) -> None:
    _report, out = mend(path, passphrase)
    with closing(reopen(out, passphrase)) as store:
        with store.write("Add") as step:
            assert step.add("organizations", {"name_en": "Example organization"}).ref not in named(_report)
        store.undo()
        assert store.check() == []


def test_what_a_crash_left_in_the_log_is_saved(path: Path, passphrase: str | None) -> None:
    script = (
        "import os, sys; from pathlib import Path; from tests.make import *\n"
        "store = reopen(Path(sys.argv[1]), sys.argv[2] or None)\n"
        "with store.write('Add') as step: step.add('organizations', {'name_en': 'In the log only'})\n"
        "os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", script, str(path), passphrase or ""], cwd=ROOT, check=False)
    assert path.with_name("w.dicas-wal").stat().st_size > 0
    report, out = mend(path, passphrase)
    assert report.complete
    assert any("In the log only" in row for row in content(out, passphrase)["organizations"])


# ---------------------------------------------------------------------- broken pages
@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_missing_in_silence_after_flipped_bits(secret: Path, seed: int) -> None:
    before = content(secret, PASSPHRASE)
    chance = random.Random(seed)
    damaged = bytearray(secret.read_bytes())
    for _flip in range(3 ** (seed % 5 + 1)):
        damaged[chance.randrange(SALT_BYTES, len(damaged))] ^= 1 << chance.randrange(8)
    secret.write_bytes(damaged)
    report, out = mend(secret, PASSPHRASE)
    assert report.pages_lost > 0
    assert report.findings == []
    nothing_missing_in_silence(before, content(out, PASSPHRASE), report)


@pytest.mark.parametrize("table", ["organizations", "meetings", "action_items", "delegation_members"])
def test_records_of_a_lost_table_come_back_from_the_journal(path: Path, passphrase: str | None, table: str) -> None:
    before = content(path, passphrase)
    break_pages(path, *pages_of(path, passphrase, table))
    report, out = mend(path, passphrase)
    assert content(out, passphrase) == before
    assert len(report.losses[table].from_journal) == len(before[table])
    assert named(report) == {row[2] for row in before[table]}


def test_records_stay_when_the_journal_is_lost(path: Path, passphrase: str | None) -> None:
    before = content(path, passphrase)
    break_pages(path, *pages_of(path, passphrase, "journal_changes"))
    report, out = mend(path, passphrase)
    after = content(out, passphrase)
    assert after == before
    assert len(report.mended.steps) == 1
    assert [step.label for step in report.mended.unproven][1:3] == ["Rename the first", "Add two"]
    assert "    Steps after the first gap, in the records as far as they could be read, no longer in the journal:" in (
        lines(report)
    )
    assert any(line.endswith("  Rename the first") for line in lines(report))


def test_steps_that_are_lost_are_told(path: Path, passphrase: str | None) -> None:
    before = content(path, passphrase)
    break_pages(path, *pages_of(path, passphrase, "journal_steps"))
    report, out = mend(path, passphrase)
    assert content(out, passphrase) == before
    assert report.mended.steps == []
    assert "Journal: no step could be kept; it begins anew." in lines(report)
    assert any(line.startswith("    Steps that could not be read: 1, 2, 3, 4") for line in lines(report))
    assert report.head.steps == 1


def test_a_lost_record_that_others_need_is_stood_in_for(path: Path, passphrase: str | None) -> None:
    before = content(path, passphrase)
    break_pages(path, *pages_of(path, passphrase, "meetings", "journal_changes"))
    report, out = mend(path, passphrase)
    after = content(out, passphrase)
    nothing_missing_in_silence(before, after, report)
    lost = report.losses["meetings"]
    assert lost.stood_in
    assert set(lost.stood_in) | set(lost.missing) == {row[2] for row in before["meetings"]}
    assert after["delegations"] == before["delegations"]
    with closing(reopen(out, passphrase)) as store, store.read() as db:
        titles = db.execute("SELECT DISTINCT title FROM meetings").scalars()
    assert titles == ["(lost in the damage)"]


def test_the_first_page_lost_loses_the_names_of_the_tables_only(secret: Path) -> None:
    before = content(secret, PASSPHRASE)
    break_pages_keeping_the_salt(secret)
    with pytest.raises(Damaged):  # not told to type the passphrase again
        reopen(secret, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        reopen(secret, "other words")
    report, out = mend(secret, PASSPHRASE)
    assert (report.pages_lost, content(out, PASSPHRASE)) == (1, before)


def break_pages_keeping_the_salt(path: Path) -> None:
    damaged = bytearray(path.read_bytes())
    damaged[SALT_BYTES:PAGE_BYTES] = os.urandom(PAGE_BYTES - SALT_BYTES)
    path.write_bytes(damaged)


def test_all_of_the_schema_lost_leaves_every_row_known_by_itself(path: Path, passphrase: str | None) -> None:
    before = content(path, passphrase)
    key = key_of(path, passphrase)
    whole = read_pages(path, key, lambda _d, _t, _x: True, "").whole
    schema = sorted(owners(whole, {"sqlite_schema": 1}))
    damaged = bytearray(path.read_bytes())
    for number in schema:
        start = max((number - 1) * PAGE_BYTES, 100)
        damaged[start : number * PAGE_BYTES] = bytes(number * PAGE_BYTES - start)
    path.write_bytes(damaged)
    report, out = mend(path, passphrase)
    assert content(out, passphrase) == before
    assert len(report.mended.steps) == 6 + (passphrase is not None)


def test_half_a_file_gives_what_its_half_holds(path: Path, passphrase: str | None) -> None:
    before = content(path, passphrase)
    os.truncate(path, path.stat().st_size // 2 // PAGE_BYTES * PAGE_BYTES + 77)
    report, out = mend(path, passphrase)
    after = content(out, passphrase)
    nothing_missing_in_silence(before, after, report)
    assert sum(map(len, after.values())) > 200


# ---------------------------------------------------------------------- plain files, whose pages have no proof
def test_a_record_that_another_program_changed_is_set_to_what_the_journal_proves(
    sources: dict[str | None, Path], tmp_path: Path
) -> None:
    path = Path(shutil.copy(sources[None], tmp_path / "w.dicas"))
    before = content(path, None)
    with closing(connect(path, None, "rw")) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("UPDATE persons SET name_en = 'Somebody else' WHERE id = 1")
        raw.execute("DELETE FROM sources WHERE id = 2")
        raw.execute(
            "INSERT INTO organizations (id, uid, ref, name_en) VALUES (900, '0' || hex(zeroblob(3)), 'O-0900', 'x')"
        )
        uid = "01900000-0000-7000-8000-000000000000"
        raw.execute("UPDATE organizations SET uid = ? WHERE id = 900", (uid,))
    report, out = mend(path, None)
    assert report.losses["persons"].corrected == ["PE-0001"]
    assert report.losses["sources"].from_journal == ["S-0002"]
    assert report.losses["organizations"].unknown == ["O-0900"]
    after = content(out, None)
    assert [row[2] for row in after["organizations"] if row not in before["organizations"]] == ["O-0900"]
    assert {t: rows for t, rows in after.items() if t != "organizations"} == {
        t: rows for t, rows in before.items() if t != "organizations"
    }


@pytest.mark.parametrize("seed", range(6))
def test_a_plain_file_with_flipped_bits_gives_a_whole_new_one(
    sources: dict[str | None, Path], tmp_path: Path, seed: int
) -> None:
    path = Path(shutil.copy(sources[None], tmp_path / "w.dicas"))
    before = content(path, None)
    chance = random.Random(seed)
    damaged = bytearray(path.read_bytes())
    for _flip in range(2 ** (seed + 1)):
        damaged[chance.randrange(100, len(damaged))] ^= 1 << chance.randrange(8)
    path.write_bytes(damaged)
    report, out = mend(path, None)
    assert report.findings == []
    after = content(out, None)
    assert sum(map(len, after.values())) > sum(map(len, before.values())) * 0.9


def test_a_spoiled_header_of_a_plain_file_is_known_by_its_other_fixed_bytes(
    sources: dict[str | None, Path], tmp_path: Path
) -> None:
    path = Path(shutil.copy(sources[None], tmp_path / "w.dicas"))
    before = content(path, None)
    damaged = bytearray(path.read_bytes())
    damaged[:4] = b"none"
    path.write_bytes(damaged)
    _report, out = mend(path, None)
    assert content(out, None) == before


# ---------------------------------------------------------------------- the passphrase
def test_a_spoiled_salt_is_taken_from_a_backup(secret: Path) -> None:
    before = content(secret, PASSPHRASE)
    folder = secret.with_name("w.dicas.backups")
    folder.mkdir()
    shutil.copyfile(secret, folder / "w.dicas")
    damaged = bytearray(secret.read_bytes())
    damaged[3] ^= 1
    secret.write_bytes(damaged)
    _report, out = mend(secret, PASSPHRASE)
    assert content(out, PASSPHRASE) == before
    out.unlink()
    shutil.rmtree(folder)
    with pytest.raises(WrongPassphrase) as problem:
        recover(secret, out, PASSPHRASE, WHO, Clock())
    assert str(problem.value) == "The passphrase opens no page of w.dicas: type it again."
    assert not out.exists()


def test_without_its_passphrase_an_encrypted_file_is_not_recovered(secret: Path) -> None:
    out = secret.with_name("out.dicas")
    with pytest.raises(NeedsPassphrase):
        recover(secret, out, None, WHO, Clock())
    with pytest.raises(WrongPassphrase):
        recover(secret, out, "other words", WHO, Clock())
    assert not out.exists()


# ---------------------------------------------------------------------- what cannot be
@pytest.mark.parametrize("text", [b"", b"only a few words", bytes(PAGE_BYTES * 3)], ids=["empty", "letter", "zeros"])
def test_a_file_of_which_nothing_is_left_is_refused(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "w.dicas"
    path.write_bytes(b"SQLite format 3\0" + text if text[:1] == b"\0" else text)
    with pytest.raises(UserProblem):
        recover(path, tmp_path / "out.dicas", PASSPHRASE, WHO, Clock())
    assert [each.name for each in tmp_path.iterdir()] == ["w.dicas"]


def test_a_file_is_never_overwritten(path: Path, passphrase: str | None) -> None:
    out = path.with_name("out.dicas")
    out.write_text("something", encoding="utf-8")
    with pytest.raises(UserProblem, match="exists already"):
        recover(path, out, passphrase, WHO, Clock())
    with pytest.raises(UserProblem, match="exists already"):
        recover(path, path, passphrase, WHO, Clock())
    assert out.read_text(encoding="utf-8") == "something"


def test_missing_files_and_folders_are_told(path: Path, passphrase: str | None) -> None:
    with pytest.raises(UserProblem, match="There is no file"):
        recover(path.with_name("nothing.dicas"), path.with_name("out.dicas"), passphrase, WHO, Clock())
    with pytest.raises(UserProblem, match="There is no folder"):
        recover(path, path.parent / "nowhere" / "out.dicas", passphrase, WHO, Clock())
    with pytest.raises(UserProblem):
        recover(path, path / "out.dicas", passphrase, WHO, Clock())


@pytest.mark.parametrize("stop", [2, 25])
def test_cancel_leaves_no_file(path: Path, passphrase: str | None, stop: int) -> None:
    calls: list[int] = []

    def progress(done: int, _total: int, _text: str) -> bool:
        calls.append(done)
        return len(calls) < stop

    with pytest.raises(Cancelled):
        recover(path, path.with_name("out.dicas"), passphrase, WHO, Clock(), progress)
    assert [each.name for each in path.parent.iterdir()] == ["w.dicas"]


CHILD = """
import os, signal, sys
from pathlib import Path
from tests.make import WHO, Clock
from dicas_desktop.store.recover import recover

calls = 0
def progress(_done, _total, _text):
    global calls
    calls += 1
    if calls == int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)
    return True
recover(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] or None, WHO, Clock(), progress)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_process_killed_on_its_way_leaves_no_half_file_and_can_be_repeated(
    path: Path, passphrase: str | None
) -> None:
    out = path.with_name("out.dicas")
    command = [sys.executable, "-c", CHILD, str(path), str(out), passphrase or "", "12"]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    assert not out.exists()
    report, _out = mend(path, passphrase)
    assert report.complete


@pytest.mark.skipif(os.name == "nt", reason="the limit is one of Unix")
def test_a_full_disk_leaves_no_file_and_is_told(path: Path, passphrase: str | None) -> None:
    script = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n" + CHILD
    )
    out = path.with_name("out.dicas")
    command = [sys.executable, "-c", script, str(path), str(out), passphrase or "", "0"]
    run = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert "UserProblem" in run.stderr.splitlines()[-1]
    assert [each.name for each in path.parent.iterdir()] == ["w.dicas"]


# ---------------------------------------------------------------------- parts of a record
@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A small plain workspace to be taken apart by hand."""
    path = tmp_path / "w.dicas"
    with closing(new_store(path, ceiling="C")) as store:
        with store.write("Add") as step:
            meeting = step.add("meetings", {"title": "Example meeting", "marking": "U"})
            step.add("delegations", {"meeting_id": meeting.id, "side": "US", "marking": "U"})
        with store.write("Rename") as step:
            step.update("meetings", meeting.id, {"title": "Example meeting, renamed"})
    return path


def sql(path: Path, *statements: str) -> None:
    with closing(connect(path, None, "rw")) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("PRAGMA secure_delete = ON")
        for statement in statements:
            raw.execute(statement)


def test_a_record_of_which_only_a_later_change_is_left_is_kept_in_parts(bare: Path) -> None:
    sql(bare, "DELETE FROM meetings", "DELETE FROM journal_changes WHERE operation = 'I' AND table_name = 'meetings'")
    report, out = mend(bare, None)
    assert report.losses["meetings"].from_journal == ["M-0001"]
    assert [row[2] for row in content(out, None)["meetings"]] == ["M-0001"]
    with closing(reopen(out)) as store, store.read() as db:
        assert db.execute("SELECT title FROM meetings").scalar() == "Example meeting, renamed"
    assert store.ceiling == "C"


def test_a_lost_ceiling_becomes_the_highest(bare: Path) -> None:
    sql(bare, "DELETE FROM store_facts WHERE name = 'ceiling'")
    report, out = mend(bare, None)
    assert report.ceiling_lost
    assert not report.complete
    assert any("set to TS" in line for line in lines(report))
    with closing(reopen(out)) as store:
        assert store.ceiling == "TS"


def test_numbers_without_a_record_are_named(bare: Path) -> None:
    sql(bare, "UPDATE counters SET last = 3 WHERE table_name = 'meetings'")
    report, out = mend(bare, None)
    assert report.losses["meetings"].missing == ["M-0002", "M-0003"]
    assert any("Numbers of which nothing is left" in line and "M-0002, M-0003" in line for line in lines(report))
    with closing(reopen(out)) as store, store.write("Add") as step:
        assert step.add("meetings", {"title": "Another"}).ref == "M-0004"


def test_a_change_that_is_no_json_does_not_stop_the_rest(bare: Path) -> None:
    sql(bare, "UPDATE journal_changes SET after = 'no json' WHERE operation = 'U'")
    report, out = mend(bare, None)
    assert (len(report.mended.steps), [step.label for step in report.mended.unproven]) == (2, ["Rename"])
    with closing(reopen(out)) as store, store.read() as db:
        assert db.execute("SELECT title FROM meetings").scalar() == "Example meeting, renamed"
        changes = db.execute("SELECT after FROM journal_changes WHERE operation = 'U'").scalars()
    assert [json.loads(each) for each in changes] == [{"title": "Example meeting, renamed"}]


def test_a_record_that_the_table_refuses_is_named_and_the_others_are_kept(bare: Path) -> None:
    sql(bare, "PRAGMA ignore_check_constraints = ON", "UPDATE delegations SET side = 'XX'",
        "UPDATE journal_changes SET after = 'x' WHERE table_name = 'delegations'")  # fmt: skip
    report, out = mend(bare, None)
    assert report.losses["delegations"].refused == ["DG-0001"]
    assert len(content(out, None)["meetings"]) == 1


def test_rows_of_the_pages_are_those_that_are_reported(path: Path, passphrase: str | None) -> None:
    key = key_of(path, passphrase)
    rows = [row for row in rows_of(read_pages(path, key, lambda _d, _t, _x: True, "").whole) if row is not None]
    report, _out = mend(path, passphrase)
    assert report.records == sum(loss.read for loss in report.losses.values()) < len(rows)


@pytest.mark.parametrize("size", [0, 5, 3_000, 300_000])
def test_the_bytes_of_attachments_are_saved_too(tmp_path: Path, size: int) -> None:
    content = bytes(n * 7 % 251 for n in range(size))
    with closing(sample_store(tmp_path / "w.dicas")) as store, store.write("Attach") as step:
        attached = attach(step, "action_items", 1, "example.bin", content)
    made = recover(tmp_path / "w.dicas", tmp_path / "out.dicas", None, WHO, Clock())
    assert made.findings == []
    with closing(reopen(tmp_path / "out.dicas")) as store, store.read() as db:
        assert content_of(db, attached.id) == content
        assert store.check() == []


def test_bytes_that_are_not_what_they_were_are_no_attachment(tmp_path: Path) -> None:
    content = bytes(n * 7 % 251 for n in range(50_000))
    with closing(sample_store(tmp_path / "w.dicas")) as store, store.write("Attach") as step:
        attach(step, "action_items", 1, "example.bin", content)
    whole = bytearray((tmp_path / "w.dicas").read_bytes())
    place = whole.index(content[1_000:1_200])
    whole[place] ^= 1
    (tmp_path / "w.dicas").write_bytes(whole)
    made = recover(tmp_path / "w.dicas", tmp_path / "out.dicas", None, WHO, Clock())
    assert [finding for finding in made.findings if "example.bin" in finding]


@pytest.mark.parametrize("nameless", [False, True], ids=["whole", "without the page that names the tables"])
def test_what_was_half_typed_is_saved_too(tmp_path: Path, *, nameless: bool) -> None:
    typed = {"meeting/1/item/2/A/text": "議事録を", "meeting/1/seat/JP/person_id": "Example " * 900}
    with closing(sample_store(tmp_path / "w.dicas")) as store:
        for place, text in typed.items():
            save_draft(store, place, text)
        with store.read() as db:
            before = drafts(db)
    if nameless:
        damaged = bytearray((tmp_path / "w.dicas").read_bytes())
        damaged[100:PAGE_BYTES] = os.urandom(PAGE_BYTES - 100)  # all but the header of the file
        (tmp_path / "w.dicas").write_bytes(damaged)
    made = recover(tmp_path / "w.dicas", tmp_path / "out.dicas", None, WHO, Clock())
    assert made.half_typed == len(typed)
    assert "Fields that were half typed and are kept as they were: 2." in lines(made)
    with closing(reopen(tmp_path / "out.dicas")) as store, store.read() as db:
        assert drafts(db) == before
        assert {draft.place: draft.text for draft in before} == typed


def test_a_recovery_of_a_file_without_drafts_says_nothing_of_them(tmp_path: Path) -> None:
    sample_store(tmp_path / "w.dicas").close()
    made = recover(tmp_path / "w.dicas", tmp_path / "out.dicas", None, WHO, Clock())
    assert not [line for line in lines(made) if "half typed" in line]
