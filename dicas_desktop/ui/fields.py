"""Check box and choice drawn from the tokens: the style's own marks do not follow the palette under a style sheet."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QComboBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem

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
        side = theme.size(_BOX)
        paint_tick(painter, QPointF(0, (self.height() - side) / 2), ticked=self.isChecked(), here=self.hasFocus())
        painter.setPen(theme.colour(tokens.ink if self.isEnabled() else tokens.mute))
        words = self.rect().adjusted(side + theme.size(_GAP), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())


class Ticks(QStyledItemDelegate):
    """Draws the boxes of a list that is ticked: the style's own frame cannot be seen in dark colours."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Leave the box to `paint`, and its room before the words."""
        super().initStyleOption(option, index)
        if option.features & QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator:
            option.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
            option.rect.setLeft(option.rect.left() + theme.size(_BOX + _GAP))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Words and box."""
        wide = theme.size(_BOX + _GAP) if _is_ticked(index) is not None else 0
        return super().sizeHint(option, index) + QSize(wide, 0)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the words, and the box before them."""
        ticked, rect = _is_ticked(index), QRect(option.rect)
        if ticked is not None and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour(theme.current().accent_soft))
        super().paint(painter, option, index)
        if ticked is not None:
            top = rect.top() + (rect.height() - theme.size(_BOX)) / 2
            paint_tick(painter, QPointF(rect.left() + theme.size(4), top), ticked=ticked)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Turn the tick by a click on its box, and by Space as ever."""
        ticked = _is_ticked(index)
        if ticked is None or not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        if event.type() != QEvent.Type.MouseButtonRelease or event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.position().x() - option.rect.left() > theme.size(_BOX + _GAP):
            return False
        state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)


def _is_ticked(index: QModelIndex | QPersistentModelIndex) -> bool | None:
    """Tell whether an item is ticked, None if it has no box."""
    state = index.data(Qt.ItemDataRole.CheckStateRole)
    return None if state is None else Qt.CheckState(state) == Qt.CheckState.Checked


def paint_tick(painter: QPainter, at: QPointF, *, ticked: bool, here: bool = False) -> None:
    """Draw the box of a tick with its corner at a place; `here`: the keyboard stands at it."""
    tokens, side = theme.current(), theme.size(_BOX)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(at.x() + 0.5, at.y() + 0.5, side - 1, side - 1)
    painter.setPen(theme.colour(tokens.accent if here else tokens.primary if ticked else tokens.mute))
    painter.setBrush(theme.colour(tokens.primary if ticked else tokens.base))
    painter.drawRoundedRect(box, theme.size(3), theme.size(3))
    if ticked:
        painter.setPen(QPen(theme.colour(tokens.on_primary), theme.size(1.6)))
        line = [box.topLeft() + QPointF(side * x, side * y) for x, y in ((0.22, 0.5), (0.42, 0.7), (0.76, 0.26))]
        painter.drawPolyline(QPolygonF(line))
    painter.restore()


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
