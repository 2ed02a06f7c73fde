"""The register by commands: due dates that move, corrections, closing with parts; nothing is written when refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.make import dump, reopen

CORRECTED = "so its words are only corrected; give the reason, the old text is kept. (--reason TEXT)"


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    store = reopen(path, read_only=True)
    rows = dump(store)
    store.close()
    return rows


def rows(run: Run, path: Path, table: str, *where: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        run("list", path, table, "--format", "json", *(word for each in where for word in ("--where", each))).out
    )
    return found


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["action_items", "AI-0003", "due_date=2025-03-31"],
            "Due: AI-0003 was due by Jan 2024; say why it moves and who agreed. (--reason TEXT --agreed TEXT)",
        ),
        (
            ["action_items", "AI-0003", "due_date=2025-03-31", "--reason", "Example reason"],
            "Due: AI-0003 was due by Jan 2024; say why it moves and who agreed. (--reason TEXT --agreed TEXT)",
        ),
        (
            ["decisions", "D-0001", "text=Corrected"],
            f"Text: D-0001 is Agreed, {CORRECTED}",
        ),
        (
            ["action_items", "AI-0002", "status=cancelled"],
            "Status: an action that is Done can only become Open, In progress, Blocked, Partly done or Not recorded.",
        ),
        (["decisions", "D-0001", "status=superseded"],
         "Superseded by is missing: name the decision that takes its place. (superseded_by_id=REF)"),
        (["decisions", "D-0001", "superseded_by_id=D-0001"],
         "Superseded by: D-0001 → D-0001 is a circle; choose another decision."),
    ],
)  # fmt: skip
def test_what_needs_a_reason_is_refused_without(run: Run, sample_path: Path, words: list[str], told: str) -> None:
    before = content(sample_path)
    assert run("set", sample_path, *words).problem == told
    assert content(sample_path) == before


def test_a_due_date_moves_with_reason_and_who_agreed(run: Run, sample_path: Path) -> None:
    options = ("--reason", "Example reason", "--agreed", "Example side")
    assert run("set", sample_path, "action_items", "AI-0003", "due_date=2025-03-31", *options).out == "AI-0003\n"
    (made,) = rows(run, sample_path, "extensions")
    assert (made["old_due_date"], made["new_due_date"]) == ("2024-01-31", "2025-03-31")
    assert (made["reason"], made["agreed_by"]) == ("Example reason", "Example side")
    (action,) = rows(run, sample_path, "action_items", "is=extended")
    assert (action["first_due_date"], action["first_due_precision"]) == ("2024-01-31", "by")
    assert run("check", sample_path).code == 0


def test_a_correction_of_agreed_words_stands_in_the_journal_with_its_reason(run: Run, sample_path: Path) -> None:
    assert run("set", sample_path, "decisions", "D-0001", "text=Corrected", "--reason", "Example reason").code == 0
    told = run("history", sample_path, "decisions", "D-0001").out
    assert "Change D-0001: Example reason" in told
    assert "Corrected" in told


def test_closing_with_open_parts_needs_a_yes(run: Run, sample_path: Path) -> None:
    part = run("add", sample_path, "action_items", "description=Part", "owner_org_id=us-dod", "parent_id=AI-0003").out
    before = content(sample_path)
    told = run("set", sample_path, "action_items", "AI-0003", "status=done").problem
    assert told == (
        f"AI-0003 has 1 open sub-item, {part.strip()}: close it, too, or leave AI-0003 open. (--with-sub-items)"
    )
    assert content(sample_path) == before
    assert run("set", sample_path, "action_items", "AI-0003", "status=done", "--with-sub-items").code == 0
    assert [row["status"] for row in rows(run, sample_path, "action_items", f"ref={part.strip()}")] == ["done"]


def test_a_decision_with_dependents_is_not_deleted(run: Run, sample_path: Path) -> None:
    run("add", sample_path, "action_items", "description=Example", "decision_id=D-0001")
    before = content(sample_path)
    told = run("delete", sample_path, "decisions", "D-0001").problem
    assert told == "AI-0030 rests on D-0001: withdraw D-0001 instead, or take it off D-0001 first."
    assert content(sample_path) == before


def test_a_new_action_says_that_it_is_a_draft_or_was_due_already(run: Run, sample_path: Path) -> None:
    draft = run("add", sample_path, "action_items", "description=Example")
    assert (draft.out, draft.err) == (
        "AI-0030\n",
        "AI-0030 has no lead (OPR): it is kept as a draft and never printed.\n",
    )
    late = run("add", sample_path, "action_items", "description=Late", "owner_org_id=us-dod", "due_date=2024-07-01")
    assert late.err == "AI-0031 was due 1 Jul 2024, before it was entered: it is marked “entered late”.\n"
    assert [row["ref"] for row in rows(run, sample_path, "action_items", "is=entered_late")] == ["AI-0031"]
    assert [row["ref"] for row in rows(run, sample_path, "action_items", "is=draft")] == ["AI-0030"]


def test_an_action_closes_with_its_evidence_or_says_that_it_has_none(run: Run, sample_path: Path) -> None:
    bare = run("set", sample_path, "action_items", "AI-0003", "status=done")
    assert bare.out == "AI-0003\n"
    assert bare.err == (
        "AI-0003 is closed without evidence: give it with --evidence TEXT or evidence_decision_id=REF, or attach a "
        "file.\n"
    )
    run("set", sample_path, "action_items", "AI-0003", "status=open")
    told = run("set", sample_path, "action_items", "AI-0003", "status=done", "--evidence", "Example evidence")
    assert (told.out, told.err) == ("AI-0003\n", "")
    (action,) = rows(run, sample_path, "action_items", "ref=AI-0003")
    assert (action["status"], action["evidence"]) == ("done", "Example evidence")
    assert rows(run, sample_path, "action_items", "is=no_evidence", "ref=AI-0003") == []


def test_evidence_without_closing_is_refused(run: Run, sample_path: Path) -> None:
    before = content(sample_path)
    told = run("set", sample_path, "action_items", "AI-0003", "priority=high", "--evidence", "Example evidence")
    assert told.problem == "--evidence goes with status=done of an action: nothing was changed."
    assert content(sample_path) == before


def test_evidence_is_given_as_the_warning_says_to_an_action_that_is_done_already(run: Run, sample_path: Path) -> None:
    run("set", sample_path, "action_items", "AI-0003", "status=done")
    for words in ("Example evidence", "A better one"):
        told = run("set", sample_path, "action_items", "AI-0003", "status=done", "--evidence", words)
        assert (told.code, told.err) == (0, "")
        (action,) = rows(run, sample_path, "action_items", "ref=AI-0003")
        assert (action["status"], action["evidence"]) == ("done", words)


def test_evidence_is_refused_where_it_would_be_lost(run: Run, sample_path: Path) -> None:
    before = content(sample_path)
    told = run("set", sample_path, "meetings", "M-0013", "status=held", "--evidence", "Example evidence")
    assert told.problem == "--evidence goes with status=done of an action: nothing was changed."
    told = run("set", sample_path, "action_items", "AI-0003", "status=done", "evidence=A", "--evidence", "B")
    assert told.problem == "evidence is given twice: give it once."
    assert content(sample_path) == before


def test_a_second_lead_is_not_set_without_saying_what_becomes_of_the_first(run: Run, sample_path: Path) -> None:
    before = content(sample_path)
    words = ("set", sample_path, "action_items", "AI-0003", "owner_org_id=jp-atla")
    assert run(*words).problem == (
        "Lead (OPR): USN leads AI-0003, and an action has one lead: replace it, or add ATLA as OCR. "
        "(--replace-lead or --as-ocr)"
    )
    assert content(sample_path) == before
    assert run(*words, "--as-ocr").code == 0
    (party,) = rows(run, sample_path, "parties")
    assert (party["org_id"], party["role"]) == ("jp-atla", "ocr")
    assert run(*words, "--as-ocr").code == 0, "it supports already"
    (action,) = rows(run, sample_path, "action_items", "ref=AI-0003")
    assert action["owner_org_id"] == "us-navy"
    assert run(*words, "--replace-lead").code == 0
    (action,) = rows(run, sample_path, "action_items", "ref=AI-0003")
    assert action["owner_org_id"] == "jp-atla"
    assert rows(run, sample_path, "parties") == [], "an office that leads supports no more"
