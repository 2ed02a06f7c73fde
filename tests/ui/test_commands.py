"""Each command: it is in a menu, has a key and a name, and does what it says when its key is pressed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.banner import Banner
from dicas_desktop.ui.brief_commands import MeetingDialog
from dicas_desktop.ui.commands import COMMANDS, GO, page_command
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.pages import all_pages
from dicas_desktop.ui.record_dialogs import BulkEditDialog, DeleteDialog
from dicas_desktop.ui.table_menu import table_menu
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
ALL = (*COMMANDS, *map(page_command, all_pages()))


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the action items of the sample."""
    return open_window(qtbot, qapp, sample, "action_items")


def dialog_of(opened: Opened) -> Dialog:
    shown = [dialog for dialog in opened.window.findChildren(Dialog) if dialog.isVisible()]
    assert len(shown) == 1
    return shown[0]


@pytest.mark.parametrize("command", ALL, ids=lambda command: command.id)
def test_every_command_is_in_its_menu_with_a_key(opened: Opened, command: object) -> None:
    entry = opened.window.commands.commands[command.id]  # type: ignore[attr-defined] # a Command
    action = opened.window.commands.actions[entry.id]
    menus = [menu for menu in opened.window.menus.findChildren(QMenu) if action in menu.actions()]
    assert [menu.title() for menu in menus] == [entry.menu]
    assert action.text()
    assert not QKeySequence(entry.key).isEmpty()
    assert action.shortcut() == QKeySequence(entry.key)


def test_every_command_has_a_deed(opened: Opened) -> None:
    assert {command.id for command in ALL} <= opened.window.deeds.keys()


def test_no_key_is_given_twice() -> None:
    keys = [QKeySequence(command.key).toString() for command in ALL]
    assert len(set(keys)) == len(keys)


def test_every_page_has_a_key_in_the_go_menu() -> None:
    assert all(page_command(page).key and page_command(page).menu == GO for page in all_pages())


def test_what_cannot_be_used_says_why(qtbot: QtBot, qapp: QApplication) -> None:
    opened = open_window(qtbot, qapp, None)
    commands = opened.window.commands
    assert not commands.actions["undo"].isEnabled()
    assert commands.why("undo") == "No workspace is open."
    assert "No workspace is open." in commands.actions["undo"].toolTip()
    assert commands.actions["open"].isEnabled()
    opened.window.menus.findChildren(QMenu)[1].hovered.emit(commands.actions["undo"])
    assert opened.window.status.note.text() == "No workspace is open."


def test_undo_and_redo_name_their_step(opened: Opened) -> None:
    opened.select(3)
    assert opened.window.store is not None
    with opened.window.store.write("Set Status of AI-0003") as step:
        step.update("action_items", 3, {"status": "done"})
    opened.settle()
    assert opened.window.commands.actions["undo"].text() == "Undo Set Status of AI-0003"
    opened.press(Qt.Key.Key_Z, CONTROL)
    assert opened.window.status.note.text() == "Undone: Set Status of AI-0003"
    assert opened.window.commands.actions["redo"].text() == "Redo Set Status of AI-0003"
    assert "Set Status of AI-0003" in opened.window.toolbar.redo.toolTip()
    opened.press(Qt.Key.Key_Y, CONTROL)
    assert opened.window.status.note.text() == "Done again: Set Status of AI-0003"


def test_new_opens_the_form_on_any_page(opened: Opened) -> None:
    assert opened.window.desk is not None
    opened.go("overview")
    assert opened.window.toolbar.new.text() == "＋ New action item"
    QTest.mouseClick(opened.window.toolbar.new, Qt.MouseButton.LeftButton)
    opened.settle()
    page = opened.window.desk.entity_page()
    assert page is not None
    assert page.form is not None
    assert page.form.isVisible()


def test_the_primary_button_names_the_kind_of_record(opened: Opened) -> None:
    opened.go("meetings")
    assert opened.window.toolbar.new.text() == "＋ New meeting"
    assert opened.window.toolbar.new.accessibleName() == "New meeting"


def test_go_keys_open_pages_and_back_returns(opened: Opened) -> None:
    assert opened.window.desk is not None
    opened.press(Qt.Key.Key_G, CONTROL)
    opened.press(Qt.Key.Key_M)
    assert opened.window.desk.page == "meetings"
    assert opened.window.desk.sidebar.page == "meetings"
    opened.press(Qt.Key.Key_Left, ALT)
    assert opened.window.desk.page == "action_items"
    opened.press(Qt.Key.Key_Right, ALT)
    assert opened.window.desk.page == "meetings"


@pytest.mark.parametrize("page", [page.name for page in all_pages()])
def test_the_go_menu_opens_every_page(opened: Opened, page: str) -> None:
    assert opened.window.desk is not None
    opened.do(f"go:{page}")
    assert opened.window.desk.page == page


