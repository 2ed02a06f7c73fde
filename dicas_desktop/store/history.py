"""The history of one record, and the list of steps, read from the journal."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.ids import canonical_reference
from dicas_desktop.domain.zones import TOKYO
from dicas_desktop.store.db import Db
from dicas_desktop.store.journal import StepRow, read_values

_STEP_COLUMNS = "id, uid, label, who, workstation, at_utc, kind, undoes, change_count, digest"
_S_COLUMNS = ", ".join(f"s.{name}" for name in _STEP_COLUMNS.split(", "))


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which steps of the journal are asked for; what is empty asks for nothing. All that is given must hold.

    `text` stands in the label; `since` and `until` are days (ISO) of Tokyo, both included; `record` is a uid.
    """

    text: str = ""
    who: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    record: str = ""

    @property
    def everything(self) -> bool:
        """No step is left out."""
        return not any(astuple(self))


@dataclass(frozen=True, slots=True)
class Listed:
    """A step, which later one took it back, and by how many seconds its clock stands before the step before it."""

    step: StepRow
    undone_by: int | None
    clock_back: int


def history(db: Db, table: str, row_id: int) -> list[HistoryEntry]:
    """Return what happened to a record, newest first; also to one that is no longer in its table."""
    rows = db.execute(
        "SELECT s.id, s.label, s.who, s.workstation, s.at_utc, s.kind, c.operation, c.before, c.after "
        "FROM journal_changes c JOIN journal_steps s ON s.id = c.step_id WHERE c.row_uid = ? ORDER BY c.id DESC",
        (uid_of(db, table, row_id),),
    )
    return [
        HistoryEntry(step_id, label, who, workstation, at, kind, operation, _changes(before, after))
        for step_id, label, who, workstation, at, kind, operation, before, after in rows
    ]


def uid_of(db: Db, table: str, row_id: int) -> str | None:
    """Return the uid of a record, from the journal if its table has it no more, None if it never was."""
    found: str | None = db.execute(f"SELECT uid FROM {table} WHERE id = ?", (row_id,)).scalar()
    if found is None:  # ids are never given again, so the journal knows whose it was; this reads all of it
        found = db.execute(
            "SELECT row_uid FROM journal_changes WHERE table_name = ? AND row_id = ? LIMIT 1", (table, row_id)
        ).scalar()
    return found


def steps(db: Db, limit: int = 200, before: int | None = None) -> list[StepRow]:
    """Return the newest steps of the journal (older than step `before`), newest first."""
    rows = db.execute(
        f"SELECT {_STEP_COLUMNS} FROM journal_steps WHERE ? IS NULL OR id < ? ORDER BY id DESC LIMIT ?",
        (before, before, limit),
    )
    return [StepRow(*row) for row in rows]


def step_ids(db: Db, wanted: Wanted = Wanted()) -> "array[int]":
    """Return the numbers of the steps that are asked for, newest first."""
    where, parameters = ["1"], []
    for clause, value in _clauses(wanted):
        if value:
            where.append(clause)
            parameters.append(value)
    statement = f"SELECT id FROM journal_steps s WHERE {' AND '.join(where)} ORDER BY id DESC"
    return array("q", db.execute(statement, parameters).scalars())


def listed(db: Db, ids: Sequence[int]) -> list[Listed]:
    """Return these steps in this order, each with what became of it."""
    marks = ", ".join("?" * len(ids))
    rows = db.execute(
        f"SELECT {_S_COLUMNS}, p.at_utc FROM journal_steps s LEFT JOIN journal_steps p ON p.id = s.id - 1 "
        f"WHERE s.id IN ({marks})",
        list(ids),
    )
    found = {row[0]: (StepRow(*row[:-1]), row[-1]) for row in rows}
    undone: dict[int, int | None] = {}
    for step_id, kind, undoes in db.execute(
        f"SELECT id, kind, undoes FROM journal_steps WHERE undoes IN ({marks}) ORDER BY id", list(ids)
    ):
        undone[undoes] = step_id if kind == "undo" else None
    return [Listed(step, undone.get(step.id), _seconds_back(step.at_utc, before))
            for step, before in (found[i] for i in ids if i in found)]  # fmt: skip


def writers(db: Db) -> list[str]:
    """Return who has ever written in this journal, by name."""
    return db.execute("SELECT DISTINCT who FROM journal_steps ORDER BY who").scalars()


def record_in(db: Db, text: str) -> tuple[str, int] | None:
    """Return table and id of the record whose reference is typed (AI-0012, in the bin too), None if it is none."""
    ref = canonical_reference(text)
    for entity in ENTITIES.values():
        if ref is not None and entity.prefix == ref.partition("-")[0]:
            row_id = db.execute(f"SELECT id FROM {entity.table} WHERE ref = ?", (ref,)).scalar()
            return None if row_id is None else (entity.table, int(row_id))
    return None


def _clauses(wanted: Wanted) -> Iterator[tuple[str, str]]:
    literal = wanted.text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    yield "s.label LIKE ? ESCAPE '\\'", f"%{literal}%" if literal else ""
    yield "s.who = ?", wanted.who
    yield "s.kind = ?", wanted.kind
    yield "s.at_utc >= ?", _midnight(wanted.since, 0)
    yield "s.at_utc < ?", _midnight(wanted.until, 1)
    yield "s.id IN (SELECT step_id FROM journal_changes WHERE row_uid = ?)", wanted.record


def _midnight(day: str, days_on: int) -> str:
    """The moment at which a day of Tokyo begins, so many days on, as the journal writes moments."""
    if not day:
        return ""
    begin = datetime.combine(date.fromisoformat(day), time(), ZoneInfo(TOKYO)) + timedelta(days=days_on)
    return begin.astimezone(UTC).isoformat(timespec="milliseconds")


def _seconds_back(at: str, before: str | None) -> int:
    """By how much the clock of a step stands before that of the step that was written before it."""
    if before is None or before <= at:  # ISO 8601 in UTC sorts as time does
        return 0
    gone = datetime.fromisoformat(before) - datetime.fromisoformat(at)
    return max(1, round(gone.total_seconds()))


def _changes(before: str | None, after: str | None) -> tuple[tuple[str, Any, Any], ...]:
    old, new = read_values(before), read_values(after)
    told = ((name, old.get(name), new.get(name)) for name in dict.fromkeys((*old, *new)))
    return tuple(change for change in told if change[1] != change[2])  # rows in bulk also name their empty columns
