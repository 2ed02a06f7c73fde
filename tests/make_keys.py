"""Asks a window for its commands as a person does: by the key, and by clicks on the menu."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from dicas_desktop.store.store import Store
from dicas_desktop.ui.entity_page import EntityPage
from tests.make_window import Opened


def by_key(opened: Opened, command: str) -> None:
    """Press the key of a command where the keyboard is."""
    key = QKeySequence(opened.window.commands.commands[command].key)
    QTest.keySequence(QApplication.focusWidget() or opened.window, key)
    opened.settle()


def open_menu(opened: Opened, command: str) -> QMenu:
    """Click the title of the menu that holds a command."""
    bar, action = opened.window.menus, opened.window.commands.actions[command]
    (menu,) = [menu for menu in bar.findChildren(QMenu) if action in menu.actions()]
    place = bar.actionGeometry(menu.menuAction()).center()
    QTest.mouseMove(bar, place)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert menu.isVisible()
    return menu


def wake(opened: Opened) -> None:
    """Make the window active: the platform without a display leaves none behind a menu or a dialog."""
    opened.window.activateWindow()
    opened.qtbot.waitUntil(lambda: QApplication.activeWindow() is opened.window)


def by_menu(opened: Opened, command: str) -> None:
    """Click a command in its menu."""
    menu = open_menu(opened, command)
    place = menu.actionGeometry(opened.window.commands.actions[command]).center()
    assert menu.rect().contains(place)
    QTest.mouseMove(menu, place + QPoint(3, 1))
    QTest.mouseMove(menu, place)  # Qt takes the entry under a mouse that came here, not one that was here
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    if opened.window.isVisible() and not dialogs_of(opened):
        wake(opened)
    opened.settle()


def store_of(opened: Opened) -> Store:
    """The workspace that is open."""
    assert opened.window.store is not None
    return opened.window.store


def page_of(opened: Opened) -> EntityPage:
    """The page of records that is shown."""
    assert opened.window.desk is not None
    page = opened.window.desk.entity_page()
    assert page is not None
    return page


def dialogs_of(opened: Opened) -> list[QDialog]:
    """The dialogs that are shown."""
    return [dialog for dialog in opened.window.findChildren(QDialog) if dialog.isVisible()]


def dialog_of(opened: Opened, title: str) -> QDialog:
    """The one dialog that is shown."""
    (dialog,) = dialogs_of(opened)
    assert dialog.windowTitle() == title
    return dialog


def leave_dialogs(opened: Opened) -> None:
    """Close every list that hangs open, and press Esc in every dialog."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for dialog in dialogs_of(opened):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    if opened.window.isVisible():
        wake(opened)
    opened.settle()
    assert dialogs_of(opened) == []
