"""What is half typed, kept field by field: durable at once, outside the journal, gone when the field is finished.

A place names a field, its parts parted by slashes: `meeting/12/item/34/A/text`. After a crash the window asks for the
drafts of a page and puts them back with a note.
"""

from typing import TYPE_CHECKING, NamedTuple

from dicas_desktop.store.db import Db

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step
    from dicas_desktop.store.store import Store

MEETING = "meeting/"  # every place begins so
_DROP = "DELETE FROM drafts WHERE place = ?"


class Draft(NamedTuple):
    """One field as it was last typed, and when (UTC, ISO 8601)."""

    place: str
    text: str
    at: str


def save_draft(store: "Store", place: str, text: str) -> None:
    """Keep what stands in a field now; an emptied field has no draft. UserProblem if the file cannot be written.

    While a step of another thread is open this waits for it.
    """
    if not text:
        drop(store, place)
        return
    writer = store.hold.must_write()
    at = writer.now().isoformat(timespec="seconds")
    writer.aside(
        "INSERT INTO drafts (place, text, at_utc) VALUES (?, ?, ?) "
        "ON CONFLICT (place) DO UPDATE SET text = excluded.text, at_utc = excluded.at_utc",
        (place, text, at),
    )


def drafts(db: Db, prefix: str = "") -> list[Draft]:
    """Return the drafts of the places that begin so, in the order of their places."""
    rows = db.execute(
        "SELECT place, text, at_utc FROM drafts WHERE substr(place, 1, length(:prefix)) = :prefix ORDER BY place",
        {"prefix": prefix},
    )
    return [Draft(*row) for row in rows]


def drop(store: "Store", place: str) -> None:
    """Forget a draft: the field was left or emptied."""
    store.hold.must_write().aside(_DROP, (place,))


def finish(step: "Step", *places: str) -> None:
    """Forget drafts in the very transaction that writes what they became, so that a crash never leaves both."""
    for place in places:
        step.raw.execute(_DROP, (place,))
