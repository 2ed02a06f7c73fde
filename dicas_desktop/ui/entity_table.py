"""The table of one kind of record: select, edit in place, copy, delete, all of it by keyboard too."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.texts import N_, _
from dicas_desktop.ui.cell_block import typed_block
from dicas_desktop.ui.clipboard import put, tab_separated
from dicas_desktop.ui.field_editor import ENTER
from dicas_desktop.ui.field_write import count_text
from dicas_desktop.ui.group_heads import HeadLook
from dicas_desktop.ui.group_turning import reveal, turn_group
from dicas_desktop.ui.row_model import RowModel
from dicas_desktop.ui.row_source import Row
from dicas_desktop.ui.rows_view import RowsView
from dicas_desktop.ui.table_place import TablePlace, selected_ids, spans

if TYPE_CHECKING:
    from dicas_desktop.ui.cell_edit import CellEdit

FOLDED = N_("This group is folded: Enter or the right arrow unfolds it.")
NOTHING_SELECTED = N_("Nothing is selected: choose a row first.")
_MOST_COPIED = 5_000  # rows: more would hold the window up
_SELECT_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
_SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_CONTROL = Qt.KeyboardModifier.ControlModifier
_CONTROL_SHIFT = _CONTROL | Qt.KeyboardModifier.ShiftModifier
_COMMAND = _CONTROL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class EntityTable(RowsView):
    """A table that is worked in."""

    selection_changed = Signal(object)  # list of ids; Qt would copy a list into its own kind, a second for a million
    opened = Signal(int)  # id: double click or Enter on the reference, Ctrl+Enter anywhere
    delete_requested = Signal(object)  # list of ids
    duplicate_requested = Signal(object)  # list of ids
    filter_requested = Signal()  # the keyboard wants the filter field
    menu_requested = Signal(object)  # QPoint on the screen: the menu of the selected rows
    columns_requested = Signal(object)  # QPoint on the screen: the menu of the columns
    asked = Signal(str)  # id of a command
    refused = Signal(str)  # why a key did nothing, for the status bar

    def __init__(self, model: RowModel, parent: QWidget | None = None) -> None:
        """Show this model."""
        super().__init__(model, parent)
        self._place: TablePlace | None = None
        self._told: list[int] = []
        self._cell_edit: CellEdit | None = None
        self.columns.needed = lambda: {*self.needed_columns(), self._cell_edit.edited if self._cell_edit else ""}
        self._keys = self._make_keys()
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.head.sort_asked.connect(lambda column, further: self.rows.sort_by(column, further=further))
        self.head.menu_asked.connect(self.columns_requested)
        model.about_to_show.connect(self._note_place)
        model.shown.connect(self._restore_place)
        self.selectionModel().selectionChanged.connect(self._tell_selection)

    @property
    def cell_edit(self) -> "CellEdit":
        """The editing of cells, made when it is first needed."""
        if self._cell_edit is None:
            # imported here: the first rows need not wait for the editors
            from dicas_desktop.ui.cell_edit import CellEdit

            self._cell_edit = CellEdit(self, self.rows)
            self._cell_edit.refused.connect(self.refused)
            self._cell_edit.moved.connect(lambda row_id, column: _go_beside(self, row_id, column))
            self._cell_edit.ended.connect(self.setFocus)
        return self._cell_edit

    # ------------------------------------------------------------------ what others ask
    def selected_ids(self) -> list[int]:
        """Return the ids of the selected rows in their order."""
        return selected_ids(self, self.rows)

    def select(self, row_id: int, column: int = -1) -> bool:
        """Select a record and scroll to it, out of a folded group too; False if it is not among the rows."""
        row = self.rows.source.place_of(row_id)
        if row < 0 and reveal(self.rows, row_id):
            row = self.rows.source.place_of(row_id)
        return self.go(row, column)

    def select_first(self) -> None:
        """Take the keyboard to the rows; if none is selected, to the one it stood at last, else the first."""
        self.setFocus()
        if not self.selectionModel().hasSelection():
            self.go(max(self.currentIndex().row(), 0))

    def edit_cell(self, typed: str | None = None) -> bool:
        """Edit the current cell; with several rows selected the value goes to all of them."""
        index = self.currentIndex()
        row = self.rows.row(index.row()) if index.isValid() else None
        if row is None:
            self.refused.emit(_why_nothing(self))
            return False
        chosen = self.selected_ids()
        self.scrollTo(index)
        return self.cell_edit.begin(index, chosen if row.id in chosen else [row.id], typed)

    def copy(self, *, heads: bool = False) -> None:
        """Copy the selected rows as tab-separated text, the columns as they are shown."""
        numbers = [number for first, last in spans(self) for number in range(first, last + 1)]
        if len(numbers) > _MOST_COPIED:
            text = _("Copying takes up to {n} rows: Ctrl+Shift+X exports the whole table.")
            self.refused.emit(text.format(n=f"{_MOST_COPIED:,}"))
        elif numbers:
            columns, seen = self.shown_columns(), list(self.rows.source.seen(numbers))
            look = HeadLook(self.rows.entity, self.rows.source.rows.folding.group, self.rows.group_totals)
            lines = [look.cells(each, columns) for each in seen]
            rows = [each for each in seen if isinstance(each, Row)]
            put(tab_separated(columns, lines, heads=heads), typed_block(columns, rows, self.rows.store.entities))
        else:
            self.refused.emit(_(NOTHING_SELECTED))

    def fit(self) -> None:
        """Give the columns their widths and take an open editor along."""
        super().fit()
        if getattr(self, "_cell_edit", None) is not None:  # Qt resizes and scrolls the view while it is being made
            self.cell_edit.place()

    # ------------------------------------------------------------------ Qt's events
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the table's own keys; a letter begins to edit."""
        held = event.modifiers() & (_COMMAND | Qt.KeyboardModifier.ShiftModifier)
        alone = not held & Qt.KeyboardModifier.AltModifier and held != _CONTROL_SHIFT  # those are commands' keys
        act = self._keys.get((event.key(), bool(held & _CONTROL))) if alone else None
        text = event.text()
        if event.key() in _ARROWS and not self.selectionModel().hasSelection():
            self.select_first()  # Qt stands at a row before anything is selected; a first step must not skip it
        elif self.rows.source.folded(self.currentIndex().row()) is not None and event.key() in _SIDEWAYS and alone:
            if event.key() == Qt.Key.Key_Right:
                turn_group(self.rows, self.currentIndex().row())
        elif act is not None:
            act()
        elif text.strip() and text.isprintable() and not event.modifiers() & _COMMAND:
            self.edit_cell(text)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold the group on whose head is clicked, which changes nothing of what is selected and seen."""
        if not _turned(self, event):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the cell, or open the record on its reference; two clicks on the head of a group are two clicks."""
        if _turned(self, event):
            return
        if self.indexAt(event.position().toPoint()).isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._edit_or_open()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin to edit when Japanese is typed, and hand the first strokes over."""
        if (event.preeditString() or event.commitString()) and self.edit_cell("") and self.cell_edit.editor:
            QGuiApplication.sendEvent(self.cell_edit.editor.input, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the rows, at the mouse or at the current row."""
        place, row = event.globalPos(), self.rowAt(event.pos().y())
        if event.reason() == QContextMenuEvent.Reason.Mouse and self.rows.source.group(row) is not None:
            self.go(row)  # the menu is that of the group
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_requested.emit(place)

    def selectAll(self) -> None:
        """Select the rows that are seen, and say how many are not."""
        super().selectAll()
        shown, entity = len(self._told), self.rows.entity  # told of the new selection already
        if hidden := self.rows.source.records - shown:
            text = _("Selected: {shown}. Folded away and not selected: {hidden}.")
            self.refused.emit(text.format(shown=count_text(entity, shown), hidden=count_text(entity, hidden)))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Take an open editor along."""
        super().scrollContentsBy(dx, dy)
        if getattr(self, "_cell_edit", None) is not None:  # Qt resizes and scrolls the view while it is being made
            self.cell_edit.place()

    # ------------------------------------------------------------------ inside
    def _make_keys(self) -> dict[tuple[int, bool], Callable[[], object]]:
        key = Qt.Key
        keys: dict[tuple[int, bool], Callable[[], object]] = {
            (key.Key_F2, False): self.edit_cell,
            (key.Key_C, True): self.copy,
            (key.Key_D, True): lambda: self.duplicate_requested.emit(self.selected_ids()),
            (key.Key_Delete, False): lambda: self.delete_requested.emit(self.selected_ids()),
            (key.Key_F, True): self.filter_requested.emit,
            (key.Key_Slash, False): self.filter_requested.emit,
            (key.Key_Home, False): lambda: self.go(0),
            (key.Key_End, False): lambda: self.go(len(self.rows.source) - 1),
        }
        for enter in ENTER:
            keys[enter, False] = self._edit_or_open
            keys[enter, True] = lambda: _open(self)
        return keys

    def _edit_or_open(self) -> None:
        index = self.currentIndex()
        if self.rows.source.folded(index.row()) is not None:
            turn_group(self.rows, index.row())
        elif index.isValid() and not self.rows.columns[index.column()].editable:
            _open(self)
        else:
            self.edit_cell()

    def _column(self) -> int:
        return self.currentIndex().column() if self.currentIndex().isValid() else max(self.head.first(), 0)

    def go(self, row: int, column: int = -1) -> bool:
        """Take the keyboard to a row, below the head of a group that is open; False if there is none."""
        if not 0 <= row < len(self.rows.source):
            return False
        index = self.rows.index(self.rows.source.standing(row), column if column >= 0 else self._column())
        self.selectionModel().setCurrentIndex(index, _SELECT_ROW)
        self.scrollTo(index)
        return True

    def _note_place(self) -> None:
        self._place = TablePlace.note(self, self.rows)

    def _restore_place(self) -> None:
        place, self._place = self._place, None
        if place is not None:
            place.restore(self, self.rows)
        self.fit()
        self._tell_selection()

    def _tell_selection(self, *_spans: object) -> None:
        if self._place is None and (ids := self.selected_ids()) != self._told:
            self._told = ids
            self.selection_changed.emit(ids)
        self.viewport().update()


def _turned(table: EntityTable, event: QMouseEvent) -> bool:
    """Fold or unfold the group on whose head a mouse was pressed; False if it was elsewhere."""
    row = table.rowAt(int(event.position().y()))
    if event.button() != Qt.MouseButton.LeftButton or table.rows.source.group(row) is None:
        return False
    turn_group(table.rows, row)
    return True


def _open(table: EntityTable) -> None:
    row = table.rows.row(table.currentIndex().row())
    if row is not None:
        table.opened.emit(row.id)
    else:
        table.refused.emit(_why_nothing(table))


def _why_nothing(table: EntityTable) -> str:
    return _(NOTHING_SELECTED if table.rows.source.folded(table.currentIndex().row()) is None else FOLDED)


def _go_beside(table: EntityTable, row_id: int, column: int) -> None:
    """Follow the keyboard out of an editor, unless several rows are selected."""
    if len(table.selected_ids()) <= 1:
        table.select(row_id, column)
