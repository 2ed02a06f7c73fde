"""How what is known of a bar is drawn: full where sure, hatched where an end may fall, in slices where it is open.

No gradients: a colour that fades would say how likely a day is, which nobody recorded.
"""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from dicas_desktop.planning.spans import Shape
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.geometry import Geometry

_TINT = 0.22  # how much of a colour lies below its hatching
_STEP = 4  # px at 100 % from one line of the hatching to the next
_GAP = 3
_SLICES = (6, 4, 3, 2)  # px at 100 %: a bar breaks off in slices that get thinner
TAIL = sum(_SLICES) + _GAP * len(_SLICES)  # px at 100 % that the slices reach beyond a bar


def sure_part(g: Geometry, shape: Shape, box: QRectF) -> tuple[float, float]:
    """Return from where to where a bar is sure; an empty stretch in the middle where its soft ends meet."""
    begin = min(g.x(shape.fade_in[1] + 1), box.right()) if shape.fade_in else box.left()
    end = max(g.x(shape.fade_out[0]), box.left()) if shape.fade_out else box.right()
    if begin > end:
        begin = end = (begin + end) / 2
    return begin, end


def paint_body(painter: QPainter, g: Geometry, shape: Shape, box: QRectF, colour: str, radius: float) -> None:
    """Fill a bar: plainly where it is sure, hatched over the days on which its ends may fall."""
    full = theme.colour(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(full)
    begin, end = sure_part(g, shape, box)
    if begin <= box.left() and end >= box.right():
        painter.drawRoundedRect(box, radius, radius)
        return
    tint = QColor(full)
    tint.setAlphaF(_TINT)
    for part in (QRectF(box.left(), box.top(), begin - box.left(), box.height()),
                 QRectF(end, box.top(), box.right() - end, box.height())):  # fmt: skip
        if part.width() > 0:
            painter.save()
            painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
            painter.setBrush(tint)
            painter.drawRoundedRect(box, radius, radius)
            _hatch(painter, g, box, part, full)
            painter.restore()
    if end > begin:
        painter.save()
        painter.setClipRect(QRectF(begin, box.top(), end - begin, box.height()), Qt.ClipOperation.IntersectClip)
        painter.drawRoundedRect(box, radius, radius)
        painter.restore()


def paint_tail(painter: QPainter, box: QRectF, colour: str, way: int, border: float) -> None:
    """Let a bar break off to the left (-1) or right (1), as far as `border`, where the next one begins."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(colour))
    place = box.right() if way > 0 else box.left()
    for width in _SLICES:
        near = place + way * theme.size(_GAP)
        place = near + way * theme.size(width)
        if (border - place) * way < 0:
            return
        painter.drawRect(QRectF(min(near, place), box.top(), theme.size(width), box.height()))


def paint_words(
    painter: QPainter, box: QRectF, words: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> None:
    """Write on the ground of the page at one side of a box, so that no line runs through the words; painter's pen."""
    width = QFontMetricsF(painter.font()).horizontalAdvance(words)
    left = box.right() - width if align == Qt.AlignmentFlag.AlignRight else box.left()
    height = theme.size(18)
    ground = QRectF(left - 2, box.center().y() - height / 2, width + 4, height)
    painter.fillRect(ground, theme.colour(theme.current().base))
    painter.drawText(QRectF(left, box.top(), width + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, words)


def _hatch(painter: QPainter, g: Geometry, box: QRectF, part: QRectF, colour: QColor) -> None:
    """Slanted lines, fixed to the bar so that they travel with it, only where they are in view."""
    step, height = float(theme.size(_STEP)), box.height()
    first = max(part.left(), g.names - height)
    x = box.left() - height + (first - box.left()) // step * step
    lines = []
    while x < min(part.right(), g.width):
        lines.append(QLineF(x, box.bottom(), x + height, box.top()))
        x += step
    painter.setPen(QPen(colour, theme.size(1)))
    painter.drawLines(lines)
