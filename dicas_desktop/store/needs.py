"""What needs a hand today: late, missing, near, blocked, without lead, without date, the most pressing first."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from dicas_desktop.domain.attention import State, state
from dicas_desktop.domain.dates import days_left, show_date
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.vocabulary import CLOSED_ACTIONS
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import Condition, Listing, Record, Sort, fetch, ordered_ids
from dicas_desktop.store.meetings.days import LAST_DAY

RUNNING = ("planned", "in_progress")  # repair schedules that still go on
SIDES = ("US", "JP")
SOON = 7  # days in which a deadline is named among what needs a hand
_AHEAD = 60  # days in which a meeting without a head of delegation is named
MOST = 200  # named one by one


class Need(NamedTuple):
    """One line of what needs a hand: sign and words of its state, the record, who has it."""

    tone: str
    words: str
    table: str
    id: int
    ref: str
    title: str
    who: str


def needs(db: Db, today: date, *, trusted: bool = True) -> Iterator[Need]:
    """Yield what needs a hand, at most two hundred of it.

    Where `today` cannot be trusted, only what no day decides: blocked, without lead, without date.
    """
    yield from islice(_all_needs(db, today) if trusted else _timeless_needs(db, today), MOST)


def is_state(word: str) -> Condition:
    """Return the filter of action items in a state: late, open, soon, no_lead or undated."""
    return Condition("is", "=", word)


def listed(words: tuple[str, ...]) -> str:
    """Return words of the program's own as a list for SQL."""
    return ", ".join(f"'{word}'" for word in words)


def heads(db: Db, meeting: int) -> dict[str, str]:
    """Return the name of each side's head of delegation at a meeting, empty if none is named."""
    rows = db.execute(
        "SELECT d.side, coalesce(p.name_en, q.name_en) AS head FROM delegations d "
        "LEFT JOIN persons p ON p.id = d.leader_person_id AND p.deleted_at IS NULL "
        "LEFT JOIN delegation_members m ON m.delegation_id = d.id AND m.capacity = 'leader' AND m.deleted_at IS NULL "
        "LEFT JOIN persons q ON q.id = m.person_id AND q.deleted_at IS NULL "  # a file may name it in the seat alone
        "WHERE d.meeting_id = ? AND d.deleted_at IS NULL AND head IS NOT NULL ORDER BY d.id DESC",
        (meeting,),
    )
    named = dict(rows.all())
    return {side: named.get(side, "") for side in SIDES}


def _all_needs(db: Db, today: date) -> Iterator[Need]:
    late = _action_ids(db, today, is_state("late"))
    near = (today + timedelta(days=SOON)).isoformat()
    soon = _action_ids(db, today, is_state("soon"), Condition("due_date", "<=", near))
    blocked = _action_ids(db, today, Condition("status", "=", "blocked"))
    seen: set[int] = set()
    yield from _action_needs(db, today, late, seen)
    yield from _missing_heads(db, today)
    yield from _late_repairs(db, today)
    yield from _action_needs(db, today, [*soon, *blocked], seen)
    yield from _lacking(db, today, seen)


def _timeless_needs(db: Db, today: date) -> Iterator[Need]:
    seen: set[int] = set()
    blocked = _action_ids(db, today, Condition("status", "=", "blocked"))
    yield from _action_needs(db, today, blocked, seen, state("action_items", {"status": "blocked"}, today))
    yield from _lacking(db, today, seen)


def _lacking(db: Db, today: date, seen: set[int]) -> Iterator[Need]:
    """What has no lead or no date."""
    no_lead, undated = _action_ids(db, today, is_state("no_lead")), _action_ids(db, today, is_state("undated"))
    yield from _action_needs(db, today, no_lead, seen, State("◐", _("No lead"), "soon"))
    yield from _action_needs(db, today, undated, seen, State("◐", _("No date"), "soon"))


def _action_ids(db: Db, today: date, *where: Condition) -> list[int]:
    listing = Listing("action_items", where, sort=(Sort("due_date"),))
    return list(ordered_ids(db, listing, today, MOST))


def _action_needs(db: Db, today: date, ids: list[int], seen: set[int], told: State | None = None) -> Iterator[Need]:
    """`told` is said of each instead of its own state."""
    fresh = [row_id for row_id in ids if row_id not in seen]
    seen.update(fresh)
    for record in fetch(db, "action_items", fresh):
        known = state("action_items", record.values, today)
        if known is None or record.values["status"] in CLOSED_ACTIONS:
            continue
        yield _need(record, *((told.tone, told.brief) if told is not None else _told(known)))


def _told(known: State) -> tuple[str, str]:
    """Tone and words of the state of an action."""
    if known.days is not None and known.days < 0:
        return known.tone, _("▲ Late {n} d").format(n=-known.days)
    if known.tone != "blocked" and known.days is not None:
        return "soon", _("◐ {n} d left").format(n=known.days)
    return known.tone, f"{known.sign} {known.word}"


def _need(record: Record, tone: str, words: str) -> Need:
    values = record.values
    sides = {"US": _("U.S. side"), "JP": _("Japanese side"), "both": _("Both sides")}
    who = record.labels.get("owner_org_id") or sides.get(values["owner_side"] or "", "")
    return Need(tone, words, "action_items", values["id"], values["ref"], values["description"], who)


def _missing_heads(db: Db, today: date) -> Iterator[Need]:
    last = (today + timedelta(days=_AHEAD)).isoformat()
    rows = db.execute(
        f"SELECT m.id, m.ref, m.title FROM meetings m WHERE m.deleted_at IS NULL AND {LAST_DAY} >= ? "
        "AND m.start_date <= ? AND coalesce(m.status, '') = 'planned' ORDER BY m.start_date, m.id",
        (today.isoformat(), last),
    ).all()
    names = {"US": _("U.S."), "JP": _("Japanese")}
    for row_id, ref, title in rows:
        missing = [names[side] for side, name in heads(db, row_id).items() if not name]
        if missing:
            sides = _(" and ").join(missing)
            words = _("No head of the {sides} delegation: {meeting}").format(sides=sides, meeting=title)
            yield Need("late", _("▲ Missing"), "meetings", row_id, ref, words, "")


def _late_repairs(db: Db, today: date) -> Iterator[Need]:
    rows = db.execute(
        "SELECT r.id, r.ref, coalesce(p.name, ''), coalesce(f.name_en, ''), "
        "coalesce(r.forecast_end, r.planned_end) AS ends, coalesce("
        "CASE WHEN r.forecast_end IS NULL THEN r.planned_end_precision ELSE r.forecast_end_precision END, 'day') "
        "FROM repair_schedules r LEFT JOIN platforms p ON p.id = r.platform_id "
        "LEFT JOIN facilities f ON f.id = r.facility_id "
        f"WHERE r.deleted_at IS NULL AND r.status IN ({listed(RUNNING)}) AND r.actual_end IS NULL AND ends < ? "
        "ORDER BY ends, r.id",
        (today.isoformat(),),
    )
    for row_id, ref, platform, facility, ends, precision in rows:
        title = _("{platform}: end planned for {day} has passed").format(
            platform=platform or _("Unnamed platform"), day=show_date(ends, precision, today=today)
        )
        words = _("▲ Late {n} d").format(n=-days_left(ends, today))
        yield Need("late", words, "repair_schedules", row_id, ref, title, facility)
