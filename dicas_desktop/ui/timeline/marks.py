"""What is drawn besides the plan: the ring of the selection, the focus frame, where a lane has more, empty charts."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from dicas_desktop.domain.texts import _
from dicas_desktop.planning.lanes import Bar, Item, around
from dicas_desktop.planning.ticks import MONTH, label
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.geometry import Geometry
from dicas_desktop.ui.timeline.hits import item_box
from dicas_desktop.ui.timeline.points import paint_diamond
from dicas_desktop.ui.timeline.strokes import TAIL, paint_words

_SMALL, _PAD = 11.5, 8  # px at 100 %


def paint_current(painter: QPainter, g: Geometry, item: Item, *, focused: bool) -> None:
    """Draw a ring around the selected item, heavier while the chart has the keyboard."""
    width = theme.size(2 if focused else 1)
    painter.setPen(QPen(theme.colour(theme.current().ink), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if isinstance(item, Bar):
        tail = theme.size(TAIL)
        begin, end = tail * item.shape.open_start, tail * item.shape.open_end
        grown = g.box(item).adjusted(-2 - begin, -2, 2 + end, 2)
        painter.drawRoundedRect(grown, theme.size(4), theme.size(4))
    else:
        paint_diamond(painter, *g.centre(item), item_box(g, item).width() / 2 + theme.size(2))


def paint_elsewhere(painter: QPainter, g: Geometry) -> None:
    """Tell at the borders of a lane that shows nothing where it has something, or that it has no date."""
    painter.setFont(theme.font(_SMALL))
    painter.setPen(theme.colour(theme.current().mute))
    pad = theme.size(_PAD)
    for number in g.lanes_in_view():
        lane = g.plan.lanes[number]
        if lane.heading:
            continue
        box = QRectF(g.names + pad, g.lane_top(number), g.chart_width - 2 * pad, g.lane_height(number))
        if not lane.items:
            paint_words(painter, box, _("No date recorded"))
            continue
        before, after = around(lane, g.left, g.right)
        if before is not None:
            paint_words(painter, box, f"← {label(before, MONTH, whole=True)}")
        if after is not None:
            paint_words(painter, box, f"{label(after, MONTH, whole=True)} →", Qt.AlignmentFlag.AlignRight)


def paint_frame(painter: QPainter, g: Geometry, *, focused: bool) -> None:
    """Say what would be here while nothing is, and draw the frame of the keyboard's place."""
    whole = QRect(0, 0, g.width, g.height)
    if not g.plan.places:
        painter.setFont(theme.font())
        painter.setPen(theme.colour(theme.current().mute))
        box = whole.adjusted(g.names, g.header, 0, 0)
        words = _("No dates yet: repair schedules, meetings and deadlines would stand here. Ctrl+N adds one.")
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
    if focused:
        painter.setPen(QPen(theme.colour(theme.current().accent), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(whole.adjusted(0, 0, -1, -1))
