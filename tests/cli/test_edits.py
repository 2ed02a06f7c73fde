"""`add`, `set` and `delete`: a step each, refused with a sentence and nothing written."""

import json
from pathlib import Path
from typing import Any

import pytest

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Kind
from tests.cli.conftest import Run
from tests.make import dump, reopen


def one(run: Run, path: Path, table: str, ref: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(run("list", path, table, "--where", f"ref={ref}", "--format", "json").out)
    assert len(found) == 1
    return found[0]


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    store = reopen(path, read_only=True)
    rows = dump(store)
    store.close()
    return rows


def test_add_prints_the_reference_and_reads_every_kind_of_value(run: Run, sample_path: Path) -> None:
    told = run(
        "add", sample_path, "action_items", "description=例の作業 = example", "due_date=by Mar 2025",
        "owner_org_id=us-dod", "meeting_id=M-0010", "wg_id=Ship repair working group", "status=In progress",
        "due_offset=-5", "marking=(U)", "action_id=act-example",
    )  # fmt: skip
    assert (told.code, told.out) == (0, "AI-0030\n")
    row = one(run, sample_path, "action_items", "AI-0030")
    assert row["description"] == "例の作業 = example"
    assert (row["due_date"], row["due_precision"]) == ("2025-03-31", "by")
    assert (row["owner_org_id"], row["meeting_id"], row["wg_id"]) == ("us-dod", "dicas-2024-06-09", "wg-ship")
    assert (row["status"], row["kind"], row["due_offset"], row["marking"]) == ("in_progress", "action", -5, "U")
    assert row["action_id"] == "act-example"


@pytest.mark.parametrize(
    "table", [table for table in ENTITIES if table not in ("template_items", "attachments", "extensions")]
)
def test_every_kind_can_be_added_changed_deleted_and_brought_back(run: Run, sample_path: Path, table: str) -> None:
    entity = ENTITIES[table]
    known = {"meeting_id": "M-0010", "delegation_id": "DG-0001", "programme_id": "PR-0001", "forum_id": "dicas",
             "person_id": "PE-0001", "org_id": "O-0001", "action_item_id": "AI-0001"}  # fmt: skip
    fitting = {Kind.DATE: "2024-07-01"}
    given = [
        f"{f.name}={known.get(f.name) or (f.choices[0].value if f.choices else fitting.get(f.kind, '1'))}"
        for f in entity.fields
        if f.required
    ]
    ref = run("add", sample_path, table, *given, f"{entity.slug_column}=example").out.strip()
    assert ref.startswith(f"{entity.prefix}-")
    assert run("set", sample_path, table, "example", "releasability=bilateral").out == f"{ref}\n"
    assert one(run, sample_path, table, ref)["releasability"] == "bilateral"
    assert run("delete", sample_path, table, ref).out == f"{ref} is in the bin\n"
    assert run("list", sample_path, table, "--where", f"ref={ref}", "--format", "json").out == "[]\n"
    assert run("undo", sample_path).out == f"Taken back: Delete {ref}\n"
    assert one(run, sample_path, table, ref)["releasability"] == "bilateral"


def test_an_empty_value_clears_the_field_and_its_precision(run: Run, sample_path: Path) -> None:
    assert run("set", sample_path, "action_items", "act-gpi-contract", "due_date=", "note=").code == 0
    row = one(run, sample_path, "action_items", "AI-0002")
    assert (row["due_date"], row["due_precision"], row["note"]) == (None, None, None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["due_date=Jul 2024", "due_precision=by"], ("2024-07-31", "by")),
        (["due_precision=by", "due_date=28 Jul 2024"], ("2024-07-28", "by")),
        (["due_date=28 Jul 2024"], ("2024-07-28", "day")),
    ],
)
def test_a_precision_given_by_name_holds(
    run: Run, sample_path: Path, words: list[str], expected: tuple[str, str]
) -> None:
    run("set", sample_path, "action_items", "ai-2", *words)
    row = one(run, sample_path, "action_items", "AI-0002")
    assert (row["due_date"], row["due_precision"]) == expected


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["add", "W", "action_items", "status=open"], "Title is missing: enter it."),
        (["add", "W", "action_items", "titel=x"], "action_items has no field titel: use one of action_id, kind, "),
        (["add", "W", "action_items", "description"], "description is not of the form FIELD=VALUE"),
        (["add", "W", "action_items", "description=a", "description=b"], "description is given twice: give it once."),
        (["add", "W", "action_items", "action_id=a", "action_id=b"], "action_id is given twice: give it once."),
        (["add", "W", "action_items", "description=a", "due_date=31 Feb 2024"], "Due: Feb 2024 has no day 31"),
        (["add", "W", "action_items", "description=a", "status=late"], "Status: “late” is not one of draft, open, "),
        (["add", "W", "action_items", "description=a", "meeting_id=x"], "Meeting: there is no “x” among meetings"),
        (["add", "W", "action_items", "description=\udcff"], "half a character"),
        (["add", "W", "action_items", "action_id=AI-0099"], "action_id: AI-0099 has the form of a reference"),
        (["add", "W", "action_items", "action_id=\udcff"], "half a character"),
        (["add", "W", "action", "description=a"], "There is no kind of records action: use one of forums, "),
        (
            ["set", "W", "meetings", "M-9999", "city=x"],
            "There is no M-9999 among meetings: give a reference such as M-0001",
        ),
        (["set", "W", "meetings", "M-0010", "end_date=2020-01-01"], "Last day: 2020-01-01 is before the beginning"),
        (["set", "W", "meetings", "M-0010", "title="], "Title is missing: enter it."),
        (["set", "W", "action_items", "AI-0002", "marking=SECRET"], "Marking: SECRET belongs in a banner"),
        (["delete", "W", "meetings", "nowhere"], "There is no nowhere among meetings"),
        (["redo", "W"], "There is nothing to redo."),
    ],
)
def test_what_is_refused_leaves_everything_as_it_was(
    run: Run, sample_path: Path, arguments: list[str], told: str
) -> None:
    before = content(sample_path)
    assert told in run(*(sample_path if word == "W" else word for word in arguments)).problem
    assert content(sample_path) == before


def test_delete_tells_what_went_along(run: Run, sample_path: Path) -> None:
    told = run("delete", sample_path, "meetings", "dicas-2024-06-09")
    assert told.out == "M-0010 is in the bin, and with it 7 agenda items, 2 delegations, 2 delegation members\n"
    assert "There is no M-0010 among meetings" in run("delete", sample_path, "meetings", "M-0010").problem


def test_an_id_that_is_taken_is_refused(run: Run, sample_path: Path) -> None:
    assert run("add", sample_path, "forums", "name_en=Example", "forum_id=dicas").code == 1
