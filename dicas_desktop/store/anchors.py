"""Deadlines that hang on events: how they are kept, read from what is typed, and told (`following` moves them).

A DATE field that declares an `anchor` has five columns beside it: the meeting or the milestone, an offset with its
unit, and a calendar. The date itself is always the resolved day, so that lists sort and compare without knowing of
events. Whoever writes a date alone cuts it off its event; whoever writes an event without a date has it resolved at the
end of the step. A date given together with an event (as a file of the record does) is kept, and the offset is made to
fit it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from dicas_desktop.domain.anchors import Days, resolve
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.declaration import Entity, Field
from dicas_desktop.domain.due import DAY, Anchored, Offset, read_anchor, show_anchor
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import Stored
from dicas_desktop.domain.values import read as read_value
from dicas_desktop.store.connection import Connection
from dicas_desktop.store.db import Db
from dicas_desktop.store.events import event_of, find_event, name_of
from dicas_desktop.store.listing import Record, find

LOST, UNDATED = "anchor lost", "date not set"  # keys beside the fields in the labels of a record
EVENT_COLUMNS = {"meetings": "meeting_id", "milestones": "milestone_id"}
_REST = ("offset", "offset_unit", "calendar")


class Kept(NamedTuple):
    """A field of some kind of record that can hang on events."""

    table: str
    field: Field
    closed_statuses: tuple[str, ...]  # of records whose date is history and moves no more
    office: str  # column of the office or facility whose closures count for working days

    def column(self, name: str) -> str:
        """Return the name of one of the columns beside the date."""
        return f"{self.field.anchor}_{name}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The five columns beside the date."""
        return tuple(self.column(name) for name in (*EVENT_COLUMNS.values(), *_REST))


_OPEN_ENDED = {
    "action_items": (("done", "cancelled"), "owner_org_id"),
    "milestones": (("done", "cancelled"), "facility_id"),
}
KEPT = tuple(
    Kept(entity.table, field, *_OPEN_ENDED[entity.table])
    for entity in ENTITIES.values()
    for field in entity.fields
    if field.anchor
)


def kept_of(table: str) -> Kept | None:
    """Return what can hang on events in this kind of record."""
    return next((kept for kept in KEPT if kept.table == table), None)


def read_due(db: Db, entity: Entity, field: Field, text: str, today: date) -> dict[str, Stored]:
    """Return the columns that a typed text sets in any field: of a deadline a date, or an event with an offset.

    FieldProblem says what is wrong and the cure; `store.events.SeveralEvents` offers what to choose from.
    """
    kept = kept_of(entity.table)
    if kept is None or kept.field.name != field.name:
        return read_value(field, text, lambda table, name: find(db, table, name))
    cut: dict[str, Stored] = dict.fromkeys(kept.columns)
    try:
        return {**read_value(field, text, lambda table, name: find(db, table, name)), **cut}
    except FieldProblem as no_date:
        return {**cut, **_anchor(db, kept, text, today, no_date)}


def _anchor(db: Db, kept: Kept, text: str, today: date, no_date: FieldProblem) -> dict[str, Stored]:
    label = _(kept.field.label)
    try:
        typed = read_anchor(text)
    except UserProblem as problem:
        raise FieldProblem(kept.field.name, f"{label}: {problem}") from problem
    try:
        event = find_event(db, typed.event, today)
    except UserProblem as problem:
        if typed.plain and any(map(str.isdecimal, text)) and not hasattr(problem, "events"):
            raise no_date from problem
        if typed.plain and not hasattr(problem, "events"):
            text = _("{no_date}; or an event: before 2+2, 2+2 -10d")
            raise FieldProblem(kept.field.name, text.format(no_date=str(no_date).removesuffix("."))) from problem
        if hasattr(problem, "events"):
            raise
        raise FieldProblem(kept.field.name, f"{label}: {problem}") from problem
    if event.days is not None:
        _resolved(kept, typed, event.days)
    return {
        kept.field.name: None, kept.field.precision: None, kept.column(EVENT_COLUMNS[event.table]): event.id,
        kept.column("offset"): typed.offset.number, kept.column("calendar"): typed.offset.calendar or None,
        kept.column("offset_unit"): None if typed.offset.number is None else typed.offset.unit,
    }  # fmt: skip


def _resolved(kept: Kept, typed: Anchored, days: Days) -> None:
    try:
        resolve(typed.offset, days)
    except UserProblem as problem:
        raise FieldProblem(kept.field.name, f"{_(kept.field.label)}: {problem}") from problem


