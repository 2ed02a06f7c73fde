"""Rows divided by the values of a column: heads with counts, over which the keyboard passes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dicas_desktop.store.groups import MOST_GROUPS
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from tests.make import dump
from tests.make_keys import by_key, by_menu, page_of
from tests.make_page import head_of, record
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
Key = Qt.Key


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the action items of the sample, grouped by their status."""
    window = open_window(qtbot, qapp, sample, "action_items")
    group_by(window, "status")
    return window


def group_by(opened: Opened, name: str) -> None:
    page = page_of(opened)
    page.table.select(next(row_id for row_id in page.model.source.ids if row_id > 0), page.model.column_named(name))
    page.table.setFocus()
    by_key(opened, "group")
    page.model.finish()
    opened.settle()


def said(opened: Opened) -> list[str]:
    """Every row as a screen reader is told it: heads whole, records by their status."""
    model = page_of(opened).model
    model.finish()
    column = model.column_named("status")
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, column).data(role)) for row in range(model.rowCount())]


def told(opened: Opened) -> str:
    return str(opened.window.status.note.text())


def test_each_group_has_a_head_with_its_name_and_count_and_the_page_counts_records(
    opened: Opened, sample: Store
) -> None:
    heads = [text for text in said(opened) if text.endswith(("action items", "action item"))]
    with sample.read() as db:
        counted = db.execute("SELECT status, count(*) FROM action_items GROUP BY status ORDER BY status").all()
    labels = {c.value: c.label for c in sample.entities["action_items"].field("status").choices}
    assert heads == [f"Status: {labels[status]}, {n} action item{'s' if n > 1 else ''}" for status, n in counted]
    assert page_of(opened).row_count() == 29
    assert page_of(opened).model.rowCount() == 29 + len(counted)
    assert page_of(opened).head.counts.text() == "29"
    assert told(opened) == "Grouped by Status: F7 again ends it."
    by_menu(opened, "group")
    assert page_of(opened).model.rowCount() == 29
    assert told(opened) == "No groups any more."


def test_the_keyboard_passes_over_the_heads_of_open_groups(opened: Opened) -> None:
    page = page_of(opened)
    opened.press(Key.Key_Home)
    walked = page.table.selected_ids()
    for _row in range(28):
        opened.press(Key.Key_Down)
        (row_id,) = page.table.selected_ids()
        walked.append(row_id)
    assert walked == [row_id for row_id in page.model.source.ids if row_id > 0]
    for _row in range(28):
        opened.press(Key.Key_Up)
    assert page.table.selected_ids() == walked[:1]
    opened.press(Key.Key_End)
    assert page.table.selected_ids() == walked[-1:]


def test_a_click_on_a_head_selects_nothing_and_selecting_all_counts_records(opened: Opened) -> None:
    page = page_of(opened)
    rect = page.table.visualRect(page.model.index(0, page.table.head.first()))
    before = page.table.selected_ids()
    for _click in range(2):  # one folds the group, the other unfolds it
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        opened.settle()
    assert page.table.selected_ids() in (before, [])
    assert page.table.cell_edit.editor is None
    by_key(opened, "select_all")
    assert sorted(page.table.selected_ids()) == list(range(1, 30))
    assert opened.window.desk is not None
    assert len(opened.window.desk.selection[1]) == 29
    by_key(opened, "copy")
    assert len(QGuiApplication.clipboard().text().splitlines()) == 29, "heads are no rows"


def test_the_keys_of_groups_go_to_the_next_and_the_one_before(opened: Opened) -> None:
    page = page_of(opened)
    ids = list(page.model.source.ids)
    firsts = [ids[place + 1] for place, row_id in enumerate(ids) if row_id < 0]
    opened.press(Key.Key_Home)
    for first in firsts[1:]:
        by_key(opened, "next_group")
        assert page.table.selected_ids() == [first]
    by_key(opened, "next_group")
    assert told(opened) == "This is the last group."
    opened.press(Key.Key_End)
    by_key(opened, "previous_group")
    assert page.table.selected_ids() == firsts[-1:], "first to the begin of its own group"
    by_key(opened, "previous_group")
    assert page.table.selected_ids() == firsts[-2:-1]
    for _group in firsts:
        by_key(opened, "previous_group")
    assert told(opened) == "This is the first group."
    by_key(opened, "group")
    opened.press(Key.Key_Home)
    by_key(opened, "group")
    by_key(opened, "group")
    by_key(opened, "next_group")
    assert told(opened) == "The table is not grouped: F7 groups it by the column."


