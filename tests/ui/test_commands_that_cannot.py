"""Where a command cannot act it says why, in its menu entry and in the status line, and nothing is changed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.commands import COMMANDS, page_command
from dicas_desktop.ui.pages import all_pages
from dicas_desktop.ui.record_dialogs import BulkEditDialog
from tests.make import reopen
from tests.make_keys import by_key, dialogs_of, leave_dialogs, open_menu, page_of, store_of
from tests.make_page import head_of
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
ALL = {command.id for command in (*COMMANDS, *map(page_command, all_pages()))}
ANYWHERE = {
    "new_workspace", "open", "open_read_only", "open_sample", "quit", "dark", "system_theme", "larger", "smaller",
    "normal_size", "lock_settings", "officer_name", "keys", "about", "recover",
}  # fmt: skip
WRITING = {
    "close_action", "sub_item", "support", "attach", "working_day_before", "working_day_after",
    "new_meeting", "appoint",
    "import", "undo", "redo", "new", "edit", "duplicate", "bulk_edit", "delete", "passphrase", "remove_all", "paste",
    "fill_down", "save_view", "merge",
    "compact_file", "empty_bin", "preview_undo", "preview_redo", "undo_step", "undo_back", "restore", "restore_version",
    "changes_seen",
}  # fmt: skip
ON_SELECTION = {
    "close_action", "sub_item", "support", "attach", "working_day_before", "working_day_after",
    "copy", "paste", "fill_down", "edit", "open_record", "duplicate", "bulk_edit", "delete", "record_history",
}  # fmt: skip
ON_COLUMN = {
    "freeze",
    "export_table",
    "totals",
    "views",
    "save_view",
    "standard_view",
    "filter_column",
    "group",
    "next_group",
    "previous_group",
    "fold",
    "fold_all",
    "unfold_all",
    "sort",
    "sort_further",
    "sort_standard",
    "column_left",
    "column_right",
    "hide_column",
    "columns",
}
ON_TABLE = ON_SELECTION | ON_COLUMN | {"select_all", "filter", "inspector", "timeline"}
# arrows of buttons and lists, all of a text or a list
OWN_KEYS = {"back", "forward", "select_all", "column_left", "column_right", "line_up", "line_down"}
ON_TIMELINE = {"zoom_in", "zoom_out", "to_today"}
OPEN_FIRST = "Open a meeting first: F3."
ON_MEETING = {
    "item_state", "section", "carry_over", "save_template", "next_stage", "back_stage",
    "capture_decision", "capture_commitment", "capture_action", "capture_note",
    "item_below", "line_up", "line_down", "add_delegate", "capacity", "attendance",
}  # fmt: skip
ON_DOCUMENT = {"open_document", "save_document", "document_note"}
LETTERS = {"capture_decision", "capture_commitment", "capture_action", "capture_note"}  # in a table they are typed
NOT_CHOSEN = dict.fromkeys(ON_MEETING, OPEN_FIRST) | {
    **dict.fromkeys(ON_DOCUMENT, "Choose a document of the meeting first."),
    "redo": "There is nothing to redo.",
    "preview_redo": "There is nothing to redo.",
    "merge": "Select two people or two organizations.",
    "restore": "Choose a deletion in the bin.",
    "keep_state": "No restored state waits to be confirmed.",
    "go_back": "No restored state waits to be confirmed.",
    "restore_version": "Select one record, or choose a step among those of one record: Ctrl+H shows them.",
    "undo_step": "No step that can be undone is chosen in the journal.",
    "undo_back": "No step that can be undone is chosen in the journal.",
    "changes_seen": "The page What changed shows nothing to mark.",
}


# of a restored workspace, tests/ui/test_trial.py; of a document that is only read, tests/ui/meeting/test_documents.py
WAITING = {"keep_state", "go_back", "open_document", "save_document"}


def grey(opened: Opened) -> dict[str, str]:
    """Return the commands that cannot be used, with their reasons."""
    commands = opened.window.commands
    off = {name for name, action in commands.actions.items() if not action.isEnabled()}
    assert off == {name for name in commands.actions if commands.why(name)}
    return {name: commands.why(name) for name in sorted(off)}


def assert_told(opened: Opened, off: dict[str, str]) -> None:
    """Each reason is a sentence, stands in the tip of the entry, and in the status line under the pointer."""
    for name, why in off.items():
        action = opened.window.commands.actions[name]
        assert why.endswith("."), name
        assert action.toolTip().endswith(f" — {why}"), name
        assert action.statusTip() == why, name
    for name in list(off)[:3]:  # a click on a grey entry; the rest comes from the same declaration
        opened.window.note("")
        menu = open_menu(opened, name)
        place = menu.actionGeometry(opened.window.commands.actions[name]).center()
        QTest.mouseMove(menu, place + QPoint(2, 1))
        QTest.mouseMove(menu, place)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        assert opened.window.status.note.text() == off[name], name
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        opened.window.activateWindow()
        opened.settle()


def press_all(opened: Opened, names: set[str]) -> None:
    """Press the key of each of these commands; none opens a dialog."""
    for name in sorted(names - {"item_below"}):  # its key opens the record of a table
        opened.window.note("")
        by_key(opened, name)
        assert dialogs_of(opened) == [], name
        why = opened.window.commands.why(name)
        if why and name not in OWN_KEYS | LETTERS and "," not in opened.window.commands.commands[name].key:
            told = opened.window.status.note.text()  # the table may say it in its own words
            assert told.endswith("."), name
            assert told == why or page_of(opened).table.hasFocus(), name


def test_with_no_workspace_open_only_what_needs_none_can_be_used(qtbot: QtBot, qapp: QApplication) -> None:
    opened = open_window(qtbot, qapp, None)
    off = grey(opened)
    assert off.keys() == ALL - ANYWHERE
    assert set(off.values()) == {"No workspace is open."}
    assert_told(opened, off)
    press_all(opened, set(off))
    assert opened.window.start.isVisible()
    assert opened.window.desk is None


@pytest.fixture
def read_only(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the sample, opened read-only, with AI-0003 selected."""
    path = sample.path
    sample.close()
    opened = open_window(qtbot, qapp, reopen(path, read_only=True), "action_items")
    opened.select(3)
    page_of(opened).table.setFocus()
    return opened


