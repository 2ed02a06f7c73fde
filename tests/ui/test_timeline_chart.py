from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.planning.lanes import Bar, EventLine, Kind, Lane, Plan, Point, lane_of_bars, lane_of_points, plan_of
from dicas_desktop.planning.lanes import settle as settled
from dicas_desktop.planning.spans import Span
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline import bars, walking
from dicas_desktop.ui.timeline.chart import Chart
from dicas_desktop.ui.timeline.dragging import Drag
from dicas_desktop.ui.timeline.editing import Part
from dicas_desktop.ui.timeline.geometry import Geometry
from dicas_desktop.ui.timeline.hits import hit, item_box
from dicas_desktop.ui.timeline.points import groups, words_of
from dicas_desktop.ui.timeline.strokes import TAIL

TODAY = 739_000
# The platform without a display says so for each window that has a least size; it means nothing.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp)
    yield
    theme.apply(qapp)


def bar(number: int, plan: Span, actual: Span | None = None, state: str = "planned") -> Bar:
    made = Bar("repair_schedules", number, f"RS-{number:04}", f"Ship {number}", plan, None, actual, None, state)
    settled(made, TODAY)
    return made


def point(number: int, day: int, title: str = "") -> Point:
    words = title or f"Meeting {number}"
    return Point("meetings", number, f"M-{number:04}", words, day, day, Kind.MEETING, filled=True)


def chart_of(qtbot: QtBot, *lanes: Lane, events: tuple[EventLine, ...] = (), day: float = 8.0) -> Chart:
    chart = Chart(TODAY)
    qtbot.addWidget(chart)
    chart.resize(1000, 300)
    chart.show_plan(plan_of(lanes, events, TODAY))
    with qtbot.waitExposed(chart):
        chart.show()
    chart.set_day_width(day)
    return chart


def picture(chart: Chart) -> QImage:
    return chart.viewport().grab().toImage()


def geometry_of(*lanes: Lane, day: float = 8.0) -> Geometry:
    geometry = Geometry()
    geometry.width, geometry.height, geometry.day, geometry.left = 1000, 300, day, float(TODAY - 30)
    geometry.show(plan_of(lanes, (), TODAY))
    return geometry


@pytest.mark.parametrize("day", [3.0, 8.0, 12.0])
def test_a_bar_is_hit_where_it_is_drawn_and_its_ends_where_they_can_be_pulled(day: float) -> None:
    one, other = bar(1, Span(TODAY, TODAY + 20)), bar(2, Span(TODAY + 5, TODAY + 30))
    geometry = geometry_of(lane_of_bars("a", "Ship", "", [one, other]), day=day)
    for item in (one, other):
        box = item_box(geometry, item)
        right = min(box.right(), 999)
        found = [hit(geometry, x, box.center().y()) for x in (box.left() + 1, (box.left() + right) / 2)]
        assert [(at.item, at.part) for at in found if at] == [(item, "start"), (item, "whole")]
        if box.right() < 990:
            end = hit(geometry, box.right() - 1, box.center().y())
            assert end is not None
            assert end.part == "end"
    assert hit(geometry, 500, 290) is None
    assert hit(geometry, 50, 40) is None


def test_overlapping_bars_of_a_lane_lie_below_each_other() -> None:
    one, other = bar(1, Span(TODAY, TODAY + 20)), bar(2, Span(TODAY + 5, TODAY + 30))
    geometry = geometry_of(lane_of_bars("a", "Ship", "", [one, other]))
    assert not geometry.box(one).intersects(geometry.box(other))
    assert geometry.lane_height(0) >= geometry.box(other).bottom() - geometry.lane_top(0)


def test_a_narrow_bar_can_be_moved_but_not_resized() -> None:
    short = bar(1, Span(TODAY, TODAY))
    geometry = geometry_of(lane_of_bars("a", "Ship", "", [short]))
    found = hit(geometry, geometry.box(short).center().x(), geometry.box(short).center().y())
    assert found is not None
    assert found.part == "whole"


def test_the_nearest_of_two_diamonds_is_hit() -> None:
    points = [point(1, TODAY), point(2, TODAY + 1)]
    geometry = geometry_of(lane_of_points("m", "Meetings", points))
    for one in points:
        found = hit(geometry, geometry.x(one.day + 0.5), geometry.centre(one)[1])
        assert found is not None
        assert found.item is one
    assert hit(geometry, geometry.x(TODAY + 20), 40) is None


@given(st.lists(st.integers(0, 80), min_size=1, max_size=40), st.floats(0.5, 40))
def test_every_point_in_view_belongs_to_exactly_one_group(days: list[int], width: float) -> None:
    lane = lane_of_points("m", "Meetings", [point(n, TODAY - 20 + day) for n, day in enumerate(days)])
    geometry = geometry_of(lane, day=width)
    grouped = [one.id for group in groups(geometry, lane) for one in group.points]
    assert len(grouped) == len(set(grouped))
    in_view = {one.id for one in lane.points if geometry.left <= one.day <= geometry.right}
    assert in_view <= set(grouped)


