"""A list of the meeting page: columns under a head, lines painted as a whole, and a form that opens in place."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.field_editor import ENTER
from dicas_desktop.ui.meeting.lines import LINE, Cell, Column, Kind, Line, Lines

_HEIGHTS = {
    Kind.SECTION: 30,
    Kind.ITEM: 28,
    Kind.OUTCOME: 26,
    Kind.SEAT: 28,
    Kind.DOCUMENT: 26,
    Kind.NOTE: 28,
    Kind.FORM: 56,
}  # px at 100 %
_PAD, _GAP = 8, 6  # px at 100 %: beside the words of a cell; between words and second words
_LEAST_SECOND = 48  # px at 100 % below which second words would be little more than dots
_DRAG = 6  # px that the pointer moves before a line is carried
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


class Layout:
    """Where the columns of a list stand, for a width of it."""

    def __init__(self, columns: Sequence[Column], edge: int = theme.PAGE_PADDING) -> None:
        """Take the columns in their order; `edge` is the room at both sides in px at 100 %."""
        self.columns, self._edge = tuple(columns), edge

    def boxes(self, width: int) -> dict[str, tuple[int, int]]:
        """Return x and width in px of each column that has room."""
        edge = theme.size(self._edge) - theme.size(_PAD)
        shown = [column for column in self.columns if width >= theme.size(column.least)]
        fixed = sum(theme.size(column.width) for column in shown)
        rest = max(width - fixed - 2 * edge, theme.size(80))
        shares = sum(column.share for column in shown if not column.width)
        found, x = {}, edge
        for column in shown:
            wide = theme.size(column.width) if column.width else rest * column.share // shares
            found[column.name] = x, wide
            x += wide
        return found


class LineHead(QWidget):
    """The labels over the columns."""

    def __init__(self, view: "LineView", parent: QWidget) -> None:
        """Stand over this list."""
        super().__init__(parent)
        self._view, self._layout = view, view.columns
        self.setFixedHeight(theme.size(theme.HEADER_ROW))
        view.resized.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the labels and the line below."""
        painter, tokens = QPainter(self), theme.current()
        painter.setFont(theme.font(theme.COLUMN_HEAD))
        painter.setPen(theme.colour(tokens.mute))
        boxes, pad = self._layout.boxes(self._view.viewport().width()), theme.size(_PAD)
        for column in self._layout.columns:
            if column.name in boxes:
                x, width = boxes[column.name]
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                box = QRect(x + pad, 0, width - 2 * pad, self.height() - 1)
                text = painter.fontMetrics().elidedText(_(column.label), Qt.TextElideMode.ElideRight, box.width())
                painter.drawText(box, _MIDDLE | int(side), text)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.line))


class _Painter(QStyledItemDelegate):
    """Paints one line."""

    def __init__(self, view: "LineView", layout: Layout) -> None:
        super().__init__(view)
        self._view, self._layout = view, layout
        self._heights = {kind: theme.size(px) for kind, px in _HEIGHTS.items()}
        self._fonts = {bold: theme.font(theme.TABLE, bold=bold) for bold in (False, True)}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its kind."""
        line = self._view.lines.lines[index.row()]  # asked of every line at each layout
        return QSize(0, line.height or self._heights[line.kind])

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, words, hair line."""
        line: Line = index.data(LINE)
        box: QRect = option.rect
        tokens = theme.current()
        if line.kind is Kind.FORM:
            return
        chosen = index.row() == self._view.currentIndex().row() and line.live
        if chosen:
            lit = self._view.hasFocus() or self._view.form is not None
            painter.fillRect(box, theme.colour(tokens.accent_soft if lit else tokens.soft))
        elif line.kind is Kind.SECTION:
            painter.fillRect(box, theme.colour(tokens.soft))
        if line.kind is not Kind.OUTCOME or not self._more_follows(index.row()):
            painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.colour(tokens.line))
        boxes, pad = self._layout.boxes(self._view.viewport().width()), theme.size(_PAD)
        for column in self._layout.columns:
            cell = line.cell(column.name)
            if column.name in boxes and cell.text:
                x, width = boxes[column.name]
                if line.kind in (Kind.SECTION, Kind.NOTE):  # its one cell has the whole line
                    width = self._view.viewport().width() - x - pad
                self._words(painter, QRect(x + pad, box.top(), width - 2 * pad, box.height() - 1), cell, column, chosen)

    def _more_follows(self, row: int) -> bool:
        lines = self._view.lines.lines
        return row + 1 < len(lines) and lines[row + 1].kind in (Kind.OUTCOME, Kind.FORM)

    def _words(self, painter: QPainter, box: QRect, cell: Cell, column: Column, chosen: bool) -> None:
        tokens = theme.current()
        painter.setFont(self._fonts[cell.bold])
        metrics = painter.fontMetrics()
        text = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        painter.setPen(theme.colour(tokens.tone(cell.tone, chosen)))
        painter.drawText(box, _MIDDLE | int(side), text)
        room = box.width() - metrics.horizontalAdvance(text) - theme.size(_GAP)
        if cell.second and room > theme.size(_LEAST_SECOND):
            painter.setFont(self._fonts[False])
            painter.setPen(theme.colour(tokens.tone("mute", chosen)))
            second = painter.fontMetrics().elidedText(cell.second, Qt.TextElideMode.ElideRight, room)
            painter.drawText(box.adjusted(box.width() - room, 0, 0, 0), _MIDDLE, second)


