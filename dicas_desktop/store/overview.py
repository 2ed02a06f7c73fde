"""What needs a human now, as plain data: the reading side of the overview page.

Each figure carries the list it counts, so what the card says and what the list shows cannot differ.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dicas_desktop.domain.calendars import working_days_between
from dicas_desktop.domain.countdown import Countdown, countdown
from dicas_desktop.domain.texts import _
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import Condition, Listing, count
from dicas_desktop.store.needs import RUNNING, Need, heads, is_state, listed, needs
from dicas_desktop.store.two_plus_two import LAST_DAY, Deadline, named, next_two_plus_two

_OWN_FORUM = ("dicas", "DICAS")
_SECOND_DEADLINES = 30  # events offered to choose from


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the list it counts."""

    number: int
    listing: Listing


@dataclass(frozen=True, slots=True)
class Owed:
    """What one side owes: open actions, and how many of them are late."""

    open: Figure
    late: Figure


@dataclass(frozen=True, slots=True)
class Actions:
    """Actions due before the deadline, or all that have a day where there is no deadline."""

    left: Countdown | None
    working_days: int | None  # None too where the day is not known, or has passed
    late: Figure
    open: Figure
    done: Figure
    japan: Owed
    us: Owed
    both: Owed
    no_lead: Figure


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting of the forum, else of any: what is ready and what is not."""

    id: int
    title: str
    day: str
    precision: str
    place: str
    left: Countdown
    heads: tuple[tuple[str, str], ...]  # side, name or role of its head ("" is missing)
    agenda: int
    agenda_with_lead: int
    decisions: Figure
    carry_over: Figure


@dataclass(frozen=True, slots=True)
class Repairs:
    """Repair schedules under way or planned. `worst_slip` in days; None: none can be told."""

    running: Figure
    worst_slip: int | None
    after_deadline: Figure | None
    overdue: Figure
    without_end: Figure
    finished: int
    finished_on_time: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart: a year's output or the target. Hatched without an official source."""

    label: str
    quantity: int
    about: str  # "≈", "≥", "≤" or ""
    target: bool
    official: bool


