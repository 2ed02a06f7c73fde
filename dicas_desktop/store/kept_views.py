"""What a workspace remembers of its lists: saved views by kind of record, as JSON among the facts of the file.

They are settings, not records: no step of the journal tells of them, and undo leaves them alone. They lie inside the
file because their filters hold words of the records, which an encrypted file must not leave outside.
"""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dicas_desktop.store.db import Db

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

VIEWS = "views/"  # name of the fact: this and the table


def kept_views(db: Db, table: str) -> list[dict[str, Any]]:
    """Return the saved views of a table as they were kept; what makes no sense is left out."""
    text = db.execute("SELECT value FROM store_facts WHERE name = ?", (VIEWS + table,)).scalar()
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return []
    return [view for view in found if isinstance(view, dict)] if isinstance(found, list) else []


def keep_views(store: "Store", table: str, views: Sequence[dict[str, Any]]) -> None:
    """Keep these views of a table in place of those before. UserProblem if the workspace cannot be written."""
    store.hold.must_write().keep(VIEWS + table, json.dumps(list(views), ensure_ascii=False))
