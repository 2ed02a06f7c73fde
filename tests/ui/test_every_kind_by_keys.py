"""Every kind of record through a day's work without the mouse: make, edit, undo, delete, restore, filter, sort."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Field, Kind
from dicas_desktop.domain.ids import reference
from dicas_desktop.store.store import Store
from dicas_desktop.ui.field_editor import FieldEditor
from dicas_desktop.ui.new_record import fields_of
from dicas_desktop.ui.pages import all_pages
from tests.make import dump
from tests.make_keys import by_key, dialogs_of, page_of, wake
from tests.make_page import record
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
KINDS = [page.name for page in all_pages() if page.name in ENTITIES]
MOST_TABS = 60  # more than any form has fields


def focus() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


def text_for(store: Store, field: Field) -> str:
    """What one types into a field that is needed."""
    if field.kind is Kind.REFERENCE:
        with store.read() as db:
            row_id = db.execute(f"SELECT max(id) FROM {field.target} WHERE deleted_at IS NULL").scalar()
        assert row_id, f"the sample has no {field.target}"
        return reference(ENTITIES[field.target].prefix, row_id)
    if field.kind is Kind.CHOICE:
        return field.choices[0].label
    return {Kind.INTEGER: "7", Kind.DATE: "2031-05-01"}.get(field.kind, "Example words")


def tab_to(editor: FieldEditor) -> None:
    for _step in range(MOST_TABS):
        if focus() is editor.input:
            return
        QTest.keyClick(focus(), Key.Key_Tab)
    pytest.fail(f"Tab does not come to {editor.field.name}")


def make(opened: Opened, store: Store, table: str) -> int:
    """Make a record with what is needed, by Ctrl+N, Tab, letters and Enter; return its id."""
    steps = store.head.steps
    by_key(opened, "new")
    form = page_of(opened).form
    assert form is not None
    for field in fields_of(ENTITIES[table]):
        if field.required or (field.name == ENTITIES[table].title and field.kind in (Kind.TEXT, Kind.LONG_TEXT)):
            tab_to(form.editors[field.name])
            opened.type(text_for(store, field))
    opened.press(Key.Key_Return, CONTROL)
    assert not form.isVisible(), [editor.note.text() for editor in form.editors.values() if editor.note.text()]
    assert store.head.steps == steps + 1
    (added,) = page_of(opened).table.selected_ids()
    return added


def editable(opened: Opened) -> Field:
    """A column on screen that takes words, else one that takes a day."""
    shown = [column.field for column in page_of(opened).table.shown_columns() if column.field is not None]
    takes_words = [f for f in shown if f.kind in (Kind.TEXT, Kind.LONG_TEXT) or (f.kind is Kind.CHOICE and f.suggested)]
    return next(iter((*takes_words, *(f for f in shown if f.kind is Kind.DATE))))


def walk_to(opened: Opened, name: str) -> None:
    table, model = page_of(opened).table, page_of(opened).model
    shown = [column.name for column in table.shown_columns()]
    for _step in shown:
        at = model.columns[table.currentIndex().column()].name
        if at == name:
            return
        opened.press(Key.Key_Right if shown.index(name) > shown.index(at) else Key.Key_Left)
    assert model.columns[table.currentIndex().column()].name == name


def edit_and_undo(opened: Opened, store: Store, table: str, row_id: int) -> None:
    field = editable(opened)
    before, steps = record(store, table, row_id).values, store.head.steps
    text = "2032-06-01" if field.kind is Kind.DATE else "Changed by keys"
    walk_to(opened, field.name)
    by_key(opened, "edit")
    QTest.keyClick(focus(), Key.Key_A, CONTROL)
    opened.type(text)
    opened.press(Key.Key_Return, CONTROL)
    if dialogs_of(opened):  # agreed words are corrected with a reason
        QTest.keyClicks(focus(), "Example reason")
        QTest.keyClick(focus(), Key.Key_Return)
        wake(opened)
        opened.settle()
        assert dialogs_of(opened) == []
    assert record(store, table, row_id).values[field.name] == text
    assert store.head.steps == steps + 1
    by_key(opened, "undo")
    assert record(store, table, row_id).values == before


def delete_and_restore(opened: Opened, store: Store, table: str, row_id: int) -> None:
    number = page_of(opened).row_count()
    by_key(opened, "delete")
    (dialog,) = dialogs_of(opened)
    QTest.keyClick(dialog, Key.Key_Return)
    wake(opened)
    opened.settle()
    assert record(store, table, row_id).values["deleted_at"] is not None
    assert page_of(opened).row_count() == number - 1
    by_key(opened, "go:bin")
    by_key(opened, "restore")
    by_key(opened, f"go:{table}")
    assert record(store, table, row_id).values["deleted_at"] is None
    assert page_of(opened).row_count() == number


def filter_to(opened: Opened, ref: str, row_id: int) -> None:
    page = page_of(opened)
    number = page.row_count()
    by_key(opened, "filter")
    opened.type(ref)
    page.model.finish()
    opened.settle()
    assert row_id in page.model.source.ids
    assert page.row_count() < number or number == 1
    opened.press(Key.Key_Escape)
    page.model.finish()
    assert page.row_count() == number
    opened.press(Key.Key_Escape)
    assert page.table.hasFocus()


def sort_both_ways(opened: Opened) -> None:
    page = page_of(opened)
    walk_to(opened, "ref")
    orders = []
    for _way in range(2):
        by_key(opened, "sort")
        page.model.finish()
        orders.append(list(page.model.source.ids))
    by_key(opened, "sort_standard")
    assert orders[0] == sorted(orders[0])
    assert orders[1] == orders[0][::-1]


def test_the_kinds_are_those_of_the_menu() -> None:
    assert len(KINDS) >= 19
    assert {table for table, entity in ENTITIES.items() if entity.listed} <= set(KINDS)


@pytest.mark.parametrize("table", KINDS)
def test_a_kind_of_record_is_worked_with_by_keys_alone(
    qtbot: QtBot, qapp: QApplication, sample: Store, table: str
) -> None:
    opened = open_window(qtbot, qapp, sample)
    before = dump(sample)
    by_key(opened, f"go:{table}")
    row_id = make(opened, sample, table)
    assert page_of(opened).table.hasFocus()
    edit_and_undo(opened, sample, table, row_id)
    delete_and_restore(opened, sample, table, row_id)
    filter_to(opened, str(record(sample, table, row_id).values["ref"]), row_id)
    sort_both_ways(opened)
    after = dump(sample)
    assert [row for row in after[table] if row[0] != row_id] == before[table], "no other record was touched"
    assert {name: rows for name, rows in after.items() if name != table} == {
        name: rows for name, rows in before.items() if name != table
    }
