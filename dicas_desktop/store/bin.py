"""The bin: every deletion with all it took along, who and when; taking it out, also with what it belongs to; emptying.

A deletion is a batch: the records that one step put into the bin together. It comes out as a whole. Emptying takes the
rows out of their tables as a step like any other, so the journal still holds them and undo brings them back; to forget
them for good the workspace itself has to be removed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.told import called

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

DAYS = 90  # that a deletion stays in the bin before it may be emptied
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Batch:
    """What went to the bin together, and the uid of one of its records: by it the journal finds the step."""

    name: str
    uid: str = field(compare=False)  # whichever of them was met: a batch is known by its name


@dataclass(frozen=True, slots=True)
class Deletion:
    """One batch in the bin: its step, its first record, how many records of each kind lie there, when it went there."""

    batch: Batch
    step_id: int
    label: str
    who: str
    workstation: str
    deleted_at: str  # UTC, ISO 8601
    first: tuple[str, int]  # table and id of the record that was deleted; the rest went along
    called: str
    counts: Mapping[str, int]

    @property
    def size(self) -> int:
        """Number of records."""
        return sum(self.counts.values())

    def days_left(self, now: datetime) -> int:
        """Return how many whole days are left before it may be emptied, 0 if it may be."""
        return min(DAYS, max(0, DAYS - (now - datetime.fromisoformat(self.deleted_at)).days))


def batches(db: Db) -> list[Batch]:
    """Return every batch in the bin, the one deleted last first."""
    each = " UNION ALL ".join(
        f"SELECT deleted_batch AS batch, max(deleted_at) AS at, min(uid) AS uid FROM {table} "
        "WHERE deleted_batch IS NOT NULL GROUP BY deleted_batch"
        for table in ENTITIES
    )
    rows = db.execute(f"SELECT batch, min(uid) FROM ({each}) GROUP BY batch ORDER BY max(at) DESC, batch DESC")
    return [Batch(*row) for row in rows]


def batch_of(db: Db, table: str, row_id: int) -> Batch | None:
    """Return the batch in which a record lies in the bin, None if it does not."""
    row = db.execute(f"SELECT deleted_batch, uid FROM {table} WHERE id = ?", (row_id,)).first()
    return None if row is None or row[0] is None else Batch(*row)


def deletions(db: Db, wanted: Iterable[Batch]) -> list[Deletion]:
    """Return these batches in this order; one that is no longer in the bin is left out."""
    found = (_deletion(db, batch) for batch in wanted)
    return [deletion for deletion in found if deletion is not None]


def contents(db: Db, batch: Batch, most: int = _CHUNK) -> list[tuple[str, int, str]]:
    """Return (table, id, how it is called) of the records of a batch, kind by kind, at most so many."""
    found: list[tuple[str, int, str]] = []
    for table, ids in _rows(db, batch).items():
        records = fetch(db, table, ids[: most - len(found)])
        found += [(table, record.values["id"], called(table, record.values)) for record in records]
    return found


def parents_of(db: Db, wanted: Sequence[Batch]) -> list[Batch]:
    """Return the batches, other than these, that hold what their records belong to, and so on upwards."""
    found: dict[str, Batch] = {}
    waiting = list(wanted)
    while waiting:
        for above in _owners(db, waiting.pop(0)):
            if above.name not in found and all(above.name != batch.name for batch in wanted):
                found[above.name] = above
                waiting.append(above)
    return list(found.values())


def restore(store: "Store", wanted: Sequence[Batch]) -> str:
    """Take these batches out of the bin as one step; return what to tell. UserProblem if none is there any more."""
    with store.read() as db:
        found = deletions(db, wanted)
    if not found:
        raise UserProblem(_("This is no longer in the bin: reload the page."))
    name = " + ".join(deletion.called for deletion in found)
    with store.write(_("Restore from the bin: {records}").format(records=name)) as step:
        number = sum(step.restore(deletion.batch.name) for deletion in found)
    if number == len(found):
        return _("Out of the bin: {records}.").format(records=name)
    along = counted("{n} record", "{n} records", number - len(found))
    return _("Out of the bin: {records}, with {along} that went along.").format(records=name, along=along)


@dataclass(frozen=True, slots=True)
class Old:
    """What is older than the bin keeps: ids by table, and how many stay because a record elsewhere points to them."""

    rows: Mapping[str, frozenset[int]]
    kept: int

    @property
    def size(self) -> int:
        """Number of records that can go."""
        return sum(map(len, self.rows.values()))


def old(db: Db, now: datetime) -> Old:
    """Return what was deleted more than `DAYS` days before `now` and may be taken out of the tables."""
    before = (now - timedelta(days=DAYS)).isoformat(timespec="milliseconds")
    statement = "SELECT id FROM {table} WHERE deleted_batch IS NOT NULL AND deleted_at < ?"
    rows = {table: set(db.execute(statement.format(table=table), (before,)).scalars()) for table in ENTITIES}
    everything = sum(map(len, rows.values()))
    while held := _held(db, rows):
        for table, ids in held.items():
            rows[table] -= ids
    found = Old({table: frozenset(ids) for table, ids in rows.items() if ids}, 0)
    return Old(found.rows, everything - found.size)


def empty(store: "Store", now: datetime) -> int:
    """Take what is older than `DAYS` days out of the tables, as one step; return how many records."""
    with store.read() as db:
        going = old(db, now)
    if not going.size:
        raise UserProblem(_("Nothing in the bin is older than {n} days.").format(n=DAYS))
    label = counted("Empty the bin of {n} record", "Empty the bin of {n} records", going.size)
    with store.write(label) as step:
        for table, ids in going.rows.items():
            # it may have been taken out of the bin since it was asked for
            statement = f"DELETE FROM {table} WHERE id = ? AND deleted_batch IS NOT NULL"
            step.raw.executemany(statement, [(row_id,) for row_id in sorted(ids)])
    return going.size


def _deletion(db: Db, batch: Batch) -> Deletion | None:
    step = _step_of(db, batch)
    rows = _rows(db, batch)
    if step is None or not rows:
        return None
    table, ids = next(iter(rows.items()))
    first = fetch(db, table, ids[:1])[0].values
    counts = {name: len(some) for name, some in rows.items()}
    return Deletion(batch, *step, first["deleted_at"], (table, ids[0]), called(table, first), counts)


def _step_of(db: Db, batch: Batch) -> tuple[int, str, str, str] | None:
    """The step that put a batch into the bin: number, label, who, workstation."""
    row = db.execute(
        "SELECT s.id, s.label, s.who, s.workstation FROM journal_changes c JOIN journal_steps s ON s.id = c.step_id "
        "WHERE c.row_uid = ? AND instr(c.after, ?) ORDER BY c.id LIMIT 1",
        (batch.uid, batch.name),
    ).first()
    return None if row is None else (row[0], row[1], row[2], row[3])


def _rows(db: Db, batch: Batch) -> dict[str, list[int]]:
    """The records of a batch that are still in the bin, by table, in the order in which they went there.

    The journal is asked, because no table has an index over its bin.
    """
    step = _step_of(db, batch)
    told: dict[str, list[int]] = {}
    if step is not None:
        statement = "SELECT table_name, row_id FROM journal_changes WHERE step_id = ? AND instr(after, ?) ORDER BY id"
        for table, row_id in db.execute(statement, (step[0], batch.name)):
            told.setdefault(table, []).append(row_id)
    found = {table: _still(db, table, batch.name, ids) for table, ids in told.items()}
    return {table: ids for table, ids in found.items() if ids}


def _still(db: Db, table: str, name: str, ids: Sequence[int]) -> list[int]:
    there: set[int] = set()
    for chunk, marks in _chunks(ids):
        statement = f"SELECT id FROM {table} WHERE id IN ({marks}) AND deleted_batch = ?"
        there.update(db.execute(statement, (*chunk, name)).scalars())
    return [row_id for row_id in ids if row_id in there]


def _owners(db: Db, batch: Batch) -> list[Batch]:
    found: dict[str, Batch] = {}
    for table, ids in _rows(db, batch).items():
        for declared in ENTITIES[table].fields:
            if declared.owner:
                for chunk, marks in _chunks(ids):
                    owners = f"SELECT {declared.name} FROM {table} WHERE id IN ({marks})"
                    rows = db.execute(
                        f"SELECT deleted_batch, uid FROM {declared.target} WHERE id IN ({owners}) "
                        "AND deleted_batch IS NOT NULL ORDER BY id",
                        chunk,
                    )
                    for row in rows:
                        found.setdefault(row[0], Batch(*row))
    found.pop(batch.name, None)
    return list(found.values())


def _held(db: Db, rows: Mapping[str, set[int]]) -> dict[str, set[int]]:
    """Those of these rows that a record outside them points to."""
    held: dict[str, set[int]] = {}
    for entity in ENTITIES.values():
        for declared in entity.fields:
            if declared.kind is Kind.REFERENCE and rows[declared.target]:
                for child, target in _pointing(db, entity.table, declared.name, rows[declared.target]):
                    if child not in rows[entity.table]:
                        held.setdefault(declared.target, set()).add(target)
    return held


def _pointing(db: Db, table: str, column: str, targets: set[int]) -> Iterator[tuple[int, int]]:
    for chunk, marks in _chunks(sorted(targets)):
        for row in db.execute(f"SELECT id, {column} FROM {table} WHERE {column} IN ({marks})", chunk):
            yield row[0], row[1]


def _chunks(ids: Sequence[int]) -> Iterator[tuple[list[int], str]]:
    """The ids in parts that one statement takes, each with its question marks."""
    for start in range(0, len(ids), _CHUNK):
        chunk = list(ids[start : start + _CHUNK])
        yield chunk, ", ".join("?" * len(chunk))
