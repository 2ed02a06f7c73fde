"""A person is added in three fields wherever one is picked, by keys alone: the picker then names who was added."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.person_editor import AddPersonDialog, PersonEditor
from dicas_desktop.ui.post_dialog import PostDialog
from dicas_desktop.ui.record_dialogs import BulkEditDialog
from tests.make import dump
from tests.make_keys import by_key, dialogs_of, page_of
from tests.make_meeting_page import open_page
from tests.make_page import go_to
from tests.make_people import named, row
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
NAME = "Example Person"


def picker() -> PersonEditor:
    """The picker that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    editor: object = widget.parent()
    assert isinstance(editor, PersonEditor)
    return editor


def in_cell(qtbot: QtBot, qapp: QApplication, store: Store) -> Opened:
    opened = open_window(qtbot, qapp, store, "delegation_members")
    page = page_of(opened)
    page.table.setFocus()
    go_to(page, 0, "person_id")
    opened.press(Qt.Key.Key_F2)
    picker().select_all()
    return opened


def in_inspector(qtbot: QtBot, qapp: QApplication, store: Store) -> Opened:
    opened = open_window(qtbot, qapp, store, "delegations")
    opened.select(28)
    assert opened.window.desk is not None
    opened.window.desk.inspector.edit("leader_person_id")
    opened.settle()
    picker().select_all()
    return opened


def in_form(qtbot: QtBot, qapp: QApplication, store: Store) -> Opened:
    opened = open_window(qtbot, qapp, store, "delegation_members")
    by_key(opened, "new")
    form = page_of(opened).form
    assert form is not None
    form.editors["person_id"].setFocus()
    return opened


def in_bulk_edit(qtbot: QtBot, qapp: QApplication, store: Store) -> Opened:
    opened = open_window(qtbot, qapp, store, "delegation_members")
    opened.select(1)
    by_key(opened, "bulk_edit")
    (dialog,) = dialogs_of(opened)
    assert isinstance(dialog, BulkEditDialog)
    dialog.field.setCurrentIndex(dialog.field.findData("person_id"))
    assert dialog.editor is not None
    dialog.editor.setFocus()
    opened.settle()
    return opened


def in_meeting(qtbot: QtBot, qapp: QApplication, store: Store) -> Opened:
    opened = open_page(qtbot, qapp, store, named(store, "meetings", "dicas-2024-06-09"))
    by_key(opened, "add_delegate")
    return opened


def in_post(qtbot: QtBot, qapp: QApplication, store: Store) -> Opened:
    opened = open_window(qtbot, qapp, store, "overview")
    by_key(opened, "appoint")
    (dialog,) = dialogs_of(opened)
    assert isinstance(dialog, PostDialog)
    return opened


PICKERS = (in_cell, in_inspector, in_form, in_bulk_edit, in_meeting, in_post)


def ask(opened: Opened) -> tuple[PersonEditor, AddPersonDialog]:
    """Type a name that nobody has, go down to the last row, Enter."""
    editor = picker()
    opened.type(NAME)
    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_Return)
    (dialog,) = [each for each in dialogs_of(opened) if isinstance(each, AddPersonDialog)]
    return editor, dialog


@pytest.mark.parametrize("place", PICKERS)
def test_a_person_is_added_by_keys_alone(
    qtbot: QtBot, qapp: QApplication, sample: Store, place: Callable[[QtBot, QApplication, Store], Opened]
) -> None:
    opened = place(qtbot, qapp, sample)
    editor, dialog = ask(opened)
    assert dialog.editors["name_en"].text() == NAME
    assert dialog.editors["name_ja"].input.hasFocus()
    opened.press(Qt.Key.Key_Tab)
    opened.type("jp-atla")
    opened.press(Qt.Key.Key_Return)  # takes the office and adds
    assert [each for each in dialogs_of(opened) if isinstance(each, AddPersonDialog)] == []
    added = row(sample, "persons", 36)
    assert (added["name_en"], added["org_id"]) == (NAME, named(sample, "organizations", "jp-atla"))
    assert editor.text() == "PE-0036"
    assert editor.window().focusWidget() is editor.input


@pytest.mark.parametrize("place", PICKERS)
def test_esc_in_the_dialog_leaves_the_picker_as_it_was(
    qtbot: QtBot, qapp: QApplication, sample: Store, place: Callable[[QtBot, QApplication, Store], Opened]
) -> None:
    opened, before = place(qtbot, qapp, sample), dump(sample)
    editor, _dialog = ask(opened)
    opened.press(Qt.Key.Key_Escape)
    assert editor.text() == NAME
    assert editor.window().focusWidget() is editor.input
    assert dump(sample) == before
