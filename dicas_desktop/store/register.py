"""The action register as the store keeps it: leads, drafts, status flow, extensions, sub-items.

The guards are asked by every write (`store.guards`). A suspense moves only with a reason and who agreed; each move is
kept as an extension that nobody edits, so that the first date and every later one stay readable.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain import register as rules
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.domain.vocabulary import CLOSED_ACTIONS, DRAFT_ACTION
from dicas_desktop.domain.zones import day_in_tokyo
from dicas_desktop.store import leads
from dicas_desktop.store.reasons import OpenSubItems, ReasonNeeded, Why

if TYPE_CHECKING:
    from dicas_desktop.store.connection import Connection
    from dicas_desktop.store.db import Db
    from dicas_desktop.store.step import Step

Values = Mapping[str, Any]
_DUE = ("due_date", "due_precision")
_COMMON = ("slug", "marking", "releasability")
_LISTED = 5  # records that a sentence names
_MOST_LEVELS = 1_000  # of parts of parts, should another program have made a circle
# what a copy of an action does not take along: its own history
HISTORY = (
    "entered_on", "first_due_date", "first_due_precision", "closed_on", "evidence", "evidence_decision_id",
    "carried_from_id",
)  # fmt: skip


# ------------------------------------------------------------------ guards
def settle_new(step: "Step", values: Values) -> Values:
    """Note the day of entry; an action that nobody leads is kept as a draft."""
    settled = dict(values)
    if values.get("entered_on") is None:
        settled["entered_on"] = day_in_tokyo(step.now)
    status = values.get("status")
    if status is not None and status not in CLOSED_ACTIONS and status != "unknown" and rules.needs_lead(values):
        settled["status"] = DRAFT_ACTION
    _check_parent(step.raw, 0, settled)
    return settled


def settle_change(step: "Step", row_id: int, before: Values, values: Values) -> Values:
    """Check lead, status and place; move the suspense with its reason; note the day of closing."""
    after = {**before, **values}
    recorded = step.why is not None and step.why.recorded
    if not recorded:
        if sentence := rules.flow_problem("action_items", before["status"], after["status"]):
            raise FieldProblem("status", sentence)
        _check_lead(before, after)
    if not recorded and any(after[name] != before[name] for name in ("parent_id", "status")):
        _check_parent(step.raw, row_id, after)
    settled = dict(values)
    if not recorded:
        settled.update(_closing(step, row_id, before, after, values))
    settled.update(_moving(step, row_id, before, after))
    if after["owner_org_id"] != before["owner_org_id"] and after["owner_org_id"] is not None:
        leads.promote(step, row_id, after["owner_org_id"])
    return settled


def settle_extension(_step: "Step", _row_id: int, before: Values, values: Values) -> Values:
    """An extension is what was agreed then: it is never edited."""
    for name, value in values.items():
        if name not in _COMMON and value != before[name]:
            raise FieldProblem(name, never_edited())
    return values


def refuse_delete(_step: "Step", _ids: Sequence[int]) -> None:
    """An extension stays as long as its action."""
    text = _("An extension is never deleted: undo the step that made it, or extend the action again.")
    raise FieldProblem("ref", text)


# ------------------------------------------------------------------ what is done to an action
def extend(step: "Step", row_id: int, due: Values, reason: str, agreed_by: str) -> None:
    """Move the suspense of an action: `due` holds its columns. FieldProblem if the reason or who agreed is missing."""
    before = step.why
    step.why = why(reason, agreed_by)
    try:
        step.update("action_items", row_id, due)
    finally:
        step.why = before


def why(reason: str, agreed_by: str) -> Why:
    """Return a reason with who agreed; FieldProblem if one of them is blank."""
    if not reason.strip():
        raise FieldProblem("reason", _("Reason is missing: say why the due date moves."))
    if not agreed_by.strip():
        raise FieldProblem("agreed_by", _("Agreed by is missing: say who agreed to the new date."))
    return Why(reason.strip(), agreed_by.strip())


def close(step: "Step", ids: Sequence[int], values: Values, *, with_sub_items: bool = False) -> None:
    """Close actions: `values` holds the status (done, cancelled) and the evidence; sub-items take the status alone.

    OpenSubItems if parts of them are open and they are not to be closed with them.
    """
    if with_sub_items:
        for child in _open_below(step.raw, ids):
            step.update("action_items", child, {"status": values["status"]})
    step.update_many("action_items", ids, values)


# ------------------------------------------------------------------ what is read
def extensions(db: "Db", row_id: int) -> list[dict[str, Any]]:
    """Return the extensions of an action, the first one first."""
    return db.execute(
        "SELECT * FROM extensions WHERE action_item_id = ? AND deleted_at IS NULL ORDER BY id", (row_id,)
    ).mappings()


def trail(rows: Sequence[Values]) -> list[tuple[str | None, str | None]]:
    """Return the first suspense and every later one, (day, precision); empty without an extension."""
    if not rows:
        return []
    first = (rows[0]["old_due_date"], rows[0]["old_due_precision"])
    return [first, *((row["new_due_date"], row["new_due_precision"]) for row in rows)]


def sub_items(db: "Db", row_id: int) -> list[int]:
    """Return the ids of the parts of an action, in the order of their numbers."""
    return [int(i) for i in db.execute(
        "SELECT id FROM action_items WHERE parent_id = ? AND deleted_at IS NULL ORDER BY id", (row_id,)
    ).scalars()]  # fmt: skip


def never_edited() -> str:
    """Say that an extension stays as it is."""
    return _("An extension is never edited: undo the step that made it, or extend the action again.")


# ------------------------------------------------------------------ inside
def _check_lead(before: Values, after: Values) -> None:
    if after["status"] in (None, DRAFT_ACTION, *CLOSED_ACTIONS) or not rules.needs_lead(after):
        return
    if before["status"] == DRAFT_ACTION:
        text = _("Lead (OPR) is missing: name the office that leads before the action leaves Draft.")
        raise FieldProblem("owner_org_id", text)
    if not rules.needs_lead(before):
        text = _("Lead (OPR): an action that is not closed has one; name the office that leads instead.")
        raise FieldProblem("owner_org_id", text)


def _check_parent(raw: "Connection", row_id: int, after: Values) -> None:
    """An action is no part of itself, and what is open is no part of something closed."""
    parent = after.get("parent_id")
    if parent is None:
        return
    chain = [_ref(raw, row_id)]
    at: int | None = parent
    while at is not None and len(chain) <= _MOST_LEVELS:
        row = raw.execute("SELECT ref, parent_id, status FROM action_items WHERE id = ?", (at,)).fetchone()
        if row is None:  # the reference is refused at the end of the step
            return
        ref, above, status = row
        chain.append(ref)
        if at == row_id:
            text = _("Part of: {chain} is a circle; choose another action.")
            raise FieldProblem("parent_id", text.format(chain=" → ".join(chain)))
        if at == parent and status in CLOSED_ACTIONS and after.get("status") not in CLOSED_ACTIONS:
            text = _("Part of: {ref} is closed; open it again first.")
            raise FieldProblem("parent_id", text.format(ref=ref))
        at = above


def _closing(step: "Step", row_id: int, before: Values, after: Values, values: Values) -> dict[str, Any]:
    was, now = before["status"] in CLOSED_ACTIONS, after["status"] in CLOSED_ACTIONS
    if was == now:
        return {}
    if was:
        return {} if "closed_on" in values else {"closed_on": None}
    _refuse_open_parts(step.raw, row_id)
    return {} if values.get("closed_on") else {"closed_on": day_in_tokyo(step.now)}


def _refuse_open_parts(raw: "Connection", row_id: int) -> None:
    rows = list(_open_parts(raw, row_id))
    if not rows:
        return
    named = ", ".join(ref for _id, ref, _text in rows[:_LISTED]) + ("…" if len(rows) > _LISTED else "")
    text = counted(
        "{{ref}} has {n} open sub-item, {{named}}: close it, too, or leave {{ref}} open.",
        "{{ref}} has {n} open sub-items, {{named}}: close them, too, or leave {{ref}} open.",
        len(rows),
    ).format(ref=_ref(raw, row_id), named=named)
    lines = [f"{ref} {words}" for _id, ref, words in rows]
    raise OpenSubItems("status", text, lines, [row[0] for row in rows])


def _open_parts(raw: "Connection", row_id: int) -> Iterator[tuple[int, str, str]]:
    marks = ", ".join("?" * len(CLOSED_ACTIONS))
    yield from raw.execute(
        "SELECT id, ref, description FROM action_items WHERE parent_id = ? AND deleted_at IS NULL "
        f"AND coalesce(status, '') NOT IN ({marks}) ORDER BY id",
        (row_id, *CLOSED_ACTIONS),
    ).fetchall()


def _open_below(raw: "Connection", ids: Sequence[int]) -> list[int]:
    """The open parts of actions and their parts, the lowest first."""
    found: list[int] = []
    for row_id in ids:
        for part in _open_parts(raw, row_id):
            if part[0] not in ids:
                found += [*_open_below(raw, part[:1]), part[0]]
    return list(dict.fromkeys(found))


def _moving(step: "Step", row_id: int, before: Values, after: Values) -> dict[str, Any]:
    """Keep an extension if the suspense of an action at work moves; return the first suspense if it is not noted."""
    today = day_in_tokyo(step.now)
    at_rest = before["status"] in CLOSED_ACTIONS and after["status"] in CLOSED_ACTIONS
    free = before["status"] == DRAFT_ACTION or at_rest or before["entered_on"] == today
    if free or before["due_date"] is None or all(after[name] == before[name] for name in _DUE):
        return {}
    if step.why is None or not step.why.agreed_by:
        day = show_date(before["due_date"], before["due_precision"] or "day")
        text = _("Due: {ref} was due {day}; say why it moves and who agreed.")
        raise ReasonNeeded("due_date", text.format(ref=_ref(step.raw, row_id), day=day), agreement=True)
    step.add("extensions", {
        "action_item_id": row_id, "old_due_date": before["due_date"], "old_due_precision": before["due_precision"],
        "new_due_date": after["due_date"], "new_due_precision": after["due_precision"], "reason": step.why.reason,
        "agreed_by": step.why.agreed_by, "extended_on": today,
    })  # fmt: skip
    if before["first_due_date"] is not None:
        return {}
    return {"first_due_date": before["due_date"], "first_due_precision": before["due_precision"]}


def _ref(raw: "Connection", row_id: int) -> str:
    row = raw.execute("SELECT ref FROM action_items WHERE id = ?", (row_id,)).fetchone()
    return str(row_id or "") if row is None else str(row[0])
