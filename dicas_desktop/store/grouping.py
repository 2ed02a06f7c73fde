"""How a list is divided into groups, as SQL: what the records of a group share, and the order of the groups."""

from datetime import date

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.derived import is_derived
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.lights import rank_of, sql_of


def key_of(entity: Entity, name: str, today: date) -> str:
    """Return the SQL of what the records of a group have in common. UserProblem if one cannot group by the column."""
    if is_derived(entity.table, name):
        return sql_of(entity.table, name, today)
    field = next((field for field in entity.fields if field.name == name), None)
    if field is None:
        raise UserProblem(_("One cannot group by the reference: it is different in every record."))
    return f"substr({name}, 1, 7)" if field.kind is Kind.DATE else name


def order_of(entity: Entity, name: str, table: str, today: date, *, descending: bool) -> str:
    """Return the SQL of the order of the groups; records of one group stand together. `table` has the column."""
    way = "DESC" if descending else "ASC"
    if is_derived(entity.table, name):
        return f"{rank_of(sql_of(table, name, today))} {way}"
    field = entity.field(name)
    if field.kind is Kind.DATE:
        return f"substr({table}.{name}, 1, 7) {way} NULLS LAST"
    if field.kind is Kind.REFERENCE:
        labels = ", ".join(f"t.{column}" for column in (*ENTITIES[field.target].label, "ref"))
        label = f"(SELECT coalesce({labels}) FROM {field.target} t WHERE t.id = {table}.{name})"
        return f"{label} COLLATE NOCASE {way} NULLS LAST, {table}.{name} {way}"
    if field.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return f"{table}.{name} COLLATE NOCASE {way} NULLS LAST, {table}.{name} {way}"
    return f"{table}.{name} {way} NULLS LAST"
