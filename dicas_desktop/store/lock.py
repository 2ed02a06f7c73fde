"""One writer at a time: an owner file beside the workspace, held by a lock of the operating system.

The lock goes with the process, so an owner file left by a crash holds nobody out.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from dicas_desktop.domain.texts import _
from dicas_desktop.store.faults import InUse, ReadOnlyFile
from dicas_desktop.store.journal import Who

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class OwnerLock:
    """The right to write one workspace, held until `release`."""

    def __init__(self, path: Path, who: Who, at_utc: str) -> None:
        """Take the lock. InUse, naming the owner, if another process holds it."""
        real = path.resolve()  # two links to one workspace are one workspace
        self._path = real.with_name(f".{real.name}.owner")
        self._file = self._take(path.name)
        self._file.seek(0)
        self._file.truncate()
        json.dump({"who": who.name, "workstation": who.workstation, "at_utc": at_utc, "pid": os.getpid()}, self._file)
        self._file.flush()

    def release(self) -> None:
        """Give the right up and remove the owner file."""
        if self._file.closed:
            return
        if sys.platform == "win32":  # an open file cannot be removed there
            self._file.close()
            with suppress(OSError):
                self._path.unlink()
        else:
            self._path.unlink(missing_ok=True)
            self._file.close()

    def _take(self, name: str) -> IO[str]:
        """Open and lock the owner file that bears the name now, not one that its owner has just removed."""
        while True:
            try:
                file = self._path.open("a+", encoding="utf-8")
            except OSError as error:
                text = _("The folder of {name} cannot be written ({reason}): open it read-only.")
                raise ReadOnlyFile(text.format(name=name, reason=error.strerror or error)) from error
            try:
                _hold(file)
            except OSError:
                owner = _read_owner(file)
                file.close()
                text = _("{name} is in use by {owner}: close it there, or open it read-only.")
                raise InUse(text.format(name=name, owner=owner)) from None
            if _is_at(file, self._path):
                return file
            file.close()


def _hold(file: IO[str]) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_at(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _read_owner(file: IO[str]) -> str:
    file.seek(0)
    try:
        owner = json.loads(file.read())
        return _("{who} on {workstation} since {at}").format(
            who=owner["who"], workstation=owner["workstation"], at=owner["at_utc"]
        )
    except (ValueError, KeyError, TypeError):
        return _("another program")
