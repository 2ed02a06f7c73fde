"""Groups folded and unfolded by key, click and menu; what is folded away is neither selected, copied nor exported."""

import csv

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.folding import Folding
from tests.make import dump
from tests.make_keys import by_key, by_menu, dialog_of, leave_dialogs, page_of, wake
from tests.make_page import record
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
Key = Qt.Key
NOTHING = (
    "This group is folded: Enter or the right arrow unfolds it.",
    "Nothing is selected: choose a row first.",
    "No record is selected.",
)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the action items of the sample, grouped by their status."""
    return grouped(open_window(qtbot, qapp, sample, "action_items"), "status")


def grouped(opened: Opened, name: str) -> Opened:
    page = page_of(opened)
    page.table.select(page.model.source.ids[0], page.model.column_named(name))
    page.table.setFocus()
    by_key(opened, "group")
    page.model.finish()
    opened.settle()
    return opened


def told(opened: Opened) -> str:
    return str(opened.window.status.note.text())


def heads(opened: Opened) -> list[str]:
    """The heads of the groups as a screen reader is told them."""
    model = page_of(opened).model
    model.finish()
    places = model.source.rows.heads
    return [str(model.index(place, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for place in places]


def shown(opened: Opened) -> list[int]:
    page_of(opened).model.finish()
    return [row_id for row_id in page_of(opened).model.source.ids if row_id > 0]


def sizes(opened: Opened) -> list[int]:
    return [group.records for group in page_of(opened).model.source.rows.groups]


def click_head(opened: Opened, number: int) -> None:
    table = page_of(opened).table
    row = page_of(opened).model.source.rows.heads[number]
    QTest.mouseClick(table.viewport(), LEFT, pos=QPoint(120, row * table.row_height - table.verticalOffset() + 9))
    opened.settle()


@pytest.mark.parametrize("ask", [by_key, by_menu])
def test_the_key_folds_the_group_of_the_record_and_the_keyboard_stands_at_its_head(opened: Opened, ask: object) -> None:
    page, before = page_of(opened), shown(opened)
    first = sizes(opened)[0]
    opened.press(Key.Key_Home)
    opened.press(Key.Key_Down)
    ask(opened, "fold")  # type: ignore[operator] # one of the two ways
    assert heads(opened)[0].endswith(", folded")
    assert told(opened) == f"Folded {heads(opened)[0].removesuffix(', folded')}: Enter unfolds it."
    assert shown(opened) == before[first:]
    assert page.table.currentIndex().row() == 0
    assert page.table.selected_ids() == [], "nothing that is out of sight is selected"
    assert opened.window.desk is not None
    assert list(opened.window.desk.selection[1]) == []
    assert (page.row_count(), page.head.counts.text()) == (29, "29")
    ask(opened, "fold")  # type: ignore[operator] # one of the two ways
    assert told(opened) == f"Unfolded {heads(opened)[0]}."
    assert shown(opened) == before
    assert page.table.selected_ids() == before[:1]


@pytest.mark.parametrize("key", [Key.Key_Right, Key.Key_Return, Key.Key_Enter])
def test_the_keyboard_stops_at_folded_heads_and_unfolds_them(opened: Opened, key: Qt.Key) -> None:
    page, ids, first = page_of(opened), shown(opened), sizes(opened)[0]
    page.table.select(ids[first])
    by_key(opened, "fold")
    opened.press(Key.Key_Home)
    for _row in range(first - 1):
        opened.press(Key.Key_Down)
    assert page.table.selected_ids() == [ids[first - 1]]
    opened.press(Key.Key_Down)
    assert page.model.source.folded(page.table.currentIndex().row()) is not None
    opened.press(Key.Key_Left)
    assert page.model.source.folded(page.table.currentIndex().row()) is not None
    opened.press(Key.Key_Down)
    assert page.table.selected_ids() == [ids[first + sizes(opened)[1]]]
    opened.press(Key.Key_Up)
    opened.press(key)
    assert shown(opened) == ids
    assert page.table.selected_ids() == [ids[first]]
    assert page.table.cell_edit.editor is None


def test_all_groups_are_folded_and_walked_over_by_their_heads(opened: Opened) -> None:
    page, ids, number = page_of(opened), shown(opened), len(sizes(opened))
    by_key(opened, "fold_all")
    assert told(opened) == f"{number} groups are folded."
    assert page.model.rowCount() == number
    assert all(text.endswith(", folded") for text in heads(opened))
    opened.press(Key.Key_Home)
    for _head in range(number):
        by_key(opened, "next_group")
    assert page.table.currentIndex().row() == number - 1
    assert told(opened) == "This is the last group."
    for _head in range(number):
        by_key(opened, "previous_group")
    assert page.table.currentIndex().row() == 0
    assert told(opened) == "This is the first group."
    by_key(opened, "unfold_all")
    assert told(opened) == "No group is folded."
    assert shown(opened) == ids


def test_a_click_on_a_head_folds_and_unfolds_and_keeps_what_is_selected(opened: Opened) -> None:
    page, ids = page_of(opened), shown(opened)
    page.table.select(ids[-1])
    click_head(opened, 0)
    assert shown(opened) == ids[sizes(opened)[0] :]
    assert page.table.selected_ids() == [ids[-1]]
    click_head(opened, 1)
    assert page.table.selected_ids() == [ids[-1]]
    click_head(opened, 0)
    click_head(opened, 1)
    assert shown(opened) == ids
    row = page.model.source.rows.heads[0]
    place = QPoint(120, row * page.table.row_height + 9)
    QTest.mouseClick(page.table.viewport(), LEFT, pos=place)
    QTest.mouseDClick(page.table.viewport(), LEFT, pos=place)
    opened.settle()
    assert shown(opened) == ids, "two quick clicks are two clicks"


def test_the_menu_of_a_head_is_that_of_its_group(opened: Opened) -> None:
    page, ids, first = page_of(opened), shown(opened), sizes(opened)[0]
    page.table.select(ids[first])
    place = QPoint(120, 9)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, page.table.viewport().mapToGlobal(place))
    QApplication.sendEvent(page.table.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (entry,) = [action for action in menu.actions() if action.text() == "Fold the group"]
    entry.trigger()
    menu.close()
    wake(opened)
    opened.settle()
    assert shown(opened) == ids[first:]


def test_what_a_folded_head_cannot_do_is_said(opened: Opened, sample: Store) -> None:
    before = dump(sample)
    by_key(opened, "fold_all")
    for key in (Key.Key_F2, Key.Key_A):
        opened.press(key)
        assert told(opened) == "This group is folded: Enter or the right arrow unfolds it."
    for command in ("duplicate", "delete", "paste", "fill_down", "bulk_edit", "open_record"):
        opened.window.note("")
        by_key(opened, command)
        assert told(opened) in NOTHING, command
    by_key(opened, "unfold_all")
    by_key(opened, "group")
    for command in ("fold", "fold_all", "unfold_all"):
        by_key(opened, command)
        assert told(opened) == "The table is not grouped: F7 groups it by the column."
    assert dump(sample) == before


def test_selecting_all_takes_what_is_seen_and_says_what_is_not(opened: Opened) -> None:
    page, ids, first = page_of(opened), shown(opened), sizes(opened)[0]
    click_head(opened, 0)
    by_key(opened, "select_all")
    assert page.table.selected_ids() == ids[first:]
    hidden = f"{first} action items" if first > 1 else "1 action item"
    assert told(opened) == f"Selected: {29 - first} action items. Folded away and not selected: {hidden}."
    by_key(opened, "copy")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + 29 - first
    assert lines[0].split("\t")[0] == heads(opened)[0].removesuffix(", folded")
    assert set(lines[0].split("\t")[1:]) == {""}


def test_the_file_has_one_line_for_a_folded_group_and_the_bar_says_so(opened: Opened, sample: Store) -> None:
    page, first = page_of(opened), sizes(opened)[0]
    click_head(opened, 0)
    path = sample.path.with_name("seen.csv")
    opened.commands.blocks.export(page, path)
    opened.settle()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    assert len(lines) == 1 + 1 + 29 - first
    assert lines[1][0] == heads(opened)[0].removesuffix(", folded")
    assert [line[0] for line in lines[2:]] == [f"AI-{row_id:04d}" for row_id in shown(opened)]
    records = f"{first} action items" if first > 1 else "1 action item"
    assert told(opened) == (
        f"Wrote {30 - first} rows of {len(lines[0])} columns to {path}. "
        f"A folded group is one line: unfold to write {records} more."
    )


def test_folding_outlives_edits_filters_and_orders_but_not_another_column(opened: Opened, sample: Store) -> None:
    page = page_of(opened)
    click_head(opened, 1)
    key, folded = page.model.source.rows.groups[1].key, heads(opened)[1]
    with sample.write("Rename") as step:
        step.update("action_items", shown(opened)[0], {"note": "Example note"})
    opened.settle()
    assert heads(opened)[1] == folded
    page.table.setFocus()
    by_key(opened, "sort")
    assert page.model.source.rows.folding == Folding("status").turned(key)
    by_key(opened, "filter")
    opened.type("repair")
    page.model.finish()
    opened.settle()
    assert page.model.folding.holds(key)
    opened.press(Key.Key_Escape)
    page.model.finish()
    page.table.setFocus()
    page.table.select(shown(opened)[0], page.model.column_named("wg_id"))
    by_key(opened, "group")
    assert page.model.folding == Folding("wg_id")
    assert len(shown(opened)) == 29


def test_a_record_that_is_gone_to_unfolds_its_group_without_touching_the_filters(opened: Opened) -> None:
    page = page_of(opened)
    by_key(opened, "filter")
    opened.type("missile")
    page.model.finish()
    page.table.setFocus()
    ids = shown(opened)
    by_key(opened, "fold_all")
    assert shown(opened) == []
    assert page.select(ids[-1])
    assert page.table.selected_ids() == [ids[-1]]
    assert page.filters.text == "missile"
    assert 0 < len(shown(opened)) <= len(ids)


def test_a_record_edited_into_a_folded_group_leaves_the_keyboard_at_its_head(opened: Opened, sample: Store) -> None:
    page = page_of(opened)
    opened.select(3)
    with sample.write("Block one") as step:
        step.update("action_items", 4, {"status": "blocked"})
    opened.settle()
    number = [group.key for group in page.model.source.rows.groups].index("blocked")
    click_head(opened, number)
    page.table.select(3, page.model.column_named("status"))
    page.table.setFocus()
    opened.press(Key.Key_F2)
    opened.type("Blocked")
    opened.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.model.finish()
    opened.settle()
    assert record(sample, "action_items", 3).values["status"] == "blocked"
    assert 3 not in shown(opened)
    assert "Status: Blocked, 2 action items, folded" in heads(opened)


def test_a_saved_view_keeps_what_is_folded(opened: Opened) -> None:
    click_head(opened, 0)
    before = heads(opened)
    by_key(opened, "save_view")
    dialog = dialog_of(opened, "Save a view of action items")
    opened.type("Folded")
    assert any("1 group folded" in label for label in texts_of(dialog))
    QTest.keyClick(dialog, Key.Key_Return)
    opened.settle()
    leave_dialogs(opened)
    by_key(opened, "standard_view")
    assert page_of(opened).model.folding == Folding()
    by_key(opened, "views")
    opened.press(Key.Key_Return)
    leave_dialogs(opened)
    assert heads(opened) == before
    assert len(shown(opened)) == 29 - sizes(opened)[0]


def texts_of(dialog: QDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_heads_bear_the_totals_of_their_group_while_totals_are_shown(
    qtbot: QtBot, qapp: QApplication, sample: Store
) -> None:
    with sample.write("Add") as step:
        rows = [{"programme_id": 1, "quantity": number, "unit": "example units"} for number in (1_200, 34)]
        step.add_many("production_targets", rows)
    opened = grouped(open_window(qtbot, qapp, sample, "production_targets"), "unit")
    page = page_of(opened)
    assert "sum" not in " ".join(heads(opened))
    by_key(opened, "totals")
    assert page.totals is not None
    page.totals.asked.finish()
    (head,) = [text for text in heads(opened) if "example units" in text]
    assert head.startswith("Unit: example units, 2 production targets. ")
    assert "Quantity: sum 1,234, least 34, most 1,200, 2 recorded." in head
    by_key(opened, "fold_all")
    row = next(place for place, text in enumerate(heads(opened)) if "example units" in text)
    assert "sum 1,234" in page.table.tip_at(QPoint(120, row * page.table.row_height + 9))
    page.table.setFocus()
    by_key(opened, "select_all")
    by_key(opened, "copy")
    line = next(line for line in QGuiApplication.clipboard().text().splitlines() if "example units" in line)
    names = [column.name for column in page.table.shown_columns()]
    assert line.split("\t")[names.index("quantity")] == "1,234"
    by_key(opened, "totals")
    assert "sum" not in " ".join(heads(opened))


def test_a_folded_head_is_painted_with_another_mark_and_as_selected(opened: Opened) -> None:
    page = page_of(opened)
    table = page.table
    table.clearSelection()
    opened.settle()
    before = table.viewport().grab().toImage().copy(0, 0, 40, table.row_height)
    click_head(opened, 0)
    table.clearSelection()
    opened.settle()
    assert table.viewport().grab().toImage().copy(0, 0, 40, table.row_height) != before
    opened.press(Key.Key_Home)
    ground = table.viewport().grab().toImage().pixelColor(table.viewport().width() - 6, 5)
    assert ground.name() == QColor(theme.current().accent_soft).name()


def test_qts_rules_hold_for_a_model_with_folded_groups(qtmodeltester: ModelTester, opened: Opened) -> None:
    click_head(opened, 0)
    qtmodeltester.check(page_of(opened).model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
