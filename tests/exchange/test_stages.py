"""Files that would change the record of a meeting against its stage: told row by row, and the good rows come in."""

from pathlib import Path

import pytest

from dicas_desktop.exchange.tables import execute, export
from dicas_desktop.store.meetings.capture import capture
from dicas_desktop.store.meetings.stages import advance, settle
from dicas_desktop.store.store import Store
from tests.exchange.rows import dump, plan, write_rows
from tests.make_meetings import id_of, items_of, meeting_of, row_of, set_stage

FIRST, COMING = "dicas-2024-06-09", "wg-ship-2024-06-11"
CLOSED = "M-0010 First DICAS is closed and can only be read: reopen it first, with a reason."
SAID = "M-0010 First DICAS is closed: what was said there can only be read. Reopen it first, with a reason."
TITLE = "First meeting of the ship repair working group"
OPEN = f"M-0013 {TITLE} is open: outcomes are written while it is in progress."


@pytest.fixture
def staged(filled: Store) -> Store:
    """The record with its first DICAS closed and the first ship group open."""
    meeting = meeting_of(filled, FIRST)
    set_stage(filled, meeting, "in_progress")
    with filled.write("Close it") as step:
        for item in items_of(filled, meeting):
            settle(step, item, "discussed")
        advance(step, meeting, "closed")
    set_stage(filled, meeting_of(filled, COMING), "open")
    return filled


def rejected(store: Store, path: Path) -> list[tuple[int, str, str]]:
    return [(r.line, r.column, r.cure) for r in plan(store, path).rejected]


@pytest.mark.parametrize(
    ("table", "header", "cells", "told"),
    [
        ("meetings", ("meeting_id", "title", "venue"), (FIRST, "First DICAS", "Elsewhere"), (2, "venue", CLOSED)),
        ("meetings", ("meeting_id", "title", "stage"), (FIRST, "First DICAS", "in_progress"),
         (2, "stage", "Reopening M-0010 First DICAS needs a reason: say why.")),
        ("meetings", ("meeting_id", "title", "stage"), (COMING, TITLE, "closed"),
         (2, "stage", f"M-0013 {TITLE} is open: it can become In progress or Draft.")),
        ("agenda_items", ("agenda_item_id", "meeting_id", "seq", "topic"), ("ag-new", FIRST, "8", "One more"),
         (2, "meeting_id", CLOSED)),
        ("agenda_items", ("agenda_item_id", "meeting_id", "seq", "topic"),
         ("ag-dicas-2024-06-09-03", FIRST, "3", "Other words"), (2, "topic", CLOSED)),
        ("delegations", ("delegation_id", "meeting_id", "side"), ("del-new", FIRST, "AU"), (2, "meeting_id", CLOSED)),
        ("delegation_members", ("member_id", "delegation_id"), ("mem-new", "del-dicas-2024-06-09-us"),
         (2, "meeting_id", CLOSED)),
        ("decisions", ("decision_id", "text"), ("dec-dicas-2024-06-09-01", "Other words"), (2, "text", SAID)),
        ("decisions", ("decision_id", "meeting_id", "text"), ("dec-new", FIRST, "One more"), (2, "meeting_id", SAID)),
        ("decisions", ("decision_id", "meeting_id", "text"), ("dec-new", COMING, "One more"), (2, "meeting_id", OPEN)),
        ("action_items", ("action_id", "description"), ("act-wg-report-2plus2", "Other words"),
         (2, "description", SAID)),
    ],
)  # fmt: skip
def test_a_row_against_the_stage_is_told_and_left_out(
    staged: Store,
    tmp_path: Path,
    table: str,
    header: tuple[str, ...],
    cells: tuple[str, ...],
    told: tuple[int, str, str],
) -> None:
    path = write_rows(tmp_path / f"{table}.csv", header, cells)
    before = dump(staged)
    assert rejected(staged, path) == [told]
    execute(staged, plan(staged, path), "Import")
    assert dump(staged)[table] == before[table]


def test_good_rows_of_the_same_file_come_in(staged: Store, tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "action_items.csv", ("action_id", "description", "status"),
        ("act-wg-report-2plus2", "Report working group progress to the next 2+2", "done"),
        ("act-concrete-results-2plus2", "Other words", "done"),
    )  # fmt: skip
    found = plan(staged, path)
    assert [(r.line, r.column) for r in found.rejected] == [(3, "description")]
    execute(staged, found, "Import")
    followed = row_of(staged, "action_items", id_of(staged, "action_items", "act-wg-report-2plus2"))
    assert followed["status"] == "done"


def test_a_workspace_with_stages_comes_back_from_its_own_files_as_it_was(
    staged: Store, empty: Store, tmp_path: Path
) -> None:
    with staged.write("One more meeting in progress") as step:
        advance(step, meeting_of(staged, COMING), "in_progress")
    with staged.write("Capture") as step:
        capture(step, items_of(staged, meeting_of(staged, COMING))[0], "N", "Example note")
    with staged.read() as db:
        export(db, tmp_path / "out", staged.entities)
    again = plan(staged, tmp_path / "out")
    assert (again.rejected, again.created, again.updated) == ([], 0, 0)
    fresh = plan(empty, tmp_path / "out")
    assert fresh.rejected == []
    execute(empty, fresh, "Import")
    assert row_of(empty, "meetings", meeting_of(empty, FIRST))["stage"] == "closed"
    with empty.read() as db:
        assert db.execute("SELECT text FROM notes").scalars() == ["Example note"]
