"""How an import is planned: which file is which table, which row is which record, and what must be left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import select

from dicas_desktop.domain.ceiling import above_ceiling
from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.entities import model
from dicas_desktop.domain.machine import is_there
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.exchange.cells import Fault, Known, Row, RowReader
from dicas_desktop.exchange.csv_files import MAX_BYTES, CsvFile, Line, examine, rows
from dicas_desktop.exchange.judging import judge
from dicas_desktop.exchange.own_table import own_number, own_table
from dicas_desktop.exchange.plan import Cell, ImportPlan, Rejected, TablePlan, Update, go_on
from dicas_desktop.store.check import Progress
from dicas_desktop.store.db import Db
from dicas_desktop.store.journal import read_head
from dicas_desktop.store.meetings.foresight import Foresight
from dicas_desktop.store.step import problems_of

_BATCH = 500
_READ_TOGETHER = 2_000  # rows, after which progress is reported
_FARTHEST = 1_000_000  # numbers that a reference in a file may lie beyond the last one given


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one import may read, so that a wrong file cannot fill the memory."""

    rows: int = 200_000
    bytes: int = MAX_BYTES


@dataclass(slots=True)
class _Work:
    """What the files of one import share."""

    db: Db
    entities: Mapping[str, Entity]
    plan: ImportPlan
    known: Mapping[str, Known]
    ceiling: str
    foresight: Foresight
    new: dict[str, set[str]] = field(default_factory=dict)  # id texts of the records to be created, by table

    def reject(self, file: str, line: int, column: str, value: str, cure: str) -> None:
        """Leave something out, and say so."""
        self.plan.rejected.append(Rejected(file, line, column, value, cure))


def make_plan(
    db: Db, entities: Mapping[str, Entity], path: Path, limits: Limits, progress: Progress | None
) -> ImportPlan:
    """Plan the import of a folder or of one file."""
    plan = ImportPlan(path, read_head(db.raw))
    files = list(_files(path, entities, limits, plan))
    targets = {f.target for entity, _file in files for f in entity.fields if f.kind is Kind.REFERENCE}
    tables = targets | {entity.table for entity, _file in files}
    ceiling = db.execute("SELECT value FROM store_facts WHERE name = 'ceiling'").scalar() or "U"
    work = _Work(db, entities, plan, {table: _known(db, table) for table in tables}, ceiling, Foresight(db))
    done, total = 0, sum(file.lines for _entity, file in files)
    for entity, file in files:
        text = _("Read {file}").format(file=file.path.name)
        planner = _FilePlanner(work, entity, file, limits)
        for line in planner.read():
            go_on(progress, done + line, total, text)
        done += file.lines
    judge(work.db, plan, work.new)
    _reject_dangling(work)
    order = {file.path.name: number for number, (_entity, file) in enumerate(files)}
    plan.rejected.sort(key=lambda r: (order.get(r.file, -1), r.line))
    return plan


def _files(
    path: Path, entities: Mapping[str, Entity], limits: Limits, plan: ImportPlan
) -> Iterator[tuple[Entity, CsvFile]]:
    """Yield the files with their entity, in the order of the entities; a file that is none of them is told."""
    if is_there(path) and path.is_file():
        file = examine(path, limits.bytes)
        entity = entities.get(path.stem) or _by_header(file, entities)
        if entity is None:
            raise UserProblem(_("{name} is none of the files of this format: {names}.").format(
                name=path.name, names=", ".join(f"{table}.csv" for table in entities)
            ))  # fmt: skip
        yield entity, file
        return
    if not (is_there(path) and path.is_dir()):
        raise UserProblem(_("There is no file or folder {path}: check the name.").format(path=path))
    found = {file.stem: file for file in sorted(path.glob("*.csv"))}
    if not found.keys() & entities.keys():
        raise UserProblem(_("{path} has no file of this format, such as {name}.csv.").format(
            path=path, name=next(iter(entities))
        ))  # fmt: skip
    for stem in found.keys() - entities.keys():
        cure = _("This is no table of the program; name the file after one, or take it away")
        plan.rejected.append(Rejected(found[stem].name, 1, "", "", cure))
    for table, entity in entities.items():
        if table in found:
            yield entity, examine(found[table], limits.bytes)


def _by_header(file: CsvFile, entities: Mapping[str, Entity]) -> Entity | None:
    """Return the entity whose id column the file begins with."""
    first = next(rows(file), None)
    columns = {entity.slug_column: entity for entity in entities.values()}
    return columns.get(first.cells[0].strip()) if first and first.cells else None


def _known(db: Db, name: str) -> Known:
    table = own_table(name)
    found = db.execute(select(table.c.id, table.c.slug, table.c.ref, table.c.deleted_at)).all()
    ids = {row[2]: row[0] for row in found}
    ids |= {row[1]: row[0] for row in found if row[1] is not None}
    return Known(ids, frozenset(row[0] for row in found if row[3] is not None))


