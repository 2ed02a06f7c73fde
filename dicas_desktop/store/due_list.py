"""What must be done before an event: late, due before it, waiting for its date, finishing after it, without a date."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dicas_desktop.domain.dates import days_left, show_date
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.domain.vocabulary import CLOSED_ACTIONS, DRAFT_ACTION
from dicas_desktop.store.anchors import EVENT_COLUMNS, anchor_of, kept_of
from dicas_desktop.store.closures import Closures
from dicas_desktop.store.db import Db
from dicas_desktop.store.events import Event
from dicas_desktop.store.listing import Record, fetch
from dicas_desktop.store.needs import RUNNING, listed
from dicas_desktop.store.working_days import beside_deadline

LATE, BEFORE, WAITING, AFTER, UNDATED = "late", "before", "waiting", "after", "undated"
WORDS = {
    LATE: N_("Late"),
    BEFORE: N_("To be done before it"),
    WAITING: N_("Waiting for the date of an event"),
    AFTER: N_("Forecast to finish after it"),
    UNDATED: N_("Open without a date"),
}


class Line(NamedTuple):
    """One commitment: its group, the record, its title, who has it, its day in words, the days left, its anchor.

    `beside` says that its day is no joint working day and which ones are before and after it.
    """

    group: str
    table: str
    id: int
    ref: str
    title: str
    who: str
    day: str
    days: int | None
    anchor: str
    beside: str = ""


def due_list(db: Db, event: Event, today: date) -> list[Line]:
    """Return what must be done before an event as of a day, in the order of the groups, then of the days.

    Drafts and what is done or cancelled are left out. A deadline "from" a day is an earliest day and never late.
    """
    lines = [*_actions(db, event, today), *_milestones(db, event, today), *_repairs(db, event, today)]
    order = list(WORDS)
    return sorted(lines, key=lambda line: (order.index(line.group), line.days is None, line.days or 0, line.ref))


def _actions(db: Db, event: Event, today: date) -> Iterator[Line]:
    out = listed((*CLOSED_ACTIONS, DRAFT_ACTION))
    yield from _lines(
        db, "action_items", event, today, f"coalesce(status, 'open') NOT IN ({out}) "
        "AND coalesce(due_precision, '') != 'from'", "owner_org_id", undated=True,
    )  # fmt: skip


def _milestones(db: Db, event: Event, today: date) -> Iterator[Line]:
    own = f" AND id != {event.id}" if event.table == "milestones" else ""
    yield from _lines(db, "milestones", event, today, f"status = 'planned'{own}", "facility_id", undated=False)


def _lines(db: Db, table: str, event: Event, today: date, where: str, who: str, *, undated: bool) -> Iterator[Line]:
    kept = kept_of(table)
    if kept is None:
        return
    field, column = kept.field.name, kept.column(EVENT_COLUMNS[event.table])
    last = "" if event.days is None else event.days.last.isoformat()
    parts = [f"{field} <= ?", f"({field} IS NULL AND {column} = ?)", *([f"{field} IS NULL"] if undated else [])]
    ids = db.execute(
        f"SELECT id FROM {table} WHERE deleted_at IS NULL AND {where} AND ({' OR '.join(parts)})", (last, event.id)
    ).scalars()
    closures = Closures(db.raw)
    for record in fetch(db, table, ids):
        values = record.values
        day = values[field]
        days = None if day is None else days_left(day, today)
        anchor = anchor_of(db, table, values, today)
        group = (WAITING if anchor else UNDATED) if days is None else LATE if days < 0 else BEFORE
        near = beside_deadline(db, table, values, closures)
        shown = show_date(day, values[kept.field.precision])
        line = _line(record, group, who, shown, days, anchor.words if anchor else "")
        yield line._replace(beside="" if near is None else near.words)


def _repairs(db: Db, event: Event, today: date) -> Iterator[Line]:
    """Yield repairs that were planned to be finished by the event and are forecast to finish after it."""
    if event.days is None:
        return
    ids = db.execute(
        "SELECT id FROM repair_schedules WHERE deleted_at IS NULL "
        f"AND coalesce(status, 'planned') IN ({listed(RUNNING)}) AND actual_end IS NULL AND planned_end <= ? "
        "AND (forecast_end > ? OR (forecast_end IS NULL AND planned_end < ?))",
        (event.days.last.isoformat(), event.days.last.isoformat(), today.isoformat()),
    ).scalars()
    for record in fetch(db, "repair_schedules", ids):
        end, precision = record.values["forecast_end"], record.values["forecast_end_precision"]
        planned = show_date(record.values["planned_end"], record.values["planned_end_precision"])
        words = _("planned {planned}, forecast {forecast}").format(
            planned=planned, forecast=show_date(end, precision) if end else _("not said")
        )
        days = None if end is None else days_left(end, today)
        yield _line(record, AFTER if end else LATE, "facility_id", words, days, "")


def _line(record: Record, group: str, who: str, day: str, days: int | None, anchor: str) -> Line:
    values = record.values
    title = (
        values.get("description") or values.get("title") or values.get("scope_note") or record.labels.get("platform_id")
    )
    return Line(
        group, record.table, values["id"], values["ref"], title or "", record.labels.get(who, ""), day, days, anchor
    )
