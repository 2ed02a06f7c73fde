"""The permanent journal: steps with their changes, chained by SHA-256. Undo, history, audit and exchange read it.

A step's digest is SHA-256 over the digest of the step before, the step's own columns and its changes in order, each
part preceded by its length, so that no two journals give the same bytes. Changing, removing, inserting or swapping
anything before the head therefore changes the head.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.connection import Connection

Changed = dict[str, set[int]]  # ids by table
UNDOABLE = ("edit", "import")
# Steps that record an event of the file: they stand in the journal also when no record changed.
EVENTS = ("create", "migrate", "restore", "recover", "take_over", "passphrase", "consent", "compact", "note")
FROM_ELSEWHERE = ("import", "merge", "migrate", "restore", "recover")  # steps that brought records no officer entered
_BARRIERS = ("create", "migrate", "restore", "recover")  # the content came from elsewhere: nothing before is undone
_REMEMBERED_STEPS = 5_000  # how far back undo reaches


class Who(NamedTuple):
    """Who writes: the officer's chosen name beside the account, and the machine's name."""

    name: str
    workstation: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row of `journal_steps`."""

    id: int
    uid: str
    label: str
    who: str
    workstation: str
    at_utc: str
    kind: str
    undoes: int | None
    change_count: int
    digest: str


class Head(NamedTuple):
    """Where the journal stands: number of steps, digest of the last one, its time (UTC, ISO 8601)."""

    steps: int
    digest: str
    at: str | None

    @property
    def short(self) -> str:
        """First eight digits of the digest, in two groups, as printed on papers."""
        return f"{self.digest[:4]} {self.digest[4:8]}"


@dataclass(slots=True)
class UndoStacks:
    """What can be undone and redone: step ids, the next one last."""

    undo: list[int] = field(default_factory=list)
    redo: list[int] = field(default_factory=list)

    def apply(self, step_id: int, kind: str, undoes: int | None) -> None:
        """Take one more step of the journal into account."""
        if kind in UNDOABLE:
            self.undo.append(step_id)
            self.redo.clear()
        elif kind == "undo" and undoes is not None:
            self.undo = [s for s in self.undo if s != undoes]
            self.redo.append(undoes)
        elif kind == "redo" and undoes is not None:
            self.redo = [s for s in self.redo if s != undoes]
            self.undo.append(undoes)
        elif kind in _BARRIERS:
            self.undo.clear()
            self.redo.clear()


def read_stacks(raw: Connection) -> UndoStacks:
    """Fold the newest steps of the journal into what can be undone and redone now."""
    rows = raw.execute(
        "SELECT id, kind, undoes FROM journal_steps ORDER BY id DESC LIMIT ?", (_REMEMBERED_STEPS,)
    ).fetchall()
    stacks = UndoStacks()
    for row in reversed(rows):
        stacks.apply(*row)
    return stacks


def read_head(raw: Connection) -> Head:
    """Return the head of the journal."""
    row = raw.execute("SELECT id, digest, at_utc FROM journal_steps ORDER BY id DESC LIMIT 1").fetchone()
    return Head(0, "0" * 64, None) if row is None else Head(*row)


# One change as text, each column preceded by its length: what `_framed` makes of them in Python, four times as fast.
FRAMED = " || ".join(
    f"CASE WHEN {column} IS NULL THEN '-' ELSE length({column}) || ':' || {column} END"
    for column in ("table_name", "row_id", "row_uid", "operation", "before", "after")
)


def digest_of(step: StepRow, before: str, changes: Iterable[str]) -> str:
    """Return the hex digest of a step; `changes` are its changes in order, each as `FRAMED` reads it."""
    parts = (before, step.id, step.uid, step.label, step.who, step.workstation, step.at_utc, step.kind,
             step.undoes, step.change_count)  # fmt: skip
    # imported here: the library of hashes costs 4 ms that reading a file need not pay
    import hashlib

    digest = hashlib.sha256(_framed(parts))
    for change in changes:
        digest.update(change.encode())
    return digest.hexdigest()


def framed_changes(raw: Connection, step_id: int) -> Iterator[str]:
    """Yield the changes of a step in the order in which they happened, ready for its digest."""
    return read_changed(raw, step_id, {}, {}, {})


def read_changed(raw: Connection, step_id: int, changed: Changed, new: Changed, texts: Changed) -> Iterator[str]:
    """Yield the same, and note on the way which records were touched: reading a large step twice takes its time.

    `texts` gets those of them whose words may be others than before.
    """
    rows = raw.execute(
        f"SELECT table_name, operation, row_id, {FRAMED} FROM journal_changes WHERE step_id = ? ORDER BY id", (step_id,)
    )
    for (table, operation), some in groupby(rows, key=itemgetter(0, 1)):
        touched = [changed.setdefault(table, set()).add]
        with_words = texts.setdefault(table, set()).add
        if operation == "I":
            touched.append(new.setdefault(table, set()).add)
        keys = _keys_of_words(table) if operation == "U" else ("",)
        for _table, _operation, row_id, framed in some:
            for touch in touched:
                touch(row_id)
            if any(key in framed for key in keys):
                with_words(row_id)
            yield framed


