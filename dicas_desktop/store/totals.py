"""What the columns of a list come to: how many values, their sum, the least and the most. One query for all columns."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import Listing, where_of

Unit = tuple[Any, ...]  # the stored values of the columns that say what a number counts

NUMBERS = (Kind.INTEGER, Kind.MONEY)
_ORDERED = (*NUMBERS, Kind.DATE, Kind.TIME)
_NEVER_ADDED = frozenset({"seq", "version", "progress"})  # places, versions and per cents are compared, not added
_SAYS_WHAT = ("unit", "currency")  # columns that say what a number of the same record counts,
_SAYS_HOW = ("period", "measure")  # and those that say how: 10 a year and 10 altogether are not 20
_PART = 1_000_000  # sums are made of two parts: SQLite refuses one beyond 64 bits


class Total(NamedTuple):
    """What one column comes to. `total` is None where it has no sum; `units` are then more than one, if that is why."""

    recorded: int  # values that are recorded
    total: int | None = None
    least: Any = None  # stored values, of numbers, days and times only
    most: Any = None
    units: tuple[Unit, ...] = ()  # up to three


def unit_fields(entity: Entity, field: Field) -> tuple[Field, ...]:
    """Return the columns that say what a number counts; numbers that differ there are not added."""
    own = [f for f in entity.fields if f.name == f"{field.name}_unit"]
    what = own or [f for f in entity.fields if f.name in _SAYS_WHAT]
    how = [f for f in entity.fields if f.name in _SAYS_HOW] if what and not own else []
    return (*what, *how)


def totals_of(db: Db, listing: Listing, today: date, names: Iterable[str]) -> dict[str, Total]:
    """Return the totals of these columns of a list by name; names that are no fields are left out."""
    entity = ENTITIES[listing.table]
    fields = [field for field in entity.fields if field.name in set(names)]
    if not fields:
        return {}
    where, parameters = where_of(listing, today)
    asked = ", ".join(part for field in fields for part in _asked(field))
    row = iter(db.execute(f"SELECT {asked} FROM {listing.table} WHERE {where}", parameters).first() or ())
    found = {}
    for field in fields:
        recorded = int(next(row))
        least, most = (next(row), next(row)) if field.kind in _ORDERED else (None, None)
        total = None
        if _adds(field):
            high, low = next(row), next(row)
            total = None if high is None else high * _PART + low
        found[field.name] = Total(recorded, total, least, most)
    for field in fields:
        if found[field.name].total is not None and (columns := unit_fields(entity, field)):
            chosen = ", ".join(column.name for column in columns)
            counted = f"FROM {listing.table} WHERE {where} AND {field.name} IS NOT NULL"
            units = tuple(db.execute(f"SELECT DISTINCT {chosen} {counted} LIMIT 3", parameters).all())
            known = found[field.name]
            found[field.name] = known._replace(units=units, total=known.total if len(units) == 1 else None)
    return found


def _adds(field: Field) -> bool:
    return field.kind in NUMBERS and field.name not in _NEVER_ADDED


def _asked(field: Field) -> list[str]:
    name = field.name
    asked = [f"count({name})"]
    if field.kind in _ORDERED:
        asked += [f"min({name})", f"max({name})"]
    if _adds(field):
        asked += [f"sum({name} / {_PART})", f"sum({name} % {_PART})"]
    return asked
