"""How the papers of a forum were last printed: a fact of the file beside its records, no step of its own.

It lies in the file, since two workspaces have other forums. What is read may come from another version of the program:
whoever takes a choice passes over one that it does not know.
"""

import json
from typing import TYPE_CHECKING, Any

from dicas_desktop.store.db import Db

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_FACT = "print/"  # and the uid of the forum; alone for meetings that belong to none
_FORUM = (
    "SELECT f.uid FROM meetings m LEFT JOIN working_groups g ON g.id = m.wg_id "
    "JOIN forums f ON f.id = coalesce(m.forum_id, g.forum_id) WHERE m.id = ?"
)


def print_choices(db: Db, meeting_id: int) -> dict[str, Any]:
    """Return what was chosen for the forum of a meeting: paper, language, order of names and sections, as kept."""
    text = db.execute("SELECT value FROM store_facts WHERE name = ?", (_name(db, meeting_id),)).scalar()
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def keep_print_choices(store: "Store", meeting_id: int, chosen: dict[str, Any]) -> None:
    """Keep these choices beside those kept before. In a workspace that is only read nothing is kept.

    It waits for a write that is under way, which may be an import: ask for it off the main thread.
    """
    if store.read_only:
        return
    writer = store.hold.must_write()
    with writer.turn:
        with store.read() as db:
            name, before = _name(db, meeting_id), print_choices(db, meeting_id)
        if before | chosen != before:
            writer.keep(name, json.dumps(before | chosen))


def _name(db: Db, meeting_id: int) -> str:
    return _FACT + str(db.execute(_FORUM, (meeting_id,)).scalar() or "")