def test_words_of_a_group_name_up_to_three_and_count_the_rest() -> None:
    assert words_of([point(1, 1, "A"), point(2, 1, "B"), point(3, 1, "A")]) == "A, B"
    assert words_of([point(n, 1) for n in range(1, 6)]) == "Meeting 1 and 4 more"


@given(st.floats(0.02, 60), st.floats(0.1, 10), st.floats(200, 1000))
def test_zooming_keeps_the_day_under_the_pointer(width: float, factor: float, x: float) -> None:
    geometry = geometry_of(day=width)
    before = geometry.day_at(x)
    geometry.zoom(factor, x)
    assert geometry.day_at(x) == pytest.approx(before, abs=0.01)
    assert 0.01 <= geometry.day <= 80


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 30)), min_size=1, max_size=30))
def test_walking_right_visits_every_bar_of_a_lane_once(pairs: list[tuple[int, int]]) -> None:
    made = [bar(n, Span(TODAY + first, TODAY + first + length)) for n, (first, length) in enumerate(pairs)]
    plan = plan_of([lane_of_bars("a", "Ship", "", made)], (), TODAY)
    current = plan.lanes[0].items[0]
    visited = [current.id]
    while (following := walking.beside(plan, current, 1)) is not current:
        current = following
        visited.append(current.id)
    assert sorted(visited) == list(range(len(pairs)))
    assert walking.beside(plan, plan.lanes[0].items[0], -1) is plan.lanes[0].items[0]


def test_walking_down_skips_empty_lanes_and_takes_the_nearest_in_time() -> None:
    lanes = [
        lane_of_points("m", "Meetings", [point(1, TODAY)]),
        lane_of_bars("e", "Without dates", "", []),
        lane_of_bars("a", "Ship", "", [bar(1, Span(TODAY - 90, TODAY - 80)), bar(2, Span(TODAY + 3, TODAY + 9))]),
    ]
    plan = plan_of(lanes, (), TODAY)
    start = walking.nearest(plan, TODAY)
    assert start is not None
    assert walking.across(plan, start, 1).id == 2
    assert walking.across(plan, start, -1) is start
    assert walking.nearest(Plan(), TODAY) is None


@given(st.integers(-200, 200), st.sampled_from(Part))
def test_a_pull_snaps_to_whole_days_and_never_turns_a_bar_around(pixels: int, part: Part) -> None:
    drag = Drag(bar(1, Span(TODAY, TODAY + 10)), part, 500)
    drag.follow(500 + pixels, 8)
    assert drag.first <= drag.last
    assert drag.moving == (abs(pixels) >= 4)
    if part is Part.WHOLE and drag.moving:
        assert drag.days == round(pixels / 8)


def test_a_soft_end_is_hatched_and_an_exact_one_is_full(qtbot: QtBot) -> None:
    soft = bar(1, Span(TODAY - 30, TODAY + 30, None, (TODAY, TODAY + 30)))
    exact = bar(2, Span(TODAY - 30, TODAY + 30))
    chart = chart_of(qtbot, lane_of_bars("a", "One", "", [soft]), lane_of_bars("b", "Two", "", [exact]))
    image, full = picture(chart), theme.colour(theme.current().bar)
    for item, same in ((soft, False), (exact, True)):
        box = chart.geometry_.box(item)
        y = int(box.center().y())
        end = [image.pixelColor(int(box.right()) - n, y) for n in range(4, 40)]
        assert all(colour == full for colour in end) is same
        assert theme.colour(theme.current().base) not in end, "every day on which it may fall is drawn"
        assert image.pixelColor(int(box.left()) + 20, y) == full


def row_of_pixels(chart: Chart, y: float, first: float, last: float) -> list[str]:
    image = picture(chart)
    return [image.pixelColor(x, int(y)).name() for x in range(int(first), int(last))]


def test_an_open_end_breaks_off_in_slices_and_an_exact_one_stops(qtbot: QtBot) -> None:
    still = bar(1, Span(TODAY - 10), Span(TODAY - 10), "in_progress")
    ended = bar(2, Span(TODAY - 10, TODAY))
    chart = chart_of(qtbot, lane_of_bars("a", "One", "", [still]), lane_of_bars("b", "Two", "", [ended]), day=4)
    t = theme.current()
    for item, some in ((still, True), (ended, False)):
        box = chart.geometry_.box(item)
        beyond = row_of_pixels(chart, box.center().y(), box.right() + 1, box.right() + TAIL)
        assert (t.bar in beyond) is some
        assert t.base in beyond


