"""The ways in that lie around a workspace: settings, the office's notice, a passphrase file, the command line, a head.

Part of `tests.faults.hostile`. `window` opens a whole window with the settings and shows a few pages: it is slow, and
tried in long runs alone.
"""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from dicas_desktop import app
from dicas_desktop.cli.main import main
from dicas_desktop.cli.workspace import passphrase_in
from dicas_desktop.store.heads import read_head
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.consent import notice_of
from dicas_desktop.ui.idle import minutes_of
from dicas_desktop.ui.officer import officer_of
from dicas_desktop.ui.settings import Settings
from tests.make import TODAY, reopen, sample_store

Entry = Callable[[bytes], object]
PAGES = ("overview", "action_items", "meetings", "timeline", "journal", "bin")
# commands that work on the hostile workspace and can be given any words
COMMANDS = (
    *("list", "search", "add", "set", "delete", "history", "verify-head", "undo", "redo", "restore-version", "bin"),
    *("backup", "restore", "import", "brief"),
)


class Around:
    """The ways in around a workspace of their own, with the public record."""

    def __init__(self, folder: Path) -> None:
        """Keep what is made in this folder."""
        self.folder, self.workspace = folder, folder / "around.dicas"
        sample_store(self.workspace).close()

    def all(self) -> dict[str, Entry]:
        """Return every entry by name, but the slow one."""
        return {
            "settings": self.settings, "notice": self.notice, "passphrase_file": self.passphrase_file,
            "command": self.command, "head": self.head,
        }  # fmt: skip

    def settings(self, data: bytes) -> None:
        """The bytes of the settings file, and whatever reads them."""
        settings = self._settings(data)
        assert settings.theme in ("system", "light", "dark")
        assert 100 <= settings.scale <= 200
        assert all(isinstance(path, Path) for path in settings.recent)
        assert 0 < minutes_of(settings.value("lock/minutes")) <= 24 * 60
        for name in ("window/geometry", "window/state"):
            settings.state(name)
        officer_of(settings)
        notice_of(settings)
        settings.add_recent(self.workspace)
        assert settings.recent[0] == self.workspace.resolve()

    def notice(self, data: bytes) -> None:
        """The office's notice."""
        path = self.folder / "notice.txt"
        path.write_bytes(data)
        settings = Settings(None)
        settings.remember("consent/file", str(path))
        notice_of(settings)

    def passphrase_file(self, data: bytes) -> None:
        """The file whose first line is the passphrase."""
        path = self.folder / "passphrase"
        path.write_bytes(data)
        passphrase_in(path)

    def command(self, data: bytes) -> None:
        """Words behind a command, one a line; the first byte says which command."""
        name = COMMANDS[data[0] % len(COMMANDS)] if data else "list"
        words = [word for word in data[1:].decode("utf-8", "surrogateescape").split("\n") if word != "-o"]
        if name == "brief":
            words += ["-o", str(self.folder / "brief.pdf")]
        said = io.StringIO()
        with _home(self.folder), redirect_stdout(io.StringIO()), redirect_stderr(said):
            code = main([name, str(self.workspace), *words])
        assert code in (0, 1, 2), code
        assert "An error of the program" not in said.getvalue(), said.getvalue()
        assert "Traceback" not in said.getvalue(), said.getvalue()

    def head(self, data: bytes) -> None:
        """A head copied from a paper."""
        read_head(data.decode("utf-8", "surrogateescape"))

    def _settings(self, data: bytes) -> Settings:
        path = self.folder / "window.ini"
        path.write_bytes(data)
        return Settings(path)

    def window(self, data: bytes) -> None:
        """A whole window with these settings, on a few pages. Slow; whatever no slot of Qt caught goes up."""
        application = app.application()
        with _home(self.folder), _errors() as errors:
            window = app.make_window(application, self._settings(data), Clock(TODAY))
            sys.excepthook = lambda _kind, error, _trace: errors.append(error)
            app.give_commands(window)
            window.show()
            window.set_store(reopen(self.workspace))
            for page in PAGES:
                assert window.desk is not None
                window.desk.go(page)
                window.desk.settle()
                _settle(application)
            window.close()
            window.deleteLater()
            _settle(application)
        if errors:
            raise errors[0]


def _settle(application: QApplication) -> None:
    for _round in range(2):
        application.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def _errors() -> Iterator[list[BaseException]]:
    before, errors = sys.excepthook, list[BaseException]()
    try:
        yield errors
    finally:
        sys.excepthook = before


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    """Keep logs and settings of this process in a folder of its own."""
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, str(folder)))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
