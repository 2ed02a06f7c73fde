"""The menu of the selected rows: what can be done by mouse, with the keys that do the same."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.ui.entity_table import EntityTable
from dicas_desktop.ui.field_write import count_text, read_only_text
from dicas_desktop.ui.group_turning import turn_group


def table_menu(table: EntityTable, parent: QWidget) -> QMenu:
    """Return the menu for the current cell and the selected rows."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    model, index = table.rows, table.currentIndex()
    ids = table.selected_ids()
    column = model.columns[index.column()] if index.isValid() else None
    writable = not model.store.read_only
    if column is not None and ids:
        if column.editable:
            _add(menu, _edit_text(table, _(column.label)), "F2", table.edit_cell, enabled=writable, why=_why(table))
        _add(menu, _("Open"), "Ctrl+Return", lambda: table.opened.emit(model.source.ids[index.row()]))
        menu.addSeparator()
        _add(menu, _("Copy"), "Ctrl+C", table.copy)
        _add(menu, _("Copy with column heads"), "", partial(table.copy, heads=True))
        duplicate, delete = table.duplicate_requested.emit, table.delete_requested.emit
        _add(menu, _("Duplicate"), "Ctrl+D", lambda: duplicate(ids), enabled=writable, why=_why(table))
        _add(menu, _("Move to the bin"), "Del", lambda: delete(ids), enabled=writable, why=_why(table))
        menu.addSeparator()
        sort = _("Sort by {column}").format(column=_(column.label))
        _add(menu, sort, "", partial(model.sort_by, index.column()))
        _add(menu, _("Filter by {column}…").format(column=_(column.label)), "Shift+F5",
             partial(table.asked.emit, "filter_column"))  # fmt: skip
    if (group := model.source.rows.number_at(index.row())) >= 0:
        text = _("Unfold the group") if model.source.rows.folded(group) else _("Fold the group")
        _add(menu, text, "Shift+F9", partial(turn_group, model, index.row()))
        menu.addSeparator()
    menu.addMenu(table.columns.menu(menu))
    return menu


def _edit_text(table: EntityTable, label: str) -> str:
    number = len(table.selected_ids())
    if number == 1:
        return _("Edit {field}").format(field=label)
    return _("Set {field} of {records}").format(field=label, records=count_text(table.rows.entity, number))


def _why(table: EntityTable) -> str:
    return read_only_text(table.rows.store) if table.rows.store.read_only else ""


def _add(menu: QMenu, text: str, key: str, act: Callable[[], object], *, enabled: bool = True, why: str = "") -> None:
    action = menu.addAction(text.replace("&", "&&"))
    if key:
        action.setShortcut(QKeySequence(key))
        action.setShortcutVisibleInContextMenu(True)
    action.setEnabled(enabled)
    if why:
        action.setToolTip(why)
    action.triggered.connect(lambda _checked: act())
