"""The public record's format in and out: one CSV file for each entity, driven by the declarations alone.

An import is planned first and executed as planned. A row is matched by slug, then by reference; what equals the store
is left alone. Ids are given to new records before any is written, so that files may point to each other in circles.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy import select

from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.ids import reference
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.exchange.csv_files import write_together
from dicas_desktop.exchange.own_table import own_number, own_table
from dicas_desktop.exchange.plan import Cell, ImportPlan, TablePlan, go_on
from dicas_desktop.exchange.planner import Limits, make_plan
from dicas_desktop.store.anchors import kept_of, with_the_event
from dicas_desktop.store.check import Progress
from dicas_desktop.store.collection import without_collection
from dicas_desktop.store.db import Db
from dicas_desktop.store.following import implied
from dicas_desktop.store.journal import read_head
from dicas_desktop.store.reasons import Why
from dicas_desktop.store.step import Step
from dicas_desktop.store.store import Store

_CHUNK = 2_000


def plan_import(
    db: Db,
    path: Path,
    entities: Mapping[str, Entity],
    progress: Progress | None = None,
    *,
    limits: Limits | None = None,
) -> ImportPlan:
    """Read a folder, or one file, and return what importing it would do. Nothing is written.

    UserProblem if there is nothing to read or a limit is passed; Cancelled if `progress` answers no.
    """
    with without_collection():
        return make_plan(db, entities, path, limits or Limits(), progress)


def execute(
    store: Store,
    plan: ImportPlan,
    label: str,
    *,
    all_or_nothing: bool = False,
    progress: Progress | None = None,
) -> None:
    """Do what the plan says, as one step of this label.

    UserProblem if the store changed since the plan was made, or rows were rejected and all or nothing was asked for.
    """
    if all_or_nothing and plan.rejected:
        text = _("{n} rows were rejected, so nothing was imported: correct them, or import without all-or-nothing.")
        raise UserProblem(text.format(n=len(plan.rejected)))
    if not plan.created and not plan.updated:
        return
    with without_collection(), store.write(label, kind="import") as step:
        if read_head(step.raw) != plan.head:
            raise UserProblem(_("The workspace changed since the preview was made: make a new preview."))
        ids = {table.table: _assign(step, table, store.entities[table.table].prefix) for table in plan.tables}
        done, total = 0, plan.created + plan.updated
        step.why = Why(label, _("the file"), recorded=True)
        for table in _parents_first(plan.tables, store.entities):
            writer = _TableWriter(step, store.entities[table.table], table, ids)
            for count in writer.write():
                done += count
                go_on(progress, done, total, _("Write {file}").format(file=table.file))


def _assign(step: Step, table: TablePlan, prefix: str) -> dict[str, int]:
    """Give an id to each new record, by the id text of its row.

    A row whose id text is a reference ("AI-0030", exported from a record without a slug) keeps that number if it is
    still to be given; all numbers up to it are passed over.
    """
    if not table.created:
        return {}
    free = step.reserve(table.table, len(table.created))
    keys = [str(row[0]) for row in table.created]
    wanted = {key: number for key in keys if (number := own_number(key, prefix)) is not None}
    beyond = max(wanted.values(), default=0) - free[-1]
    if beyond > 0:
        free += step.reserve(table.table, beyond)
    first = free[0]
    ids = {key: number for key, number in wanted.items() if number >= first}
    taken = set(ids.values())
    rest = iter(number for number in free if number not in taken)
    for key in keys:
        if key not in ids:
            ids[key] = next(rest)
    return ids


def _parents_first(plans: list[TablePlan], entities: Mapping[str, Entity]) -> list[TablePlan]:
    """Return the tables so that, circles aside, each comes after those it points to.

    SQLite counts every reference to a row that is yet to come, and searches for them again when it comes.
    """
    by_table = {plan.table: plan for plan in plans}
    ordered: dict[str, TablePlan] = {}
    begun: set[str] = set()

    def visit(table: str) -> None:
        if table in by_table and table not in begun:
            begun.add(table)
            for field in entities[table].fields:
                if field.target:
                    visit(field.target)
            ordered[table] = by_table[table]

    for plan in plans:
        visit(plan.table)
    return list(ordered.values())


class _TableWriter:
    """Writes the plan of one table through an open step."""

    def __init__(self, step: Step, entity: Entity, plan: TablePlan, ids: Mapping[str, Mapping[str, int]]) -> None:
        self._step = step
        self._entity = entity
        self._plan = plan
        self._own = ids[plan.table]
        self._ids = {f.name: ids.get(f.target, {}) for f in entity.fields if f.kind is Kind.REFERENCE}
        self._created = [self._ids.get(name) for name in plan.columns[1:]]
        kept = kept_of(plan.table)
        self._has_events = kept is not None and any(name in plan.columns for name in kept.columns)

    def write(self) -> Iterator[int]:
        """Write in pieces; yield the number of records of each."""
        table = self._plan.table
        columns = ("id", "ref", "slug", *self._plan.columns[1:])
        number = len(self._plan.created)
        if number:
            with self._step.bulk(table, columns, number) as add:
                for start in range(0, number, _CHUNK):
                    chunk = self._plan.created[start : start + _CHUNK]
                    add(self._new(chunk))
                    yield len(chunk)
        for update in self._plan.updated:
            values = {name: self._settled(name, new) for name, (_old, new) in update.changes.items()}
            if self._has_events:
                values = with_the_event(self._step.raw, table, update.id, values)
            self._step.update(table, update.id, values)
            yield 1

    def _new(self, rows: Sequence[tuple[Cell, ...]]) -> list[Sequence[Cell]]:
        """Return the columns of new rows, with id, reference and slug in front."""
        prefix = self._entity.prefix
        keys, *columns = zip(*rows, strict=True)
        ids = [self._own[key] for key in keys]
        refs: list[Cell] = [reference(prefix, number) for number in ids]
        slugs: list[Cell] = list(keys)
        for place, key in enumerate(keys):
            if own_number(key, prefix) is not None:
                refs[place], slugs[place] = key, None
        settled = [
            [created[value] if value.__class__ is str else value for value in column] if created else column
            for created, column in zip(self._created, columns, strict=True)
        ]
        return [ids, refs, slugs, *settled]

    def _settled(self, name: str, value: Cell) -> Cell:
        """Return the id of a record that this import creates, where the plan has the id text of its row."""
        return self._ids[name][value] if isinstance(value, str) and name in self._ids else value


def export(
    db: Db,
    folder: Path,
    entities: Mapping[str, Entity],
    progress: Progress | None = None,
) -> dict[str, int]:
    """Write one file for each entity into the folder and return how many rows each has. Records in the bin stay behind.

    Cells are written as they are, those that begin with = + - or @ too: this format must read back to the same values.
    Output meant for a spreadsheet (`list --format csv`) is what marks such cells as text.
    """
    names = {table: _key_by_id(db, table) for table in entities}
    counts: dict[str, int] = {}

    def content(number: int, entity: Entity) -> Iterator[list[Cell]]:
        go_on(progress, number, len(entities), _("Write {file}").format(file=f"{entity.table}.csv"))
        fields = [field for field in entity.fields if field.recorded or _differs(db, entity, field.name)]
        targets = [names[field.target] if field.kind is Kind.REFERENCE else None for field in fields]
        yield [entity.slug_column, *(field.name for field in fields)]
        table = own_table(entity.table)
        columns = [table.c.id, *(table.c[field.name] for field in fields)]
        counts[entity.table] = 0
        for row in db.execute(select(*columns).where(table.c.deleted_at.is_(None)).order_by(table.c.id)):
            counts[entity.table] += 1
            cells = zip(targets, row[1:], strict=True)
            yield [names[entity.table][row[0]], *(value if ids is None else ids.get(value) for ids, value in cells)]

    kept = [entity for entity in entities.values() if entity.recorded or _holds_any(db, entity)]
    write_together(folder, {f"{e.table}.csv": content(n, e) for n, e in enumerate(kept)})
    return counts


def _key_by_id(db: Db, name: str) -> dict[int | None, str]:
    """Return what names a record in a file: its slug, else its reference; of the bin too, it may be pointed to."""
    table = own_table(name)
    return {row[0]: row[1] or row[2] for row in db.execute(select(table.c.id, table.c.slug, table.c.ref))}


def _holds_any(db: Db, entity: Entity) -> bool:
    table = own_table(entity.table)
    return db.execute(select(table.c.id).where(table.c.deleted_at.is_(None)).limit(1)).first() is not None


def _differs(db: Db, entity: Entity, name: str) -> bool:
    """Tell whether a column that only this program has says anything: a value other than its default."""
    kept = kept_of(entity.table)
    if kept is not None and name in (kept.column("offset"), kept.column("offset_unit")) and implied(db, kept):
        return False  # read back, the day says the same
    table = own_table(entity.table)
    column, default = table.c[name], entity.field(name).default
    statement = select(table.c.id).where(table.c.deleted_at.is_(None), column.is_distinct_from(default)).limit(1)
    return db.execute(statement).first() is not None
