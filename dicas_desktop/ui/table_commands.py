"""What the commands of the menu Table do. They act on the column that the keyboard is at."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from dicas_desktop.domain.texts import _
from dicas_desktop.store.listing import Sort
from dicas_desktop.ui.chips import PickList
from dicas_desktop.ui.column_filter import filter_by_column
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.group_commands import fold, fold_all, go_to_group, group
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.option_list import Option
from dicas_desktop.ui.row_cells import Column
from dicas_desktop.ui.sort_keys import told
from dicas_desktop.ui.totals_row import show_totals

OnColumn = Callable[[EntityPage, int], object]


class TableCommands:
    """Acts on the table of one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {
            "sort": self._on_column(sort),
            "sort_further": self._on_column(partial(sort, further=True)),
            "sort_standard": self._on_page(sort_as_declared),
            "filter_column": self._on_column(filter_by_column),
            "group": self._on_column(group),
            "next_group": self._on_page(partial(go_to_group, by=1)),
            "previous_group": self._on_page(partial(go_to_group, by=-1)),
            "fold": self._on_page(fold),
            "fold_all": self._on_page(partial(fold_all, every=True)),
            "unfold_all": self._on_page(partial(fold_all, every=False)),
            "totals": self._on_page(self._toggle_totals),
            "column_left": self._on_column(partial(move, by=-1)),
            "column_right": self._on_column(partial(move, by=1)),
            "hide_column": self._on_column(hide),
            "columns": self._on_page(choose_columns),
            "freeze": self._on_column(freeze),
        }
        window.commands.updated.connect(self._show_checks)

    def _toggle_totals(self, page: EntityPage) -> None:
        show_totals(page, shown=page.totals is None or page.totals.isHidden())
        self._window.refresh()

    def _show_checks(self) -> None:
        page = self._window.desk.entity_page() if self._window.desk is not None else None
        shown = page is not None and page.totals is not None and not page.totals.isHidden()
        self._window.commands.actions["totals"].setChecked(shown)

    def _on_page(self, deed: Callable[[EntityPage], object]) -> Callable[[], None]:
        def act() -> None:
            page = self._window.desk.entity_page() if self._window.desk is not None else None
            if page is not None:
                deed(page)

        return act

    def _on_column(self, deed: OnColumn) -> Callable[[], None]:
        return self._on_page(lambda page: deed(page, current_column(page)))


def current_column(page: EntityPage) -> int:
    """Return the column that the keyboard is at; before it was anywhere, the leftmost one."""
    index, head = page.table.currentIndex(), page.table.head
    return index.column() if index.isValid() and not head.isSectionHidden(index.column()) else head.first()


def label_of(page: EntityPage, column: int) -> str:
    """Return the name of a column as its head shows it."""
    return _(page.model.columns[column].label)


def sort(page: EntityPage, column: int, *, further: bool = False) -> None:
    """Sort by the column, again the other way round; `further` keeps the columns sorted by before it."""
    page.model.sort_by(column, further=further)
    _tell_order(page)


def sort_as_declared(page: EntityPage) -> None:
    """Sort as the page does at first."""
    page.model.show(replace(page.model.listing, sort=(Sort(page.entity.sort),)))
    _tell_order(page)


def move(page: EntityPage, column: int, *, by: int) -> None:
    """Move the column one place to the left (-1) or right (1), over hidden ones."""
    head = page.table.head
    target = place = head.visualIndex(column)
    target += by
    while 0 <= target < head.count() and head.isSectionHidden(head.logicalIndex(target)):
        target += by
    if not 0 <= target < head.count():
        side = _("the first") if by < 0 else _("the last")
        page.message.emit(_("{column} is {side} column already.").format(column=label_of(page, column), side=side))
        return
    head.moveSection(place, target)
    _stand_at(page, column)


def hide(page: EntityPage, column: int) -> None:
    """Hide the column; the keyboard goes on to its neighbour."""
    table, head = page.table, page.table.head
    if head.count() - head.hiddenSectionCount() <= 1:
        page.message.emit(_("{column} is the only column: it stays.").format(column=label_of(page, column)))
        return
    shown = [each.name for each in table.shown_columns()]
    place = shown.index(page.model.columns[column].name)
    neighbour = shown[place + 1] if place + 1 < len(shown) else shown[place - 1]
    table.columns.show(page.model.columns[column].name, False)
    _stand_at(page, page.model.column_named(neighbour))
    text = _("{column} is hidden: Ctrl+Shift+L shows it again.")
    page.message.emit(text.format(column=label_of(page, column)))


def freeze(page: EntityPage, column: int) -> None:
    """Let the columns up to this one stay while the others scroll sideways; again on it lets all scroll."""
    head, table = page.table.head, page.table
    before, head.last_frozen = head.last_frozen, column
    if before == column:
        head.last_frozen = -1
        page.message.emit(_("All columns scroll again."))
    elif not head.frozen():
        head.last_frozen = before
        page.message.emit(_("The columns up to {column} would leave too little room for the others: freeze fewer, or "
                            "make them narrower.").format(column=label_of(page, column)))  # fmt: skip
        return
    else:
        text = _("The columns up to {column} stay while the others scroll: F9 on it again frees them.")
        page.message.emit(text.format(column=label_of(page, column)))
    table.columns.changed.emit()
    table.viewport().update()
    head.viewport().update()


def choose_columns(page: EntityPage) -> None:
    """Open the list of columns: type to find, Enter shows or hides, Esc closes."""
    head, columns = page.table.head, page.model.columns

    def options(typed: str) -> Sequence[Option]:
        words = typed.casefold().split()
        return [Option(c.name, _(c.label)) for c in columns if all(word in _(c.label).casefold() for word in words)]

    def checked() -> list[str]:
        return [column.name for number, column in enumerate(columns) if not head.isSectionHidden(number)]

    listed = PickList(options, checked, page)
    listed.setAccessibleName(_("Columns"))
    listed.chosen.connect(lambda name: page.table.columns.show(name, name not in checked()))
    listed.show_below(head)


def _stand_at(page: EntityPage, column: int) -> None:
    """Keep the keyboard at a column without changing what is selected."""
    table = page.table
    index = table.currentIndex()
    if index.isValid():
        at = page.model.index(index.row(), column)
        table.selectionModel().setCurrentIndex(at, table.selectionModel().SelectionFlag.NoUpdate)
        table.scrollTo(at)


def _tell_order(page: EntityPage) -> None:
    labels = {column.name: _name(column) for column in page.model.columns}
    page.message.emit(_("Sorted by {order}.").format(order=told(page.model.listing.sort, labels)))


def _name(column: Column) -> str:
    return _(column.label)
