"""The one writing connection of an open file: it opens steps and ends them with their journal row."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dicas_desktop.domain.ids import new_uid
from dicas_desktop.domain.problems import UserProblem, unstorable_text
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store import following, journal, papers, search, triggers
from dicas_desktop.store.connection import Connection, DatabaseError, connect, make_durable
from dicas_desktop.store.faults import problem_of, unstorable
from dicas_desktop.store.files import OpenFile
from dicas_desktop.store.journal import Changed, StepRow, Who
from dicas_desktop.store.meetings import guard

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step

_ENTITY_TABLES = (
    "SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND EXISTS "
    "(SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'deleted_batch')"
)


class Title(NamedTuple):
    """What a step is called, of which kind it is, and which step it takes back or makes again."""

    label: str
    kind: str
    undoes: int | None = None


class Writer:
    """Writes one step at a time, whichever thread asks, in `turn`. `stacks` tell what can be undone and redone."""

    def __init__(self, file: OpenFile, who: Who, now: Callable[[], datetime]) -> None:
        """Open the connection and make the journal's triggers on it. UserProblem if the file cannot be written."""
        self._file = file
        self._who = who
        self.now = now
        self.turn = threading.RLock()
        try:
            self._raw = connect(file.path, file.key, "rw")
        except DatabaseError as error:
            raise problem_of(error, file.path) from error
        try:
            make_durable(self._raw, log=not file.risk)
            triggers.install(self._raw, [row[0] for row in self._raw.execute(_ENTITY_TABLES)])
            self.stacks = journal.read_stacks(self._raw)
            self._inode = _identity(file.path)
            if not file.risk:
                _remove_empty_journal(file.path)
        except DatabaseError as error:
            self._raw.close()
            raise problem_of(error, file.path) from error

    @contextmanager
    def step(self, title: Title, hear: Callable[[Changed], None]) -> "Iterator[Step]":
        """Open a step; commit it at the end and tell `hear` what changed. An exception leaves nothing behind."""
        # imported here: the rules of the records bring SQLAlchemy, which a window's first rows need not wait for
        from dicas_desktop.store.step import Step

        if sentence := unstorable_text(N_("The name of the step"), title.label):
            raise UserProblem(sentence)
        with self.turn:
            raw = self._raw
            if raw.in_transaction:
                raise RuntimeError("a step is open already; one user action is one step")
            try:
                step_id = _begin(raw)
                self._refuse_if_lost()
                step = Step(raw, self.now())
                yield step
                changed = self._finish(step, step_id, title)
                kept = bool(changed) or title.kind in journal.EVENTS
                raw.execute("COMMIT" if kept else "ROLLBACK")
            except DatabaseError as error:
                raise problem_of(error, self._file.path) from error
            except (UnicodeEncodeError, OverflowError) as error:
                raise unstorable() from error
            finally:
                if raw.in_transaction:
                    raw.execute("ROLLBACK")
            if kept:
                self.stacks.apply(step_id, title.kind, title.undoes)
        if changed:
            hear(changed)

    def keep(self, name: str, value: str) -> None:
        """Keep a fact about the file under a name, beside its records: no step, nothing to undo."""
        self.aside("INSERT OR REPLACE INTO store_facts (name, value) VALUES (?, ?)", (name, value))

    def aside(self, statement: str, parameters: Sequence[object]) -> None:
        """Write into a table that is no part of the record, durable at once: no step, nothing to undo."""
        with self.turn:
            raw = self._raw
            try:
                raw.execute("BEGIN IMMEDIATE")
                self._refuse_if_lost()
                raw.execute(statement, parameters)
                raw.execute("COMMIT")
            except DatabaseError as error:
                raise problem_of(error, self._file.path) from error
            except UnicodeEncodeError as error:
                raise unstorable() from error
            finally:
                if raw.in_transaction:
                    raw.execute("ROLLBACK")

    def _refuse_if_lost(self) -> None:
        """Ask inside the transaction, which whoever takes the file over has to wait for: never two writers."""
        lock = self._file.lock
        if lock is not None and not lock.holds():
            raise lock.lost()
        if _identity(self._file.path) != self._inode:
            text = _(
                "{name} was removed or replaced by another program while it was open: nothing was written. Close it "
                "here, then put the file back, or restore a backup."
            )
            raise UserProblem(text.format(name=self._file.path.name))

    def close(self) -> None:
        """Empty the write-ahead log into the file and let the connection go."""
        with self.turn:
            with suppress(DatabaseError):
                self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._raw.close()

    def _finish(self, step: "Step", step_id: int, title: Title) -> Changed:
        raw = step.raw
        changed: Changed = {}
        new: Changed = {}
        step.moved = following.settle(raw, step_id, fit=title.kind not in ("undo", "redo"))
        count = raw.execute("SELECT count(*) FROM journal_changes WHERE step_id = ?", (step_id,)).fetchone()[0]
        if not count and title.kind not in journal.EVENTS:
            return {}
        guard.refuse(raw, step_id, title.kind, step.reason)
        papers.refuse_changes(raw, step_id, title.kind)
        at = step.now.isoformat(timespec="milliseconds")
        label = f"{title.label}: {step.reason}" if step.reason else title.label
        row = StepRow(step_id, new_uid(step.now), label, self._who.name, self._who.workstation, at, title.kind,
                      title.undoes, count, "")  # fmt: skip
        before = journal.read_head(raw).digest
        texts: Changed = {}
        digest = journal.digest_of(row, before, journal.read_changed(raw, step_id, changed, new, texts))
        journal.write_step(raw, replace(row, digest=digest))
        search.update(raw, texts, new)
        return changed


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells the file at this path from any other; writes to one that is gone would be lost with it."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _remove_empty_journal(path: Path) -> None:
    """Remove a rollback journal that an interrupted change of the log mode has left.

    SQLite plays back one that counts at the first read. What is still there beside a file with a write-ahead log has no
    content, and SQLite would leave it for ever.
    """
    with suppress(OSError):
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def _begin(raw: Connection) -> int:
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("PRAGMA defer_foreign_keys = ON")
    step_id = journal.read_head(raw).steps + 1
    raw.execute("DELETE FROM temp.current_step")
    raw.execute("INSERT INTO temp.current_step (id) VALUES (?)", (step_id,))
    return step_id
