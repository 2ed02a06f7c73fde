"""Bars: baseline as a ghost below, forecast light, what is done dark, late ends dashed; what a lane has elsewhere."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import _
from dicas_desktop.planning.lanes import Bar, Clash, Row, done_until
from dicas_desktop.planning.packing import runs, shown
from dicas_desktop.planning.spans import shape_of
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.geometry import BAR_TOP, GHOST_HEIGHT, GHOST_TOP, NEXT_ROW, Geometry
from dicas_desktop.ui.timeline.loading import slip_words
from dicas_desktop.ui.timeline.strokes import paint_body, paint_tail

MOST_DETAILED = 200  # bars on screen up to which each is drawn with everything
_THINNEST = 4  # px at 100 %: shorter bars are drawn together with their neighbours
_RADIUS, _GAP = 3, 8  # px at 100 %
_SMALL = 11.5
_INTERSECT = Qt.ClipOperation.IntersectClip


def paint_bars(painter: QPainter, g: Geometry, today: int) -> None:
    """Draw the bars in view; where there are too many to be told apart, plainly and gathered."""
    rows = [row for number in g.lanes_in_view() for row in _rows_in_view(g, number)]
    view = [(row, shown(row.starts, row.ends, g.left - 1, g.right)) for row in rows]
    if sum(end - begin for _row, (begin, end) in view) > MOST_DETAILED:
        _paint_plainly(painter, g, view, today)
        return
    painter.setFont(theme.font(_SMALL))
    for row, (begin, end) in view:
        for place in range(begin, end):
            before = g.x(row.ends[place - 1] + 1) if place else float(g.names)
            after = g.x(row.starts[place + 1]) if place + 1 < len(row.bars) else float(g.width)
            _paint_bar(painter, g, row.bars[place], today, (before, after))
            _paint_link(painter, g, row.bars[place])


def clash_words(clash: Clash, today: int) -> str:
    """Return what stands in a bar that finds its dock taken."""
    until = show_date(date.fromordinal(clash.until).isoformat(), today=date.fromordinal(today))
    return _("{sign} {dock} taken until {day}").format(sign="▲", dock=clash.dock, day=until)


def _paint_bar(painter: QPainter, g: Geometry, bar: Bar, today: int, room: tuple[float, float]) -> None:
    """Draw one bar with everything; `room` is where the bars before and after it end and begin."""
    tokens, box = theme.current(), g.box(bar)
    if bar.baseline is not None:
        _paint_ghost(painter, g, bar)
    if bar.clash is not None:
        _paint_clash(painter, g, bar, today)
        return
    done = min(max(g.x(done_until(bar, today)), box.left()), box.right())
    dark = QRectF(box.left(), box.top(), done - box.left(), box.height())
    light = QRectF(done, box.top(), box.right() - done, box.height())
    for part, colour in ((light, tokens.bar), (dark, tokens.accent)):
        if part.width() > 0:
            painter.save()
            painter.setClipRect(part, _INTERSECT)
            paint_body(painter, g, bar.shape, box, colour, theme.size(_RADIUS))
            painter.restore()
    if bar.shape.open_start:
        paint_tail(painter, box, tokens.accent if bar.completed or bar.under_way else tokens.bar, -1, room[0])
    if bar.shape.open_end:
        paint_tail(painter, box, tokens.accent if bar.state == "completed" else tokens.bar, 1, room[1])
    words = slip_words(bar, today)
    if words:
        _paint_slip(painter, g, bar, words, room[1])


def _paint_ghost(painter: QPainter, g: Geometry, bar: Bar) -> None:
    if bar.baseline is None:
        return
    shape = shape_of(bar.baseline)
    left = g.x(shape.first)
    box = QRectF(left, _ghost_top(g, bar), max(g.x(shape.last + 1) - left, 1.0), theme.size(GHOST_HEIGHT))
    paint_body(painter, g, shape, box, theme.current().baseline, theme.size(2))


def _paint_slip(painter: QPainter, g: Geometry, bar: Bar, words: str, border: float) -> None:
    tokens = theme.current()
    late = g.box(bar, (bar.baseline.end or 0) + 1 if bar.baseline else bar.last, bar.reach)
    right = late.right()
    late.setLeft(max(late.left(), g.names - 8.0))  # dashes are dear, draw no further than can be seen
    late.setRight(min(right, g.width + 8.0))
    pen = QPen(theme.colour(tokens.late), theme.size(1) * 1.2)
    pen.setDashPattern([2.5, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(late.adjusted(0.5, 0.5, -0.5, -0.5))
    metrics = QFontMetricsF(painter.font())
    left = right + theme.size(_GAP)
    width = metrics.horizontalAdvance(words)
    if left + width + theme.size(4) <= border:
        painter.setPen(theme.colour(tokens.late))
        painter.drawText(QRectF(left, late.top(), width + 2, late.height()), Qt.AlignmentFlag.AlignVCenter, words)


def _paint_clash(painter: QPainter, g: Geometry, bar: Bar, today: int) -> None:
    tokens, pad, box = theme.current(), theme.size(_GAP), g.box(bar)
    paint_body(painter, g, bar.shape, box, tokens.late_soft, theme.size(_RADIUS))
    painter.setPen(QPen(theme.colour(tokens.late), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.size(_RADIUS), theme.size(_RADIUS))
    if bar.clash is None:
        return
    painter.setFont(theme.font(theme.SMALLEST_TEXT))  # its letters stay inside the bar
    inside = QRectF(max(box.left(), g.names) + pad, box.top(), 0, box.height())
    inside.setRight(min(box.right(), g.width) - pad / 2)
    sign = QFontMetricsF(painter.font())
    words = sign.elidedText(clash_words(bar.clash, today), Qt.TextElideMode.ElideRight, max(inside.width(), 0))
    if inside.width() > sign.horizontalAdvance("▲"):
        painter.setPen(theme.colour(tokens.late))
        taller = inside.adjusted(0, -pad / 2, 0, pad / 2)  # letters reach below a bar that is no higher than they are
        painter.drawText(taller, Qt.AlignmentFlag.AlignVCenter, words)
    painter.setFont(theme.font(_SMALL))


def _paint_link(painter: QPainter, g: Geometry, bar: Bar) -> None:
    """Draw a line from the repair that holds a dock to the one in another lane that waits for it."""
    if bar.clash is None or bar.clash.other.lane == bar.lane:
        return
    held, waiting = g.box(bar.clash.other), g.box(bar)
    right = held.right() + theme.size(_GAP)
    if right >= waiting.right() or held.top() > waiting.top():
        return
    painter.setPen(QPen(theme.colour(theme.current().late), 1))
    corner = QPointF(max(right, waiting.left() + theme.size(_GAP)), held.center().y())
    painter.drawLine(QLineF(QPointF(held.right(), corner.y()), corner))
    painter.drawLine(QLineF(corner, QPointF(corner.x(), waiting.top())))


def _paint_plainly(painter: QPainter, g: Geometry, view: list[tuple[Row, tuple[int, int]]], today: int) -> None:
    tokens = theme.current()
    least = theme.size(_THINNEST) / g.day
    batches: dict[str, list[QRectF]] = {tokens.bar: [], tokens.accent: [], tokens.late: []}
    late, accent, light = batches[tokens.late], batches[tokens.accent], batches[tokens.bar]
    zero, day = g.names - g.left * g.day, g.day
    for row, window in view:
        if window[0] == window[1]:
            continue
        box = g.box(row.bars[window[0]])
        top, height = box.top(), box.height()
        for begin, end in runs(row.starts, row.ends, window, least):
            bar = row.bars[begin]
            left = zero + row.starts[begin] * day
            right = max(zero + (row.ends[end - 1] + 1) * day, left + 1)
            target = (
                late
                if row.clashes_in(begin, end)
                else accent
                if bar.last < today and done_until(bar, today) > bar.last
                else light
            )
            target.append(QRectF(left, top, right - left, height))
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, boxes in batches.items():
        painter.setBrush(theme.colour(colour))
        painter.drawRects(boxes)


def _rows_in_view(g: Geometry, number: int) -> Sequence[Row]:
    """Return the rows of a lane that are on screen."""
    top, step = g.lane_top(number), theme.size(NEXT_ROW)
    first = max(0, (g.header - top) // step - 1)
    return g.plan.lanes[number].rows[first : max(0, g.height - top) // step + 1]


def _ghost_top(g: Geometry, bar: Bar) -> float:
    """Return where the baseline below a bar is drawn; in lower rows it lies close to its bar."""
    return g.box(bar).top() + theme.size(GHOST_TOP - BAR_TOP)
