"""Many records at once: the dialog says how many change, long writes go on off the main thread, one undo is enough."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.listing import number_unlike
from dicas_desktop.store.store import Store
from dicas_desktop.ui import entity_table
from dicas_desktop.ui.field_write import MANY
from dicas_desktop.ui.record_dialogs import BulkEditDialog
from tests.make import dump
from tests.make_keys import by_key, dialog_of, dialogs_of, leave_dialogs, page_of, store_of, wake
from tests.make_page import head_of
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
Key = Qt.Key
NUMBER = MANY + 20


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the action items of the sample, all selected."""
    window = open_window(qtbot, qapp, sample, "action_items")
    page_of(window).table.setFocus()
    by_key(window, "select_all")
    return window


@pytest.fixture
def many(qtbot: QtBot, qapp: QApplication, empty: Store) -> Opened:
    """A window on more action items than are written at once, all selected."""
    with empty.write("Add many") as step:
        step.add_many("action_items", [{"description": f"Example action {n}"} for n in range(NUMBER)])
    window = open_window(qtbot, qapp, empty, "action_items")
    page_of(window).table.setFocus()
    by_key(window, "select_all")
    return window


def bulk_edit(opened: Opened, field: str) -> BulkEditDialog:
    by_key(opened, "bulk_edit")
    (dialog,) = dialogs_of(opened)
    assert isinstance(dialog, BulkEditDialog)
    dialog.field.setCurrentIndex(dialog.field.findData(field))
    return dialog


def effect(dialog: BulkEditDialog) -> str:
    dialog._asked.finish()  # noqa: SLF001 - waits for what the person sees a moment later
    return dialog.effect.text()


def type_anew(dialog: BulkEditDialog, text: str) -> None:
    assert dialog.editor is not None
    dialog.editor.select_all()
    QTest.keyClicks(dialog.editor.input, text)


def told(opened: Opened) -> str:
    return str(opened.window.status.note.text())


def stored(store: Store, name: str) -> list[object]:
    with store.read() as db:
        return db.execute(f"SELECT {name} FROM action_items WHERE deleted_at IS NULL ORDER BY id").scalars()


# ------------------------------------------------------------------ how many change
def test_the_dialog_says_how_many_change_before_it_acts(opened: Opened, sample: Store) -> None:
    done = stored(sample, "status").count("done")
    dialog = bulk_edit(opened, "status")
    type_anew(dialog, "done")
    assert effect(dialog) == f"{29 - done} of 29 change; the others hold this already."
    type_anew(dialog, "no such word")
    assert effect(dialog).strip() == "", "what makes no sense changes nothing"
    dialog.field.setCurrentIndex(dialog.field.findData("due_text"))
    type_anew(dialog, "Words that nobody has")
    assert effect(dialog) == "All 29 change."
    dialog.field.setCurrentIndex(dialog.field.findData("priority"))
    assert effect(dialog) == "Nothing changes: all hold this already."
    leave_dialogs(opened)


def test_a_date_with_the_same_day_and_another_precision_counts_as_a_change(sample: Store) -> None:
    days = [("2025-03-31", "by"), ("2025-03-31", "month"), (None, None)]
    rows = [{"title": f"Milestone {n}", "date": day, "date_precision": how} for n, (day, how) in enumerate(days)]
    with sample.write("Add") as step:
        ids = [added.id for added in step.add_many("milestones", rows)]
    with sample.read() as db:
        same = {"date": "2025-03-31", "date_precision": "by"}
        assert number_unlike(db, "milestones", ids, same) == 2
        assert number_unlike(db, "milestones", ids[2:], {"date": None, "date_precision": None}) == 0
        assert number_unlike(db, "milestones", [], same) == 0


# ------------------------------------------------------------------ more than are written at once
def test_a_field_of_very_many_is_set_as_one_step_with_one_undo(many: Opened) -> None:
    store = store_of(many)
    before, steps = dump(store), store.head.steps
    dialog = bulk_edit(many, "priority")
    type_anew(dialog, "High")
    assert effect(dialog) == f"All {NUMBER} change."
    QTest.keyClick(dialog.primary, Key.Key_Return)
    many.settle()
    wake(many)
    assert stored(store, "priority") == ["high"] * NUMBER
    assert store.head.steps == steps + 1
    assert store.undo_label == f"Set Priority of {NUMBER} action items"
    assert told(many) == f"Done: Set Priority of {NUMBER} action items. Undo takes it back."
    by_key(many, "undo")
    assert dump(store) == before


def test_a_rule_that_is_broken_by_very_many_is_told_and_nothing_is_written(many: Opened) -> None:
    store = store_of(many)
    before = head_of(store)
    dialog = bulk_edit(many, "description")
    QTest.keyClick(dialog.primary, Key.Key_Return)
    many.settle()
    note = dialog_of(many, "Nothing was changed").note.text()  # type: ignore[attr-defined] # a Dialog
    assert note.startswith("Title")
    assert head_of(store) == before
    leave_dialogs(many)


def test_nonsense_keeps_the_dialog_open_also_with_very_many(many: Opened) -> None:
    before = head_of(store_of(many))
    dialog = bulk_edit(many, "due_date")
    type_anew(dialog, "31 Feb 2024")
    dialog.act()
    assert dialog.isVisible()
    assert "no day 31" in dialog.problem.text()
    leave_dialogs(many)
    assert head_of(store_of(many)) == before


def delete(opened: Opened) -> None:
    by_key(opened, "delete")
    (dialog,) = dialogs_of(opened)
    QTest.keyClick(dialog, Key.Key_Return)
    opened.settle()
    wake(opened)
    assert stored(store_of(opened), "id") == []
    assert told(opened) == f"Moved to the bin: {NUMBER} action items. Undo brings it back."


def duplicate(opened: Opened) -> None:
    by_key(opened, "duplicate")
    assert len(stored(store_of(opened), "id")) == 2 * NUMBER
    assert told(opened) == f"Copied {NUMBER} action items. Undo takes the copies away."


@pytest.mark.parametrize("deed", [delete, duplicate])
def test_very_many_are_deleted_and_copied_as_one_step(many: Opened, deed: Callable[[Opened], None]) -> None:
    store = store_of(many)
    before, steps = dump(store), store.head.steps
    deed(many)
    assert store.head.steps == steps + 1
    by_key(many, "undo")
    assert dump(store) == before


def test_a_cell_is_not_edited_in_very_many_rows_at_once_and_the_key_that_does_is_named(many: Opened) -> None:
    page = page_of(many)
    page.table.select(page.model.source.ids[0], page.model.column_named("description"))
    by_key(many, "select_all")
    by_key(many, "edit")
    assert page.table.cell_edit.editor is None
    assert told(many) == (
        f"{NUMBER} action items are selected: Ctrl+B changes a field of all of them, with progress and Cancel."
    )


def test_more_rows_than_the_clipboard_should_take_are_not_copied(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entity_table, "_MOST_COPIED", 28)
    QGuiApplication.clipboard().setText("before")
    by_key(opened, "copy")
    assert QGuiApplication.clipboard().text() == "before"
    assert told(opened) == "Copying takes up to 28 rows: Ctrl+Shift+X exports the whole table."
