"""OCRs, files, what is owed and the tree of a decision, by commands."""

from pathlib import Path

import pytest

from dicas_desktop.domain.follow_up import LARGEST_FILE
from tests.cli.conftest import Run
from tests.cli.test_register import content


def test_an_ocr_is_added_once_and_taken_off_again(run: Run, sample_path: Path) -> None:
    before = content(sample_path)
    assert run("support", sample_path, "AI-0002", "jp-atla").out == "AI-0002\n"
    with_it = content(sample_path)
    assert run("support", sample_path, "AI-0002", "jp-atla").problem == "Office: ATLA supports AI-0002 already."
    assert run("support", sample_path, "AI-0002", "jp-mod").problem == "Office: MOD leads AI-0002 already."
    assert content(sample_path) == with_it
    assert run("support", sample_path, "AI-0002", "jp-atla", "--remove").code == 0
    told = run("support", sample_path, "AI-0002", "jp-atla", "--remove").problem
    assert told == "jp-atla does not support AI-0002: nothing was changed."
    run("undo", sample_path)
    run("undo", sample_path)
    assert content(sample_path) == before


def test_a_file_goes_in_and_comes_out_the_same(run: Run, sample_path: Path, tmp_path: Path) -> None:
    file, out = tmp_path / "Example.pdf", tmp_path / "out.pdf"
    file.write_bytes(bytes(range(256)) * 10)
    assert run("attach", sample_path, "AI-0002", file, "--note", "Example note").out == "AT-0001\n"
    assert run("check", sample_path).code == 0
    assert run("save-attachment", sample_path, "AT-0001", "-o", out).out == f"{out}\n"
    assert out.read_bytes() == file.read_bytes()
    assert run("save-attachment", sample_path, "AT-0001", "-o", out).problem == (
        f"{out} exists already: choose another name; nothing was overwritten."
    )


def test_what_cannot_be_attached_is_refused(run: Run, sample_path: Path, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    before = content(sample_path)
    assert (
        run("attach", sample_path, "AI-0002", large).problem == "large.bin is larger than 20 MB: attach a smaller file."
    )
    assert (
        run("attach", sample_path, "AI-0002", tmp_path).problem == f"{tmp_path} is not a file: choose a file to attach."
    )
    assert run("attach", sample_path, "AI-9999", __file__).problem == (
        "There is no AI-9999 among action_items, decisions, meetings: give a reference or an id."
    )
    assert content(sample_path) == before


def test_what_each_side_owes_is_listed_with_what_is_missing(run: Run, sample_path: Path) -> None:
    told = run("owed", sample_path, "--side", "JP", "--as-of", "2024-07-15").out
    heads = [line for line in told.splitlines() if not line.startswith(" ")]
    assert heads == [
        "Owed by Japan: 1 open",
        "Owed by the United States: 7 open, 1 late, 1 not measurable",
        "Owed by both sides: 17 open, 5 not measurable",
    ]
    assert "not measurable" in told
    assert "▲ Overdue 166 days" in told
    assert "28 Jul 2024 · on 2+2" in told
    options = ("--reason", "Example reason", "--agreed", "Example side")
    run("set", sample_path, "action_items", "AI-0003", "due_date=2024-07-12", *options)
    told = run("owed", sample_path, "--side", "JP", "--as-of", "2024-07-15").out
    assert "▲ Overdue 3 days, 166 d late against the first date" in told


def test_the_tree_goes_from_the_decision_to_results_and_is_the_same_from_everywhere(
    run: Run, sample_path: Path
) -> None:
    owner = "owner_org_id=us-dod"
    run("add", sample_path, "decisions", "text=Later decision")
    run("set", sample_path, "decisions", "D-0001", "superseded_by_id=D-0030")
    run("add", sample_path, "action_items", "description=Example action", "decision_id=D-0001", owner)
    run("add", sample_path, "action_items", "description=Example part", "parent_id=AI-0030", owner)
    run("set", sample_path, "action_items", "AI-0031", "status=done", "evidence=Example report")
    told = run("tree-of", sample_path, "AI-0031").out.splitlines()
    assert told[0].startswith("  D-0001 ")
    assert told[0].endswith("[Superseded]")
    assert told[1:] == [
        "    AI-0030 Example action [Undated]",
        "*     part AI-0031 Example part [Done: Example report]",
        "    superseded by D-0030 Later decision [Agreed]",
    ]
    for ref in ("D-0001", "AI-0030", "D-0030"):
        lines = run("tree-of", sample_path, ref).out.splitlines()
        assert [line[2:] for line in lines] == [line[2:] for line in told]


@pytest.mark.parametrize("ref", ["M-0001", "nowhere"])
def test_a_tree_is_one_of_decisions_and_actions(run: Run, sample_path: Path, ref: str) -> None:
    assert run("tree-of", sample_path, ref).problem == (
        f"There is no {ref} among action_items, decisions: give a reference or an id."
    )
