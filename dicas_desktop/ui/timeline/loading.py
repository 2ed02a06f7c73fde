"""From the store to a plan: repairs as bars, meetings, deadlines and action items as points, 2+2 as lines."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.attention import state
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import Precision, show_date
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.planning import clashes
from dicas_desktop.planning.lanes import (
    Bar,
    EventLine,
    Job,
    Kind,
    Lane,
    Plan,
    Point,
    arrange,
    lane_of_points,
    plan_of,
    settle,
    slip,
    slip_is_exact,
)
from dicas_desktop.planning.spans import edge, span_of
from dicas_desktop.store.lens import deadline_now
from dicas_desktop.store.listing import Condition, Listing, Sort, count, fetch, label_of, ordered_ids

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db
    from dicas_desktop.store.listing import Record
    from dicas_desktop.store.store import Store
    from dicas_desktop.store.two_plus_two import Deadline

REPAIRS, MEETINGS, MILESTONES, ACTIONS = "repair_schedules", "meetings", "milestones", "action_items"
ALL = frozenset({REPAIRS, MEETINGS, MILESTONES, ACTIONS})
SHOWN_AT_FIRST = frozenset({REPAIRS, MEETINGS, MILESTONES})
READS = ALL | {"platforms", "facilities", "forums", "working_groups"}  # a change in one of these changes the chart
_ONE_AT_A_TIME = "dry_dock"  # the kind of facility that holds one ship
_MINISTERS = "2+2"
_LONGEST = 20  # letters of an event's title over its line
_TWO_PLUS_TWO = "scc"  # slug of the forum whose ministerial meetings run through all lanes
_HAPPENED = ("held", "done")
MOST_ACTIONS = 2000  # action items on the chart; a store may hold a million of them
PAIRS = (
    ("planned", N_("Baseline")),
    ("forecast", N_("Forecast")),
    ("actual", N_("Actual")),
)


def load(store: "Store", today: date, kinds: frozenset[str] = SHOWN_AT_FIRST, *, headed: bool = False) -> Plan:
    """Read the chosen kinds of records and arrange them, points above bars; `headed` as in `lanes.arrange`."""
    now = today.toordinal()
    with store.read() as db:
        lanes: list[Lane] = []
        meetings = _all(db, MEETINGS, today)
        if MEETINGS in kinds:
            lanes.append(lane_of_points(MEETINGS, _("Meetings"), _points(meetings, Kind.MEETING, today)))
        if MILESTONES in kinds:
            milestones = _all(db, MILESTONES, today)
            lanes.append(lane_of_points(MILESTONES, _("Deadlines"), _points(milestones, Kind.MILESTONE, today)))
        if ACTIONS in kinds:
            lanes.append(_actions(db, today))
        if REPAIRS in kinds:
            lanes.extend(arrange(_jobs(db, today), now, headed=headed))
        chosen = deadline_now(db, today, store.lens) if store.lens is not None else None
        return plan_of(lanes, [*_events(db, meetings), *_chosen(chosen)], now)


def details(store: "Store", table: str, row_id: int, today: date) -> str:
    """Return everything about a record's dates in words, one fact a line: for tooltips and screen readers."""
    with store.read() as db:
        found = fetch(db, table, [row_id])
    if not found:
        return ""
    record = found[0]
    return "\n".join(filter(None, _repair_words(record, today) if table == REPAIRS else _point_words(record, today)))


def date_words(day: str | None, precision: str | None) -> str:
    """Return a date and how much of it is known: "Apr 2019 (only the month is known)"."""
    known = {
        Precision.MONTH: _("only the month is known"),
        Precision.YEAR: _("only the year is known"),
        Precision.BY: _("on or before this day"),
        Precision.FROM: _("on or after this day"),
    }
    if not day:
        return _("not recorded")
    shown = show_date(day, precision, weekday=True)
    note = known.get(Precision(precision or Precision.DAY))
    return f"{shown} ({note})" if note else shown


def slip_words(bar: Bar, today: int) -> str:
    """Return "+6 d" or "about +6 d" for a bar that ends after its baseline, empty otherwise."""
    days = slip(bar, today) or 0
    if days <= 0:
        return ""
    return (_("+{n} d") if slip_is_exact(bar) else _("about +{n} d")).format(n=days)


def _actions(db: "Db", today: date) -> Lane:
    """All action items with a date; in a store with very many, those due next and the latest ones before them."""
    number = count(db, Listing(ACTIONS, (Condition("due_date", "filled"),)), today)
    if number <= MOST_ACTIONS:
        return lane_of_points(ACTIONS, _("Action items"), _points(_all(db, ACTIONS, today), Kind.ACTION, today))
    day, half = today.isoformat(), MOST_ACTIONS // 2
    due = (Sort("due_date"), Sort("due_date", descending=True))
    ahead = ordered_ids(db, Listing(ACTIONS, (Condition("due_date", ">=", day),), sort=due[:1]), today, half)
    behind = ordered_ids(db, Listing(ACTIONS, (Condition("due_date", "<", day),), sort=due[1:]), today, half)
    points = _points(fetch(db, ACTIONS, [*ahead, *behind]), Kind.ACTION, today)
    second = _("{n} of {total} around today").format(n=len(ahead) + len(behind), total=number)
    return lane_of_points(ACTIONS, _("Action items"), points, second)


def _all(db: "Db", table: str, today: date) -> "list[Record]":
    dated = {REPAIRS: (), MILESTONES: (Condition("date", "filled"),), ACTIONS: (Condition("due_date", "filled"),)}
    where = dated.get(table, (Condition("start_date", "filled"),))
    return fetch(db, table, ordered_ids(db, Listing(table, where), today))


