"""Records of the directory for tests: found by the id of the public record, added by hand."""

from typing import Any

from dicas_desktop.store.listing import fetch, find
from dicas_desktop.store.store import Store


def named(store: Store, table: str, slug: str) -> int:
    """Return the id of a record that is there."""
    with store.read() as db:
        found = find(db, table, slug)
    assert found is not None, slug
    return found


def add(store: Store, table: str, **values: Any) -> int:  # noqa: ANN401 - stored values
    """Add a record as a step of its own."""
    with store.write("Add") as step:
        return step.add(table, values).id


def row(store: Store, table: str, row_id: int) -> dict[str, Any]:
    """Return the stored values of a record, in the bin or not."""
    with store.read() as db:
        return fetch(db, table, [row_id])[0].values
