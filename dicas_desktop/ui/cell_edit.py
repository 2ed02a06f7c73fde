"""Edits a cell where it stands: the editor lies over it, and what is wrong with a value stands in a line under it."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

from dicas_desktop.domain.declaration import Field
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.working_days import beside_deadline
from dicas_desktop.ui import theme
from dicas_desktop.ui.asking import attempt
from dicas_desktop.ui.editors import make_editor
from dicas_desktop.ui.field_editor import FieldEditor, take_offer
from dicas_desktop.ui.field_write import MANY, count_text, read_only_text, set_field
from dicas_desktop.ui.offers import rich
from dicas_desktop.ui.row_model import RowModel
from dicas_desktop.ui.text_editors import LongTextEditor

NARROWEST = 150  # px at 100 %: an editor is at least so wide, also over a narrow column
NOTE_WIDTH = 340
_TABS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


class CellNote(QLabel):
    """The line under a cell in edit."""

    def __init__(self, parent: QWidget) -> None:
        """Lie over the rows of the table."""
        super().__init__(parent, wordWrap=True)
        self.setAutoFillBackground(True)
        self.hide()

    def show_under(self, cell: QRect, text: str, *, problem: bool, room: QRect, links: str = "") -> None:
        """Show a line right under the cell, or above it at the lower edge; empty hides it.

        `links` is the same line for a label, with what can be taken by a click.
        """
        self.setVisible(bool(text))
        if not text:
            return
        tokens = theme.current()
        ground, ink = (tokens.late_soft, tokens.late) if problem else (tokens.soft, tokens.mute)
        self.setStyleSheet(
            f"background: {ground}; color: {ink}; border: 1px solid {tokens.late if problem else tokens.line};"
            f"border-radius: {theme.size(4)}px; padding: {theme.size(2)}px {theme.size(6)}px;"
        )
        self.setFont(theme.font(theme.COLUMN_HEAD))
        self.setTextFormat(Qt.TextFormat.RichText if links else Qt.TextFormat.PlainText)
        self.setText(links or text)
        self.setAccessibleName(text)
        metrics, around = QFontMetrics(self.font()), theme.size(20)
        one_line = metrics.horizontalAdvance(text) + around
        width = min(max(cell.width(), min(one_line, theme.size(NOTE_WIDTH))), room.width())
        lines = metrics.boundingRect(0, 0, width - around + 4, 1000, int(Qt.TextFlag.TextWordWrap), text)
        height = lines.height() + theme.size(8)
        x = min(cell.left(), room.right() + 1 - width)
        y = cell.bottom() + 1 if cell.bottom() + height < room.bottom() else cell.top() - height
        self.setGeometry(max(x, 0), y, width, height)
        self.raise_()


class CellEdit(QObject):
    """The editing of a table view, one cell at a time."""

    refused = Signal(str)  # for the status bar: why a cell cannot be edited, or what is to be said of its new value
    moved = Signal(int, int)  # id, column: where the keyboard goes after a commit
    ended = Signal()  # the keyboard, which was in the editor, is free

    def __init__(self, view: QTableView, model: RowModel) -> None:
        """Serve this view."""
        super().__init__(view)
        self._view, self._model = view, model
        self._note = CellNote(view.viewport())
        self._note.linkActivated.connect(
            lambda link: take_offer(self.editor, self.editor.offers[int(link)]) if self.editor is not None else None
        )
        self._row_id, self._row, self._column = 0, 0, 0  # where it edits; the row is looked up again when rows move
        self._ids: list[int] = []
        self._before = ""
        self._noted = ("", False)
        self._asking = False  # a dialog asks what the write needs to know
        self.editor: FieldEditor | None = None

    @property
    def problem(self) -> str:
        """Why what is typed was refused, empty if it was not."""
        if self._asking:
            return _("Answer first what is asked.")
        text, is_problem = self._noted
        return text if self.editor is not None and is_problem else ""

    @property
    def edited(self) -> str:
        """Return the name of the column in which the editor is open, empty if none is."""
        return "" if self.editor is None else self._model.columns[self._column].name

    def begin(self, index: QModelIndex, ids: list[int], typed: str | None = None) -> bool:
        """Edit a cell; the value goes to all `ids`. `typed` replaces the text as if typed into the editor."""
        self.end()
        column = self._model.columns[index.column() if index.isValid() else 0]
        field = column.field if index.isValid() else None
        if field is None:
            self.refused.emit(column.fixed_because)
            return False
        if self._model.store.read_only:
            self.refused.emit(read_only_text(self._model.store))
            return False
        if len(ids) > MANY:
            text = _("{records} are selected: Ctrl+B changes a field of all of them, with progress and Cancel.")
            self.refused.emit(text.format(records=count_text(self._model.entity, len(ids))))
            return False
        self._row, self._column, self._ids = index.row(), index.column(), ids
        self._row_id = self._model.source.ids[index.row()]
        self._before = self._model.typed(index.row(), index.column())
        self._open(make_editor(field, self._model.store, self._view.viewport()))
        self._start(typed)
        return True

    def end(self) -> None:
        """Close the editor; what was typed and not committed is forgotten."""
        editor, self.editor = self.editor, None
        self._asking = False
        self._note.hide()
        if editor is not None:
            # the keyboard may be elsewhere already, such as in the search field: it stays there
            here = editor.input.hasFocus() or QApplication.focusWidget() is None
            editor.input.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
            if here:
                self.ended.emit()

    def commit(self) -> bool:
        """Write what was typed. False if it was refused: the editor stays with the sentence under it."""
        editor = self.editor
        if editor is None:
            return True
        text = editor.text()
        if text == self._before and len(self._ids) == 1:
            self.end()
            return True
        if self._asking:
            return False
        store, entity, ids, field = self._model.store, self._model.entity, self._ids, editor.field
        self._asking = True
        attempt(
            self._view,
            store,
            lambda answer: set_field(store, entity, ids, field, text, answer),
            lambda: _end_written(self, self._model, field, ids),
            self._refuse,
        )
        return self.editor is None

    def _refuse(self, problem: UserProblem) -> None:
        self._asking = False
        if self.editor is not None:
            self.editor.show_problem(str(problem))
            self.editor.setFocus()

    def place(self) -> None:
        """Put the editor over its cell again, after scrolling or resizing; close it if its record is gone."""
        if self.editor is None:
            return
        if (row := self._row_now()) < 0:
            self.end()
            return
        cell = self._view.visualRect(self._model.index(row, self._column)).adjusted(0, 0, 0, -1)
        cell.setWidth(max(cell.width(), theme.size(NARROWEST)))
        cell.moveRight(min(cell.right(), self._view.viewport().width() - 1))  # whole at the right edge, too
        if isinstance(self.editor, LongTextEditor):
            cell.setHeight(self.editor.sizeHint().height())
        self.editor.setGeometry(cell)
        if self._note.isVisible():
            self._show_note(*self._noted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab commits and moves right, Shift+Tab left."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TABS:
            if self.editor is not None:
                self.editor.handle_key(event)
                self._commit_and_move(0, _TABS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    def _row_now(self) -> int:
        """Return the row of the record in edit, -1 if it is not shown any more."""
        ids = self._model.source.ids
        if not 0 <= self._row < len(ids) or ids[self._row] != self._row_id:
            self._row = self._model.source.place_of(self._row_id)
        return self._row

    def _open(self, editor: FieldEditor) -> None:
        self.editor = editor
        editor.float_note = True
        editor.setAutoFillBackground(True)
        editor.input.setFont(theme.font(theme.TABLE))
        editor.input.installEventFilter(self)
        editor.noted.connect(self._show_note)
        editor.committed.connect(self._on_committed)
        editor.cancelled.connect(self.end)
        editor.left.connect(self._on_left)

    def _start(self, typed: str | None) -> None:
        editor = self.editor
        if editor is None:
            return
        editor.set_text(self._before)
        self.place()
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.select_all()
        if len(self._ids) > 1:
            records = count_text(self._model.entity, len(self._ids))
            editor.show_note(_("Enter sets it in {records}").format(records=records))
        if typed is not None:
            editor.type(typed)

    def _on_committed(self) -> None:
        self._commit_and_move(1, 0)

    def _commit_and_move(self, rows: int, columns: int) -> None:
        """Commit, then go to the neighbour by its id: the write may have put the record elsewhere in the order."""
        target = self._beside(rows, columns)
        if self.commit() and target is not None:
            self.moved.emit(*target)

    def _beside(self, rows: int, columns: int) -> tuple[int, int] | None:
        ids, head = self._model.source.ids, self._view.horizontalHeader()
        row = self._row_now()
        if row < 0:
            return None
        row = min(row + rows, len(ids) - 1)
        while rows and row < len(ids) - 1 and ids[row] < 0:  # over the heads of groups
            row += 1
        row = row if ids[row] > 0 else self._row_now()
        place = head.visualIndex(self._column) + columns
        while columns and 0 <= place < head.count() and head.isSectionHidden(head.logicalIndex(place)):
            place += columns
        column = head.logicalIndex(place) if 0 <= place < head.count() else self._column
        return ids[row], column

    def _on_left(self) -> None:
        if self.editor is not None and not self.editor.isAncestorOf(self._view.window().focusWidget() or self._view):
            self.commit()

    def _show_note(self, text: str, problem: bool) -> None:
        self._noted = text, problem
        if self.editor is not None:
            place = self.editor.mapTo(self._view.viewport(), QPoint(0, 0))
            cell = QRect(place, self.editor.size())
            links = rich(self.editor.told, self.editor.offers) if self.editor.offers else ""
            self._note.show_under(cell, text, problem=problem, room=self._view.viewport().rect(), links=links)


def _end_written(edit: CellEdit, model: RowModel, field: Field, ids: list[int]) -> None:
    """Close the editor; a deadline that lies on a day off says so in the status bar."""
    edit.end()
    if field.anchor and len(ids) == 1:
        with model.store.read() as db:
            found = beside_deadline(db, model.entity.table, fetch(db, model.entity.table, ids)[0].values)
        if found is not None:
            edit.refused.emit(found.words)
