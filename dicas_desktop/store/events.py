"""The events that deadlines hang on: meetings and milestones, found by the names that people give them.

A name is a reference or an id of the record ("M-0012", "scc-2024-07-28"), "2+2", a forum or working group (its next
meeting), one of its meetings by number ("DICAS#2", "WG-Ship#1"), or the exact title.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dicas_desktop.domain.anchors import Days, days_of
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.ids import canonical_reference
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.db import Db
from dicas_desktop.store.meetings.days import LAST_DAY
from dicas_desktop.store.needs import listed
from dicas_desktop.store.search import normalise
from dicas_desktop.store.two_plus_two import NOT_A_SESSION, named_2plus2

TABLES = ("meetings", "milestones")
_DATES = {
    "meetings": "title, start_date, end_date, date_precision",
    "milestones": "title, date, NULL, date_precision",
}
_SESSION = (
    f"m.deleted_at IS NULL AND coalesce(m.status, '') != 'cancelled' "
    f"AND coalesce(m.meeting_type, '') NOT IN ({listed(NOT_A_SESSION)}) "
    # the round table beside a plenary is no meeting of the forum's own count
    "AND NOT (coalesce(m.meeting_type, '') = 'roundtable' AND EXISTS (SELECT 1 FROM meetings p "
    "WHERE p.forum_id = m.forum_id AND p.meeting_type = 'plenary' AND p.deleted_at IS NULL))"
)
_IN_ORDER = "ORDER BY m.start_date IS NULL, m.start_date, m.id"
_DIGITS = 9  # of the number behind #; a longer one numbers no meeting
_NEAREST = 3
TWO_PLUS_TWO = "2+2"


class Event(NamedTuple):
    """A meeting or a milestone with its days. `lost`: cancelled, or in the bin."""

    table: str
    id: int
    ref: str
    slug: str
    title: str
    days: Days | None
    lost: bool

    @property
    def label(self) -> str:
        """The title with the first day, or with the words that it has none."""
        day = _("date not set") if self.days is None else show_date(self.days.first.isoformat(), self.days.precision)
        return f"{self.title}, {day}"


class SeveralEvents(UserProblem):
    """A name stands for more than one event; `events` are to be chosen from."""

    def __init__(self, name: str, events: list[Event]) -> None:
        """Name the events in the sentence."""
        text = _("“{name}” stands for several events: write one of {refs}.")
        super().__init__(text.format(name=name, refs=", ".join(f"{e.ref} ({e.label})" for e in events)))
        self.events = events


def event_of(db: Db, table: str, row_id: int) -> Event | None:
    """Return the event of this number, in the bin or not, None if it is gone."""
    row = db.execute(
        f"SELECT id, ref, slug, coalesce(status, '') = 'cancelled' OR deleted_at IS NOT NULL, {_DATES[table]} "
        f"FROM {table} WHERE id = ?", (row_id,)
    ).first()  # fmt: skip
    if row is None:
        return None
    return Event(table, row[0], row[1], row[2] or "", row[4] or row[1], days_of(*row[5:]), bool(row[3]))


def find_event(db: Db, name: str, today: date) -> Event:
    """Return the event that a name stands for. SeveralEvents, or a UserProblem that offers the nearest names."""
    if not name.strip():
        raise UserProblem(_("The name is empty: name a meeting or a milestone, such as 2+2 or DICAS#1."))
    hits = list(dict.fromkeys(_found(db, name.strip(), today)))
    events = [event for event in (event_of(db, *hit) for hit in hits) if event is not None]
    if not events:
        raise UserProblem(_unknown(db, name, today))
    if len(events) > 1:
        raise SeveralEvents(name, events)
    return events[0]


def last_held(db: Db, name: str, today: date) -> int | None:
    """Return the last meeting before a day or on it of the forum or working group of a name, None if there is none."""
    own = "m.forum_id = ? AND m.wg_id IS NULL"
    if normalise(name) == TWO_PLUS_TWO:
        forum = db.execute(f"SELECT id FROM forums f WHERE {named_2plus2('f')} AND deleted_at IS NULL").scalar()
        scope = None if forum is None else ("forum_id", int(forum))
    else:
        scope = _scope(db, name)
    if scope is None:
        return None
    found = db.execute(
        f"SELECT m.id FROM meetings m WHERE {_SESSION} AND {own if scope[0] == 'forum_id' else 'm.wg_id = ?'} "
        "AND m.start_date <= ? ORDER BY m.start_date DESC, m.id DESC LIMIT 1",
        (scope[1], today.isoformat()),
    ).scalar()
    return None if found is None else int(found)


def name_of(db: Db, table: str, row_id: int, today: date) -> str:
    """Return the shortest name that `find_event` reads back to this event: "2+2", "DICAS#2", an id, a reference."""
    if table == "meetings":
        if _two_plus_two(db, today) == row_id:
            return TWO_PLUS_TWO
        if number := _numbers(db, row_id).get(row_id):
            return number
    slug, ref = db.execute(f"SELECT slug, ref FROM {table} WHERE id = ?", (row_id,)).first() or ("", "")
    return str(slug or ref or "")


def event_names(db: Db, today: date) -> list[tuple[str, str]]:
    """Return what can be typed for each event with its title and day: the coming ones first, then the last held."""
    events = [event for table in TABLES for event in _live(db, table)]
    numbers, ministers = _numbers(db), _two_plus_two(db, today)
    coming = [event for event in events if event.days is None or event.days.last >= today]
    past = [event for event in events if event.days is not None and event.days.last < today]
    coming.sort(key=lambda event: (
        (event.table, event.id) != ("meetings", ministers), event.days.first if event.days else date.max
    ))  # fmt: skip
    past.sort(key=lambda event: event.days.first if event.days else date.min, reverse=True)
    found = []
    for event in (*coming, *past):
        number = numbers.get(event.id) if event.table == "meetings" else None
        first = TWO_PLUS_TWO if (event.table, event.id) == ("meetings", ministers) else None
        found.append((first or number or event.slug or event.ref, event.label))
    return found


def _live(db: Db, table: str) -> Iterator[Event]:
    rows = db.execute(
        f"SELECT id, ref, slug, {_DATES[table]} FROM {table} WHERE deleted_at IS NULL "
        "AND coalesce(status, '') != 'cancelled'"
    )
    for row in rows:
        yield Event(table, row[0], row[1], row[2] or "", row[3] or row[1], days_of(*row[4:]), lost=False)


def _found(db: Db, name: str, today: date) -> Iterator[tuple[str, int]]:
    for table in TABLES:
        exact = db.execute(
            f"SELECT id FROM {table} WHERE deleted_at IS NULL AND (lower(slug) = lower(?) OR ref = ?)",
            (name, canonical_reference(name)),
        ).scalar()
        if exact is not None:
            yield table, int(exact)
            return
    if normalise(name) == TWO_PLUS_TWO:
        found = _two_plus_two(db, today)
        if found is not None:
            yield "meetings", found
        return
    group, sign, number = name.rpartition("#")
    if sign and number.strip().isdecimal() and len(number) <= _DIGITS and (scope := _scope(db, group)):
        yield from (("meetings", row) for row in _sessions(db, *scope)[int(number) - 1 : int(number)] if int(number))
        return
    if scope := _scope(db, name):
        yield from (("meetings", row) for row in _coming(db, scope, today))
        return
    yield from _titled(db, name)


def _titled(db: Db, name: str) -> Iterator[tuple[str, int]]:
    wanted = normalise(name)
    for table, titles in (("meetings", ("title", "title_ja")), ("milestones", ("title",))):
        rows = db.execute(f"SELECT id, {', '.join(titles)} FROM {table} WHERE deleted_at IS NULL")
        yield from ((table, row[0]) for row in rows if any(normalise(title or "") == wanted for title in row[1:]))


def _scope(db: Db, name: str) -> tuple[str, int] | None:
    """Return the column of meetings and the id of the forum or working group of this name."""
    wanted = normalise(name.strip())
    for table, column in (("working_groups", "wg_id"), ("forums", "forum_id")):
        names = [c for c in ("slug", "ref", "abbreviation", "name_en", "name_ja") if c in _columns(table)]
        for row in db.execute(f"SELECT id, {', '.join(names)} FROM {table} WHERE deleted_at IS NULL"):
            if wanted and any(normalise(known or "") == wanted for known in row[1:]):
                return column, row[0]
    return None


def _columns(table: str) -> set[str]:
    return {"slug", "ref", *(field.name for field in ENTITIES[table].fields)}


def _sessions(db: Db, column: str, row_id: int) -> list[int]:
    """Return the meetings of a forum or working group in the order of their days, those without one last.

    Meetings of a forum's working groups are not its own.
    """
    own = " AND m.wg_id IS NULL" if column == "forum_id" else ""
    return db.execute(
        f"SELECT m.id FROM meetings m WHERE {_SESSION} AND m.{column} = ?{own} {_IN_ORDER}", (row_id,)
    ).scalars()


def _coming(db: Db, scope: tuple[str, int], today: date) -> list[int]:
    """Return the next meeting: the first on or after today, else one that is planned without a day."""
    column, row_id = scope
    own = " AND m.wg_id IS NULL" if column == "forum_id" else ""
    return db.execute(
        f"SELECT m.id FROM meetings m WHERE {_SESSION} AND m.{column} = ?{own} "
        f"AND (m.start_date IS NULL OR {LAST_DAY} >= ?) {_IN_ORDER} LIMIT 1",
        (row_id, today.isoformat()),
    ).scalars()


def _two_plus_two(db: Db, today: date) -> int | None:
    found = db.execute(
        f"SELECT m.id FROM meetings m JOIN forums f ON f.id = m.forum_id WHERE {_SESSION} AND {named_2plus2('f')} "
        f"AND f.deleted_at IS NULL AND (m.start_date IS NULL OR {LAST_DAY} >= ?) "
        f"{_IN_ORDER} LIMIT 1",
        (today.isoformat(),),
    ).scalar()
    return None if found is None else int(found)


def _numbers(db: Db, meeting: int | None = None) -> dict[int, str]:
    """Return for each meeting its number among those of its working group, else of its forum: "DICAS#2".

    With a meeting given, only of those of the same group or forum.
    """
    groups = {row[0]: row[1] for row in db.execute("SELECT id, slug FROM working_groups WHERE deleted_at IS NULL")}
    forums = {row[0]: row[1] for row in db.execute("SELECT id, abbreviation FROM forums WHERE deleted_at IS NULL")}
    near = "1" if meeting is None else (
        "EXISTS (SELECT 1 FROM meetings x WHERE x.id = :meeting AND m.wg_id IS x.wg_id AND m.forum_id IS x.forum_id)"
    )  # fmt: skip
    counts: Counter[tuple[str, int]] = Counter()
    found = {}
    rows = db.execute(
        f"SELECT m.id, m.wg_id, m.forum_id FROM meetings m WHERE {_SESSION} AND {near} {_IN_ORDER}",
        {"meeting": meeting} if meeting is not None else {},
    )
    for row_id, group, forum in rows:
        scope, name = (("wg_id", group), groups.get(group)) if group else (("forum_id", forum), forums.get(forum))
        counts[scope] += 1
        if name and not re.search(r"\s|#", name):
            found[row_id] = f"{name}#{counts[scope]}"
    return found


def _unknown(db: Db, name: str, today: date) -> str:
    if normalise(name) == TWO_PLUS_TWO:
        return _("No coming 2+2 is on record: add the meeting of that forum, with its date or without one.")
    if _scope(db, name):
        text = _("No coming meeting of {name} is on record: add it, with its date or without one, or write {name}#1.")
        return text.format(name=name)
    # imported here: only a name that is wrong asks for it
    import difflib

    spelt = {normalise(event.slug): event.slug for table in TABLES for event in _live(db, table) if event.slug}
    for shortest, label in event_names(db, today):  # what is like a title is offered by the name that can be typed
        spelt |= {normalise(shortest): shortest, normalise(label): shortest}
    hits = difflib.get_close_matches(normalise(name), spelt, len(spelt) or 1, 0.0)
    near = list(dict.fromkeys(spelt[hit] for hit in hits))[:_NEAREST]
    if not near:
        return _("There is no meeting or milestone “{name}”.").format(name=name)
    return counted(
        "There is no meeting or milestone “{{name}}”; nearest is {{names}}.",
        "There is no meeting or milestone “{{name}}”; nearest are {{names}}.",
        len(near),
    ).format(name=name, names="; ".join(near))
