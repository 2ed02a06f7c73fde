"""Adding a person inside the picker: the last row of the list, three fields, the editor then names who was added."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.person_editor import AddPersonDialog, PersonEditor
from tests.make import dump
from tests.make_keys import dialog_of, dialogs_of, page_of
from tests.make_people import row
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the delegations, in the cell that names the head of DG-0028, who is not on record."""
    opened = open_window(qtbot, qapp, sample, "delegations")
    page = page_of(opened)
    page.table.setFocus()
    page.table.select(28, page.entity.columns.index("leader_person_id"))
    opened.settle()
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    opened.settle()
    return opened


def editor_of(opened: Opened) -> PersonEditor:
    editor = page_of(opened).table.cell_edit.editor
    assert isinstance(editor, PersonEditor)
    return editor


def asked(opened: Opened, typed: str) -> AddPersonDialog:
    editor = editor_of(opened)
    QTest.keyClicks(editor.input, typed)
    QTest.keyClick(editor.input, Qt.Key.Key_Up)  # from the first row to the last
    while not editor._on_new:  # noqa: SLF001 - what the arrows stand on is shown, not told
        QTest.keyClick(editor.input, Qt.Key.Key_Down)
    QTest.keyClick(editor.input, Qt.Key.Key_Return)
    opened.settle()
    dialog = dialog_of(opened, "Add a person")
    assert isinstance(dialog, AddPersonDialog)
    return dialog


def test_a_person_is_added_in_three_fields_and_named_in_the_cell(opened: Opened, sample: Store) -> None:
    dialog = asked(opened, "Example Person")
    assert list(dialog.editors) == ["name_en", "name_ja", "org_id"]
    assert dialog.editors["name_en"].text() == "Example Person"
    dialog.editors["name_ja"].type("見本花子")
    dialog.editors["org_id"].setFocus()
    dialog.editors["org_id"].set_text("O-0026")
    QTest.keyClick(dialog.editors["name_ja"].input, Qt.Key.Key_Return)
    opened.settle()
    assert dialogs_of(opened) == []
    added = row(sample, "persons", 36)
    assert (added["name_en"], added["name_ja"], added["org_id"]) == ("Example Person", "見本花子", 26)
    editor = editor_of(opened)
    assert editor.text() == "PE-0036"
    QTest.keyClick(editor.input, Qt.Key.Key_Return)
    opened.settle()
    assert row(sample, "delegations", 28)["leader_person_id"] == 36


def test_leaving_the_dialog_leaves_the_cell_as_it_was_typed(opened: Opened, sample: Store) -> None:
    before = dump(sample)
    dialog = asked(opened, "Example Person")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()
    assert dump(sample) == before
    assert editor_of(opened).text() == "Example Person"


def test_whom_the_new_person_looks_like_is_said(opened: Opened) -> None:
    dialog = asked(opened, "FUKASAWA Masaki")
    assert dialog.likeness.text().startswith("▲ Looks like PE-0002 Masaki Fukasawa")
    dialog.reject()


def test_enter_alone_adds_nobody(opened: Opened, sample: Store) -> None:
    before, editor = dump(sample), editor_of(opened)
    QTest.keyClicks(editor.input, "Nobody of that name")
    QTest.keyClick(editor.input, Qt.Key.Key_Return)
    opened.settle()
    assert dialogs_of(opened) == []
    assert dump(sample) == before
    assert "there is no “Nobody of that name” among people" in editor_of(opened).input.accessibleDescription()


def test_a_name_that_is_missing_is_refused(opened: Opened, sample: Store) -> None:
    before = dump(sample)
    dialog = asked(opened, "Example Person")
    dialog.editors["name_en"].set_text("")
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.problem.text() == "Name is missing: enter it."
    assert dump(sample) == before
    dialog.reject()
