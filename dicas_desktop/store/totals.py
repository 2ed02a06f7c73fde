"""What the columns of a list come to: how many values, their sum, the least and the most. One query for all columns."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.store.db import Db
from dicas_desktop.store.grouping import key_of
from dicas_desktop.store.listing import Listing, where_of

Unit = tuple[Any, ...]  # the stored values of the columns that say what a number counts

NUMBERS = (Kind.INTEGER, Kind.MONEY)
ORDERED = (*NUMBERS, Kind.DATE, Kind.TIME)
_NEVER_ADDED = frozenset({"seq", "version", "progress"})  # places, versions and per cents are compared, not added
_SAYS_WHAT = ("unit", "currency")  # columns that say what a number of the same record counts,
_SAYS_HOW = ("period", "measure")  # and those that say how: 10 a year and 10 altogether are not 20
_UNITS = 3  # that are told apart
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
    return _totals(db, listing, today, names, "")[None]


def group_totals_of(db: Db, listing: Listing, today: date, names: Iterable[str]) -> dict[Any, dict[str, Total]]:
    """Return the totals of these columns for each group of a list by the key of the group; none if it has no groups."""
    if not listing.group:
        return {}
    return _totals(db, listing, today, names, key_of(ENTITIES[listing.table], listing.group, today))


def _totals(db: Db, listing: Listing, today: date, names: Iterable[str], key: str) -> dict[Any, dict[str, Total]]:
    """Return the totals by group; `key` is the SQL of what a group shares, empty for one group of everything."""
    wanted = set(names)
    fields = [field for field in ENTITIES[listing.table].fields if field.name in wanted]
    if not fields:
        return {None: {}}
    where, parameters = where_of(listing, today)
    asked = ", ".join(part for field in fields for part in _asked(field))
    by = f" GROUP BY {key}" if key else ""
    rows = db.execute(f"SELECT {key or 'NULL'}, {asked} FROM {listing.table} WHERE {where}{by}", parameters).all()
    found = {group: _read(fields, iter(values)) for group, *values in rows}
    for field in fields:
        if any(totals[field.name].total is not None for totals in found.values()):
            _keep_apart(db, listing, today, field, key, found)
    return found


def _read(fields: Iterable[Field], values: Iterator[Any]) -> dict[str, Total]:
    """Return what one row of the answer says of these columns."""
    found = {}
    for field in fields:
        recorded = int(next(values))
        least, most = (next(values), next(values)) if field.kind in ORDERED else (None, None)
        total = None
        if _adds(field):
            high, low = next(values), next(values)
            total = None if high is None else high * _PART + low
        found[field.name] = Total(recorded, total, least, most)
    return found


def _keep_apart(
    db: Db, listing: Listing, today: date, field: Field, key: str, found: dict[Any, dict[str, Total]]
) -> None:
    """Take away the sums of numbers that count different things, and note what those are."""
    columns = unit_fields(ENTITIES[listing.table], field)
    if not columns:
        return
    where, parameters = where_of(listing, today)
    chosen = ", ".join(column.name for column in columns)
    asked = f"SELECT DISTINCT {key or 'NULL'}, {chosen} FROM {listing.table} WHERE {where} AND {field.name} IS NOT NULL"
    units: dict[Any, list[Unit]] = {}
    for group, *unit in db.execute(asked if key else f"{asked} LIMIT {_UNITS}", parameters).all():
        units.setdefault(group, []).append(tuple(unit))
    for group, totals in found.items():
        known, told = totals[field.name], tuple(units.get(group, ())[:_UNITS])
        if known.total is not None:
            totals[field.name] = known._replace(units=told, total=known.total if len(told) == 1 else None)


def _adds(field: Field) -> bool:
    return field.kind in NUMBERS and field.name not in _NEVER_ADDED


def _asked(field: Field) -> list[str]:
    name = field.name
    asked = [f"count({name})"]
    if field.kind in ORDERED:
        asked += [f"min({name})", f"max({name})"]
    if _adds(field):
        asked += [f"sum({name} / {_PART})", f"sum({name} % {_PART})"]
    return asked
