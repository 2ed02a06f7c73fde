"""What both directions need to know of a table: its columns, and the numbers of its references."""

from sqlalchemy import Table

from dicas_desktop.domain.entities import model
from dicas_desktop.domain.ids import canonical_reference


def own_table(name: str) -> Table:
    """Return the SQLAlchemy table of an entity."""
    table = model(name).__table__
    if not isinstance(table, Table):
        raise TypeError(name)  # an entity class is never mapped to a join
    return table


def own_number(key: str, prefix: str) -> int | None:
    """Return 30 for "AI-0030" if AI is the prefix, else None."""
    if not key.startswith(prefix) or canonical_reference(key) != key or key[len(prefix)] != "-":
        return None
    return int(key[len(prefix) + 1 :])
