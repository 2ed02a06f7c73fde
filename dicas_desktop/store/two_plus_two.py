"""The next meeting of the four ministers: the deadline everything is measured against."""

from datetime import date
from typing import NamedTuple

from dicas_desktop.domain.anchors import PERIODS, days_of
from dicas_desktop.domain.countdown import Countdown, countdown
from dicas_desktop.store.db import Db
from dicas_desktop.store.meetings.days import LAST_DAY
from dicas_desktop.store.needs import listed

_FORUM = ("scc", "SCC", "2+2")  # slug and abbreviations of the forum of the four ministers
NOT_A_SESSION = ("courtesy_call", "site_visit", "announcement")


class Deadline(NamedTuple):
    """The event everything is measured against."""

    table: str
    id: int
    title: str  # "2+2" for the meeting of the four ministers, else the event's own title
    day: str  # ISO, the first one
    precision: str
    last: str = ""  # ISO; empty: the same day

    @property
    def until(self) -> str:
        """Return the day by which what is due "before" it is due: its first, or the end of its month or year (ISO)."""
        event = days_of(self.day, self.last or None, self.precision)
        return self.day if event is None or self.precision not in PERIODS else event.last.isoformat()

    def left(self, today: date) -> Countdown:
        """Return how far away it is."""
        return countdown(self.day, self.last, self.precision, today)


def next_two_plus_two(db: Db, today: date) -> Deadline | None:
    """Return the next meeting of the four ministers that is not over on a day, None if none is on record."""
    row = db.execute(
        f"SELECT m.id, m.start_date, m.date_precision, m.end_date FROM meetings m JOIN forums f ON f.id = m.forum_id "
        f"WHERE m.deleted_at IS NULL AND f.deleted_at IS NULL AND {named_2plus2('f')} "
        f"AND coalesce(m.meeting_type, '') NOT IN ({listed(NOT_A_SESSION)}) "
        f"AND coalesce(m.status, '') != 'cancelled' AND {LAST_DAY} >= ? ORDER BY m.start_date, m.id LIMIT 1",
        (today.isoformat(),),
    ).first()
    return None if row is None else Deadline("meetings", row[0], "2+2", row[1], row[2] or "day", row[3] or "")


def named(alias: str, names: tuple[str, ...]) -> str:
    """Return the SQL condition that a forum has one of these slugs or abbreviations."""
    return f"({alias}.slug IN ({listed(names)}) OR {alias}.abbreviation IN ({listed(names)}))"


def named_2plus2(alias: str) -> str:
    """Return the SQL condition that a forum is the one of the four ministers."""
    return named(alias, _FORUM)
