"""What moves when an event moves: every step ends with its deadlines resolved anew, and a preview tells them before."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from dicas_desktop.domain.anchors import Days, days_of, resolve
from dicas_desktop.domain.due import DAY, WORKING_DAY, Offset
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.anchors import EVENT_COLUMNS, KEPT, Kept
from dicas_desktop.store.belonging import with_what_belongs
from dicas_desktop.store.closures import OFFICES, Closures
from dicas_desktop.store.connection import Connection
from dicas_desktop.store.db import Db
from dicas_desktop.store.events import event_of
from dicas_desktop.store.listing import fetch

_CONCERNED = frozenset({*EVENT_COLUMNS, *(kept.table for kept in KEPT), "closures"})
_EVENT_DATES = {
    "meetings": ("start_date", "end_date", "date_precision"), "milestones": ("date", None, "date_precision"),
}  # fmt: skip


class Moved(NamedTuple):
    """A deadline that would move, or has moved: the record, its day before and after (None: no day)."""

    table: str
    id: int
    old: str | None
    old_precision: str | None
    new: str | None
    new_precision: str | None


def consequences(db: Db, table: str, row_id: int, values: Mapping[str, Any]) -> list[Moved]:
    """Return every deadline that would move if these values were written into this event, also through milestones."""
    before = fetch(db, table, [row_id])[0].values
    follower = Follower(db.raw)
    follower.suppose(table, row_id, with_what_belongs(table, before, values))
    return follower.follow([(table, row_id)])


def settle(raw: Connection, step_id: int, *, fit: bool) -> list[Moved]:
    """Bring every deadline up to date that this step touched or whose event it moved, inside the step.

    `fit`: a date that came together with its event keeps its day, and the offset is made to fit it (an import; not an
    undo). FieldProblem if a milestone would hang on itself.
    """
    statement = "SELECT DISTINCT table_name FROM journal_changes WHERE step_id = ?"
    tables = {row[0] for row in raw.execute(statement, (step_id,))}
    if tables.isdisjoint(_CONCERNED):
        return []
    follower = Follower(raw)
    moved: list[Moved] = []
    for kept in KEPT:
        if kept.table in tables:
            if fit:
                follower.left |= {(kept.table, row_id) for row_id in _fit(raw, kept, step_id)}
            if kept.table == "milestones":
                _refuse_loops(raw, kept, step_id)
            moved += follower.touched(kept, _anchored_in(raw, kept, step_id), _reopened_in(raw, kept, step_id))
        if "closures" in tables:
            where = f"{kept.column('offset_unit')} = 'working_day'"
            moved += follower.touched(kept, [r[0] for r in raw.execute(f"SELECT id FROM {kept.table} WHERE {where}")])
    moved += follower.follow(_events_in(raw, step_id))
    once = list({(found.table, found.id): found for found in moved}.values())
    for kept in KEPT:
        _write(raw, kept, [found for found in once if found.table == kept.table])
    return once


class Follower:
    """Computes what moves when events move; writes nothing."""

    def __init__(self, raw: Connection) -> None:
        """Nothing is supposed yet: the events are as they stand."""
        self._raw = raw
        self._db = Db(raw)
        self._closures = Closures(raw)
        self.left: set[tuple[str, int]] = set()  # records that stay where they are
        self._supposed: dict[tuple[str, int], Mapping[str, Any]] = {}
        self._days: dict[tuple[str, int], Days | bool | None] = {}
        self._resolved: dict[tuple[Any, ...], tuple[str, str]] = {}

    def suppose(self, table: str, row_id: int, values: Mapping[str, Any]) -> None:
        """Take an event as if these values were written."""
        self._supposed[table, row_id] = values
        self._days.pop((table, row_id), None)

    def follow(self, events: Iterable[tuple[str, int]]) -> list[Moved]:
        """Return what moves with these events, one after the other, a milestone before what hangs on it."""
        waiting, found = deque(events), []
        while waiting:
            table, row_id = waiting.popleft()
            for kept in KEPT:
                where = f"{kept.column(EVENT_COLUMNS[table])} = ?"
                for moved in self._moved(kept, self._rows(kept, where, (row_id,))):
                    found.append(moved)
                    if kept.table in EVENT_COLUMNS:
                        self._move(kept, moved)
                        waiting.append((kept.table, moved.id))
        return found

    def touched(self, kept: Kept, ids: Iterable[int], reopened: frozenset[int] = frozenset()) -> list[Moved]:
        """Return what moves among these records themselves, and with those of them that are events.

        A day that came with an event that has none yet is kept, and a day that is right keeps its precision. One that
        was history and is `reopened` takes its day from the event again, or waits for one.
        """
        found = []
        for row_id in ids:
            rows = self._rows(kept, "id = ?", (row_id,))
            for moved in self._moved(kept, rows):
                if moved.old != moved.new and (moved.old is None or moved.new is not None or row_id in reopened):
                    found.append(moved)
                    if kept.table in EVENT_COLUMNS:
                        self._move(kept, moved)
                        found += self.follow([(kept.table, moved.id)])
        return found

    def _rows(
        self, kept: Kept, where: str, parameters: tuple[Any, ...], *, closed_too: bool = False
    ) -> list[tuple[Any, ...]]:
        names = ("id", kept.field.name, kept.field.precision, *kept.columns, kept.office)
        closed = "" if closed_too else ", ".join(f"'{status}'" for status in kept.closed_statuses)
        return self._db.execute(
            f"SELECT {', '.join(names)} FROM {kept.table} WHERE {where} AND coalesce(status, '') NOT IN ({closed})",
            parameters,
        ).all()

    def _moved(self, kept: Kept, rows: list[tuple[Any, ...]]) -> Iterator[Moved]:
        for row_id, old, old_precision, meeting, milestone, number, unit, calendar, office in rows:
            event = ("meetings", meeting) if meeting is not None else ("milestones", milestone)
            days = self._days_of(event) if event[1] is not None else True
            if isinstance(days, bool) or (kept.table, row_id) in self.left:
                continue
            new, precision = self._day(kept, event, days, (number, unit, calendar), office)
            if (new, precision) != (old, old_precision):
                yield Moved(kept.table, row_id, old, old_precision, new, precision)

    def _day(
        self, kept: Kept, event: tuple[str, int], days: Days | None, offset: tuple[Any, ...], office: int | None
    ) -> tuple[str | None, str | None]:
        if days is None:
            return None, None
        key = (*event, *offset, office if offset[1] == WORKING_DAY else None)
        if key not in self._resolved:
            number, unit, calendar = offset
            closed = self._closures.of(OFFICES[kept.office], office) if unit == WORKING_DAY else None
            self._resolved[key] = resolve(Offset(number, unit or DAY, calendar or ""), days, closed)
        return self._resolved[key]

    def _days_of(self, event: tuple[str, int]) -> Days | bool | None:
        """Return the days of an event, None if it has none yet, True if it was cancelled or deleted."""
        if event not in self._days:
            found = event_of(self._db, *event)
            values = self._supposed.get(event, {})
            lost = found is None or found.lost
            if "status" in values:
                lost = found is None or values["status"] == "cancelled"
            days = found.days if found else None
            names = _EVENT_DATES[event[0]]
            if any(name in values for name in names if name):
                standing = self._raw.execute(
                    f"SELECT {', '.join(name or 'NULL' for name in names)} FROM {event[0]} WHERE id = ?", (event[1],)
                ).fetchone()
                days = days_of(*(values.get(n, v) if n else v for n, v in zip(names, standing, strict=True)))
            self._days[event] = lost or days
        return self._days[event]

    def fitting(self, kept: Kept, row_id: int) -> Iterator[int]:
        """Yield the offset in days that a record's own day has from its event; nothing if it is the day before."""
        for row in self._rows(kept, "id = ?", (row_id,), closed_too=True):
            event = ("meetings", row[3]) if row[3] is not None else ("milestones", row[4])
            days = self._days_of(event) if event[1] is not None else None
            if isinstance(days, Days):
                day = date.fromisoformat(row[1])
                if day < days.first and (day - days.first).days != -1:
                    yield (day - days.first).days
                elif day >= days.first:
                    yield max((day - days.last).days, 0)

    def _move(self, kept: Kept, moved: Moved) -> None:
        """Take a milestone as moved from now on."""
        known = dict(self._supposed.get((moved.table, moved.id), {}))
        self.suppose(moved.table, moved.id, {
            **known, kept.field.name: moved.new, kept.field.precision: moved.new_precision
        })  # fmt: skip
        self._resolved = {key: day for key, day in self._resolved.items() if key[:2] != (moved.table, moved.id)}


