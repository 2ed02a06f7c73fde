"""The head of a table: one quiet line of column names, the sorted ones in ink with ▲ or ▼; a click sorts."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from dicas_desktop.ui import theme
from dicas_desktop.ui.paint_guard import PaintGuard
from dicas_desktop.ui.row_delegate import PADDING

FROZEN_SHARE = 2 / 3  # of the width that frozen columns may take: the others must still be seen
NARROWEST = 48  # px at 100 %, so that no column can be lost by dragging


class TableHead(QHeaderView):
    """Column heads that can be dragged to another place, resized and clicked."""

    sort_asked = Signal(int, bool)  # column, whether it is added as a further key (Shift)
    menu_asked = Signal(object)  # QPoint on the screen

    def __init__(self, parent: QWidget) -> None:
        """Make an empty head; the model brings the names."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setViewport(QWidget(self))  # its own, for the reason given in `rows_view`
        self._further = False
        self._pressed_frozen = False
        self.last_frozen = -1  # number of the column up to which the left ones stay where they are, -1: none stays
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setStretchLastSection(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.size(NARROWEST))
        self.setAccessibleName("")
        self.sectionClicked.connect(lambda column: self.sort_asked.emit(column, self._further))

    def first(self) -> int:
        """Return the leftmost column that is shown, -1 if there is none."""
        places = (self.logicalIndex(place) for place in range(self.count()))
        return next((column for column in places if not self.isSectionHidden(column)), -1)

    def frozen(self) -> list[int]:
        """Return the columns that stay where they are while the others scroll, from left to right."""
        last = self.visualIndex(self.last_frozen) if 0 <= self.last_frozen < self.count() else -1
        columns = (self.logicalIndex(place) for place in range(last + 1))
        found = [column for column in columns if not self.isSectionHidden(column)]
        fits = sum(map(self.sectionSize, found)) <= self.viewport().width() * FROZEN_SHARE
        return found if fits else []

    def frozen_width(self) -> int:
        """Return the width in px of the columns that stay."""
        return sum(map(self.sectionSize, self.frozen()))

    def place_of(self, column: int) -> int:
        """Return where a column stands now, in px from the left of what is seen."""
        if self.offset() and column in self.frozen():
            return self.sectionPosition(column)
        return self.sectionViewportPosition(column)

    def wanted_width(self, column: int) -> int:
        """Return the width the name of a column needs, with room for the sign of sorting."""
        name = str(self.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) or "")
        left = theme.size(theme.PAGE_PADDING if column == self.first() else PADDING)
        signed = name if name[-1:] in ("▲", "▼") else f"{name} ▲"
        return QFontMetrics(theme.font(theme.COLUMN_HEAD)).horizontalAdvance(signed) + left + theme.size(PADDING)

    def sizeHint(self) -> QSize:
        """As high as a row."""
        return QSize(super().sizeHint().width(), theme.size(theme.HEADER_ROW))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press the column that is seen there, which may be one that stays over those that scroll."""
        self._pressed_frozen = event.position().x() < self.frozen_width()
        super().mousePressEvent(self._where_qt_has_it(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remember whether Shift was held: Qt's signal does not say."""
        self._further = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mouseReleaseEvent(self._where_qt_has_it(event))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of columns."""
        self.menu_asked.emit(event.globalPos())

    def paintEvent(self, event: object) -> None:
        """Paint the ground and the hair line over the whole width, then the names."""
        tokens, rect, first = theme.current(), self.viewport().rect(), self.first()
        with PaintGuard(), QPainter(self.viewport()) as painter:
            painter.fillRect(rect, QColor(tokens.base))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
            painter.setFont(theme.font(theme.COLUMN_HEAD))
            stay, edge = self.frozen(), self.frozen_width()
            painter.setClipRect(rect.adjusted(edge, 0, 0, 0))
            for column in map(self.logicalIndex, range(self.count())):
                if not self.isSectionHidden(column) and column not in stay:
                    box = QRect(self.place_of(column), 0, self.sectionSize(column), rect.height())
                    self._paint_name(painter, box, column, first=column == first)
            painter.setClipRect(QRect(0, 0, edge, rect.height()))
            for column in stay:
                box = QRect(self.place_of(column), 0, self.sectionSize(column), rect.height())
                self._paint_name(painter, box, column, first=column == first)
            if stay:
                painter.fillRect(edge - 1, 0, 1, rect.height(), QColor(tokens.line))

    def _where_qt_has_it(self, event: QMouseEvent) -> QMouseEvent:
        """Return the event where Qt, which knows of no column that stays, has the one that is seen."""
        if not self._pressed_frozen or not self.offset():
            return event
        place = event.position() - QPointF(self.offset(), 0)
        return QMouseEvent(
            event.type(), place, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )

    def _paint_name(self, painter: QPainter, rect: QRect, column: int, *, first: bool) -> None:
        model, tokens = self.model(), theme.current()
        horizontal = Qt.Orientation.Horizontal
        name = str(model.headerData(column, horizontal, Qt.ItemDataRole.DisplayRole) or "")
        right = model.headerData(column, horizontal, Qt.ItemDataRole.TextAlignmentRole) == Qt.AlignmentFlag.AlignRight
        pad = theme.size(PADDING)
        left = theme.size(theme.PAGE_PADDING) if first else pad
        box = rect.adjusted(left, 0, -pad, -1)
        sign = name.rpartition(" ")[2]
        painter.setPen(QColor(tokens.ink if sign[:1] in ("▲", "▼") else tokens.mute))
        text = QFontMetrics(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