def test_a_read_only_file_is_not_changed_by_any_key(read_only: Opened) -> None:
    path = store_of(read_only).path
    before = path.read_bytes()
    off = {name: why for name, why in grey(read_only).items() if name not in WAITING}
    assert off.keys() == WRITING | ON_MEETING | {"document_note"}
    assert set(off.values()) == {"The workspace is open read-only."}
    assert_told(read_only, off)
    page_of(read_only).table.setFocus()
    press_all(read_only, set(off))
    stays = {"quit", "start_page", "new_workspace", "open", "open_read_only", "open_sample", "lock", "brief"}
    for name in sorted(ALL - WRITING - ON_MEETING - ON_DOCUMENT - WAITING - stays):
        by_key(read_only, name)
        leave_dialogs(read_only)
    assert store_of(read_only).path == path
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*-journal"))


@pytest.mark.parametrize(
    ("way", "deed"),
    [
        ("F2", lambda page: QTest.keyClick(page.table, Qt.Key.Key_Return)),
        ("a letter", lambda page: QTest.keyClicks(page.table, "x")),
        (
            "a double click",
            lambda page: QTest.mouseDClick(
                page.table.viewport(),
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
                page.table.visualRect(page.model.index(0, 1)).center(),
            ),
        ),
        ("the method of the menu", lambda page: page.add()),
    ],
    ids=["enter", "letter", "double-click", "form"],
)
def test_a_read_only_file_says_so_whatever_touches_a_cell(
    read_only: Opened, way: str, deed: Callable[[object], object]
) -> None:
    page = page_of(read_only)
    page.table.select(3, 1)
    deed(page)
    read_only.settle()
    assert page.table.cell_edit.editor is None, way
    assert page.form is None or not page.form.isVisible()
    assert read_only.window.status.note.text() == "sample.dicas is open read-only: nothing can be changed."


