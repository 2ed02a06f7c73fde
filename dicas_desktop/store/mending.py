"""From what was salvaged to what the new file holds: the proven journal, the records, and what had to be put in.

The steps from the first on whose digests follow from one another are proven and are kept as they were. The records are
taken from their tables; one that is not there is taken from the changes of the journal. Where nothing was unreadable
and every step is proven, the journal is right and the table is not.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Field, Kind
from dicas_desktop.domain.ids import new_uid, reference
from dicas_desktop.domain.texts import _
from dicas_desktop.store import journal
from dicas_desktop.store.journal import StepRow
from dicas_desktop.store.salvage import Change, Rows, Salvage

_ROWS_A_PAGE = 64  # more do not fit


@dataclass(slots=True)
class TableLoss:
    """What became of one kind of records; references are given as they are printed (AI-0012)."""

    read: int = 0
    from_journal: list[str] = field(default_factory=list)  # not in the table, the journal still had them
    corrected: list[str] = field(default_factory=list)  # in the table, but not as the proven journal has them
    unknown: list[str] = field(default_factory=list)  # in the table, and not in the proven journal
    completed: list[str] = field(default_factory=list)  # only in parts: what must be filled in is a placeholder
    stood_in: list[str] = field(default_factory=list)  # lost, but others point there: a placeholder
    missing: list[str] = field(default_factory=list)  # numbers once given of which nothing is left
    refused: list[str] = field(default_factory=list)  # read, but no longer what a table can hold
    from_here: str = ""  # how many there were is lost: there may have been this one and more


@dataclass(slots=True)
class Mended:
    """What the new file is made of. `before`: the records as the proven steps leave them; `after`: as they will be."""

    steps: list[StepRow]
    changes: list[tuple[int, int, Change]]  # id, step, change
    before: dict[str, Rows]
    after: dict[str, Rows]
    losses: dict[str, TableLoss]
    unproven: list[StepRow]  # steps that were read after the first gap; their changes count, they are not kept
    steps_missing: list[int]
    changes_missing: int  # of the steps that were read


def mend(found: Salvage, now: datetime) -> Mended:
    """Decide what the new file holds. `now` is the time of the placeholders."""
    steps, changes, by_step = _proven(found)
    last = steps[-1].id if steps else 0
    before = _folded(change for _id, _step, change in changes)
    everything = _folded(change for step in sorted(by_step) for _id, change in by_step[step])
    certain = not found.hurt and last == max([*found.steps, *by_step], default=0)
    losses = {table: TableLoss(len(found.records[table])) for table in ENTITIES}
    after = {
        table: _chosen(entity.prefix, found.records[table], everything[table], losses[table], certain=certain)
        for table, entity in ENTITIES.items()
    }
    _complete(after, losses, now)
    _name_missing(found, by_step, after, losses)
    known = set(found.steps)
    missing = [number for number in range(1, max([*known, *by_step], default=0) + 1) if number not in known]
    unproven = [found.steps[number] for number in sorted(known) if number > last]
    lost = sum(max(0, step.change_count - len(by_step.get(step.id, ()))) for step in found.steps.values())
    return Mended(steps, changes, before, after, losses, unproven, missing, lost)


# ---------------------------------------------------------------------- the journal
def _proven(
    found: Salvage,
) -> tuple[list[StepRow], list[tuple[int, int, Change]], dict[int, list[tuple[int, Change]]]]:
    """Return the steps whose chain holds from the first on, their changes, and all changes by step in their order."""
    by_step: dict[int, list[tuple[int, Change]]] = defaultdict(list)
    for change_id, (step, change) in sorted(found.changes.items()):
        by_step[step].append((change_id, change))
    steps: list[StepRow] = []
    changes: list[tuple[int, int, Change]] = []
    digest = "0" * 64
    while (step_row := found.steps.get(len(steps) + 1)) is not None:
        mine = by_step.get(step_row.id, [])
        if journal.digest_of(step_row, digest, (_framed(change) for _id, change in mine)) != step_row.digest:
            break
        steps.append(step_row)
        changes += [(change_id, step_row.id, change) for change_id, change in mine]
        digest = step_row.digest
    return steps, changes, by_step


def _framed(change: Change) -> str:
    """A change as `journal.FRAMED` reads it."""
    return "".join("-" if part is None else f"{len(text := str(part))}:{text}" for part in change)


def _folded(changes: Iterable[Change]) -> dict[str, Rows]:
    """Return the records as these changes leave them, in their order."""
    states: dict[str, dict[str, dict[str, Any]]] = {table: {} for table in ENTITIES}
    for table, row_id, uid, operation, _before, after in changes:
        rows = states[table]
        if operation == "D":
            rows.pop(uid, None)
        elif operation == "I" or uid not in rows:
            rows[uid] = {"id": row_id, "uid": uid, **_told(after)}
        else:
            rows[uid].update(_told(after))
    return {table: {row["id"]: row for row in rows.values()} for table, rows in states.items()}


def _told(after: str | None) -> dict[str, Any]:
    try:
        values = json.loads(after or "{}")
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


# ---------------------------------------------------------------------- the records
def _chosen(prefix: str, read: Rows, told: Rows, loss: TableLoss, *, certain: bool) -> Rows:
    """Return the records of a table: those read, and what the journal tells of the others."""
    chosen = {row_id: row for row_id, row in read.items() if row_id in told or not certain}
    for row_id, row in read.items():
        if row_id not in told:
            loss.unknown.append(str(row["ref"]))
            chosen[row_id] = row
    for row_id, row in told.items():
        mine = read.get(row_id)
        if mine is None:
            chosen[row_id] = row
            loss.from_journal.append(str(row.get("ref") or reference(prefix, row_id)))
        elif certain and any(row.get(name) != value for name, value in mine.items()):
            chosen[row_id] = row
            loss.corrected.append(str(mine["ref"]))
    return chosen


def _complete(after: dict[str, Rows], losses: dict[str, TableLoss], now: datetime) -> None:
    """Fill in what a record must have, and put a placeholder where a record points to one that is lost."""
    for table, rows in after.items():
        for row in list(rows.values()):
            if _fill(table, row, after, losses, now):
                losses[table].completed.append(row["ref"])
    waiting = [(table, row) for table, rows in after.items() for row in rows.values()]
    while waiting:
        table, row = waiting.pop()
        for declared in ENTITIES[table].fields:
            target = row.get(declared.name)
            if declared.kind is not Kind.REFERENCE or target is None or target in after[declared.target]:
                continue
            waiting.append((declared.target, _stand_in(declared.target, int(target), after, losses, now)))


def _stand_in(
    table: str, row_id: int, after: dict[str, Rows], losses: dict[str, TableLoss], now: datetime
) -> dict[str, Any]:
    row: dict[str, Any] = {"id": row_id}
    _fill(table, row, after, losses, now)
    after[table][row_id] = row
    losses[table].stood_in.append(row["ref"])
    return row


def _fill(table: str, row: dict[str, Any], after: dict[str, Rows], losses: dict[str, TableLoss], now: datetime) -> bool:
    """Give a record what it must have. True if something was not there."""
    entity = ENTITIES[table]
    lacking = [declared for declared in entity.fields if declared.required and row.get(declared.name) is None]
    partial = bool(lacking) or not row.get("uid") or not row.get("ref")
    row["uid"] = row.get("uid") or new_uid(now)
    row["ref"] = row.get("ref") or reference(entity.prefix, row["id"])
    for declared in lacking:
        row[declared.name] = _placeholder(declared, after, losses, now)
    return partial


def _placeholder(declared: Field, after: dict[str, Rows], losses: dict[str, TableLoss], now: datetime) -> str | int:
    if declared.kind is Kind.REFERENCE:
        rows = after[declared.target]
        return int(_stand_in(declared.target, max(rows, default=0) + 1, after, losses, now)["id"])
    if declared.choices:
        return declared.choices[-1].value
    return 0 if declared.kind is Kind.INTEGER else _("(lost in the damage)")


def _name_missing(
    found: Salvage,
    by_step: dict[int, list[tuple[int, Change]]],
    after: dict[str, Rows],
    losses: dict[str, TableLoss],
) -> None:
    """Name the numbers that were given and of which neither a record nor a change is left."""
    seen: dict[str, set[int]] = {table: set(rows) for table, rows in after.items()}
    for changes in by_step.values():
        for _id, change in changes:
            seen[change[0]].add(change[1])
    for table, entity in ENTITIES.items():
        known = max(seen[table], default=0)
        # a spoiled counter must not name millions
        last = max(known, min(found.counters.get(table, 0), known + _ROWS_A_PAGE * (len(found.pages.broken) + 1)))
        losses[table].missing = [reference(entity.prefix, n) for n in range(1, last + 1) if n not in seen[table]]
        if found.hurt and not found.counters:
            losses[table].from_here = reference(entity.prefix, last + 1)


def differences(before: Rows, after: Rows) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield what turns one set of records into the other: I, U or D, the id, and the columns to set."""
    for row_id in before.keys() - after.keys():
        yield "D", row_id, {}
    for row_id, row in after.items():
        old = before.get(row_id)
        if old is None:
            yield "I", row_id, row
            continue
        changed = {name: row.get(name) for name in {**old, **row} if old.get(name) != row.get(name)}
        if changed:
            yield "U", row_id, changed