def cut_or_resolve(table: str, before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of an update with what belongs to them: a date alone cuts the anchor, an anchor alone the date.

    `before` is the record as it stands.
    """
    kept = kept_of(table)
    completed = dict(values)
    if kept is None:
        return completed
    given = [name for name in kept.columns if name in values]
    if given and all(before.get(name) == values[name] for name in given) and values.get(kept.field.name, "") is None:
        if _hangs(kept, before):  # typed again as it stands: nothing changes
            return {name: v for name, v in values.items() if name not in (kept.field.name, kept.field.precision)}
        return completed
    if kept.field.name in values and not given:
        if any(before.get(name) is not None for name in kept.columns) and _moves(kept, before, values):
            completed.update(dict.fromkeys(kept.columns))
    elif given and kept.field.name not in values and _hangs_anew(kept, before, values):
        completed.update({kept.field.name: None, kept.field.precision: None})
    return completed


def without_the_day(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values to compare with records: where a deadline hangs on an event, its day says nothing of its own."""
    kept = kept_of(table)
    if kept is None or not _hangs(kept, values):
        return dict(values)
    return {name: value for name, value in values.items() if name not in (kept.field.name, kept.field.precision)}


def columns_with(table: str, field: Field, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that make up the value of a field in a record, as they set the same value in another."""
    names = (field.name, field.precision) if field.precision else (field.name,)
    found = {name: values[name] for name in names}
    kept = kept_of(table)
    if kept is None or kept.field.name != field.name:
        return found
    day = dict.fromkeys(found) if _hangs(kept, values) else found
    return {**day, **{name: values[name] for name in kept.columns}}


def _moves(kept: Kept, before: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    return any(name in values and values[name] != before.get(name) for name in (kept.field.name, kept.field.precision))


def _hangs(kept: Kept, values: Mapping[str, Any]) -> bool:
    return any(values.get(kept.column(column)) is not None for column in EVENT_COLUMNS.values())


def _hangs_anew(kept: Kept, before: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    after = {name: values.get(name, before.get(name)) for name in kept.columns}
    return _hangs(kept, after) and any(before.get(name) != after[name] for name in kept.columns)


class Anchor(NamedTuple):
    """How a stored deadline hangs on its event, for a person."""

    event: str  # the event's shortest name
    text: str  # what can be typed for it again: "before 2+2"
    title: str  # the event's title with its day
    lost: bool  # the event was cancelled or deleted: the day is frozen
    undated: bool  # the event has no date yet
    table: str
    id: int

    @property
    def words(self) -> str:
        """The text, with the words for an event that is lost or has no date yet."""
        return _in_words(self.text, lost=self.lost, undated=self.undated)


def anchor_of(db: Db, table: str, values: Mapping[str, Any], today: date) -> Anchor | None:
    """Return how a record's deadline hangs on an event, None if it is a plain date."""
    kept = kept_of(table)
    if kept is None:
        return None
    for target, column in EVENT_COLUMNS.items():
        row_id = values.get(kept.column(column))
        event = None if row_id is None else event_of(db, target, row_id)
        if event is not None:
            name = name_of(db, target, event.id, today) if not event.lost else event.ref
            offset = Offset(values.get(kept.column("offset")), values.get(kept.column("offset_unit")) or DAY,
                            values.get(kept.column("calendar")) or "")  # fmt: skip
            return Anchor(
                name, show_anchor(name, offset), event.label, event.lost, event.days is None, target, event.id
            )
    return None


def tell(db: Db, table: str, records: Iterable[Record], today: date) -> None:
    """Put into the labels of these records, under the name of the deadline, what can be typed for it again.

    Under `LOST` and `UNDATED` beside it: the event was cancelled or deleted, or has no date yet.
    """
    kept = kept_of(table)
    known: dict[tuple[Any, ...], Anchor | None] = {}
    for record in records if kept is not None else ():
        key = tuple(record.values.get(name) for name in kept.columns) if kept else ()
        if key[0] is None and key[1] is None:
            continue
        if key not in known:
            known[key] = anchor_of(db, table, record.values, today)
        anchor = known[key]
        if kept is not None and anchor is not None:
            record.labels[kept.field.name] = anchor.text
            flag = LOST if anchor.lost else UNDATED if anchor.undated else ""
            record.labels.update({flag: anchor.title} if flag else {})


def anchor_words(field: Field, record: Record) -> str:
    """Return what the deadline of a record hangs on, once `tell` put it there: "before 2+2 (date not set)"."""
    text = record.labels.get(field.name, "") if field.anchor else ""
    return _in_words(text, lost=LOST in record.labels, undated=UNDATED in record.labels) if text else ""


def _in_words(text: str, *, lost: bool, undated: bool) -> str:
    if lost:
        return _("anchor lost: {event}").format(event=text)
    return _("{event} (date not set)").format(event=text) if undated else text


def resolved(db: Db, entity: Entity, field: Field, text: str, today: date) -> dict[str, Stored]:
    """Return what a typed deadline sets, with the day that its event gives. Problems as `read_due`."""
    values = read_due(db, entity, field, text, today)
    kept = kept_of(entity.table)
    found = None if kept is None else anchor_of(db, entity.table, values, today)
    event = None if found is None else event_of(db, found.table, found.id)
    if kept is not None and event is not None and event.days is not None:
        number, unit, calendar = (values[kept.column(name)] for name in _REST)
        offset = Offset(number, unit or DAY, calendar or "")  # type: ignore[arg-type]  # columns as they were read
        values[field.name], values[field.precision] = resolve(offset, event.days)
    return values


def understood(db: Db, entity: Entity, field: Field, text: str, today: date) -> str:
    """Return how a deadline is understood: "Sat 27 Jul 2024 (2+2 meeting, 28 Jul 2024)". Problems as `read_due`."""
    values = resolved(db, entity, field, text, today)
    found = anchor_of(db, entity.table, values, today)
    shown = show_date(str(values[field.name] or ""), str(values.get(field.precision) or "day"), weekday=True)
    if found is None:
        return shown
    return f"{shown} ({found.title})" if shown else found.title


def with_the_event(raw: Connection, table: str, row_id: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of an update from a file that holds the event beside the date: a new date refits the offset."""
    kept = kept_of(table)
    completed = dict(values)
    if kept is not None and kept.field.name in values and not any(name in values for name in kept.columns):
        names = [kept.column(column) for column in EVENT_COLUMNS.values()]
        standing = raw.execute(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", (row_id,)).fetchone()
        if standing and any(standing):
            completed.update(zip(names, standing, strict=True))
            completed.update({kept.column(name): None for name in _REST})
    return completed