class LineView(QListView):
    """Walked by arrows; a form can be opened below a line. What keys mean is told by signals."""

    edit_asked = Signal(str)  # name of the column under the pointer, empty by key
    delete_asked = Signal()
    below_asked = Signal()  # a new line
    chosen = Signal()  # the current line changed
    carried = Signal(int, int)  # id of a line carried by the mouse, row it was let go over
    resized = Signal()

    def __init__(self, name: str, layout: Layout, parent: QWidget) -> None:
        """`name` is what a screen reader says of the list."""
        super().__init__(parent)
        self.setViewport(QWidget(self))  # its own, for the reason given in `rows_view`
        self.lines = Lines(self)
        self.columns = layout
        self.form: QWidget | None = None
        self.movable = False  # lines can be carried by the mouse
        self._owner = self._form_height = 0  # id of the record that the form stands under; px
        self._pressed: tuple[QPoint, int] | None = None
        self._over = -1  # row that a carried line would go to
        self.setModel(self.lines)
        self.setItemDelegate(_Painter(self, layout))
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.place_form())
        self.selectionModel().currentChanged.connect(self._on_current)

    # ------------------------------------------------------------------ what others ask
    @property
    def current(self) -> Line | None:
        """The line the keyboard stands at."""
        row = self.currentIndex().row()
        return self.lines.lines[row] if 0 <= row < len(self.lines.lines) and self.lines.lines[row].live else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the current record stays current, and one that is gone gives way to the line in its place."""
        before, row = self.current, self.currentIndex().row()
        blocked = self.selectionModel().blockSignals(True)
        if self.lines.show(self._with_form(list(lines))):
            self.scheduleDelayedItemsLayout()
        self.selectionModel().blockSignals(blocked)
        if before is not None and (self.current is None or self.current.record != before.record):
            place = self.lines.row_of(before.record)
            self.go(place if place >= 0 else self._nearest(row))
        self.viewport().update()
        self.place_form()
        self.chosen.emit()

    def select(self, table: str, row_id: int) -> bool:
        """Make a record current; False if it is not here."""
        row = self.lines.row_of((table, row_id))
        if row >= 0:
            self.go(row)
        return row >= 0

    def go(self, row: int) -> None:
        """Make the line of this row current."""
        if 0 <= row < len(self.lines.lines):
            self.setCurrentIndex(self.lines.index(row))
            self.scrollTo(self.lines.index(row))

    def open_form(self, form: QWidget, owner: int, height: int) -> None:
        """Open a form below the last line that stands under the record `owner` (0: below everything)."""
        self.close_form()
        self.form, self._owner, self._form_height = form, owner, height
        form.setParent(self.viewport())
        self.show_lines([line for line in self.lines.lines if line.kind is not Kind.FORM])
        row = next(n for n, line in enumerate(self.lines.lines) if line.kind is Kind.FORM)
        self.scrollTo(self.lines.index(row))
        self.place_form()
        form.show()

    def close_form(self) -> None:
        """Take the form away; what it held is its owner's to keep."""
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.deleteLater()
            self.show_lines([line for line in self.lines.lines if line.kind is not Kind.FORM])

    def resize_form(self, height: int) -> None:
        """Give the open form another height, in px."""
        if self.form is not None and height != self._form_height:
            self._form_height = height
            self.show_lines([line for line in self.lines.lines if line.kind is not Kind.FORM])

    def place_form(self) -> None:
        """Put the form over its place."""
        if self.form is None:
            return
        row = next((n for n, line in enumerate(self.lines.lines) if line.kind is Kind.FORM), -1)
        if row >= 0:
            self.executeDelayedItemsLayout()
            box = self.visualRect(self.lines.index(row))
            self.form.setGeometry(0, box.top(), self.viewport().width(), self._form_height)

    # ------------------------------------------------------------------ Qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 edit, Ctrl+Enter adds, Del deletes, arrows pass over what is no record."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (*ENTER, Qt.Key.Key_F2):
            self.edit_asked.emit("")
        elif event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.below_asked.emit()
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.text() and event.text().isprintable():
            event.ignore()  # no search by letters: letters are commands here
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()  # a key of the window that is grey now
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a line, and perhaps begin to carry it."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = self.lines.lines[index.row()] if index.isValid() else None
        movable = self.movable and line is not None and line.live and event.button() == Qt.MouseButton.LeftButton
        self._pressed = (event.position().toPoint(), index.row()) if movable else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the line."""
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        place = event.position().toPoint()
        if self._over >= 0 or abs(place.y() - self._pressed[0].y()) >= _DRAG:
            self._over = self._row_at(place)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the carried line go."""
        pressed, over = self._pressed, self._over
        self._pressed, self._over = None, -1
        self.unsetCursor()
        self.viewport().update()
        if pressed is not None and over >= 0 and over != pressed[1]:
            self.carried.emit(self.lines.lines[pressed[1]].id, over)
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit what is under the pointer."""
        place = event.position().toPoint()
        boxes = self.columns.boxes(self.viewport().width())
        column = next((name for name, (x, width) in boxes.items() if x <= place.x() < x + width), "")
        if self.indexAt(place).isValid() and self.current is not None:
            self.edit_asked.emit(column)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, and where a carried one would go."""
        super().paintEvent(event)
        if self._over >= 0 and self._pressed is not None:
            box = self.visualRect(self.lines.index(self._over))
            below = self._over > self._pressed[1]
            painter = QPainter(self.viewport())
            y = box.bottom() - 1 if below else box.top()
            painter.fillRect(0, y, self.viewport().width(), theme.size(2), theme.colour(theme.current().accent))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form along."""
        super().resizeEvent(event)
        self.place_form()
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        """Show the ground of the current line as the keyboard comes and goes; where it comes, it stands at a line."""
        done = super().event(event)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()
        if event.type() == QEvent.Type.FocusIn:
            self.chosen.emit()
        return done

    # ------------------------------------------------------------------ inside
    def _with_form(self, lines: list[Line]) -> list[Line]:
        if self.form is None:
            return lines
        place = max(
            (n + 1 for n, line in enumerate(lines) if self._owner and self._owner in (line.owner, _own(line))),
            default=len(lines),
        )
        lines.insert(place, Line(Kind.FORM, height=self._form_height))
        return lines

    def _nearest(self, row: int) -> int:
        lines = self.lines.lines
        live = [n for n, line in enumerate(lines) if line.live]
        return min(live, key=lambda n: abs(n - row), default=-1)

    def _row_at(self, place: QPoint) -> int:
        index = self.indexAt(place)
        if index.isValid():
            return index.row()
        return 0 if place.y() < 0 else len(self.lines.lines) - 1

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        self.chosen.emit()


def _own(line: Line) -> int:
    """The id of a line under which others stand; an outcome has its own among those of another table."""
    return 0 if line.kind is Kind.OUTCOME else line.id
