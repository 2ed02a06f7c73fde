"""Repair schedules under way or planned, how far they slip, and what comes next in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from dicas_desktop.domain.countdown import Countdown, countdown
from dicas_desktop.domain.texts import _
from dicas_desktop.store.db import Db
from dicas_desktop.store.figures import Figure, figures
from dicas_desktop.store.listing import Condition, Listing
from dicas_desktop.store.needs import RUNNING, listed
from dicas_desktop.store.two_plus_two import Deadline

NEXT = 3  # milestones named
_REPAIR_PLACES = ("naval_repair_facility", "dry_dock", "shipyard", "aircraft_depot", "engine_depot")
_LIVE = f"deleted_at IS NULL AND status IN ({listed(RUNNING)})"
_END = "coalesce(forecast_end, planned_end)"


class Ahead(NamedTuple):
    """What comes next: a milestone of repair, or the beginning or end of a repair schedule."""

    table: str
    id: int
    ref: str
    title: str
    day: str
    precision: str
    left: Countdown


@dataclass(frozen=True, slots=True)
class Repairs:
    """Repair schedules under way or planned. `worst_slip` in days; None: none can be told.

    Where the clock cannot be trusted, what has passed, what is next and what ended of late are not told either.
    """

    running: Figure
    worst_slip: int | None
    after_deadline: Figure | None
    overdue: Figure | None
    without_end: Figure
    finished: tuple[int, int] | None  # in the last twelve months: all, and those on time
    ahead: tuple[Ahead, ...] | None


def repairs(db: Db, today: date, deadline: Deadline | None, *, trusted: bool = True) -> Repairs:
    """Return how repairs stand; `trusted` tells whether `today` can be right."""
    running = Condition("status", "in", RUNNING)

    def those(clause: str, *values: Any) -> Listing:  # noqa: ANN401 - bound values
        ids = db.execute(f"SELECT id FROM repair_schedules WHERE {_LIVE} AND {clause}", values).scalars()
        return Listing("repair_schedules", (running, Condition("id", "in", tuple(ids) or (-1,))))

    listings = {
        "running": Listing("repair_schedules", (running,)),
        "without_end": those(f"actual_end IS NULL AND {_END} IS NULL"),
    }
    if trusted:
        listings["overdue"] = those(f"actual_end IS NULL AND {_END} < ?", today.isoformat())
    if deadline is not None:
        listings["after"] = those(f"actual_end IS NULL AND {_END} > ?", deadline.until)
    found = figures(db, listings, today)
    slip = db.execute(
        "SELECT max(julianday(forecast_end) - julianday(planned_end)) FROM repair_schedules "
        f"WHERE {_LIVE} AND actual_end IS NULL AND forecast_end IS NOT NULL"
    ).scalar()
    return Repairs(
        running=found["running"],
        worst_slip=None if slip is None else int(slip),
        after_deadline=found.get("after"),
        overdue=found.get("overdue"),
        without_end=found["without_end"],
        finished=_finished(db, today) if trusted else None,
        ahead=tuple(_ahead(db, today)) if trusted else None,
    )


def _finished(db: Db, today: date) -> tuple[int, int]:
    row = db.execute(
        "SELECT count(*), count(CASE WHEN actual_end <= planned_end THEN 1 END) FROM repair_schedules "
        "WHERE deleted_at IS NULL AND status = 'completed' AND planned_end IS NOT NULL AND actual_end BETWEEN ? AND ?",
        ((today - timedelta(days=365)).isoformat(), today.isoformat()),
    ).first()
    return (0, 0) if row is None else (row[0], row[1])


# what is known to the month or year only is to come until that is over
_NOT_OVER = (
    "day >= CASE precision WHEN 'month' THEN date(:today, 'start of month') "
    "WHEN 'year' THEN date(:today, 'start of year') ELSE :today END"
)
_NAMED = "FROM repair_schedules r LEFT JOIN platforms p ON p.id = r.platform_id WHERE r.deleted_at IS NULL"
_COMING = (
    "SELECT 'milestones' AS tab, m.id, m.ref, m.title, m.date AS day, coalesce(m.date_precision, 'day') AS precision, "
    "'' AS what FROM milestones m LEFT JOIN programmes g ON g.id = m.programme_id "
    "LEFT JOIN facilities f ON f.id = m.facility_id WHERE m.deleted_at IS NULL AND coalesce(m.status, '') = 'planned' "
    "AND (m.repair_id IS NOT NULL OR g.item_type = 'sustainment' "
    f"OR (m.programme_id IS NULL AND f.kind IN ({listed(_REPAIR_PLACES)}))) "
    "UNION ALL SELECT 'repair_schedules', r.id, r.ref, coalesce(p.name, ''), coalesce(r.forecast_start, "
    "r.planned_start), coalesce(CASE WHEN r.forecast_start IS NULL THEN r.planned_start_precision "
    f"ELSE r.forecast_start_precision END, 'day'), 'begins' {_NAMED} AND r.status = 'planned' "
    "AND r.actual_start IS NULL "
    "UNION ALL SELECT 'repair_schedules', r.id, r.ref, coalesce(p.name, ''), coalesce(r.forecast_end, r.planned_end), "
    "coalesce(CASE WHEN r.forecast_end IS NULL THEN r.planned_end_precision ELSE r.forecast_end_precision END, 'day'), "
    f"'ends' {_NAMED} AND r.status IN ({listed(RUNNING)}) AND r.actual_end IS NULL"
)


def _ahead(db: Db, today: date) -> Iterator[Ahead]:
    rows = db.execute(
        f"SELECT * FROM ({_COMING}) WHERE day IS NOT NULL AND {_NOT_OVER} ORDER BY day, tab, id LIMIT :most",
        {"today": today.isoformat(), "most": NEXT},
    )
    words = {"begins": _("{platform}: repair begins"), "ends": _("{platform}: repair ends")}
    for table, row_id, ref, title, day, precision, what in rows:
        named = words[what].format(platform=title or _("Unnamed platform")) if what else title
        yield Ahead(table, row_id, ref, named, day, precision, countdown(day, None, precision, today))
