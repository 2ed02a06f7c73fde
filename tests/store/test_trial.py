"""A restored workspace is only read until somebody keeps it or goes back; the file itself says so."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import backups, trial
from dicas_desktop.store.backups import back_up
from dicas_desktop.store.files import Mode
from dicas_desktop.store.history import steps
from dicas_desktop.store.rekey import change_passphrase
from dicas_desktop.store.restore import Restored, restore
from dicas_desktop.store.store import Store, open_store
from dicas_desktop.store.trial import Trial
from tests.make import PASSPHRASE, WHO, Clock, new_store, reopen

NOW = datetime(2024, 7, 14, 5, 3, tzinfo=UTC)
LABEL = "Restore the backup of 14 Jul 2024 14:03 JST / 01:03 EDT; the journal stood at step "
Moved = tuple[Path, str | None, Path]


def add(store: Store, name: str) -> None:
    with store.write(f"Add {name}") as step:
        step.add("organizations", {"name_en": name})


def names(store: Store) -> list[str]:
    with store.read() as db:
        return db.execute("SELECT name_en FROM organizations ORDER BY id").scalars()


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "encrypted"])
def moved(request: pytest.FixtureRequest, tmp_path: Path) -> Moved:
    """A closed workspace with a backup of its first organization, and a second one since."""
    path = tmp_path / "w.dicas"
    with closing(new_store(path, request.param)) as store:
        add(store, "Example one")
        backup = back_up(store.hold.file, "asked", NOW).path
        add(store, "Example two")
    return path, request.param, backup


def restored(moved: Moved, mode: Mode = Mode.WRITE, clock: Clock | None = None) -> Restored:
    path, passphrase, backup = moved
    return restore(path, passphrase, backup, WHO, clock or Clock(), mode=mode)


def test_a_restored_workspace_is_opened_for_reading_and_says_why(moved: Moved) -> None:
    kept = restored(moved).kept
    assert kept is not None
    path, passphrase, _backup = moved
    for _time in range(2):  # on another day too
        with closing(reopen(path, passphrase)) as store:
            assert store.read_only
            assert store.trial is not None
            assert store.trial.before == kept.name
            assert store.trial.label.startswith(LABEL)
            assert names(store) == ["Example one"]
            head = store.head
            for deed in (store.undo, store.redo):
                with pytest.raises(UserProblem, match="was restored and is only read until this is confirmed"):
                    deed()
            with pytest.raises(UserProblem, match=r"restore w\.dicas --keep or --go-back"):
                add(store, "Example three")
            assert store.head == head
            assert store.check() == []


def test_kept_it_can_be_changed_and_the_journal_says_so(moved: Moved) -> None:
    restored(moved)
    path, passphrase, _backup = moved
    with closing(reopen(path, passphrase)) as store:
        trial.keep(store)
        assert not store.read_only
        assert store.trial is None
        with store.read() as db:
            (step,) = steps(db, 1)
        assert (step.label, step.kind, step.change_count) == ("Keep the restored state", "note", 0)
        add(store, "Example three")
        with pytest.raises(UserProblem, match="does not wait to be confirmed"):
            trial.keep(store)
        assert store.check() == []
    with closing(reopen(path, passphrase)) as store:
        assert not store.read_only
        assert names(store) == ["Example one", "Example three"]


def test_whoever_says_so_at_once_need_not_confirm(moved: Moved) -> None:
    restored(moved, Mode.WRITE | Mode.KEEP)
    with closing(reopen(*moved[:2])) as store:
        assert store.trial is None
        add(store, "Example three")


def test_one_who_only_reads_cannot_keep_it(moved: Moved) -> None:
    restored(moved)
    path, passphrase, _backup = moved
    with closing(reopen(path, passphrase, read_only=True)) as store:
        assert store.trial is not None
        with pytest.raises(UserProblem, match="open read-only"):
            trial.keep(store)
        assert store.trial is not None
    with closing(reopen(path, passphrase)) as store:
        assert store.trial is not None


def test_the_way_back_is_the_state_before_however_often_one_restores(moved: Moved) -> None:
    """A second restore on trial does not make the first one the state to go back to, and no thinning takes it."""
    path, passphrase, backup = moved
    clock = Clock()
    first = restored(moved, clock=clock).kept
    assert first is not None
    for _time in range(8):
        restored(moved, clock=clock)
        clock.moment += timedelta(seconds=30)
    with closing(reopen(path, passphrase)) as store:
        assert store.trial is not None
        assert store.trial.before == first.name
    assert first.exists()
    assert backup.exists()
    restore(path, passphrase, first, WHO, clock, mode=Mode.WRITE | Mode.KEEP)
    with closing(reopen(path, passphrase)) as store:
        assert store.trial is None
        assert names(store) == ["Example one", "Example two"]
        add(store, "Example three")


def test_a_backup_made_on_trial_is_itself_no_state_that_waits(moved: Moved) -> None:
    path, passphrase, _backup = moved
    restored(moved)
    with closing(reopen(path, passphrase)) as store:
        made = back_up(store.hold.file, "asked", NOW + timedelta(days=1)).path
        trial.keep(store)
    restore(path, passphrase, made, WHO, Clock(), mode=Mode.WRITE | Mode.KEEP)
    with closing(reopen(path, passphrase)) as store:
        assert store.trial is None


@pytest.mark.parametrize("what", ["damaged", "gone"])
def test_from_a_damaged_workspace_or_none_there_is_no_way_back(moved: Moved, what: str) -> None:
    path, passphrase, _backup = moved
    if what == "gone":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        content[16:8192] = bytes(8176)
        path.write_bytes(content)
    restored(moved)
    with closing(reopen(path, passphrase)) as store:
        assert store.trial == Trial("Restore the backup of 14 Jul 2024 14:03 JST / 01:03 EDT", "")
        trial.keep(store)
        add(store, "Example three")


def test_a_locked_file_is_still_on_trial_when_it_is_unlocked(moved: Moved) -> None:
    path, passphrase, _backup = moved
    restored(moved)
    with closing(reopen(path, passphrase)) as store:
        store.hold.seal()
        store.hold.unseal(passphrase)
        with pytest.raises(UserProblem, match="was restored"):
            add(store, "Example three")
        trial.keep(store)
        add(store, "Example three")


def test_taking_the_file_over_or_changing_the_passphrase_confirms_nothing(moved: Moved) -> None:
    path, passphrase, _backup = moved
    restored(moved)
    with closing(reopen(path, passphrase)) as other:
        assert other.trial is not None
        with closing(open_store(path, passphrase, who=WHO, now=Clock(), mode=Mode.WRITE | Mode.TAKE_OVER)) as store:
            assert store.trial is not None
            assert store.read_only
    change_passphrase(path, passphrase, "six other placeholder words of ours", WHO, Clock())
    with closing(reopen(path, "six other placeholder words of ours")) as store:
        assert store.trial is not None


def test_the_name_of_what_a_restore_put_aside_tells_whether_it_was_damaged() -> None:
    assert backups.is_damaged(Path(backups.damaged_name(NOW)))
    assert not backups.is_damaged(Path("2024-07-14T050300Z-restore.dicas"))
