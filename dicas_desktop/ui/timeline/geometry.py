"""Where days and lanes fall on the chart. No painting."""

from bisect import bisect_left, bisect_right
from itertools import accumulate

from PySide6.QtCore import QRectF

from dicas_desktop.planning.lanes import Bar, Plan, Point
from dicas_desktop.planning.ticks import units
from dicas_desktop.ui import theme

# lengths in px at 100 %
NAMES, SCALE_ROW, NEXT_ROW, HEADING = 200, 24, 28, 24
BAR_TOP, BAR_HEIGHT, GHOST_TOP, GHOST_HEIGHT = 6, 15, 24, 5
DIAMOND = 8  # half a diagonal
NARROWEST, WIDEST = 0.01, 80.0  # px a day


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
        one, more, heading = theme.size(theme.LANE), theme.size(NEXT_ROW), theme.size(HEADING)
        heights = (heading if lane.heading else one + more * (lane.height - 1) for lane in plan.lanes)
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

    def centre(self, point: Point) -> tuple[float, float]:
        """Return the middle of a point's diamond."""
        return self.x(point.day + 0.5), self.lane_top(point.lane) + self.lane_height(point.lane) / 2
