"""The timeline itself: one scroll area that paints only the days and lanes in view."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.planning.lanes import Bar, Item, Plan
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.bars import paint_bars
from dicas_desktop.ui.timeline.dragging import Drag, Pan, paint_drag
from dicas_desktop.ui.timeline.editing import Part, why_not
from dicas_desktop.ui.timeline.geometry import Geometry
from dicas_desktop.ui.timeline.grid import paint_grid, paint_header, paint_lanes, paint_lines
from dicas_desktop.ui.timeline.hits import hit as hit_at
from dicas_desktop.ui.timeline.hits import item_box
from dicas_desktop.ui.timeline.keys import Keys
from dicas_desktop.ui.timeline.marks import paint_current, paint_elsewhere, paint_frame
from dicas_desktop.ui.timeline.points import paint_points

if TYPE_CHECKING:
    from collections.abc import Callable

_ZOOM_STEP = 1.25  # a notch of the wheel or a press of the key
_NOTCH = 120  # angle of one notch of a wheel
_BEFORE_TODAY = 0.37  # share of the width that lies before today
_MARGIN = 365  # days that can be scrolled to beyond the plan


class Chart(QAbstractScrollArea):
    """Lanes of bars and points over a scale of days."""

    selected = Signal(str, int)  # table, id; chosen here by a person
    opened = Signal(str, int)
    moved = Signal(object, str, int)  # Bar, Part, days: someone wants to move it
    said = Signal(str)  # why something cannot be done
    zoomed = Signal()

    def __init__(self, today: int, parent: QWidget | None = None) -> None:
        """`today` is an ordinal. The chart is empty until `show_plan`."""
        super().__init__(parent)
        self.geometry_ = Geometry()
        self.today = today
        self.details: Callable[[Item], str] = lambda item: item.title
        self.current: Item | None = None
        self.drag: Drag | None = None
        self.pan: Pan | None = None
        self._keys = Keys(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.setAccessibleName(_("Timeline"))
        self.setAccessibleDescription(_("Nothing is selected"))

    def show_plan(self, plan: Plan) -> None:
        """Show another plan; days in view and selection stay, if the record is still there."""
        chosen = self.current
        self.drag = None
        self.geometry_.show(plan)
        self.current = plan.find(chosen.table, chosen.id) if chosen else None
        self._update_range()
        self._describe()
        self.viewport().update()

    def choose(self, item: Item | None, *, tell: bool) -> None:
        """Select an item and bring it into view; `tell` where a person did it here."""
        self.current = item
        if item is not None:
            self.bring_into_view(item)
        self._describe()
        self.viewport().update()
        if tell and item is not None:
            self.selected.emit(item.table, item.id)

    def bring_into_view(self, item: Item) -> None:
        """Scroll no further than needed to show an item."""
        g, bar = self.geometry_, self.verticalScrollBar()
        top, height = g.lane_top(item.lane), g.lane_height(item.lane)
        if top < g.header:
            bar.setValue(bar.value() + top - g.header)
        elif top + height > g.height:
            bar.setValue(bar.value() + top + min(height, g.height - g.header) - g.height)
        box = item_box(g, item)
        if box.right() < g.names or box.left() > g.width:
            g.left = item.first - g.chart_width * _BEFORE_TODAY / 2 / g.day

    def set_day_width(self, width: float) -> None:
        """Zoom to a width of a day in px at 100 %; today stays or comes into view."""
        self.geometry_.day = width * theme.scale() / 100
        self.show_today()

    def show_today(self) -> None:
        """Bring today into view, a good third of the width before it."""
        g = self.geometry_
        g.left = self.today + 0.5 - g.chart_width * _BEFORE_TODAY / g.day
        self._changed()

    def fit(self) -> None:
        """Show everything from the first to the last day."""
        g = self.geometry_
        days = g.plan.last - g.plan.first + 1
        g.day = g.chart_width * 0.92 / days
        g.zoom(1.0, g.names)
        g.left = g.plan.first - 0.04 * g.chart_width / g.day
        self._changed()

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Zoom around a place of the chart, by default around its middle."""
        g = self.geometry_
        g.zoom(factor, g.names + g.chart_width / 2 if x is None else max(x, g.names))
        self._changed()

    def scroll_days(self, pixels: float) -> None:
        """Move the days in view."""
        g = self.geometry_
        g.left += pixels / g.day
        g.left = min(max(g.left, g.plan.first - _MARGIN), max(g.plan.last + _MARGIN - g.chart_width / g.day,
                     g.plan.first - _MARGIN))  # fmt: skip
        self._changed()

    def cancel_drag(self) -> bool:
        """Give up a pull; False if there is none."""
        had, self.drag = self.drag is not None and self.drag.moving, None
        self.viewport().unsetCursor()
        self.viewport().update()
        return had

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        g = self.geometry_
        painter.fillRect(self.viewport().rect(), theme.colour(theme.current().base))
        painter.setClipRect(0, g.header, g.width, g.height - g.header)
        painter.save()
        painter.setClipRect(g.names, g.header, g.chart_width, g.height - g.header)
        paint_grid(painter, g)
        painter.restore()
        paint_lanes(painter, g, self.current.lane if self.current else -1)
        painter.setClipRect(g.names + 1, g.header, g.chart_width, g.height - g.header)
        paint_bars(painter, g, self.today)
        paint_elsewhere(painter, g)
        paint_lines(painter, g, self.today)
        paint_points(painter, g)
        if self.current is not None:
            paint_current(painter, g, self.current, focused=self.hasFocus())
        if self.drag is not None and self.drag.moving:
            paint_drag(painter, g, self.drag)
        painter.setClipping(False)
        paint_header(painter, g, self.today)
        paint_frame(painter, g, focused=self.hasFocus())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more or less of the same."""
        self._update_range()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the lanes; with Shift (or sideways) the days; with Ctrl zoom around the pointer."""
        turned = event.angleDelta()
        held = event.modifiers()
        if held & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_ZOOM_STEP ** ((turned.y() or turned.x()) / _NOTCH), event.position().x())
        elif held & Qt.KeyboardModifier.ShiftModifier or abs(turned.x()) > abs(turned.y()):
            self.scroll_days(-(turned.x() or turned.y()) / _NOTCH * theme.size(96))
        else:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - round(turned.y() / _NOTCH * theme.size(theme.LANE)))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the chart from the window's commands while it has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._keys.wants(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See `keys.Keys`."""
        if not self._keys.press(event):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what is under the pointer; a bar can then be pulled, an empty place takes the whole chart along."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        hit = hit_at(self.geometry_, event.position().x(), event.position().y())
        if hit is None:
            self.pan = Pan(event.position())
            return
        if hit.item is not self.current:
            self.choose(hit.item, tell=True)
        if isinstance(hit.item, Bar):
            self.drag = Drag(hit.item, Part(hit.part), event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull a bar, or show by the pointer what could be pulled."""
        x, y = event.position().x(), event.position().y()
        if self.pan is not None:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            gone = self.pan.follow(event.position())
            self.scroll_days(-gone.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - round(gone.y()))
            return
        if self.drag is None:
            self._point_at(x, y)
            return
        self.drag.follow(x, self.geometry_.day)
        reason = why_not(self.drag.bar, self.drag.part) if self.drag.moving else ""
        if reason:
            self.drag = None
            self.said.emit(reason)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a pull with its one write."""
        drag, self.drag, self.pan = self.drag, None, None
        self.viewport().unsetCursor()
        if drag is not None and drag.moving and drag.days:
            self.moved.emit(drag.bar, drag.part.value, drag.days)
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is under the pointer."""
        hit = hit_at(self.geometry_, event.position().x(), event.position().y())
        if hit is not None:
            self.drag = None
            self.opened.emit(hit.item.table, hit.item.id)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show all dates of what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.tip_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def tip_at(self, place: QPointF) -> str:
        """Return the tooltip of a place: of a bar or point, or the whole name of a lane."""
        g = self.geometry_
        hit = hit_at(g, place.x(), place.y())
        if hit is not None:
            return self.details(hit.item)
        lane = g.lane_at(place.y())
        if lane is not None and place.x() < g.names:
            return "\n".join(filter(None, (g.plan.lanes[lane].title, g.plan.lanes[lane].second)))
        return ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        self.viewport().update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop showing it."""
        self.viewport().update()
        super().focusOutEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint anew: header and names stay where they are."""
        self.viewport().update()

    def _on_scrolled(self, value: int) -> None:
        self.geometry_.top = value

    def _point_at(self, x: float, y: float) -> None:
        hit = hit_at(self.geometry_, x, y)
        ends = hit is not None and isinstance(hit.item, Bar) and hit.part != "whole"
        if ends and hit is not None and isinstance(hit.item, Bar) and not why_not(hit.item, Part(hit.part)):
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
        else:
            self.viewport().unsetCursor()

    def _changed(self) -> None:
        self._update_range()
        self.zoomed.emit()
        self.viewport().update()

    def _update_range(self) -> None:
        g, bar = self.geometry_, self.verticalScrollBar()
        g.width, g.height = self.viewport().width(), self.viewport().height()
        bar.setRange(0, max(0, g.total_height - (g.height - g.header)))
        bar.setPageStep(max(1, g.height - g.header))
        bar.setSingleStep(theme.size(theme.LANE))
        g.top = bar.value()

    def _describe(self) -> None:
        """Tell screen readers what is selected; Qt tells them that it changed."""
        item, name = self.current, _("Timeline")
        self.setAccessibleName(f"{name}: {item.ref} {item.title}" if item else name)
        self.setAccessibleDescription(self.details(item) if item else _("Nothing is selected"))