def test_a_read_only_inspector_shows_values_and_opens_no_editor(read_only: Opened) -> None:
    assert read_only.window.desk is not None
    inspector = read_only.window.desk.inspector
    for row in inspector.rows.values():
        QTest.mouseClick(row.value, Qt.MouseButton.LeftButton)
        QTest.keyClick(row.value, Qt.Key.Key_F2)
        read_only.settle()
        assert row.editor is None
    page_of(read_only).table.selectAll()
    read_only.settle()
    (button,) = [b for b in inspector.findChildren(QPushButton) if b.text().startswith("Change a field of all")]
    assert not button.isEnabled()


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the action items, nothing selected."""
    return open_window(qtbot, qapp, sample, "action_items")


def test_with_nothing_selected_what_needs_a_record_says_so(opened: Opened, sample: Store) -> None:
    before = head_of(sample)
    off = grey(opened)
    assert off == dict.fromkeys(ON_SELECTION, "No record is selected.") | NOT_CHOSEN
    assert_told(opened, off)
    page_of(opened).table.clearSelection()
    opened.settle()
    first = {
        "record_history",
        "close_action",
        "sub_item",
        "support",
        "attach",
    }  # before F2, which stands on the first row
    press_all(opened, first)
    press_all(opened, ON_SELECTION - first)
    assert head_of(sample) == before


def test_a_filter_that_matches_nothing_leaves_nothing_selected_to_act_on(opened: Opened, sample: Store) -> None:
    opened.select(3)
    before = head_of(sample)
    by_key(opened, "filter")
    opened.type("zzzz")
    page = page_of(opened)
    page.model.finish()
    opened.settle()
    assert page.row_count() == 0
    assert grey(opened).keys() >= ON_SELECTION
    page.table.setFocus()
    press_all(opened, ON_SELECTION)
    by_key(opened, "select_all")
    assert page.table.selected_ids() == []
    assert head_of(sample) == before


@pytest.mark.parametrize("page", ["overview", "journal"])
def test_a_page_without_a_table_says_so(opened: Opened, sample: Store, page: str) -> None:
    before = head_of(sample)
    opened.go(page)
    off = grey(opened)
    assert {name for name, why in off.items() if why == "This page has no table."} == ON_TABLE
    assert {name for name, why in off.items() if why == "The timeline is not shown."} == ON_TIMELINE
    chosen = {"undo_step", "undo_back"} if page == "journal" else set()  # its last step is chosen
    assert off.keys() == ON_TABLE | ON_TIMELINE | NOT_CHOSEN.keys() - chosen
    enter = {"open_record"} if page == "journal" else set()  # its own key there: it goes into the panel
    press_all(opened, off.keys() - enter)
    assert opened.window.desk is not None
    assert opened.window.desk.page == page
    assert head_of(sample) == before


def test_while_a_step_is_under_way_nothing_can_be_changed_and_it_is_named(opened: Opened, sample: Store) -> None:
    opened.select(3)
    before = head_of(sample)
    opened.window.set_busy("Importing public-record")
    off = {name: why for name, why in grey(opened).items() if name not in WAITING}
    assert off.keys() == WRITING | ON_MEETING | {"document_note"}
    assert set(off.values()) == {"“Importing public-record” is under way: wait for its end."}
    press_all(opened, WRITING)
    assert head_of(sample) == before
    opened.window.set_busy("")
    assert grey(opened) == {name: why for name, why in NOT_CHOSEN.items() if name != "restore_version"}


def test_a_locked_window_greys_all_but_quit(opened: Opened) -> None:
    by_key(opened, "lock")
    off = grey(opened)
    assert "quit" not in off
    assert len(set(off.values())) == 1
    assert "locked" in next(iter(off.values())).lower()
    assert ALL - off.keys() <= ANYWHERE


def test_an_open_dialog_keeps_every_key_of_the_window_to_itself(opened: Opened, sample: Store) -> None:
    opened.select(3)
    before = head_of(sample)
    by_key(opened, "bulk_edit")
    (dialog,) = dialogs_of(opened)
    assert isinstance(dialog, BulkEditDialog)
    assert dialog.isModal()
    dialog.field.setCurrentIndex(dialog.field.findData("due_text"))
    assert dialog.editor is not None
    dialog.editor.setFocus()
    QTest.keyClicks(dialog.editor.input, "Half typed")
    for command in COMMANDS:
        # the field's own keys, and those that the test would type as letters
        own = ("open_record", "back", "forward", "copy", "paste", "select_all", "undo", "redo", "delete", "item_below")
        if command.id not in (*own, *LETTERS) and "Ctrl+Alt" not in command.key:
            QTest.keySequence(dialog.editor.input, QKeySequence(command.key))
            opened.settle()
            assert dialogs_of(opened) == [dialog], command.id
            assert head_of(sample) == before, command.id
    assert opened.window.store is sample
    assert opened.window.desk is not None
    assert opened.window.desk.page == "action_items"
    assert dialog.editor.text() == "Half typed"


def test_undo_and_redo_say_when_there_is_nothing_left(qtbot: QtBot, qapp: QApplication, empty: Store) -> None:
    opened = open_window(qtbot, qapp, empty, "meetings")
    off = grey(opened)
    assert (off["undo"], off["redo"]) == ("There is nothing to undo.", "There is nothing to redo.")
    assert opened.window.commands.actions["undo"].text() == "Undo"
    before = head_of(empty)
    press_all(opened, {"undo", "redo"})
    assert head_of(empty) == before


def test_a_meeting_is_asked_for_where_there_is_none_and_the_dialog_says_what_to_do(
    qtbot: QtBot, qapp: QApplication, empty: Store, tmp_path: Path
) -> None:
    opened = open_window(qtbot, qapp, empty, "meetings")
    for command in ("brief", "save_brief"):
        by_key(opened, command)
        (dialog,) = dialogs_of(opened)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        opened.settle()
        assert dialogs_of(opened) == [dialog]
        assert dialog.problem.text() == "No meeting is chosen: mark one in the list."  # type: ignore[attr-defined] # a Dialog
        leave_dialogs(opened)
    by_key(opened, "next_meeting")
    assert opened.window.status.note.text() == "No meeting on record after this day."
    assert not list(tmp_path.glob("*.pdf"))


def test_the_key_of_a_grey_command_is_not_taken_for_the_key_of_the_table_without_alt(
    read_only: Opened, qapp: QApplication
) -> None:
    """Ctrl+Alt+C compacts the file; where it cannot, it must not copy, as Ctrl+C does."""
    read_only.select(3)
    page_of(read_only).table.setFocus()
    qapp.clipboard().setText("before")
    by_key(read_only, "compact_file")
    assert qapp.clipboard().text() == "before"
    assert read_only.window.status.note.text() == "The workspace is open read-only."
