"""`backup`, `backups` and `restore` as an officer types them."""

from pathlib import Path

import pytest

from dicas_desktop.store.backup_place import chosen, folder_of
from tests.cli.conftest import Run
from tests.make import PASSPHRASE, new_store, reopen


def only_backup(path: Path) -> Path:
    (found,) = path.with_name(f"{path.name}.backups").iterdir()
    return found


def test_a_backup_is_made_listed_and_restored(run: Run, sample_path: Path) -> None:
    made = run("backup", sample_path)
    backup = only_backup(sample_path)
    assert made.code == 0
    assert made.out.splitlines()[0] == f"Backed up sample.dicas: {backup}"
    assert run("set", sample_path, "action_items", "AI-0001", "due_date=by Mar 2025").code == 0
    assert run("add", sample_path, "organizations", "name_en=Example organization").code == 0
    first, second, third = run("backups", sample_path).out.splitlines()
    assert first.startswith(f"{backup.name}  ")
    assert first.endswith(f"  asked for  {backup.stat().st_size / 1e6:.1f} MB")
    assert "Action items 29" in second
    assert third == "    since then +2 steps; Organizations +1"
    done = run("restore", sample_path, backup.name)
    assert done.code == 0
    assert "sample.dicas is as in " in done.out
    assert "What was there before is kept: " in done.out
    assert "by Mar 2025" not in run("list", sample_path, "action_items", "--format", "csv").out
    assert "Restore the backup of " in run("history", sample_path).out
    assert run("check", sample_path).code == 0


WAITS = (
    "sample.dicas was restored and is only read until this is confirmed: keep this state or go back to the one before"
)


