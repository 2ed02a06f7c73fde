"""The menu Table by its keys and by clicks: order, and which columns stand where."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.listing import Sort
from dicas_desktop.store.store import Store
from dicas_desktop.ui.chips import PickList
from dicas_desktop.ui.settings import Settings
from tests.make_keys import by_key, by_menu, page_of
from tests.make_page import head_of
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
Key = Qt.Key


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the action items of the sample with AI-0003 selected."""
    window = open_window(qtbot, qapp, sample, "action_items")
    window.select(3)
    page_of(window).table.setFocus()
    return window


def stand_at(opened: Opened, name: str) -> None:
    """Walk to a column with the arrow keys."""
    table = page_of(opened).table
    opened.press(Key.Key_Home)
    for _step in range(2 * len(names(opened))):
        at = page_of(opened).model.columns[table.currentIndex().column()].name
        if at == name:
            return
        shown = names(opened)
        opened.press(Key.Key_Right if shown.index(name) > shown.index(at) else Key.Key_Left)
    pytest.fail(f"the keyboard does not come to {name}")


def names(opened: Opened) -> list[str]:
    return [column.name for column in page_of(opened).table.shown_columns()]


def heads(opened: Opened) -> list[str]:
    """What the heads of the shown columns say, where they tell an order."""
    model = page_of(opened).model
    said = [str(model.headerData(model.column_named(name), Qt.Orientation.Horizontal)) for name in names(opened)]
    return [text for text in said if "▲" in text or "▼" in text]


def told(opened: Opened) -> str:
    return str(opened.window.status.note.text())


def values(opened: Opened, name: str) -> list[object]:
    model = page_of(opened).model
    model.finish()
    rows = [model.row(number) for number in range(page_of(opened).row_count())]
    return [row.record.values[name] for row in rows if row is not None]


# ------------------------------------------------------------------ order
@pytest.mark.parametrize("ask", [by_key, by_menu])
def test_the_column_of_the_keyboard_sorts_and_again_the_other_way_round(opened: Opened, ask: object) -> None:
    stand_at(opened, "status")
    ask(opened, "sort")  # type: ignore[operator] # one of the two ways
    assert heads(opened) == ["Status ▲"]
    assert told(opened) == "Sorted by Status ▲."
    assert values(opened, "status") == sorted(values(opened, "status"), key=str)
    ask(opened, "sort")  # type: ignore[operator] # one of the two ways
    assert heads(opened) == ["Status ▼"]
    assert values(opened, "status") == sorted(values(opened, "status"), key=str, reverse=True)


def test_a_second_key_sorts_within_the_first_and_the_heads_number_them(opened: Opened, sample: Store) -> None:
    before = head_of(sample)
    stand_at(opened, "status")
    by_key(opened, "sort")
    stand_at(opened, "due_date")
    by_key(opened, "sort_further")
    assert heads(opened) == ["Due ▲2", "Status ▲1"]
    assert told(opened) == "Sorted by Status ▲, then Due ▲."
    pairs = list(zip(values(opened, "status"), values(opened, "due_date"), strict=True))
    assert pairs == sorted(pairs, key=lambda pair: (str(pair[0]), pair[1] is None, str(pair[1])))
    by_key(opened, "sort_further")
    assert told(opened) == "Sorted by Status ▲, then Due ▼."
    by_key(opened, "sort_standard")
    assert page_of(opened).model.listing.sort == (Sort("due_date"),)
    assert heads(opened) == ["Due ▲"]
    assert head_of(sample) == before, "an order is no change of a record"


def test_shift_and_a_click_on_a_head_give_the_same_as_the_keys(opened: Opened) -> None:
    head, model = page_of(opened).table.head, page_of(opened).model

    def click(name: str, keys: Qt.KeyboardModifier) -> None:
        x = head.sectionViewportPosition(model.column_named(name)) + 20
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, keys, QPoint(x, 8))
        opened.settle()

    click("status", Qt.KeyboardModifier.NoModifier)
    click("due_date", Qt.KeyboardModifier.ShiftModifier)
    by_mouse = model.listing.sort
    by_key(opened, "sort_standard")
    stand_at(opened, "status")
    by_key(opened, "sort")
    stand_at(opened, "due_date")
    by_key(opened, "sort_further")
    assert model.listing.sort == by_mouse == (Sort("status"), Sort("due_date"))


# ------------------------------------------------------------------ columns
def test_a_column_moves_by_keys_and_stops_at_the_edges(opened: Opened) -> None:
    before = names(opened)
    stand_at(opened, "status")
    by_key(opened, "column_left")
    place = before.index("status")
    swapped = [*before[: place - 1], "status", before[place - 1], *before[place + 1 :]]
    assert names(opened) == swapped
    by_key(opened, "column_right")
    assert names(opened) == before
    for _step in before:
        by_key(opened, "column_left")
    assert names(opened)[0] == "status"
    assert told(opened) == "Status is the first column already."
    for _step in before:
        by_key(opened, "column_right")
    assert names(opened)[-1] == "status"
    assert told(opened) == "Status is the last column already."
    at = page_of(opened).table.currentIndex().column()
    assert page_of(opened).model.columns[at].name == "status", "the keyboard goes along"


def test_a_hidden_column_comes_back_from_the_list_by_typing_its_name(opened: Opened) -> None:
    stand_at(opened, "wg_id")
    by_key(opened, "hide_column")
    assert "wg_id" not in names(opened)
    assert told(opened) == "Working group is hidden: Ctrl+Shift+L shows it again."
    at = page_of(opened).table.currentIndex().column()
    assert page_of(opened).model.columns[at].name in names(opened), "the keyboard stands at a column one can see"
    by_key(opened, "columns")
    listed = QApplication.activePopupWidget()
    assert isinstance(listed, PickList)
    QTest.keyClicks(listed.field, "working")
    QTest.keyClick(listed.field, Key.Key_Return)
    assert "wg_id" in names(opened)
    QTest.keyClick(listed.field, Key.Key_Return)
    assert "wg_id" not in names(opened), "Enter again hides it"
    QTest.keyClick(listed.field, Key.Key_Return)
    QTest.keyClick(listed.field, Key.Key_Escape)
    opened.settle()
    assert QApplication.activePopupWidget() is None
    assert page_of(opened).table.hasFocus()


def test_the_last_column_stays(opened: Opened) -> None:
    for _column in names(opened):
        by_key(opened, "hide_column")
    (left,) = names(opened)
    by_key(opened, "hide_column")
    assert names(opened) == [left]
    assert told(opened).endswith("is the only column: it stays.")


def test_columns_stand_after_a_restart_where_they_were_put(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    settings = Settings(None)
    first = open_window(qtbot, qapp, sample, "action_items", settings=settings)
    first.select(3)
    page_of(first).table.setFocus()
    stand_at(first, "status")
    by_key(first, "column_left")
    stand_at(first, "wg_id")
    by_key(first, "hide_column")
    left = names(first)
    first.window.rebuild()
    first.settle()
    assert names(first) == left
