"""A bar being pulled: how far, whether it may be, and what is shown meanwhile."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from dicas_desktop.domain.dates import show_date
from dicas_desktop.planning.lanes import Bar
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.editing import Part
from dicas_desktop.ui.timeline.geometry import Geometry

_SMALL, _PAD, _HEIGHT = 11.5, 8, 20  # px at 100 %
SLACK = 4  # px at 100 % before a press becomes a pull


@dataclass(slots=True)
class Drag:
    """A press on a bar that may become a pull: where it began, and by how many whole days it has gone."""

    bar: Bar
    part: Part
    from_x: float
    days: int = 0
    moving: bool = False

    def follow(self, x: float, day: float) -> None:
        """Snap to whole days; an end is never pulled past the other."""
        if not self.moving and abs(x - self.from_x) < theme.size(SLACK):
            return
        self.moving = True
        length = self.bar.last - self.bar.first
        days = round((x - self.from_x) / day)
        if self.part is Part.START:
            days = min(days, length)
        elif self.part is Part.END:
            days = max(days, -length)
        self.days = days

    @property
    def first(self) -> int:
        """First day where the bar would be."""
        stays = self.part is Part.END or (self.part is Part.WHOLE and self.bar.shape.open_start)
        return self.bar.first + (0 if stays else self.days)

    @property
    def last(self) -> int:
        """Last day where the bar would be."""
        stays = self.part is Part.START or (self.part is Part.WHOLE and self.bar.shape.open_end)
        return self.bar.last + (0 if stays else self.days)

    def words(self) -> str:
        """Return the dates that are being set, with the days they move by."""
        shape, days = self.bar.shape, []
        if self.part is Part.START or (self.part is Part.WHOLE and not shape.open_start):
            days.append(self.first)
        if self.part is Part.END or (self.part is Part.WHOLE and not shape.open_end):
            days.append(self.last)
        shown = " – ".join(show_date(date.fromordinal(day).isoformat(), weekday=True) for day in days)
        return f"{shown}  ({self.days:+d} d)".replace("-", "−")


@dataclass(slots=True)
class Pan:
    """A press on an empty place that takes the whole chart along."""

    at: QPointF

    def follow(self, place: QPointF) -> QPointF:
        """Return how far the pointer has gone since it was last asked."""
        gone, self.at = place - self.at, place
        return gone


def paint_drag(painter: QPainter, g: Geometry, drag: Drag) -> None:
    """Draw where the bar would be, and its dates in a bubble above."""
    tokens = theme.current()
    box = g.box(drag.bar, drag.first, drag.last)
    pen = QPen(theme.colour(tokens.accent), theme.size(1) * 1.5)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.size(3), theme.size(3))
    painter.setFont(theme.font(_SMALL))
    words = drag.words()
    width = QFontMetricsF(painter.font()).horizontalAdvance(words) + 2 * theme.size(_PAD)
    left = box.right() - width / 2 if drag.part is Part.END else box.left()
    top = box.top() - theme.size(_HEIGHT + 2)
    if top < g.header:
        top = box.bottom() + theme.size(2)
    left = min(max(left, g.names + 2.0), g.width - width - 2)
    bubble = QRectF(left, top, width, theme.size(_HEIGHT))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(tokens.ink))
    painter.drawRoundedRect(bubble, theme.size(4), theme.size(4))
    painter.setPen(theme.colour(tokens.base))
    painter.drawText(bubble, Qt.AlignmentFlag.AlignCenter, words)
