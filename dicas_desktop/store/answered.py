"""Writes what a person answered to the questions that a write raises: the way of every window and command."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain import register as rules
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.domain.vocabulary import CLOSED_ACTIONS
from dicas_desktop.domain.zones import day_in_tokyo
from dicas_desktop.store.anchors import EVENT_COLUMNS, KEPT
from dicas_desktop.store.db import Db
from dicas_desktop.store.decisions import SUPERSEDED
from dicas_desktop.store.leads import with_one_lead
from dicas_desktop.store.moving import told
from dicas_desktop.store.reasons import Answer, EventMoves, EvidenceNeeded
from dicas_desktop.store.register import close

if TYPE_CHECKING:
    from dicas_desktop.store.connection import Connection
    from dicas_desktop.store.step import Step

Values = Mapping[str, Any]


def write_answered(step: "Step", table: str, ids: Sequence[int], values: Values, answer: Answer) -> None:
    """Set the same values in many records with what a person answered to the questions that they raise."""
    values = {**values, **dict(answer.clocks)}
    _hear_of_moves(step, table, ids, values, answer)
    step.steps_down = answer.steps_down
    step.why = answer.why if answer.why is None or table == "action_items" else answer.why.without_extension()
    if table == "decisions" and answer.successor is not None and values.get("status") == SUPERSEDED:
        values = {**values, "superseded_by_id": answer.successor}
    if table != "action_items":
        step.update_many(table, ids, values)
        return
    ids = with_one_lead(step, ids, values.get("owner_org_id"), answer.lead)
    bare = set(_without_evidence(step.raw, ids)) if rules.closes_bare(values) else set()
    if answer.with_sub_items and values.get("status") in CLOSED_ACTIONS:
        close(step, ids, values, with_sub_items=True)
    else:
        step.update_many(table, ids, values)
    if bare and answer.evidence is None:
        raise _needed(step.raw, [row_id for row_id in ids if row_id in bare])
    if bare and answer.evidence is not None:
        shown = {"evidence": answer.evidence.text or None, "evidence_decision_id": answer.evidence.decision}
        step.update_many(table, [row_id for row_id in ids if row_id in bare], shown)


def evidence_needed(db: Db, ids: Sequence[int]) -> EvidenceNeeded:
    """Return the question for all of these that are to be closed, where they are written piece by piece."""
    return _needed(db.raw, list(_without_evidence(db.raw, ids)))


def _without_evidence(raw: "Connection", ids: Sequence[int]) -> Iterator[int]:
    """Yield the actions that are not done yet and have neither words, a decision nor a file that shows it."""
    for row_id in ids:
        found = raw.execute(
            "SELECT 1 FROM action_items a WHERE id = ? AND status IS NOT 'done' AND evidence IS NULL "
            "AND evidence_decision_id IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM attachments f WHERE f.action_item_id = a.id AND f.deleted_at IS NULL)",
            (row_id,),
        ).fetchone()
        if found:
            yield row_id


def _needed(raw: "Connection", bare: Sequence[int]) -> EvidenceNeeded:
    """Ask for the evidence of the first one by name; what is answered stands with all."""
    subject = raw.execute("SELECT ref FROM action_items WHERE id = ?", (bare[0],)).fetchone()[0]
    text = _("Status: say what shows that {subject} is done, or name the decision that settled it.")
    if len(bare) > 1:
        subject = _("{ref} and {n} more").format(ref=subject, n=len(bare) - 1)
        text = _("Status: say what shows that {subject} are done, or name the decision that settled them.")
    return EvidenceNeeded("status", text.format(subject=subject), subject)


def _hear_of_moves(step: "Step", table: str, ids: Sequence[int], values: Values, answer: Answer) -> None:
    """Leave the deadlines where they are that shall stay; EventMoves if nobody was asked about them yet."""
    if table not in EVENT_COLUMNS:
        return
    if answer.stay is None:
        found = [line for row_id in ids for line in told(Db(step.raw), table, row_id, values, day_in_tokyo(step.now))]
        if found:
            many = _("{n} deadlines hang on it and move along.")
            raise EventMoves(counted("{n} deadline hangs on it and moves along.", many, len(found)), found)
        return
    for kept in KEPT:
        step.cut_off(kept.table, sorted(row_id for name, row_id in answer.stay if name == kept.table))
