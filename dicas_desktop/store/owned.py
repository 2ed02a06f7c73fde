"""What belongs to a record and goes to the bin with it."""

from collections.abc import Sequence

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.db import Db

_CHUNK = 500


def goes_along(db: Db, table: str, ids: Sequence[int]) -> dict[str, int]:
    """Return how many records of each kind would go to the bin with these, those records not counted."""
    found: dict[str, set[int]] = {}
    waiting = [(table, list(ids))]
    while waiting:
        owner, rows = waiting.pop()
        for entity in ENTITIES.values():
            for field in entity.fields:
                if field.owner and field.target == owner:
                    known = found.setdefault(entity.table, set())
                    fresh = [i for i in _owned(db, entity.table, field.name, rows) if i not in known]
                    known.update(fresh)
                    waiting += [(entity.table, fresh)] if fresh else []
    return {name: len(rows) for name, rows in found.items() if rows}


def _owned(db: Db, table: str, column: str, owners: Sequence[int]) -> list[int]:
    rows: list[int] = []
    for start in range(0, len(owners), _CHUNK):
        chunk = list(owners[start : start + _CHUNK])
        marks = ", ".join("?" * len(chunk))
        statement = f"SELECT id FROM {table} WHERE {column} IN ({marks}) AND deleted_at IS NULL"
        rows += db.execute(statement, chunk).scalars()
    return rows
