"""Meetings at the same time under the same head of delegation: a warning, never a block."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from dicas_desktop.domain.clocks import END
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.zones import TOKYO, zone_of
from dicas_desktop.store.db import Db
from dicas_desktop.store.meetings.agenda import moment

_MEETING = (
    "m.id, m.ref || ' ' || m.title AS name, m.start_date, m.end_date, m.start_time, m.end_time, m.time_zone, "
    "m.country, m.city, (SELECT sum(minutes) FROM agenda_items a WHERE a.meeting_id = m.id AND a.deleted_at IS NULL) "
    "AS minutes"
)
_SHARED = (
    f"SELECT DISTINCT p.id AS person, p.name_en AS head, {_MEETING} FROM delegations mine "
    "JOIN persons p ON p.id = mine.leader_person_id JOIN delegations theirs ON theirs.leader_person_id = p.id "
    "JOIN meetings m ON m.id = theirs.meeting_id WHERE mine.meeting_id = ? AND m.id != mine.meeting_id "
    "AND mine.deleted_at IS NULL AND theirs.deleted_at IS NULL AND p.deleted_at IS NULL AND m.deleted_at IS NULL "
    "AND coalesce(m.status, '') != 'cancelled' AND m.start_date IS NOT NULL "
    "AND coalesce(m.date_precision, 'day') = 'day' ORDER BY m.start_date, m.id, p.id"
)


class Overlap(NamedTuple):
    """A head of delegation who leads two meetings at once. `certain` is false where a time is not recorded."""

    person: int
    meeting: int
    certain: bool
    words: str


class _Span(NamedTuple):
    first: datetime
    last: datetime
    timed: bool


def overlaps(db: Db, meeting_id: int) -> list[Overlap]:
    """Return the other meetings that a head of this one leads at the same time, or may: then the day is the same."""
    found = db.execute(
        f"SELECT {_MEETING}, coalesce(m.status, '') AS status FROM meetings m WHERE m.id = ? "
        "AND m.start_date IS NOT NULL AND coalesce(m.date_precision, 'day') = 'day'",
        (meeting_id,),
    ).mappings()
    if not found or found[0]["status"] == "cancelled":
        return []
    own = found[0]
    mine = _span(own)
    clashes = []
    for other in db.execute(_SHARED, (meeting_id,)).mappings():
        theirs = _span(other)
        if mine.first < theirs.last and theirs.first < mine.last:
            certain = mine.timed and theirs.timed
            text = (
                _("{head} leads two meetings at the same time: {one} and {other}.")
                if certain
                else _(
                    "{head} leads two meetings on the same day, whose times are not all recorded: {one} and {other}."
                )
            )
            words = text.format(head=other["head"], one=own["name"], other=other["name"])
            clashes.append(Overlap(other["person"], other["id"], certain, words))
    return clashes


def _span(meeting: dict[str, Any]) -> _Span:
    """The moments of a meeting: its times, else the length of its agenda, else whole days where it takes place."""
    zone = meeting["time_zone"] or zone_of(meeting["country"] or "", meeting["city"] or "") or TOKYO
    day, last = meeting["start_date"], meeting["end_date"] or meeting["start_date"]
    begins, ends = meeting["start_time"], meeting["end_time"]
    if begins and (ends or meeting["minutes"]):
        start = moment(day, begins, zone).astimezone(UTC)
        end = moment(last, ends, zone, END).astimezone(UTC) if ends else start + timedelta(minutes=meeting["minutes"])
        return _Span(start, end, timed=True)
    start = moment(day, begins or "00:00", zone).astimezone(UTC)
    after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    return _Span(start, moment(after, "00:00", zone).astimezone(UTC), timed=False)
