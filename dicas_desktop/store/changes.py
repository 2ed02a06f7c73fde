"""What changed between two steps of the journal: its rows folded into one outcome for each record, by forum and kind.

Nothing is told in words here, because naming 100,000 records takes much longer than folding their rows; `changes_told`
puts into words what is shown.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.changes import IN_BIN, Deed, Judge, Outcome, Trail
from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.texts import _
from dicas_desktop.store.check import Cancelled, Progress
from dicas_desktop.store.collection import without_collection
from dicas_desktop.store.db import Db
from dicas_desktop.store.journal import FROM_ELSEWHERE, read_head, read_values

_ROWS = (
    "SELECT step_id, operation, row_uid, table_name, row_id, id, "
    "coalesce(before, 'null') || ',' || CASE operation WHEN 'U' THEN after ELSE 'null' END "
    "FROM journal_changes WHERE step_id > ? AND step_id <= ? ORDER BY step_id, id"
)
_AT_ONCE = 10_000  # rows whose values are read together: one by one that takes longer than all the rest
_NO_PLACE = (False, None)
_LAST = float("inf")
_TOGETHER = (Deed.DELETED, Deed.RESTORED)
_Values = dict[str, Any]
_Row = tuple[int, str, str, str, int, int, str]  # step, operation, uid, table, id, change, its values as texts
_Touch = tuple[_Row, _Values, _Values]  # with what they were before and after


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

    `origins` names the steps that brought records from elsewhere or made two one: import, merge, restore, ...
    """

    since: int
    until: int
    items: tuple[Change, ...]
    origins: Mapping[int, str]

    def origin(self, step: int) -> str:
        """Return the kind of a step that brought records from elsewhere or merged them, empty for what was entered."""
        return self.origins.get(step, "")


class Gathered(NamedTuple):
    """Records of one kind and forum that one step brought, told as one."""

    table: str
    forum: int | None
    step: int
    items: tuple[Change, ...]


def changes(db: Db, since: int, until: int | None = None, progress: Progress = lambda _d, _t, _s: True) -> Changes:
    """Return the net changes after a step, up to another one or the last. Cancelled if `progress` says so."""
    last = read_head(db.raw).steps if until is None else until
    with without_collection():
        found = _folded(db, since, last, _Going(db, since, last, progress))
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
    if not groups:
        yield from found.items
        return
    for change in found.items:
        together = groups.get((change.table, change.forum, change.step, change.deed), [])
        if len(together) <= most:
            yield change
        elif change is together[0]:
            yield Gathered(change.table, change.forum, change.step, tuple(together))


# ------------------------------------------------------------------------------------------------------------- folding
class _Going:
    """Tells how far the fold is: each row of the journal is read, and judged with the others of its record."""

    def __init__(self, db: Db, since: int, last: int, progress: Progress) -> None:
        rows = "SELECT total(change_count) FROM journal_steps WHERE id > ? AND id <= ?"
        self._total = max(1, 2 * int(db.execute(rows, (since, last)).scalar()))
        self._done, self._progress = 0, progress

    def on(self, rows: int) -> None:
        self._done += rows
        if not self._progress(min(self._done, self._total), self._total, _("Finding what changed")):
            raise Cancelled


def _folded(db: Db, since: int, last: int, going: _Going) -> list[Change]:
    by_table: dict[str, dict[str, list[_Touch]]] = {}
    for touch in _touches(db, since, last, going):
        trails = by_table.get(touch[0][3])
        if trails is None:
            trails = by_table[touch[0][3]] = {}
        trail = trails.get(touch[0][2])
        if trail is None:
            trails[touch[0][2]] = [touch]
        else:
            trail.append(touch)
    rewound = _later_bins(db, last)
    found: list[Change] = []
    for table in ENTITIES:  # what a later or an earlier schema calls otherwise is left out
        if table in by_table:
            found += _in_order(_changes_of(db, ENTITIES[table], by_table.pop(table), rewound, going))
    found.sort(key=_forum)  # the order within a forum stays
    return found


def _changes_of(
    db: Db, entity: Entity, trails: dict[str, list[_Touch]], rewound: Mapping[str, bool], going: _Going
) -> Iterator[Change]:
    """What became of the records of one kind, in any order; the trails go on the way, as they take much room."""
    table, fold = entity.table, _Fold(db, entity)
    while trails:
        some = [trails.popitem() for _n in range(min(len(trails), _AT_ONCE))]
        places = _places(db, table, [touches[0][0][4] for _uid, touches in some])
        for uid, touches in some:
            row_id = touches[0][0][4]
            binned, forum = places.get(row_id, _NO_PLACE)
            told, step, steps, before = fold.told(touches, in_bin=rewound.get(uid, binned))
            if told is not None:
                if row_id not in places:
                    forum = _forum_of(db, entity, before)
                yield Change(table, row_id, uid, forum, told, step, steps)
        going.on(sum(len(touches) for _uid, touches in some))