def test_delete_asks_and_undo_brings_back(opened: Opened) -> None:
    assert opened.window.store is not None
    opened.go("meetings")
    opened.select(10)
    opened.press(Qt.Key.Key_Delete)
    dialog = dialog_of(opened)
    assert isinstance(dialog, DeleteDialog)
    assert dialog.windowTitle() == "Delete M-0010"
    assert dialog.primary.text() == "Delete M-0010"
    opened.press(Qt.Key.Key_Return)
    with opened.window.store.read() as db:
        assert db.execute("SELECT deleted_at IS NOT NULL FROM meetings WHERE id = 10").scalar() == 1
    opened.do("undo")
    with opened.window.store.read() as db:
        assert db.execute("SELECT deleted_at FROM meetings WHERE id = 10").scalar() is None


def test_escape_leaves_the_delete_dialog_without_a_change(opened: Opened) -> None:
    assert opened.window.store is not None
    opened.select(3)
    steps = opened.window.store.head.steps
    opened.do("delete")
    QTest.keyClick(dialog_of(opened), Qt.Key.Key_Escape)
    opened.settle()
    assert opened.window.store.head.steps == steps


def test_bulk_edit_sets_one_field_of_all_selected_as_one_step(opened: Opened) -> None:
    assert opened.window.store is not None
    opened.do("select_all")
    steps = opened.window.store.head.steps
    opened.press(Qt.Key.Key_B, CONTROL)
    dialog = dialog_of(opened)
    assert isinstance(dialog, BulkEditDialog)
    assert dialog.primary.text() == "Change 29 action items"
    dialog.field.setCurrentIndex(dialog.field.findData("priority"))
    assert dialog.editor is not None
    dialog.editor.set_text("high")
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.window.store.head.steps == steps + 1
    with opened.window.store.read() as db:
        assert db.execute("SELECT count(*) FROM action_items WHERE priority = 'high'").scalar() == 29


def test_bulk_edit_refuses_nonsense_and_stays(opened: Opened) -> None:
    assert opened.window.store is not None
    opened.select(3)
    steps = opened.window.store.head.steps
    opened.do("bulk_edit")
    dialog = dialog_of(opened)
    assert isinstance(dialog, BulkEditDialog)
    dialog.field.setCurrentIndex(dialog.field.findData("due_date"))
    assert dialog.editor is not None
    dialog.editor.set_text("someday")
    dialog.act()
    assert dialog.isVisible()
    assert "someday" in dialog.problem.text()
    assert opened.window.store.head.steps == steps


def test_copy_puts_the_selected_rows_on_the_clipboard(opened: Opened) -> None:
    opened.select(3)
    opened.press(Qt.Key.Key_C, CONTROL)
    assert "Start the first larger repair" in QGuiApplication.clipboard().text()


def test_duplicate_adds_a_copy(opened: Opened) -> None:
    assert opened.window.store is not None
    opened.select(3)
    opened.press(Qt.Key.Key_D, CONTROL)
    with opened.window.store.read() as db:
        assert db.execute("SELECT count(*) FROM action_items").scalar() == 30


def test_f2_edits_the_cell(opened: Opened) -> None:
    assert opened.window.desk is not None
    opened.select(3)
    page = opened.window.desk.entity_page()
    assert page is not None
    page.table.setFocus()
    opened.press(Qt.Key.Key_F2)
    assert page.table.cell_edit.editor is not None
    assert page.table.cell_edit.editor.field.name == "description"


def test_filter_takes_the_keyboard_to_the_filter(opened: Opened) -> None:
    assert opened.window.desk is not None
    opened.press(Qt.Key.Key_F, CONTROL)
    page = opened.window.desk.entity_page()
    assert page is not None
    assert page.filters.field.hasFocus()


def test_open_record_takes_the_keyboard_to_the_inspector(opened: Opened) -> None:
    assert opened.window.desk is not None
    opened.select(3)
    opened.do("open_record")
    now = QApplication.focusWidget()
    assert now is not None
    assert opened.window.desk.inspector.isAncestorOf(now)


def test_the_panels_fold_by_their_keys_and_say_so(opened: Opened) -> None:
    assert opened.window.desk is not None
    panels, actions = opened.window.desk.panels, opened.window.commands.actions
    assert panels.is_shown("inspector")
    assert panels.is_shown("timeline")
    opened.press(Qt.Key.Key_I, CONTROL)
    assert not panels.is_shown("inspector")
    assert not actions["inspector"].isChecked()
    opened.press(Qt.Key.Key_T, CONTROL)
    assert not panels.is_shown("timeline")
    assert not actions["zoom_in"].isEnabled()
    opened.press(Qt.Key.Key_I, CONTROL)
    assert panels.is_shown("inspector")
    assert actions["inspector"].isChecked()


