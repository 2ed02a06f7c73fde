"""The public record lived forward by keys: from what was known on 9 June 2024 over two meetings to their papers.

Outcomes are typed as the record has them, the 2+2 gets its day, the meetings are closed, what is left is carried over,
and the papers are printed. What is in the tables then is compared with the record.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from dicas_desktop.cli.main import main
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.exchange.tables import execute, plan_import
from dicas_desktop.store.store import Store
from dicas_desktop.ui.pages import meeting_page
from tests import make_past
from tests.make import new_store
from tests.make_keys import by_key, dialogs_of, store_of, wake
from tests.make_meeting_page import form_of, open_page, outcomes_of, page_of
from tests.make_meetings import id_of
from tests.make_page import editor_of, press
from tests.make_window import NO_DISPLAY, Opened

pytestmark = NO_DISPLAY
ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
DICAS, SHIP, MINISTERS = "dicas-2024-06-09", "wg-ship-2024-06-11", "scc-2024-07-28"
LETTERS = {"action": "a", "commitment": "c"}


@pytest.fixture
def past(tmp_path: Path) -> Store:
    """A workspace that holds only what was known that morning."""
    folder = tmp_path / "record"
    folder.mkdir()
    make_past.write(folder)
    store = new_store(tmp_path / "w.dicas")
    with store.read() as db:
        plan = plan_import(db, folder, ENTITIES)
    assert [str(rejected) for rejected in plan.rejected] == []
    execute(store, plan, "Import what is known")
    return store


def recorded(table: str, meeting: str) -> list[dict[str, str]]:
    return [row for row in make_past.read(table) if row["meeting_id"] == meeting]


def capture(opened: Opened, letter: str, text: str, who: str = "", when: str = "") -> None:
    opened.type(letter)
    opened.type(text)
    for more in (who, when):
        opened.press(TAB)
        opened.type(more)
    opened.press(ENTER)
    assert not any(form_of(opened).texts().values()), form_of(opened).note.text()
    opened.press(ESC)


def begin(opened: Opened) -> None:
    """Draft, open, in progress: F12 each time."""
    wake(opened)
    page_of(opened).agenda.view.setFocus()
    for stage in ("draft", "open", "in_progress"):
        by_key(opened, "next_stage")
        for dialog in dialogs_of(opened):  # earlier actions of the forum are offered: none of them is taken over
            press(dialog, ESC)
            wake(opened)
        with store_of(opened).read() as db:
            found = db.execute("SELECT stage FROM meetings WHERE id = ?", (page_of(opened).meeting_id,)).scalar()
        assert found == stage, [d.windowTitle() for d in dialogs_of(opened)] + [opened.window.status.note.text()]
    page_of(opened).agenda.view.setFocus()
    page_of(opened).agenda.view.go(0)


def hold(opened: Opened, meeting: str) -> None:
    """Type every outcome of a meeting as the record has it."""
    begin(opened)
    for row in recorded("decisions", meeting):
        capture(opened, "d", row["text"])
    for row in recorded("action_items", meeting):
        event = row["due_meeting_id"]
        known = {DICAS, SHIP, MINISTERS}
        when = f"on {event}" if event in known else make_past_due(row)
        capture(opened, LETTERS[row["kind"]], row["description"], row["owner_org_id"], when)


def make_past_due(row: dict[str, str]) -> str:
    """The deadline of an action as a person types it."""
    if not row["due_date"]:
        return ""
    return row["due_date"][:7] if row["due_precision"] == "month" else row["due_date"]


def answer(opened: Opened) -> None:
    """Say yes to whatever dialog is open."""
    for dialog in dialogs_of(opened):
        press(dialog, ENTER)
    opened.settle()


def lived(store: Store, meeting: str) -> tuple[list[str], list[tuple[str | None, ...]]]:
    with store.read() as db:
        decisions = db.execute(
            "SELECT d.text FROM decisions d JOIN meetings m ON m.id = d.meeting_id WHERE m.slug = ? ORDER BY d.id",
            (meeting,),
        ).scalars()
        actions = db.execute(
            "SELECT a.kind, a.description, o.slug, a.due_date, a.due_precision, e.slug FROM action_items a "
            "JOIN meetings m ON m.id = a.meeting_id LEFT JOIN organizations o ON o.id = a.owner_org_id "
            "LEFT JOIN meetings e ON e.id = a.due_meeting_id WHERE m.slug = ? ORDER BY a.id",
            (meeting,),
        ).all()
    return decisions, [tuple(row) for row in actions]


def of_the_record(meeting: str) -> tuple[list[str], list[tuple[str | None, ...]]]:
    decisions = [row["text"] for row in recorded("decisions", meeting)]
    actions = []
    for row in recorded("action_items", meeting):
        event = row["due_meeting_id"] if row["due_meeting_id"] in {DICAS, SHIP, MINISTERS} else ""
        columns = (row["kind"], row["description"], row["owner_org_id"], row["due_date"], row["due_precision"], event)
        actions.append(tuple(value or None for value in columns))
    return decisions, actions


def set_day_of_the_2plus2(opened: Opened) -> None:
    opened.go("meetings")
    assert opened.window.desk is not None
    page = opened.window.desk.entity_page()
    assert page is not None
    page.table.select(id_of(store_of(opened), "meetings", MINISTERS), page.model.column_named("start_date"))
    press(page.table, Qt.Key.Key_F2)
    editor_of(page).type("28 Jul 2024")
    press(editor_of(page).input, ENTER)
    answer(opened)


def test_the_record_is_lived_forward_and_comes_out_as_it_is(
    qtbot: QtBot, qapp: QApplication, past: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = open_page(qtbot, qapp, past, id_of(past, "meetings", DICAS))
    hold(opened, DICAS)
    assert len(outcomes_of(opened)) == len(recorded("decisions", DICAS)) + len(recorded("action_items", DICAS))
    set_day_of_the_2plus2(opened)
    assert lived(past, DICAS) == of_the_record(DICAS)
    opened.go(meeting_page(id_of(past, "meetings", SHIP)))
    hold(opened, SHIP)
    assert lived(past, SHIP) == of_the_record(SHIP)
    close_all(opened)
    assert past.check() == []
    past.close()
    carry_and_print(tmp_path, capsys)


def close_all(opened: Opened) -> None:
    """Close the meeting that is shown; items nobody spoke of go to the next meeting."""
    by_key(opened, "next_stage")
    dialogs: list[QDialog] = dialogs_of(opened)
    for dialog in dialogs:
        press(dialog, ENTER)
    opened.settle()
    with store_of(opened).read() as db:
        assert db.execute("SELECT stage FROM meetings WHERE slug = ?", (SHIP,)).scalar() == "closed"


def carry_and_print(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Carry over into the next meeting of the group, and print the papers of the two."""
    file = str(folder / "w.dicas")

    def run(*words: str) -> str:
        capsys.readouterr()
        assert main([words[0], file, *words[1:]]) == 0, (words, capsys.readouterr().err)
        return capsys.readouterr().out

    second = run(
        "add", "meetings", "title=Second meeting of the ship repair working group", "wg_id=wg-ship", "forum_id=dicas",
        "start_date=2024-09-10", "meeting_type=working_group", "stage=draft",
    ).strip()  # fmt: skip
    offered = run("carry", second, "--preview")
    assert "Fix dates for the other three working groups" in offered
    (left,) = [word for word in offered.split() if word.startswith("AI-")][:1]
    run("carry", second, "--pick", left)
    run("brief", DICAS, "-o", str(folder / "brief.pdf"), "--as-of", "2024-06-12")
    run("delegations", DICAS, "-o", str(folder / "delegations.pdf"))
    run("minutes", SHIP, "-o", str(folder / "minutes.pdf"))
    for name in ("brief", "delegations", "minutes"):
        assert (folder / f"{name}.pdf").read_bytes().startswith(b"%PDF")
    told = run("due", "--before", MINISTERS, "--as-of", "2024-06-12")
    assert "Show concrete results of industrial cooperation" in told
