"""Pages and tables over the sample workspace, for the tests of the window's lists."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dicas_desktop.store.listing import Record, fetch, find
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.field_editor import FieldEditor
from tests.make import TODAY

SIZE = (1244, 600)
# What the platform without a display says of windows that have a least size or take the keyboard; it means nothing.
NO_DISPLAY = pytest.mark.qt_log_ignore("This plugin does not support")


@contextmanager
def shown_page(qtbot: QtBot, store: Store, table: str, size: tuple[int, int] = SIZE) -> Iterator[EntityPage]:
    """A page on screen with all its rows."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application)
    page = EntityPage(store, store.entities[table], TODAY)
    qtbot.addWidget(page)
    page.resize(*size)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.model.finish()
    page.table.setFocus()
    QApplication.processEvents()
    yield page
    page.stop()


def id_of(store: Store, table: str, name: str) -> int:
    """The id of a record named by reference, slug or label."""
    with store.read() as db:
        found = find(db, table, name)
    assert found is not None
    return found


def record(store: Store, table: str, row_id: int) -> Record:
    """A record as it is stored now."""
    with store.read() as db:
        return fetch(db, table, [row_id])[0]


def go_to(page: EntityPage, row: int, field: str) -> None:
    """Put the keyboard on a cell by clicking it."""
    index = page.model.index(row, page.model.column_named(field))
    page.table.scrollTo(index)
    click(page.table.viewport(), page.table.visualRect(index).center())


def click(
    widget: QWidget, place: QPoint | None = None, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Click with the left button."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, keys, place or widget.rect().center())
    QApplication.processEvents()


def press(widget: QWidget, *keys: Qt.Key | str, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys one after the other, or type a text; each letter goes where the keyboard is by then."""
    for key in keys:
        if isinstance(key, str):
            for place, letter in enumerate(key):
                QTest.keyClicks((QApplication.focusWidget() or widget) if place else widget, letter)
        else:
            QTest.keyClick(widget, key, with_)
        QApplication.processEvents()


def editor_of(page: EntityPage) -> FieldEditor:
    """The editor that is open in the table."""
    editor = page.table.cell_edit.editor
    assert editor is not None
    return editor


def head_of(store: Store) -> tuple[int, str]:
    """Where the journal stands: equal before and after means nothing was written."""
    head = store.head
    return head.steps, head.digest


def collected(connect: Callable[[Callable[..., None]], object]) -> list[tuple[object, ...]]:
    """The values of each emission of a signal from now on."""
    heard: list[tuple[object, ...]] = []
    connect(lambda *values: heard.append(values))
    return heard
