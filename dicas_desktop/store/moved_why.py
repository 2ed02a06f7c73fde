"""Why a date moved, where a record says it: the extension of a suspense, or another that keeps a reason with dates."""

from functools import cache
from typing import NamedTuple

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.store.db import Db

_REASON = "reason"


class Why(NamedTuple):
    """A reason, and the record that says it, which may be marked otherwise than the one that moved."""

    text: str
    table: str
    row_id: int


def why_moved(db: Db, table: str, row_id: int, day: object) -> Why | None:
    """Return why a date of a record is this day, as the last one that belongs to it tells, None if none does."""
    for child, owner, dates in _tellers(table):
        row = db.execute(
            f"SELECT {_REASON}, id FROM {child} WHERE {owner} = ? AND deleted_at IS NULL "
            f"AND ? IN ({', '.join(dates)}) ORDER BY id DESC LIMIT 1",
            (row_id, day),
        ).first()
        if row is not None and row[0]:
            return Why(str(row[0]), child, int(row[1]))
    return None


@cache
def _tellers(table: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The kinds that belong to records of this table and keep a reason with dates: table, owning column, dates."""
    found = []
    for entity in ENTITIES.values():
        dates = tuple(f.name for f in entity.fields if f.kind is Kind.DATE)
        owners = [f.name for f in entity.fields if f.owner and f.target == table]
        if dates and owners and any(f.name == _REASON for f in entity.fields):
            found.append((entity.table, owners[0], dates))
    return tuple(found)
