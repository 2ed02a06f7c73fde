"""What each key does on the timeline."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from dicas_desktop.planning.lanes import Bar, Item, Plan
from dicas_desktop.ui.timeline import walking
from dicas_desktop.ui.timeline.editing import Part, why_not

if TYPE_CHECKING:
    from dicas_desktop.ui.timeline.chart import Chart

_ZOOM = 1.25
_Key, _Held = Qt.Key, Qt.KeyboardModifier
_RELEVANT = _Held.ControlModifier | _Held.ShiftModifier | _Held.AltModifier


class Keys:
    """The keys of a chart. Arrows walk, with Ctrl they scroll the days, with Alt they move the selected bar by a day.

    Alt and Shift with arrows move its end.
    """

    def __init__(self, chart: "Chart") -> None:
        """Serve this chart."""
        self._chart = chart
        none, ctrl = _Held.NoModifier, _Held.ControlModifier
        self._actions: dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], object]] = {
            (none, _Key.Key_Left): lambda: self._walk(walking.beside, -1),
            (none, _Key.Key_Right): lambda: self._walk(walking.beside, 1),
            (none, _Key.Key_Up): lambda: self._walk(walking.across, -1),
            (none, _Key.Key_Down): lambda: self._walk(walking.across, 1),
            (ctrl, _Key.Key_Plus): lambda: chart.zoom(_ZOOM),
            (ctrl, _Key.Key_Equal): lambda: chart.zoom(_ZOOM),
            (ctrl, _Key.Key_Minus): lambda: chart.zoom(1 / _ZOOM),
            (ctrl, _Key.Key_Left): lambda: self._days(-1),
            (ctrl, _Key.Key_Right): lambda: self._days(1),
            (none, _Key.Key_Home): lambda: self._end(0),
            (none, _Key.Key_End): lambda: self._end(-1),
            (none, _Key.Key_T): chart.show_today,
            (none, _Key.Key_Return): self._open,
            (none, _Key.Key_Enter): self._open,
            (none, _Key.Key_PageUp): lambda: self._page(-1),
            (none, _Key.Key_PageDown): lambda: self._page(1),
            (_Held.AltModifier, _Key.Key_Left): lambda: self._move(Part.WHOLE, -1),
            (_Held.AltModifier, _Key.Key_Right): lambda: self._move(Part.WHOLE, 1),
            (_Held.AltModifier | _Held.ShiftModifier, _Key.Key_Left): lambda: self._move(Part.END, -1),
            (_Held.AltModifier | _Held.ShiftModifier, _Key.Key_Right): lambda: self._move(Part.END, 1),
        }

    def wants(self, event: QKeyEvent) -> bool:
        """Whether this key is one of the chart's."""
        return self._action(event) is not None or (event.key() == _Key.Key_Escape and self._chart.drag is not None)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; False if it is none of the chart's."""
        if event.key() == _Key.Key_Escape:
            return self._chart.cancel_drag()
        action = self._action(event)
        if action is None:
            return False
        action()
        return True

    def _action(self, event: QKeyEvent) -> Callable[[], object] | None:
        held = event.modifiers() & _RELEVANT
        if event.key() in (_Key.Key_Plus, _Key.Key_Equal):
            held &= ~_Held.ShiftModifier  # plus needs Shift on many keyboards
        return self._actions.get((held, _Key(event.key())))

    def _walk(self, way: Callable[[Plan, Item, int], Item], step: int) -> None:
        chart, plan = self._chart, self._chart.geometry_.plan
        if chart.current is None:
            chart.choose(walking.nearest(plan, chart.today), tell=True)
            return
        following = way(plan, chart.current, step)
        if following is not chart.current:
            chart.choose(following, tell=True)

    def _end(self, place: int) -> None:
        chart, plan = self._chart, self._chart.geometry_.plan
        item = chart.current or walking.nearest(plan, chart.today)
        if item is not None:
            chart.choose(plan.lanes[item.lane].items[place], tell=True)

    def _days(self, way: int) -> None:
        self._chart.scroll_days(way * self._chart.geometry_.chart_width / 4)

    def _page(self, step: int) -> None:
        bar = self._chart.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep())

    def _open(self) -> None:
        current = self._chart.current
        if current is not None:
            self._chart.opened.emit(current.table, current.id)

    def _move(self, part: Part, days: int) -> None:
        chart, bar = self._chart, self._chart.current
        if not isinstance(bar, Bar):
            return
        reason = why_not(bar, part)
        if reason:
            chart.said.emit(reason)
        else:
            chart.moved.emit(bar, part.value, days)
