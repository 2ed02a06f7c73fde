"""A workspace that is removed, replaced or closed to writing while it is open: told, undamaged, and good when cured."""

import os
import shutil
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.store import Store
from tests.make import PASSPHRASE, dump, new_store, reopen, sample_store

GONE = (
    "w.dicas was removed or replaced by another program while it was open: nothing was written. Close it here, then "
    "put the file back, or restore a backup."
)


def edit(store: Store, words: str) -> None:
    with store.write(f"Note {words}") as step:
        step.update("action_items", 1, {"note": words})


def put_back(away: Path, path: Path) -> None:
    away.replace(path)


def removed(path: Path) -> Callable[[], None]:
    away = path.with_name("away.dicas")
    path.rename(away)
    return lambda: put_back(away, path)


def replaced(path: Path) -> Callable[[], None]:
    away = path.with_name("away.dicas")
    shutil.copy(path, path.with_name("other.dicas"))
    path.rename(away)
    put_back(path.with_name("other.dicas"), path)
    return lambda: put_back(away, path)


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody remove an open file")
@pytest.mark.parametrize("fault", [removed, replaced])
def test_a_file_that_is_removed_or_replaced_while_open_takes_no_write_that_would_be_lost(
    tmp_path: Path, fault: Callable[[Path], Callable[[], None]]
) -> None:
    path = tmp_path / "w.dicas"
    with closing(sample_store(path)) as store:
        edit(store, "before")
        before = dump(store)
        cure = fault(path)
        for write in (lambda: edit(store, "lost"), store.undo):
            with pytest.raises(UserProblem) as refused:
                write()
            assert str(refused.value) == GONE
        assert dump(store) == before
        cure()
        edit(store, "after")
        assert store.undo_label == "Note after"
    with closing(reopen(path)) as store:
        assert store.check() == []
        assert store.undo_label == "Note after"


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody remove an open file")
def test_an_encrypted_file_that_is_removed_while_open_is_told_and_closed_in_peace(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    store = new_store(path, PASSPHRASE)
    path.unlink()
    with pytest.raises(UserProblem) as refused, store.write("Lost") as step:
        step.add("organizations", {"name_en": "Example organization"})
    assert str(refused.value) == GONE
    store.close()
    assert not path.exists()


def test_a_file_whose_permission_is_taken_while_open_keeps_what_is_written_and_is_read_only_at_the_next_opening(
    tmp_path: Path,
) -> None:
    path = tmp_path / "w.dicas"
    with closing(sample_store(path)) as store:
        path.chmod(stat.S_IRUSR)
        edit(store, "kept")  # the permission is asked for at opening; what is open stays open
    with pytest.raises(UserProblem, match="read-only"):
        reopen(path)
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    with closing(reopen(path)) as store:
        assert store.undo_label == "Note kept"
        assert store.check() == []
