"""What the store itself adds to or refuses of a write, whichever way it comes: window, command, paste or import.

A guard is given the open step; it returns the values to be written, with what follows from them, or raises. Undo and
redo pass by here: they bring back what was written under these rules.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dicas_desktop.store import decisions, delegations, leads, posts, register

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step

Values = Mapping[str, Any]
_NEW: Mapping[str, Callable[["Step", Values], Values]] = {
    "action_items": register.settle_new,
    "parties": leads.settle_new_party,
    "decisions": decisions.settle_new,
    "delegation_members": delegations.settle_new,
}
_CHANGED: Mapping[str, Callable[["Step", int, Values, Values], Values]] = {
    "action_items": register.settle_change,
    "extensions": register.settle_extension,
    "parties": leads.settle_party,
    "decisions": decisions.settle_change,
    "delegation_members": delegations.settle_change,
    "delegations": delegations.settle_delegation,
    "persons": posts.settle_holder,
}
_DELETED: Mapping[str, Callable[["Step", Sequence[int]], None]] = {
    "extensions": register.refuse_delete,
    "decisions": decisions.refuse_delete,
    "delegation_members": delegations.settle_delete,
}
_RESTORED: Mapping[str, Callable[["Step", Sequence[int]], None]] = {
    "delegation_members": delegations.settle_restored,
}


def settle_new(step: "Step", table: str, values: Values) -> Values:
    """Return the values of a new record, with what follows from them. FieldProblem if it must not be added."""
    guard = _NEW.get(table)
    return values if guard is None else guard(step, values)


def settle_change(step: "Step", table: str, row_id: int, before: Values, values: Values) -> Values:
    """Return what to set in a record, with what follows from it. FieldProblem if it must not be set."""
    guard = _CHANGED.get(table)
    return values if guard is None else guard(step, row_id, before, values)


def settle_delete(step: "Step", table: str, ids: Sequence[int]) -> None:
    """Write what follows when these records go to the bin, or raise if they must not go there.

    What goes along with its owner is not asked about.
    """
    guard = _DELETED.get(table)
    if guard is not None:
        guard(step, ids)


def settle_restored(step: "Step", batch: str, back: Callable[[], int]) -> int:
    """Take a batch out of the bin by `back`, with what follows from it; return how many records it brought."""
    coming = {
        table: [row[0] for row in step.raw.execute(f"SELECT id FROM {table} WHERE deleted_batch = ?", (batch,))]
        for table in _RESTORED
    }
    number = back()
    for table, ids in coming.items():
        _RESTORED[table](step, ids)
    return number
