"""Where days and lanes fall on the chart, and what lies under a point of it. No painting."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QRectF

from dicas_desktop.planning.lanes import Bar, Item, Lane, Plan, Point, Row
from dicas_desktop.planning.packing import shown
from dicas_desktop.planning.ticks import units
from dicas_desktop.ui import theme

# lengths in px at 100 %
NAMES, SCALE_ROW, NEXT_ROW = 200, 24, 28
BAR_TOP, BAR_HEIGHT, GHOST_TOP, GHOST_HEIGHT = 6, 15, 24, 5
DIAMOND, GRIP = 8, 5  # half a diagonal; reach of an end to be pulled
NARROWEST, WIDEST = 0.01, 80.0  # px a day


@dataclass(frozen=True, slots=True)
class Hit:
    """A bar or point under the pointer and the part of it: "start", "end" or "whole"."""

    item: Item
    part: str


class Geometry:
    """The window of days and lanes that the chart shows: `left` is the first day, `day` its width in px."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self.plan = Plan()
        self.left, self.top = 0.0, 0
        self.width, self.height = 0, 0
        self.day = 8.6 * theme.scale() / 100
        self._tops: list[int] = [0]

    def show(self, plan: Plan) -> None:
        """Take another plan; the window stays where it is."""
        self.plan = plan
        heights = (theme.size(theme.LANE) + theme.size(NEXT_ROW) * (lane.height - 1) for lane in plan.lanes)
        self._tops = list(accumulate(heights, initial=0))

    @property
    def names(self) -> int:
        """Width of the column with the lanes' names."""
        return min(theme.size(NAMES), self.width // 3)

    @property
    def header(self) -> int:
        """Height of the scale above the lanes."""
        return theme.size(SCALE_ROW) * len(units(self.day * 100 / theme.scale()))

    @property
    def chart_width(self) -> int:
        """Width of the part that shows days."""
        return max(1, self.width - self.names)

    @property
    def right(self) -> float:
        """The day at the right border."""
        return self.left + self.chart_width / self.day

    @property
    def total_height(self) -> int:
        """Height of all lanes together."""
        return self._tops[-1]

    def x(self, day: float) -> float:
        """Return where a day begins."""
        return self.names + (day - self.left) * self.day

    def day_at(self, x: float) -> float:
        """Return the day at this place, with its fraction."""
        return self.left + (x - self.names) / self.day

    def zoom(self, factor: float, x: float) -> None:
        """Make days wider or narrower; the day at `x` stays where it is."""
        kept = self.day_at(x)
        scale = theme.scale() / 100
        self.day = min(max(self.day * factor, NARROWEST * scale), WIDEST * scale)
        self.left = kept - (x - self.names) / self.day

    def lanes_in_view(self) -> range:
        """Return the numbers of the lanes that are on screen."""
        first = max(0, bisect_right(self._tops, self.top) - 1)
        last = bisect_left(self._tops, self.top + self.height - self.header)
        return range(first, min(last, len(self.plan.lanes)))

    def lane_top(self, number: int) -> int:
        """Return where a lane begins."""
        return self.header + self._tops[number] - self.top

    def lane_height(self, number: int) -> int:
        """Return how high a lane is."""
        return self._tops[number + 1] - self._tops[number]

    def rows_in_view(self, number: int) -> Sequence[Row]:
        """Return the rows of a lane that are on screen."""
        top, step = self.lane_top(number), theme.size(NEXT_ROW)
        first = max(0, (self.header - top) // step - 1)
        return self.plan.lanes[number].rows[first : max(0, self.height - top) // step + 1]

    def lane_at(self, y: float) -> int | None:
        """Return the number of the lane at this height, None outside of them."""
        inside = y - self.header + self.top
        if y < self.header or not 0 <= inside < self._tops[-1]:
            return None
        return bisect_right(self._tops, inside) - 1

    def box(self, bar: Bar, first: float | None = None, last: float | None = None) -> QRectF:
        """Return where a bar is drawn, or the part of it from `first` to the end of the day `last`."""
        begin = self.x(bar.first if first is None else first)
        end = self.x((bar.last if last is None else last) + 1)
        top = self.lane_top(bar.lane) + theme.size(BAR_TOP) + bar.row * theme.size(NEXT_ROW)
        return QRectF(begin, top, max(end - begin, 1.0), theme.size(BAR_HEIGHT))

    def ghost_top(self, bar: Bar) -> float:
        """Return where the baseline below a bar is drawn; in lower rows it lies close to its bar."""
        return self.box(bar).top() + theme.size(GHOST_TOP - BAR_TOP)

    def centre(self, point: Point) -> tuple[float, float]:
        """Return the middle of a point's diamond."""
        return self.x(point.day + 0.5), self.lane_top(point.lane) + self.lane_height(point.lane) / 2

    def item_box(self, item: Item) -> QRectF:
        """Return the box around a bar or a diamond."""
        if isinstance(item, Bar):
            return self.box(item)
        x, y = self.centre(item)
        half = theme.size(DIAMOND)
        return QRectF(x - half, y - half, 2 * half, 2 * half)

    def hit(self, x: float, y: float) -> Hit | None:
        """Return what lies under a point of the chart."""
        number = self.lane_at(y)
        if number is None or x < self.names:
            return None
        lane = self.plan.lanes[number]
        return self._hit_point(lane, x, y) if lane.points else self._hit_bar(lane, number, x, y)

    def _hit_point(self, lane: Lane, x: float, y: float) -> Hit | None:
        reach = theme.size(DIAMOND)
        days = [self.day_at(x - reach), self.day_at(x + reach)]
        begin = bisect_left(lane.points, days[0] - 1, key=lambda point: point.day)
        end = bisect_right(lane.points, days[1], key=lambda point: point.day)
        near = [(abs(self.centre(p)[0] - x) + abs(self.centre(p)[1] - y), -n) for n, p in
                enumerate(lane.points[begin:end])]  # fmt: skip
        best = min(near, default=(reach * 2.0, 0))
        return Hit(lane.points[begin - best[1]], "whole") if best[0] <= reach * 1.5 else None

    def _hit_bar(self, lane: Lane, number: int, x: float, y: float) -> Hit | None:
        inside = y - self.lane_top(number) - theme.size(BAR_TOP)
        row = int(inside // theme.size(NEXT_ROW))
        if not 0 <= row < len(lane.rows) or inside < 0:
            return None
        grip = theme.size(GRIP)
        held = lane.rows[row]
        begin, end = shown(held.starts, held.ends, self.day_at(x - grip) - 1, self.day_at(x + grip))
        for bar in held.bars[begin:end]:
            box = self.box(bar)
            if box.left() - grip <= x <= box.right() + grip:
                return Hit(bar, _part(box, x, grip))
        return None


def _part(box: QRectF, x: float, grip: int) -> str:
    """Ends can be pulled where a bar is wide enough to leave a middle to take hold of."""
    if box.width() > 4 * grip:
        if x <= box.left() + grip:
            return "start"
        if x >= box.right() - grip:
            return "end"
    return "whole"
