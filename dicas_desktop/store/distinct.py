"""Two records of the directory that look like one and are two: said once by a person, and kept in the younger one.

What is kept is a line "≠ PE-0002" among its remarks: a change like every other, journalled and undone as one step, seen
in the inspector, and gone when somebody takes the line out. The name behind the sign is the id of the public record
where there is one, since it means the same in every workspace; else the reference, which is never given twice.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import fetch

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step

SIGN = "≠"
_REMARKS = {"persons": "note", "organizations": "role_note"}  # where each kind keeps the line

Pair = tuple[int, int]  # ids, the lower one first
Row = Mapping[str, Any]


def told_apart(db: Db, table: str) -> frozenset[Pair]:
    """Return the pairs of which somebody said that they are two."""
    rows = _telling(db, table)
    names = {name for row in rows for name in _named(row[_REMARKS[table]])}
    ids = {name: row_id for name in names for row_id in _ids(db, table, name)}
    return frozenset(
        _pair(row["id"], ids[name]) for row in rows for name in _named(row[_REMARKS[table]]) if name in ids
    )


def tell_apart(step: "Step", table: str, one: int, other: int) -> None:
    """Keep that the two are not the same. UserProblem if they are no two records, or if that was said before."""
    db = Db(step.raw)
    if table not in _REMARKS:
        text = _("Only {known} are told apart, not {table}.")
        raise UserProblem(text.format(known=", ".join(_REMARKS), table=table))
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
    _write(step, table, younger, [*_lines(younger[_REMARKS[table]]), _line(elder)])


def follow_merge(step: "Step", table: str, kept: int, gone: int) -> None:
    """Let what was said of a record that goes be said of the one that it became; of the two themselves nothing stays.

    Asked after the fields were merged, while `gone` still says what it said.
    """
    db = Db(step.raw)
    one, other = (record.values for record in fetch(db, table, [kept, gone]))
    column = _REMARKS[table]
    own = {name for row in (one, other) for name in (row["ref"], row["slug"]) if name}
    for row in _telling(db, table):
        if row["id"] not in (kept, gone) and set(_named(row[column])) & {other["ref"], other["slug"]}:
            lines = [line for line in _lines(row[column]) if _name(line) not in own]
            _write(step, table, row, [*lines, _line(one)])
    more = [line for line in _lines(other[column]) if _name(line)]
    lines = [line for line in dict.fromkeys((*_lines(one[column]), *more)) if _name(line) not in own]
    _write(step, table, one, lines)


def _telling(db: Db, table: str) -> list[Row]:
    column = _REMARKS[table]
    statement = f"SELECT id, ref, slug, {column} FROM {table} WHERE deleted_at IS NULL AND {column} LIKE ? ORDER BY id"
    return list(db.execute(statement, (f"%{SIGN}%",)).mappings())


def _ids(db: Db, table: str, name: str) -> Iterator[int]:
    yield from db.execute(f"SELECT id FROM {table} WHERE ref = ? OR slug = ?", (name, name)).scalars()


def _named(text: str | None) -> list[str]:
    return [name for line in _lines(text) if (name := _name(line))]


def _name(line: str) -> str:
    """Return the record that a line names, empty if it is a line of other words."""
    sign, _blank, name = line.strip().partition(" ")
    return name.strip() if sign == SIGN else ""


def _line(row: Row) -> str:
    return f"{SIGN} {row['slug'] or row['ref']}"


def _lines(text: str | None) -> list[str]:
    return (text or "").splitlines()


def _write(step: "Step", table: str, row: Row, lines: list[str]) -> None:
    column = _REMARKS[table]
    text = "\n".join(lines) or None
    if text != row[column]:
        step.update(table, row["id"], {column: text})


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