def test_slices_end_where_the_next_bar_of_the_row_begins(qtbot: QtBot) -> None:
    unknown, following = bar(1, Span(TODAY - 20), state="unknown"), bar(2, Span(TODAY - 18, TODAY), state="planned")
    chart = chart_of(qtbot, lane_of_bars("a", "One", "", [unknown, following]), day=8)
    g = chart.geometry_
    assert (unknown.row, following.row) == (0, 0)
    between = row_of_pixels(chart, g.box(unknown).center().y(), g.box(unknown).right() + 2, g.box(following).left() - 1)
    assert between
    assert set(between) == {theme.current().base}


def test_a_slice_of_an_open_end_is_hit_as_its_bar() -> None:
    still = bar(1, Span(TODAY - 10), state="unknown")
    geometry = geometry_of(lane_of_bars("a", "One", "", [still]))
    box = geometry.box(still)
    found = hit(geometry, box.right() + TAIL - 2, box.center().y())
    assert found is not None
    assert found.item is still
    assert hit(geometry, box.left() - TAIL + 2, box.center().y()) is None


def test_a_lane_says_where_it_has_something_while_nothing_of_it_is_in_view(qtbot: QtBot) -> None:
    past, next_year = bar(1, Span(TODAY - 4000, TODAY - 3900)), bar(2, Span(TODAY + 400, TODAY + 500))
    chart = chart_of(
        qtbot,
        lane_of_bars("a", "One", "", [past]),
        lane_of_bars("b", "Two", "", [next_year]),
        lane_of_bars("c", "Three", "", []),
    )
    g, image, base = chart.geometry_, picture(chart), theme.current().base

    def written(lane: int, first: int, last: int) -> bool:
        y = g.lane_top(lane) + g.lane_height(lane) / 2
        rows = [image.pixelColor(x, int(y) + n).name() for x in range(first, last) for n in (-3, 0, 3)]
        return len({colour for colour in rows if colour != base}) > 3

    assert [written(lane, g.names + 4, g.names + 60) for lane in range(3)] == [True, False, True]
    assert [written(lane, g.width - 60, g.width - 4) for lane in range(3)] == [False, True, False]


def test_a_heading_takes_less_room_holds_no_bar_and_is_passed_by_the_keyboard(qtbot: QtBot) -> None:
    one, two = bar(1, Span(TODAY, TODAY + 9)), bar(2, Span(TODAY, TODAY + 9))
    heading = Lane("yard/", "Example yard", heading=True)
    chart = chart_of(qtbot, lane_of_bars("a", "One", "", [one]), heading, lane_of_bars("b", "Two", "", [two]))
    g = chart.geometry_
    assert g.lane_height(1) < g.lane_height(0)
    assert hit(g, g.box(one).center().x(), g.lane_top(1) + 8) is None
    assert walking.across(g.plan, one, 1) is two
    ground = picture(chart).pixelColor(g.width - 3, g.lane_top(1) + 3).name()
    assert ground == theme.current().soft


def test_thousands_of_bars_are_gathered_but_all_of_their_days_are_painted(qtbot: QtBot) -> None:
    made = [bar(n, Span(TODAY - 4000 + n * 2, TODAY - 4000 + n * 2 + 1)) for n in range(4000)]
    chart = chart_of(qtbot, lane_of_bars("a", "One", "", made), day=0.08)
    assert len(made) > bars.MOST_DETAILED
    image, ground = picture(chart), theme.colour(theme.current().base)
    y = int(chart.geometry_.box(made[0]).center().y())
    left, right = chart.geometry_.x(made[0].first), chart.geometry_.x(made[-1].last)
    step = [image.pixelColor(x, y) for x in range(int(max(left, 202)) + 1, int(min(right, 980)), 3)]
    assert step
    assert all(colour != ground for colour in step)


def test_event_lines_run_through_all_lanes(qtbot: QtBot) -> None:
    lanes = [lane_of_bars(str(n), f"Ship {n}", "", []) for n in range(4)]
    chart = chart_of(qtbot, *lanes, events=(EventLine(TODAY + 20, "2+2"),))
    image, late = picture(chart), theme.colour(theme.current().late)
    x = round(chart.geometry_.x(TODAY + 20.5))
    column = [image.pixelColor(x, y) for y in range(chart.geometry_.header, 290)]
    assert sum(colour.red() > colour.blue() + 60 for colour in column) > len(column) / 3
    assert image.pixelColor(x, 5) != theme.colour(theme.current().soft)
    assert late.red() > late.blue()


def test_only_lanes_in_view_are_named() -> None:
    geometry = geometry_of(*(lane_of_bars(str(n), f"Ship {n}", "", []) for n in range(1000)))
    geometry.top = 38 * 500
    assert geometry.lanes_in_view() == range(500, 508)
    assert geometry.lane_at(geometry.header + 1) == 500
    assert geometry.lane_at(2) is None


def test_the_tip_of_an_empty_place_is_empty(qtbot: QtBot) -> None:
    chart = chart_of(qtbot, lane_of_bars("a", "One", "", [bar(1, Span(TODAY, TODAY + 5))]))
    assert chart.tip_at(QPointF(950, 280)) == ""
