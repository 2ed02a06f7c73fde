"""Filtering by the column of the keyboard: words, records, days, numbers and text, all by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from dicas_desktop.store.listing import Condition
from dicas_desktop.store.store import Store
from dicas_desktop.ui.chips import PickList
from dicas_desktop.ui.column_filter import offers
from dicas_desktop.ui.field_editor import ENTER
from tests.make import dump
from tests.make_keys import by_key, by_menu, page_of, wake
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
Key = Qt.Key


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the action items of the sample."""
    return open_window(qtbot, qapp, sample, "action_items")


def ask_for(opened: Opened, column: str, ask: object = by_key) -> PickList:
    page = page_of(opened)
    page.model.finish()
    page.table.columns.show(column, True)
    page.table.select(page.model.source.ids[0], page.model.column_named(column))
    page.table.setFocus()
    ask(opened, "filter_column")  # type: ignore[operator] # one of the two ways
    listed = page.findChild(PickList)
    assert isinstance(listed, PickList)
    return listed


def offered(listed: PickList) -> list[str]:
    return [listed.list.item(row).text() for row in range(listed.list.count())]


def choose(opened: Opened, listed: PickList, typed: str, row: int = 0) -> None:
    """Type into the list, walk down to an option, press Enter and Esc."""
    listed.field.clear()
    QTest.keyClicks(listed.field, typed)
    listed.field.textEdited.emit(typed)
    for _row in range(row):
        QTest.keyClick(listed.field, Key.Key_Down)
    QTest.keyClick(listed.field, ENTER[0])
    QTest.keyClick(listed.field, Key.Key_Escape)
    wake(opened)
    opened.settle()


def values(opened: Opened, column: str) -> set[object]:
    page = page_of(opened)
    page.model.finish()
    rows = [page.model.row(place) for place in range(page.model.rowCount())]
    return {row.record.values[column] for row in rows if row is not None}


@pytest.mark.parametrize("ask", [by_key, by_menu])
def test_a_word_of_a_vocabulary_that_has_no_chip_filters_too(opened: Opened, ask: object) -> None:
    listed = ask_for(opened, "kind", ask)
    assert listed.accessibleName() == "Filter by Kind"
    choose(opened, listed, "plan")
    assert values(opened, "kind") == {"plan"}
    assert [chip.text() for chip in page_of(opened).filters.chips if chip.isChecked()] == ["Kind: Plan"]
    choose(opened, ask_for(opened, "kind"), "plan")
    assert page_of(opened).row_count() == 29


def test_a_month_filters_all_its_days_and_filters_hold_together(opened: Opened) -> None:
    choose(opened, ask_for(opened, "due_date"), "Jul 2024")
    assert page_of(opened).filters.where == (
        Condition("due_date", ">=", "2024-07-01"), Condition("due_date", "<=", "2024-07-31"),
    )  # fmt: skip
    assert values(opened, "due_date") == {"2024-07-28"}
    choose(opened, ask_for(opened, "description"), "report")
    assert page_of(opened).row_count() == 1
    listed = ask_for(opened, "due_date")
    assert offered(listed)[:2] == ["Due: ≥ 1 Jul 2024", "Due: ≤ 31 Jul 2024"]
    choose(opened, listed, "")
    assert page_of(opened).filters.where[0] == Condition("due_date", "<=", "2024-07-31"), "the first was taken away"


def test_a_number_filters_from_and_up_to(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "production_targets")
    listed = ask_for(opened, "quantity")
    listed.field.setText("38")
    listed.field.textEdited.emit("38")
    assert offered(listed) == ["38 only", "from 38 on", "up to 38"]
    choose(opened, listed, "38", 1)
    assert all(int(str(value)) >= 38 for value in values(opened, "quantity"))
    assert 0 < page_of(opened).row_count() < 9


def test_what_is_not_recorded_is_found(opened: Opened) -> None:
    listed = ask_for(opened, "due_date")
    assert offered(listed) == ["recorded", "not recorded"]
    choose(opened, listed, "", 1)
    assert values(opened, "due_date") == {None}
    choose(opened, ask_for(opened, "owner_org_id"), "ATLA")
    assert page_of(opened).filters.where[0] == Condition("due_date", "empty")
    assert len(page_of(opened).filters.where) == 2


@pytest.mark.parametrize(
    ("table", "column", "typed", "sentence"),
    [
        ("action_items", "due_date", "31 Feb 2025", "Feb 2025 has no day 31; its days go from 1 to 28"),
        ("production_targets", "quantity", "many", "Quantity: “many” is not a whole number."),
        (
            "meetings",
            "start_time",
            "25:00",
            "Begins at: '25:00' is not on the clock; hours go from 0 to 23 and minutes from 0 to 59",
        ),
    ],
)
def test_what_the_column_cannot_hold_is_said_in_the_list_and_filters_nothing(
    qtbot: QtBot, qapp: QApplication, sample: Store, table: str, column: str, typed: str, sentence: str
) -> None:
    opened, before = open_window(qtbot, qapp, sample, table), dump(sample)
    (offer,) = offers(sample.entities[table].field(column), typed)
    assert offer.label.startswith(sentence)
    rows = page_of(opened).row_count()
    choose(opened, ask_for(opened, column), typed)
    assert page_of(opened).filters.where == ()
    assert page_of(opened).row_count() == rows
    assert dump(sample) == before


def test_the_reference_says_what_filters_it(opened: Opened) -> None:
    page = page_of(opened)
    page.table.select(3, page.model.column_named("ref"))
    page.table.setFocus()
    by_key(opened, "filter_column")
    assert opened.window.status.note.text() == "The reference is different in every record: Ctrl+F filters by any text."


def test_the_menu_of_the_rows_offers_it_and_the_list_stays_within_the_window(opened: Opened) -> None:
    page = page_of(opened)
    page.table.select(3, page.model.column_named("status"))
    place = QPoint(120, 9)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, page.table.viewport().mapToGlobal(place))
    QApplication.sendEvent(page.table.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (entry,) = [action for action in menu.actions() if action.text() == "Filter by Status…"]
    menu.close()
    entry.trigger()
    listed = page.findChild(PickList)
    assert isinstance(listed, PickList)
    right = listed.mapToGlobal(QPoint(listed.width(), 0)).x()
    assert right <= opened.window.mapToGlobal(QPoint(opened.window.width(), 0)).x()
    QTest.keyClick(listed.field, Key.Key_Escape)
