"""What one side owes the other: open actions and commitments by the side that owes them."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dicas_desktop.store.listing import Condition, Listing, Record, Sort, count, fetch, ordered_ids
from dicas_desktop.store.officer import officer_in

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db

SIDES = ("US", "JP")
BOTH = "both"


class Owed(NamedTuple):
    """What is owed by a side, "both" for what is owed jointly, the first due first.

    `records` may be only the first of `number`; `late` and `unmeasured` (promised without a measure) count all of them.
    """

    side: str
    listing: Listing
    records: list[Record]
    number: int
    late: int
    unmeasured: int


def other_side(side: str) -> str:
    """Return the other one of the two sides of the forum."""
    return SIDES[1 - SIDES.index(side)]


def owed_by(side: str, *states: str) -> Listing:
    """Return the list of what a side owes: open, no drafts; in these states, too ("late", "not_measurable")."""
    narrower = (Condition("is", "=", state) for state in states)
    where = (Condition("is", "=", "open"), Condition("owner_side", "=", side), *narrower)
    return Listing("action_items", where, sort=(Sort("due_date"),))


def owed(db: "Db", ours: str, today: date, most: int | None = None) -> tuple[Owed, ...]:
    """Return what we owe them, what they owe us, and what both owe, in this order; of each the first `most` records."""
    found = []
    for side in (ours, other_side(ours), BOTH):
        listing = owed_by(side)
        records = fetch(db, "action_items", ordered_ids(db, listing, today, most))
        number = len(records) if most is None or len(records) < most else count(db, listing, today)
        late, unmeasured = (count(db, owed_by(side, state), today) for state in ("late", "not_measurable"))
        found.append(Owed(side, listing, records, number, late, unmeasured))
    return tuple(found)


def side_of(db: "Db", officer: str) -> str | None:
    """Return the side of an officer by name, as the office tells that is on record; None if it does not."""
    known = officer_in(db, officer)
    if known is None or known.office is None:
        return None
    country = db.execute("SELECT country FROM organizations WHERE id = ?", (known.office,)).scalar()
    return country if country in SIDES else None
