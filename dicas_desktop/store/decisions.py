"""The decision register as the store keeps it: status flow, corrected words, supersession, what rests on a decision.

Agreed words are only corrected, with a reason: the journal keeps the words before, the label of the step the reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain import register as rules
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.domain.vocabulary import DECISION_STATUSES
from dicas_desktop.store.reasons import ReasonNeeded, RestedOn, SuccessorNeeded

if TYPE_CHECKING:
    from dicas_desktop.store.connection import Connection
    from dicas_desktop.store.step import Step

Values = Mapping[str, Any]
SUPERSEDED = "superseded"
WORDS = ("text", "text_ja", "authoritative")
_LABELS = {choice.value: choice.label for choice in DECISION_STATUSES}
_FIELDS = {"text": "Text", "text_ja": "Text in Japanese", "authoritative": "Authoritative text"}
_LISTED = 5


# ------------------------------------------------------------------ guards
def settle_new(step: "Step", values: Values) -> Values:
    """A decision that names its successor is superseded."""
    settled = {**values, **_superseding({}, values, values)}
    _check_supersession(step.raw, 0, settled)
    return settled


def settle_change(step: "Step", row_id: int, before: Values, values: Values) -> Values:
    """Check the status, the way to the successor, and that agreed words are only corrected with a reason."""
    settled = {**values, **_superseding(before, {**before, **values}, values)}
    after = {**before, **settled}
    recorded = step.why is not None and step.why.recorded
    if not recorded and (sentence := rules.flow_problem("decisions", before["status"], after["status"])):
        raise FieldProblem("status", sentence)
    _check_supersession(step.raw, row_id, after)
    _check_words(step, row_id, before, after)
    return settled


def refuse_delete(step: "Step", ids: Sequence[int]) -> None:
    """Refuse to delete a decision on which other records rest; RestedOn lists them."""
    problem = rested_on(step.raw, ids)
    if problem is not None:
        raise problem


# ------------------------------------------------------------------ what is read
def rested_on(raw: "Connection", ids: Sequence[int]) -> RestedOn | None:
    """Return what keeps these decisions from being deleted, None if nothing does. They may rest on each other."""
    for row_id in ids:
        lines = [line for table, other, line in resting_on(raw, row_id) if (table, other) not in _among(ids)]
        if lines:
            named = ", ".join(line.split(" ", 1)[0] for line in lines[:_LISTED]) + ("…" if len(lines) > _LISTED else "")
            text = counted(
                "{{named}} rests on {{ref}}: withdraw {{ref}} instead, or take it off {{ref}} first.",
                "{{named}} rest on {{ref}}: withdraw {{ref}} instead, or take them off {{ref}} first.",
                len(lines),
            )
            return RestedOn("ref", text.format(ref=_ref(raw, row_id), named=named), lines, [row_id])
    return None


def resting_on(raw: "Connection", row_id: int) -> Iterator[tuple[str, int, str]]:
    """Yield (table, id, reference and words) of the live records that rest on a decision."""
    for table, column, words in (
        ("action_items", "decision_id", "description"),
        ("action_items", "evidence_decision_id", "description"),
        ("decisions", "superseded_by_id", "text"),
    ):
        for other, ref, text in raw.execute(
            f"SELECT id, ref, {words} FROM {table} WHERE {column} = ? AND deleted_at IS NULL ORDER BY id", (row_id,)
        ).fetchall():
            yield table, other, f"{ref} {text}"


# ------------------------------------------------------------------ inside
def _superseding(before: Values, after: Values, given: Values) -> dict[str, Any]:
    """What follows for the status from the successor, and the other way round."""
    successor, status = after.get("superseded_by_id"), after.get("status")
    if successor is not None and before.get("superseded_by_id") != successor and "status" not in given:
        return {"status": SUPERSEDED}
    if successor is not None and status != SUPERSEDED:
        # the one that was given last holds: a new status lets the successor go, a new successor sets the status
        return {"superseded_by_id": None} if successor == before.get("superseded_by_id") else {"status": SUPERSEDED}
    if successor is None and before.get("superseded_by_id") is not None and "status" not in given:
        return {"status": "agreed"}
    return {}


def _check_supersession(raw: "Connection", row_id: int, after: Values) -> None:
    if after.get("status") == SUPERSEDED and after.get("superseded_by_id") is None:
        text = _("Superseded by is missing: name the decision that takes its place.")
        raise SuccessorNeeded("superseded_by_id", text)
    chain, at = [_ref(raw, row_id)], after.get("superseded_by_id")
    seen: set[int] = set()
    while at is not None and at not in seen:
        seen.add(at)
        row = raw.execute("SELECT ref, superseded_by_id FROM decisions WHERE id = ?", (at,)).fetchone()
        if row is None:  # the reference is refused at the end of the step
            return
        chain.append(row[0])
        if at == row_id:
            text = _("Superseded by: {chain} is a circle; choose another decision.")
            raise FieldProblem("superseded_by_id", text.format(chain=" → ".join(chain)))
        at = row[1]


def _check_words(step: "Step", row_id: int, before: Values, after: Values) -> None:
    """Words that were missing may be added to an agreed decision; those that are there are only corrected."""
    if before["status"] not in rules.FIXED_TEXTS or (step.why is not None and step.why.reason.strip()):
        return
    for name in WORDS:
        if before[name] and after[name] != before[name]:
            text = _(
                "{field}: {ref} is {status}, so its words are only corrected; give the reason, the old text is kept."
            )
            ref, status = _ref(step.raw, row_id), _(_LABELS[before["status"]])
            raise ReasonNeeded(name, text.format(field=_(_FIELDS[name]), ref=ref, status=status), agreement=False)


def _among(ids: Sequence[int]) -> set[tuple[str, int]]:
    return {("decisions", row_id) for row_id in ids}


def _ref(raw: "Connection", row_id: int) -> str:
    row = raw.execute("SELECT ref FROM decisions WHERE id = ?", (row_id,)).fetchone()
    return "" if row is None else str(row[0])
