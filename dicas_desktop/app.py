"""Wires the window: settings, log, error hook, colours, window, commands, the file that was named."""

import sys
from contextlib import ExitStack
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import errors, theme
from dicas_desktop.ui.clock import Clock, utc_now
from dicas_desktop.ui.consent import show_after_consent
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.settings import Settings, settings_path
from dicas_desktop.ui.window_state import officer_of

if TYPE_CHECKING:
    from dicas_desktop.store.files import Mode
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.window_commands import Commands
    from dicas_desktop.ui.work import Progress

NAME = "dicas-desktop"
_LATER = 200  # ms after the start


def run(path: Path | None, passphrase: str | None = None, mode: "Mode | None" = None) -> int:
    """Open the window, on a workspace if one is named, and return the exit code. `mode` is how it is opened."""
    app = application()
    window = make_window(app, Settings(settings_path()), Clock())
    window.give_deeds = lambda: give_commands(window)
    with errors.qt_messages_logged(), ExitStack() as at_exit:
        window.show()
        if path is None:
            window.show_start()
        else:
            _open(window, path, passphrase, mode)
        # what the first rows need not wait for
        QTimer.singleShot(_LATER, window, lambda: _finish(window, at_exit))
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
    # imported here: the window's first rows need not wait for it
    from dicas_desktop.ui.window_commands import Commands

    return Commands(window)


def screenshot(store: "Store", out: Path, page: str, size: tuple[int, int], theme: str, today: date) -> None:
    """Draw a page of the window as a PNG; the same store, day and page give the same bytes.

    `page` is the name of a kind of record, overview, timeline, journal, brief:MEETING or dialog:NAME. UserProblem for
    another one, or if the file cannot be written. The store is closed in the end.
    """
    # imported here: only pictures need it
    from dicas_desktop.ui.pictures import take

    app = application()
    app.setCursorFlashTime(0)
    settings = Settings(None)
    settings.theme = theme
    window = make_window(app, settings, Clock(today))
    give_commands(window)
    try:
        with errors.qt_messages_logged():
            picture = take(app, window, store, page, size)
    finally:
        window.close()
        window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if not picture.save(str(out), "PNG"):
        raise UserProblem(_("{path} could not be written: choose another name or folder.").format(path=out))


def _open(window: MainWindow, path: Path, passphrase: str | None, mode: "Mode | None") -> None:
    """Open the file that was named in the background, while the window is being painted."""

    def opened(_progress: "Progress") -> "Store":
        # store and pages are read in here, while the window's own thread is painting
        from dicas_desktop.store.files import Mode
        from dicas_desktop.store.store import open_store

        wish = Mode.WRITE if mode is None else mode
        store = open_store(path, passphrase, who=officer_of(window.settings), now=utc_now, mode=wish)
        import_module("dicas_desktop.ui.desk")
        return store

    def shown(store: "Store") -> None:
        def show() -> None:
            window.set_store(store)
            for note in store.notes:
                window.note(note)

        show_after_consent(window, store, show)

    def refused(problem: UserProblem) -> None:
        # imported here: most files are simply opened
        from dicas_desktop.store.files import Mode

        give_commands(window).files.cannot_open(path, passphrase, Mode.WRITE if mode is None else mode, problem)

    window.work.start(
        _("Opening {name}").format(name=path.name),
        opened,
        shown,
        refused,
    )


def _finish(window: MainWindow, at_exit: ExitStack) -> None:
    # imported here: the window's first rows need not wait for it
    from dicas_desktop.ui.private_temp import PrivateTemp

    errors.start_log(errors.log_path())
    try:
        temp = PrivateTemp()
    except OSError as error:
        errors.LOGGER.warning("no private folder for temporary files: %s", error)
    else:
        at_exit.callback(temp.remove)
        temp.use()
    if not window.deeds:
        give_commands(window)


def _tell(window: MainWindow, line: str) -> None:
    # imported here: with luck it is never needed
    from dicas_desktop.ui import dialogs

    text = _(
        "Something happened that the program did not foresee: {line}\n\nNothing is lost: every finished change is in "
        "the file. The particulars are in {log}."
    ).format(line=line, log=errors.log_path())
    dialogs.tell(window, _("An unforeseen error"), text)
