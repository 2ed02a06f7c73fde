"""A round button with a drawn mark at its right: the bundled font has no chevron and no light cross."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QPushButton, QWidget

from dicas_desktop.ui import theme
from dicas_desktop.ui.paint_guard import PaintGuard

MARK_SPACE = 22  # px at 100 % from the right edge that belong to the mark; a click there is a click on it
_SIZE = 7  # px at 100 % from end to end of the mark
_FROM_RIGHT = 9  # px at 100 % between the mark and the edge


class Mark(StrEnum):
    """What is drawn; the words are the values of the property `mark` that the style sheet makes room for."""

    NONE = ""
    CHEVRON = "chevron"  # opens a list
    CROSS = "cross"  # takes the filter away


class MarkedButton(QPushButton):
    """A chip that can carry a mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """A chip without a mark."""
        super().__init__(parent)
        self._mark = Mark.NONE
        self.setProperty("mark", self._mark.value)
        theme.set_role(self, "chip")

    @property
    def mark(self) -> Mark:
        """What is drawn now."""
        return self._mark

    def set_mark(self, mark: Mark) -> None:
        """Draw this mark from now on, with room for it beside the words."""
        if mark is not self._mark:
            self._mark = mark
            self.setProperty("mark", mark.value)
            theme.set_role(self, "chip")
            self.updateGeometry()
            self.update()

    def mark_box(self) -> QRectF:
        """Return where the mark stands, in px from the corner of the button."""
        side = theme.size(_SIZE)
        return QRectF(self.width() - theme.size(_FROM_RIGHT) - side, (self.height() - side) / 2, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark over the chip, in the colour of its words."""
        super().paintEvent(event)
        if self._mark is Mark.NONE:
            return
        tokens, box = theme.current(), self.mark_box()
        colour = tokens.accent_on_soft if self.isChecked() else tokens.mute
        with PaintGuard(), QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(QColor(colour), theme.size(13) / 10)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            if self._mark is Mark.CROSS:
                painter.drawLine(box.topLeft(), box.bottomRight())
                painter.drawLine(box.topRight(), box.bottomLeft())
            else:
                depth = box.height() / 4
                middle = box.center()
                painter.drawPolyline(
                    QPolygonF(
                        [
                            QPointF(box.left(), middle.y() - depth),
                            QPointF(middle.x(), middle.y() + depth),
                            QPointF(box.right(), middle.y() - depth),
                        ]
                    )
                )