class _FilePlanner:
    """Plans one file: new rows are kept, rows of known records are compared in batches."""

    def __init__(self, work: _Work, entity: Entity, file: CsvFile, limits: Limits) -> None:
        self._work = work
        self._entity = entity
        self._file = file
        self._limits = limits
        self._model = model(entity.table)
        self._known = work.known[entity.table]
        references = {f.name: f.target for f in entity.fields if f.kind is Kind.REFERENCE}
        self._binned = {name: binned for name, t in references.items() if (binned := work.known[t].binned)}
        self._keys: dict[str, int] = {}  # line by id text
        self._matched: dict[int, tuple[int, Row]] = {}  # line and row by id, waiting to be compared
        self._lines_by_id: dict[int, int] = {}
        self._names: tuple[str, ...] = ()  # the columns of the file, then those that take their defaults
        self._rest: tuple[Cell, ...] = ()
        self._plan = TablePlan(entity.table, file.path.name, file.encoding, ())
        self._last = work.db.execute("SELECT last FROM counters WHERE table_name = ?", (entity.table,)).scalar() or 0

    def read(self) -> Iterator[int]:
        """Plan all rows; yield the line now and then."""
        lines = rows(self._file)
        reader = self._header(next(lines, None))
        if reader is None:
            return
        self._plan.columns = reader.columns
        rest = {f.name: f.default for f in self._entity.fields if f.name not in reader.columns}
        self._names, self._rest = (*reader.columns, *rest), tuple(rest.values())
        self._work.plan.tables.append(self._plan)
        new = self._work.new.setdefault(self._entity.table, set())
        number = 0
        while some := list(islice(lines, _READ_TOGETHER)):
            number += len(some)
            if number > self._limits.rows:
                text = _("{name} has more than {n} rows; split it into smaller files.")
                raise UserProblem(text.format(name=self._plan.file, n=f"{self._limits.rows:,}"))
            whole = [line for line in some if not line.fault]
            read = iter(reader.read_all([line.cells for line in whole], broken=self._file.broken))
            for line in some:
                self._take(line, [("", "", line.fault)] if line.fault else next(read), new)
            if len(some) == _READ_TOGETHER:
                yield some[-1].number
        self._compare()

    def _header(self, line: Line | None) -> RowReader | None:
        """Read the header. Without it, or without its id column, nothing of the file can be used."""
        names = [name.strip() for name in line.cells] if line else []
        if self._entity.slug_column not in names:
            cure = _("The column {name} is missing, so no row can be told from another; add it")
            self._reject(1, self._entity.slug_column, "", cure.format(name=self._entity.slug_column))
            return None
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            self._reject(1, twice[0], twice[0], _("The column stands twice; remove one"))
            return None
        reader = RowReader(self._entity, names, self._work.known)
        for name in reader.unknown:
            cure = _("{table} has no column {name}; it was left out. Correct its name or remove it")
            self._reject(1, name, name, cure.format(table=self._entity.table, name=name))
        return reader

    def _take(self, line: Line, row: Row | list[Fault], new: set[str]) -> None:
        """Put one row where it belongs."""
        if isinstance(row, list):
            for fault in row:
                self._reject(line.number, *fault)
            return
        key = str(row[0])
        row_id = self._known.ids.get(key)
        plainly_new = row_id is None and self._keys.setdefault(key, line.number) == line.number
        if not plainly_new and self._stands_already(key, row_id, line.number):
            return
        if row_id is None:
            if self._is_good_new(key, row, line.number):
                new.add(key)
                self._plan.created.append(row)
                self._plan.lines.append(line.number)
        elif row_id in self._known.binned:
            cure = _("{key} is in the bin; take it out again, or give the row another id")
            self._reject(line.number, self._entity.slug_column, key, cure.format(key=key))
        else:
            self._matched[row_id] = (line.number, row)
            if len(self._matched) >= _BATCH:
                self._compare()

    def _stands_already(self, key: str, row_id: int | None, line: int) -> bool:
        """Refuse a second row for the same record, whether it is named alike or once by slug and once by reference."""
        before = self._keys.setdefault(key, line)
        if before == line and row_id is not None:
            before = self._lines_by_id.setdefault(row_id, line)
        if before == line:
            return False
        cure = _("{key} stands in line {line} already; keep one of the two rows")
        self._reject(line, self._entity.slug_column, key, cure.format(key=key, line=before))
        return True

    def _is_good_new(self, key: str, row: Row, line: int) -> bool:
        number = own_number(key, self._entity.prefix)
        if number is not None and number > self._last + _FARTHEST:
            cure = _("{key} is too far beyond the last number given, {last}; give the row another id")
            self._reject(line, self._entity.slug_column, key, cure.format(key=key, last=self._last))
            return False
        values = dict(zip(self._names, (*row, *self._rest), strict=True))
        problems = [*problems_of(self._model, values), *self._stage({}, values)]
        if not problems and not self._binned and values["marking"] is None:
            return True
        faults = [(p.field, str(p)) for p in problems] + self._wrong_pointers(values)
        for column, cure in faults:
            self._reject(line, column, _shown(values.get(column)), cure)
        return not faults

    def _stage(self, before: Mapping[str, Cell], after: Mapping[str, Cell]) -> Iterator[FieldProblem]:
        """Yield what the stage of the meeting that the row belongs to forbids."""
        problem = self._work.foresight.refusal(self._entity.table, before, after)
        if problem is not None:
            yield problem

    def _wrong_pointers(self, values: Mapping[str, Cell]) -> list[tuple[str, str]]:
        """Return what is wrong with changed values beyond the rules of the entity: bin and ceiling."""
        found = [
            (name, _("What it points to is in the bin; take it out again, or name another record"))
            for name, binned in self._binned.items()
            if values.get(name) in binned
        ]
        marking = values.get("marking")
        if isinstance(marking, str) and (sentence := above_ceiling(marking, self._work.ceiling)):
            found.append(("marking", sentence))
        return found

    def _compare(self) -> None:
        """Compare the waiting rows with their records, in one query."""
        if not self._matched:
            return
        table = own_table(self._entity.table)
        names = [f.name for f in self._entity.fields]
        statement = select(table.c.id, table.c.ref, *(table.c[name] for name in names))
        standing = self._work.db.execute(statement.where(table.c.id.in_(list(self._matched))))
        places = [2 + names.index(name) for name in self._plan.columns[1:]]
        pick = itemgetter(*places) if len(places) > 1 else (lambda row: tuple(row[place] for place in places))
        for before in standing:
            line, row = self._matched[before[0]]
            if pick(before) == row[1:]:
                self._plan.unchanged += 1
            else:
                self._change(before[0], before[1], dict(zip(names, before[2:], strict=True)), row, line)
        self._matched.clear()

    def _change(self, row_id: int, ref: str, before: dict[str, Any], row: Row, line: int) -> None:
        after = dict(zip(self._plan.columns[1:], row[1:], strict=True))
        changes = {name: (before[name], value) for name, value in after.items() if value != before[name]}
        standing = {str(problem) for problem in problems_of(self._model, before)}
        faults = [
            (p.field, str(p))
            for p in problems_of(self._model, {**before, **after})
            if p.field in changes or str(p) not in standing
        ]
        changed = {name: new for name, (_old, new) in changes.items()}
        faults += [(p.field, str(p)) for p in self._stage({**before, "id": row_id}, changed)]
        faults += self._wrong_pointers(changed)
        for column, cure in faults:
            self._reject(line, column, _shown(after.get(column)), cure)
        if not faults:
            self._plan.updated.append(Update(row_id, ref, line, changes))

    def _reject(self, line: int, column: str, value: str, cure: str) -> None:
        self._work.reject(self._plan.file, line, column, value, cure)


