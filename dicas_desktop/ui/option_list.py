"""The drop-down of every editor and filter that offers choices: rows of one or two lines in the program's own style."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme

MOST_ROWS = 8
WIDEST = 460  # px at 100 %
_OPTION = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: what `values.read` takes, what is shown, and a second line in mute."""

    value: str
    label: str
    second: str = ""
    checked: bool = False  # shown with a sign, for filters that take several
    sure: bool = True  # what is typed names it; if not, it is taken only by walking to it


Options = Callable[[str], Sequence[Option]]  # typed text -> what fits it, best first


class OptionRows(QStyledItemDelegate):
    """Paints the rows of the drop-down."""

    def __init__(self, listed: QListWidget) -> None:
        """Serve this list."""
        super().__init__(listed)
        self._listed = listed

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One or two lines high."""
        chosen: Option = index.data(_OPTION)
        return QSize(0, theme.size(40 if chosen.second else 26))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint label and second line, the current row on accent soft."""
        tokens, chosen = theme.current(), index.data(_OPTION)
        rect: QRect = option.rect
        current = index.row() == self._listed.currentRow()
        if current:
            painter.fillRect(rect, QColor(tokens.accent_soft))
        box = rect.adjusted(theme.size(8), 0, -theme.size(8), 0)
        if chosen.checked:
            painter.setPen(QColor(tokens.accent))
            painter.setFont(theme.font(theme.TABLE))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "✓")
            box.adjust(0, 0, -theme.size(18), 0)
        half = rect.height() // 2
        first = box.adjusted(0, theme.size(3), 0, half - rect.height() + theme.size(1)) if chosen.second else box
        self._line(painter, first, chosen.label, theme.TABLE, tokens.ink)
        if chosen.second:
            second = QRect(box.left(), box.top() + half, box.width(), half - theme.size(3))
            self._line(painter, second, chosen.second, theme.COLUMN_HEAD, tokens.tone("mute", current))

    def _line(self, painter: QPainter, box: QRect, text: str, px: float, colour: str) -> None:
        font = theme.font(px)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class OptionList(QListWidget):
    """A drop-down that leaves the keyboard with what is typed into. It lies over the window, without one of its own."""

    taken = Signal(object)  # Option, by click

    def __init__(self, owner: QWidget, *, inside: bool = False) -> None:
        """Belong to the window of `owner`, hidden until `show_below`; or stand `inside` the owner as part of it."""
        super().__init__(owner if inside else owner.window())
        self._owner = owner
        self.setItemDelegate(OptionRows(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame if inside else QFrame.Shape.StyledPanel)
        self.setObjectName("options")
        if not inside:
            line, radius = theme.current().line, theme.size(4)
            self.setStyleSheet(f"#options {{ border: 1px solid {line}; border-radius: {radius}px; }}")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Suggestions"))
        self.itemClicked.connect(lambda item: self.taken.emit(item.data(_OPTION)))
        if not inside:
            owner.destroyed.connect(self.deleteLater)
            self.hide()

    def fill(self, options: Sequence[Option], current: int = 0) -> None:
        """Show these choices, one of them current (-1: none)."""
        self.clear()
        for option in options:
            item = QListWidgetItem(option.label)
            item.setData(_OPTION, option)
            self.addItem(item)
        self.setCurrentRow(current if options else -1)

    def current(self) -> Option | None:
        """Return the current choice."""
        chosen = self.currentIndex().data(_OPTION)
        return chosen if isinstance(chosen, Option) else None

    def step(self, rows: int) -> None:
        """Move the current row, stopping at the ends."""
        if self.count():
            self.setCurrentRow(min(max(self.currentRow() + rows, 0), self.count() - 1))

    def show_below(self, field: QWidget) -> None:
        """Open below the field, or above it where there is more room."""
        window = self._owner.window()
        top = field.mapTo(window, QPoint(0, 0))
        height = self.height_of_rows()
        below = window.height() - top.y() - field.height() - theme.size(4)
        up = height > below and top.y() > below
        height = min(height, top.y() if up else below)
        width = min(max(field.width(), self._wanted_width()), theme.size(WIDEST), window.width())
        x = min(top.x(), window.width() - width)
        y = top.y() - height - 2 if up else top.y() + field.height() + 2
        self.setGeometry(x, y, width, height)
        self.show()
        self.raise_()

    def height_of_rows(self) -> int:
        """Return the height in px of the rows that are shown without scrolling."""
        rows = range(min(self.count(), MOST_ROWS))
        return sum(self.sizeHintForRow(row) for row in rows) + 2 * self.frameWidth()

    def _wanted_width(self) -> int:
        metrics = QFontMetrics(theme.font(theme.TABLE))
        longest = 0
        for row in range(self.count()):
            option: Option = self.item(row).data(_OPTION)
            longest = max(longest, *(metrics.horizontalAdvance(text) for text in (option.label, option.second)))
        return longest + theme.size(44)