@dataclass(frozen=True, slots=True)
class Production:
    """Output against target of one programme; `note` is the record's own remark."""

    programme: int
    title: str
    unit: str
    bars: tuple[Bar, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the page shows."""

    deadline: Deadline | None
    actions: Actions
    meeting: NextMeeting | None
    repairs: Repairs
    needs: tuple[Need, ...]
    production: Production | None


def overview(db: Db, today: date, deadline: Deadline | None = None) -> Overview:
    """Return the overview of a day; without a deadline the next meeting of the four ministers is taken."""
    deadline = deadline or next_two_plus_two(db, today)
    return Overview(
        deadline,
        _actions(db, today, deadline),
        next_meeting(db, today, deadline),
        _repairs(db, today, deadline),
        tuple(needs(db, today)),
        _production(db),
    )


def deadlines(db: Db, today: date) -> list[Deadline]:
    """Return the events one can choose as deadline: meetings and milestones that are not over, nearest first."""
    rows = db.execute(
        "SELECT 'meetings', m.id, m.title, m.start_date AS day, m.date_precision, m.end_date FROM meetings m "
        f"WHERE m.deleted_at IS NULL AND {LAST_DAY} >= :day AND coalesce(m.status, '') != 'cancelled' "
        "UNION ALL SELECT 'milestones', id, title, date, date_precision, NULL FROM milestones "
        "WHERE deleted_at IS NULL AND date >= :day AND coalesce(status, '') != 'cancelled' "
        "ORDER BY day, 2 LIMIT :most",
        {"day": today.isoformat(), "most": _SECOND_DEADLINES},
    )
    return [
        Deadline(table, row_id, title, day, known or "day", last or "")
        for table, row_id, title, day, known, last in rows
    ]


# ---------------------------------------------------------------------------------------------------------- actions
def _actions(db: Db, today: date, deadline: Deadline | None) -> Actions:
    left = deadline.left(today) if deadline else None
    exact = left is not None and not left.bound and left.days >= 0
    due = Condition("due_date", "<=", deadline.until) if deadline else Condition("due_date", "filled")

    def figure(*more: Condition) -> Figure:
        listing = Listing("action_items", (*more, due))
        return Figure(count(db, listing, today), listing)

    def owed(side: str) -> Owed:
        who = Condition("owner_side", "=", side)
        return Owed(figure(is_state("open"), who), figure(is_state("late"), who))

    return Actions(
        left=left,
        working_days=working_days_between(today, date.fromisoformat(deadline.day), "joint")
        if deadline and exact
        else None,
        late=figure(is_state("late")),
        open=figure(is_state("open")),
        done=figure(Condition("status", "=", "done")),
        japan=owed("JP"),
        us=owed("US"),
        both=owed("both"),
        no_lead=figure(is_state("no_lead")),
    )


# ---------------------------------------------------------------------------------------------------------- meeting
def next_meeting(db: Db, today: date, deadline: Deadline | None) -> NextMeeting | None:
    """Return the next meeting of the own forum, else of any, that is not the deadline itself; None if none is ahead."""
    other = deadline.id if deadline is not None and deadline.table == "meetings" else -1
    row = db.execute(
        "SELECT m.id, m.title, m.start_date, m.end_date, m.date_precision, m.city, m.forum_id, m.wg_id, "
        f"f.id IS NOT NULL AND {named('f', _OWN_FORUM)} AS own "
        "FROM meetings m LEFT JOIN forums f ON f.id = m.forum_id "
        f"WHERE m.deleted_at IS NULL AND {LAST_DAY} >= ? AND m.id != ? AND coalesce(m.status, '') != 'cancelled' "
        "ORDER BY own DESC, m.start_date, m.id LIMIT 1",
        (today.isoformat(), other),
    ).first()
    if row is None:
        return None
    row_id, title, day, last, precision, city, forum, group, _own = row
    items, led = db.execute(
        "SELECT count(*), count(CASE WHEN lead_side IS NOT NULL OR lead_org_id IS NOT NULL THEN 1 END) "
        "FROM agenda_items WHERE meeting_id = ? AND deleted_at IS NULL",
        (row_id,),
    ).first() or (0, 0)
    sought = Listing("decisions", (Condition("meeting_id", "=", row_id), Condition("status", "=", "proposed")))
    carried = _carried(db, row_id, forum, group, day)
    return NextMeeting(
        id=row_id,
        title=title,
        day=day,
        precision=precision or "day",
        place=city or "",
        left=countdown(day, last, precision, today),
        heads=tuple(heads(db, row_id).items()),
        agenda=items,
        agenda_with_lead=led,
        decisions=Figure(count(db, sought, today), sought),
        carry_over=Figure(count(db, carried, today), carried),
    )


def _carried(db: Db, meeting: int, forum: int | None, group: int | None, day: str) -> Listing:
    """Open actions that earlier meetings of the same working group, else of the same forum, left behind."""
    column, value = ("wg_id", group) if group is not None else ("forum_id", forum)
    earlier = db.execute(
        f"SELECT id FROM meetings WHERE {column} = ? AND deleted_at IS NULL AND id != ? AND start_date < ?",
        (value, meeting, day),
    ).scalars()
    return Listing("action_items", (is_state("open"), Condition("meeting_id", "in", tuple(earlier) or (-1,))))


# ---------------------------------------------------------------------------------------------------------- repairs
def _repairs(db: Db, today: date, deadline: Deadline | None) -> Repairs:
    running = Condition("status", "in", RUNNING)
    live = f"deleted_at IS NULL AND status IN ({listed(RUNNING)})"

    def figure(*more: Condition) -> Figure:
        listing = Listing("repair_schedules", (running, *more))
        return Figure(count(db, listing, today), listing)

    def those(clause: str, *values: Any) -> Figure:  # noqa: ANN401 - bound values
        ids = db.execute(
            f"SELECT id FROM repair_schedules WHERE {live} AND {clause}",
            values,
        ).scalars()
        return figure(Condition("id", "in", tuple(ids) or (-1,)))

    slip = db.execute(
        "SELECT max(julianday(forecast_end) - julianday(planned_end)) FROM repair_schedules "
        f"WHERE {live} AND actual_end IS NULL AND forecast_end IS NOT NULL"
    ).scalar()
    finished = db.execute(
        "SELECT count(*), count(CASE WHEN actual_end <= planned_end THEN 1 END) FROM repair_schedules "
        "WHERE deleted_at IS NULL AND status = 'completed' AND planned_end IS NOT NULL AND actual_end BETWEEN ? AND ?",
        ((today - timedelta(days=365)).isoformat(), today.isoformat()),
    ).first() or (0, 0)
    end = "coalesce(forecast_end, planned_end)"
    return Repairs(
        figure(), None if slip is None else int(slip),
        None if deadline is None else those(f"actual_end IS NULL AND {end} > ?", deadline.until),
        those(f"actual_end IS NULL AND {end} < ?", today.isoformat()), those(f"actual_end IS NULL AND {end} IS NULL"),
        *finished,
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------------- production
_ACTUALS = (
    "SELECT substr(a.period_start, 1, 4), a.quantity, a.qualifier, s.source_kind = 'official' "
    "FROM production_actuals a LEFT JOIN sources s ON s.id = a.source_id WHERE a.programme_id = ? "
    "AND a.measure = 'rate_per_year' AND a.quantity IS NOT NULL AND a.deleted_at IS NULL "
    "AND a.producer_org_id IS ? ORDER BY a.period_start, a.id"
)
_TARGETS = (
    "SELECT substr(t.target_date, 1, 4), t.quantity, t.qualifier, s.source_kind = 'official' "
    "FROM production_targets t LEFT JOIN sources s ON s.id = t.source_id WHERE t.programme_id = ? "
    "AND t.target_kind = 'rate' AND t.quantity IS NOT NULL AND t.deleted_at IS NULL "
    "AND t.producer_org_id IS ? ORDER BY t.target_date, t.id"
)
_ABOUT = {"about": "≈", "at_least": "≥", "more_than": ">", "up_to": "≤"}


def _production(db: Db) -> Production | None:
    """The first programme with a yearly output and a yearly target, those made in Japan first."""
    row = db.execute(
        "SELECT t.programme_id, g.name, t.unit, t.producer_org_id, t.note FROM production_targets t "
        "JOIN programmes g ON g.id = t.programme_id "
        "WHERE t.deleted_at IS NULL AND g.deleted_at IS NULL AND t.target_kind = 'rate' AND t.quantity IS NOT NULL "
        "AND EXISTS (SELECT 1 FROM production_actuals a WHERE a.programme_id = t.programme_id AND a.deleted_at IS NULL "
        "AND a.measure = 'rate_per_year' AND a.quantity IS NOT NULL) "
        "ORDER BY coalesce(t.location_country, '') != 'JP', t.id LIMIT 1"
    ).first()
    if row is None:
        return None
    programme, title, unit, producer, note = row
    bars = [*_bars(db, _ACTUALS, programme, producer), *_bars(db, _TARGETS, programme, producer)]
    return Production(programme, title, unit or "", tuple(bars), note or "")


def _bars(db: Db, query: str, programme: int, producer: int | None) -> list[Bar]:
    target = query is _TARGETS
    bars = []
    for year, quantity, qualifier, official in db.execute(query, (programme, producer)):
        label = year or "—"
        if target:
            label = _("target {year}").format(year=year) if year else _("target")
        bars.append(Bar(label, quantity, _ABOUT.get(qualifier or "", ""), target, bool(official)))
    return bars
