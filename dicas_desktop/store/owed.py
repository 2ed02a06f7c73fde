"""What one side owes the other: open actions and commitments by the side that owes them."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dicas_desktop.store.listing import Condition, Listing, Record, Sort, fetch, ordered_ids

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db

SIDES = ("US", "JP")


class Owed(NamedTuple):
    """What is owed by a side, "both" for what is owed jointly, the first due first."""

    side: str
    listing: Listing
    records: list[Record]


def other_side(side: str) -> str:
    """Return the other one of the two sides of the forum."""
    return SIDES[1 - SIDES.index(side)]


def owed_by(side: str) -> Listing:
    """Return the list of what a side owes: open, no drafts."""
    where = (Condition("is", "=", "open"), Condition("owner_side", "=", side))
    return Listing("action_items", where, sort=(Sort("due_date"),))


def owed(db: "Db", ours: str, today: date) -> tuple[Owed, ...]:
    """Return what we owe them, what they owe us, and what both owe, in this order."""
    found = []
    for side in (ours, other_side(ours), "both"):
        listing = owed_by(side)
        found.append(Owed(side, listing, fetch(db, "action_items", ordered_ids(db, listing, today))))
    return tuple(found)
