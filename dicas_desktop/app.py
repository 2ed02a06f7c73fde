"""Wires the window: settings, log, error hook, colours, window, commands, the file that was named."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dicas_desktop.domain.texts import _
from dicas_desktop.store.store import Store
from dicas_desktop.ui import dialogs, errors, theme
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.settings import Settings, settings_path

if TYPE_CHECKING:
    from dicas_desktop.ui.window_commands import Commands

NAME = "dicas-desktop"


def run(path: Path | None, passphrase: str | None = None) -> int:
    """Open the window, on a workspace if one is named, and return the exit code."""
    app = application()
    errors.start_log(errors.log_path())
    settings = Settings(settings_path())
    window = make_window(app, settings, Clock())
    window.show()
    # the empty window is on screen before the pages and the file are read in
    QTimer.singleShot(0, window, lambda: _begin(window, path, passphrase))
    return app.exec()


def application() -> QApplication:
    """Return the one application object of this process."""
    app = QApplication.instance()
    if app is None:
        app = QApplication(sys.argv[:1])
        app.setApplicationName(NAME)
        app.setApplicationDisplayName("DICAS Desktop")
    return cast("QApplication", app)


def make_window(app: QApplication, settings: Settings, clock: Clock) -> MainWindow:
    """Return a window in the colours of the settings, its errors told in a dialog; it can do nothing yet."""
    theme.apply(app, dark=theme.wants_dark(settings.theme), scale=settings.scale)
    hook = errors.ErrorHook(lambda line: _tell(window, line))
    hook.install()
    window = MainWindow(settings, clock, hook.take)
    hook.setParent(window)
    return window


def give_commands(window: MainWindow) -> "Commands":
    """Give a window what its commands do."""
    # imported here: the window is painted before the pages are read in
    from dicas_desktop.ui.window_commands import Commands

    return Commands(window)


def screenshot(store: Store, out: Path, page: str, size: tuple[int, int], theme: str, today: date) -> None:
    """Draw a page of the window as a PNG; the same store, day and page give the same bytes.

    `page` is the name of a kind of record, overview, timeline, journal, brief:MEETING or dialog:NAME. UserProblem for
    another one.
    """
    # imported here: only pictures need it
    from dicas_desktop.ui.pictures import take

    app = application()
    app.setCursorFlashTime(0)
    settings = Settings(None)
    settings.theme = theme
    window = make_window(app, settings, Clock(today))
    give_commands(window)
    take(app, window, store, page, size).save(str(out), "PNG")
    window.close()


def _begin(window: MainWindow, path: Path | None, passphrase: str | None) -> None:
    commands = give_commands(window)
    if path is not None:
        commands.files.open_path(path, passphrase)


def _tell(window: MainWindow, line: str) -> None:
    text = _(
        "Something happened that the program did not foresee: {line}\n\nNothing is lost: every finished change is in "
        "the file. The particulars are in {log}."
    ).format(line=line, log=errors.log_path())
    dialogs.tell(window, _("An unforeseen error"), text)
