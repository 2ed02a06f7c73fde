"""Giving the room that deleted pages take back to the disk. The journal and every record stay as they are.

SQLite writes the file anew without its free pages (VACUUM). What the journal holds is never made less: a journal that
forgets proves nothing. The step that records the compaction says the sizes before and after.
"""

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dicas_desktop.domain.texts import _
from dicas_desktop.store import backups
from dicas_desktop.store.backups import Backup
from dicas_desktop.store.check import Cancelled, Progress
from dicas_desktop.store.connection import DatabaseError, connect, make_durable
from dicas_desktop.store.faults import problem_of

if TYPE_CHECKING:
    from datetime import datetime

    from dicas_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class Compacted:
    """Sizes in bytes before and after, and the backup that was made before."""

    before: int
    after: int
    backup: Backup


@dataclass(frozen=True, slots=True)
class Room:
    """How large the file is, and how much of that holds nothing; bytes."""

    size: int
    free: int


def room(store: "Store") -> Room:
    """Return what compacting could give back."""
    names = ("page_size", "page_count", "freelist_count")
    with store.read() as db:  # SQLCipher gives some of these numbers as text
        page, pages, free = (int(db.execute(f"PRAGMA {name}").scalar()) for name in names)
    return Room(page * pages, page * free)


def megabytes(size: int) -> str:
    """Return a size as it is told: "12.3 MB"."""
    return f"{size / 1_000_000:,.1f} MB"


def compact(store: "Store", now: "datetime", progress: Progress = lambda _done, _total, _text: True) -> Compacted:
    """Back the workspace up, write its file anew without free pages, and record that. UserProblem if it cannot be."""
    writer = store.hold.must_write()
    with writer.turn:
        made = backups.back_up(store.hold.file, "compact", now, progress)
        before = room(store).size
        if not progress(0, 1, _("Compacting the file")):
            raise Cancelled
        _vacuum(store)
        after = room(store).size
        label = _("Compact the file: {before} became {after}")
        with store.write(label.format(before=megabytes(before), after=megabytes(after)), kind="compact"):
            pass
    return Compacted(before, after, made)


def _vacuum(store: "Store") -> None:
    file = store.hold.file
    if file.lock is not None and not file.lock.holds():
        raise file.lock.lost()
    try:
        with closing(connect(file.path, file.key, "rw")) as raw:
            make_durable(raw, log=not file.risk)
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DatabaseError as error:
        raise problem_of(error, file.path) from error
