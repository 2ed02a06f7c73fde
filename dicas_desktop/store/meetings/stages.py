"""From stage to stage: Draft, Open, In progress, Closed, and back with a reason. What is open when a meeting closes."""

from typing import TYPE_CHECKING, NamedTuple

from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.stages import CLOSED, IN_PROGRESS, LABELS, NO_STAGE, OPEN, next_stages
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.domain.vocabulary import CLOSED_ACTIONS
from dicas_desktop.store.db import Db
from dicas_desktop.store.reasons import Why

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step

__all__ = ["Incomplete", "Loose", "advance", "check_step", "incomplete", "next_stages", "settle", "stage_of"]

DISCUSSED, DEFERRED, BACKLOG, DROPPED = "discussed", "deferred", "backlog", "dropped"
_OUTCOMES = " UNION ALL ".join(
    f"SELECT agenda_item_id AS item FROM {table} WHERE deleted_at IS NULL AND agenda_item_id IN "
    "(SELECT id FROM agenda_items WHERE meeting_id = :meeting)"
    for table in ("decisions", "notes", "action_items")
)
_CLOSED = ", ".join(f"'{status}'" for status in CLOSED_ACTIONS)
# what `domain.register.needs_lead` says, of an action `t` that is not closed
NO_LEAD = (
    "(t.owner_org_id IS NULL AND (coalesce(t.kind, 'action') = 'action' OR t.owner_side IS NULL) "
    f"AND coalesce(t.status, '') NOT IN ({_CLOSED}))"
)


class Loose(NamedTuple):
    """Something that is not settled when a meeting closes: an action without lead, or an item nobody spoke of."""

    table: str
    id: int
    ref: str
    words: str


class Incomplete(NamedTuple):
    """What Close asks about. Actions without a lead are kept as they are; each undiscussed item needs an answer."""

    actions: tuple[Loose, ...]
    undiscussed: tuple[Loose, ...]

    @property
    def number(self) -> int:
        """The number on the Close button."""
        return len(self.actions) + len(self.undiscussed)


def stage_of(db: Db, meeting_id: int) -> tuple[str | None, str]:
    """Return the stage of a meeting and how it is called; UserProblem if it is not there."""
    row = db.execute("SELECT stage, ref || ' ' || title FROM meetings WHERE id = ?", (meeting_id,)).first()
    if row is None:
        raise UserProblem(_("This meeting is no longer there: reload the page."))
    return row[0], row[1]


def advance(step: "Step", meeting_id: int, stage: str, reason: str | None = None) -> None:
    """Bring a meeting to a stage. FieldProblem or UserProblem with the rule that stands against it.

    Reopening needs a reason, which the journal shows with the step. A meeting that closes was held.
    """
    if reason:
        step.why = Why(reason)
    db = Db(step.raw)
    before, name = stage_of(db, meeting_id)
    if before == stage:
        text = _("{meeting} is {stage} already.")
        raise FieldProblem("stage", text.format(meeting=name, stage=_(LABELS[stage]).lower()))
    check_step(db, meeting_id, (before, stage), step.reason)
    status = db.execute("SELECT status FROM meetings WHERE id = ?", (meeting_id,)).scalar()
    held = {"status": "held"} if stage == CLOSED and status in (None, "planned") else {}
    step.update("meetings", meeting_id, {"stage": stage, **held})


def check_step(db: Db, meeting_id: int, change: tuple[str | None, str | None], reason: str) -> None:
    """Refuse a change of stage that breaks a rule; `reason` is what the step was told (FieldProblem, UserProblem)."""
    before, after = change
    _before, name = stage_of(db, meeting_id)
    allowed = next_stages(before)
    if after not in allowed:
        text = _("{meeting} is {stage}: it can become {known}.")
        known = _(" or ").join(_(LABELS[stage]) for stage in allowed)
        stage = _(LABELS[before] if before else NO_STAGE).lower()
        raise FieldProblem("stage", text.format(meeting=name, stage=stage, known=known))
    if before == CLOSED and not reason:
        raise FieldProblem("stage", _("Reopening {meeting} needs a reason: say why.").format(meeting=name))
    if after == CLOSED:
        _refuse_loose_end(db, meeting_id, name)
    if after == IN_PROGRESS and before != CLOSED:
        _refuse_undated(db, meeting_id, name)
    if (before, after) == (IN_PROGRESS, OPEN) and (number := _outcomes(db, meeting_id)):
        outcomes = counted("{n} outcome", "{n} outcomes", number)
        text = _("{meeting} has {outcomes}: it stays in progress until it is closed.")
        raise FieldProblem("stage", text.format(meeting=name, outcomes=outcomes))


def incomplete(db: Db, meeting_id: int) -> Incomplete:
    """Return the actions of a meeting that nobody leads, and the items that nobody spoke of or put off."""
    actions = db.execute(
        "SELECT 'action_items', id, ref, description FROM action_items t WHERE deleted_at IS NULL AND "
        "(meeting_id = :meeting OR agenda_item_id IN (SELECT id FROM agenda_items WHERE meeting_id = :meeting)) "
        f"AND {NO_LEAD} ORDER BY id",
        {"meeting": meeting_id},
    )
    items = db.execute(
        "SELECT 'agenda_items', id, ref, topic FROM agenda_items WHERE meeting_id = :meeting AND deleted_at IS NULL "
        f"AND coalesce(state, 'planned') = 'planned' AND id NOT IN ({_OUTCOMES}) ORDER BY seq, id",
        {"meeting": meeting_id},
    )
    return Incomplete(tuple(Loose(*row) for row in actions), tuple(Loose(*row) for row in items))


def settle(step: "Step", item_id: int, state: str, reason: str = "") -> None:
    """Answer what becomes of an item: discussed, deferred (to the next meeting), backlog or dropped, with a reason.

    FieldProblem if it is dropped without one.
    """
    if state == DROPPED and not reason.strip():
        raise FieldProblem("state_reason", _("Dropping an item needs a reason: say why."))
    step.update("agenda_items", item_id, {"state": state, "state_reason": reason.strip() or None})


def _refuse_loose_end(db: Db, meeting_id: int, name: str) -> None:
    undiscussed = incomplete(db, meeting_id).undiscussed
    if undiscussed:
        number = counted("{n} item was not discussed", "{n} items were not discussed", len(undiscussed))
        items = ", ".join(loose.ref for loose in undiscussed)
        text = _("{meeting} cannot be closed: {number} ({items}). Say of each: next meeting, backlog or drop.")
        raise UserProblem(text.format(meeting=name, number=number, items=items))


def _refuse_undated(db: Db, meeting_id: int, name: str) -> None:
    day, status = db.execute("SELECT start_date, status FROM meetings WHERE id = ?", (meeting_id,)).first() or ("", "")
    if not day:
        text = _("{meeting} has no date: set it before the meeting begins.")
        raise FieldProblem("start_date", text.format(meeting=name))
    if status == "cancelled":
        raise FieldProblem("status", _("{meeting} was cancelled: plan it anew first.").format(meeting=name))


def _outcomes(db: Db, meeting_id: int) -> int:
    return int(db.execute(f"SELECT count(*) FROM ({_OUTCOMES})", {"meeting": meeting_id}).scalar())
