"""The start page as plain data: what needs a human now.

Each figure carries the list it counts, so what the card says and what the list shows cannot differ. Where the clock
cannot be trusted, everything that it would decide is left out, so that neither page nor command can show it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from dicas_desktop.domain.calendars import working_days_between
from dicas_desktop.domain.countdown import Countdown
from dicas_desktop.store.clock import ahead_of
from dicas_desktop.store.db import Db
from dicas_desktop.store.figures import Figure, figures
from dicas_desktop.store.last_backup import LastBackup, last_backup
from dicas_desktop.store.listing import Condition, Listing
from dicas_desktop.store.meetings.days import LAST_DAY
from dicas_desktop.store.needs import SOON, Need, is_state, needs
from dicas_desktop.store.next_meeting import NextMeeting, next_meeting
from dicas_desktop.store.output import Production, production
from dicas_desktop.store.repairs_ahead import Repairs, repairs
from dicas_desktop.store.two_plus_two import Deadline, next_two_plus_two

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_SECOND_DEADLINES = 30  # events offered to choose from
_SIDES = {"japan": "JP", "us": "US", "both": "both"}


@dataclass(frozen=True, slots=True)
class Owed:
    """What one side owes: open actions, and how many of them are late (None: the clock cannot be trusted)."""

    open: Figure
    late: Figure | None


@dataclass(frozen=True, slots=True)
class Due:
    """Of all open actions: overdue, and due in 7 and in 30 days, today and the last day included."""

    overdue: Figure
    week: Figure
    month: Figure

    @property
    def nothing(self) -> bool:
        """Whether nothing is overdue and nothing is due in 30 days."""
        return not (self.overdue.number or self.month.number)


@dataclass(frozen=True, slots=True)
class Actions:
    """Actions due before the deadline, or all that have a day where there is no deadline."""

    left: Countdown | None
    working_days: int | None  # None too where the day is not known, or has passed
    late: Figure | None
    open: Figure
    done: Figure
    japan: Owed
    us: Owed
    both: Owed
    no_lead: Figure


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the page shows.

    `ahead` is the time of the journal's latest entry where the clock lies more than a day before it: then nothing is
    counted as late or early, no meeting is the next one, and only a deadline that was chosen by hand is measured
    against. `due` is None then, too.
    """

    today: date
    ahead: datetime | None
    deadline: Deadline | None
    due: Due | None
    actions: Actions
    meeting: NextMeeting | None
    repairs: Repairs
    needs: tuple[Need, ...]
    production: Production | None
    backup: LastBackup | None


def overview(
    db: Db,
    today: date,
    deadline: Deadline | None = None,
    *,
    now: datetime | None = None,
    backup: LastBackup | None = None,
) -> Overview:
    """Return the overview of a day; without a deadline the next meeting of the four ministers is taken.

    `now` is what the computer's clock says, None where the day was given by hand and is beyond doubt. `backup`
    does not lie in the file: `read_overview` finds it.
    """
    ahead = ahead_of(db, now)
    trusted = ahead is None
    if trusted:
        deadline = deadline or next_two_plus_two(db, today)
    due, actions = _actions(db, today, deadline, trusted=trusted)
    return Overview(
        today,
        ahead,
        deadline,
        due,
        actions,
        next_meeting(db, today, deadline) if trusted else None,
        repairs(db, today, deadline, trusted=trusted),
        tuple(needs(db, today, trusted=trusted)),
        production(db),
        backup,
    )


def read_overview(store: "Store", today: date, deadline: Deadline | None, now: datetime, *, by_hand: bool) -> Overview:
    """Return the overview with the newest backup; `by_hand`: the day was given, and the clock is not asked about it."""
    with store.read() as db:
        clock = None if by_hand else now
        trusted = ahead_of(db, clock) is None
        return overview(db, today, deadline, now=clock, backup=last_backup(store.path, now, trusted=trusted))


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


def _actions(db: Db, today: date, deadline: Deadline | None, *, trusted: bool) -> tuple[Due | None, Actions]:
    before = Condition("due_date", "<=", deadline.until) if deadline else Condition("due_date", "filled")
    week = (today + timedelta(days=SOON)).isoformat()
    wanted: dict[str, tuple[Condition, ...]] = {
        "open": (is_state("open"), before),
        "done": (Condition("status", "=", "done"), before),
        "no_lead": (is_state("no_lead"), before),
    }
    if trusted:
        wanted["late"] = (is_state("late"), before)
        wanted["overdue"] = (is_state("late"),)
        wanted["week"] = (is_state("soon"), Condition("due_date", "<=", week))
        wanted["month"] = (is_state("soon"),)
    for name, side in _SIDES.items():
        who = Condition("owner_side", "=", side)
        wanted[name] = (is_state("open"), who, before)
        if trusted:
            wanted[f"late {name}"] = (is_state("late"), who, before)
    found = figures(db, {name: Listing("action_items", where) for name, where in wanted.items()}, today)
    owed = {name: Owed(found[name], found.get(f"late {name}")) for name in _SIDES}
    left = deadline.left(today) if deadline and trusted else None
    exact = left is not None and not left.bound and left.days >= 0
    actions = Actions(
        left,
        working_days_between(today, date.fromisoformat(deadline.day), "joint") if deadline and exact else None,
        found.get("late"),
        found["open"],
        found["done"],
        **owed,
        no_lead=found["no_lead"],
    )
    return (Due(found["overdue"], found["week"], found["month"]) if trusted else None), actions
