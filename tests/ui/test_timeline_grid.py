"""The scale, the grid, the names and the lines of the timeline, looked at pixel by pixel and box by box."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.planning.lanes import Bar, EventLine, Lane, lane_of_bars, plan_of, settle
from dicas_desktop.planning.spans import Span
from dicas_desktop.planning.ticks import units
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.chart import Chart
from dicas_desktop.ui.timeline.geometry import BAR_TOP, GHOST_HEIGHT, GHOST_TOP, NEXT_ROW, Geometry
from dicas_desktop.ui.timeline.grid import labels, pills

TODAY = date(2024, 7, 15).toordinal()
TWO_PLUS_TWO = date(2024, 7, 28).toordinal()
SATURDAY = date(2024, 7, 20).toordinal()
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
widths = st.floats(0.012, 79)


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp)
    yield
    theme.apply(qapp)


def bar(number: int, first: int, last: int) -> Bar:
    made = Bar("repair_schedules", number, f"RS-{number:04}", "Example ship", Span(first, last), None, None, None, "")
    settle(made, TODAY)
    return made


def lanes(count: int = 6) -> list[Lane]:
    return [
        lane_of_bars(str(n), f"Example ship {n}", "SRA · Example yard", [bar(n, TODAY - 9, TODAY + 9)])
        for n in range(count)
    ]


def geometry(day: float, left: float = TODAY - 40, width: int = 1244) -> Geometry:
    made = Geometry()
    made.width, made.height, made.day, made.left = width, 400, day, float(left)
    made.show(plan_of(lanes(), (EventLine(TWO_PLUS_TWO, "2+2"),), TODAY))
    return made


def chart_of(qtbot: QtBot, day: float, width: int = 1244) -> Chart:
    chart = Chart(TODAY)
    qtbot.addWidget(chart)
    chart.resize(width, 400)
    chart.show_plan(plan_of(lanes(), (EventLine(TWO_PLUS_TWO, "2+2"),), TODAY))
    with qtbot.waitExposed(chart):
        chart.show()
    chart.set_day_width(day)
    return chart


def picture(chart: Chart) -> QImage:
    return chart.viewport().grab().toImage()


@given(widths, st.integers(TODAY - 20_000, TODAY + 20_000), st.integers(300, 2000))
def test_no_word_of_the_scale_touches_another_a_pill_or_the_names(day: float, left: int, width: int) -> None:
    g = geometry(day, left, width)
    marks = [pill.box for pill in pills(g, TODAY)]
    for row in range(len(units(day))):
        boxes = [box for box, _words in labels(g, row, marks)]
        for one, other in combinations([*boxes, *marks], 2):
            assert not one.intersects(other)
        for box in boxes:
            assert box.left() >= g.names
            assert box.right() <= g.width


@given(widths)
def test_the_scale_always_says_a_year_or_a_month_with_its_year(day: float) -> None:
    g = geometry(day, TODAY - 1000)
    words = " ".join(text for _box, text in labels(g, 0, []))
    assert any(part.isdigit() and len(part) == 4 for part in words.split())


@given(widths, st.integers(TODAY - 3000, TODAY + 3000))
def test_the_pill_of_today_is_there_whenever_today_is_in_view(day: float, left: int) -> None:
    g = geometry(day, left)
    found = [pill for pill in pills(g, TODAY) if pill.words == "Today"]
    assert bool(found) == (g.left <= TODAY + 0.5 <= g.right)
    for pill in found:
        assert g.names <= pill.box.left()
        assert pill.box.right() <= g.width


def test_where_two_pills_would_meet_today_wins() -> None:
    assert [pill.words for pill in pills(geometry(8), TODAY)] == ["Today", "2+2"]
    assert [pill.words for pill in pills(geometry(0.5), TODAY)] == ["Today"]


def test_a_pill_stands_in_the_middle_of_its_day_on_the_lowest_row_of_the_scale() -> None:
    for day in (8.0, 46.0):
        g = geometry(day, TODAY - 10)
        box = pills(g, TODAY)[0].box
        assert box.center().x() == pytest.approx(g.x(TODAY + 0.5), abs=1)
        assert box.bottom() < g.header
        assert box.top() >= g.header - theme.size(24)


def test_weekends_are_shaded_only_where_days_can_be_told_apart(qtbot: QtBot) -> None:
    for day, shaded in ((46.0, True), (12.0, True), (8.6, False)):
        chart = chart_of(qtbot, day)
        g, image, tokens = chart.geometry_, picture(chart), theme.current()
        y = g.header + g.total_height + 20  # below the lanes, where nothing else is drawn
        colours = [image.pixelColor(int(g.x(SATURDAY + n) + day / 2), y).name() for n in (0, 1, 2)]
        assert colours == ([tokens.soft, tokens.soft] if shaded else [tokens.base, tokens.base]) + [tokens.base]


def test_a_month_has_a_line_from_the_scale_down_to_the_last_lane(qtbot: QtBot) -> None:
    chart = chart_of(qtbot, 8.6)
    g, image = chart.geometry_, picture(chart)
    x = round(g.x(date(2024, 8, 1).toordinal()))
    for y in (3, g.header + 33, g.header + g.total_height + 20):
        assert image.pixelColor(x, y).name() == theme.current().line
        assert image.pixelColor(x + 3, y).name() != theme.current().line


def test_today_is_a_full_line_and_an_event_a_dashed_one(qtbot: QtBot) -> None:
    chart = chart_of(qtbot, 8.6)
    g, image = chart.geometry_, picture(chart)
    below = range(g.header + g.total_height + 2, g.height)

    def column(day: int) -> list[int]:
        x = round(g.x(day + 0.5))
        return [min(image.pixelColor(x + n, y).lightness() for n in (-1, 0, 1)) for y in below]

    assert max(column(TODAY)) < 200, "no gap in it"
    dashes = column(TWO_PLUS_TWO)
    assert min(dashes) < 200 < max(dashes)


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_bars_and_their_baselines_stay_inside_their_lane_at_every_scale(qapp: QApplication, scale: int) -> None:
    theme.apply(qapp, scale=scale)
    g = geometry(8.0)
    for number, lane in enumerate(g.plan.lanes):
        box = g.box(lane.bars[0])
        top, bottom = g.lane_top(number), g.lane_top(number) + g.lane_height(number) - 1
        ghost = box.top() + theme.size(GHOST_TOP - BAR_TOP)
        assert top < box.top()
        assert box.bottom() < ghost
        assert ghost + theme.size(GHOST_HEIGHT) < bottom


def test_rows_of_a_lane_do_not_touch() -> None:
    g = Geometry()
    g.width, g.height, g.left = 1000, 400, float(TODAY - 10)
    lane = lane_of_bars("a", "Example ship", "", [bar(n, TODAY, TODAY + 9) for n in range(3)])
    g.show(plan_of([lane, *lanes(1)], (), TODAY))
    tops = [g.box(item).top() for item in lane.bars]
    assert tops == [tops[0], tops[0] + NEXT_ROW, tops[0] + 2 * NEXT_ROW]
    assert tops[2] + GHOST_TOP - BAR_TOP + GHOST_HEIGHT < g.lane_top(1)


@pytest.mark.parametrize("width", [400, 640, 1244])
def test_the_names_take_at_most_a_third_of_a_narrow_chart_and_nothing_of_a_bar_lies_over_them(
    qtbot: QtBot, width: int
) -> None:
    chart = chart_of(qtbot, 8.6, width)
    g = chart.geometry_
    assert g.names <= max(width / 3, 200)
    g.left = float(TODAY)  # the bars begin before the border
    image, tokens = picture(chart), theme.current()
    for number in g.lanes_in_view():
        y = int(g.box(g.plan.lanes[number].bars[0]).center().y())
        assert tokens.bar not in {image.pixelColor(x, y).name() for x in range(g.names)}


@pytest.mark.parametrize("dark", [False, True])
def test_names_are_written_in_ink_and_second_lines_in_mute(qapp: QApplication, qtbot: QtBot, dark: bool) -> None:
    theme.apply(qapp, dark=dark)
    chart = chart_of(qtbot, 8.6)
    g, image, tokens = chart.geometry_, picture(chart), theme.current()

    def strongest(top: int, bottom: int) -> int:
        ground = theme.colour(tokens.base).lightness()
        return max(abs(image.pixelColor(x, y).lightness() - ground) for y in range(top, bottom) for x in range(16, 160))

    top = g.lane_top(1)
    first, second = strongest(top + 3, top + 18), strongest(top + 21, top + 35)
    assert first > second > 60


def test_long_names_are_cut_before_the_border_and_whole_in_the_tooltip(qtbot: QtBot) -> None:
    chart = Chart(TODAY)
    qtbot.addWidget(chart)
    chart.resize(900, 200)
    title = "An example ship with a name that nobody could ever write into two hundred pixels"
    chart.show_plan(plan_of([lane_of_bars("a", title, title, [bar(1, TODAY, TODAY + 9)])], (), TODAY))
    with qtbot.waitExposed(chart):
        chart.show()
    g, image = chart.geometry_, picture(chart)
    assert QFontMetricsF(theme.font(theme.TABLE, bold=True)).horizontalAdvance(title) > g.names
    ground = theme.current().base
    edge = QRectF(g.names - 7, g.lane_top(0) + 2, 6, 30).toRect()
    assert {image.pixelColor(x, y).name() for x in range(edge.left(), edge.right()) for y in
            range(edge.top(), edge.bottom())} == {ground}  # fmt: skip
    assert chart.tip_at(QRectF(20, g.lane_top(0) + 5, 1, 1).topLeft()).splitlines() == [title, title]