def _jobs(db: "Db", today: date) -> Iterable[Job]:
    """One job a repair; one that has no date keeps its lane, so that it is not forgotten."""
    records = _all(db, REPAIRS, today)
    facilities = sorted({r.values["facility_id"] for r in records} - {None})
    docks = {r.values["id"] for r in fetch(db, "facilities", facilities) if r.values["kind"] == _ONE_AT_A_TIME}
    jobs = []
    for record in records:
        values, labels = record.values, record.labels
        facility = labels.get("facility_id", "")
        platform = labels.get("platform_id") or _("Platform not recorded")
        kind = _type_words(values["availability_type"])
        baseline, forecast, actual = (span_of(*_dates(values, pair)) for pair, _label in PAIRS)
        title = " · ".join(filter(None, (platform, kind)))
        dock = facility if values["facility_id"] in docks else ""
        bar = Bar(
            REPAIRS, values["id"], values["ref"], title, baseline, forecast, actual, values["progress"],
            values["status"] or "", dock,
        )  # fmt: skip
        jobs.append(Job(bar if settle(bar, today.toordinal()) else None, facility, platform, kind))
    clashes.mark(job.bar for job in jobs if job.bar is not None)
    return jobs


def _type_words(stored: str | None) -> str:
    """Return the words of an availability type; one that is not in the vocabulary gets a capital all the same."""
    words = _(ENTITIES[REPAIRS].field("availability_type").choice_label(stored)) if stored else ""
    return words[:1].upper() + words[1:].replace("_", " ")


def _dates(values: dict[str, Any], pair: str) -> tuple[str | None, str | None, str | None, str | None]:
    return (
        values[f"{pair}_start"],
        values[f"{pair}_start_precision"],
        values[f"{pair}_end"],
        values[f"{pair}_end_precision"],
    )


_DAYS = {MEETINGS: "start_date", MILESTONES: "date", ACTIONS: "due_date"}
_PERIODS = (Precision.MONTH, Precision.YEAR)
_PRECISIONS = {MEETINGS: "date_precision", MILESTONES: "date_precision", ACTIONS: "due_precision"}


def _points(records: "Iterable[Record]", kind: Kind, today: date) -> Iterable[Point]:
    for record in records:
        values, table = record.values, record.table
        if values["status"] == "cancelled":
            continue
        day, soft = edge(values[_DAYS[table]], values[_PRECISIONS[table]])
        if soft is not None and values[_PRECISIONS[table]] in _PERIODS:
            day = sum(soft) // 2  # the middle of the month or year, whose days are drawn soft
        last = date.fromisoformat(values.get("end_date") or values[_DAYS[table]]).toordinal()
        told = state(table, values, today)
        late = told is not None and told.tone == "late"
        title = label_of(ENTITIES[table], values) if kind is Kind.MEETING else str(values[ENTITIES[table].title] or "")
        filled = values["status"] in _HAPPENED
        yield Point(table, values["id"], values["ref"], title, day, max(day, last), kind, filled, late, soft)


def _events(db: "Db", meetings: "Iterable[Record]") -> Iterable[EventLine]:
    forum = db.execute("SELECT id FROM forums WHERE slug = ? AND deleted_at IS NULL", (_TWO_PLUS_TWO,)).scalar()
    for record in meetings:
        values = record.values
        ministerial = forum is not None and values["forum_id"] == forum and values["meeting_type"] == "ministerial"
        if ministerial and values["status"] != "cancelled" and values["date_precision"] in (None, "day"):
            yield EventLine(date.fromisoformat(values["start_date"]).toordinal(), _("2+2"))


def _chosen(deadline: "Deadline | None") -> Iterable[EventLine]:
    """The deadline that everything is measured against, where it is another than the 2+2."""
    if deadline is not None and deadline.title != _MINISTERS:
        title = deadline.title if len(deadline.title) <= _LONGEST else f"{deadline.title[: _LONGEST - 1].rstrip()}…"
        yield EventLine(date.fromisoformat(deadline.day).toordinal(), title)


def _repair_words(record: "Record", today: date) -> Iterable[str]:
    values, labels = record.values, record.labels
    kind = _type_words(values["availability_type"])
    yield " · ".join(filter(None, (values["ref"], labels.get("platform_id"), kind)))
    yield labels.get("facility_id", "")
    for pair, label in PAIRS:
        start, start_precision, end, end_precision = _dates(values, pair)
        if start or end:
            dates = f"{date_words(start, start_precision)} – {date_words(end, end_precision)}"
            yield f"{_(label)}: {dates}"
    told = state(REPAIRS, values, today)
    done = "" if values["progress"] is None else _("{n} % done").format(n=values["progress"])
    yield " · ".join(filter(None, (told.word if told else "", done)))


def _point_words(record: "Record", today: date) -> Iterable[str]:
    values, table = record.values, record.table
    told = state(table, values, today)
    yield f"{values['ref']} · {values[ENTITIES[table].title] or ''}"
    first = date_words(values[_DAYS[table]], values[_PRECISIONS[table]])
    last = values.get("end_date")
    exact = (values[_PRECISIONS[table]] or "day") == "day"
    yield f"{first} – {date_words(last, 'day')}" if exact and last and last != values[_DAYS[table]] else first
    place: list[Any] = [values.get("city"), labels_of(record, "forum_id")]
    yield " · ".join(filter(None, (told.word if told else "", *place)))


def labels_of(record: "Record", name: str) -> str:
    """Return the label of a reference, empty if the record has none."""
    return record.labels.get(name, "")
