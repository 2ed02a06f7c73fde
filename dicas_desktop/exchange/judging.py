"""What the registers and delegations would refuse of an import, row by row, so that the preview names it.

New rows are written in bulk, past the guards of single writes, and a row of a known record meets them only in the
middle of the import. So the plan is judged as a whole: by what stands when all of it is written.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from dicas_desktop.domain.texts import _
from dicas_desktop.exchange.plan import Cell, ImportPlan, Rejected, TablePlan
from dicas_desktop.store import leads, register
from dicas_desktop.store.db import Db
from dicas_desktop.store.delegations import HEAD, SecondHead

Key = leads.Key
_COMMON = ("slug", "marking", "releasability")


class _Row(NamedTuple):
    """A row of a file: whose it is, what it sets, and whether it is new."""

    line: int
    key: Key
    sets: Mapping[str, Cell]
    new: bool


class _Fault(NamedTuple):
    """Why a row is left out."""

    row: _Row
    column: str
    sentence: str


def judge(db: Db, plan: ImportPlan, new: Mapping[str, set[str]]) -> None:
    """Leave out the rows that the rules forbid, and say so. `new` names the records to be created, by table."""
    for table in plan.tables:
        judged = _JUDGES.get(table.table)
        faults = list(judged(db, plan, list(_rows(table)))) if judged else []
        for row, column, sentence in faults:
            value = row.sets.get(column)
            shown = "" if value is None else str(value)
            plan.rejected.append(Rejected(table.file, row.line, column, shown, sentence))
        if faults:
            _drop(table, {row.line for row, _column, _sentence in faults}, new.get(table.table, set()))


def _rows(table: TablePlan) -> Iterator[_Row]:
    for update in table.updated:
        yield _Row(
            update.line, update.id, {name: after for name, (_before, after) in update.changes.items()}, new=False
        )
    for line, row in zip(table.lines, table.created, strict=True):
        yield _Row(line, str(row[0]), dict(zip(table.columns[1:], row[1:], strict=True)), new=True)


def _drop(table: TablePlan, lines: set[int], new: set[str]) -> None:
    kept = [(line, row) for line, row in zip(table.lines, table.created, strict=True) if line not in lines]
    new -= {str(row[0]) for line, row in zip(table.lines, table.created, strict=True) if line in lines}
    table.lines, table.created = [line for line, _row in kept], [row for _line, row in kept]
    table.updated = [update for update in table.updated if update.line not in lines]


# ------------------------------------------------------------------ delegations
def _second_heads(db: Db, _plan: ImportPlan, rows: list[_Row]) -> Iterator[_Fault]:
    """A delegation has one head: of several in the end, the one that stands there already or comes first stays."""
    touched = [row for row in rows if {"capacity", "delegation_id"} & row.sets.keys()]
    after: dict[Key, tuple[Any, Any]] = {}
    for row in touched:
        before = None if row.new else db.execute(
            "SELECT delegation_id, capacity FROM delegation_members WHERE id = ?", (row.key,)
        ).first()  # fmt: skip
        delegation, capacity = before or (None, None)
        after[row.key] = row.sets.get("delegation_id", delegation), row.sets.get("capacity", capacity)
    heads: dict[Any, Key] = {}
    for delegation, seat in db.execute(
        "SELECT delegation_id, id FROM delegation_members WHERE capacity = ? AND deleted_at IS NULL", (HEAD,)
    ):
        if after.get(seat, (delegation, HEAD)) == (delegation, HEAD):
            heads.setdefault(delegation, seat)
    for row in touched:
        delegation, capacity = after[row.key]
        if capacity == HEAD and heads.setdefault(delegation, row.key) != row.key:
            yield _Fault(row, "capacity", str(SecondHead(_named(db, heads[delegation]))))


def _named(db: Db, seat: Key) -> str:
    found = db.execute(
        "SELECT coalesce(p.name_en, o.name_en, m.role_note, m.ref) FROM delegation_members m "
        "LEFT JOIN persons p ON p.id = m.person_id LEFT JOIN organizations o ON o.id = m.org_id WHERE m.id = ?",
        (seat,),
    ).scalar()
    return str(found or seat)


# ------------------------------------------------------------------ the action register
def _actions(db: Db, _plan: ImportPlan, rows: list[_Row]) -> Iterator[_Fault]:
    """An action has one lead, and is no part of itself."""
    for row in rows:
        office = row.sets.get("owner_org_id")
        if not row.new and office is not None and isinstance(row.key, int) and leads.led_by_others(db, row.key, office):
            yield _Fault(row, "owner_org_id", leads.second_lead_sentence(db, row.key, office))
    yield from _circles(
        db, "action_items", "parent_id", _("Part of: {chain} is a circle; choose another action."), rows
    )


def _parties(db: Db, plan: ImportPlan, rows: list[_Row]) -> Iterator[_Fault]:
    """An office supports an action once, and not the one that it leads."""
    led = {row.key: row.sets["owner_org_id"] for table in plan.tables if table.table == "action_items"
             for row in _rows(table) if "owner_org_id" in row.sets}  # fmt: skip
    seen: set[tuple[Any, Any]] = set()
    for row in rows:
        before = None if row.new else db.execute(
            "SELECT action_item_id, org_id FROM parties WHERE id = ?", (row.key,)
        ).first()  # fmt: skip
        action, office = before or (None, None)
        pair = row.sets.get("action_item_id", action), row.sets.get("org_id", office)
        sentence = leads.support_problem(db, *pair, lead=led.get(pair[0])) if pair != before else ""
        if not sentence and pair in seen:
            sentence = leads.supports_already(db, *pair)
        seen.add(pair)
        if sentence:
            yield _Fault(row, "org_id", sentence)


def _extensions(_db: Db, _plan: ImportPlan, rows: list[_Row]) -> Iterator[_Fault]:
    """An extension is what was agreed then."""
    for row in rows:
        changed = [name for name in row.sets if name not in _COMMON]
        if changed and not row.new:
            yield _Fault(row, changed[0], register.never_edited())


# ------------------------------------------------------------------ the decision register
def _decisions(db: Db, _plan: ImportPlan, rows: list[_Row]) -> Iterator[_Fault]:
    """What is superseded names its successor, and nothing succeeds itself."""
    for row in rows:
        if row.new and row.sets.get("status") == "superseded" and row.sets.get("superseded_by_id") is None:
            text = _("Superseded by is missing: name the decision that takes its place.")
            yield _Fault(row, "superseded_by_id", text)
    text = _("Superseded by: {chain} is a circle; choose another decision.")
    yield from _circles(db, "decisions", "superseded_by_id", text, rows)


def _circles(db: Db, table: str, column: str, text: str, rows: list[_Row]) -> Iterator[_Fault]:
    """Yield one row of each circle that the file would close; without that row there is none."""
    leads_to: dict[Key, Any] = {row.key: row.sets[column] for row in rows if column in row.sets}
    known = f"SELECT {column} FROM {table} WHERE id = ?"  # noqa: S608 - own names
    good: set[Key] = set()  # from which the way ends, so that a long chain is walked once
    for row in (row for row in rows if column in row.sets):
        chain, at = {row.key: None}, leads_to[row.key]  # a dict: in the order of the way
        while at is not None and at not in chain and at not in good:
            chain[at] = None
            at = leads_to[at] if at in leads_to else db.execute(known, (at,)).scalar()
        if at == row.key:
            leads_to[row.key] = None
            names = " → ".join(_ref(db, table, key) for key in (*chain, row.key))
            yield _Fault(row, column, text.format(chain=names))
        elif at not in chain:
            good.update(chain)


def _ref(db: Db, table: str, key: Key) -> str:
    found = db.execute(f"SELECT ref FROM {table} WHERE id = ?", (key,)).scalar()  # noqa: S608 - an own name
    return str(found or key)


_JUDGES: Mapping[str, Callable[[Db, ImportPlan, list[_Row]], Iterator[_Fault]]] = {
    "delegation_members": _second_heads,
    "action_items": _actions,
    "parties": _parties,
    "extensions": _extensions,
    "decisions": _decisions,
}
