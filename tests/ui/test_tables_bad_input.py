"""Bad input in tables, by keys, with the exact words; nothing is written in any of them.

Gathered here is what no other test says. A refused cell that is mended and taken, and what a bulk edit refuses:
`test_entity_table`, `test_cell_edit`, `test_asking`. Blocks that do not fit: `test_paste`. Keys that are blocked by a
file that is read-only, by nothing selected, by work under way: `test_commands_that_cannot`. Views of what is gone:
`test_views`. Groups: `test_grouping`, `test_folded_groups`. Filters by a column: `test_column_filter`. Files that
cannot be written, formulas: `test_export_seen`. Every kind of record: `test_entity_table_every_kind`,
`test_every_kind_by_keys`.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from dicas_desktop.store.kept_views import keep_views
from dicas_desktop.store.store import Store
from dicas_desktop.ui.views import views_of
from tests.make import dump
from tests.make_keys import by_key, dialogs_of, page_of
from tests.make_page import go_to
from tests.make_window import NO_DISPLAY, open_window

pytestmark = NO_DISPLAY
Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier

CELLS = [
    ("action_items", "due_date", "31 Feb 2025", "Due: Feb 2025 has no day 31; its days go from 1 to 28"),
    ("action_items", "due_date", "before nothing",
     ("Due: There is no meeting or milestone “nothing”; nearest are ms-gpi-ng; mod-exchange-2024-07-11; "
      "ms-ship-wg-first.")),
    ("action_items", "status", "finished",
     "Status: “finished” is not one of draft, open, in_progress, blocked, partly_done, done, cancelled, unknown."),
    ("action_items", "owner_org_id", "Nobody", "Lead (OPR): there is no “Nobody” among organizations."),
    ("action_items", "description", "", "Title is missing: enter it."),
    ("action_items", "description", "x" * 20_001, "Title is longer than 20000 characters: shorten it."),
    ("action_items", "marking", "TOP", "Marking: TOP is not a level; use U, CUI, C, S or TS"),
    ("production_targets", "quantity", "many", "Quantity: “many” is not a whole number."),
    ("production_targets", "quantity", "1.5", "Quantity: “1.5” is not a whole number."),
    ("production_targets", "quantity", "9" * 20,
     f"Quantity: “{'9' * 20}” is too large: numbers go up to 999,999,999,999,999,999."),
    ("meetings", "start_time", "25:00",
     "Begins at: '25:00' is not on the clock; hours go from 0 to 23 and minutes from 0 to 59"),
    ("meetings", "time_zone", "Mars/Base",
     "Time zone: 'Mars/Base' is not a time zone; write it as Asia/Tokyo or America/New_York"),
    ("meetings", "country", "Atlantis", "Country: “Atlantis” is not a country code of two letters, such as JP."),
    ("sources", "url", "not an address",
     "Address: “not an address” is not an address that begins with http:// or https://."),
    ("repair_schedules", "progress", "120", "Done: 120 is not between 0 and 100."),
    ("agenda_items", "minutes", "soon", "Minutes: “soon” is not a duration: write it as 1.5h, 90m, 1:30 or 90."),
    ("decisions", "status", "maybe",
     "Status: “maybe” is not one of proposed, agreed, superseded, implemented, withdrawn."),
    ("persons", "name_en", "", "Name is missing: enter it."),
    ("milestones", "date", "some day",
     ("Date: 'some day' is not a date; write a day such as 28 Jul 2024, a month such as Jul 2024, a year, or by "
      "2025-03; or an event: before 2+2, 2+2 -10d")),
]  # fmt: skip


@pytest.mark.parametrize(("table", "column", "typed", "sentence"), CELLS)
def test_an_invalid_cell_stays_in_edit_with_its_sentence_until_escape_restores_it(
    qtbot: QtBot, qapp: QApplication, sample: Store, table: str, column: str, typed: str, sentence: str
) -> None:
    opened, before = open_window(qtbot, qapp, sample, table), dump(sample)
    page = page_of(opened)
    page.table.columns.show(column, True)
    go_to(page, 0, column)
    page.table.setFocus()
    shown = page.model.index(0, page.model.column_named(column)).data()
    opened.press(Key.Key_F2)
    editor = page.table.cell_edit.editor
    assert editor is not None
    editor.type(typed or " ")
    many = isinstance(editor.input, QPlainTextEdit)
    QTest.keyClick(editor.input, Key.Key_Return, CONTROL if many else Qt.KeyboardModifier.NoModifier)
    opened.settle()
    assert page.table.cell_edit.problem == sentence
    assert page.table.cell_edit.editor is editor
    assert editor.input.hasFocus()
    assert editor.input.property("problem") is True
    assert dialogs_of(opened) == []
    assert dump(sample) == before
    for _key in range(2):  # one closes a list that hangs open, one the editor
        if page.table.cell_edit.editor is not None:
            QTest.keyClick(editor.input, Key.Key_Escape)
            opened.settle()
    assert page.table.cell_edit.editor is None
    assert page.model.index(0, page.model.column_named(column)).data() == shown
    assert dump(sample) == before


@pytest.mark.parametrize("typed", ["=1+1", "+81 3", "-yes", "@name"])
def test_what_a_spreadsheet_would_calculate_is_copied_and_its_folded_group_too_as_text(
    qtbot: QtBot, qapp: QApplication, sample: Store, typed: str
) -> None:
    with sample.write("Set a note") as step:
        step.update("action_items", 3, {"note": typed})
    opened = open_window(qtbot, qapp, sample, "action_items")
    page = page_of(opened)
    page.table.columns.show("note", True)
    page.table.select(3, page.model.column_named("note"))
    page.table.setFocus()
    by_key(opened, "copy")
    names = [column.name for column in page.table.shown_columns()]
    assert QGuiApplication.clipboard().text().split("\t")[names.index("note")] == f"'{typed}"
    by_key(opened, "group")
    by_key(opened, "fold_all")
    by_key(opened, "select_all")
    by_key(opened, "copy")
    cells = [cell for line in QGuiApplication.clipboard().text().splitlines() for cell in line.split("\t")]
    assert f"Note: {typed}, 1 action item" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_more_rows_than_can_be_copied_are_refused_and_the_clipboard_stays(
    qtbot: QtBot, qapp: QApplication, empty: Store
) -> None:
    with empty.write("Add many") as step:
        step.add_many("forums", [{"name_en": f"Example forum {number}"} for number in range(5_001)])
    opened = open_window(qtbot, qapp, empty, "forums")
    page_of(opened).table.setFocus()
    QGuiApplication.clipboard().setText("before")
    by_key(opened, "select_all")
    by_key(opened, "copy")
    assert opened.window.status.note.text() == ("Copying takes up to 5,000 rows: Ctrl+Shift+X exports the whole table.")
    assert QGuiApplication.clipboard().text() == "before"


def test_a_view_grouped_by_a_column_that_is_gone_opens_without_groups_and_folds_nothing(
    qtbot: QtBot, qapp: QApplication, sample: Store
) -> None:
    kept: dict[str, object] = {
        "name": "Old", "where": [], "text": "", "sort": [], "group": "gone", "columns": None,
        "folded": {"every": True, "but": []},
    }  # fmt: skip
    keep_views(sample, "action_items", [kept])
    opened, before = open_window(qtbot, qapp, sample, "action_items"), dump(sample)
    by_key(opened, "views")
    opened.press(Key.Key_Return)
    page = page_of(opened)
    page.model.finish()
    assert opened.window.status.note.text() == "“Old” is open without what is there no more: gone."
    assert len(page.model.source.ids) == page.row_count() == 29
    assert dump(sample) == before


@pytest.mark.parametrize(
    "folded", [{"every": True}, {"but": []}, {"every": False, "but": 3}, {"every": False, "but": [[1]]}, [1]]
)
def test_a_view_whose_folded_groups_make_no_sense_is_left_out(sample: Store, folded: object) -> None:
    kept = {"name": "x", "where": [], "text": "", "sort": [], "group": "status", "columns": None, "folded": folded}
    keep_views(sample, "action_items", [kept, {**kept, "name": "y", "folded": None}])
    assert [view.name for view in views_of(sample, "action_items")] == ["y"]


@pytest.mark.parametrize("key", ["freeze", "hide_column", "column_left", "sort_further", "group"])
def test_a_key_of_a_column_at_an_empty_table_changes_no_record(
    qtbot: QtBot, qapp: QApplication, empty: Store, key: str
) -> None:
    opened, before = open_window(qtbot, qapp, empty, "forums"), dump(empty)
    page_of(opened).table.setFocus()
    by_key(opened, key)
    assert opened.window.status.note.text().endswith("."), "it says what it did, or why not"
    assert dump(empty) == before
