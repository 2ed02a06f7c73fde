"""`remove`: by the name of the file only, file by file, and honest about what is out of reach."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.make import reopen


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "config" / "dicas-desktop"
    folder.mkdir(parents=True)
    (folder / "window.ini").write_text("[General]\nrecent=/home/officer/office.dicas\n", encoding="utf-8")
    return folder


def test_a_workspace_is_removed_by_the_name_of_its_file(run: Run, sample_path: Path, config: Path) -> None:
    ran = run("remove", sample_path, "--confirm", "sample.dicas")
    assert ran.code == 0
    assert f"overwritten and removed: {sample_path} (workspace)" in ran.out
    assert "remnants on flash storage are not reached" in ran.out
    assert not sample_path.exists()
    assert not sample_path.with_name(".sample.dicas.owner").exists()
    assert (config / "window.ini").exists()


def test_everything_takes_settings_and_logs_along(run: Run, sample_path: Path, config: Path) -> None:
    (config / "notice.txt").write_text("The notice of the office", encoding="utf-8")
    ran = run("remove", sample_path, "--everything", "--confirm", "sample.dicas")
    assert ran.code == 0
    assert "window.ini (settings and recent files)" in ran.out
    assert [each.name for each in config.iterdir()] == ["notice.txt"]
    assert not sample_path.exists()


@pytest.mark.parametrize("given", [[], ["--confirm", "other.dicas"], ["--confirm", ""]])
def test_without_the_right_name_nothing_is_removed(run: Run, sample_path: Path, given: list[str]) -> None:
    before = sample_path.read_bytes()
    problem = run("remove", sample_path, "--everything", *given).problem
    assert problem == "Nothing was removed: confirm with --confirm sample.dicas."
    assert sample_path.read_bytes() == before
    reopen(sample_path).close()


def test_a_file_that_is_no_workspace_is_never_removed(run: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.dicas"
    letter.write_text("Dear colleague, this is a letter and no workspace at all.", encoding="utf-8")
    assert run("remove", letter, "--confirm", "letter.dicas").code == 1
    assert letter.exists()


def test_an_encrypted_workspace_is_removed_with_its_passphrase_only(
    run: Run, encrypted_path: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    assert run("remove", encrypted_path, "--confirm", "encrypted.dicas").code == 1
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("wrong words\n", encoding="utf-8")
    assert run("remove", encrypted_path, "--confirm", "encrypted.dicas", "--passphrase-file", wrong).code == 1
    assert encrypted_path.exists()
    named = ("--confirm", "encrypted.dicas", "--passphrase-file", passphrase_file)
    assert run("remove", encrypted_path, *named).code == 0
    assert not encrypted_path.exists()


def test_a_workspace_in_use_stays(run: Run, sample_path: Path) -> None:
    with closing(reopen(sample_path)):
        assert "is in use by" in run("remove", sample_path, "--confirm", "sample.dicas").problem
    assert sample_path.exists()