def _shown(value: Cell) -> str:
    return "" if value is None else str(value)


def _reject_dangling(work: _Work) -> None:
    """Leave out rows that point to nothing, then the rows that point to those, until what is left hangs together."""
    plans = [(table, _targets(work.entities[table.table], table)) for table in work.plan.tables]
    while any(_drop_created(work, table, targets) for table, targets in plans):
        pass
    for table, targets in plans:
        _drop_updated(work, table, targets)


def _targets(entity: Entity, table: TablePlan) -> dict[str, str]:
    """Return the tables that the references of a file point to, by column."""
    fields = [entity.field(name) for name in table.columns[1:]]
    return {f.name: f.target for f in fields if f.kind is Kind.REFERENCE}


def _drop_created(work: _Work, table: TablePlan, targets: Mapping[str, str]) -> bool:
    places = [(place, name, targets[name]) for place, name in enumerate(table.columns) if name in targets]
    bad: set[int] = set()
    for place, name, target in places:
        new = work.new.get(target, set())
        for index, value in enumerate([row[place] for row in table.created]):
            if value.__class__ is str and value not in new:
                _dangling(work, table.file, table.lines[index], name, str(value), target)
                bad.add(index)
    if bad:
        work.new[table.table] -= {str(table.created[index][0]) for index in bad}
        table.created = [row for index, row in enumerate(table.created) if index not in bad]
        table.lines = [line for index, line in enumerate(table.lines) if index not in bad]
    return bool(bad)


def _drop_updated(work: _Work, table: TablePlan, targets: Mapping[str, str]) -> None:
    bad: set[int] = set()
    for update in table.updated:
        for name, (_old, value) in update.changes.items():
            target = targets.get(name)
            if target and isinstance(value, str) and value not in work.new.get(target, ()):
                _dangling(work, table.file, update.line, name, value, target)
                bad.add(update.line)
    table.updated = [update for update in table.updated if update.line not in bad]


def _dangling(work: _Work, file: str, line: int, column: str, value: str, target: str) -> None:
    cure = _("There is no “{value}” among {target}, or its row was rejected; correct the id, or add the row")
    work.reject(file, line, column, value, cure.format(value=value, target=target))
