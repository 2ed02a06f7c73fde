"""What a screen reader is told: every part that can be acted on has a name and a role, on every page and over them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QScrollArea, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.commands import COMMANDS, page_command
from dicas_desktop.ui.pages import all_pages, meeting_page
from tests.make import RECORDED
from tests.make_keys import by_key, page_of
from tests.make_page import go_to
from tests.make_window import NO_DISPLAY, Opened, open_window
from tests.read_names import unnamed

pytestmark = NO_DISPLAY
NAME, ROLE = QAccessible.Text.Name, QAccessible.Role
PAGES = [page.name for page in all_pages()]


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the sample."""
    return open_window(qtbot, qapp, sample, "overview")


def test_the_walk_finds_what_has_no_name(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    for number, widget in enumerate((QLineEdit(top), QPushButton("Named", top), QTreeWidget(top), QScrollArea(top))):
        widget.setGeometry(0, number * 30, 40, 20)
    top.show()
    assert [text.split()[0] for text in unnamed(top)] == ["QLineEdit", "QTreeWidget", "QScrollArea"]
    assert all(text.endswith("no name") for text in unnamed(top))


@pytest.mark.parametrize("page", [*PAGES, meeting_page(10), meeting_page(15)])
def test_every_part_of_a_page_has_a_name_and_a_role(opened: Opened, page: str) -> None:
    opened.go(page)
    if page in RECORDED:
        opened.select(1)
    assert unnamed(opened.window) == []
    opened.do("new")
    assert unnamed(opened.window) == []


@pytest.mark.parametrize("command", ["totals", "views", "columns"])
def test_what_opens_over_a_table_has_names_too(opened: Opened, command: str) -> None:
    opened.go("action_items")
    opened.select(3)
    by_key(opened, command)
    assert unnamed(opened.window) == []
    for popup in QApplication.topLevelWidgets():
        if popup.isVisible():
            assert unnamed(popup) == [], popup
            popup.close() if popup is not opened.window else None


@pytest.mark.parametrize("table", RECORDED)
def test_the_editor_of_every_cell_is_named_by_its_field(opened: Opened, table: str) -> None:
    opened.go(table)
    opened.select(1)
    page = page_of(opened)
    row = page.table.currentIndex().row()
    for column in page.model.columns:
        if column.editable:
            page.table.columns.show(column.name, True)
            go_to(page, row, column.name)
            opened.press(Qt.Key.Key_F2)
            editor = page.table.cell_edit.editor
            assert editor is not None, column.name
            read = QAccessible.queryAccessibleInterface(editor.input)
            assert read.text(NAME).startswith(column.label), (column.name, read.text(NAME))
            assert read.role() == ROLE.EditableText
            page.table.cell_edit.end()


def test_every_command_has_an_entry_a_key_and_a_name(opened: Opened) -> None:
    commands = [*COMMANDS, *map(page_command, all_pages())]
    menus = {menu.title(): menu for menu in opened.window.menus.findChildren(QMenu)}
    for command in commands:
        action = opened.window.commands.actions[command.id]
        (menu,) = [menu for menu in menus.values() if action in menu.actions()]
        read = QAccessible.queryAccessibleInterface(menu)
        names = [read.child(number).text(NAME) for number in range(read.childCount())]
        assert action.text().replace("&&", "&") in names, command.id
        assert not action.shortcut().isEmpty(), command.id
        assert menu.accessibleName(), command.menu


def test_a_row_of_a_table_is_told_cell_by_cell_with_the_name_of_its_column(opened: Opened) -> None:
    opened.go("action_items")
    opened.select(3)
    page = page_of(opened)
    index = page.table.currentIndex()
    told = [
        str(
            page.model.index(index.row(), page.model.column_named(column.name)).data(Qt.ItemDataRole.AccessibleTextRole)
        )
        for column in page.table.shown_columns()
    ]
    assert told[0] == "Ref: AI-0003"
    assert all(
        text.startswith(f"{column.label}: ") for text, column in zip(told, page.table.shown_columns(), strict=True)
    )


def test_the_keyboard_reaches_every_pane_and_stands_at_something_named(opened: Opened) -> None:
    opened.go("action_items")
    opened.select(3)
    for _pane in range(8):
        opened.press(Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert QAccessible.queryAccessibleInterface(focus).text(NAME).strip(), focus
    QTest.keyClick(opened.window, Qt.Key.Key_Escape)
