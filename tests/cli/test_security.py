"""The passphrase and the heads of old papers, by command."""

from contextlib import closing
from pathlib import Path

import pytest

from dicas_desktop.store import backups
from dicas_desktop.store.history import steps
from dicas_desktop.store.rekey_backups import older
from tests.cli.conftest import Run
from tests.make import PASSPHRASE, new_store, reopen

OTHER = "six other placeholder words of ours"


@pytest.fixture
def other_file(tmp_path: Path) -> Path:
    path = tmp_path / "other.txt"
    path.write_text(f"{OTHER}\n", encoding="utf-8")
    return path


def test_the_passphrase_is_changed_from_files(
    run: Run, encrypted_path: Path, passphrase_file: Path, other_file: Path
) -> None:
    ran = run("passphrase", encrypted_path, "--passphrase-file", passphrase_file, "--new-passphrase-file", other_file)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("encrypted.dicas opens with the new passphrase now: 0 records, 2 steps, head ")
    assert ran.out.splitlines()[1:] == ["Copies elsewhere still open as they did before."]
    assert run("check", encrypted_path, "--passphrase-file", other_file).code == 0
    problem = run("check", encrypted_path, "--passphrase-file", passphrase_file).problem
    assert problem == "The passphrase does not open encrypted.dicas: type it again."


def test_a_plain_workspace_gets_a_passphrase(run: Run, sample_path: Path, other_file: Path) -> None:
    assert run("passphrase", sample_path, "--new-passphrase-file", other_file).code == 0
    assert "is encrypted: give --passphrase-file FILE" in run("check", sample_path).problem
    assert run("check", sample_path, "--passphrase-file", other_file).code == 0


def test_a_wrong_old_passphrase_changes_nothing(run: Run, encrypted_path: Path, other_file: Path) -> None:
    before = encrypted_path.read_bytes()
    arguments = ("--passphrase-file", other_file, "--new-passphrase-file", other_file)
    assert "is the old one" in run("passphrase", encrypted_path, *arguments).problem
    wrong = other_file.with_name("wrong.txt")
    wrong.write_text("wrong words\n", encoding="utf-8")
    arguments = ("--passphrase-file", wrong, "--new-passphrase-file", other_file)
    assert "does not open encrypted.dicas" in run("passphrase", encrypted_path, *arguments).problem
    assert encrypted_path.read_bytes() == before


def test_without_a_new_passphrase_and_a_terminal_nothing_happens(run: Run, encrypted_path: Path) -> None:
    problem = run("passphrase", encrypted_path).problem
    assert problem == "A passphrase is needed: give --new-passphrase-file FILE."


def test_a_printed_head_is_found_in_the_journal(run: Run, sample_path: Path) -> None:
    with closing(reopen(sample_path)) as store, store.read() as db:
        step = steps(db, 1)[0]
        printed = store.head.short
    assert run("set", sample_path, "action_items", "AI-0001", "due_date=by Mar 2025").code == 0
    for words in (printed.split(), [printed], [step.digest]):
        ran = run("verify-head", sample_path, *words)
        assert ran.code == 0
        first, second = ran.out.splitlines()
        assert first == (
            f"Step {step.id}, 2024-07-15 14:03 JST / 2024-07-15 01:03 EDT, Example officer @ example-desk: "
            f"Import the public record  {step.digest}"
        )
        assert second == "The head is in the journal of sample.dicas, whole up to there; 1 steps followed."


def test_a_head_that_is_not_there_is_a_problem(run: Run, sample_path: Path) -> None:
    assert run("verify-head", sample_path, "dead", "beef").problem == (
        "No step of sample.dicas has the head deadbeef: the paper was not printed from this journal, "
        "or the journal was rewritten since."
    )
    assert run("verify-head", sample_path, "dead").problem == "A journal head has 8 to 64 digits; these are 4."


def test_a_command_takes_a_file_over_only_when_it_is_told_to(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    with closing(new_store(path)) as store:
        arguments = ("add", path, "organizations", "name_en=Example organization")
        assert "is in use by Example officer on example-desk" in run(*arguments).problem
        assert run(*arguments, "--take-over").code == 0
        assert store.hold.lost
    assert "Take the file over from Example officer" in run("history", path).out


def test_a_command_writes_in_a_synchronised_folder_only_when_it_is_told_to(run: Run, tmp_path: Path) -> None:
    new_store(tmp_path / "w.dicas").close()
    (tmp_path / "OneDrive").mkdir()
    path = (tmp_path / "w.dicas").rename(tmp_path / "OneDrive" / "w.dicas")
    arguments = ("add", path, "organizations", "name_en=Example organization")
    assert "OneDrive copies to other machines" in run(*arguments).problem
    assert run("list", path, "organizations").code == 0
    ran = run(*arguments, "--write-anyway")
    assert ran.code == 0
    assert "take care that nobody else writes to it" in ran.err
    made = path.with_name("new.dicas")
    assert "OneDrive" in run("new", made, "--plain").problem
    assert not made.exists()
    assert run("new", made, "--plain", "--write-anyway").code == 0


def test_an_encrypted_file_is_taken_over_with_its_passphrase(
    run: Run, encrypted_path: Path, passphrase_file: Path
) -> None:
    with closing(reopen(encrypted_path, PASSPHRASE)) as store:
        arguments = ("add", encrypted_path, "organizations", "name_en=Example organization")
        assert run(*arguments, "--take-over", "--passphrase-file", passphrase_file).code == 0
        assert store.hold.lost


@pytest.mark.parametrize(("choice", "left"), [("keep", 1), ("rekey", 0), ("delete", 0)])
def test_the_backups_keep_their_passphrase_or_get_the_new_one_or_go(
    run: Run, encrypted_path: Path, passphrase_file: Path, other_file: Path, choice: str, left: int
) -> None:
    key = ("--passphrase-file", passphrase_file)
    assert run("add", encrypted_path, "organizations", "name_en=Example organization", *key).code == 0
    assert run("backup", encrypted_path, *key).code == 0
    before = len(backups.named(encrypted_path))
    assert before > 0
    ran = run("passphrase", encrypted_path, *key, "--new-passphrase-file", other_file, "--backups", choice)
    assert ran.code == 0, ran.err
    assert ("still open as they did before: give --backups rekey" in ran.out) is bool(left)
    assert len(older(encrypted_path)) == (before if left else 0)
    assert len(backups.named(encrypted_path)) == (0 if choice == "delete" else before)
