"""Two records of the directory that look like one and are two: said once by a person, and kept in the younger one.

What is kept is a line of its field `not_same_as`: a change like every other, journalled and undone as one step, seen in
the inspector, and gone when somebody takes the line out. It names the id of the public record where there is one, since
that means the same in every workspace; else the reference, which is never given twice.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import fetch

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step

_COLUMN = "not_same_as"
_TABLES = ("persons", "organizations")

Pair = tuple[int, int]  # ids, the lower one first
Row = Mapping[str, Any]


def told_apart(db: Db, table: str) -> frozenset[Pair]:
    """Return the pairs of which somebody said that they are two."""
    rows = _telling(db, table)
    names = {name for row in rows for name in _named(row)}
    ids = {name: row_id for name in names for row_id in _ids(db, table, name)}
    return frozenset(_pair(row["id"], ids[name]) for row in rows for name in _named(row) if name in ids)


def tell_apart(step: "Step", table: str, one: int, other: int) -> None:
    """Keep that the two are not the same. UserProblem if they are no two records, or if that was said before."""
    db = Db(step.raw)
    if table not in _TABLES:
        text = _("Only {known} are told apart, not {table}.")
        raise UserProblem(text.format(known=", ".join(_TABLES), table=table))
    if one == other:
        raise UserProblem(_("This is one record: name two that are not the same."))
    pair = _pair(one, other)
    rows = [record.values for record in fetch(db, table, pair)]
    if len(rows) < len(pair) or any(row["deleted_at"] for row in rows):
        raise UserProblem(_("One of the two is no longer there: reload the page."))
    elder, younger = rows
    if pair in told_apart(db, table):
        text = _("{one} and {other} were told apart before: they are not proposed any more.")
        raise UserProblem(text.format(one=elder["ref"], other=younger["ref"]))
    _write(step, table, younger, [*_named(younger), _name(elder)])


def follow_merge(step: "Step", table: str, kept: int, gone: int) -> None:
    """Let what was said of a record that goes be said of the one that it became; of the two themselves nothing stays.

    Asked after the fields were merged, while `gone` still says what it said.
    """
    db = Db(step.raw)
    one, other = (record.values for record in fetch(db, table, [kept, gone]))
    own = {name for row in (one, other) for name in (row["ref"], row["slug"]) if name}
    for row in _telling(db, table):
        if row["id"] not in (kept, gone) and set(_named(row)) & {other["ref"], other["slug"]}:
            _write(step, table, row, [*(name for name in _named(row) if name not in own), _name(one)])
    both = dict.fromkeys((*_named(one), *_named(other)))
    _write(step, table, one, [name for name in both if name not in own])


def _telling(db: Db, table: str) -> list[Row]:
    where = f"deleted_at IS NULL AND {_COLUMN} IS NOT NULL"
    return list(db.execute(f"SELECT id, ref, slug, {_COLUMN} FROM {table} WHERE {where} ORDER BY id").mappings())


def _ids(db: Db, table: str, name: str) -> Iterator[int]:
    yield from db.execute(f"SELECT id FROM {table} WHERE ref = ? OR slug = ?", (name, name)).scalars()


def _named(row: Row) -> list[str]:
    return [name for line in (row[_COLUMN] or "").splitlines() if (name := line.strip())]


def _name(row: Row) -> str:
    return str(row["slug"] or row["ref"])


def _write(step: "Step", table: str, row: Row, names: list[str]) -> None:
    text = "\n".join(names) or None
    if text != row[_COLUMN]:
        step.update(table, row["id"], {_COLUMN: text})


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
