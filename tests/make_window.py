"""A whole window over a store, as `app.run` wires it, without a settings file and on a day that stands still."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop import app
from dicas_desktop.store.store import Store
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.settings import Settings
from dicas_desktop.ui.window_commands import Commands
from tests.make import TODAY

# What the platform without a display says of windows that have a least size or take the keyboard; it means nothing.
NO_DISPLAY = pytest.mark.qt_log_ignore("This plugin does not support")


class Opened:
    """A window with its commands."""

    def __init__(self, window: MainWindow, commands: Commands, qtbot: QtBot) -> None:
        """Keep them together."""
        self.window, self.commands, self.qtbot = window, commands, qtbot

    def settle(self) -> None:
        """Let queries, counts, layouts and deleted widgets come to an end."""
        for _round in range(3):
            desk = self.window.desk
            page = desk.entity_page() if desk is not None else None
            if page is not None:
                page.model.finish()
            self.window.work.wait(60_000)
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if self.window.desk is not None:
                self.window.desk.settle()
        QApplication.processEvents()

    def do(self, name: str) -> None:
        """Trigger a command as its menu entry does."""
        self.window.commands.actions[name].trigger()
        self.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)
        self.settle()

    def go(self, page: str) -> None:
        """Show a page."""
        assert self.window.desk is not None
        self.window.desk.go(page)
        self.settle()

    def select(self, row_id: int) -> None:
        """Select a record of the page that is shown."""
        assert self.window.desk is not None
        page = self.window.desk.entity_page()
        assert page is not None
        assert page.select(row_id)
        self.settle()


def open_window(
    qtbot: QtBot,
    qapp: QApplication,
    store: Store | None,
    page: str = "overview",
    *,
    settings: Settings | None = None,
    size: tuple[int, int] = (1440, 900),
    clock: Clock | None = None,
) -> Opened:
    """Show a window in light colours, with a workspace if one is given; the day stands still unless a clock is."""
    settings = settings or Settings(None)
    if settings.value("look/theme") is None:
        settings.theme = "light"
    window = app.make_window(qapp, settings, clock or Clock(TODAY))
    qtbot.addWidget(window)
    commands = app.give_commands(window)
    opened = Opened(window, commands, qtbot)
    window.resize(*size)
    window.show()
    if store is None:
        window.show_start()
    else:
        window.set_store(store, page)
    qtbot.waitExposed(window)
    window.activateWindow()
    opened.settle()
    commands.backups.timer.stop()  # a slow test shall meet no backup that it did not ask for
    return opened


def opened_file(opened: Opened, path: Path, passphrase: str | None = None) -> None:
    """Open a file as the start page does and wait for it."""
    opened.commands.files.open_path(path, passphrase)
    opened.settle()
