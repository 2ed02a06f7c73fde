"""Why a date moved, where a record says it: the extension of a suspense, or another that keeps a reason with dates."""

import json
from collections.abc import Iterable
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


def whys_moved(db: Db, table: str, ids: Iterable[int]) -> dict[tuple[int, str], Why]:
    """Return why dates of these records are the days they are, by record and day, where one that belongs to it tells.

    Of several that tell of the same day the last one counts.
    """
    found: dict[tuple[int, str], Why] = {}
    tellers = _tellers(table)
    asked = json.dumps(list(ids)) if tellers else ""
    for child, owner, dates in tellers:
        rows = db.execute(
            f"SELECT {owner}, {_REASON}, id, {', '.join(dates)} FROM {child} "
            f"WHERE deleted_at IS NULL AND {owner} IN (SELECT value FROM json_each(?)) ORDER BY id",
            (asked,),
        )
        last = {(row[0], day): Why(str(row[1] or ""), child, row[2]) for row in rows for day in row[3:] if day}
        found |= {key: why for key, why in last.items() if why.text and key not in found}
    return found


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
