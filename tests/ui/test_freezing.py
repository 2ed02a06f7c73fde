"""Columns that stay while the others scroll: what is seen, what a click hits, where the keyboard and the editor go."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.listing import Sort
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.entity_page import EntityPage
from tests.make_keys import by_key, by_menu, page_of
from tests.make_page import head_of, record
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
Key = Qt.Key
ALWAYS = ("kind", "meeting_id", "programme_id", "due_text", "note", "priority", "description_ja")


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the action items with more columns than fit, frozen up to the title."""
    window = open_window(qtbot, qapp, sample, "action_items")
    page = page_of(window)
    for name in ALWAYS:
        page.table.columns.show(name, True)
    freeze_at(window, "description")
    return window


def freeze_at(opened: Opened, name: str) -> None:
    page = page_of(opened)
    page.table.select(page.model.source.ids[0], page.model.column_named(name))
    page.table.setFocus()
    by_key(opened, "freeze")


def told(opened: Opened) -> str:
    return str(opened.window.status.note.text())


def scroll(page: EntityPage, px: int) -> None:
    page.table.horizontalScrollBar().setValue(px)
    QApplication.processEvents()
    assert page.table.horizontalScrollBar().value() == px


def picture(page: EntityPage, *, head: bool, width: int) -> QImage:
    part = page.table.head if head else page.table
    return part.viewport().grab(QRect(0, 0, width, part.viewport().height())).toImage()


def test_the_frozen_columns_look_the_same_wherever_the_others_are_scrolled(opened: Opened) -> None:
    page = page_of(opened)
    page.table.clearSelection()
    edge = page.table.head.frozen_width()
    assert [page.model.columns[n].name for n in page.table.head.frozen()] == ["ref", "description"]
    assert told(opened) == "The columns up to Title stay while the others scroll: F9 on it again frees them."
    before = [picture(page, head=head, width=edge) for head in (False, True)]
    beside = page.table.viewport().grab().toImage()
    scroll(page, 300)
    assert [picture(page, head=head, width=edge) for head in (False, True)] == before
    assert page.table.viewport().grab().toImage() != beside, "the others did scroll"
    line = QColor(theme.current().line).name()
    assert before[0].pixelColor(edge - 1, 3).name() == line
    by_key(opened, "freeze")
    assert told(opened) == "All columns scroll again."
    assert page.table.head.frozen() == []


def test_a_click_hits_the_cell_that_is_seen(opened: Opened) -> None:
    page = page_of(opened)
    scroll(page, 300)
    edge, row = page.table.head.frozen_width(), 2 * page.table.row_height + 5
    for x, name in ((20, "ref"), (edge - 10, "description")):
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, row))
        index = page.table.currentIndex()
        assert (index.row(), page.model.columns[index.column()].name) == (2, name)
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge + 10, row))
    index = page.table.currentIndex()
    rect = page.table.visualRect(index)
    assert page.model.columns[index.column()].name not in ("ref", "description")
    assert rect.left() <= edge + 10 <= rect.right() or rect.left() == edge


def test_a_click_on_a_frozen_head_sorts_by_it(opened: Opened) -> None:
    page = page_of(opened)
    scroll(page, 300)
    QTest.mouseClick(page.table.head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
    assert page.model.listing.sort == (Sort("ref"),)
    x = page.table.head.frozen_width() - 30
    QTest.mouseClick(page.table.head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 8))
    assert page.model.listing.sort == (Sort("description"),)
    beside = page.table.head.frozen_width() + 30
    QTest.mouseClick(page.table.head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(beside, 8))
    assert page.model.listing.sort[0].field not in ("ref", "description")


def test_the_keyboard_never_stands_under_the_frozen_columns(opened: Opened) -> None:
    page = page_of(opened)
    edge, width = page.table.head.frozen_width(), page.table.viewport().width()
    columns = page.table.shown_columns()
    for key in (Key.Key_Right, Key.Key_Left):
        for _step in columns:
            index = page.table.currentIndex()
            rect = page.table.visualRect(index)
            if index.column() not in page.table.head.frozen():
                assert rect.left() >= edge or rect.right() >= width - 1, page.model.columns[index.column()].name
                assert rect.left() < width
            opened.press(key)


def test_an_editor_opens_over_the_cell_that_is_seen(opened: Opened, sample: Store) -> None:
    page = page_of(opened)
    page.table.select(3, page.model.column_named("note"))
    assert page.table.horizontalScrollBar().value() > 0
    far = page.table.horizontalScrollBar().value()
    page.table.select(3, page.model.column_named("description"))
    assert page.table.horizontalScrollBar().value() == far, "a column that stays needs no scrolling"
    opened.press(Key.Key_F2)
    editor = page.table.cell_edit.editor
    assert editor is not None
    x = page.table.head.sectionPosition(page.model.column_named("description"))
    assert editor.geometry().left() == x
    opened.type("Typed over the frozen cell")
    opened.press(Key.Key_Return)
    assert record(sample, "action_items", 3).values["description"] == "Typed over the frozen cell"


def test_what_is_frozen_is_remembered_and_kept_in_views(opened: Opened, sample: Store) -> None:
    before = head_of(sample)
    state = page_of(opened).table.columns.state()
    opened.window.rebuild()
    opened.settle()
    page = page_of(opened)
    assert [page.model.columns[n].name for n in page.table.head.frozen()] == ["ref", "description"]
    by_key(opened, "standard_view")
    assert page.table.head.frozen() == []
    assert page.table.columns.restore(state)
    assert [page.model.columns[n].name for n in page.table.head.frozen()] == ["ref", "description"]
    assert head_of(sample) == before


def test_columns_that_would_leave_no_room_are_not_frozen(opened: Opened) -> None:
    page = page_of(opened)
    last = page.table.shown_columns()[-1]
    freeze_at(opened, last.name)
    assert told(opened).startswith(f"The columns up to {last.label} would leave too little room for the others")
    assert [page.model.columns[n].name for n in page.table.head.frozen()] == ["ref", "description"]


def test_the_menu_freezes_too(opened: Opened) -> None:
    by_menu(opened, "freeze")
    assert page_of(opened).table.head.frozen() == []
    by_menu(opened, "freeze")
    assert len(page_of(opened).table.head.frozen()) == 2
