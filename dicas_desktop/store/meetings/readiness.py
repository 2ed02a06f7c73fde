"""Is a meeting ready? One line for each thing that must be: what it is, how it stands, the detail, where to mend it.

States are the tones of `domain.attention`: done, soon (something is missing), late (it cannot go on like this), mute
(not known).
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.ids import reference
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import Condition, Listing, ordered_ids
from dicas_desktop.store.meetings.agenda import agenda
from dicas_desktop.store.meetings.carry import actions_of_series
from dicas_desktop.store.meetings.overlap import overlaps
from dicas_desktop.store.meetings.printed import printed
from dicas_desktop.store.meetings.stages import stage_of
from dicas_desktop.store.needs import heads

DONE, SOON, LATE, MUTE = "done", "soon", "late", "mute"
SIGNS = {DONE: "✓", SOON: "◐", LATE: "▲", MUTE: "○"}
HEADER, AGENDA, DELEGATIONS, OUTCOMES, DOCUMENTS, ACTIONS = (
    "header", "agenda", "delegations", "outcomes", "documents", "actions",
)  # fmt: skip
_DECIDED = (
    "SELECT agenda_item_id FROM decisions WHERE deleted_at IS NULL AND agenda_item_id IS NOT NULL "
    "AND coalesce(status, 'agreed') NOT IN ('proposed', 'withdrawn')"
)
# what a brief is made of: the meeting itself and what belongs to it
_PARTS = (
    "SELECT uid FROM meetings WHERE id = :meeting UNION SELECT uid FROM agenda_items WHERE meeting_id = :meeting "
    "UNION SELECT uid FROM delegations WHERE meeting_id = :meeting UNION SELECT m.uid FROM delegation_members m "
    "JOIN delegations d ON d.id = m.delegation_id WHERE d.meeting_id = :meeting"
)
_LATE_ACTIONS = Listing("action_items", (Condition("is", "=", "late"),))
_SILENT = (
    "SELECT id FROM action_items WHERE id IN (SELECT value FROM json_each(?)) AND coalesce(note, '') = '' "
    "AND id NOT IN (SELECT action_item_id FROM extensions WHERE deleted_at IS NULL) ORDER BY id"
)
_NAMED = 10  # records named one by one


class Ready(NamedTuple):
    """One line: its name, its state (done, soon, late, mute), the detail, the part of the page where it is mended.

    Where the detail counts records, `listing` is the list of them.
    """

    word: str
    state: str
    detail: str
    where: str
    listing: Listing | None = None


def readiness(db: Db, meeting_id: int, today: date) -> list[Ready]:
    """Return the lines in the order in which one prepares a meeting. UserProblem if it is not there."""
    stage_of(db, meeting_id)
    return [
        _heads(db, meeting_id),
        *_double_heads(db, meeting_id),
        _agenda(db, meeting_id),
        _times(db, meeting_id),
        _brief(db, meeting_id, today),
        _decisions(db, meeting_id),
        *_actions(db, meeting_id, today),
        _reasons(db, meeting_id),
    ]


def _heads(db: Db, meeting_id: int) -> Ready:
    sides = {"US": _("U.S."), "JP": _("Japan")}
    named = heads(db, meeting_id)
    detail = " · ".join(f"{sides[side]}: {name or _('not named')}" for side, name in named.items())
    return Ready(_("Heads of delegation"), DONE if all(named.values()) else LATE, detail, DELEGATIONS)


def _double_heads(db: Db, meeting_id: int) -> Iterator[Ready]:
    for overlap in overlaps(db, meeting_id):
        yield Ready(_("Head twice at once"), LATE if overlap.certain else SOON, overlap.words, DELEGATIONS)


def _agenda(db: Db, meeting_id: int) -> Ready:
    items, timeless, leaderless, aimless = db.execute(
        "SELECT count(*), sum(minutes IS NULL), sum(lead_side IS NULL AND lead_org_id IS NULL), sum(purpose IS NULL) "
        "FROM agenda_items WHERE meeting_id = ? AND deleted_at IS NULL",
        (meeting_id,),
    ).first() or (0, 0, 0, 0)
    word = _("Agenda")
    if not items:
        return Ready(word, LATE, _("No item yet"), AGENDA)
    missing = [
        pattern.format(n=number)
        for pattern, number in (
            (_("{n} without minutes"), timeless),
            (_("{n} without a lead"), leaderless),
            (_("{n} without a purpose"), aimless),
        )
        if number
    ]
    number = counted("{n} item", "{n} items", items)
    return Ready(word, SOON if missing else DONE, ", ".join((number, *missing)), AGENDA)


def _times(db: Db, meeting_id: int) -> Ready:
    word = _("Times")
    found = agenda(db, meeting_id)
    begins, ends = db.execute("SELECT start_time, end_time FROM meetings WHERE id = ?", (meeting_id,)).first() or (
        "",
        "",
    )
    if not begins or not ends:
        missing = _("Neither beginning nor end is set")
        detail = _("The end is not set") if begins else _("The beginning is not set") if ends else missing
        return Ready(word, SOON, detail, HEADER)
    if found.overrun:
        return Ready(word, LATE, found.overrun_words, AGENDA)
    state = SOON if found.unknown or not found.lines else DONE
    return Ready(word, state, _("{begins} to {ends}").format(begins=begins, ends=ends), HEADER)


def _brief(db: Db, meeting_id: int, today: date) -> Ready:
    """The journal tells what came after the last printing."""
    word, last = _("Brief"), printed(db, meeting_id)
    if last is None:
        return Ready(word, MUTE, _("No printing is known"), DOCUMENTS)
    statement = f"SELECT max(step_id) FROM journal_changes WHERE row_uid IN ({_PARTS})"
    changed = db.execute(statement, {"meeting": meeting_id}).scalar() or 0
    day = show_date(last.day, today=today)
    if changed > last.step:
        return Ready(word, SOON, _("Printed on {day}, before the last change").format(day=day), DOCUMENTS)
    return Ready(word, DONE, _("Printed on {day}, nothing has changed since").format(day=day), DOCUMENTS)


def _decisions(db: Db, meeting_id: int) -> Ready:
    ids = db.execute(
        "SELECT id FROM agenda_items WHERE meeting_id = ? AND deleted_at IS NULL AND purpose = 'decide' "
        f"AND coalesce(state, 'planned') NOT IN ('deferred', 'backlog', 'dropped') AND id NOT IN ({_DECIDED})",
        (meeting_id,),
    ).scalars()
    if not ids:
        return Ready(_("Decisions"), DONE, _("None is due"), OUTCOMES)
    detail = counted("{n} decision is due", "{n} decisions are due", len(ids))
    return Ready(_("Decisions"), SOON, detail, OUTCOMES, _those("agenda_items", ids))


def _actions(db: Db, meeting_id: int, today: date) -> Iterator[Ready]:
    """Overdue actions of the forum or working group, and those of them of which nothing says why."""
    late = actions_of_series(db, meeting_id, ordered_ids(db, _LATE_ACTIONS, today))
    if not late:
        yield Ready(_("Actions"), DONE, _("None is overdue"), ACTIONS)
        return
    detail = counted("{n} action is overdue", "{n} actions are overdue", len(late))
    yield Ready(_("Actions"), LATE, detail, ACTIONS, _those("action_items", late))
    silent = db.execute(_SILENT, (json.dumps(late),)).scalars()
    if silent:
        number = counted("{n} overdue action", "{n} overdue actions", len(silent))
        refs = [reference(ENTITIES["action_items"].prefix, row) for row in silent[:_NAMED]]
        records = ", ".join([*refs, *(["…"] if len(silent) > _NAMED else [])])
        detail = _("Nothing says why: {number} ({records})").format(number=number, records=records)
        yield Ready(_("Reasons of delay"), SOON, detail, ACTIONS, _those("action_items", silent))


def _those(table: str, ids: Sequence[int]) -> Listing:
    return Listing(table, (Condition("id", "in", tuple(ids)),))


def _reasons(db: Db, meeting_id: int) -> Ready:
    rows = db.execute(
        "SELECT id, ref FROM agenda_items WHERE meeting_id = ? AND deleted_at IS NULL "
        "AND coalesce(state_reason, '') = '' AND state IN ('deferred', 'backlog', 'dropped') ORDER BY seq, id",
        (meeting_id,),
    ).all()
    if not rows:
        return Ready(_("Reasons"), DONE, _("None is missing"), AGENDA)
    number = counted("{n} item was put off without a reason", "{n} items were put off without a reason", len(rows))
    detail = f"{number} ({', '.join(ref for _id, ref in rows)})"
    return Ready(_("Reasons"), SOON, detail, AGENDA, _those("agenda_items", [row for row, _ref in rows]))
