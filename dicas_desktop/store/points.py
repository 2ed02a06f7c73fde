"""Points of the journal from which one asks what changed: a meeting's end, a day, a step, what an officer saw last.

A point is the number of the last step before it. Where clocks went backwards, the point lies before the first step that
is later than the moment asked for: too much is told rather than too little.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dicas_desktop.domain.clocks import END, moment_of, place_of
from dicas_desktop.domain.dates import read_date, show_date
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.zones import TOKYO, zone_of
from dicas_desktop.store.db import Db
from dicas_desktop.store.events import find_event, last_held
from dicas_desktop.store.journal import FROM_ELSEWHERE, read_head
from dicas_desktop.store.listing import fetch, find

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

LOOKED = "looked"  # word for "since I last looked" where a point is typed
_BASELINE = "baseline"
_STEP = re.compile(r"\d{1,7}")  # eight digits are a day: 20240728


@dataclass(frozen=True, slots=True)
class Point:
    """The number of the last step before the point, what the point is called, and what has to be said about it."""

    step: int
    words: str
    note: str = ""


def since_step(db: Db, number: int) -> Point:
    """Return the point after a step. UserProblem if there is no such step."""
    steps = read_head(db.raw).steps
    if not 0 <= number <= steps:
        text = _("There is no step {n}: the journal has {steps}. A day is written as 2024-07-28.")
        raise UserProblem(text.format(n=number, steps=steps))
    return Point(number, _("step {n}").format(n=number))


def since_day(db: Db, day: str) -> Point:
    """Return the point at which a day (ISO) begins in Tokyo."""
    begin = datetime.combine(date.fromisoformat(day), time(), ZoneInfo(TOKYO))
    return _at(db, begin.astimezone(UTC), show_date(day))


def since_meeting(db: Db, row_id: int) -> Point:
    """Return the point at which a meeting ended, by the clock of its place. UserProblem if its day is not known."""
    values = fetch(db, "meetings", [row_id])[0].values
    words = _("{title}, {day}").format(
        title=values["title"], day=show_date(values["start_date"], values["date_precision"] or "day")
    )
    return _at(db, end_of(values), words)


def since_looked(db: Db, officer: str) -> Point:
    """Return the point up to which an officer has seen what changed; the beginning if he never said so."""
    seen = db.execute("SELECT value FROM store_facts WHERE name = ?", (_fact(officer),)).scalar()
    if seen is None:
        return Point(0, _("the beginning"), _("{who} has not looked yet.").format(who=officer))
    step = min(int(seen), read_head(db.raw).steps)
    at = db.execute("SELECT at_utc FROM journal_steps WHERE id = ?", (step,)).scalar()
    day = "" if at is None else show_date(_tokyo(at).date().isoformat())
    return Point(step, _("my last look, {day}").format(day=day))


def look(store: "Store", officer: str, step: int) -> None:
    """Remember in the workspace that an officer has seen what changed up to a step. UserProblem if it is read-only."""
    store.hold.must_write().keep(_fact(officer), str(step))


def read_point(db: Db, text: str, officer: str, today: date, *, until: bool = False) -> Point:
    """Return the point that a typed text means: a step's number, a day, `looked`, or a meeting.

    A meeting is named by its reference, id or title or by its number ("DICAS#1"); the name of a forum or working group,
    or "2+2", is the last that it held by `today`. `until` takes the end of a day and not its beginning. UserProblem if
    the text is none of them.
    """
    words = text.strip()
    if words.casefold() == LOOKED:
        return since_looked(db, officer)
    if _STEP.fullmatch(words):
        return since_step(db, int(words))
    meeting = _meeting(db, words, today)
    if meeting is not None:
        return since_meeting(db, meeting)
    if words.casefold().startswith(_BASELINE):
        raise UserProblem(
            _("This workspace has no baselines: give a meeting, a day such as 2024-07-28 or the number of a step.")
        )
    try:
        day, precision = read_date(words)
    except UserProblem:
        day, precision = "", ""
    if precision != "day":
        known = _("“{text}” is no meeting, no day such as 2024-07-28 and no number of a step: see `history`.")
        raise UserProblem(known.format(text=words))
    if until:
        return _until_day(db, day)
    return since_day(db, day)


def _meeting(db: Db, words: str, today: date) -> int | None:
    """The meeting that these words name, None if they name none."""
    meeting = find(db, "meetings", words)
    if meeting is None and "#" in words:
        event = find_event(db, words, today)
        return event.id if event.table == "meetings" else None
    return last_held(db, words, today) if meeting is None else meeting


def last_meetings(db: Db, today: date) -> list[tuple[int, int, str]]:
    """Return (forum, meeting, day) of the last meeting that each forum held before a day or on it, the latest first."""
    rows = db.execute(
        "SELECT m.forum_id, m.id, max(coalesce(m.end_date, m.start_date)) AS day FROM meetings m "
        "JOIN forums f ON f.id = m.forum_id WHERE m.deleted_at IS NULL AND f.deleted_at IS NULL "
        "AND coalesce(m.status, '') != 'cancelled' AND m.start_date <= ? GROUP BY m.forum_id ORDER BY day DESC, m.id",
        (today.isoformat(),),
    )
    return [(int(forum), int(meeting), str(day)) for forum, meeting, day in rows]


def begins(db: Db) -> datetime | None:
    """Return when the journal begins, UTC: nothing before can be told. None for an empty one."""
    at = db.execute("SELECT at_utc FROM journal_steps ORDER BY id LIMIT 1").scalar()
    return None if at is None else datetime.fromisoformat(at)


def founded(db: Db) -> int:
    """Return the step by which the file was first filled from elsewhere; the one before any record if it was not."""
    first = db.execute("SELECT min(step_id) FROM journal_changes").scalar()
    if first is None:
        return read_head(db.raw).steps
    kind = db.execute("SELECT kind FROM journal_steps WHERE id = ?", (first,)).scalar()
    return int(first) if kind in FROM_ELSEWHERE else int(first) - 1


def end_of(meeting: dict[str, Any]) -> datetime:
    """Return when a meeting ends, UTC: at its time, else with its last day where it takes place, else in Tokyo."""
    last = meeting["end_date"] or meeting["start_date"]
    if last is None:
        text = _("{ref} has no date: give a day or the number of a step.")
        raise UserProblem(text.format(ref=meeting["ref"]))
    day = _last_day(date.fromisoformat(last), meeting["date_precision"])
    place = meeting["time_zone"] or zone_of(meeting["country"] or "", meeting["city"] or "") or TOKYO
    if meeting["end_time"]:
        return moment_of(day.isoformat(), meeting["end_time"], place, END).astimezone(UTC)
    return datetime.combine(day + timedelta(days=1), time(), place_of(place)).astimezone(UTC)


def _last_day(day: date, precision: str | None) -> date:
    """The last day that a date of this precision may mean."""
    if precision == "month":
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day.replace(month=12, day=31) if precision == "year" else day


def _at(db: Db, moment: datetime, words: str) -> Point:
    first = begins(db)
    if first is not None and moment < first:
        note = _("The journal begins on {day}: what changed before that cannot be told.")
        return Point(0, words, note.format(day=show_date(_tokyo(first.isoformat()).date().isoformat())))
    later = db.execute(
        "SELECT min(id) FROM journal_steps WHERE at_utc >= ?", (moment.isoformat(timespec="milliseconds"),)
    ).scalar()
    return Point(read_head(db.raw).steps if later is None else int(later) - 1, words)


def _until_day(db: Db, day: str) -> Point:
    following = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    return Point(since_day(db, following).step, show_date(day))


def _tokyo(at_utc: str) -> datetime:
    return datetime.fromisoformat(at_utc).astimezone(ZoneInfo(TOKYO))


def _fact(officer: str) -> str:
    return f"{LOOKED}/{officer}"
