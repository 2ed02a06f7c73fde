"""Many new rows of one table at once, as an import brings them.

Rows are written with the insert trigger away and journalled by one statement for each piece. Where more rows come than
a table holds, its indexes are taken down and built anew at the end. Both belong to the step's transaction.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice, repeat
from typing import Any

from dicas_desktop.domain.declaration import Entity
from dicas_desktop.domain.ids import rising_uids
from dicas_desktop.store.connection import Connection
from dicas_desktop.store.triggers import insert_silenced, journal_inserted

AddColumns = Callable[[Sequence[Sequence[Any]]], None]
# SQLite keeps a number that is none as NULL. It is bound at once, where the driver looks for an adapter of each None.
_NULL = float("nan")
_WORTH_AN_INDEX = 5_000  # rows from which on building an index anew is cheaper than filling it row by row


@contextmanager
def bulk(raw: Connection, entity: Entity, columns: Sequence[str], number: int, now: datetime) -> Iterator[AddColumns]:
    """Give a function that adds rows as their columns, one sequence for each of `columns`; about `number` rows come."""
    table = entity.table
    missing = {f.name: f.default for f in entity.fields if f.name not in columns and f.default is not None}
    names, fill = ("uid", *columns, *missing), tuple(missing.values())
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"

    uids = rising_uids(now)

    def add(given: Sequence[Sequence[Any]]) -> None:
        ids = list(given[0])
        bound = [[_NULL if value is None else value for value in column] if None in column else column
                 for column in given]  # fmt: skip
        rest = [list(repeat(value, len(ids))) for value in fill]
        raw.executemany(statement, zip(list(islice(uids, len(ids))), *bound, *rest, strict=True))
        filled = [name for name, column in zip(columns, given, strict=True) if column.count(None) < len(ids)]
        journal_inserted(raw, table, ("uid", *filled, *missing), ids)

    with insert_silenced(raw, table), _indexes_later(raw, table, number):
        yield add


@contextmanager
def _indexes_later(raw: Connection, table: str, number: int) -> Iterator[None]:
    standing = raw.execute(f"SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT ?)", (number,)).fetchone()[0]
    indexes: list[tuple[str, str]] = []
    if number >= _WORTH_AN_INDEX and standing < number:
        indexes = raw.execute(
            "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
            (table,),
        ).fetchall()
    for name, _sql in indexes:
        raw.execute(f"DROP INDEX main.{name}")
    yield
    for _name, sql in indexes:
        raw.execute(sql)
