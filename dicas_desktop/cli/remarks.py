"""What is allowed and yet said on standard error: drafts, late entries, days off, what lacks evidence, clashes."""

import sys
from collections.abc import Mapping
from typing import Any

from dicas_desktop.cli.columns import plain
from dicas_desktop.domain import register as rules
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.vocabulary import DRAFT_ACTION
from dicas_desktop.store import listing
from dicas_desktop.store.attachments import attached
from dicas_desktop.store.db import Db
from dicas_desktop.store.meetings.overlap import overlaps
from dicas_desktop.store.working_days import beside_deadline

_MEETING_OF = {
    "meetings": "SELECT id FROM meetings WHERE id = ?",
    "delegations": "SELECT meeting_id FROM delegations WHERE id = ?",
    "delegation_members": "SELECT d.meeting_id FROM delegation_members m JOIN delegations d ON d.id = m.delegation_id "
    "WHERE m.id = ?",
}


def warn_of_action(db: Db, table: str, row_id: int) -> None:
    """Say that a new action is a draft, or was due before it was entered."""
    if table != "action_items":
        return
    found = listing.fetch(db, table, [row_id])[0].values
    if found["status"] == DRAFT_ACTION:
        text = _("{ref} has no lead (OPR): it is kept as a draft and never printed.")
        sys.stderr.write(text.format(ref=found["ref"]) + "\n")
    if rules.entered_late(found):
        text = _("{ref} was due {day}, before it was entered: it is marked “entered late”.")
        day = show_date(found["due_date"], found["due_precision"] or "day")
        sys.stderr.write(text.format(ref=found["ref"], day=day) + "\n")


def warn_of_the_day(db: Db, table: str, row_id: int) -> None:
    """Say that a deadline lies on no joint working day, and which ones are beside it."""
    values = listing.fetch(db, table, [row_id])[0].values
    found = beside_deadline(db, table, values)
    if found is not None:
        sys.stderr.write(f"{values['ref']}: {found.words}\n")


def warn_of_no_evidence(db: Db, table: str, row_id: int, values: Mapping[str, Any]) -> None:
    """Say that an action was closed and nothing shows that it is done."""
    if table != "action_items" or values.get("status") != "done":
        return
    found = listing.fetch(db, table, [row_id])[0].values
    if not rules.has_evidence(found) and not attached(db, table, row_id):
        text = _(
            "{ref} is closed without evidence: give it with --evidence TEXT or evidence_decision_id=REF, or attach a "
            "file."
        )
        sys.stderr.write(text.format(ref=found["ref"]) + "\n")


def clashes(db: Db, table: str, row_id: int) -> list[str]:
    """Return the sentences about heads who lead the meeting that a record belongs to, and another at the same time."""
    meeting = db.execute(_MEETING_OF[table], (row_id,)).scalar() if table in _MEETING_OF else None
    return [] if meeting is None else [overlap.words for overlap in overlaps(db, meeting)]


def warn_of_clashes(db: Db, table: str, row_id: int, known: list[str]) -> None:
    """Say which of them are new; `known` stood before."""
    for words in clashes(db, table, row_id):
        if words not in known:
            sys.stderr.write(f"{plain(words)}\n")
