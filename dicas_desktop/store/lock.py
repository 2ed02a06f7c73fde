"""One writer at a time: an owner file beside the workspace, held by a lock of the operating system.

The lock goes with the process, so an owner file left by a crash holds nobody out.
"""

import json
import os
import sys
from pathlib import Path
from typing import IO

from dicas_desktop.domain.texts import _
from dicas_desktop.store.faults import InUse
from dicas_desktop.store.journal import Who

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class OwnerLock:
    """The right to write one workspace, held until `release`."""

    def __init__(self, path: Path, who: Who, at_utc: str) -> None:
        """Take the lock. InUse, naming the owner, if another process holds it."""
        self._path = path.with_name(f".{path.name}.owner")
        self._file: IO[str] = self._path.open("a+", encoding="utf-8")
        try:
            _hold(self._file)
        except OSError:
            owner = _read_owner(self._file)
            self._file.close()
            raise InUse(
                _("{name} is in use by {owner}: close it there, or open it read-only.").format(
                    name=path.name, owner=owner
                )
            ) from None
        self._file.seek(0)
        self._file.truncate()
        json.dump({"who": who.name, "workstation": who.workstation, "at_utc": at_utc, "pid": os.getpid()}, self._file)
        self._file.flush()

    def release(self) -> None:
        """Give the right up and remove the owner file."""
        if not self._file.closed:
            self._path.unlink(missing_ok=True)
            self._file.close()


def _hold(file: IO[str]) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _read_owner(file: IO[str]) -> str:
    file.seek(0)
    try:
        owner = json.loads(file.read())
        return _("{who} on {workstation} since {at}").format(
            who=owner["who"], workstation=owner["workstation"], at=owner["at_utc"]
        )
    except (ValueError, KeyError, TypeError):
        return _("another program")
