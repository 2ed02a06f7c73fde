"""One writer at a time: an owner file beside the workspace, held by a lock of the operating system.

The lock goes with the process, so an owner file left by a crash holds nobody out. Its content names the owner and bears
a token drawn for this opening: who takes a file over puts an owner file of his own in its place, and the one before
finds a token that is not his before his next write (`OwnerLock.holds`).
"""

import errno
import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from dicas_desktop.domain.clocks import in_both_capitals
from dicas_desktop.domain.texts import _
from dicas_desktop.store.faults import InUse, ReadOnlyFile, TakenOver
from dicas_desktop.store.journal import Who

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCKED_BYTE = 1 << 30  # Windows lets nobody read a locked byte: one beyond what is written
_MOST = 4_000  # characters read of an owner file, whoever wrote it
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)  # a link laid there would have another file written over
_HELD = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has a workspace open for writing. `at_utc` is ISO 8601; `token` is drawn at each opening."""

    who: str
    workstation: str
    at_utc: str
    pid: int
    token: str = ""

    def told(self) -> str:
        """Return the owner as told to an officer."""
        text = _("{who} on {workstation} since {at} (process {pid})")
        return text.format(who=self.who, workstation=self.workstation, at=_told_at(self.at_utc), pid=self.pid)


def _told_at(at_utc: str) -> str:
    """Return a moment on both clocks; what a foreign hand wrote into the file as it stands."""
    try:
        moment = datetime.fromisoformat(at_utc)
    except ValueError:
        return at_utc
    return in_both_capitals(moment) if moment.tzinfo is not None else at_utc


class OwnerLock:
    """The right to write one workspace, held until `release` or until somebody takes it over."""

    def __init__(self, path: Path, who: Who, at_utc: str, *, take_over: bool = False) -> None:
        """Take the lock. InUse, naming the owner, if somebody holds it, unless it is to be taken over.

        `taken_from` then names the one before, `note` tells of an owner file that a dead process has left.
        """
        real = path.resolve()  # two links to one workspace are one workspace
        self._name = path.name
        self._path = real.with_name(f".{real.name}.owner")
        self._mine = Owner(who.name, who.workstation, at_utc, os.getpid(), os.urandom(8).hex())
        self.taken_from = self.note = ""
        self._file = self._take(take_over=take_over)

    def holds(self) -> bool:
        """Return whether the owner file still is the one written here. Asked inside each transaction that writes."""
        try:
            with self._path.open(encoding="utf-8") as file:
                return not self._file.closed and _owner_in(file) == self._mine
        except (OSError, UnicodeDecodeError):
            return False

    def lost(self) -> TakenOver:
        """Return the problem of one who no longer holds the file: who has it, and what can be done."""
        try:
            with self._path.open(encoding="utf-8") as file:
                owner = _owner_in(file)
        except (OSError, UnicodeDecodeError):
            owner = None
        if owner is None:
            text = _("{name} lost its owner file: somebody else may have written. Close it and open it again.")
            return TakenOver(text.format(name=self._name))
        text = _(
            "{name} was taken over by {owner}: nothing was written. It can only be read here until that one closes."
        )
        return TakenOver(text.format(name=self._name, owner=owner.told()))

    def release(self) -> None:
        """Give the right up and remove the owner file, unless it is somebody else's by now."""
        if self._file.closed:
            return
        mine = _is_at(self._file, self._path) and _owner_in(self._file) in (self._mine, None)
        if sys.platform == "win32":  # an open file cannot be removed there
            self._file.close()
        if mine:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
        self._file.close()

    # ------------------------------------------------------------------ inside
    def _take(self, *, take_over: bool) -> IO[str]:
        """Open and lock the owner file that bears the name now, not one that its owner has just removed."""
        while True:
            file = self._open()
            held = hold(file)
            owner = _owner_in(file)
            if held is False or (held is None and owner is not None and _lives(owner, self._mine)):
                file.close()
                return self._displace(owner, take_over=take_over)
            if not _is_at(file, self._path):
                file.close()
                continue
            if owner is not None and owner.workstation != self._mine.workstation:
                # a share without locks, or a copy that a cloud service brought: that one may be writing now
                if not take_over:
                    file.close()
                    raise self._in_use(owner)
                self.taken_from = owner.told()
            elif owner is not None:
                text = _("The owner file of a program that ended without closing was cleared: {owner}.")
                self.note = text.format(owner=owner.told())
            self._begin(file, self._path)
            return file

    def _begin(self, file: IO[str], path: Path) -> None:
        """Write who has it. ReadOnlyFile if that cannot be, and no owner file stays that names nobody."""
        try:
            self._write(file)
        except OSError as error:
            with suppress(OSError):
                path.unlink()
            with suppress(OSError):  # what was not written is tried again
                file.close()
            raise self._read_only(error) from error

    def _open(self) -> IO[str]:
        try:
            return os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600), "r+", encoding="utf-8")
        except OSError as error:
            raise self._read_only(error) from error

    def _read_only(self, error: OSError) -> ReadOnlyFile:
        text = _("The folder of {name} cannot be written ({reason}): open it read-only.")
        return ReadOnlyFile(text.format(name=self._name, reason=error.strerror or error))

    def _displace(self, owner: Owner | None, *, take_over: bool) -> IO[str]:
        """Put an owner file of this process in the place of one that is held."""
        if not take_over:
            raise self._in_use(owner)
        self.taken_from = owner.told() if owner else _("another program")
        beside = self._path.with_name(f"{self._path.name}-{self._mine.token}")
        file: IO[str] = os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "r+", encoding="utf-8")
        self._begin(file, beside)
        hold(file)
        try:
            beside.replace(self._path)
        except PermissionError:  # Windows renames over no open file: the token is put into the one that is there
            file.close()
            beside.unlink(missing_ok=True)
            file = self._open()
            self._write(file)
        return file

    def _write(self, file: IO[str]) -> None:
        file.seek(0)
        file.truncate()
        json.dump(asdict(self._mine), file)
        file.flush()

    def _in_use(self, owner: Owner | None) -> InUse:
        text = _("{name} is in use by {owner}: close it there, open it read-only, or take it over.")
        return InUse(text.format(name=self._name, owner=owner.told() if owner else _("another program")))


def hold(file: IO[str]) -> bool | None:
    """Lock an owner file. False: another process holds it; None: the file system has no locks."""
    try:
        if sys.platform == "win32":
            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in _HELD else None
    return True


def _is_at(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _owner_in(file: IO[str]) -> Owner | None:
    """Return whom an owner file names, None if it says nothing that makes sense."""
    file.seek(0)
    try:
        said = json.loads(file.read(_MOST))
        who, workstation, at = (" ".join(str(said[name]).split())[:200] for name in ("who", "workstation", "at_utc"))
        return Owner(who, workstation, at, int(said["pid"]), str(said.get("token", "")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def _lives(owner: Owner, mine: Owner) -> bool:
    """Return whether the owner may be at work, where no lock tells: on another machine, or in a process of this one."""
    if owner.workstation != mine.workstation or sys.platform == "win32":
        return True
    try:
        os.kill(owner.pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return owner.pid != mine.pid
