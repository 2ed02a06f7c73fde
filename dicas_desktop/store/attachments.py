"""Files kept inside the workspace: their bytes once each under their SHA-256, and what belongs to whom as records.

The bytes lie outside the journal, which names them by their digest, and are only ever added: so undo, redo and every
earlier version find them again.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db
    from dicas_desktop.store.step import Added, Step

OWNERS = {"action_items": "action_item_id", "decisions": "decision_id", "meetings": "meeting_id"}


def attach(step: "Step", table: str, row_id: int, name: str, content: bytes, note: str | None = None) -> "Added":
    """Keep a file with a record of one of `OWNERS`. FieldProblem if it is too large (`domain.follow_up`)."""
    digest = _digest(content)
    values = {"name": name, "size": len(content), "sha256": digest, "note": note, OWNERS[table]: row_id}
    added = step.add("attachments", values)
    step.raw.execute("INSERT OR IGNORE INTO contents (sha256, content) VALUES (?, ?)", (digest, content))
    return added


def content_of(db: "Db", row_id: int) -> bytes:
    """Return the bytes of an attachment. UserProblem if they are not there or not what they were."""
    row = db.execute(
        "SELECT a.name, a.sha256, c.content FROM attachments a LEFT JOIN contents c ON c.sha256 = a.sha256 "
        "WHERE a.id = ?",
        (row_id,),
    ).first()
    if row is None or row[2] is None:
        raise UserProblem(_("The bytes of {name} are not in the workspace.").format(name=row[0] if row else row_id))
    content = bytes(row[2])
    if _digest(content) != row[1]:
        text = _("The bytes of {name} are not those that were attached: restore them from a backup.")
        raise UserProblem(text.format(name=row[0]))
    return content


def attached(db: "Db", table: str, row_id: int) -> list[dict[str, Any]]:
    """Return the attachments of a record, the first one first: id, ref, name, size, sha256, note."""
    return db.execute(
        "SELECT id, ref, name, size, sha256, note FROM attachments "
        f"WHERE {OWNERS[table]} = ? AND deleted_at IS NULL ORDER BY id",
        (row_id,),
    ).mappings()


def faults(db: "Db") -> Iterator[str]:
    """Yield what is wrong with the bytes of the attachments, those in the bin too; one file in memory at a time.

    A file of an older schema, which is checked before it is brought up to date, has none.
    """
    if not db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'contents'").scalar():
        return
    lacking = db.execute(
        "SELECT a.ref, a.name FROM attachments a LEFT JOIN contents c ON c.sha256 = a.sha256 "
        "WHERE c.sha256 IS NULL OR length(c.content) != a.size ORDER BY a.id"
    ).all()
    for ref, name in lacking:
        yield _("The bytes of {ref} {name} are missing or cut off.").format(ref=ref, name=name)
    for digest in db.execute("SELECT sha256 FROM contents ORDER BY sha256").scalars():
        content = db.execute("SELECT content FROM contents WHERE sha256 = ?", (digest,)).scalar()
        if _digest(bytes(content)) != digest:
            names = db.execute(
                "SELECT ref || ' ' || name FROM attachments WHERE sha256 = ? LIMIT 1", (digest,)
            ).scalar()
            yield _("The bytes of {name} are not those that were attached.").format(name=names or digest[:8])


def _digest(content: bytes) -> str:
    # imported here: the library of hashes costs 4 ms that reading a file need not pay
    import hashlib

    return hashlib.sha256(content).hexdigest()
