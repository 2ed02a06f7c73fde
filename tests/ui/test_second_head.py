"""A second head of a delegation asks who steps down, whichever way it is entered in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.meeting.step_down import StepDownDialog
from dicas_desktop.ui.record_dialogs import BulkEditDialog
from tests.make import dump
from tests.make_keys import by_key, dialog_of, dialogs_of, page_of, wake
from tests.make_page import editor_of, go_to
from tests.make_people import named, row
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
HEAD, OTHER = "del-kantei-call-2024-07-29-jp-01", "del-kantei-call-2024-07-29-jp-02"
DELEGATION = "del-kantei-call-2024-07-29-jp"


def window(qtbot: QtBot, qapp: QApplication, store: Store, table: str, name: str) -> Opened:
    opened = open_window(qtbot, qapp, store, table)
    opened.select(named(store, table, name))
    return opened


def at(opened: Opened, column: str) -> None:
    page = page_of(opened)
    go_to(page, page.model.source.place_of(page.table.selected_ids()[0]), column)


def edit_cell(opened: Opened, column: str, text: str) -> None:
    at(opened, column)
    opened.press(Qt.Key.Key_F2)
    editor_of(page_of(opened)).select_all()
    QTest.keyClicks(editor_of(page_of(opened)).input, text)
    QTest.keyClick(editor_of(page_of(opened)).input, Qt.Key.Key_Return)
    opened.settle()


def answer(opened: Opened, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Answer with what is proposed: deputy."""
    dialog = dialog_of(opened, "Who steps down?")
    assert isinstance(dialog, StepDownDialog)
    assert dialog.note.text().startswith("Fumio Kishida heads this delegation, and it has one head.")
    assert dialog.capacity == "deputy"
    QTest.keyClick(dialog, key)
    opened.settle()


def capacities(store: Store) -> tuple[str, str, int]:
    first, second = (row(store, "delegation_members", named(store, "delegation_members", n)) for n in (HEAD, OTHER))
    leader = row(store, "delegations", named(store, "delegations", DELEGATION))["leader_person_id"]
    assert leader in (first["person_id"], second["person_id"])
    return first["capacity"], second["capacity"], 1 if leader == first["person_id"] else 2


def test_a_cell_asks_and_writes_both_as_one_step(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened, before = window(qtbot, qapp, sample, "delegation_members", OTHER), dump(sample)
    edit_cell(opened, "capacity", "Leader")
    answer(opened, Qt.Key.Key_Escape)
    assert dump(sample) == before
    QTest.keyClick(editor_of(page_of(opened)).input, Qt.Key.Key_Return)
    opened.settle()
    answer(opened)
    assert capacities(sample) == ("deputy", "leader", 2)
    opened.do("undo")
    assert dump(sample) == before


def test_the_head_named_in_the_table_of_delegations_asks_too(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened, before = window(qtbot, qapp, sample, "delegations", DELEGATION), dump(sample)
    person = row(sample, "delegation_members", named(sample, "delegation_members", OTHER))["person_id"]
    edit_cell(opened, "leader_person_id", row(sample, "persons", person)["ref"])
    answer(opened)
    assert capacities(sample) == ("deputy", "leader", 2)
    opened.do("undo")
    assert dump(sample) == before


def test_many_at_once_ask(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = window(qtbot, qapp, sample, "delegation_members", OTHER)
    by_key(opened, "bulk_edit")
    (dialog,) = dialogs_of(opened)
    assert isinstance(dialog, BulkEditDialog)
    dialog.field.setCurrentIndex(dialog.field.findData("capacity"))
    assert dialog.editor is not None
    dialog.editor.set_text("leader")
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    (ask,) = [each for each in dialogs_of(opened) if isinstance(each, StepDownDialog)]
    QTest.keyClick(ask, Qt.Key.Key_Return)
    opened.settle()
    assert capacities(sample) == ("deputy", "leader", 2)


def test_a_paste_asks(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened, before = window(qtbot, qapp, sample, "delegation_members", OTHER), dump(sample)
    at(opened, "capacity")
    QGuiApplication.clipboard().setText("Leader")
    by_key(opened, "paste")
    answer(opened, Qt.Key.Key_Escape)
    assert dump(sample) == before
    wake(opened)
    at(opened, "capacity")
    by_key(opened, "paste")
    answer(opened)
    assert capacities(sample) == ("deputy", "leader", 2)


def test_the_form_of_a_new_delegate_asks(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened, before = window(qtbot, qapp, sample, "delegation_members", OTHER), dump(sample)
    opened.do("new")
    form = page_of(opened).form
    assert form is not None
    for name, text in (("delegation_id", DELEGATION), ("person_id", "nakatani-gen"), ("capacity", "leader")):
        form.editors[name].set_text(text)
    form.editors["capacity"].setFocus()
    opened.press(Qt.Key.Key_Return)
    answer(opened, Qt.Key.Key_Escape)
    assert dump(sample) == before
    form.add()
    answer(opened)
    first = row(sample, "delegation_members", named(sample, "delegation_members", HEAD))
    assert first["capacity"] == "deputy"
    leader = row(sample, "delegations", named(sample, "delegations", DELEGATION))["leader_person_id"]
    assert leader == named(sample, "persons", "nakatani-gen")


@pytest.mark.parametrize("capacity", ["Principal", "Interpreter"])
def test_no_question_without_a_second_head(qtbot: QtBot, qapp: QApplication, sample: Store, capacity: str) -> None:
    opened = window(qtbot, qapp, sample, "delegation_members", OTHER)
    edit_cell(opened, "capacity", capacity)
    assert dialogs_of(opened) == []
    assert capacities(sample) == ("leader", capacity.lower(), 1)
