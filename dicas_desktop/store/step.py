"""What can be done inside one labelled write: add, update, delete, restore. Rules are checked first."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.base import COMMON, Record
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.ceiling import above_ceiling
from dicas_desktop.domain.declaration import Entity
from dicas_desktop.domain.entities import model
from dicas_desktop.domain.ids import new_uid, reference
from dicas_desktop.domain.problems import FieldProblem, UserProblem, unstorable_text
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store import bulk, guards
from dicas_desktop.store.anchors import kept_of
from dicas_desktop.store.belonging import new_with_what_belongs, with_what_belongs
from dicas_desktop.store.bulk import AddColumns
from dicas_desktop.store.connection import Connection

if TYPE_CHECKING:
    from dicas_desktop.store.following import Moved
    from dicas_desktop.store.reasons import Why

_SETTABLE = ("slug",)  # of the common columns, what a caller may give beside the declared fields
_GIVEN = ("id", "ref", "slug")  # and what a new record may bring


@dataclass(frozen=True, slots=True)
class Added:
    """A new record: its integer id, its reference and its uid."""

    id: int
    ref: str
    uid: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """What went to the bin together: the batch that brings it back, and how many records of each table."""

    batch: str
    counts: dict[str, int]


class Step:
    """The open write of a store. Values are stored values: ISO text, integers, ids of references, None.

    `why` is the reason of what it changes, where a change needs one (see `store.guards`).
    """

    def __init__(self, raw: Connection, now: datetime) -> None:
        """Write through this connection, inside its transaction; `now` is the time of the step."""
        self.raw = raw
        self.now = now
        self.moved: list[Moved] = []  # filled at the end of the step: deadlines that moved with their events
        self.why: Why | None = None
        self.steps_down: str | None = None  # what the head of a delegation becomes when another takes the chair

    @property
    def reason(self) -> str:
        """What the journal shows behind the name of the step. UserProblem if it cannot be kept."""
        reason = "" if self.why is None else self.why.beside
        if sentence := unstorable_text(N_("The reason"), reason):
            raise UserProblem(sentence)
        return reason

    def reserve(self, table: str, number: int) -> list[int]:
        """Return the next ids of a table. They are never given again, whether used or not."""
        first = self._next(table, number)
        return list(range(first, first + number))

    def add(self, table: str, values: Mapping[str, Any]) -> Added:
        """Add a record; what is not given takes the field's default. FieldProblem if a rule is broken."""
        return self.add_many(table, [values])[0]

    def add_many(self, table: str, rows: Sequence[Mapping[str, Any]]) -> list[Added]:
        """Add many records of one table at once; a row may bring an `id` from `reserve` and a free `ref`."""
        entity = ENTITIES[table]
        defaults = {f.name: f.default for f in entity.fields}
        kind = model(table)
        fresh = iter(self.reserve(table, sum("id" not in row for row in rows)))
        added, ready = [], []
        for row in rows:
            _refuse_unknown(entity, row, _GIVEN)
            values = new_with_what_belongs(table, {**defaults, **row})
            for problem in (*problems_of(kind, values), *self._above_ceiling(values)):
                raise problem
            values = guards.settle_new(self, table, values)
            row_id = values["id"] if "id" in row else next(fresh)
            new = Added(row_id, values.get("ref") or reference(entity.prefix, row_id), new_uid(self.now))
            added.append(new)
            ready.append((new.id, new.uid, new.ref, values.get("slug"), *(values[name] for name in defaults)))
        names = ("id", "uid", "ref", "slug", *defaults)
        marks = ", ".join("?" * len(names))
        self.raw.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", ready)
        return added

    def bulk(self, table: str, columns: Sequence[str], number: int) -> AbstractContextManager[AddColumns]:
        """Give a way to add so many rows of one table in pieces, column by column. `columns` begin with id, ref, slug.

        The other columns take their defaults. The ids come from `reserve`, and the caller has asked `problems_of` for
        each row already, as an import plan has.
        """
        entity = ENTITIES[table]
        _refuse_unknown(entity, dict.fromkeys(columns), _GIVEN)
        return bulk.bulk(self.raw, entity, columns, number, self.now)

    def update(self, table: str, row_id: int, values: Mapping[str, Any]) -> None:
        """Change fields of a record. FieldProblem if the change breaks a rule that was kept before."""
        self.update_many(table, [row_id], values)

    def update_many(self, table: str, ids: Iterable[int], values: Mapping[str, Any]) -> None:
        """Change the same fields of many records."""
        entity, kind = ENTITIES[table], model(table)
        _refuse_unknown(entity, values, _SETTABLE)
        for row_id in ids:
            before = self._row(entity, row_id)
            standing = {str(problem) for problem in problems_of(kind, before)}
            whole = with_what_belongs(table, before, values)
            for problem in (*problems_of(kind, {**before, **whole}), *self._above_ceiling(values)):
                if problem.field in values or str(problem) not in standing:
                    raise problem
            if any(before[name] != value for name, value in whole.items()):
                settled = guards.settle_change(self, table, row_id, before, whole)
                pairs = ", ".join(f"{name} = ?" for name in settled)
                self.raw.execute(f"UPDATE {table} SET {pairs} WHERE id = ?", (*settled.values(), row_id))

    def cut_off(self, table: str, ids: Iterable[int]) -> None:
        """Leave the deadlines of these records where they are: they hang on their event no longer."""
        kept = kept_of(table)
        if kept is not None:
            self.update_many(table, ids, dict.fromkeys(kept.columns))

    def delete(self, table: str, ids: Iterable[int]) -> Deleted:
        """Put records into the bin, with everything that belongs to them, as one batch."""
        ids = list(ids)
        guards.settle_delete(self, table, ids)
        batch = new_uid(self.now)
        counts: dict[str, int] = {}
        waiting = deque([(table, ids)])
        while waiting:
            name, rows = waiting.popleft()
            taken = [row for row in rows if self._mark_deleted(name, row, batch)]
            if taken:
                counts[name] = counts.get(name, 0) + len(taken)
                waiting.extend((child, self._owned(child, column, taken)) for child, column in owned_by(name))
        return Deleted(batch, counts)

    def restore(self, batch: str) -> int:
        """Take a whole batch out of the bin; return how many records came back."""
        unbin = "UPDATE {table} SET deleted_at = NULL, deleted_batch = NULL WHERE deleted_batch = ?"

        def back() -> int:
            return sum(self.raw.execute(unbin.format(table=table), (batch,)).rowcount for table in ENTITIES)

        return guards.settle_restored(self, batch, back)

    def _above_ceiling(self, values: Mapping[str, Any]) -> Iterator[FieldProblem]:
        """Yield a problem if a record would bear a marking above what this workspace may hold (DOMAIN 1.1)."""
        marking = values.get("marking")
        if isinstance(marking, str):
            row = self.raw.execute("SELECT value FROM store_facts WHERE name = 'ceiling'").fetchone()
            if sentence := above_ceiling(marking, row[0] if row else "U"):
                yield FieldProblem("marking", sentence)

    def _mark_deleted(self, table: str, row_id: int, batch: str) -> bool:
        at = self.now.isoformat(timespec="milliseconds")
        statement = f"UPDATE {table} SET deleted_at = ?, deleted_batch = ? WHERE id = ? AND deleted_at IS NULL"
        return bool(self.raw.execute(statement, (at, batch, row_id)).rowcount)

    def _owned(self, table: str, column: str, owners: list[int]) -> list[int]:
        found: list[int] = []
        for owner in owners:
            rows = self.raw.execute(f"SELECT id FROM {table} WHERE {column} = ? AND deleted_at IS NULL", (owner,))
            found.extend(row[0] for row in rows)
        return found

    def _row(self, entity: Entity, row_id: int) -> dict[str, Any]:
        names = [*_SETTABLE, *(f.name for f in entity.fields)]
        row = self.raw.execute(f"SELECT {', '.join(names)} FROM {entity.table} WHERE id = ?", (row_id,)).fetchone()
        if row is None:
            raise UserProblem(_("This {kind} is no longer there: reload the page.").format(kind=_(entity.singular)))
        return dict(zip(names, row, strict=True))

    def _next(self, table: str, number: int) -> int:
        row = self.raw.execute(
            "INSERT INTO counters (table_name, last) VALUES (?, ?) "
            "ON CONFLICT (table_name) DO UPDATE SET last = last + excluded.last RETURNING last",
            (table, number),
        ).fetchone()
        return int(row[0]) - number + 1


def owned_by(table: str) -> Iterator[tuple[str, str]]:
    """Yield (table, column) of the records that go to the bin with a record of this table."""
    for entity in ENTITIES.values():
        for declared in entity.fields:
            if declared.owner and declared.target == table:
                yield entity.table, declared.name


def problems_of(kind: type[Record], values: Mapping[str, Any]) -> Iterator[FieldProblem]:
    """Yield what an entity class says against these values, without the cost of a SQLAlchemy instance."""
    record = object.__new__(kind)
    record.__dict__.update(values)
    return record.problems()


def _refuse_unknown(entity: Entity, values: Mapping[str, Any], common: tuple[str, ...]) -> None:
    known = _field_names(entity.table)
    for name in values:
        if name not in known and name not in common:
            text = (
                _("The field {name} is kept by the program: it cannot be set.")
                if name in COMMON
                else _("{kind} has no field {name}.")
            )
            raise FieldProblem(name, text.format(kind=_(entity.singular), name=name))
    for name in common:
        if isinstance(values.get(name), str) and (sentence := unstorable_text(name, values[name])):
            raise FieldProblem(name, sentence)


@cache
def _field_names(table: str) -> frozenset[str]:
    return frozenset(field.name for field in ENTITIES[table].fields)
