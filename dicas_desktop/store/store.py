"""One workspace file: read it, write it in labelled steps, undo and redo them, hear of changes."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.zones import TOKYO
from dicas_desktop.store import check, history, journal, schema
from dicas_desktop.store.connection import DatabaseError
from dicas_desktop.store.db import Db
from dicas_desktop.store.faults import Damaged, ReadOnlyFile, TakenOver, WrongPassphrase, problem_of
from dicas_desktop.store.files import Mode, OpenFile, create_file, open_file, refuse_risk
from dicas_desktop.store.history import HistoryEntry
from dicas_desktop.store.hold import Hold
from dicas_desktop.store.journal import Changed, Head, Who
from dicas_desktop.store.trial import trial_of
from dicas_desktop.store.whereabouts import risk_of
from dicas_desktop.store.writer import Title, Writer

if TYPE_CHECKING:
    from dicas_desktop.store.lock import OwnerLock
    from dicas_desktop.store.step import Step


class Store:
    """An open workspace, made by `create_store` and `open_store`. Any thread may read; one step is open at a time."""

    def __init__(self, file: OpenFile, who: Who, now: Callable[[], datetime]) -> None:
        """Take an opened file. `now` gives the time in UTC."""
        self.hold = Hold(file, who, now)
        self._subscribers: list[Callable[[Changed], None]] = []
        self.path: Path = file.path
        self.encrypted = file.key is not None
        self.who = who
        self.lens: tuple[str, int] | None = None  # the deadline that was chosen; None: the next 2+2 (see `store.lens`)
        # the day that counts as today where a typed "2+2" means the next one; whoever has a clock of its own sets it
        self.today: Callable[[], date] = lambda: now().astimezone(ZoneInfo(TOKYO)).date()
        try:
            with self.read() as db:
                self.trial = trial_of(db.raw)
                self.ceiling: str = db.execute("SELECT value FROM store_facts WHERE name = 'ceiling'").scalar() or "U"
        except UserProblem:
            self.hold.close()
            raise
        self.read_only = file.lock is None or self.trial is not None
        self.notes = _notes(file)  # sentences about the file that whoever opens it should see

    @property
    def entities(self) -> dict[str, Entity]:
        """The declarations of every table, in sidebar order."""
        return ENTITIES

    @property
    def head(self) -> Head:
        """Where the journal stands."""
        with self.read() as db:
            return journal.read_head(db.raw)

    @property
    def undo_label(self) -> str | None:
        """Label of the step that undo would take back, None if there is none."""
        return self._label(self.hold.writer.stacks.undo if self.hold.writer else [])

    @property
    def redo_label(self) -> str | None:
        """Label of the step that redo would make again, None if there is none."""
        return self._label(self.hold.writer.stacks.redo if self.hold.writer else [])

    @contextmanager
    def read(self) -> Iterator[Db]:
        """Give one snapshot for reading, usable in the thread that asked."""
        with self.hold.readers.snapshot() as db:
            yield db

    @contextmanager
    def write(self, label: str, kind: str = "edit") -> "Iterator[Step]":
        """Open one step. Leaving the block commits it; an exception leaves nothing, no step either."""
        with self._step(self.hold.must_write(), Title(label, kind)) as step:
            yield step

    def undo(self, step_id: int | None = None) -> str:
        """Take the last undoable step back, or this one of them; return its label. UserProblem if it cannot be."""
        writer = self.hold.must_write()
        with writer.turn:  # two threads must not take the same step
            if not writer.stacks.undo:
                raise UserProblem(_("There is nothing to undo."))
            target = writer.stacks.undo[-1] if step_id is None else step_id
            if target not in writer.stacks.undo:
                raise UserProblem(_("Step {n} is not one that can be undone now.").format(n=target))
            label = self._label([target]) or ""
            with self._step(writer, Title(_("Undo: {label}").format(label=label), "undo", target)) as step:
                journal.reverse(step.raw, target)
        return label

    def redo(self) -> str:
        """Make the last undone step again; return its label. UserProblem if there is none or it cannot be."""
        writer = self.hold.must_write()
        with writer.turn:  # two threads must not take the same step
            if not writer.stacks.redo:
                raise UserProblem(_("There is nothing to redo."))
            target = writer.stacks.redo[-1]
            label = self._label([target]) or ""
            with self._step(writer, Title(_("Redo: {label}").format(label=label), "redo", target)) as step:
                journal.repeat(step.raw, target)
        return label

    def history(self, table: str, row_id: int) -> list[HistoryEntry]:
        """Return what happened to a record, newest first."""
        with self.read() as db:
            return history.history(db, table, row_id)

    def check(self, progress: check.Progress = lambda _done, _total, _text: True) -> list[str]:
        """Return what is wrong with the file, one sentence each; empty if all is well (see `store.check`)."""
        # FTS5 checks what a used connection remembers of the index, and calls it corrupt after others wrote
        with self.hold.readers.snapshot(fresh=True) as db:
            return check.check(db, list(ENTITIES), progress)

    def subscribe(self, hear: Callable[[Changed], None]) -> Callable[[], None]:
        """Call `hear` after each commit with {table: ids}, in the thread that wrote; return how to stop it."""
        self._subscribers.append(hear)
        return lambda: self._subscribers.remove(hear)

    def close(self) -> None:
        """Let everything go; the write-ahead log is emptied into the file. Calling it twice does no harm."""
        self.hold.close()

    @contextmanager
    def _step(self, writer: Writer, title: Title) -> "Iterator[Step]":
        try:
            with writer.step(title, self._tell) as step:
                yield step
        except TakenOver:
            self.read_only = True
            raise

    def _label(self, stack: list[int]) -> str | None:
        if not stack:
            return None
        with self.read() as db:
            return journal.label_of(db.raw, stack[-1])

    def _tell(self, changed: Changed) -> None:
        for hear in tuple(self._subscribers):
            hear(changed)


def _notes(file: OpenFile) -> tuple[str, ...]:
    stale = file.lock.note if file.lock is not None else ""
    text = _("{name} lies {risk}: take care that nobody else writes to it.").format(name=file.path.name, risk=file.risk)
    torn = _(
        "The log of {name} ended in the middle of a change, which was not kept. If nothing was being written when the "
        "program stopped last, compare with a backup."
    ).format(name=file.path.name)
    return tuple(filter(None, (stale, text if file.risk else "", torn if file.torn_log else "")))


def create_store(
    path: Path,
    passphrase: str | None,
    *,
    who: Who,
    now: Callable[[], datetime],
    ceiling: str = "U",
    mode: Mode = Mode.WRITE,
) -> Store:
    """Make a new workspace, encrypted if a passphrase is given, and open it. UserProblem; never overwrites."""
    refuse_risk(path, risk_of(path), mode)
    create_file(path, passphrase, ceiling, now())
    store = None
    made = False
    try:
        store = open_store(path, passphrase, who=who, now=now, mode=mode)
        with store.write(_("Create the workspace, ceiling {ceiling}").format(ceiling=ceiling), kind="create"):
            pass
        made = True
    except ReadOnlyFile as problem:  # it was made a moment ago
        text = _("The disk is full: {name} was not made. Free some space and try again.")
        raise UserProblem(text.format(name=path.name)) from problem
    finally:
        if not made:
            if store is not None:
                store.close()
            for end in ("", "-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)
    return store


def open_store(
    path: Path,
    passphrase: str | None = None,
    *,
    who: Who,
    now: Callable[[], datetime],
    read_only: bool = False,
    mode: Mode = Mode.WRITE,
    progress: check.Progress = lambda _done, _total, _text: True,
) -> Store:
    """Open a workspace. UserProblem with its own sentence for each way to fail (see `files`, `faults`).

    A file of an older schema is brought to this program's, after a backup, which `progress` hears of and can stop
    (Cancelled); one that is taken over says so in its journal.
    """
    lock: OwnerLock | None = None
    store = None
    opened = False
    try:
        file = open_file(path, passphrase, who, now, mode=Mode.READ if read_only else mode)
        lock = file.lock
        _bring_up(file, who, now, progress)
        store = Store(file, who, now)
        _begin(store, lock)
        opened = True
    except (Damaged, WrongPassphrase) as problem:
        # imported here: most files are simply opened
        from dicas_desktop.store.backups import naming_newest

        told = naming_newest(problem, path, passphrase)
        if told is problem:
            raise
        raise told from problem
    finally:  # whatever went wrong, also in a migration, the right to write is given up
        if not opened and store is not None:
            store.close()
        elif not opened and lock is not None:
            lock.release()
    return store


def _begin(store: Store, lock: "OwnerLock | None") -> None:
    """Say in the journal that the file was taken over; from then on a restored one waits to be confirmed."""
    if lock is not None and lock.taken_from:
        with store.write(_("Take the file over from {owner}").format(owner=lock.taken_from), kind="take_over"):
            pass
    store.hold.on_trial = store.trial is not None


def _bring_up(file: OpenFile, who: Who, now: Callable[[], datetime], progress: check.Progress) -> None:
    try:
        with closing(file.reader()) as raw:
            if not schema.is_older(raw):
                return
    except DatabaseError as error:
        raise problem_of(error, file.path) from error
    # imported here: a file of the current schema, which nearly every one is, needs none of it
    from dicas_desktop.store import upgrade

    if file.lock is None:
        upgrade.refuse_older(file)
    told = _("Bringing {name} up to date: {what}")
    upgrade.upgrade_file(
        file, who, now, lambda done, total, what: progress(done, total, told.format(name=file.path.name, what=what))
    )
