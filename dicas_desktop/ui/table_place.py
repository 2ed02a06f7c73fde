"""Where a person stands in a table: what is selected, the cell of the keyboard, what is at the top.

Noted by id, so that it outlives a new order.
"""

from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTableView

from dicas_desktop.ui.row_model import RowModel
from dicas_desktop.ui.row_source import Mark

_CLEAR_AND_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_MANY = 20_000  # a selection larger than this is not looked for again


class TablePlace(NamedTuple):
    """A place in a table, noted before the rows change and found again afterwards."""

    selected: frozenset[int]
    current: Mark | None
    column: int
    top: Mark | None
    shift: int  # px of the top row that are scrolled away
    left: int

    @classmethod
    def note(cls, view: QTableView, model: RowModel) -> "TablePlace":
        """Note where the view stands now."""
        index = view.currentIndex()
        bar, height = view.verticalScrollBar(), max(view.verticalHeader().defaultSectionSize(), 1)
        row, shift = divmod(bar.value(), height)
        if model.source.standing(row) != row:  # a group may go; the record below the head of an open one stays
            row, shift = row + 1, shift - height
        return cls(
            selected=frozenset(selected_ids(view, model)),
            current=model.source.mark(index.row()),
            column=max(index.column(), 0),
            top=model.source.mark(row) if bar.value() else None,
            shift=shift,
            left=view.horizontalScrollBar().value(),
        )

    def restore(self, view: QTableView, model: RowModel) -> None:
        """Go there as far as it still exists. Nothing scrolls to what is selected: the top row stays the top row."""
        rows = model.source.places_of(set(self.selected)) if 0 < len(self.selected) <= _MANY else []
        current = -1 if self.current is None else model.source.place_of_mark(self.current)
        if not rows and current >= 0 and model.source.mark(current) != self.current:
            rows = [
                current
            ]  # a head in place of the record that was folded away with it, or a record in place of a head
        selection = QItemSelection()
        for first, last in runs(rows):
            selection.select(model.index(first, 0), model.index(last, model.columnCount() - 1))
        chosen = view.selectionModel()
        if current >= 0:
            chosen.setCurrentIndex(model.index(current, self.column), QItemSelectionModel.SelectionFlag.NoUpdate)
        chosen.select(selection, _CLEAR_AND_SELECT)
        top = -1 if self.top is None else model.source.place_of_mark(self.top)
        view.verticalScrollBar().setValue(max(top, 0) * view.verticalHeader().defaultSectionSize() + self.shift)
        view.horizontalScrollBar().setValue(self.left)


def spans(view: QTableView) -> list[tuple[int, int]]:
    """Return the selected rows as (first, last), in order. A million selected rows are one span."""
    chosen = view.selectionModel().selection()
    ranges = (chosen.at(number) for number in range(chosen.count()))
    return sorted((span.top(), span.bottom()) for span in ranges)


def selected_ids(view: QTableView, model: RowModel) -> list[int]:
    """Return the ids of the selected rows in their order."""
    ids = model.source.ids
    return [row_id for first, last in spans(view) for row_id in ids[first : last + 1] if row_id > 0]


def runs(rows: list[int]) -> list[tuple[int, int]]:
    """Join neighbouring rows into (first, last)."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
