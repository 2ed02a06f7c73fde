"""Make and open workspace files. Each way to fail has its own sentence and leaves the disk as it was."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Flag, auto
from pathlib import Path

from dicas_desktop.domain.ids import new_uid
from dicas_desktop.domain.machine import has_room, is_there
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store import faults, schema, search
from dicas_desktop.store.connection import (
    APPLICATION_ID,
    PAGE_BYTES,
    PLAIN_HEADER,
    Connection,
    DatabaseError,
    connect,
)
from dicas_desktop.store.journal import Who
from dicas_desktop.store.key import SALT_BYTES, raw_key
from dicas_desktop.store.lock import OwnerLock
from dicas_desktop.store.wal import is_torn
from dicas_desktop.store.whereabouts import risk_of

# copies that are being made, until one takes the name of the file: of a new passphrase, a restore, an upgrade
REKEYED, RESTORED, UPGRADED = BESIDE = ".{name}.rekey", ".{name}.restore", ".{name}.upgrade"
_ANY_WRITE_BIT = 0o222
_READER_CACHE = 8_000  # KiB; a window has several readers, and each page is mostly read once
_TRIED = 64  # pages that a passphrase is tried on, when it does not fit the first


class Mode(Flag):
    """How a file is opened: to read; to write; taking it from another writer; although its folder is risky.

    FEWER lets a backup be restored that has fewer than half the records of now, KEEP needs no confirmation of it.
    """

    READ = 0
    WRITE = auto()
    TAKE_OVER = auto()
    INSIST = auto()
    FEWER = auto()
    KEEP = auto()


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that was found good: its path, its raw key (None: plain), the right to write it (None: read-only)."""

    path: Path
    key: str | None
    lock: OwnerLock | None
    immutable: bool = False
    risk: str = ""  # why its folder is no place to write in, see `whereabouts`
    torn_log: bool = False  # its log ended in the middle of something, see `wal`

    def reader(self) -> Connection:
        """Return a new connection that can only read."""
        raw = connect(self.path, self.key, "ro" if self.immutable else "rw", immutable=self.immutable)
        raw.execute("PRAGMA query_only = ON")
        raw.execute(f"PRAGMA cache_size = -{_READER_CACHE}")
        return raw


def create_file(path: Path, passphrase: str | None, ceiling: str, now: datetime) -> None:
    """Write a new, empty workspace. It is made beside the target and takes its name only when it is whole."""
    if passphrase is not None and not passphrase.strip():
        raise UserProblem(_("The passphrase is empty: enter one, or choose a plain file."))
    try:
        _refuse_target(path)
    except OSError as error:
        raise _not_made(path, error) from error
    key = None if passphrase is None else raw_key(passphrase, os.urandom(SALT_BYTES))
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    try:
        beside.touch(mode=0o600)
        raw = connect(beside, key, "rwc")
        try:
            raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            schema.upgrade(raw)
            search.create(raw)
            facts = {"ceiling": ceiling, "uid": new_uid(now), "created_at": now.isoformat(timespec="seconds")}
            raw.executemany("INSERT INTO store_facts (name, value) VALUES (?, ?)", facts.items())
            schema.note_program(raw)
            raw.execute("PRAGMA journal_mode = WAL")
        finally:
            raw.close()
        take_name(beside, path)
    except DatabaseError as error:
        raise faults.problem_of(error, path) from error
    except OSError as error:
        raise _not_made(path, error) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _refuse_target(path: Path) -> None:
    if path.exists():
        raise UserProblem(_("{path} exists already: choose another name; nothing was overwritten.").format(path=path))
    if not path.parent.is_dir():
        raise UserProblem(_("There is no folder {path}: make it first, or choose another.").format(path=path.parent))


def _not_made(path: Path, error: OSError) -> UserProblem:
    return UserProblem(_("{path} could not be made: {reason}.").format(path=path, reason=faults.reason_of(error, path)))


def take_name(beside: Path, path: Path) -> None:
    """Give a finished file its name. FileExistsError if that name is taken, however late."""
    try:
        # a link never replaces a file that came into being meanwhile, a rename would
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        beside.rename(path)


def open_file(
    path: Path, passphrase: str | None, who: Who, now: Callable[[], datetime], *, mode: Mode = Mode.WRITE
) -> OpenFile:
    """Look a file over without changing it and return what is needed to use it. UserProblem for each fault."""
    try:
        head = _first_bytes(path)
    except OSError as error:
        raise UserProblem(
            _("{path} could not be read: {reason}.").format(path=path, reason=error.strerror or error)
        ) from error
    real = path.resolve()  # SQLite keeps its log beside the file itself, not beside a link to it
    wal = real.with_name(real.name + "-wal").exists()
    whole = not wal and not _is_half_written(real)  # by itself, without what lies beside it
    encrypted = head != PLAIN_HEADER
    if encrypted:
        if whole:
            _refuse_odd_size(path)
        if passphrase is None:
            raise faults.NeedsPassphrase(_("{name} is encrypted: give its passphrase.").format(name=path.name))
    key = raw_key(passphrase or "", head) if encrypted else None
    writable = is_writable(path)
    # where SQLite can put nothing beside the file, not even what its connections share
    immutable = whole and not (writable and os.access(real.parent, os.W_OK) and has_room(real.parent))
    torn = wal and is_torn(real.with_name(real.name + "-wal"))  # before SQLite empties it into the file
    if wal:
        # a wrong key must not be tried with the log in sight: closing that connection would empty it into the file
        _try_key(OpenFile(path, key, None, immutable=True))
    # SQLite need not put its own files beside one that is no good
    look_over(OpenFile(path, key, None, immutable=whole))
    risk = risk_of(path)
    if mode is Mode.READ:
        return OpenFile(path, key, None, immutable, risk)
    lock = right_to_write(path, who, now, mode, risk)
    return OpenFile(path, key, lock, risk=risk, torn_log=torn)