def _anchored_in(raw: Connection, kept: Kept, step_id: int) -> list[int]:
    rows = raw.execute(
        f"SELECT DISTINCT t.id FROM journal_changes c JOIN {kept.table} t ON t.id = c.row_id "
        f"WHERE c.step_id = ? AND c.table_name = ? AND ({_hangs(kept)})",
        (step_id, kept.table),
    )
    return [row[0] for row in rows]


def _reopened_in(raw: Connection, kept: Kept, step_id: int) -> frozenset[int]:
    closed = " OR ".join(f'instr(before, \'"status":"{status}"\')' for status in kept.closed_statuses)
    rows = raw.execute(
        f"SELECT row_id FROM journal_changes WHERE step_id = ? AND table_name = ? AND operation = 'U' AND ({closed})",
        (step_id, kept.table),
    )
    return frozenset(row[0] for row in rows)


def _events_in(raw: Connection, step_id: int) -> list[tuple[str, int]]:
    """Return the events of the step that something hangs on."""
    found = []
    for table, column in EVENT_COLUMNS.items():
        hanging = " OR ".join(
            f"EXISTS (SELECT 1 FROM {kept.table} t WHERE t.{kept.column(column)} = c.row_id)" for kept in KEPT
        )
        found += [(table, row[0]) for row in raw.execute(
            f"SELECT DISTINCT c.row_id FROM journal_changes c WHERE c.step_id = ? AND c.table_name = ? AND ({hanging})",
            (step_id, table),
        )]  # fmt: skip
    return found


