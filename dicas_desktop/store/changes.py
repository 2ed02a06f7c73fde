"""What changed between two steps of the journal: its rows folded into one outcome for each record, by forum and kind.

Nothing is told in words here, because naming 100,000 records takes much longer than folding their rows; `changes_told`
puts into words what is shown.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.changes import Deed, Judge, Outcome, Trail
from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.store.collection import without_collection
from dicas_desktop.store.db import Db
from dicas_desktop.store.journal import FROM_ELSEWHERE, read_head, read_values

_ROWS = (
    "SELECT step_id, operation, row_uid, table_name, row_id, id, coalesce(before, 'null'), "
    "CASE operation WHEN 'U' THEN after ELSE 'null' END "
    "FROM journal_changes WHERE step_id > ? AND step_id <= ? ORDER BY step_id, id"
)
_AT_ONCE = 10_000  # rows whose values are read together: one by one that takes longer than all the rest
_ORDER = {table: number for number, table in enumerate(ENTITIES)}
_DEEDS = {deed: number for number, deed in enumerate(Deed)}
_TOGETHER = (Deed.DELETED, Deed.RESTORED)
_Values = dict[str, Any]
_Row = tuple[int, str, str, str, int, int, _Values, _Values]  # step, operation, uid, table, id, change, before, after


class Change(NamedTuple):
    """What became of one record. `steps` names the last step of each column that differs, `step` what did it all."""

    table: str
    row_id: int
    uid: str
    forum: int | None
    outcome: Outcome
    step: int
    steps: Mapping[str, int]

    @property
    def deed(self) -> Deed:
        """What became of the record."""
        return self.outcome.deed


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed after step `since` up to step `until`, by forum, kind of record and deed.

    `origins` names the steps that brought records from elsewhere, with their kind: import, merge, restore, ...
    """

    since: int
    until: int
    items: tuple[Change, ...]
    origins: Mapping[int, str]

    def origin(self, step: int) -> str:
        """Return the kind of a step that brought records from elsewhere, empty for what an officer entered."""
        return self.origins.get(step, "")


class Gathered(NamedTuple):
    """Records of one kind and forum that one step brought, told as one."""

    table: str
    forum: int | None
    step: int
    items: tuple[Change, ...]


def changes(db: Db, since: int, until: int | None = None) -> Changes:
    """Return the net changes after a step, up to another one or the last."""
    last = read_head(db.raw).steps if until is None else until
    with without_collection():
        found = _folded(db, since, last)
    return Changes(since, last, tuple(found), _origins(db, since, last))


def of_forum(found: Changes, forum: int | None) -> Changes:
    """Return only the changes of one forum, or of none."""
    items = tuple(change for change in found.items if change.forum == forum)
    return Changes(found.since, found.until, items, found.origins)


def gathered(found: Changes, most: int) -> Iterator[Change | Gathered]:
    """Yield the changes in their order; more than `most` records of a kind that one step brought are one.

    So are those that went into the bin or came out of it together.
    """
    groups: dict[tuple[str, int | None, int, Deed], list[Change]] = {}
    for change in found.items:
        if change.deed in _TOGETHER or (change.deed is Deed.ADDED and found.origin(change.step)):
            groups.setdefault((change.table, change.forum, change.step, change.deed), []).append(change)
    for change in found.items:
        together = groups.get((change.table, change.forum, change.step, change.deed), [])
        if len(together) <= most:
            yield change
        elif change is together[0]:
            yield Gathered(change.table, change.forum, change.step, tuple(together))


# ------------------------------------------------------------------------------------------------------------- folding
def _folded(db: Db, since: int, last: int) -> list[Change]:
    trails: dict[str, list[_Row]] = {}
    for row in _rows(db, since, last):
        trails.setdefault(row[2], []).append(row)
    rewound = _later_bins(db, last, trails)
    by_table: dict[str, list[tuple[str, list[_Row]]]] = {}
    for uid, rows in trails.items():
        by_table.setdefault(rows[0][3], []).append((uid, rows))
    found: list[Change] = []
    for table in ENTITIES:  # what a later or an earlier schema calls otherwise is left out
        if table in by_table:
            found += _changes_of(db, ENTITIES[table], by_table[table], rewound)
    found.sort(key=_order)
    return found


def _changes_of(
    db: Db, entity: Entity, trails: list[tuple[str, list[_Row]]], rewound: Mapping[str, bool]
) -> Iterator[Change]:
    ids = [rows[0][4] for _uid, rows in trails]
    places = _places(db, entity.table, ids)
    judge = Judge(entity)
    came: dict[int, Trail] = {}  # of a record that came and was not touched again: one for all of a step
    for (uid, rows), row_id in zip(trails, ids, strict=True):
        if len(rows) == 1 and rows[0][1] == "I":
            trail = came.get(rows[0][0]) or came.setdefault(rows[0][0], Trail(existed=False, came=rows[0][0]))
        else:
            trail = _trail(db, rows)
        binned, forum = places.get(row_id, (False, None))
        told = judge.outcome(trail, in_bin=rewound.get(uid, binned))
        if told is not None:
            if row_id not in places:
                forum = _forum_of(db, entity, trail.before)
            yield Change(entity.table, row_id, uid, forum, told, trail.step_of(told.deed), trail.steps)


