"""The next meeting: which one it is, how far away, whether it is ready, what earlier ones left to it."""

from dataclasses import dataclass
from datetime import date

from dicas_desktop.domain.countdown import Countdown, countdown
from dicas_desktop.store.db import Db
from dicas_desktop.store.figures import Figure, figure
from dicas_desktop.store.listing import Condition, Listing
from dicas_desktop.store.meetings.days import LAST_DAY
from dicas_desktop.store.meetings.readiness import Ready, readiness
from dicas_desktop.store.needs import is_state
from dicas_desktop.store.two_plus_two import Deadline, named

_OWN_FORUM = ("dicas", "DICAS")


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting of the forum, else of any, with the very lines of readiness that its page shows."""

    id: int
    ref: str
    title: str
    day: str
    precision: str
    place: str
    left: Countdown
    ready: tuple[Ready, ...]
    carry_over: Figure


def next_meeting_id(db: Db, today: date, deadline: Deadline | None) -> int | None:
    """Return the next meeting of the own forum, else of any, that is not the deadline itself; None if none is ahead."""
    other = deadline.id if deadline is not None and deadline.table == "meetings" else -1
    found = db.execute(
        f"SELECT m.id, f.id IS NOT NULL AND {named('f', _OWN_FORUM)} AS own "
        "FROM meetings m LEFT JOIN forums f ON f.id = m.forum_id "
        f"WHERE m.deleted_at IS NULL AND {LAST_DAY} >= ? AND m.id != ? AND coalesce(m.status, '') != 'cancelled' "
        "AND coalesce(m.stage, '') != 'closed' ORDER BY own DESC, m.start_date, m.id LIMIT 1",
        (today.isoformat(), other),
    ).scalar()
    return None if found is None else int(found)


def next_meeting(db: Db, today: date, deadline: Deadline | None) -> NextMeeting | None:
    """Return it, None if none is ahead."""
    row_id = next_meeting_id(db, today, deadline)
    if row_id is None:
        return None
    ref, title, day, last, precision, city, forum, group = db.execute(
        "SELECT ref, title, start_date, end_date, date_precision, city, forum_id, wg_id FROM meetings WHERE id = ?",
        (row_id,),
    ).all()[0]
    return NextMeeting(
        id=row_id,
        ref=ref,
        title=title,
        day=day,
        precision=precision or "day",
        place=city or "",
        left=countdown(day, last, precision, today),
        ready=tuple(readiness(db, row_id, today)),
        carry_over=figure(db, _carried(db, row_id, forum, group, day), today),
    )


def _carried(db: Db, meeting: int, forum: int | None, group: int | None, day: str) -> Listing:
    """Open actions that earlier meetings of the same working group, else of the same forum, left behind."""
    column, value = ("wg_id", group) if group is not None else ("forum_id", forum)
    earlier = db.execute(
        f"SELECT id FROM meetings WHERE {column} = ? AND deleted_at IS NULL AND id != ? AND start_date < ?",
        (value, meeting, day),
    ).scalars()
    return Listing("action_items", (is_state("open"), Condition("meeting_id", "in", tuple(earlier) or (-1,))))
