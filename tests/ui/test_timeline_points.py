"""Meetings, deadlines and action items as diamonds with words."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.planning.lanes import Kind, Lane, Point, lane_of_points, plan_of
from dicas_desktop.planning.spans import Soft
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.chart import Chart
from dicas_desktop.ui.timeline.geometry import DIAMOND, Geometry
from dicas_desktop.ui.timeline.loading import ACTIONS
from dicas_desktop.ui.timeline.points import groups, words_of
from tests.make_timeline import shown

TODAY = date(2024, 7, 15).toordinal()
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp)
    yield
    theme.apply(qapp)


def point(
    number: int, day: int, *, filled: bool = True, late: bool = False, soft: Soft | None = None, last: int = 0
) -> Point:
    title = f"Example meeting {number}"
    return Point("meetings", number, f"M-{number:04}", title, day, last or day, Kind.MEETING, filled, late, soft)


def chart_of(qtbot: QtBot, *points: Point, day: float = 8.0) -> Chart:
    chart = Chart(TODAY)
    qtbot.addWidget(chart)
    chart.resize(1000, 200)
    chart.show_plan(plan_of([lane_of_points("meetings", "Meetings", points)], (), TODAY))
    with qtbot.waitExposed(chart):
        chart.show()
    chart.set_day_width(day)
    return chart


def picture(chart: Chart) -> QImage:
    return chart.viewport().grab().toImage()


def middle(chart: Chart, image: QImage, one: Point) -> str:
    x, y = chart.geometry_.centre(one)
    return image.pixelColor(int(x), int(y)).name()


def geometry(lane: Lane, day: float, left: float, width: int) -> Geometry:
    g = Geometry()
    g.width, g.height, g.day, g.left = width, 200, day, left
    g.show(plan_of([lane], (), TODAY))
    return g


@pytest.mark.parametrize("dark", [False, True])
def test_what_happened_is_filled_and_what_is_planned_hollow(qapp: QApplication, qtbot: QtBot, dark: bool) -> None:
    theme.apply(qapp, dark=dark)
    held, planned = point(1, TODAY + 4), point(2, TODAY + 40, filled=False)
    chart = chart_of(qtbot, held, planned)
    image, tokens = picture(chart), theme.current()
    assert middle(chart, image, held) == tokens.accent
    assert middle(chart, image, planned) == tokens.base
    x, y = chart.geometry_.centre(planned)
    assert tokens.base != image.pixelColor(int(x - DIAMOND + 2), int(y)).name(), "it has an outline"


def test_what_is_late_has_the_late_colour(qtbot: QtBot) -> None:
    late = point(1, TODAY - 10, late=True)
    chart = chart_of(qtbot, late)
    assert middle(chart, picture(chart), late) == theme.current().late


def tinted(chart: Chart, image: QImage, one: Point, day: float) -> bool:
    """Whether the strip below a point is drawn on a day."""
    x, y = chart.geometry_.x(day), chart.geometry_.centre(one)[1] + DIAMOND + 4
    colour = image.pixelColor(int(x), int(y))
    ground = QColor(theme.current().base)
    return abs(colour.lightness() - ground.lightness()) > 10 and colour.name() != theme.current().line


def test_a_meeting_in_an_unknown_week_of_a_month_has_a_strip_over_the_whole_month(qtbot: QtBot) -> None:
    first, last = date(2024, 8, 1).toordinal(), date(2024, 8, 31).toordinal()
    soft = point(1, (first + last) // 2, filled=False, soft=(first, last))
    exact = point(2, first - 20)
    chart = chart_of(qtbot, exact, soft)
    image = picture(chart)
    assert all(tinted(chart, image, soft, day + 0.5) for day in (first + 1, first + 9, last - 1))
    assert not tinted(chart, image, soft, first - 2)
    assert not tinted(chart, image, soft, last + 2.5)
    assert not tinted(chart, image, exact, exact.day + 0.5)


def test_a_meeting_of_several_days_has_a_strip_over_them(qtbot: QtBot) -> None:
    long = point(1, TODAY + 5, last=TODAY + 9)
    chart = chart_of(qtbot, long, day=20)
    image = picture(chart)
    assert [tinted(chart, image, long, TODAY + n + 0.5) for n in (5, 9, 11)] == [True, True, False]


@given(
    st.lists(st.integers(TODAY - 300, TODAY + 300), min_size=1, max_size=30),
    st.floats(0.05, 60),
    st.integers(-400, 300),
    st.integers(450, 1600),
)
def test_words_never_reach_the_next_diamond_the_border_or_the_names(
    days: list[int], day: float, shift: int, width: int
) -> None:
    lane = lane_of_points("meetings", "Meetings", [point(n, when) for n, when in enumerate(days)])
    g = geometry(lane, day, TODAY + shift, width)
    found = list(groups(g, lane))
    for one, following in pairwise(found):
        if one.room > 0:
            assert one.left + one.room <= g.centre(following.points[0])[0] - DIAMOND + 1e-6
    for one in found:
        assert one.left >= g.names
        assert one.left + max(one.room, 0) <= max(g.width, one.left)


def test_a_group_is_named_after_all_of_its_points_or_their_number() -> None:
    three = [point(n, TODAY) for n in (1, 2, 3)]
    assert words_of(three) == "Example meeting 1, Example meeting 2, Example meeting 3"
    assert words_of([*three, point(4, TODAY)]) == "Example meeting 1 and 3 more"
    assert words_of([three[0], three[0]]) == "Example meeting 1"


def test_words_stand_where_there_is_room_and_are_left_out_where_there_is_none(qtbot: QtBot) -> None:
    chart = chart_of(qtbot, point(1, TODAY + 2), point(2, TODAY + 6), point(3, TODAY + 60), day=8)
    g, image = chart.geometry_, picture(chart)
    y = int(g.centre(g.plan.lanes[0].points[0])[1])

    def written(left: float, right: float) -> bool:
        ground = QColor(theme.current().base).lightness()
        return any(
            abs(image.pixelColor(x, y + n).lightness() - ground) > 60
            for x in range(int(left), int(right))
            for n in (-2, 0, 2)
        )

    one, two, three = (g.centre(item)[0] for item in g.plan.lanes[0].points)
    assert not written(one + DIAMOND + 1, two - DIAMOND - 1)
    wide = QFontMetricsF(theme.font(11.5)).horizontalAdvance("Example meeting 2")
    assert two + DIAMOND + 6 + wide < three
    assert written(two + DIAMOND + 4, two + DIAMOND + wide)


def test_thousands_of_points_on_few_pixels_are_one_group_and_few_diamonds(qtbot: QtBot) -> None:
    points = [point(n, TODAY - 1000 + n // 3) for n in range(6000)]
    chart = chart_of(qtbot, *points, day=0.1)
    found = list(groups(chart.geometry_, chart.geometry_.plan.lanes[0]))
    assert sum(len(group.points) for group in found) == len(points)
    assert len(found) == 1
    picture(chart)


def test_action_items_come_as_a_lane_of_their_own(qtbot: QtBot, sample: Store) -> None:
    panel = shown(qtbot, sample)
    assert all(lane.key != ACTIONS for lane in panel.chart.geometry_.plan.lanes)
    panel.kind_chips[ACTIONS].click()
    lane = next(lane for lane in panel.chart.geometry_.plan.lanes if lane.key == ACTIONS)
    assert lane.title == "Action items"
    assert {item.table for item in lane.points} == {ACTIONS}
    assert any(item.late for item in lane.points)
    assert any(item.filled for item in lane.points)
    panel.kind_chips[ACTIONS].click()
    assert all(lane.key != ACTIONS for lane in panel.chart.geometry_.plan.lanes)
