"""Folds and unfolds single groups of a table."""

from typing import TYPE_CHECKING

from dicas_desktop.ui.row_model import RowModel

if TYPE_CHECKING:
    from dicas_desktop.store.groups import Group


def turn_group(model: RowModel, row: int) -> "Group | None":
    """Fold the group that a row belongs to, or unfold it; return the group, None if there are no groups."""
    model.finish()
    rows = model.source.rows
    number = rows.number_at(row)
    if number < 0:
        return None
    model.fold(rows.folding.turned(rows.groups[number].key))
    return rows.groups[number]


def reveal(model: RowModel, row_id: int) -> bool:
    """Unfold the group that holds a record; False if it is not among the records of the listing."""
    rows = model.source.rows
    number = rows.number_of(row_id)
    if rows.folded(number):
        model.fold(rows.folding.turned(rows.groups[number].key))
    return number >= 0
