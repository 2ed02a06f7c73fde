"""Numbers that carry the list they count, so that what a card says and what the list shows cannot differ."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import Condition, Listing, count, where_of


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the list it counts."""

    number: int
    listing: Listing


def figure(db: Db, listing: Listing, today: date) -> Figure:
    """Count one list."""
    return Figure(count(db, listing, today), listing)


def figures(db: Db, listings: Mapping[str, Listing], today: date) -> dict[str, Figure]:
    """Count several lists of one table in one look at it, each by the very condition of its list."""
    parts, parameters = [], []
    for listing in listings.values():
        # what a single column decides is asked first: most rows fail it, and the states cost more
        where, values = where_of(replace(listing, where=tuple(sorted(listing.where, key=_is_state))), today)
        parts.append(f"count(*) FILTER (WHERE {where})")
        parameters += values
    table = next(iter(listings.values())).table
    numbers = db.execute(f"SELECT {', '.join(parts)} FROM {table}", parameters).first() or ()
    return {name: Figure(number, listing) for (name, listing), number in zip(listings.items(), numbers, strict=True)}


def _is_state(condition: Condition) -> bool:
    return condition.field == "is"
