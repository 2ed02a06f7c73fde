"""When the brief of a meeting was last printed or saved: a fact of the file beside its records, no step of its own."""

from typing import TYPE_CHECKING, NamedTuple

from dicas_desktop.store.db import Db

if TYPE_CHECKING:
    from datetime import date

    from dicas_desktop.store.store import Store


class Printed(NamedTuple):
    """The last step that the paper knew of, and the day on which it was made (ISO)."""

    step: int
    day: str


def note_printed(store: "Store", meeting_id: int, step: int, today: "date") -> None:
    """Remember that the brief was made as of a step. In a workspace that is only read nothing is remembered."""
    if store.read_only:
        return
    with store.read() as db:
        name = _fact(db, meeting_id)
    if name:
        store.hold.must_write().keep(name, f"{step} {today.isoformat()}")


def printed(db: Db, meeting_id: int) -> Printed | None:
    """Return the last time, None if none is known."""
    value = db.execute("SELECT value FROM store_facts WHERE name = ?", (_fact(db, meeting_id),)).scalar()
    step, _blank, day = str(value or "").partition(" ")
    return Printed(int(step), day) if step.isdecimal() else None


def _fact(db: Db, meeting_id: int) -> str:
    uid = db.execute("SELECT uid FROM meetings WHERE id = ?", (meeting_id,)).scalar()
    return f"brief/{uid}" if uid else ""
