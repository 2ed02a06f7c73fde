"""The history of one record, and the list of steps, read from the journal."""

from dataclasses import dataclass
from typing import Any

from dicas_desktop.store.db import Db
from dicas_desktop.store.journal import StepRow, read_values

_STEP_COLUMNS = "id, uid, label, who, workstation, at_utc, kind, undoes, change_count, digest"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one step did to one record. `changes` are (column, before, after) in stored values."""

    step_id: int
    label: str
    who: str
    workstation: str
    at_utc: str
    kind: str
    operation: str
    changes: tuple[tuple[str, Any, Any], ...]


def history(db: Db, table: str, row_id: int) -> list[HistoryEntry]:
    """Return what happened to a record, newest first."""
    rows = db.execute(
        "SELECT s.id, s.label, s.who, s.workstation, s.at_utc, s.kind, c.operation, c.before, c.after "
        "FROM journal_changes c JOIN journal_steps s ON s.id = c.step_id "
        f"WHERE c.row_uid = (SELECT uid FROM {table} WHERE id = ?) ORDER BY c.id DESC",
        (row_id,),
    )
    return [
        HistoryEntry(step_id, label, who, workstation, at, kind, operation, _changes(before, after))
        for step_id, label, who, workstation, at, kind, operation, before, after in rows
    ]


def steps(db: Db, limit: int = 200, before: int | None = None) -> list[StepRow]:
    """Return the newest steps of the journal (older than step `before`), newest first."""
    rows = db.execute(
        f"SELECT {_STEP_COLUMNS} FROM journal_steps WHERE ? IS NULL OR id < ? ORDER BY id DESC LIMIT ?",
        (before, before, limit),
    )
    return [StepRow(*row) for row in rows]


def _changes(before: str | None, after: str | None) -> tuple[tuple[str, Any, Any], ...]:
    old, new = read_values(before), read_values(after)
    told = ((name, old.get(name), new.get(name)) for name in dict.fromkeys((*old, *new)))
    return tuple(change for change in told if change[1] != change[2])  # rows in bulk also name their empty columns
