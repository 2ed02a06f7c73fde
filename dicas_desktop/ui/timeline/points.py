"""Meetings, deadlines and action items as diamonds: filled once they have happened, with words where there is room."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from dicas_desktop.domain.texts import _
from dicas_desktop.planning.lanes import Lane, Point
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.geometry import DIAMOND, Geometry
from dicas_desktop.ui.timeline.strokes import paint_words

_SMALL = 11.5
_GAP, _LEAST_ROOM = 6, 36  # px at 100 %
_NAMED_TOGETHER = 3  # points close to each other that are all named


@dataclass(frozen=True, slots=True)
class Group:
    """Points whose diamonds touch, and the words to the right of them."""

    points: Sequence[Point]
    words: str
    left: float
    room: float


def paint_points(painter: QPainter, g: Geometry) -> None:
    """Draw the points in view; words never run into the next diamond."""
    tokens = theme.current()
    small = theme.font(_SMALL)
    metrics = QFontMetricsF(small)
    painter.setFont(small)
    for number in g.lanes_in_view():
        lane = g.plan.lanes[number]
        for group in groups(g, lane):
            for point in _apart(g, group.points):
                _paint_soft(painter, g, point)
                _paint_point(painter, g, point)
            if group.room >= theme.size(_LEAST_ROOM):
                y = g.lane_top(number)
                box = QRectF(group.left, y, group.room, g.lane_height(number))
                words = metrics.elidedText(group.words, Qt.TextElideMode.ElideRight, group.room)
                painter.setPen(theme.colour(tokens.mute))
                paint_words(painter, box, words)


def groups(g: Geometry, lane: Lane) -> Iterator[Group]:
    """Yield the groups of a lane in view, with the room that each has up to the next."""
    reach = theme.size(DIAMOND)
    points = lane.points
    begin = bisect_left(points, g.left - 2 * reach / g.day, key=lambda point: point.day)
    end = bisect_right(points, g.right + 2 * reach / g.day, key=lambda point: point.day)
    step = (2 * reach + theme.size(2)) / g.day
    while begin < end:
        last = begin
        while last + 1 < end and points[last + 1].day - points[last].day <= step:
            last = max(last + 1, bisect_right(points, points[last].day, last, end, key=lambda p: p.day) - 1)
        following = g.x(points[last + 1].day + 0.5) - reach if last + 1 < len(points) else float(g.width)
        left = max(g.x(points[last].day + 0.5) + reach, g.names) + theme.size(_GAP)
        group = points[begin : last + 1]
        in_view = g.x(points[last].day + 0.5) + reach > g.names  # words without their diamond would mislead
        room = min(following, float(g.width)) - left - theme.size(_GAP) if in_view else 0.0
        yield Group(group, words_of(group), left, room)
        begin = last + 1


def words_of(points: Sequence[Point]) -> str:
    """Return the titles of a few points, or how many there are."""
    titles = list(dict.fromkeys(point.title for point in points))
    if len(titles) <= _NAMED_TOGETHER:
        return ", ".join(titles)
    rest = len(titles) - 1
    return _("{first} and {n} more").format(first=titles[0], n=rest)


def paint_diamond(painter: QPainter, x: float, y: float, half: float) -> None:
    """Draw a diamond with pen and brush of the painter."""
    corners = [QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]
    painter.drawPolygon(QPolygonF(corners))


def _apart(g: Geometry, points: Sequence[Point]) -> Iterator[Point]:
    """Leave out diamonds that would lie on the one before; a selected one is drawn over them anyway."""
    last = float("-inf")
    for point in points:
        x = g.x(point.day)
        if x - last >= 2:
            yield point
            last = x


def _paint_point(painter: QPainter, g: Geometry, point: Point) -> None:
    tokens = theme.current()
    colour = theme.colour(tokens.late if point.late else tokens.accent)
    pen = QPen(colour, theme.size(1) * 1.5)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(colour if point.filled else theme.colour(tokens.base))
    x, y = g.centre(point)
    paint_diamond(painter, x, y, theme.size(DIAMOND) - 1)


def _paint_soft(painter: QPainter, g: Geometry, point: Point) -> None:
    """Draw the days on which a point may fall, or its further days, as a faint strip below diamond and words."""
    first, last = point.soft or (point.day, point.last)
    left, right = g.x(first), g.x(last + 1)
    if last == first or right - left < theme.size(4):
        return
    tint = QColor(theme.colour(theme.current().accent))
    tint.setAlphaF(0.3)
    height, below = theme.size(3), g.centre(point)[1] + theme.size(DIAMOND + 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawRoundedRect(QRectF(left, below, right - left, height), height / 2, height / 2)
