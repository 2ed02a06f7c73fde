"""What is drawn over everything: the ring of the selection, the focus frame, the words of an empty chart."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen

from dicas_desktop.domain.texts import _
from dicas_desktop.planning.lanes import Bar, Item
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.geometry import Geometry
from dicas_desktop.ui.timeline.hits import item_box
from dicas_desktop.ui.timeline.points import paint_diamond


def paint_current(painter: QPainter, g: Geometry, item: Item, *, focused: bool) -> None:
    """Draw a ring around the selected item, heavier while the chart has the keyboard."""
    width = theme.size(2 if focused else 1)
    painter.setPen(QPen(theme.colour(theme.current().ink), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if isinstance(item, Bar):
        grown = g.box(item).adjusted(-2, -2, 2, 2)
        painter.drawRoundedRect(grown, theme.size(4), theme.size(4))
    else:
        paint_diamond(painter, *g.centre(item), item_box(g, item).width() / 2 + theme.size(2))


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
