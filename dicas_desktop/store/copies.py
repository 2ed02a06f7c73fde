"""Whole copies of a workspace, made beside it, and how one of them takes its place.

A copy has its own name until it is whole and on the disk; then one renaming makes it the file. So an interruption at
any point leaves either the old file or the new one.
"""

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store import check, journal
from dicas_desktop.store.connection import Connection, connect
from dicas_desktop.store.files import OpenFile
from dicas_desktop.store.journal import Head, Who
from dicas_desktop.store.writer import Title, Writer

_PAGES = 1_000  # copied between two reports of progress
_CACHE = 2_000  # KiB: each page is written once and never read again
_ENDS = ("", "-journal", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Content:
    """What one moment of a workspace holds: its identity, records of each kind outside the bin, head of its journal."""

    uid: str
    rows: Mapping[str, int]
    head: Head

    @property
    def total(self) -> int:
        """Records of all kinds."""
        return sum(self.rows.values())


def content_of(raw: Connection) -> Content:
    """Read what a connection sees. A kind of record that an older schema lacks is left out."""
    there = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    rows = {
        table: int(raw.execute(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL").fetchone()[0])
        for table in ENTITIES
        if table in there
    }
    uid = raw.execute("SELECT value FROM store_facts WHERE name = 'uid'").fetchone()
    return Content("" if uid is None else str(uid[0]), rows, journal.read_head(raw))


def copy_pages(source: Connection, target: OpenFile, progress: check.Progress, text: str) -> None:
    """Copy every page into a new file of `target`'s name; it is decrypted with one key and encrypted with the other.

    What is copied is the moment that `source` sees, if it is inside a transaction. Cancelled if `progress` says so.
    """

    def report(_status: int, remaining: int, total: int) -> None:
        if not progress(total - remaining, total, text):
            raise check.Cancelled

    target.path.touch(mode=0o600)
    with closing(connect(target.path, target.key, "rw")) as raw:
        raw.execute(f"PRAGMA cache_size = -{_CACHE}")
        source.backup(raw, pages=_PAGES, progress=report)
        raw.execute("PRAGMA journal_mode = DELETE")  # whole by itself, without a log beside it


def write_event(copy: OpenFile, label: str, kind: str, who: Who, now: Callable[[], datetime]) -> None:
    """Write one step into a copy that says what it came from; no record changes."""
    with closing(Writer(copy, who, now)) as writer, writer.step(Title(label, kind), lambda _changed: None):
        pass


def end_log(path: Path, key: str | None) -> None:
    """Empty the log of a file into it and remove it; waits for every other connection to end. DatabaseError if not."""
    with closing(connect(path, key, "rw")) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")


def take_place(copy: Path, real: Path) -> None:
    """Put a finished copy in the place of the file, whose log must be empty and gone."""
    if real.exists():
        shutil.copymode(real, copy)
    to_disk(copy)
    copy.replace(real)
    if sys.platform != "win32":
        to_disk(real.parent)


def to_disk(path: Path) -> None:
    """Wait until a file or the names in a folder are on the disk."""
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() or sys.platform != "win32" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Remove a copy with what SQLite has put beside it; what cannot be removed stays."""
    for end in _ENDS:
        with suppress(OSError):
            path.with_name(path.name + end).unlink(missing_ok=True)
