"""What lies under a point of the chart, and the box around it."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from dicas_desktop.planning.lanes import Bar, Item, Lane
from dicas_desktop.planning.packing import shown
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.geometry import BAR_TOP, DIAMOND, NEXT_ROW, Geometry
from dicas_desktop.ui.timeline.strokes import TAIL

_GRIP = 5  # px at 100 %: reach of an end to be pulled


@dataclass(frozen=True, slots=True)
class Hit:
    """A bar or point under the pointer and the part of it: "start", "end" or "whole"."""

    item: Item
    part: str


def item_box(g: Geometry, item: Item) -> QRectF:
    """Return the box around a bar or a diamond."""
    if isinstance(item, Bar):
        return g.box(item)
    x, y = g.centre(item)
    half = theme.size(DIAMOND)
    return QRectF(x - half, y - half, 2 * half, 2 * half)


def hit(g: Geometry, x: float, y: float) -> Hit | None:
    """Return what lies under a point of the chart."""
    number = g.lane_at(y)
    if number is None or x < g.names:
        return None
    lane = g.plan.lanes[number]
    return _hit_point(g, lane, x, y) if lane.points else _hit_bar(g, lane, number, x, y)


def _hit_point(g: Geometry, lane: Lane, x: float, y: float) -> Hit | None:
    reach = theme.size(DIAMOND)
    days = [g.day_at(x - reach), g.day_at(x + reach)]
    begin = bisect_left(lane.points, days[0] - 1, key=lambda point: point.day)
    end = bisect_right(lane.points, days[1], key=lambda point: point.day)
    near = [(abs(g.centre(p)[0] - x) + abs(g.centre(p)[1] - y), -n) for n, p in
            enumerate(lane.points[begin:end])]  # fmt: skip
    best = min(near, default=(reach * 2.0, 0))
    return Hit(lane.points[begin - best[1]], "whole") if best[0] <= reach * 1.5 else None


def _hit_bar(g: Geometry, lane: Lane, number: int, x: float, y: float) -> Hit | None:
    inside = y - g.lane_top(number) - theme.size(BAR_TOP)
    row = int(inside // theme.size(NEXT_ROW))
    if not 0 <= row < len(lane.rows) or inside < 0:
        return None
    grip = theme.size(_GRIP)
    held, reach = lane.rows[row], theme.size(TAIL)
    begin, end = shown(held.starts, held.ends, g.day_at(x - reach) - 1, g.day_at(x + reach))
    best, found = 0.0, None
    for bar in held.bars[begin:end]:
        box = g.box(bar)
        beside = max(box.left() - x, x - box.right(), 0.0)
        is_open = bar.shape.open_start if x < box.left() else bar.shape.open_end
        if beside <= (reach if is_open else grip) and (found is None or beside < best):
            best, found = beside, Hit(bar, _part(box, x, grip))
    return found


def _part(box: QRectF, x: float, grip: int) -> str:
    """Ends can be pulled where a bar is wide enough to leave a middle to take hold of."""
    if box.width() > 4 * grip:
        if x <= box.left() + grip:
            return "start"
        if x >= box.right() - grip:
            return "end"
    return "whole"
