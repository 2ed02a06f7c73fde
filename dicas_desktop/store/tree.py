"""From a decision to its actions and their results, and back: which record follows from which."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.vocabulary import CLOSED_ACTIONS
from dicas_desktop.store.listing import fetch

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db

_DEEPEST = 100  # levels, should another program have made a circle


@dataclass(frozen=True, slots=True)
class Node:
    """A record in its place. `how` says what it is to the record above: made, part, result, successor, or root."""

    table: str
    id: int
    ref: str
    text: str
    how: str
    values: dict[str, Any]
    below: tuple["Node", ...] = ()


def root_of(db: "Db", table: str, row_id: int) -> tuple[str, int]:
    """Return the record at which the tree of this one begins: the first decision, else the action at the top."""
    seen: set[tuple[str, int]] = set()
    while (table, row_id) not in seen:
        seen.add((table, row_id))
        if table == "decisions":
            statement = "SELECT id FROM decisions WHERE superseded_by_id = ? AND deleted_at IS NULL ORDER BY id LIMIT 1"
            earlier = db.execute(statement, (row_id,)).scalar()
            if earlier is None or (table, earlier) in seen:
                break
            row_id = int(earlier)
            continue
        row = db.execute("SELECT parent_id, decision_id FROM action_items WHERE id = ?", (row_id,)).first()
        parent, decision = row or (None, None)
        if parent is not None and ("action_items", parent) not in seen:
            row_id = parent
        elif decision is not None:
            table, row_id = "decisions", decision
        else:
            break
    return table, row_id


def tree(db: "Db", table: str, row_id: int) -> Node:
    """Return a record with all that follows from it: actions of a decision, parts and results of an action."""
    return _node(db, table, row_id, "root", frozenset())


def _node(db: "Db", table: str, row_id: int, how: str, above: frozenset[tuple[str, int]]) -> Node:
    record = fetch(db, table, [row_id])[0].values
    inside = above | {(table, row_id)}
    found = _below_decision(db, row_id) if table == "decisions" else _below_action(db, row_id, record)
    fresh = [each for each in found if each[:2] not in inside] if len(inside) < _DEEPEST else []
    below = tuple(_node(db, name, other, kind, inside) for name, other, kind in fresh)
    text = str(record["text"] if table == "decisions" else record["description"])
    return Node(table, row_id, str(record["ref"]), text, how, record, below)


def _below_decision(db: "Db", row_id: int) -> list[tuple[str, int, str]]:
    actions = db.execute(
        "SELECT id FROM action_items WHERE decision_id = ? AND parent_id IS NULL AND deleted_at IS NULL ORDER BY id",
        (row_id,),
    ).scalars()
    successor = db.execute(
        "SELECT s.id FROM decisions d JOIN decisions s ON s.id = d.superseded_by_id "
        "WHERE d.id = ? AND s.deleted_at IS NULL",
        (row_id,),
    ).scalars()
    return [*(("action_items", i, "made") for i in actions), *(("decisions", i, "successor") for i in successor)]


def _below_action(db: "Db", row_id: int, values: dict[str, Any]) -> list[tuple[str, int, str]]:
    parts = db.execute(
        "SELECT id FROM action_items WHERE parent_id = ? AND deleted_at IS NULL ORDER BY id", (row_id,)
    ).scalars()
    result = values.get("evidence_decision_id") if values.get("status") in CLOSED_ACTIONS else None
    results = [] if result is None else [("decisions", int(result), "result")]
    return [*(("action_items", int(i), "part") for i in parts), *results]
