"""Backups after a change of the passphrase: they get it too or go, and one that cannot is told and kept."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dicas_desktop.store import backup_place, backups
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.faults import WrongPassphrase
from dicas_desktop.store.rekey import change_passphrase
from dicas_desktop.store.rekey_backups import delete, older, rekey
from dicas_desktop.store.removal import remove, traces_of_workspace
from tests.make import PASSPHRASE, WHO, Clock, dump, new_store, reopen

OTHER = "six other placeholder words of ours"
Made = Callable[[str | None], Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Make a workspace with two backups, of one organization and of two."""

    def make(passphrase: str | None) -> Path:
        path, clock = tmp_path / "w.dicas", Clock()
        with closing(new_store(path, passphrase)) as store:
            for name in ("One", "Two"):
                with store.write("Add") as step:
                    step.add("organizations", {"name_en": name})
                backups.back_up(store.hold.file, "asked", clock())
        return path

    return make


def change(path: Path, old: str | None) -> None:
    change_passphrase(path, old, OTHER, WHO, Clock())


def rows_in(backup: Path, passphrase: str | None, folder: Path) -> int:
    copy = Path(shutil.copy(backup, folder / "copy.dicas"))
    with closing(reopen(copy, passphrase, read_only=True)) as store:
        return len(dump(store)["organizations"])


@pytest.mark.parametrize("old", [PASSPHRASE, None], ids=["encrypted", "plain"])
def test_backups_get_the_passphrase_of_their_workspace(made: Made, old: str | None, tmp_path: Path) -> None:
    path = made(old)
    assert older(path) == []
    change(path, old)
    found = older(path)
    assert len(found) == 2
    heads = [known.content.head for known in backups.listed(path, backups.keys_of(None, old)) if known.content]
    names = sorted(each.name for each in backup_place.folder_of(path).iterdir())
    assert rekey(path, old, OTHER) == (2, [])
    assert older(path) == []
    assert sorted(each.name for each in backup_place.folder_of(path).iterdir()) == names
    listed = backups.listed(path, backups.keys_of(None, OTHER))
    assert [known.content.head for known in listed if known.content] == heads
    assert [rows_in(known.path, OTHER, tmp_path) for known in listed] == [2, 1]
    with pytest.raises(WrongPassphrase):
        rows_in(listed[0].path, PASSPHRASE, tmp_path)
    with closing(reopen(path, OTHER)) as store:
        # the key of the open workspace is enough to read them, as it was before
        assert all(known.content for known in backups.listed(path, backups.keys_of(store.hold.file.key)))


def test_a_backup_of_a_still_older_passphrase_is_told_and_kept(made: Made) -> None:
    path = made(PASSPHRASE)
    change(path, PASSPHRASE)
    before = {backup.path: backup.path.read_bytes() for backup in older(path)}
    done, problems = rekey(path, "some other words", OTHER)
    assert done == 0
    assert len(problems) == 2
    assert all(path.read_bytes() == content for path, content in before.items())


def test_a_damaged_backup_is_told_and_the_others_get_it(made: Made) -> None:
    path = made(PASSPHRASE)
    change(path, PASSPHRASE)
    damaged = older(path)[0].path
    content = bytearray(damaged.read_bytes())
    content[5000:5100] = bytes(100)
    damaged.write_bytes(content)
    done, problems = rekey(path, PASSPHRASE, OTHER)
    assert done == 1
    assert len(problems) == 1
    assert damaged.read_bytes() == content
    assert [backup.path for backup in older(path)] == [damaged]


def test_cancel_leaves_every_backup_whole(made: Made, tmp_path: Path) -> None:
    path = made(PASSPHRASE)
    change(path, PASSPHRASE)
    with pytest.raises(Cancelled):
        rekey(path, PASSPHRASE, OTHER, lambda _done, _total, _text: False)
    assert [rows_in(backup.path, PASSPHRASE, tmp_path) for backup in older(path)] == [2, 1]
    assert len(list(backup_place.folder_of(path).iterdir())) == 2


def test_backups_are_deleted_one_by_one(made: Made) -> None:
    path = made(PASSPHRASE)
    change(path, PASSPHRASE)
    outcomes = delete(older(path))
    assert [(outcome.overwritten, outcome.problem) for outcome in outcomes] == [(True, "")] * 2
    assert older(path) == []
    assert path.exists()


def test_removing_a_workspace_takes_its_backups_along_and_nothing_else(made: Made, tmp_path: Path) -> None:
    path = made(PASSPHRASE)
    letter = backup_place.folder_of(path) / "letter.docx"
    letter.touch()
    assert not any(outcome.problem for outcome in remove(traces_of_workspace(path)))
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == [letter]
    letter.unlink()
    path = made(PASSPHRASE)
    list(remove(traces_of_workspace(path)))
    assert list(tmp_path.iterdir()) == []
