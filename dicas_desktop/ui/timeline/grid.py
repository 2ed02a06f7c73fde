"""What stands behind and around the bars: the scale, grid lines, weekends, today, event lines, the lanes' names."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from dicas_desktop.domain.texts import _
from dicas_desktop.planning.ticks import DAY, label, ticks, units, weekends
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.geometry import SCALE_ROW, Geometry

_SMALL = 11.5  # text of scale and second lines, px at 100 %
_GAP, _PILL_PAD, _PILL_HEIGHT = 8, 7, 18  # px at 100 %
_WEEKENDS_FROM = 10.0  # px a day at 100 % from which weekends are shaded
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Pill:
    """A word on the scale with a line below it."""

    box: QRectF
    words: str
    ground: str
    ink: str


def paint_grid(painter: QPainter, g: Geometry) -> None:
    """Shade weekends at close zoom and draw the lines of the scale and between the lanes."""
    tokens = theme.current()
    if g.day >= _WEEKENDS_FROM * theme.scale() / 100:
        shade = theme.colour(tokens.soft)
        for day in weekends(g.left, g.right):
            painter.fillRect(QRectF(g.x(day), g.header, 2 * g.day, g.height - g.header), shade)
    painter.setPen(QPen(theme.colour(tokens.line), 1))
    lines = []
    for unit in units(g.day * 100 / theme.scale()):
        lines += [round(g.x(day)) + 0.5 for day in ticks(g.left, g.right, unit) if day >= g.left]
    painter.drawLines([QLineF(x, g.header, x, g.height) for x in lines])


def paint_lanes(painter: QPainter, g: Geometry, chosen: int) -> None:
    """Write the names of the lanes at the left, one hair line below each; the chosen lane is tinted."""
    tokens = theme.current()
    bold, small = theme.font(theme.TABLE, bold=True), theme.font(_SMALL)
    heavy, light = QFontMetricsF(bold), QFontMetricsF(small)
    left = theme.size(theme.PAGE_PADDING)
    room = g.names - left - theme.size(_GAP)
    line, ink, mute = (theme.colour(name) for name in (tokens.line, tokens.ink, tokens.mute))
    painter.fillRect(g.names, g.header, 1, g.height - g.header, line)
    for number in g.lanes_in_view():
        lane, top = g.plan.lanes[number], g.lane_top(number)
        if lane.heading:
            _paint_heading(painter, g, number)
            continue
        if number == chosen:
            box = QRectF(0, top, g.names, g.lane_height(number) - 1)
            painter.fillRect(box, theme.colour(tokens.accent_soft))
            mute = theme.colour(tokens.mute_on_soft)
        painter.setFont(bold)
        painter.setPen(ink)
        height = theme.size(18)
        middle = top + (theme.size(2) if lane.second else (theme.size(theme.LANE) - height) // 2)
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(QRectF(left, middle, room, height), _LEFT, heavy.elidedText(lane.title, elide, room))
        if lane.second:
            painter.setFont(small)
            painter.setPen(mute)
            second = QRectF(left, top + theme.size(19), room, theme.size(16))
            painter.drawText(second, _LEFT, light.elidedText(lane.second, elide, room))
        mute = theme.colour(tokens.mute)
        painter.fillRect(0, top + g.lane_height(number) - 1, g.width, 1, line)


def _paint_heading(painter: QPainter, g: Geometry, number: int) -> None:
    """Write what the lanes below have in common, in small capitals across the whole chart."""
    tokens, left = theme.current(), theme.size(theme.PAGE_PADDING)
    box = QRectF(0, g.lane_top(number), g.width, g.lane_height(number))
    painter.fillRect(box, theme.colour(tokens.soft))
    painter.fillRect(QRectF(0, box.bottom() - 1, g.width, 1), theme.colour(tokens.line))
    painter.setFont(theme.font(theme.CAPITALS, bold=True, spacing=0.6))
    painter.setPen(theme.colour(tokens.mute))
    painter.drawText(box.adjusted(left, 0, -left, 0), _LEFT, g.plan.lanes[number].title.upper())


def paint_lines(painter: QPainter, g: Geometry, today: int) -> None:
    """Draw today and the event lines through all lanes."""
    tokens = theme.current()
    dashed = QPen(theme.colour(tokens.late), theme.size(1) * 1.5)
    dashed.setDashPattern([3, 2])
    for event in g.plan.events:
        if g.left <= event.day + 0.5 <= g.right:
            x = round(g.x(event.day + 0.5))
            painter.setPen(dashed)
            painter.drawLine(QLineF(x, g.header, x, g.height))
    if g.left <= today + 0.5 <= g.right:
        x = round(g.x(today + 0.5))
        painter.setPen(QPen(theme.colour(tokens.ink), theme.size(1) * 1.5))
        painter.drawLine(QLineF(x, g.header, x, g.height))


def paint_header(painter: QPainter, g: Geometry, today: int) -> None:
    """Draw the scale with its labels and the pills on it; none of these words ever touch."""
    tokens = theme.current()
    painter.fillRect(QRectF(0, 0, g.width, g.header), theme.colour(tokens.soft))
    painter.fillRect(0, g.header - 1, g.width, 1, theme.colour(tokens.line))
    painter.setFont(theme.font(_SMALL))
    marks = pills(g, today)
    rows = units(g.day * 100 / theme.scale())
    painter.save()
    painter.setClipRect(QRectF(g.names, 0, g.chart_width, g.header))
    for number, unit in enumerate(rows):
        top = theme.size(SCALE_ROW) * number
        painter.setPen(QPen(theme.colour(tokens.line), 1))
        for day in ticks(g.left, g.right, unit):
            painter.drawLine(QLineF(round(g.x(day)) + 0.5, top, round(g.x(day)) + 0.5, g.header))
        painter.setPen(theme.colour(tokens.mute))
        for box, words in labels(g, number, [mark.box for mark in marks]):
            painter.drawText(box, _LEFT, words)
    for mark in marks:
        _paint_pill(painter, mark)
    painter.restore()
    painter.fillRect(g.names, 0, 1, g.header, theme.colour(tokens.line))


def labels(g: Geometry, row: int, taken: list[QRectF]) -> list[tuple[QRectF, str]]:
    """Return the words of one row of the scale with their boxes: what has no room is moved on or left out."""
    rows = units(g.day * 100 / theme.scale())
    unit, metrics = rows[row], QFontMetricsF(theme.font(_SMALL))
    gap, height = theme.size(_GAP), theme.size(SCALE_ROW)
    days = ticks(g.left, g.right, unit)
    found: list[tuple[QRectF, str]] = []
    for place, day in enumerate(days):
        border = g.x(days[place + 1]) if place + 1 < len(days) else float(g.width)
        words = label(day, unit, whole=not found or len(rows) > 1)
        width = metrics.horizontalAdvance(words) + 1
        box = QRectF(max(g.x(day), g.names) + gap, height * row, width, height)
        if unit == DAY:
            box.moveLeft(g.x(day) + (g.day - width) / 2)  # in the middle of its day
        for other in sorted(taken, key=QRectF.left):
            if box.adjusted(-gap / 2, 0, gap / 2, 0).intersects(other):
                box.moveLeft(other.right() + gap / 2)
        if box.left() >= g.names and box.right() <= border - gap / 4:
            found.append((box, words))
    return found


def pills(g: Geometry, today: int) -> list[Pill]:
    """Return the pills of today and of the events in view; one that would lie on another is left out."""
    tokens = theme.current()
    metrics = QFontMetricsF(theme.font(_SMALL))
    wanted = [(today, _("Today"), tokens.ink), *((e.day, e.label, tokens.late) for e in reversed(g.plan.events))]
    found: list[Pill] = []
    for day, words, ground in wanted:
        if not g.left <= day + 0.5 <= g.right:
            continue
        width = metrics.horizontalAdvance(words) + 2 * theme.size(_PILL_PAD)
        top = g.header - theme.size(SCALE_ROW) + (theme.size(SCALE_ROW) - theme.size(_PILL_HEIGHT)) / 2
        box = QRectF(round(g.x(day + 0.5)) - width / 2, top, width, theme.size(_PILL_HEIGHT))
        box.moveLeft(min(max(box.left(), g.names + 1.0), g.width - width))
        if not any(box.adjusted(-2, 0, 2, 0).intersects(other.box) for other in found):
            found.append(Pill(box, words, ground, tokens.base))
    return found


def _paint_pill(painter: QPainter, pill: Pill) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(pill.ground))
    painter.drawRoundedRect(pill.box, pill.box.height() / 2, pill.box.height() / 2)
    painter.setPen(theme.colour(pill.ink))
    painter.drawText(pill.box, Qt.AlignmentFlag.AlignCenter, pill.words)
