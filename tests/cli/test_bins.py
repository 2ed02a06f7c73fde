"""`bin`, `restore-version`, `journal`, `compact`, and undo of more than the last step."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_the_bin_lists_what_was_deleted_and_gives_it_back(run: Run, sample_path: Path) -> None:
    assert run("bin", sample_path).out == "The bin is empty.\n"
    run("delete", sample_path, "meetings", "M-0001")
    lines = run("bin", sample_path).out.splitlines()
    assert lines[0].split() == ["Deleted", "Record", "Went", "along", "Who", "Days", "left"]
    assert "M-0001" in lines[2]
    assert lines[2].endswith("  90")
    assert lines[-1] == "1 deletion"
    assert run("bin", sample_path, "--restore", "m-1").out.startswith("Out of the bin: M-0001")
    assert run("bin", sample_path).out == "The bin is empty.\n"
    assert run("check", sample_path).code == 0


def test_a_record_is_taken_out_by_the_id_of_the_record_too(run: Run, sample_path: Path) -> None:
    run("delete", sample_path, "platforms", "uss-milius")
    assert run("bin", sample_path, "--restore", "uss-milius").out.startswith("Out of the bin: P-0002")
    assert "There is no uss-milius in the bin" in run("bin", sample_path, "--restore", "uss-milius").problem
    assert "There is no nothing in the bin" in run("bin", sample_path, "--restore", "nothing").problem


def test_a_child_whose_parent_is_in_the_bin_asks_what_to_do_with_it(run: Run, sample_path: Path) -> None:
    added = run("add", sample_path, "agenda_items", "meeting_id=M-0001", "seq=90", "topic=Example").out.strip()
    run("delete", sample_path, "agenda_items", added)
    run("delete", sample_path, "meetings", "M-0001")
    problem = run("bin", sample_path, "--restore", added).problem
    assert "M-0001" in problem
    assert "--with-parents" in problem
    told = run("bin", sample_path, "--restore", added, "--with-parents")
    assert f"{added} Example + M-0001" in told.out
    assert run("bin", sample_path).out == "The bin is empty.\n"


def test_emptying_takes_nothing_younger_than_ninety_days(run: Run, sample_path: Path) -> None:
    run("delete", sample_path, "platforms", "uss-milius")
    assert "Nothing in the bin is older than 90 days" in run("bin", sample_path, "--empty", "--yes").problem


def test_undo_of_a_step_tells_first_what_it_would_do(run: Run, sample_path: Path) -> None:
    run("set", sample_path, "forums", "dicas", "purpose=One")
    run("set", sample_path, "meetings", "M-0001", "city=Elsewhere")
    told = run("undo", sample_path, "3", "--preview").out.splitlines()
    assert told[0] == "Would take back step 3: Change F-0002"
    assert told[1].startswith("    Change: F-0002")
    assert told[2].startswith("       purpose: One -> ")
    assert len(run("history", sample_path).out.splitlines()) == 4
    assert run("undo", sample_path, "3").out == "Taken back: Change F-0002\n"
    lines = run("history", sample_path).out.splitlines()
    assert lines[0].endswith("(of step 3)")
    assert lines[2].endswith("(undone by step 5)")
    assert run("redo", sample_path, "--preview").out.startswith("Would make step 3 again: Change F-0002")


def test_undo_back_to_a_step_takes_back_each_as_a_step_of_its_own(run: Run, sample_path: Path) -> None:
    for city in ("One", "Two", "Three"):
        run("set", sample_path, "meetings", "M-0001", f"city={city}")
    assert run("undo", sample_path, "4", "--back-to").out == "Taken back: Change M-0001\n" * 2
    assert run("list", sample_path, "meetings", "--where", "city=One").out.splitlines()[-1] == "1 meeting"
    assert len(run("history", sample_path).out.splitlines()) == 7
    assert run("check", sample_path).code == 0


def test_undo_of_a_step_under_a_later_one_is_refused(run: Run, sample_path: Path) -> None:
    run("set", sample_path, "meetings", "M-0001", "city=One")
    run("set", sample_path, "meetings", "M-0001", "city=Two")
    assert "has changed the same record since" in run("undo", sample_path, "3").problem
    assert "There is nothing to redo" in run("redo", sample_path, "--preview").problem
    assert "There is nothing to undo" in run("undo", sample_path, "99", "--back-to").problem


def test_the_steps_are_found_by_words_kind_who_and_day(run: Run, sample_path: Path) -> None:
    run("set", sample_path, "meetings", "M-0001", "city=One")
    run("undo", sample_path)
    assert len(run("history", sample_path, "--text", "m-0001").out.splitlines()) == 2
    assert len(run("history", sample_path, "--kind", "undo").out.splitlines()) == 1
    assert len(run("history", sample_path, "--who", "Example officer").out.splitlines()) == 2
    assert len(run("history", sample_path, "--until", "2024-07-15").out.splitlines()) == 2
    assert run("history", sample_path, "--until", "2024-07-14").out == ""
    assert len(run("history", sample_path, "--since", "2024-07-16").out.splitlines()) == 2


def test_a_version_is_told_and_restored(run: Run, sample_path: Path) -> None:
    run("set", sample_path, "meetings", "M-0001", "city=One")
    run("set", sample_path, "meetings", "M-0001", "city=Two")
    told = run("restore-version", sample_path, "meetings", "M-0001", "3", "--preview").out
    assert told == "Restore M-0001 as of step 3\n       city: Two -> One\n"
    assert (
        run("restore-version", sample_path, "meetings", "M-0001", "3").out == "M-0001 is again as it was at step 3.\n"
    )
    assert "  Restore M-0001 as of step 3" in run("history", sample_path, "meetings", "M-0001").out.splitlines()[0]
    assert "already" in run("restore-version", sample_path, "meetings", "M-0001", "3").problem
    assert "was not there at step 1" in run("restore-version", sample_path, "meetings", "M-0001", "1").problem


def test_a_version_in_the_bin_asks_whether_to_take_it_out(run: Run, sample_path: Path) -> None:
    run("set", sample_path, "platforms", "uss-milius", "note=One")
    run("delete", sample_path, "platforms", "uss-milius")
    assert "P-0002" in run("restore-version", sample_path, "platforms", "P-0002", "2").problem
    assert run("restore-version", sample_path, "platforms", "P-0002", "2", "--with-parents").code == 0
    assert run("bin", sample_path).out == "The bin is empty.\n"


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_the_journal_is_written_to_a_file(run: Run, sample_path: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"journal.{ending}"
    assert run("journal", sample_path, "-o", path).out == f"Wrote the 2 steps of the journal to {path}.\n"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) >= 599
    if ending == "jsonl":
        assert json.loads(lines[0])["label"] == "Create the workspace, ceiling U"
    assert "neither .csv nor .jsonl" in run("journal", sample_path, "-o", tmp_path / "j").problem


def test_compacting_asks_first_and_says_what_it_did(run: Run, sample_path: Path) -> None:
    assert "Give --yes to agree." in run("compact", sample_path).problem
    told = run("compact", sample_path, "--yes")
    assert "the journal is whole. Backup: " in told.out
    assert "Compact the file: " in run("history", sample_path).out.splitlines()[0]
    assert run("check", sample_path).code == 0