def right_to_write(path: Path, who: Who, now: Callable[[], datetime], mode: Mode, risk: str | None = None) -> OwnerLock:
    """Take the right to write a file, or UserProblem, and remove what an interrupted change left beside it.

    `risk` is that of its folder, where it is known already.
    """
    if is_there(path) and not is_writable(path):
        raise faults.ReadOnlyFile(
            _("{name} is read-only: change its permission, or open it read-only.").format(name=path.name)
        )
    if not has_room(path.resolve().parent):
        raise faults.ReadOnlyFile(
            _("The disk of {name} is full: free some space to write, or open it read-only.").format(name=path.name)
        )
    refuse_risk(path, risk_of(path) if risk is None else risk, mode)
    lock = OwnerLock(path, who, now().isoformat(timespec="seconds"), take_over=bool(mode & Mode.TAKE_OVER))
    sweep(path.resolve())
    return lock


def is_writable(path: Path) -> bool:
    """Return whether the permissions of a file let it be written; root's right to write anything does not count."""
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & _ANY_WRITE_BIT)


def sweep(path: Path) -> None:
    """Remove the copy that an interrupted change has left beside a file. The caller holds the right to write."""
    for pattern in BESIDE:
        copy = path.with_name(pattern.format(name=path.name))
        for end in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                copy.with_name(copy.name + end).unlink(missing_ok=True)


def refuse_risk(path: Path, risk: str, mode: Mode) -> None:
    """RiskyFolder if the folder is no place to write in and nobody insists."""
    if risk and not mode & Mode.INSIST:
        text = _("{name} lies {risk}, where two writers could spoil it: open it read-only, or move it to a local disk.")
        raise faults.RiskyFolder(text.format(name=path.name, risk=risk))


def key_for(file: OpenFile, passphrase: str | None) -> str | None:
    """Return the raw key of a file that was opened before. WrongPassphrase if it is not the one."""
    if file.key is None:
        return None
    try:
        key = raw_key(passphrase or "", _first_bytes(file.path))
    except OSError as error:
        raise faults.missing(file.path) from error
    _try_key(OpenFile(file.path, key, None, immutable=True))
    return key


def _first_bytes(path: Path) -> bytes:
    if not path.exists():
        raise faults.missing(path)
    if not path.is_file():
        raise faults.not_a_workspace(path)
    with path.open("rb") as file:
        head = file.read(SALT_BYTES)
    if len(head) < SALT_BYTES:
        raise faults.not_a_workspace(path)
    return head


def _is_half_written(real: Path) -> bool:
    """Return whether a rollback journal lies beside a file, from which SQLite has to make it whole."""
    try:
        with real.with_name(f"{real.name}-journal").open("rb") as journal:
            return journal.read(1) not in (b"", b"\0")  # SQLite's own mark of one that has served
    except OSError:
        return False


def _refuse_odd_size(path: Path) -> None:
    if path.stat().st_size % PAGE_BYTES:
        raise faults.Damaged(
            _("{name} is not a DICAS workspace, or it was cut short: restore a backup.").format(name=path.name)
        )


def _try_key(file: OpenFile) -> None:
    """Try a key on the first page. A file that is shorter than that page says is whole if its log holds the rest.

    Whoever emptied the log into the file was killed, or found the disk full.
    """
    with _told(file):
        try:
            with closing(file.reader()) as raw:
                raw.execute("PRAGMA user_version").fetchone()
        except DatabaseError as error:
            if "malformed" not in str(error):
                raise
            # imported here: a file that is whole is not read page by page
            from dicas_desktop.store import pages

            if not pages.rest_is_in_log(file.path, file.key):
                raise


def look_over(file: OpenFile) -> None:
    """UserProblem if a file is not a workspace that this program can read; it is not changed."""
    with _told(file), closing(file.reader()) as raw:
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise faults.not_a_workspace(file.path)
        schema.refuse_newer(raw, file.path)
        raw.execute("SELECT count(*) FROM store_facts").fetchone()


@contextmanager
def _told(file: OpenFile) -> Iterator[None]:
    """Turn what SQLite says of a file that is being looked over into a sentence."""
    try:
        yield
    except DatabaseError as error:
        if file.key is not None and "not a database" in str(error):
            # imported here: a file that is whole is not read page by page
            from dicas_desktop.store import pages

            if pages.fits(file.path, file.key, _TRIED):  # the passphrase is right, the first page is not
                raise faults.damaged(file.path) from error
            raise faults.WrongPassphrase(
                _("The passphrase does not open {name}: type it again.").format(name=file.path.name)
            ) from error
        raise faults.problem_of(error, file.path) from error
