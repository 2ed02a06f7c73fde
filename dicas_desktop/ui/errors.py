"""The one place for errors nobody foresaw: written to a log, told in a dialog, and work goes on."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QStandardPaths,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

LOGGER = logging.getLogger("dicas_desktop")
_LOG_BYTES, _LOGS_KEPT = 500_000, 3


def log_path() -> Path:
    """Return the log file of this user."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(folder) / "dicas-desktop" / "dicas-desktop.log"


def start_log(path: Path) -> None:
    """Write what the program logs to this file from now on; old ones are kept beside it up to a limit."""
    # imported here: the window's first rows need not wait for it
    from logging.handlers import RotatingFileHandler

    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=_LOGS_KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)


def stop_log() -> None:
    """Let the file of the log go, so that it can be removed."""
    for handler in LOGGER.handlers[:]:
        if isinstance(handler, logging.FileHandler):
            LOGGER.removeHandler(handler)
            handler.close()


@contextmanager
def qt_messages_logged() -> Iterator[None]:
    """Write what Qt says to the log instead of the terminal, where it would stand among the answers of a command."""

    def log(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        serious = kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
        LOGGER.log(logging.ERROR if serious else logging.INFO, "Qt: %s", text)

    before = qInstallMessageHandler(log)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


class ErrorHook(QObject):
    """Takes every error that reached the top, from any thread, logs it and tells the window's thread."""

    happened = Signal(str)  # one line: kind and message

    def __init__(self, show: Callable[[str], None], parent: QObject | None = None) -> None:
        """`show` is called in the window's thread with one line."""
        super().__init__(parent)
        self._show = show
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over Python's own hooks, those of threads too."""
        sys.excepthook = self._main
        threading.excepthook = lambda args: self.take(args.exc_value or args.exc_type())

    def take(self, error: BaseException) -> None:
        """Log an error with its trace and have it told."""
        trace = "".join(traceback.format_exception(error))
        LOGGER.error("unforeseen error\n%s", trace)
        self.happened.emit(f"{type(error).__name__}: {error}")

    def _tell(self, line: str) -> None:
        self._show(line)

    def _main(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.take(error.with_traceback(trace))
