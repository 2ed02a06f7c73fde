"""A folder chosen for the backups of a workspace: used, remembered, and told when it is not there."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dicas_desktop.domain.machine import config_folder
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import backup_place
from dicas_desktop.store.backups import back_up, choose_folder, files_in, named
from dicas_desktop.store.files import Mode
from dicas_desktop.store.removal import traces_of_program
from dicas_desktop.store.restore import restore
from dicas_desktop.store.store import Store
from tests.make import PASSPHRASE, WHO, Clock, new_store, reopen

NOW = datetime(2024, 7, 14, 5, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "encrypted"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "office").mkdir()
    store = new_store(tmp_path / "office" / "w.dicas", request.param)
    yield store
    store.close()


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """Another disk."""
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


def back(store: Store, hours: int = 0) -> Path:
    return back_up(store.hold.file, "asked", NOW + timedelta(hours=hours)).path


def test_without_a_choice_they_lie_beside_the_workspace(store: Store) -> None:
    beside = store.path.with_name("w.dicas.backups")
    assert backup_place.folder_of(store.path) == beside
    assert backup_place.folders_of(store.path) == [beside]
    assert backup_place.missing(store.path) == ""
    assert back(store).parent == beside


def test_they_go_into_the_chosen_folder_and_older_ones_are_listed_and_restored_too(store: Store, disk: Path) -> None:
    first = back(store)
    choose_folder(store.hold.file, disk)
    second = back(store, 1)
    assert second.parent == disk / "w.dicas.backups"
    assert [each.path for each in named(store.path)] == [second, first]
    assert set(files_in(store.path)) == {first, second}
    path, passphrase = store.path, PASSPHRASE if store.encrypted else None
    store.close()
    kept = restore(path, passphrase, first, WHO, Clock(), mode=Mode.WRITE | Mode.KEEP).kept
    assert kept is not None
    assert kept.parent == disk / "w.dicas.backups"


def test_it_is_remembered_for_this_workspace_alone_and_forgotten_when_asked(
    store: Store, disk: Path, tmp_path: Path
) -> None:
    choose_folder(store.hold.file, disk)
    assert backup_place.chosen(store.path) == disk
    assert backup_place.chosen(tmp_path / "other.dicas") is None
    choose_folder(store.hold.file, None)
    assert backup_place.chosen(store.path) is None
    assert back(store).parent == store.path.with_name("w.dicas.backups")


def test_a_folder_that_is_not_there_is_told_and_the_one_beside_is_used(store: Store, disk: Path) -> None:
    choose_folder(store.hold.file, disk)
    disk.rmdir()
    told = f"The folder for backups {disk} is not there: they go beside the workspace until it is."
    assert backup_place.missing(store.path) == told
    assert back(store).parent == store.path.with_name("w.dicas.backups")
    disk.mkdir()
    assert backup_place.missing(store.path) == ""
    assert back(store, 1).parent == disk / "w.dicas.backups"
    assert len(named(store.path)) == 2


def test_a_folder_with_the_backups_of_another_workspace_of_this_name_is_refused(
    store: Store, disk: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    with closing(new_store(tmp_path / "elsewhere" / "w.dicas")) as other:
        choose_folder(other.hold.file, disk)
        back(other)
    with pytest.raises(UserProblem, match="holds backups of another workspace"):
        choose_folder(store.hold.file, disk)
    assert backup_place.chosen(store.path) is None


def test_its_own_backups_from_before_are_no_hindrance(store: Store, disk: Path) -> None:
    choose_folder(store.hold.file, disk)
    back(store)
    choose_folder(store.hold.file, None)
    choose_folder(store.hold.file, disk)
    assert backup_place.chosen(store.path) == disk


def test_what_is_no_folder_is_refused(store: Store, disk: Path) -> None:
    file = disk / "file"
    file.write_text("x", encoding="utf-8")
    for wrong in (file, disk / "nothing"):
        with pytest.raises(UserProblem, match="is no folder that can be written"):
            choose_folder(store.hold.file, wrong)


@pytest.mark.parametrize("content", ["", "[1]", "{", '{"a": 1}', "\x00"])
def test_a_spoiled_list_of_choices_counts_as_none(store: Store, content: str) -> None:
    config_folder().mkdir(parents=True)
    (config_folder() / backup_place.NAME).write_text(content, encoding="utf-8")
    assert backup_place.chosen(store.path) is None
    assert backup_place.folder_of(store.path) == store.path.with_name("w.dicas.backups")


def test_a_choice_that_cannot_be_kept_is_told(store: Store, disk: Path) -> None:
    config_folder().parent.mkdir(parents=True)
    config_folder().write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(UserProblem, match="was not remembered"):
        choose_folder(store.hold.file, disk)


def test_a_damaged_workspace_still_finds_them(store: Store, disk: Path) -> None:
    choose_folder(store.hold.file, disk)
    made = back(store)
    path, passphrase = store.path, PASSPHRASE if store.encrypted else None
    store.close()
    content = bytearray(path.read_bytes())
    content[16:8192] = bytes(8176)
    path.write_bytes(content)
    with pytest.raises(UserProblem, match=made.name.replace(".", r"\.")):
        reopen(path, passphrase)


def test_removing_everything_names_the_choices_too(store: Store, disk: Path, tmp_path: Path) -> None:
    choose_folder(store.hold.file, disk)
    traces = traces_of_program(config_folder(), tmp_path / "data")
    assert [trace.path.name for trace in traces] == [backup_place.NAME]
