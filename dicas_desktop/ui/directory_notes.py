"""What the status line says after a change of the directory: whom a record now looks like, what a new title means."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.duplicates import TABLES, alike
from dicas_desktop.store.journal import read_values
from dicas_desktop.store.listing import fetch

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.main_window import MainWindow

_MOST = 3  # records of the directory in one step; an import is not told of one by one
_COMPARED = frozenset({"name_en", "name_ja", "name_kana", "family_name", "given_name", "family_name_ja",
                       "given_name_ja", "abbreviation", "country", "org_id"})  # fmt: skip

_CHANGES = (
    "SELECT c.table_name, c.row_id, c.operation, c.before, c.after FROM journal_changes c "
    "JOIN journal_steps s ON s.id = c.step_id AND s.kind = 'edit' "
    "WHERE c.step_id = ? AND c.table_name IN ('persons', 'organizations', 'posts') ORDER BY c.id LIMIT ?"
)
_RETITLED = N_("The title of {ref} is corrected, for past meetings too. For a new post undo this and press Ctrl+M.")


class DirectoryNotes:
    """Looks at each new step of the open workspace, whichever part of the window made it."""

    def __init__(self, window: "MainWindow") -> None:
        """Follow this window."""
        self._window = window
        self._seen: tuple[Store, int] | None = None
        window.commands.updated.connect(self._look)

    def _look(self) -> None:
        store = self._window.store
        now = None if store is None else (store, store.head.steps)
        before, self._seen = self._seen, now
        if store is not None and now is not None and before is not None and before[0] is store and before[1] < now[1]:
            # behind what the page itself says of the change
            QTimer.singleShot(0, self._window, lambda: self._tell(store, now[1]))

    def _tell(self, store: "Store", step_id: int) -> None:
        if self._window.store is store and not self._window.locked:
            with store.read() as db:
                text = note_of(db, step_id)
            if text:
                self._window.note(text)


def note_of(db: "Db", step_id: int) -> str:
    """Return what is to be told of the directory after a step, empty if nothing is."""
    changes = db.execute(_CHANGES, (step_id, _MOST + 1)).all()
    if len(changes) > _MOST:
        return ""
    posted = any(table == "posts" and operation == "I" for table, _row_id, operation, _before, _after in changes)
    for table, row_id, operation, before, after in changes:
        old, new = read_values(before), read_values(after)
        likeness = _likeness(db, table, row_id) if table in TABLES and _COMPARED & set(new) else ""
        if likeness:
            return likeness
        if table == "persons" and operation == "U" and not posted and old.get("title") and new.get("title"):
            return _(_RETITLED).format(ref=_row(db, table, row_id)["ref"])
    return ""


def _likeness(db: "Db", table: str, row_id: int) -> str:
    row = _row(db, table, row_id)
    found = [] if row["deleted_at"] else alike(db, table, row, besides=row_id)
    if not found:
        return ""
    text = _("{ref} looks like {other}: {reasons}. Ctrl+Shift+U shows both side by side.")
    return text.format(ref=row["ref"], other=_row(db, table, found[0].one)["ref"], reasons=found[0].words)


def _row(db: "Db", table: str, row_id: int) -> dict[str, Any]:
    return fetch(db, table, [row_id])[0].values
