"""Charts of the overview, painted: output against target as bars."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.store.output import Bar
from dicas_desktop.ui import theme

_HEIGHT, _BAR_WIDTH, _FOOT, _HEAD = 150, 36, 22, 26  # px at 100 %


class BarChart(QWidget):
    """Bars over a common line: years filled, the newest dark, the target dashed. Hatched: no official source."""

    def __init__(self, bars: Sequence[Bar], unit: str, parent: QWidget | None = None) -> None:
        """`unit` stands at the top left, such as "missiles a year"."""
        super().__init__(parent)
        self._bars, self._unit = tuple(bars), unit
        self.setFixedHeight(theme.size(_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(
            _("{unit}: {bars}").format(
                unit=unit, bars=", ".join(f"{bar.label} {bar.about}{bar.quantity}" for bar in bars)
            )
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw unit, bars, their figures and names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.current()
        small = theme.font(theme.CAPITALS)
        painter.setFont(small)
        painter.setPen(theme.colour(tokens.mute))
        painter.drawText(0, theme.size(12), self._unit)
        ground = self.height() - theme.size(_FOOT)
        painter.fillRect(0, ground, self.width(), 1, theme.colour(tokens.line))
        most = max((bar.quantity for bar in self._bars), default=0) or 1
        room = ground - theme.size(_HEAD)
        step = min(self.width() / max(len(self._bars), 1), theme.size(84))
        newest = next((bar for bar in reversed(self._bars) if not bar.target), None)
        left = (self.width() - step * len(self._bars)) / 2
        for number, bar in enumerate(self._bars):
            height = room * bar.quantity / most
            wide = min(theme.size(_BAR_WIDTH), step * 0.6)
            box = QRectF(left + step * (number + 0.5) - wide / 2, ground - height, wide, height)
            self._draw_bar(painter, bar, box, newest=bar is newest)
            painter.setPen(theme.colour(tokens.late if bar.target else tokens.ink))
            wider = box.adjusted(-step / 2, -theme.size(16), step / 2, 0)
            painter.drawText(wider, Qt.AlignmentFlag.AlignHCenter, f"{bar.about}{bar.quantity:,}")
            painter.setPen(theme.colour(tokens.mute))
            foot = QRectF(wider.left(), ground + theme.size(4), wider.width(), theme.size(_FOOT))
            painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, bar.label)

    def _draw_bar(self, painter: QPainter, bar: Bar, box: QRectF, *, newest: bool) -> None:
        tokens = theme.current()
        radius = theme.size(2)
        if bar.target:
            pen = QPen(theme.colour(tokens.late), 1.2, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            fill = theme.colour(tokens.accent if newest else tokens.bar)
            painter.setPen(fill)
            painter.setBrush(fill if bar.official else QBrush(fill, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, radius, radius)