def _fit(raw: Connection, kept: Kept, step_id: int) -> set[int]:
    """Give an offset to the deadlines of the step that came with a day and an event and no offset; return their ids."""
    follower = Follower(raw)
    ids = raw.execute(
        f"SELECT DISTINCT t.id FROM journal_changes c JOIN {kept.table} t ON t.id = c.row_id WHERE c.step_id = ? "
        f"AND c.table_name = ? AND (c.operation = 'I' OR c.after LIKE ?) AND t.{kept.field.name} IS NOT NULL "
        f"AND t.{kept.column('offset')} IS NULL AND t.{kept.column('offset_unit')} IS NULL AND ({_hangs(kept)})",
        (step_id, kept.table, f'%"{kept.field.name}":"%'),
    ).fetchall()
    for (row_id,) in ids:
        for offset in follower.fitting(kept, row_id):
            raw.execute(
                f"UPDATE {kept.table} SET {kept.column('offset')} = ?, {kept.column('offset_unit')} = 'day' "
                "WHERE id = ?",
                (offset, row_id),
            )
    return {row[0] for row in ids}


def implied(db: Db, kept: Kept) -> bool:
    """Tell whether every offset of the records outside the bin follows from the days beside it, as `settle` fits it."""
    follower = Follower(db.raw)
    number = kept.column("offset")
    rows = db.execute(
        f"SELECT id, {kept.field.name}, {kept.column('offset_unit')}, {number} FROM {kept.table} "
        f"WHERE deleted_at IS NULL AND {number} IS NOT NULL"
    ).all()
    return all(day and unit == DAY and [number] == list(follower.fitting(kept, i)) for i, day, unit, number in rows)


def _hangs(kept: Kept) -> str:
    return " OR ".join(f"t.{kept.column(column)} IS NOT NULL" for column in EVENT_COLUMNS.values())


def _refuse_loops(raw: Connection, kept: Kept, step_id: int) -> None:
    column = kept.column("milestone_id")
    for start in _anchored_in(raw, kept, step_id):
        chain: list[int] = [start]
        at: int | None = start
        while at is not None:
            row = raw.execute(f"SELECT {column} FROM {kept.table} WHERE id = ?", (at,)).fetchone()
            at = row[0] if row else None
            if at is not None and at in chain:
                refs = [
                    raw.execute(f"SELECT ref FROM {kept.table} WHERE id = ?", (row_id,)).fetchone()[0]
                    for row_id in (*chain[chain.index(at) :], at)
                ]
                text = _("{field}: the milestone would hang on itself: {loop}.")
                raise FieldProblem(kept.field.name, text.format(field=_(kept.field.label), loop=" → ".join(refs)))
            chain += [at] if at is not None else []


def _write(raw: Connection, kept: Kept, moved: list[Moved]) -> None:
    if not moved:
        return  # compiling the statement with the journal's triggers costs as much as the edit itself
    first = ""
    if kept.table == "action_items":  # the first day that was ever promised stays
        first = (
            ", first_due_precision = CASE WHEN first_due_date IS NULL THEN due_precision ELSE first_due_precision END, "
            "first_due_date = coalesce(first_due_date, due_date)"
        )
    raw.executemany(
        f"UPDATE {kept.table} SET {kept.field.name} = ?, {kept.field.precision} = ?{first} WHERE id = ?",
        [(found.new, found.new_precision, found.id) for found in moved],
    )
