"""Wires the window: settings, log, error hook, colours, window, commands, the file that was named.

The file is opened in a thread of its own while the window is read in and built, so that the first paint has its rows.
"""

import sys
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.files import Mode
from dicas_desktop.ui.plain_imports import search_no_modules
from dicas_desktop.ui.settings import Settings, settings_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.clock import Clock
    from dicas_desktop.ui.main_window import MainWindow
    from dicas_desktop.ui.window_commands import Commands
    from dicas_desktop.ui.work import Progress

NAME = "dicas-desktop"
_STYLE = "Fusion"  # on every system; said before Qt makes the style of the system first
_LATER = 200  # ms after the start
_READERS = 2  # that a page needs at once
_PATIENCE = 0.1  # s a window waits for its file before it is shown without


def run(path: Path | None, passphrase: str | None = None, mode: Mode = Mode.WRITE) -> int:
    """Open the window, on a workspace if one is named, and return the exit code. `mode` is how it is opened."""
    search_no_modules()
    settings = Settings(settings_path())
    told = _Told()
    opening = None if path is None else _begin_to_open(path, passphrase, mode, settings, told)
    app = application()
    # imported here: the file is being opened meanwhile
    from dicas_desktop.ui import errors
    from dicas_desktop.ui.clock import Clock

    window = make_window(app, settings, Clock())
    window.give_deeds = lambda: give_commands(window)
    with errors.qt_messages_logged(), ExitStack() as at_exit:
        if path is None or opening is None:
            window.show()
            window.show_start()
        else:
            _show_opened(window, opening, path, told, lambda problem: _refused(window, path, passphrase, mode, problem))
        # what the first rows need not wait for
        QTimer.singleShot(_LATER, window, lambda: _finish(window, at_exit))
        return app.exec()


def application() -> QApplication:
    """Return the one application object of this process."""
    app = QApplication.instance()
    if app is None:
        app = QApplication([*sys.argv[:1], "-style", _STYLE])
        app.setApplicationName(NAME)
        app.setApplicationDisplayName("DICAS Desktop")
    return cast("QApplication", app)


def make_window(app: QApplication, settings: Settings, clock: "Clock") -> "MainWindow":
    """Return a window in the colours of the settings, its errors told in a dialog; it can do nothing yet."""
    # imported here: the file of the window is being opened meanwhile
    from dicas_desktop.ui import errors, theme
    from dicas_desktop.ui.main_window import MainWindow

    theme.apply(app, dark=theme.wants_dark(settings.theme), scale=settings.scale)
    hook = errors.ErrorHook(lambda line: _tell(window, line))
    hook.install()
    window = MainWindow(settings, clock, hook.take)
    hook.setParent(window)
    return window


def give_commands(window: "MainWindow") -> "Commands":
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
    from dicas_desktop.ui import errors
    from dicas_desktop.ui.clock import Clock
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


class _Told:
    """Hands on the progress of an opening that began before there was a window to show it."""

    to: "Progress | None" = None

    def __call__(self, done: int, total: int, text: str) -> bool:
        """Tell the window, if it listens already; False asks the opening to stop."""
        return self.to is None or self.to(done, total, text)


def _begin_to_open(path: Path, passphrase: str | None, mode: Mode, settings: Settings, told: _Told) -> "Future[Store]":
    """Open the file in a thread. The result is the store; the exception a UserProblem."""
    # imported here: a window without a file has no use for it
    from dicas_desktop.store.store import open_store
    from dicas_desktop.ui.clock import utc_now
    from dicas_desktop.ui.officer import officer_of

    who = officer_of(settings)

    def opened() -> "Store":
        store = open_store(path, passphrase, who=who, now=utc_now, mode=mode, progress=told)
        store.hold.readers.warm(_READERS)
        return store

    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(opened)
    finally:
        pool.shutdown(wait=False)


def _show_opened(
    window: "MainWindow", opening: "Future[Store]", path: Path, told: _Told, refused: "Callable[[UserProblem], object]"
) -> None:
    """Show the window with its file; a file that takes its time, is refused or asks for consent comes after it."""
    # imported here: see `run`
    from dicas_desktop.ui.consent import notice_of, show_after_consent

    def shown(store: "Store") -> None:
        window.set_store(store)
        for note in store.notes:
            window.note(note)

    def opened(store: "Store") -> None:
        show_after_consent(window, store, lambda: shown(store))

    done = wait([opening], _PATIENCE).done
    if done and opening.exception() is None and notice_of(window.settings) is None:
        shown(opening.result())
        window.show()
        return
    window.show()

    def work(progress: "Progress") -> "Store":
        # imported here: see `run`
        from dicas_desktop.ui.file_commands import unless_stopped

        told.to = progress
        return unless_stopped(opening.result(), progress)

    job = window.work.start(_("Opening {name}").format(name=path.name), work, opened, refused)
    job.ended.connect(lambda: window.show_start() if job.cancelled else None)


def _refused(window: "MainWindow", path: Path, passphrase: str | None, mode: Mode, problem: UserProblem) -> None:
    give_commands(window).files.cannot_open(path, passphrase, mode, problem)


def _finish(window: "MainWindow", at_exit: ExitStack) -> None:
    # imported here: the window's first rows need not wait for it
    from dicas_desktop.ui import errors
    from dicas_desktop.ui.collecting import Collecting
    from dicas_desktop.ui.idle import IdleWatch
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
    Collecting(window.findChild(IdleWatch) or IdleWatch(window))


def _tell(window: "MainWindow", line: str) -> None:
    # imported here: with luck it is never needed
    from dicas_desktop.ui import dialogs, errors

    text = _(
        "Something happened that the program did not foresee: {line}\n\nNothing is lost: every finished change is in "
        "the file. The particulars are in {log}."
    ).format(line=line, log=errors.log_path())
    dialogs.tell(window, _("An unforeseen error"), text)
