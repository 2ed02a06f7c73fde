"""One folder for whatever this process puts down for a moment (a print job, say), for its owner only.

It is removed at exit, and at the next start if the process had no time for that. The program itself writes no content
there: SQLite keeps its temporary tables in memory. Qt's printing does.
"""

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO

from dicas_desktop.store.lock import hold

_ALIVE = ".alive"
_VARIABLES = ("TMP", "TEMP") if sys.platform == "win32" else ("TMPDIR",)


class PrivateTemp:
    """The folder of this process, until `remove`."""

    def __init__(self, base: Path | None = None) -> None:
        """Make it in the user's own runtime folder, else among the temporary files, and clear away dead ones."""
        home = _home(base or _base())
        _clear(home)
        self.path = Path(tempfile.mkdtemp(prefix="session-", dir=home))
        self._alive: IO[str] = (self.path / _ALIVE).open("w", encoding="utf-8")
        hold(self._alive)
        self._before: dict[str, str | None] = {}

    def use(self) -> None:
        """Let everything in this process, Qt and child processes too, put its temporary files there."""
        tempfile.tempdir = str(self.path)
        self._before = {name: os.environ.get(name) for name in _VARIABLES}
        os.environ.update(dict.fromkeys(_VARIABLES, str(self.path)))

    def remove(self) -> None:
        """Remove it with all that is in it; what comes later goes where it went before."""
        for name, value in self._before.items():
            tempfile.tempdir = None
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        self._alive.close()
        shutil.rmtree(self.path, ignore_errors=True)
        with suppress(OSError):  # another process has its folder there
            self.path.parent.rmdir()


def _base() -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return Path(runtime) if runtime and os.access(runtime, os.W_OK) else Path(tempfile.gettempdir())


def _home(base: Path) -> Path:
    """Return the folder of all sessions of this user; one that somebody else has laid there is not used."""
    home = base / f"dicas-desktop-{os.getuid() if sys.platform != 'win32' else 'user'}"
    with suppress(FileExistsError):
        home.mkdir(mode=0o700)
    state = home.lstat()
    mine = sys.platform == "win32" or (state.st_uid == os.getuid() and not state.st_mode & 0o077)
    return home if home.is_dir() and not home.is_symlink() and mine else Path(tempfile.mkdtemp(dir=base))


def _clear(home: Path) -> None:
    for folder in home.glob("session-*"):
        try:
            with (folder / _ALIVE).open("r+", encoding="utf-8") as alive:
                dead = hold(alive) is not False
        except FileNotFoundError:
            dead = False  # one that is just being made
        except OSError:
            continue
        if dead:
            shutil.rmtree(folder, ignore_errors=True)