class _Fold:
    """Folds what happened to records of one kind. Most are touched once, by a step that does the same to many."""

    def __init__(self, db: Db, entity: Entity) -> None:
        self._db, self._judge = db, Judge(entity)
        self._came: dict[int, Trail] = {}
        self._steps: dict[tuple[int, tuple[str, ...]], dict[str, int]] = {}

    def told(self, touches: list[_Touch], *, in_bin: bool) -> tuple[Outcome | None, int, Mapping[str, int], _Values]:
        """Return what became of a record, the step that did it, the last step of each column, and what it held."""
        (step, operation, *_rest), before, after = touches[0]
        if len(touches) > 1 or operation == "D" or IN_BIN in after:
            trail = self._trail(touches)
        elif operation == "I":
            trail = self._came.get(step) or self._came.setdefault(step, Trail(existed=False, came=step))
        else:
            columns = tuple(after)
            steps = self._steps.get((step, columns)) or self._steps.setdefault(
                (step, columns), dict.fromkeys(columns, step)
            )
            return None if in_bin else self._judge.changed(before, after), step, steps, before
        told = self._judge.outcome(trail, in_bin=in_bin)
        return told, trail.step if told is None else trail.step_of(told.deed), trail.steps, trail.before

    def _trail(self, touches: list[_Touch]) -> Trail:
        trail = Trail()
        for (step, operation, _uid, _table, _id, change, _text), before, after in touches:
            if operation == "U":
                trail.change(step, before, after)
            elif operation == "D":
                trail.remove(step, before)
            else:
                text = self._db.execute("SELECT after FROM journal_changes WHERE id = ?", (change,)).scalar()
                trail.add(step, read_values(text))
        return trail


def _touches(db: Db, since: int, last: int, going: _Going) -> Iterator[_Touch]:
    rows = iter(db.execute(_ROWS, (since, last)))
    while some := list(islice(rows, _AT_ONCE)):
        values = _read(db, some)
        yield from zip(some, values[::2], values[1::2], strict=True)
        going.on(len(some))


def _read(db: Db, rows: list[_Row]) -> list[_Values]:
    """The columns that changes hold, before and after in turn; UserProblem as `read_values` tells it."""
    try:
        found = json.loads(f"[{','.join([row[6] for row in rows])}]")
    except (ValueError, RecursionError):
        found = []
    if len(found) == 2 * len(rows) and all(values is None or values.__class__ is dict for values in found):
        return [values or {} for values in found]
    texts = db.execute(
        "SELECT before, CASE operation WHEN 'U' THEN after END FROM journal_changes "
        "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY step_id, id",
        (json.dumps([row[5] for row in rows]),),
    )
    return [read_values(text) for both in texts for text in both]


def _in_order(some: Iterable[Change]) -> list[Change]:
    """Changes to records of one kind, by deed and id."""
    by_deed: dict[Deed, list[Change]] = {deed: [] for deed in Deed}
    for change in some:
        by_deed[change[4][0]].append(change)
    return [change for each in by_deed.values() for change in sorted(each, key=itemgetter(1))]


def _forum(change: Change) -> float:
    """Where a forum stands: those of none come last."""
    return change[3] or _LAST


def _later_bins(db: Db, last: int) -> dict[str, bool]:
    """Tell of the records that went into the bin or came out after a step whether they lay in it at that step."""
    found: dict[str, bool] = {}
    rows = db.execute(
        "SELECT row_uid, json_extract(before, '$.deleted_at') FROM journal_changes WHERE step_id > ? "
        "AND operation != 'I' AND (operation = 'D' OR (instr(before, '\"deleted_at\"') "
        "AND json_type(before, '$.deleted_at') IS NOT NULL)) "
        "ORDER BY step_id, id",
        (last,),
    )
    for uid, at in rows:
        found.setdefault(uid, at is not None)
    return found


def _origins(db: Db, since: int, until: int) -> dict[int, str]:
    """The steps between that brought records from elsewhere or merged some; making such a step again is one, too."""
    marks = ", ".join("?" * len(FROM_ELSEWHERE))
    rows = db.execute(
        "SELECT s.id, coalesce(t.kind, s.kind) AS origin FROM journal_steps s "
        "LEFT JOIN journal_steps t ON t.id = s.undoes AND s.kind = 'redo' "
        f"WHERE s.id > ? AND s.id <= ? AND origin IN ({marks})",
        (since, until, *FROM_ELSEWHERE),
    )
    merges = db.execute(
        "SELECT DISTINCT step_id FROM journal_changes WHERE step_id > ? AND step_id <= ? AND operation = 'U' "
        "AND instr(after, '\"merged_into_id\":') AND json_extract(after, '$.merged_into_id') IS NOT NULL",
        (since, until),
    )
    return {**dict.fromkeys(merges.scalars(), "merge"), **{row[0]: row[1] for row in rows}}


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
