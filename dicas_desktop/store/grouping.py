"""How a list is divided into groups, as SQL: what the records of a group share, and the order of the groups."""

import json
from array import array
from collections.abc import Iterable
from datetime import date

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.derived import is_derived
from dicas_desktop.domain.periods import YEARS, fiscal_year_sql
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.db import Db
from dicas_desktop.store.lights import rank_of, sql_of


def column_of(group: str) -> str:
    """Return the column that a table is grouped by; behind it may stand the kind of fiscal year: "due_date:FY"."""
    return group.partition(":")[0]


def years_of(group: str) -> str:
    """Return the kind of fiscal year a column of dates is grouped by, empty for months."""
    return group.partition(":")[2]


def key_of(entity: Entity, group: str, today: date) -> str:
    """Return the SQL of what the records of a group have in common. UserProblem if one cannot group by the column."""
    name = column_of(group)
    if is_derived(entity.table, name):
        return sql_of(entity.table, name, today)
    field = next((field for field in entity.fields if field.name == name), None)
    if field is None:
        raise UserProblem(_("One cannot group by the reference: it is different in every record."))
    if field.kind is not Kind.DATE:
        return name
    return _day_key(name, years_of(group))


def _day_key(column: str, years: str) -> str:
    return fiscal_year_sql(column, years) if years in YEARS else f"substr({column}, 1, 7)"


def order_of(entity: Entity, group: str, table: str, today: date, *, descending: bool) -> str:
    """Return the SQL of the order of the groups; records of one group stand together. `table` has the column."""
    way, name = "DESC" if descending else "ASC", column_of(group)
    if is_derived(entity.table, name):
        return f"{rank_of(sql_of(table, name, today))} {way}"
    field = entity.field(name)
    if field.kind is Kind.DATE:
        return f"{_day_key(f'{table}.{name}', years_of(group))} {way} NULLS LAST"
    if field.kind is Kind.REFERENCE:
        labels = ", ".join(f"t.{column}" for column in (*ENTITIES[field.target].label, "ref"))
        label = f"(SELECT coalesce({labels}) FROM {field.target} t WHERE t.id = {table}.{name})"
        return f"{label} COLLATE NOCASE {way} NULLS LAST, {table}.{name} {way}"
    if field.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return f"{table}.{name} COLLATE NOCASE {way} NULLS LAST, {table}.{name} {way}"
    return f"{table}.{name} {way} NULLS LAST"


def by_reference(entity: Entity, name: str) -> bool:
    """Tell whether the records of a group have in common what they point to."""
    return any(field.name == name and field.kind is Kind.REFERENCE for field in entity.fields)


def in_groups(
    db: Db, entity: Entity, name: str, ordered: Iterable[tuple[int | None, int]], *, descending: bool
) -> "array[int]":
    """Return the ids of records with those of a group together, in the order in which `order_of` puts the groups.

    `ordered` has for each record what it points to and its id, in the order within the groups. Few are pointed to by
    many: to name each once and divide takes half the time of sorting all by a name that is looked up for each.
    """
    groups: dict[int | None, array[int]] = {}
    for key, row_id in ordered:
        group = groups.get(key)
        if group is None:
            group = groups[key] = array("q")
        group.append(row_id)
    target, way = entity.field(name).target, "DESC" if descending else "ASC"
    names = ", ".join((*ENTITIES[target].label, "ref"))
    keys = db.execute(
        f"SELECT id FROM {target} WHERE id IN (SELECT value FROM json_each(?)) "
        f"ORDER BY coalesce({names}) COLLATE NOCASE {way}, id {way}",
        (json.dumps([key for key in groups if key is not None]),),
    ).scalars()
    found = array("q")
    for key in dict.fromkeys((*keys, *groups)):  # what points to nothing comes last either way
        found.extend(groups[key])
    return found