def test_timeline_commands_zoom_and_return_to_today(opened: Opened) -> None:
    assert opened.window.desk is not None
    timeline = opened.window.desk.panels.timeline
    assert timeline is not None
    day = timeline.chart.geometry_.day
    opened.do("zoom_in")
    assert timeline.chart.geometry_.day > day
    opened.do("zoom_out")
    opened.do("to_today")
    assert timeline.chart.geometry_.day == pytest.approx(day)


def test_compact_rows_are_lower(opened: Opened) -> None:
    assert opened.window.desk is not None
    page = opened.window.desk.entity_page()
    assert page is not None
    high = page.table.row_height
    opened.do("compact")
    assert page.table.row_height < high
    assert opened.window.commands.actions["compact"].isChecked()


def test_next_pane_walks_through_the_parts(opened: Opened) -> None:
    assert opened.window.desk is not None
    opened.window.desk.sidebar.setFocus()
    seen = []
    for _step in range(5):
        opened.press(Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert seen[3] is opened.window.toolbar.search
    assert seen[4] is opened.window.desk.sidebar
    assert len({id(widget) for widget in seen}) == 5


def test_the_scale_changes_by_keys(opened: Opened) -> None:
    opened.do("larger")
    assert theme.scale() == 110
    opened.do("larger")
    assert theme.scale() == 125
    opened.do("smaller")
    assert theme.scale() == 110
    opened.do("normal_size")
    assert theme.scale() == 100
    assert opened.window.settings.scale == 100


def test_changing_the_colours_keeps_page_and_selection(opened: Opened) -> None:
    opened.select(3)
    opened.press(Qt.Key.Key_D, CONTROL | SHIFT)
    assert theme.current().dark
    assert opened.window.desk is not None
    assert opened.window.desk.page == "action_items"
    assert opened.window.desk.selection == ("action_items", (3,))
    assert opened.window.commands.actions["dark"].isChecked()
    opened.do("dark")
    assert not theme.current().dark


def test_the_colours_of_the_system_can_be_taken(opened: Opened) -> None:
    opened.do("system_theme")
    assert opened.window.settings.theme == "system"
    assert opened.window.commands.actions["system_theme"].isChecked()
    opened.do("system_theme")
    assert opened.window.settings.theme in ("light", "dark")


def test_f1_lists_every_key(opened: Opened) -> None:
    opened.press(Qt.Key.Key_F1)
    dialog = dialog_of(opened)
    texts = {label.text() for label in dialog.findChildren(type(dialog.note))}
    assert {command.key for command in ALL} <= texts
    dialog.act()


def test_about_names_version_and_licences(opened: Opened) -> None:
    opened.do("about")
    assert "LGPL" in dialog_of(opened).note.text()


def test_the_brief_of_the_selected_meeting_needs_no_question(opened: Opened) -> None:
    opened.go("meetings")
    opened.select(10)
    opened.press(Qt.Key.Key_P, CONTROL)
    assert dialog_of(opened).windowTitle() == "Brief: First DICAS"


def test_the_brief_asks_for_a_meeting_elsewhere(opened: Opened) -> None:
    opened.do("brief")
    dialog = dialog_of(opened)
    assert isinstance(dialog, MeetingDialog)
    assert len(dialog.findChildren(Banner)) == 2
    dialog.words.setText("ship repair working group")
    assert 0 < dialog.list.count() < 28
    assert dialog.primary.text() == "Show the brief"


def test_next_meeting_is_selected_on_its_page(opened: Opened) -> None:
    opened.do("next_meeting")
    assert opened.window.desk is not None
    assert opened.window.desk.selection == ("meetings", (18,))


def test_closing_the_workspace_shows_the_start_page(opened: Opened) -> None:
    opened.do("start_page")
    assert opened.window.store is None
    assert opened.window.start.isVisible()
    assert opened.window.windowTitle() == "DICAS Desktop"


@pytest.mark.parametrize("way", ["menu of the row", "key"])
def test_the_bin_is_asked_for_whether_by_the_menu_of_the_row_or_by_its_key(
    qtbot: QtBot, qapp: QApplication, sample: Store, way: str
) -> None:
    opened = open_window(qtbot, qapp, sample, "meetings")
    opened.select(10)
    assert opened.window.desk is not None
    page = opened.window.desk.entity_page()
    assert page is not None
    page.table.setFocus()
    if way == "key":
        opened.press(Qt.Key.Key_Delete)
    else:
        menu = table_menu(page.table, page)
        next(action for action in menu.actions() if action.text() == "Move to the bin").trigger()
        opened.settle()
    (dialog,) = (each for each in opened.window.findChildren(DeleteDialog) if each.isVisible())
    with sample.read() as db:
        assert db.execute("SELECT deleted_at FROM meetings WHERE id = 10").scalar() is None
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    with sample.read() as db:
        assert db.execute("SELECT deleted_at FROM meetings WHERE id = 10").scalar() is not None
