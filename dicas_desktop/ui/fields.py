"""Check box and choice drawn from the tokens: the style's own marks do not follow the palette under a style sheet."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QComboBox

from dicas_desktop.ui import theme

_BOX, _GAP = 16, 8  # px at 100 %


class CheckBox(QCheckBox):
    """A box with a tick, and its words."""

    def sizeHint(self) -> QSize:
        """Box, gap, words."""
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(width + theme.size(_BOX + _GAP + 2), theme.size(24))

    def hitButton(self, pos: QPoint) -> bool:
        """Box and words both act."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, tick and words."""
        tokens, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.size(_BOX)
        box = QRectF(0.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)
        frame = tokens.accent if self.hasFocus() else tokens.primary if self.isChecked() else tokens.mute
        painter.setPen(theme.colour(frame))
        painter.setBrush(theme.colour(tokens.primary if self.isChecked() else tokens.base))
        painter.drawRoundedRect(box, theme.size(3), theme.size(3))
        if self.isChecked():
            painter.setPen(QPen(theme.colour(tokens.on_primary), theme.size(1.6)))
            at = [box.topLeft() + QPointF(side * x, side * y) for x, y in ((0.22, 0.5), (0.42, 0.7), (0.76, 0.26))]
            painter.drawPolyline(QPolygonF(at))
        painter.setPen(theme.colour(tokens.ink if self.isEnabled() else tokens.mute))
        words = self.rect().adjusted(side + theme.size(_GAP), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())


class Choice(QComboBox):
    """A drop-down with a small angle at its right end."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the style's field and the angle over it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(theme.current().mute), 1.4))
        wide, x, y = theme.size(4), self.width() - theme.size(14), self.height() / 2
        at = [QPointF(x - wide, y - wide / 2), QPointF(x, y + wide / 2), QPointF(x + wide, y - wide / 2)]
        painter.drawPolyline(QPolygonF(at))
