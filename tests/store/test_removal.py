"""Removing everything: what is the program's goes, nothing else does, and what stays is told."""

import os
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.backups import back_up
from dicas_desktop.store.faults import InUse, WrongPassphrase
from dicas_desktop.store.removal import Trace, prove_ours, remove, traces_of_program, traces_of_workspace
from tests.make import PASSPHRASE, WHO, Clock, new_store, reopen


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "office" / "w.dicas"
    path.parent.mkdir()
    new_store(path, PASSPHRASE).close()
    return path


def names(traces: list[Trace]) -> list[str]:
    return [trace.path.name for trace in traces]


def test_a_workspace_has_what_lies_beside_it_under_its_own_name(path: Path) -> None:
    beside = ("w.dicas-wal", "w.dicas-shm", "w.dicas-journal", ".w.dicas.rekey", ".w.dicas.rekey-wal", ".w.dicas.new")
    others = ("w.dicas.txt", "w.dicas-notes", "other.dicas", "other.dicas-wal", "letter.docx", ".w.dicas.owner.bak")
    for name in (*beside, ".w.dicas.owner", *others):
        (path.parent / name).write_text("something", encoding="utf-8")
    assert sorted(names(traces_of_workspace(path))) == sorted(("w.dicas", ".w.dicas.owner", *beside))
    outcomes = list(remove(traces_of_workspace(path)))
    assert all(outcome.overwritten and not outcome.problem for outcome in outcomes)
    assert sorted(each.name for each in path.parent.iterdir()) == sorted(others)
    assert all((path.parent / name).read_text(encoding="utf-8") == "something" for name in others)


def test_backups_go_too_and_what_somebody_put_beside_them_stays(path: Path) -> None:
    with closing(reopen(path, PASSPHRASE)) as store:
        made = back_up(store.hold.file, "asked", Clock()()).path
    folder = made.parent
    damaged = ("2024-07-15T050300Z-damaged.dicas", "2024-07-15T050300Z-damaged.dicas-wal", ".0a1b2c3d.part")
    for name in damaged:
        (folder / name).write_text("something", encoding="utf-8")
    (folder / "letter.docx").write_text("something", encoding="utf-8")
    assert set(names(traces_of_workspace(path))) == {"w.dicas", made.name, *damaged}
    assert not any(outcome.problem for outcome in remove(traces_of_workspace(path)))
    assert [each.name for each in folder.iterdir()] == ["letter.docx"]


def test_content_is_written_over_before_it_goes(tmp_path: Path) -> None:
    """Another name for the same content shows what was done to it; with two names nothing is written over."""
    path = tmp_path / "w.dicas"
    path.write_bytes(b"precious" * 1000)
    with path.open("rb") as held:
        assert [outcome.overwritten for outcome in remove([Trace(path, "workspace")])] == [True]
        assert not path.exists()
        assert held.read() == b""


def test_a_file_with_a_second_name_is_not_written_over(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "kept by somebody"
    os.link(path, other)
    before = other.read_bytes()
    outcomes = list(remove(traces_of_workspace(path)))
    assert [(outcome.overwritten, outcome.problem) for outcome in outcomes] == [(False, "")]
    assert other.read_bytes() == before


def test_a_link_goes_with_the_workspace_it_names(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.dicas"
    link.symlink_to(path)
    assert names(traces_of_workspace(link)) == ["w.dicas", "link.dicas"]
    assert not any(outcome.problem for outcome in remove(traces_of_workspace(link)))
    assert not path.exists()
    assert not link.is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such permission there")
def test_what_cannot_be_removed_is_told_and_the_rest_goes(path: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "inside").touch()
    outcomes = list(remove([Trace(kept, "settings and recent files"), *traces_of_workspace(path)]))
    assert [bool(outcome.problem) for outcome in outcomes] == [True, False]
    assert outcomes[0].problem
    assert kept.is_dir()
    assert not path.exists()


def test_the_program_keeps_settings_logs_and_the_sample(tmp_path: Path) -> None:
    config, data = tmp_path / "config", tmp_path / "data"
    config.mkdir()
    data.mkdir()
    assert traces_of_program(config, data) == []
    for name in ("window.ini", "notice.txt", "window.ini.bak"):
        (config / name).touch()
    for name in ("dicas-desktop.log", "dicas-desktop.log.1", "public-record.dicas", "letter.docx"):
        (data / name).touch()
    assert names(traces_of_program(config, data)) == [
        "window.ini", "dicas-desktop.log", "dicas-desktop.log.1", "public-record.dicas",
    ]  # fmt: skip


def test_only_a_workspace_that_opens_is_proved_to_be_ours(path: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.dicas"
    letter.write_text("Dear colleague, this is a letter and no workspace at all.", encoding="utf-8")
    for refused, passphrase in ((letter, None), (letter, PASSPHRASE), (path, None), (tmp_path / "none", None)):
        with pytest.raises(UserProblem):
            prove_ours(refused, passphrase, WHO, Clock()())
    with pytest.raises(WrongPassphrase):
        prove_ours(path, "wrong words", WHO, Clock()())
    assert letter.exists()
    prove_ours(path, PASSPHRASE, WHO, Clock()()).release()


def test_a_workspace_somebody_has_open_is_not_removed_under_him(path: Path) -> None:
    with closing(reopen(path, PASSPHRASE)), pytest.raises(InUse):
        prove_ours(path, PASSPHRASE, WHO, Clock()())
    lock = prove_ours(path, PASSPHRASE, WHO, Clock()())
    with pytest.raises(InUse):
        reopen(path, PASSPHRASE)
    assert not any(outcome.problem for outcome in remove(traces_of_workspace(path)))
    lock.release()
    assert list(path.parent.iterdir()) == []
