"""How bars look, and that the chart touches no more of a plan than it shows."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypedDict, Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.planning import clashes
from dicas_desktop.planning.lanes import Bar, Lane, Row, lane_of_bars, plan_of, settle
from dicas_desktop.planning.spans import Shape, Span
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.bars import MOST_DETAILED, clash_words
from dicas_desktop.ui.timeline.chart import Chart
from dicas_desktop.ui.timeline.geometry import BAR_TOP, GHOST_TOP, Geometry
from dicas_desktop.ui.timeline.strokes import sure_part

TODAY = 739_000
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp)
    yield
    theme.apply(qapp)


class More(TypedDict, total=False):
    progress: int
    state: str
    dock: str


def bar(
    number: int,
    plan: Span | None,
    forecast: Span | None = None,
    actual: Span | None = None,
    **more: Unpack[More],
) -> Bar:
    progress, state, dock = more.get("progress"), more.get("state", "planned"), more.get("dock", "")
    title = f"Ship {number}"
    made = Bar("repair_schedules", number, f"RS-{number:04}", title, plan, forecast, actual, progress, state, dock)
    settle(made, TODAY)
    return made


def chart_of(qtbot: QtBot, *bars: Bar, day: float = 8.0, lanes: list[Lane] | None = None) -> Chart:
    chart = Chart(TODAY)
    qtbot.addWidget(chart)
    chart.resize(1000, 300)
    each = lanes or [lane_of_bars(str(n), f"Ship {n}", "", [one]) for n, one in enumerate(bars)]
    chart.show_plan(plan_of(each, (), TODAY))
    with qtbot.waitExposed(chart):
        chart.show()
    chart.set_day_width(day)
    return chart


def picture(chart: Chart) -> QImage:
    return chart.viewport().grab().toImage()


def at_day(chart: Chart, image: QImage, one: Bar, day: float, *, ghost: bool = False) -> str:
    box = chart.geometry_.box(one)
    y = box.top() + theme.size(GHOST_TOP - BAR_TOP) + 2 if ghost else box.center().y()
    return image.pixelColor(int(chart.geometry_.x(day)), int(y)).name()


def reddish(colour: QColor) -> bool:
    return colour.red() > colour.blue() + 40


def test_the_done_share_is_dark_and_the_rest_light_above_the_baseline(qtbot: QtBot) -> None:
    one = bar(1, Span(TODAY - 20, TODAY + 19), None, Span(TODAY - 20), state="in_progress", progress=25)
    chart = chart_of(qtbot, one)
    image, tokens = picture(chart), theme.current()
    assert at_day(chart, image, one, TODAY - 15) == tokens.accent
    assert at_day(chart, image, one, TODAY - 5) == tokens.bar
    assert at_day(chart, image, one, TODAY + 15, ghost=True) == tokens.baseline


def test_a_completed_bar_is_dark_to_its_end(qtbot: QtBot) -> None:
    one = bar(1, None, None, Span(TODAY - 20, TODAY - 2), state="completed")
    chart = chart_of(qtbot, one)
    image = picture(chart)
    assert {at_day(chart, image, one, TODAY - n) for n in (18, 10, 3)} == {theme.current().accent}
    assert at_day(chart, image, one, TODAY - 10, ghost=True) == theme.current().base


def test_the_baseline_shows_the_plan_and_the_bar_the_forecast(qtbot: QtBot) -> None:
    one = bar(1, Span(TODAY - 20, TODAY - 1), Span(TODAY - 10, TODAY + 9))
    chart = chart_of(qtbot, one)
    image, tokens = picture(chart), theme.current()
    assert at_day(chart, image, one, TODAY - 15) == tokens.base
    assert at_day(chart, image, one, TODAY - 15, ghost=True) == tokens.baseline
    assert at_day(chart, image, one, TODAY + 5) == tokens.bar
    assert at_day(chart, image, one, TODAY + 5, ghost=True) == tokens.base


def test_what_ends_after_its_baseline_is_framed_in_dashes_from_there_and_says_by_how_much(qtbot: QtBot) -> None:
    late = bar(1, Span(TODAY - 20, TODAY + 9), Span(TODAY - 20, TODAY + 19))
    on_time = bar(2, Span(TODAY - 20, TODAY + 9), Span(TODAY - 20, TODAY + 9))
    chart = chart_of(qtbot, late, on_time)
    g, image = chart.geometry_, picture(chart)

    def red(one: Bar, first: float, last: float) -> int:
        box = g.box(one)
        ys = range(int(box.top()) - 1, int(box.bottom()) + 2)
        return sum(reddish(image.pixelColor(x, y)) for y in ys for x in range(int(g.x(first)), int(g.x(last))))

    assert red(late, TODAY + 10, TODAY + 20) > 20
    assert red(late, TODAY + 21, TODAY + 26) > 10, "+10 d beside it"
    assert red(late, TODAY - 19, TODAY + 9) == 0
    assert red(on_time, TODAY - 19, TODAY + 26) == 0


def test_work_under_way_past_every_end_is_framed_up_to_today(qtbot: QtBot) -> None:
    late = bar(1, Span(TODAY - 40, TODAY - 10), None, Span(TODAY - 40), state="in_progress", progress=50)
    chart = chart_of(qtbot, late)
    g, image = chart.geometry_, picture(chart)
    box = g.box(late)
    frame = [image.pixelColor(x, int(box.top())) for x in range(int(g.x(TODAY - 9)) + 2, int(g.x(TODAY)))]
    assert any(reddish(colour) for colour in frame[: len(frame) // 2])
    assert any(reddish(colour) for colour in frame[len(frame) // 2 :])
    assert at_day(chart, image, late, TODAY - 5) == theme.current().base, "nothing is filled beyond what is recorded"


@pytest.mark.parametrize("dark", [False, True])
def test_a_taken_dock_is_told_by_ground_sign_and_a_line_from_who_holds_it(
    qapp: QApplication, qtbot: QtBot, dark: bool
) -> None:
    theme.apply(qapp, dark=dark)
    holder = bar(1, Span(TODAY - 30, TODAY + 5), dock="Dock 1")
    waiting = bar(2, Span(TODAY - 5, TODAY + 60), dock="Dock 1")
    assert clashes.mark([holder, waiting]) == 1
    chart = chart_of(qtbot, holder, waiting)
    g, image, tokens = chart.geometry_, picture(chart), theme.current()
    assert at_day(chart, image, waiting, TODAY + 50) == tokens.late_soft
    assert at_day(chart, image, holder, TODAY - 20) == tokens.bar
    between = range(int(g.box(holder).bottom()) + 8, int(g.box(waiting).top()) - 1)
    x = int(g.box(holder).right()) + 8
    assert all(any(reddish(image.pixelColor(x + n, y)) for n in (-1, 0, 1)) for y in between)
    assert waiting.clash is not None
    assert clash_words(waiting.clash, TODAY).startswith("▲ Dock 1 taken until ")


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400), st.floats(0.02, 60))
def test_the_sure_part_of_a_bar_lies_inside_it_and_runs_forward(soft: int, sure: int, end: int, day: float) -> None:
    last = soft + sure + end
    shape = Shape(0, last, (0, soft), (last - end, last))
    g = Geometry()
    g.width, g.height, g.day, g.left = 1000, 300, day, 0.0
    box = QRectF(g.x(0), 0, (last + 1) * day, 15)
    begin, stop = sure_part(g, shape, box)
    assert box.left() - 1e-6 <= begin <= stop <= box.right() + 1e-6


class Counted(tuple[Bar, ...]):
    """Bars of a row that count how many of them are looked at."""

    __slots__ = ()
    touched = 0

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 - an index or a slice, a bar or several
        """Count, then give."""
        found = super().__getitem__(place)
        Counted.touched += len(found) if isinstance(place, slice) else 1
        return found

    def __iter__(self) -> Iterator[Bar]:
        """Nobody may go through all of them."""
        raise AssertionError("the whole row was gone through")


def counted(lane: Lane) -> Lane:
    rows = tuple(Row(Counted(row.bars), row.starts, row.ends, row.clashes) for row in lane.rows)
    return replace(lane, rows=rows)


@pytest.mark.parametrize("day", [46.0, 8.6, 0.28, 0.02])
def test_a_frame_touches_what_it_shows_and_not_the_other_bars(qtbot: QtBot, day: float) -> None:
    made = [bar(n, Span(TODAY - 30_000 + 3 * n, TODAY - 30_000 + 3 * n + 1)) for n in range(20_000)]
    chart = chart_of(qtbot, day=day, lanes=[counted(lane_of_bars("a", "One", "", made))])
    Counted.touched = 0
    picture(chart)
    days_in_view = chart.geometry_.chart_width / day
    assert 0 < Counted.touched <= max(3 * MOST_DETAILED, 1000)
    if days_in_view / 3 < MOST_DETAILED:
        assert Counted.touched <= 4 * (days_in_view / 3 + 2)


def test_moving_the_pointer_over_thousands_of_bars_touches_a_few(qtbot: QtBot) -> None:
    made = [bar(n, Span(TODAY - 3000 + 3 * n, TODAY - 3000 + 3 * n + 1)) for n in range(2000)]
    lane = counted(lane_of_bars("a", "One", "", made))
    chart = chart_of(qtbot, day=8, lanes=[lane])
    Counted.touched = 0
    assert chart.tip_at(chart.geometry_.box(made[1000]).center()) == "Ship 1000"
    assert Counted.touched < 10


def test_a_row_of_many_shows_a_clash_in_the_late_colour_among_the_others(qtbot: QtBot) -> None:
    made = [bar(n, Span(TODAY - 600 + 4 * n, TODAY - 600 + 4 * n + 2)) for n in range(300)]
    for number in (150, 201):  # one of them is gathered behind its neighbour
        holder = bar(900 + number, Span(made[number].first - 1, made[number].last), dock=f"Dock {number}")
        made[number].dock = f"Dock {number}"
        assert clashes.mark([holder, made[number]]) == 1
        assert made[number].clash is not None
    chart = chart_of(qtbot, day=0.6, lanes=[lane_of_bars("a", "One", "", made)])
    chart.geometry_.left = float(TODAY - 620)
    image, g = picture(chart), chart.geometry_
    y = int(g.box(made[0]).center().y())

    def shows_red(number: int) -> bool:
        left, right = int(g.x(made[number].first)) - 3, int(g.x(made[number].last + 1)) + 1
        return any(reddish(image.pixelColor(x, y)) for x in range(left, right))

    assert len(made) > MOST_DETAILED
    assert [shows_red(number) for number in (100, 150, 180, 201)] == [False, True, False, True]
