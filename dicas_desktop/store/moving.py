"""The deadlines that would move with an event, in words: what the officer is asked before it is written."""

from collections.abc import Mapping
from typing import Any

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import _
from dicas_desktop.store.db import Db
from dicas_desktop.store.following import Moved, consequences
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.reasons import Moving


def told(db: Db, table: str, row_id: int, values: Mapping[str, Any], today: str) -> list[Moving]:
    """Return what would move if these values were written into an event; `today` is the ISO day that counts so."""
    found = {(moved.table, moved.id): moved for moved in consequences(db, table, row_id, values)}
    lines = []
    for kind in dict.fromkeys(name for name, _id in found):
        for record in fetch(db, kind, [number for name, number in found if name == kind]):
            moved = found[kind, record.values["id"]]
            title = record.values.get("description") or record.values.get("title") or ""
            passed = bool(moved.new and moved.new < today)
            lines.append(Moving(kind, moved.id, record.values["ref"], title, *_days(moved), passed))
    return lines


def _days(moved: Moved) -> tuple[str, str]:
    nothing = _("no date")
    old = show_date(moved.old, moved.old_precision or "day") or nothing
    return old, show_date(moved.new, moved.new_precision or "day") or nothing
