"""One workspace file: read it, write it in labelled steps, undo and redo them, hear of changes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dicas_desktop.domain.ids import new_uid
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store import check, history, journal, search, triggers
from dicas_desktop.store.connection import Connection, DatabaseError, connect, make_durable
from dicas_desktop.store.db import Db
from dicas_desktop.store.faults import problem_of
from dicas_desktop.store.files import OpenFile, create_file, open_file
from dicas_desktop.store.history import HistoryEntry
from dicas_desktop.store.journal import Head, StepRow, Who

if TYPE_CHECKING:
    from dicas_desktop.domain.declaration import Entity
    from dicas_desktop.store.step import Step


class Store:
    """An open workspace, made by `create_store` and `open_store`. Any thread may read; one step is open at a time."""

    def __init__(self, file: OpenFile, who: Who, now: Callable[[], datetime]) -> None:
        """Take an opened file. `now` gives the time in UTC."""
        self._file = file
        self.path: Path = file.path
        self.encrypted = file.key is not None
        self.read_only = file.lock is None
        self.who = who
        self._now = now
        self._writing = threading.RLock()
        self._readers: list[Connection] = []
        self._readers_lock = threading.Lock()
        self._subscribers: list[Callable[[dict[str, set[int]]], None]] = []
        self._writer: Connection | None = None
        self._stacks = journal.UndoStacks()
        with self.read() as db:
            self.ceiling: str = db.execute("SELECT value FROM store_facts WHERE name = 'ceiling'").scalar() or "U"
        if not self.read_only:
            self._open_writer()

    @property
    def entities(self) -> "dict[str, Entity]":
        """The declarations of every table, in sidebar order."""
        # imported here: the entity classes bring SQLAlchemy, which a window's first rows need not wait for
        from dicas_desktop.domain.entities import ENTITIES

        return ENTITIES

    @property
    def head(self) -> Head:
        """Where the journal stands."""
        with self.read() as db:
            return journal.read_head(db.raw)

    @property
    def undo_label(self) -> str | None:
        """Label of the step that undo would take back, None if there is none."""
        return self._label(self._stacks.undo)

    @property
    def redo_label(self) -> str | None:
        """Label of the step that redo would make again, None if there is none."""
        return self._label(self._stacks.redo)

    @contextmanager
    def read(self) -> Iterator[Db]:
        """Give one snapshot for reading, usable in the thread that asked."""
        raw = self._take_reader()
        try:
            raw.execute("BEGIN")
            yield Db(raw)
        except DatabaseError as error:
            raise problem_of(error, self.path) from error
        finally:
            with suppress(DatabaseError):
                raw.execute("ROLLBACK")
            with self._readers_lock:
                self._readers.append(raw)

    @contextmanager
    def write(self, label: str, kind: str = "edit") -> "Iterator[Step]":
        """Open one step. Leaving the block commits it; an exception leaves nothing, no step either."""
        with self._step(label, kind, None) as step:
            yield step

    def undo(self) -> str:
        """Take the last undoable step back; return its label. UserProblem if there is none or it cannot be."""
        return self._invert("undo", self._stacks.undo, _("Undo: {label}"), _("There is nothing to undo."))

    def redo(self) -> str:
        """Make the last undone step again; return its label. UserProblem if there is none or it cannot be."""
        return self._invert("redo", self._stacks.redo, _("Redo: {label}"), _("There is nothing to redo."))

    def history(self, table: str, row_id: int) -> list[HistoryEntry]:
        """Return what happened to a record, newest first."""
        with self.read() as db:
            return history.history(db, table, row_id)

    def check(self, progress: check.Progress = lambda _done, _total, _text: True) -> list[str]:
        """Return what is wrong with the file, one sentence each; empty if all is well (see `store.check`)."""
        with self.read() as db:
            return check.check(db, list(self.entities), progress)

    def subscribe(self, hear: Callable[[dict[str, set[int]]], None]) -> Callable[[], None]:
        """Call `hear` after each commit with {table: ids}, in the thread that wrote; return how to stop it."""
        self._subscribers.append(hear)
        return lambda: self._subscribers.remove(hear)

    def close(self) -> None:
        """Empty the write-ahead log into the file and let everything go. Calling it twice does no harm."""
        with self._writing:
            if self._writer is not None:
                with suppress(DatabaseError):
                    self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            for raw in (*self._readers, *([self._writer] if self._writer is not None else [])):
                raw.close()
            self._readers, self._writer = [], None
            if self._file.lock is not None:
                self._file.lock.release()

    def _open_writer(self) -> None:
        self._writer = connect(self.path, self._file.key, "rw")
        try:
            make_durable(self._writer)
            tables = [row[0] for row in self._writer.execute(
                "SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND EXISTS "
                "(SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'deleted_batch')"
            )]  # fmt: skip
            triggers.install(self._writer, tables)
            self._stacks = journal.read_stacks(self._writer)
        except DatabaseError as error:
            raise problem_of(error, self.path) from error

    def _take_reader(self) -> Connection:
        with self._readers_lock:
            if self._readers:
                return self._readers.pop()
        return self._file.reader()

    def _label(self, stack: list[int]) -> str | None:
        if not stack:
            return None
        with self.read() as db:
            return journal.label_of(db.raw, stack[-1])

    def _invert(self, kind: str, stack: list[int], text: str, nothing: str) -> str:
        if not stack:
            raise UserProblem(nothing)
        target = stack[-1]
        with self.read() as db:
            label = journal.label_of(db.raw, target)
        with self._step(text.format(label=label), kind, target) as step:
            (journal.reverse if kind == "undo" else journal.repeat)(step.raw, target)
        return label

    @contextmanager
    def _step(self, label: str, kind: str, undoes: int | None) -> "Iterator[Step]":
        # imported here: see `entities`
        from dicas_desktop.store.step import Step

        if self._writer is None:
            raise UserProblem(_("{name} is open read-only: nothing can be changed.").format(name=self.path.name))
        with self._writing:
            raw = self._writer
            if raw.in_transaction:
                raise RuntimeError("a step is open already; one user action is one step")
            try:
                step_id = self._begin(raw)
                step = Step(raw, self._now())
                yield step
                changed = self._finish(raw, step, step_id, label, kind, undoes)
                raw.execute("COMMIT")
            except DatabaseError as error:
                raise problem_of(error, self.path) from error
            finally:
                if raw.in_transaction:
                    raw.execute("ROLLBACK")
        if changed:
            self._stacks.apply(step_id, kind, undoes)
            for hear in tuple(self._subscribers):
                hear(changed)

    def _begin(self, raw: Connection) -> int:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("PRAGMA defer_foreign_keys = ON")
        step_id = journal.read_head(raw).steps + 1
        raw.execute("DELETE FROM temp.current_step")
        raw.execute("INSERT INTO temp.current_step (id) VALUES (?)", (step_id,))
        return step_id

    def _finish(
        self, raw: Connection, step: "Step", step_id: int, label: str, kind: str, undoes: int | None
    ) -> dict[str, set[int]]:
        changed: dict[str, set[int]] = {}
        count = 0
        for table, row_id in raw.execute(
            "SELECT table_name, row_id FROM journal_changes WHERE step_id = ?", (step_id,)
        ):
            changed.setdefault(table, set()).add(row_id)
            count += 1
        if not count and kind != "create":
            return {}
        search.update(raw, changed)
        row = StepRow(step_id, new_uid(step.now), label, self.who.name, self.who.workstation,
                      step.now.isoformat(timespec="milliseconds"), kind, undoes, count, "")  # fmt: skip
        digest = journal.digest_of(row, journal.read_head(raw).digest, journal.changes_of(raw, step_id))
        journal.write_step(raw, replace(row, digest=digest))
        return changed


def create_store(
    path: Path, passphrase: str | None, *, who: Who, now: Callable[[], datetime], ceiling: str = "U"
) -> Store:
    """Make a new workspace, encrypted if a passphrase is given, and open it. UserProblem; never overwrites."""
    create_file(path, passphrase, ceiling, now())
    store = open_store(path, passphrase, who=who, now=now)
    with store.write(_("Create the workspace, ceiling {ceiling}").format(ceiling=ceiling), kind="create"):
        pass
    return store


def open_store(
    path: Path, passphrase: str | None = None, *, who: Who, now: Callable[[], datetime], read_only: bool = False
) -> Store:
    """Open a workspace. UserProblem with its own sentence for each way to fail (see `files`, `faults`)."""
    file = open_file(path, passphrase, who, now, read_only=read_only)
    try:
        return Store(file, who, now)
    except UserProblem:
        if file.lock is not None:
            file.lock.release()
        raise
