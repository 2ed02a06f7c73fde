"""How what is known of a bar is drawn: full where sure, hatched where an end may fall, in slices where it is open.

No gradients: a colour that fades would say how likely a day is, which nobody recorded.
"""

from functools import cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

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
    _hatch(painter, g, QRectF(box.left(), box.top(), begin - box.left(), box.height()), box.left(), colour)
    _hatch(painter, g, QRectF(end, box.top(), box.right() - end, box.height()), box.left(), colour)
    if end > begin:
        painter.drawRect(QRectF(begin, box.top(), end - begin, box.height()))


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


def _hatch(painter: QPainter, g: Geometry, part: QRectF, origin: float, colour: str) -> None:
    """Fill what is in view of a part with slanted lines that travel with the bar, whose left end is `origin`."""
    step = theme.size(_STEP)
    left, right = max(part.left(), g.names), min(part.right(), g.width + step)
    if right <= left:
        return
    tile = _tile(colour, step, painter.device().devicePixelRatioF())
    seen = QRectF(left, part.top(), right - left, part.height())
    painter.drawTiledPixmap(seen, tile, QPointF((left - round(origin)) % step, 0))


@cache
def _tile(colour: str, step: int, ratio: float) -> QPixmap:
    """One square of the hatching: a slanted line on a tint of its colour, ends wrapping around the corners."""
    tile = QPixmap(round(step * ratio), round(step * ratio))
    tile.setDevicePixelRatio(ratio)
    full = QColor(colour)
    tint = QColor(full)
    tint.setAlphaF(_TINT)
    tile.fill(tint)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(full, step / _STEP))
    for shift in (-step, 0, step):
        painter.drawLine(QLineF(shift - 1, step + 1, shift + step + 1, -1))
    painter.end()
    return tile