def _rows(db: Db, since: int, last: int) -> Iterator[_Row]:
    rows = iter(db.execute(_ROWS, (since, last)))
    while some := list(islice(rows, _AT_ONCE)):
        values = iter(_read([text for row in some for text in row[6:]]))
        for row in some:
            yield (*row[:6], next(values), next(values))


def _read(texts: list[str]) -> list[_Values]:
    """The columns that changes hold; UserProblem as `read_values` tells it."""
    try:
        found = json.loads(f"[{','.join(texts)}]")
    except ValueError:
        found = []
    if len(found) == len(texts) and all(values is None or values.__class__ is dict for values in found):
        return [values or {} for values in found]
    return [read_values(None if text == "null" else text) for text in texts]


def _trail(db: Db, rows: Sequence[_Row]) -> Trail:
    if len(rows) == 1 and rows[0][1] == "U":  # most records are touched once
        step, *_rest, before, after = rows[0]
        return Trail(before=before, after=after, steps=dict.fromkeys(after, step), step=step)
    trail = Trail()
    for step, operation, _uid, _table, _id, change, before, after in rows:
        if operation == "U":
            trail.change(step, before, after)
        elif operation == "D":
            trail.remove(step, before)
        else:
            text = db.execute("SELECT after FROM journal_changes WHERE id = ?", (change,)).scalar()
            trail.add(step, read_values(text))
    return trail


def _order(change: Change) -> tuple[bool, int, int, int, int]:
    return (
        change.forum is None, change.forum or 0, _ORDER[change.table], _DEEDS[change.outcome.deed], change.row_id,
    )  # fmt: skip


def _later_bins(db: Db, last: int, uids: Mapping[str, Any]) -> dict[str, bool]:
    """Tell of the records that went into the bin or came out after a step whether they lay in it at that step."""
    found: dict[str, bool] = {}
    rows = db.execute(
        "SELECT row_uid, json_extract(before, '$.deleted_at') FROM journal_changes WHERE step_id > ? "
        "AND operation != 'I' AND (operation = 'D' OR json_type(before, '$.deleted_at') IS NOT NULL) "
        "ORDER BY step_id, id",
        (last,),
    )
    for uid, at in rows:
        if uid in uids:
            found.setdefault(uid, at is not None)
    return found


def _origins(db: Db, since: int, until: int) -> dict[int, str]:
    """The steps between that brought records from elsewhere; making such a step again is one, too."""
    marks = ", ".join("?" * len(FROM_ELSEWHERE))
    rows = db.execute(
        "SELECT s.id, coalesce(t.kind, s.kind) AS origin FROM journal_steps s "
        "LEFT JOIN journal_steps t ON t.id = s.undoes AND s.kind = 'redo' "
        f"WHERE s.id > ? AND s.id <= ? AND origin IN ({marks})",
        (since, until, *FROM_ELSEWHERE),
    )
    return {row[0]: row[1] for row in rows}


# -------------------------------------------------------------------------------------------------------------- forums
def _places(db: Db, table: str, ids: Iterable[int]) -> dict[int, tuple[bool, int | None]]:
    """Whether each record lies in the bin now, and its forum."""
    rows = db.execute(
        f"SELECT t.id, t.deleted_at IS NOT NULL, {_forum_sql(table)} FROM {table} t "
        "WHERE t.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {row[0]: (bool(row[1]), row[2]) for row in rows}


@cache
def _forum_sql(table: str, alias: str = "t", passed: tuple[str, ...] = ()) -> str:
    """SQL for the forum of a record: its own, else that of the working group, meeting or owner it names."""
    if table == "forums":
        return f"{alias}.id"
    parts: list[str] = []
    for column, target in _ways(table):
        if target == "forums":
            parts.insert(0, f"{alias}.{column}")
        elif target not in passed:
            inner = f"{alias}{len(passed)}"
            found = _forum_sql(target, inner, (*passed, table))
            if found != "NULL":
                parts.append(f"(SELECT {found} FROM {target} {inner} WHERE {inner}.id = {alias}.{column})")
    return parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})" if parts else "NULL"


def _ways(table: str) -> list[tuple[str, str]]:
    """Columns that say where a record belongs, with the table they point to.

    They are named as the id of that table's own records is in the public record (`wg_id`), or declared as owner. Other
    references only mention: a deadline hangs on a meeting without belonging to it.
    """
    return [
        (f.name, f.target)
        for f in ENTITIES[table].fields
        if f.kind is Kind.REFERENCE and f.target != table and (f.owner or f.name == ENTITIES[f.target].slug_column)
    ]


def _forum_of(db: Db, entity: Entity, values: Mapping[str, Any]) -> int | None:
    """The forum of a record that is no longer in its table, by what it held."""
    for column, target in sorted(_ways(entity.table), key=lambda way: way[1] != "forums"):
        if isinstance(values.get(column), int):
            forum = _places(db, target, [values[column]]).get(values[column], (False, None))[1]
            if forum is not None:
                return forum
    return None
