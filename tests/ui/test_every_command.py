"""Every command of the window by its key and by a click on its menu entry: what it did is read from file and screen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.asking import EvidenceDialog
from dicas_desktop.ui.commands import COMMANDS
from dicas_desktop.ui.pages import BESIDE, OWED, all_pages
from dicas_desktop.ui.timeline.panel import TimelinePanel
from tests.make import TODAY, sample_store
from tests.make_keys import by_key, by_menu, dialog_of, dialogs_of, leave_dialogs, page_of, store_of
from tests.make_page import record
from tests.make_window import NO_DISPLAY, Opened, open_window, opened_file

pytestmark = NO_DISPLAY
TITLE = "Start the first larger repair, on USS New Orleans"  # of AI-0003 in the public record
Ask = Callable[[Opened, str], None]


# ------------------------------------------------------------------ what is looked at
@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A window on the action items of the sample with AI-0003 selected; program data in a folder of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    window = open_window(qtbot, qapp, sample, "action_items")
    at_the_beginning(window)
    return window


def timeline_of(opened: Opened) -> TimelinePanel:
    assert opened.window.desk is not None
    timeline = opened.window.desk.panels.timeline
    assert timeline is not None
    return timeline


def at_the_beginning(opened: Opened) -> None:
    """No dialog, nothing changed, the action items, AI-0003 selected, the keyboard in the table."""
    leave_dialogs(opened)
    store = store_of(opened)
    while store.undo_label and store.undo_label != "Import the public record":
        store.undo()
    opened.settle()
    opened.go("action_items")
    form = page_of(opened).form
    if form is not None:
        form.leave()
    page_of(opened).table.cell_edit.end()
    opened.select(3)
    page_of(opened).table.setFocus()


def named_file(dialog: QDialog, path: Path) -> None:
    """Type a path into a dialog of files and press Enter."""
    assert isinstance(dialog, QFileDialog)
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, str(path))
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Return) if dialog.isVisible() else None


# ------------------------------------------------------------------ the deeds
def set_status(opened: Opened) -> None:
    with store_of(opened).write("Set Status of AI-0003") as step:
        step.update("action_items", 3, {"status": "done"})
    opened.settle()


def undo(opened: Opened, ask: Ask) -> None:
    set_status(opened)
    ask(opened, "undo")
    assert record(store_of(opened), "action_items", 3).values["status"] == "unknown"
    assert opened.window.status.note.text() == "Undone: Set Status of AI-0003"
    assert opened.window.commands.actions["redo"].text() == "Redo Set Status of AI-0003"


def redo(opened: Opened, ask: Ask) -> None:
    set_status(opened)
    store_of(opened).undo()
    opened.settle()
    ask(opened, "redo")
    assert record(store_of(opened), "action_items", 3).values["status"] == "done"
    assert opened.window.status.note.text() == "Done again: Set Status of AI-0003"


def copy(opened: Opened, ask: Ask) -> None:
    QGuiApplication.clipboard().clear()
    ask(opened, "copy")
    (line,) = QGuiApplication.clipboard().text().splitlines()
    assert line.split("\t")[:2] == ["AI-0003", TITLE]


def select_all(opened: Opened, ask: Ask) -> None:
    ask(opened, "select_all")
    assert opened.window.desk is not None
    assert len(opened.window.desk.selection[1]) == 29
    assert sorted(page_of(opened).table.selected_ids()) == list(range(1, 30))


def filter_(opened: Opened, ask: Ask) -> None:
    ask(opened, "filter")
    assert page_of(opened).filters.field.hasFocus()
    opened.type("missile")
    assert 0 < page_of(opened).row_count() < 29
    opened.press(Qt.Key.Key_Escape)
    assert page_of(opened).row_count() == 29


def search(opened: Opened, ask: Ask) -> None:
    ask(opened, "search")
    assert opened.window.toolbar.search.hasFocus()


def panel(name: str) -> Callable[[Opened, Ask], None]:
    def act(opened: Opened, ask: Ask) -> None:
        assert opened.window.desk is not None
        panels = opened.window.desk.panels
        before = panels.is_shown(name)
        ask(opened, name)
        assert panels.is_shown(name) is not before
        assert opened.window.commands.actions[name].isChecked() is not before
        ask(opened, name)
        assert panels.is_shown(name) is before

    return act


def compact(opened: Opened, ask: Ask) -> None:
    height = page_of(opened).table.row_height
    ask(opened, "compact")
    assert page_of(opened).table.row_height < height
    ask(opened, "compact")
    assert page_of(opened).table.row_height == height


def next_pane(opened: Opened, ask: Ask) -> None:
    assert opened.window.desk is not None
    ask(opened, "next_pane")
    now = QApplication.focusWidget()
    assert now is not None
    assert opened.window.desk.inspector.isAncestorOf(now)


def dark(opened: Opened, ask: Ask) -> None:
    light = opened.window.grab().toImage().pixelColor(700, 500).lightness()
    ask(opened, "dark")
    assert theme.current().dark
    assert opened.window.settings.theme == "dark"
    assert opened.window.grab().toImage().pixelColor(700, 500).lightness() < light - 100
    ask(opened, "dark")
    assert not theme.current().dark


def system_theme(opened: Opened, ask: Ask) -> None:
    ask(opened, "system_theme")
    assert opened.window.settings.theme == "system"
    assert opened.window.commands.actions["system_theme"].isChecked()
    ask(opened, "system_theme")
    assert opened.window.settings.theme in ("light", "dark")


def larger(opened: Opened, ask: Ask) -> None:
    height = opened.window.menus.height()
    ask(opened, "larger")
    assert (theme.scale(), opened.window.settings.scale) == (110, 110)
    assert opened.window.menus.height() > height
    opened.do("normal_size")


def smaller(opened: Opened, ask: Ask) -> None:
    opened.do("larger")
    ask(opened, "smaller")
    assert theme.scale() == 100
    ask(opened, "smaller")
    assert theme.scale() == 100, "100 % is the smallest"


def normal_size(opened: Opened, ask: Ask) -> None:
    opened.commands.view.set_scale(175)
    opened.settle()
    ask(opened, "normal_size")
    assert theme.scale() == 100


def back(opened: Opened, ask: Ask) -> None:
    opened.go("meetings")
    ask(opened, "back")
    assert opened.window.desk is not None
    assert opened.window.desk.page == opened.window.desk.sidebar.page == "action_items"


def forward(opened: Opened, ask: Ask) -> None:
    opened.go("meetings")
    opened.do("back")
    ask(opened, "forward")
    assert opened.window.desk is not None
    assert opened.window.desk.page == opened.window.desk.sidebar.page == "meetings"


def new(opened: Opened, ask: Ask) -> None:
    ask(opened, "new")
    form, now = page_of(opened).form, QApplication.focusWidget()
    assert form is not None
    assert form.isVisible()
    assert now is form.editors["description"].input
    opened.type("Example action")
    opened.press(Qt.Key.Key_Return)
    (added,) = page_of(opened).table.selected_ids()
    values = record(store_of(opened), "action_items", added).values
    assert values["description"] == "Example action"
    assert opened.window.status.note.text() == f"Added {values['ref']}."


def edit(opened: Opened, ask: Ask) -> None:
    ask(opened, "edit")
    editor = page_of(opened).table.cell_edit.editor
    assert editor is not None
    assert editor.text() == TITLE
    assert editor.input.hasFocus()
    opened.type("Another title")
    opened.press(Qt.Key.Key_Return)
    assert record(store_of(opened), "action_items", 3).values["description"] == "Another title"


def open_record(opened: Opened, ask: Ask) -> None:
    assert opened.window.desk is not None
    ask(opened, "open_record")
    now = QApplication.focusWidget()
    assert now is opened.window.desk.inspector.rows["status"].value
    assert opened.window.desk.inspector.shown == ("action_items", (3,))


def duplicate(opened: Opened, ask: Ask) -> None:
    ask(opened, "duplicate")
    store = store_of(opened)
    (copied,) = page_of(opened).table.selected_ids()
    one, other = (record(store, "action_items", row_id).values for row_id in (3, copied))
    own = {"id", "uid", "ref", "slug", "entered_on"}
    assert {k: v for k, v in one.items() if k not in own} == {k: v for k, v in other.items() if k not in own}
    assert copied > 29
    assert opened.window.status.note.text() == f"Copied as {other['ref']}."


def owed(opened: Opened, ask: Ask) -> None:
    assert opened.window.desk is not None
    ask(opened, "owed")
    assert opened.window.desk.page == OWED


def day_beside(command: str, expected: str) -> Callable[..., None]:
    def act(opened: Opened, ask: Ask) -> None:
        with store_of(opened).write("Make it due on a holiday, entered today") as step:
            step.update("action_items", 3, {"entered_on": TODAY.isoformat()})
            step.update("action_items", 3, {"due_date": "2024-07-15", "due_precision": "day"})
        opened.settle()
        ask(opened, command)
        assert record(store_of(opened), "action_items", 3).values["due_date"] == expected
        assert opened.window.status.note.text().startswith("AI-0003 is due ")

    return act


def bulk_edit(opened: Opened, ask: Ask) -> None:
    opened.do("select_all")
    ask(opened, "bulk_edit")
    dialog_of(opened, "Change 29 action items")
    opened.type("done")
    opened.press(Qt.Key.Key_Return)
    (question,) = [each for each in dialogs_of(opened) if isinstance(each, EvidenceDialog)]
    question.without.click()
    opened.settle()
    assert dialogs_of(opened) == []
    with store_of(opened).read() as db:
        assert db.execute("SELECT count(*) FROM action_items WHERE status = 'done'").scalar() == 29
    assert store_of(opened).undo_label == "Set Status of 29 action items"


def delete(opened: Opened, ask: Ask) -> None:
    ask(opened, "delete")
    dialog = dialog_of(opened, "Delete AI-0003")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    assert page_of(opened).row_count() == 28
    assert record(store_of(opened), "action_items", 3).values["deleted_at"] is not None
    assert opened.window.status.note.text() == "Moved to the bin: AI-0003. Undo brings it back."


def brief(opened: Opened, ask: Ask) -> None:
    opened.go("meetings")
    opened.select(10)
    ask(opened, "brief")
    dialog_of(opened, "Brief: First DICAS")


def paper(command: str, title: str) -> Callable[[Opened, Ask], None]:
    def show(opened: Opened, ask: Ask) -> None:
        opened.go("meetings")
        opened.select(10)
        ask(opened, command)
        dialog_of(opened, f"{title}: First DICAS")

    return show


def save_brief(opened: Opened, ask: Ask) -> None:
    opened.go("meetings")
    opened.select(10)
    ask(opened, "save_brief")
    path = store_of(opened).path.with_name(f"{ask.__name__}.pdf")
    named_file(dialog_of(opened, "Save the brief as PDF"), path)
    opened.settle()
    assert path.read_bytes().startswith(b"%PDF-")
    assert opened.window.status.note.text() == f"Saved as {path}"


def next_meeting(opened: Opened, ask: Ask) -> None:
    ask(opened, "next_meeting")
    assert opened.window.desk is not None
    assert opened.window.desk.page == "meetings"
    assert opened.window.desk.selection == ("meetings", (18,))
    assert page_of(opened).table.selected_ids() == [18]


def zoom_in(opened: Opened, ask: Ask) -> None:
    day = timeline_of(opened).chart.geometry_.day
    ask(opened, "zoom_in")
    assert timeline_of(opened).chart.geometry_.day > day


def zoom_out(opened: Opened, ask: Ask) -> None:
    day = timeline_of(opened).chart.geometry_.day
    ask(opened, "zoom_out")
    assert timeline_of(opened).chart.geometry_.day < day


def to_today(opened: Opened, ask: Ask) -> None:
    chart = timeline_of(opened).chart
    opened.do("to_today")
    first = chart.geometry_.left
    chart.geometry_.left += 1_000  # days
    ask(opened, "to_today")
    assert chart.geometry_.left == pytest.approx(first)
    line = (chart.today + 0.5 - first) * chart.geometry_.day
    assert 0 < line < chart.width() / 2, "today stands in the left half"


def lock(opened: Opened, ask: Ask) -> None:
    ask(opened, "lock")
    assert opened.window.locked
    assert opened.window.windowTitle() == "Locked — DICAS Desktop"
    assert not page_of(opened).isVisible()
    screen = opened.commands.security.lock.screen
    assert screen is not None
    QTest.mouseClick(screen.unlock, Qt.MouseButton.LeftButton)
    opened.settle()
    assert page_of(opened).isVisible()


def asking(title: str) -> Callable[[Opened, Ask], None]:
    """Return the test of a command that opens a dialog; leaving it changes nothing."""

    def act(opened: Opened, ask: Ask, command: str) -> None:
        head, files = store_of(opened).head, sorted(store_of(opened).path.parent.iterdir())
        ask(opened, command)
        dialog = dialog_of(opened, title)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        opened.settle()
        assert dialogs_of(opened) == []
        assert store_of(opened).head == head
        assert sorted(store_of(opened).path.parent.iterdir()) == files

    return act  # type: ignore[return-value] # told its command by the test below


def check(opened: Opened, ask: Ask) -> None:
    ask(opened, "check")
    assert opened.window.status.note.text() == "The file is whole, and every record is as the journal has it."
    assert opened.window.status.journal.text().endswith("✓ verified")


def export(opened: Opened, ask: Ask) -> None:
    folder = store_of(opened).path.with_name(f"out-{ask.__name__}")
    folder.mkdir()
    ask(opened, "export")
    named_file(dialog_of(opened, "Export to a folder"), folder)
    opened.settle()
    assert len(list(folder.glob("*.csv"))) == 19
    assert opened.window.status.note.text() == f"Exported 597 rows in 19 files to {folder}."


def other_workspace(opened: Opened, ask: Ask) -> Path:
    path = store_of(opened).path.with_name(f"other-{ask.__name__}.dicas")
    if not path.exists():
        sample_store(path).close()
    return path


def open_(opened: Opened, ask: Ask) -> None:
    path = other_workspace(opened, ask)
    ask(opened, "open")
    named_file(dialog_of(opened, "Open a workspace"), path)
    opened.settle()
    assert store_of(opened).path == path
    assert not store_of(opened).read_only
    assert opened.window.windowTitle() == f"{path.name} — DICAS Desktop"


def open_read_only(opened: Opened, ask: Ask) -> None:
    path = other_workspace(opened, ask)
    ask(opened, "open_read_only")
    named_file(dialog_of(opened, "Open a workspace"), path)
    opened.settle()
    assert store_of(opened).path == path
    assert store_of(opened).read_only
    assert opened.window.windowTitle() == f"[READ-ONLY] {path.name} — DICAS Desktop"
    assert "READ-ONLY" in opened.window.status.file.text()


def open_sample(opened: Opened, ask: Ask) -> None:
    ask(opened, "open_sample")
    assert store_of(opened).path.name == "public-record.dicas"
    assert not store_of(opened).encrypted
    with store_of(opened).read() as db:
        assert db.execute("SELECT count(*) FROM action_items").scalar() == 29


def start_page(opened: Opened, ask: Ask) -> None:
    ask(opened, "start_page")
    assert opened.window.store is None
    assert opened.window.start.isVisible()
    assert opened.window.windowTitle() == "DICAS Desktop"


def quit_(opened: Opened, ask: Ask) -> None:
    ask(opened, "quit")
    assert not opened.window.isVisible()
    assert opened.window.store is None


DEEDS: dict[str, Callable[..., None]] = {
    "new_workspace": asking("New workspace"), "open": open_, "open_read_only": open_read_only,
    "open_sample": open_sample, "start_page": start_page, "import": asking("Import"), "export": export, "check": check,
    "quit": quit_, "undo": undo, "redo": redo, "copy": copy, "select_all": select_all, "filter": filter_,
    "search": search, "inspector": panel("inspector"), "timeline": panel("timeline"), "compact": compact,
    "next_pane": next_pane, "dark": dark, "system_theme": system_theme, "larger": larger, "smaller": smaller,
    "normal_size": normal_size, "back": back, "forward": forward, "new": new, "edit": edit, "open_record": open_record,
    "close_action": asking("Close AI-0003"), "sub_item": asking("Add a sub-item to AI-0003"),
    "support": asking("Add a supporting office to AI-0003"),
    "attach": asking("Attach files of up to 20 MB each"), "owed": owed,
    "working_day_before": day_beside("working_day_before", "2024-07-12"),
    "working_day_after": day_beside("working_day_after", "2024-07-16"),
    "duplicate": duplicate, "bulk_edit": bulk_edit, "delete": delete, "brief": brief, "save_brief": save_brief,
    "minutes": paper("minutes", "Minutes"), "readout": paper("readout", "Readout"),
    "appoint": asking("Take up a post"),
    "duplicates": asking("Duplicates"), "office_tree": asking("Organizations as a tree"),
    "delegation_list": paper("delegation_list", "Delegation list"), "next_meeting": next_meeting,
    "zoom_in": zoom_in, "zoom_out": zoom_out, "to_today": to_today, "lock": lock,
    "lock_settings": asking("Lock after"), "officer_name": asking("Your name"),
    "passphrase": asking("Encrypt sample.dicas"),
    "verify_head": asking("Verify the head on a paper"), "remove_all": asking("Remove all data of sample.dicas"),
    "keys": asking("Keyboard shortcuts"), "about": asking("DICAS Desktop"),
}  # fmt: skip


# tried in the tests of their own pages: test_backups, test_recovery, test_bin_page, test_journal_page,
# test_duplicates_dialog, test_table_commands, test_paste, test_export_seen, test_changes_page, meeting/test_page,
# meeting/test_documents,
# test_lens, test_folded_groups, test_column_filter
ELSEWHERE = {
    "deadline",
    "open_meeting",
    "item_state",
    "section",
    "new_meeting",
    "carry_over",
    "save_template",
    "next_stage",
    "back_stage",
    "capture_decision",
    "capture_commitment",
    "capture_action",
    "capture_note",
    "item_below",
    "line_up",
    "line_down",
    "add_delegate",
    "open_document",
    "save_document",
    "document_note",
    "capacity",
    "attendance",
    "backup",
    "backups",
    "changes_seen",
    "column_left",
    "column_right",
    "columns",
    "compact_file",
    "empty_bin",
    "export_journal",
    "export_table",
    "fill_down",
    "filter_column",
    "go_back",
    "freeze",
    "group",
    "hide_column",
    "keep_state",
    "merge",
    "next_group",
    "preview_redo",
    "preview_undo",
    "record_history",
    "recover",
    "paste",
    "previous_group",
    "fold",
    "fold_all",
    "unfold_all",
    "restore",
    "restore_version",
    "save_view",
    "sort",
    "sort_further",
    "sort_standard",
    "standard_view",
    "totals",
    "undo_back",
    "undo_step",
    "views",
}


def test_every_command_is_tried() -> None:
    assert DEEDS.keys() | ELSEWHERE == {command.id for command in COMMANDS}
    assert not DEEDS.keys() & ELSEWHERE


@pytest.mark.parametrize("command", DEEDS)
def test_a_command_does_the_same_by_its_key_and_by_its_menu(opened: Opened, command: str) -> None:
    path = store_of(opened).path
    deed = DEEDS[command]
    more = (command,) if deed.__name__ == "act" and deed.__code__.co_argcount == 3 else ()
    for ask in (by_key, by_menu):
        deed(opened, ask, *more)
        if ask is by_key:
            if command == "quit":
                opened.window.show()
                opened.window.show_start()
            if opened.window.store is None or opened.window.store.path != path:
                opened_file(opened, path)
            at_the_beginning(opened)


def test_every_page_opens_by_its_key_and_by_its_menu(opened: Opened) -> None:
    assert opened.window.desk is not None
    desk = opened.window.desk
    for ask in (by_key, by_menu):
        opened.go("meetings")
        for page in (*all_pages(), all_pages()[0]):
            ask(opened, f"go:{page.name}")
            assert desk.page == page.name, ask
            assert desk.sidebar.page == ("" if page.name in {"timeline", *BESIDE} else page.name), ask
