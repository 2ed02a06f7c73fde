"""The groups of a list: which values a column has, how many records have each, in the order the list stands in."""

from datetime import date
from typing import Any, NamedTuple

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.derived import column_field, is_derived
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.db import Db
from dicas_desktop.store.grouping import column_of, key_of, order_of
from dicas_desktop.store.listing import Listing, labels_of, where_of

MOST_GROUPS = 2_000  # a list of more groups is no overview any more


class Group(NamedTuple):
    """Records that have the same value in the column of the group."""

    key: Any  # the stored value; of a date its month, "2024-07", or its fiscal year, 2024; None: not recorded
    records: int
    label: str = ""  # of a reference: what it points to


def groups_of(db: Db, listing: Listing, today: date) -> tuple[Group, ...]:
    """Return the groups of a list in its order, none if it is not grouped. UserProblem if there are too many."""
    if not listing.group:
        return ()
    entity = ENTITIES[listing.table]
    where, parameters = where_of(listing, today)
    key, name = key_of(entity, listing.group, today), column_of(listing.group)
    value = key if is_derived(listing.table, name) else f"min({name})"  # by which the groups are put in order
    counted = (
        f"SELECT {key} AS shared, {value} AS {name}, count(*) AS records FROM {listing.table} WHERE {where} "
        f"GROUP BY {key} "
        f"LIMIT {MOST_GROUPS + 1}"
    )
    down = any(key.field == name and key.descending for key in listing.sort)
    order = order_of(entity, listing.group, "g", today, descending=down)
    found = db.execute(f"SELECT shared, records FROM ({counted}) g ORDER BY {order}", parameters).all()
    field = column_field(entity, name)
    if len(found) > MOST_GROUPS:
        text = _("{field} has more than {n} different values here: filter the table, or group by another column.")
        raise UserProblem(text.format(field=_(field.label), n=f"{MOST_GROUPS:,}"))
    labels = labels_of(db, field.target, {row[0] for row in found}) if field.kind is Kind.REFERENCE else {}
    return tuple(Group(value, number, labels.get(value, "")) for value, number in found)