def test_an_edit_moves_the_record_to_its_new_group_and_undo_brings_it_back(opened: Opened, sample: Store) -> None:
    page, before = page_of(opened), dump(sample)
    opened.select(3)
    shown = said(opened)
    page.table.select(3, page.model.column_named("status"))
    opened.press(Key.Key_F2)
    opened.type("Blocked")
    opened.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.model.finish()
    assert record(sample, "action_items", 3).values["status"] == "blocked"
    assert "Status: Blocked, 1 action item" in said(opened)
    place = page.model.source.place_of(3)
    assert page.model.source.ids[place - 1] < 0, "it stands below the head of its group"
    by_key(opened, "undo")
    assert dump(sample) == before
    assert said(opened) == shown


def test_the_filter_and_the_order_keep_the_groups(opened: Opened) -> None:
    page = page_of(opened)
    by_key(opened, "filter")
    opened.type("missile")
    page.model.finish()
    opened.settle()
    heads = [text for text in said(opened) if text.startswith("Status: ") and "action item" in text]
    assert heads
    assert sum(int(text.rsplit(", ", 1)[1].split()[0]) for text in heads) == page.row_count() < 29
    opened.press(Key.Key_Escape)
    page.model.finish()
    page.table.setFocus()
    page.table.select(3, page.model.column_named("status"))
    by_key(opened, "sort")  # by the status itself: the groups turn round with it
    first = said(opened)[0]
    by_key(opened, "sort")
    assert said(opened)[0] != first
    assert page.model.listing.group == "status"


def test_heads_are_painted_on_a_ground_of_their_own(opened: Opened) -> None:
    table = page_of(opened).table
    table.clearSelection()
    opened.settle()
    image = table.viewport().grab().toImage()
    for row, row_id in enumerate(page_of(opened).model.source.ids):
        y = row * table.row_height + 3
        if y < image.height() - 3:
            ground = theme.current().soft if row_id < 0 else theme.current().base
            assert image.pixelColor(image.width() - 4, y).name() == QColor(ground).name(), row


def test_a_date_is_grouped_by_month_and_a_reference_by_name(opened: Opened, sample: Store) -> None:
    group_by(opened, "due_date")
    heads = [text for text in said(opened) if text.startswith("Due: ")]
    assert any(text.startswith("Due: Jul 2024, ") for text in heads)
    assert heads[-1].startswith("Due: not recorded, ")
    group_by(opened, "owner_org_id")
    heads = [text for text in said(opened) if text.startswith("Lead (OPR): ")]
    names = [text.removeprefix("Lead (OPR): ").rsplit(", ", 1)[0] for text in heads]
    assert names[:-1] == sorted(names[:-1], key=str.casefold)
    assert head_of(sample) == (2, head_of(sample)[1])


def test_the_column_of_the_reference_and_a_column_of_too_many_values_say_why(opened: Opened, sample: Store) -> None:
    page = page_of(opened)
    by_key(opened, "group")
    page.table.select(3, page.model.column_named("ref"))
    by_key(opened, "group")
    assert told(opened) == "One cannot group by the reference: it is different in every record."
    with sample.write("Add many") as step:
        step.add_many("action_items", [{"description": f"Example action {n}"} for n in range(MOST_GROUPS)])
    opened.settle()
    group_by(opened, "description")
    assert told(opened).startswith("Title has more than 2,000 different values here")
    assert page.model.listing.group == ""
    assert page.row_count() == 29 + MOST_GROUPS


def test_qts_rules_hold_for_a_grouped_model(qtmodeltester: ModelTester, opened: Opened) -> None:
    qtmodeltester.check(page_of(opened).model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
