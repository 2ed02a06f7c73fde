"""`undo`, `redo`, `history` and `check`."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_undo_and_redo_tell_what_they_did_and_go_on_over_restarts(run: Run, sample_path: Path) -> None:
    run("set", sample_path, "forums", "dicas", "purpose=One")
    run("set", sample_path, "forums", "dicas", "purpose=Two")
    assert run("undo", sample_path).out == "Taken back: Change F-0002\n"
    assert run("undo", sample_path).out == "Taken back: Change F-0002\n"
    assert run("undo", sample_path).out == "Taken back: Import the public record\n"
    assert "There is nothing to undo" in run("undo", sample_path).problem
    assert run("list", sample_path, "forums").out.splitlines()[-1] == "0 forums"
    for label in ("Import the public record", "Change F-0002", "Change F-0002"):
        assert run("redo", sample_path).out == f"Made again: {label}\n"
    assert run("check", sample_path).code == 0


def test_the_journal_is_told_newest_first_on_both_clocks(run: Run, sample_path: Path) -> None:
    lines = run("history", sample_path).out.splitlines()
    assert len(lines) == 2
    assert "Import the public record  [601]" in lines[0]
    assert "Create the workspace, ceiling U  [0]" in lines[1]
    assert "2024-07-15 14:03 JST / 2024-07-15 01:03 EDT  Example officer @ example-desk" in lines[1]


def test_the_history_of_a_record_tells_old_and_new(run: Run, sample_path: Path) -> None:
    changed = ("status=open", "owner_org_id=us-dod", "note=", "--replace-lead")
    assert run("set", sample_path, "action_items", "AI-0002", *changed).code == 0
    lines = run("history", sample_path, "action_items", "act-gpi-contract").out.splitlines()
    assert lines[0].endswith("  Change AI-0002")
    assert [line.strip() for line in lines[1:4]] == [
        "owner_org_id: O-0025 -> O-0001",
        "status: done -> open",
        "note: Contract with MHI reported by src-altair-gpi-mhi -> -",
    ]
    assert "Import the public record" in lines[4]
    assert "       description: - -> Award the Japanese GPI contract after a public offering" in lines


def test_the_history_of_a_record_in_the_bin_can_be_told(run: Run, sample_path: Path) -> None:
    run("delete", sample_path, "platforms", "uss-milius")
    lines = run("history", sample_path, "platforms", "uss-milius").out.splitlines()
    assert lines[0].endswith("Delete P-0002")
    assert "There is no nothing among platforms" in run("history", sample_path, "platforms", "nothing").problem


def test_check_tells_that_all_is_well(run: Run, sample_path: Path) -> None:
    told = run("check", sample_path)
    assert told.code == 0
    assert told.out.startswith("sample.dicas is as its journal says: 2 steps, head ")


def test_check_names_a_row_that_another_program_changed(run: Run, sample_path: Path) -> None:
    with sqlite3.connect(sample_path) as raw:
        raw.execute("UPDATE forums SET purpose = 'Forged' WHERE slug = 'dicas'")
    raw.close()
    told = run("check", sample_path)
    assert told.problem == (
        "sample.dicas has 1 problems, told above: go back to a backup, or ask who changed the file."
    )
    assert "F-0002" in told.out


@pytest.mark.parametrize("command", ["undo", "redo", "check", "history"])
def test_a_file_that_is_no_workspace_is_told(run: Run, tmp_path: Path, command: str) -> None:
    path = tmp_path / "notes.dicas"
    path.write_text("not a workspace", encoding="utf-8")
    assert "not a DICAS workspace" in run(command, path).problem