@pytest.fixture
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.mark.usefixtures("own_settings")
def test_the_folder_of_backups_is_chosen_by_command_for_later_ones_and_the_window_too(
    run: Run, sample_path: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    told = run("backup", sample_path, "--folder", disk)
    first, second, *_content = told.out.splitlines()
    inside = disk / "sample.dicas.backups"
    assert first == f"Backups of sample.dicas go into {inside} from now on."
    assert second.startswith(f"Backed up sample.dicas: {inside}/")
    assert folder_of(sample_path) == inside  # what the window asks for
    assert f"Backed up sample.dicas: {inside}/" in run("backup", sample_path).out
    back = run("backup", sample_path, "--beside").out.splitlines()
    beside = sample_path.with_name("sample.dicas.backups")
    assert back[0] == f"Backups of sample.dicas go into {beside} from now on."
    assert back[1].startswith(f"Backed up sample.dicas: {beside}/")
    assert chosen(sample_path) is None


@pytest.mark.usefixtures("own_settings")
def test_a_folder_that_is_none_is_refused_and_nothing_is_backed_up(run: Run, sample_path: Path, tmp_path: Path) -> None:
    before = sample_path.read_bytes()
    told = run("backup", sample_path, "--folder", tmp_path / "none")
    assert told.problem == f"{tmp_path / 'none'} is no folder that can be written: choose another."
    assert told.out == ""
    assert not sample_path.with_name("sample.dicas.backups").exists()
    assert sample_path.read_bytes() == before
    assert run("backup", sample_path, "--folder", tmp_path, "--beside").code == 2


@pytest.mark.usefixtures("own_settings")
def test_an_empty_name_does_not_send_the_backups_where_the_command_is_started(
    run: Run, sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    told = run("backup", sample_path, "--folder", "")
    assert (told.code, told.out) == (2, "")
    assert "argument --folder: the name is empty: name a folder" in told.err
    assert list(here.iterdir()) == []
    assert chosen(sample_path) is None


def test_what_was_restored_is_only_read_until_it_is_kept(run: Run, sample_path: Path) -> None:
    run("backup", sample_path)
    done = run("restore", sample_path, only_backup(sample_path).name)
    assert done.out.splitlines()[-1] == f"It is only read until you add --keep or --go-back: restore {sample_path}"
    assert run("set", sample_path, "action_items", "AI-0001", "status=done").problem.startswith(WAITS)
    read = run("list", sample_path, "action_items")
    assert read.code == 0
    assert read.err.startswith(WAITS)
    assert run("restore", sample_path, "--keep").out == "sample.dicas is kept as it was restored.\n"
    assert run("set", sample_path, "action_items", "AI-0001", "status=done").code == 0
    assert "does not wait to be confirmed" in run("restore", sample_path, "--keep").problem
    assert "has no state to go back to" in run("restore", sample_path, "--go-back").problem


def test_one_goes_back_to_the_state_before(run: Run, sample_path: Path) -> None:
    run("backup", sample_path)
    backup = only_backup(sample_path).name
    run("set", sample_path, "action_items", "AI-0001", "due_date=by Mar 2025")
    run("restore", sample_path, backup)
    assert "by Mar 2025" not in run("list", sample_path, "action_items", "--format", "csv").out
    back = run("restore", sample_path, "--go-back")
    assert back.code == 0
    assert back.out.startswith("sample.dicas is as in ")
    assert "only read" not in back.out
    assert run("set", sample_path, "action_items", "AI-0001", "status=done").code == 0
    assert "2025-03-31" in run("export", sample_path, sample_path.parent / "out").out + "".join(
        (sample_path.parent / "out" / "action_items.csv").read_text(encoding="utf-8")
    )
    assert run("check", sample_path).code == 0


def test_a_restore_that_is_meant_needs_no_second_command(run: Run, sample_path: Path) -> None:
    run("backup", sample_path)
    done = run("restore", sample_path, only_backup(sample_path).name, "--keep")
    assert "only read" not in done.out
    assert run("set", sample_path, "action_items", "AI-0001", "status=done").code == 0


@pytest.mark.parametrize("arguments", [(), ("BACKUP", "--go-back"), ("--keep", "--go-back")])
def test_restore_used_wrongly_is_told_in_one_line(run: Run, sample_path: Path, arguments: tuple[str, ...]) -> None:
    told = run("restore", sample_path, *arguments)
    assert (told.code, told.out) == (2, "")
    assert told.err.count("\n") == 1


def test_a_backup_is_made_beside_an_open_window(run: Run, tmp_path: Path) -> None:
    store = new_store(tmp_path / "w.dicas")
    assert run("backup", tmp_path / "w.dicas").code == 0
    assert "as it is now" in run("backups", tmp_path / "w.dicas").out
    assert "is in use by" in run("restore", tmp_path / "w.dicas", only_backup(tmp_path / "w.dicas").name).problem
    store.close()


def test_an_encrypted_workspace_asks_for_its_passphrase(run: Run, encrypted_path: Path, passphrase_file: Path) -> None:
    given = ("--passphrase-file", passphrase_file)
    assert "is encrypted" in run("backup", encrypted_path).problem
    assert run("backup", encrypted_path, *given).code == 0
    backup = only_backup(encrypted_path)
    assert b"SQLite" not in backup.read_bytes()[:16]
    assert "no records" in run("backups", encrypted_path, *given).out
    assert "passphrase" in run("restore", encrypted_path, backup.name).problem
    assert run("restore", encrypted_path, backup.name, *given).code == 0
    reopen(encrypted_path, PASSPHRASE).close()


def test_without_backups_the_list_says_how_to_make_one(run: Run, sample_path: Path) -> None:
    text = f"sample.dicas has no backups yet: make one with dicas-desktop backup {sample_path}.\n"
    assert run("backups", sample_path).out == text
    problem = run("restore", sample_path, "yesterday").problem
    assert problem == f"There is no backup yesterday: dicas-desktop backups {sample_path} lists what there is."


def test_a_much_smaller_backup_needs_an_option(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    new_store(path).close()
    assert run("backup", path).code == 0
    small = only_backup(path)
    assert run("import", path, Path(__file__).parents[2] / "resources" / "sample").code == 0
    problem = run("restore", path, small.name).problem
    assert "has 0 records, w.dicas has 597: fewer than half" in problem
    assert problem.endswith("(--even-if-smaller)")
    assert run("restore", path, small, "--even-if-smaller").code == 0


@pytest.mark.parametrize("command", ["backups", "restore"])
def test_the_list_of_a_damaged_workspace_still_shows_its_backups(run: Run, sample_path: Path, command: str) -> None:
    assert run("backup", sample_path).code == 0
    backup = only_backup(sample_path)
    content = bytearray(sample_path.read_bytes())
    content[100:4096] = bytes(3996)
    sample_path.write_bytes(content)
    if command == "backups":
        ran = run("backups", sample_path)
        assert ran.code == 0
        assert ran.out.startswith(backup.name)
        assert "damaged" in ran.err
    else:
        assert run("restore", sample_path, backup.name).code == 0
        assert run("check", sample_path).code == 0


def test_a_backup_that_cannot_be_read_is_listed_with_its_problem(run: Run, sample_path: Path) -> None:
    assert run("backup", sample_path).code == 0
    only_backup(sample_path).write_bytes(b"SQLite format 3\0" + b"nothing of it is left" * 300)
    name, problem = run("backups", sample_path).out.splitlines()
    assert only_backup(sample_path).name in name
    assert "damaged" in problem or "not a DICAS workspace" in problem
    assert run("restore", sample_path, only_backup(sample_path)).code == 1
    assert run("check", sample_path).code == 0