@cache
def _keys_of_words(table: str) -> tuple[str, ...]:
    """Return how the columns stand in a change that decide what a record is found by; all are taken if not known."""
    entity = ENTITIES.get(table)
    if entity is None:
        return ("",)
    names = (f.name for f in entity.fields if f.kind in WORDS)
    return tuple(f'"{name}":' for name in ("ref", "slug", "deleted_at", *names))


def _framed(parts: tuple[Any, ...]) -> bytes:
    """The parts one after the other, each with its length before it; what is empty is not the empty text."""
    return "".join("-" if part is None else f"{len(text := str(part))}:{text}" for part in parts).encode()


def read_values(text: str | None) -> dict[str, Any]:
    """Return the columns that a change holds, none for None. UserProblem if another program spoiled them."""
    if text is None:
        return {}
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise UserProblem(_("A change in the journal cannot be read: run Check to see which step it belongs to."))
    return values


def changes_of(raw: Connection, step_id: int) -> Iterator[tuple[Any, ...]]:
    """Yield the changes of a step in the order in which they happened."""
    return iter(
        raw.execute(
            "SELECT table_name, row_id, row_uid, operation, before, after FROM journal_changes "
            "WHERE step_id = ? ORDER BY id",
            (step_id,),
        )
    )


def write_step(raw: Connection, step: StepRow) -> None:
    """Insert the finished step."""
    raw.execute(
        "INSERT INTO journal_steps (id, uid, label, who, workstation, at_utc, kind, undoes, change_count, digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (step.id, step.uid, step.label, step.who, step.workstation, step.at_utc, step.kind, step.undoes,
         step.change_count, step.digest),
    )  # fmt: skip


def label_of(raw: Connection, step_id: int) -> str:
    """Return the label of a step."""
    label: str = raw.execute("SELECT label FROM journal_steps WHERE id = ?", (step_id,)).fetchone()[0]
    return label


def reverse(raw: Connection, step_id: int) -> None:
    """Take the changes of a step back, last one first, inside the open step.

    UserProblem if a row no longer is as the step left it: a later step stands in the way.
    """
    changes = list(changes_of(raw, step_id))
    for table, _row_id, uid, operation, before, after in reversed(changes):
        expect(raw, step_id, table, uid, operation, None if operation == "D" else read_values(after))
        _set_row(raw, table, uid, operation, read_values(before))


def repeat(raw: Connection, step_id: int) -> None:
    """Make the changes of an undone step again, in their order, inside the open step."""
    opposite = {"I": "D", "D": "I", "U": "U"}
    for table, _row_id, uid, operation, before, after in list(changes_of(raw, step_id)):
        expect(raw, step_id, table, uid, operation, None if operation == "I" else read_values(before))
        _set_row(raw, table, uid, opposite[operation], read_values(after))


def expect(raw: Connection, step_id: int, table: str, uid: str, operation: str, values: dict[str, Any] | None) -> None:
    """UserProblem if a row is not as the step left it (None: it is gone); it names the step that stands in the way."""
    cursor = raw.execute(f"SELECT * FROM {table} WHERE uid = ?", (uid,))
    row = cursor.fetchone()
    if values is None and row is None:
        return
    differing: set[str] = set()
    if values is not None and row is not None:
        found = dict(zip((column[0] for column in cursor.description), row, strict=True))
        # a change of the whole row leaves its empty columns out: they must be empty still
        names = values if operation == "U" else found
        differing = {name for name in names if found.get(name) != values.get(name)}
        if not differing:
            return
    blame = _blamed(raw, step_id, uid, differing)
    raise UserProblem(
        _("“{label}” cannot be taken back: {later} has changed the same record since. Undo that first.").format(
            label=label_of(raw, step_id), later=_("another program") if blame is None else f"“{blame}”"
        )
    )


def _blamed(raw: Connection, step_id: int, uid: str, columns: set[str]) -> str | None:
    """Return the label of the last step after `step_id` that changed one of these columns (none: the whole row)."""
    later = raw.execute(
        "SELECT s.label, c.operation, c.after FROM journal_changes c JOIN journal_steps s ON s.id = c.step_id "
        "WHERE c.row_uid = ? AND c.step_id > ? ORDER BY c.id DESC",
        (uid, step_id),
    )
    for label, operation, after in later:
        if operation != "U" or not columns.isdisjoint(read_values(after)):
            return str(label)
    return None


def _set_row(raw: Connection, table: str, uid: str, operation: str, before: dict[str, Any]) -> None:
    if operation == "I":
        raw.execute(f"DELETE FROM {table} WHERE uid = ?", (uid,))
    elif operation == "D":
        marks = ", ".join("?" * len(before))
        raw.execute(f"INSERT INTO {table} ({', '.join(before)}) VALUES ({marks})", tuple(before.values()))
    else:
        pairs = ", ".join(f"{name} = ?" for name in before)
        raw.execute(f"UPDATE {table} SET {pairs} WHERE uid = ?", (*before.values(), uid))
